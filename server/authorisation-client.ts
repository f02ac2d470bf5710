import { type AnyTRPCRouter, callTRPCProcedure, TRPCError, type TRPCProcedureType } from "@trpc/server";
import { z } from "zod";
import type { RequestContext } from "./context";
import { appRouter } from "./routers/app-router";

const SUBSCRIPTION_WAIT_MS = 250;

const router: AnyTRPCRouter = appRouter;

/** Every procedure's path with its type. */
export function allProcedures(): { path: string; type: TRPCProcedureType }[] {
  return Object.entries(router._def.procedures).map(([path, procedure]) => ({
    path,
    type: typeOf(procedure),
  }));
}

/** `code` is "ok" when the procedure let the caller in, with its answer as text, else the code of the refusal. */
export type Outcome = { code: string; answer: string };

/** Calls a procedure by its path; a subscription is asked for its first event and then ended. */
export async function outcomeOf(ctx: RequestContext, path: string, input: unknown): Promise<Outcome> {
  const type = allProcedures().find((procedure) => procedure.path === path)?.type;
  if (!type) throw new Error(`no procedure ${path}`);
  const ended = new AbortController();
  const { signal } = ended;
  try {
    const answer: unknown = await callTRPCProcedure({
      router,
      path,
      ctx,
      type,
      signal,
      getRawInput: async () => input,
      batchIndex: 0,
    });
    const event = isStream(answer) ? await firstEvent(answer) : answer;
    return { code: "ok", answer: JSON.stringify(event) ?? "" };
  } catch (error) {
    return { code: refusalCode(error), answer: "" };
  } finally {
    ended.abort();
  }
}

const Typed = z.object({ _def: z.object({ type: z.enum(["query", "mutation", "subscription"]) }) });

/** A procedure is a function that carries its definition. */
function typeOf(procedure: unknown): TRPCProcedureType {
  const definition = typeof procedure === "function" ? { ...procedure } : procedure;
  return Typed.parse(definition)._def.type;
}

function firstEvent(stream: AsyncIterable<unknown>): Promise<unknown> {
  const waited = new Promise((resolve) => setTimeout(resolve, SUBSCRIPTION_WAIT_MS));
  return Promise.race([stream[Symbol.asyncIterator]().next(), waited]);
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

const STREAM_CODES: Record<string, string> = {
  notFound: "NOT_FOUND",
  forbidden: "FORBIDDEN",
  unauthenticated: "UNAUTHORIZED",
};
const Refusal = z.object({ code: z.string() });

/** tRPC's code, also of a refusal inside a stream, which no longer passes the procedure's error mapping. */
function refusalCode(error: unknown): string {
  if (error instanceof TRPCError) return error.code;
  const code = Refusal.safeParse(error).data?.code ?? "INTERNAL_SERVER_ERROR";
  return STREAM_CODES[code] ?? code;
}
