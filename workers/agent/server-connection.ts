import { setTimeout as sleep } from "node:timers/promises";
import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import superjson from "superjson";
import { z } from "zod";
import type { AppRouter } from "@/server/routers/app-router";

const REQUEST_TIMEOUT_MS = 20_000;
const PAUSE_MS = { first: 500, longest: 5000 } as const;

/** A refusal as our server words it. */
const Refusal = z.object({
  code: z.string(),
  reason: z.string(),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Refusal = z.infer<typeof Refusal>;

/** The server refused; asking again would not help. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`${refusal.code}: ${refusal.reason} ${JSON.stringify(refusal.args)}`);
    this.name = "RefusedError";
    this.refusal = refusal;
  }

  /** The lease is somebody else's now: nothing of this attempt may be written any more. */
  get isStale(): boolean {
    return this.refusal.code === "stale";
  }
}

export type ServerConnection = ReturnType<typeof connect>;

/** Speaks to the server as the worker whose token this is. */
export function connect(options: { url: string; token: string }) {
  const headers = { authorization: `Bearer ${options.token}` };
  const trpc = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${options.url}/api/trpc`,
        transformer: superjson,
        headers,
        fetch: (input, init) => fetchWithTimeout(input, asInit(init)),
      }),
    ],
  });

  /** Requests a handler outside tRPC; refusals become RefusedError. */
  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${options.url}${path}`, {
      ...init,
      headers: { ...headers, ...init.headers },
    });
    if (response.ok) return response;
    const text = await response.text();
    const refusal = z.object({ error: Refusal }).safeParse(parseJson(text)).data?.error;
    if (refusal && response.status < 500) throw new RefusedError(refusal);
    throw new Error(`the server answered ${response.status}`);
  }

  return { agent: trpc.agent, request };
}

const fetchWithTimeout: typeof globalThis.fetch = (input, init) => {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  return fetch(input, { ...init, signal });
};

type LinkInit = Parameters<NonNullable<Parameters<typeof httpLink>[0]["fetch"]>>[1];

function asInit({
  body = null,
  headers = {},
  method = "GET",
  signal = null,
}: NonNullable<LinkInit> = {}): RequestInit {
  return { body, headers, method, signal };
}

/** What our server says of a failed call, or undefined when it did not get that far. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof RefusedError) return error.refusal;
  if (!(error instanceof TRPCClientError)) return undefined;
  const inTrpc = z.object({ app: Refusal }).safeParse(error.data).data?.app;
  // A wrong token is refused before tRPC, in the shape of the other handlers.
  const bare = z.object({ error: Refusal }).safeParse(error.meta?.responseJSON).data?.error;
  const refusal = inTrpc ?? bare;
  if (refusal) return refusal;
  const status = z.object({ httpStatus: z.number() }).safeParse(error.data).data?.httpStatus;
  return status !== undefined && status < 500
    ? { code: "invalid", reason: error.message, args: {} }
    : undefined;
}

/** Tries until the server answers; what it refuses is thrown as RefusedError, and so is an abort of `signal`. */
export async function persist<Result>(attempt: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
  for (let pauseMs: number = PAUSE_MS.first; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MS.longest)) {
    try {
      signal?.throwIfAborted();
      return await attempt();
    } catch (error) {
      signal?.throwIfAborted();
      const refusal = refusalOf(error);
      if (refusal && refusal.code !== "unavailable" && refusal.code !== "rateLimited")
        throw new RefusedError(refusal);
    }
    await sleep(pauseMs, undefined, signal ? { signal } : {});
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
