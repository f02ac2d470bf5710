import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { z } from "zod";
import { Slug } from "@/lib/ids";
import { openTeam, requireUser } from "./access";
import type { RequestContext } from "./context";
import { AppError, type AppErrorCode } from "./errors";
import { log } from "./log";

const TRPC_CODE = {
  invalid: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  notFound: "NOT_FOUND",
  conflict: "CONFLICT",
  tooLarge: "PAYLOAD_TOO_LARGE",
  rateLimited: "TOO_MANY_REQUESTS",
  stale: "PRECONDITION_FAILED",
  unavailable: "SERVICE_UNAVAILABLE",
} as const satisfies Record<AppErrorCode, TRPCError["code"]>;

const t = initTRPC.context<RequestContext>().create({
  transformer: superjson,
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 45_000 } },
  errorFormatter({ shape, error }) {
    return {
      ...shape,
      message: publicMessage(error),
      data: { ...shape.data, stack: undefined, app: appError(error) },
    };
  },
});

function appError(error: TRPCError) {
  const { cause } = error;
  if (cause instanceof AppError) return { code: cause.code, reason: cause.reason, args: cause.args };
  if (cause instanceof z.ZodError)
    return { code: "invalid" as const, reason: "input.invalid", args: { detail: z.prettifyError(cause) } };
  return null;
}

/** Unexpected errors keep their words to themselves; expected ones say which they are. */
function publicMessage(error: TRPCError): string {
  if (error.cause instanceof AppError) return error.cause.message;
  return error.code === "INTERNAL_SERVER_ERROR" ? "unexpected error" : error.message;
}

/** Maps our errors to tRPC's once, here, and logs what nobody expected. */
const mapErrors = t.middleware(async ({ next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof AppError) return { ...result, error: wrap(cause) };
  if (result.error.code === "INTERNAL_SERVER_ERROR")
    log.error({ err: cause ?? result.error, path }, "unexpected error in a procedure");
  return result;
});

/** An error from outside the procedures, such as a wrong token found while the context was made, as tRPC's own. */
export function asTrpcError(error: unknown): unknown {
  return error instanceof AppError ? wrap(error) : error;
}

function wrap(cause: AppError): TRPCError {
  return new TRPCError({ code: TRPC_CODE[cause.code], message: cause.message, cause });
}

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Anyone, signed in or not. */
export const publicProcedure = t.procedure.use(mapErrors);

/** A signed-in person, by session or personal token: `ctx.user`. */
export const userProcedure = publicProcedure.use(({ ctx, next }) =>
  next({ ctx: { ...ctx, user: requireUser(ctx) } }),
);

/**
 * Inside one team, named by its slug: `ctx` is a TeamAccess. It proves only that the actor may see the team;
 * each service asks for the role it needs (`requireRole`) as its first line.
 */
export const teamProcedure = publicProcedure
  .input(z.object({ team: Slug }))
  .use(async ({ ctx, input, next }) => next({ ctx: await openTeam(ctx, input.team) }));

/** A worker agent, by its token: `ctx.worker`. */
export const workerProcedure = publicProcedure.use(({ ctx, next }) => {
  if (ctx.actor.kind !== "worker") throw new AppError("forbidden", "worker.tokenNeeded");
  const { tokenId, boundTeamId } = ctx.actor;
  return next({ ctx: { ...ctx, worker: { tokenId, boundTeamId } } });
});
