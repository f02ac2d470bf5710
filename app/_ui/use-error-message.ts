"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { z } from "zod";

// The server's AppError, as `error.data.app` of a tRPC error or `error` of an HTTP body.
const AppErrorShape = z.object({
  code: z.string(),
  reason: z.string().nullish(),
  args: z.record(z.string(), z.union([z.string(), z.number()])).nullish(),
});
const TrpcErrorShape = z.object({
  data: z.object({ app: AppErrorShape.nullish(), code: z.string().nullish() }).nullish(),
});
const HttpBodyShape = z.object({ error: AppErrorShape });

export interface ErrorFacts {
  code: string;
  reason: string | null;
  args: Record<string, string | number>;
}

/** What is known of an error: one thrown by a tRPC call or `fetch`, or the JSON body of a refused HTTP request. */
export function errorFacts(error: unknown): ErrorFacts {
  const trpc = TrpcErrorShape.safeParse(error).data?.data;
  const app = trpc?.app ?? HttpBodyShape.safeParse(error).data?.error ?? AppErrorShape.safeParse(error).data;
  if (app) return { code: app.code, reason: app.reason ?? null, args: app.args ?? {} };
  return { code: trpc?.code ?? (isOffline(error) ? "offline" : "internal"), reason: null, args: {} };
}

/** Words an error for the person: its reason's message in `errors.json`, else that of its code. */
export function useErrorMessage(): (error: unknown) => string {
  const t = useTranslations("errors");
  return useCallback((error) => errorMessage(t, error), [t]);
}

type ErrorsTranslator = ReturnType<typeof useTranslations<"errors">>;

/** The same for server components, with `await getTranslations("errors")`. */
export function errorMessage(t: ErrorsTranslator, error: unknown): string {
  const { code, reason, args } = errorFacts(error);
  const keys = [reason, `code.${TRPC_CODES[code] ?? code}`].filter((key) => key !== null);
  for (const key of keys) if (isErrorKey(t, key)) return t(key, args);
  return t("code.internal");
}

type ErrorKey = Parameters<ErrorsTranslator["has"]>[0];

// Keys come from the server, so they are looked up here rather than checked by the compiler.
function isErrorKey(t: ErrorsTranslator, key: string): key is ErrorKey {
  const translator: { has(key: string): boolean } = t;
  return translator.has(key);
}

// tRPC's own codes, for refusals that did not come from an AppError (a failed input parse).
const TRPC_CODES: Record<string, string> = {
  BAD_REQUEST: "invalid",
  PARSE_ERROR: "invalid",
  UNAUTHORIZED: "unauthenticated",
  FORBIDDEN: "forbidden",
  NOT_FOUND: "notFound",
  CONFLICT: "conflict",
  PRECONDITION_FAILED: "stale",
  PAYLOAD_TOO_LARGE: "tooLarge",
  TOO_MANY_REQUESTS: "rateLimited",
  SERVICE_UNAVAILABLE: "unavailable",
};

function isOffline(error: unknown): boolean {
  if (error instanceof TypeError) return true;
  return error instanceof Error && error.cause instanceof TypeError;
}
