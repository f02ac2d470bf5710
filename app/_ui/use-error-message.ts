"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";

export interface ErrorFacts {
  code: string;
  reason: string | null;
  args: Record<string, string | number>;
}

/** What is known of an error: one thrown by a tRPC call or `fetch`, or the JSON body of a refused HTTP request. */
export function errorFacts(error: unknown): ErrorFacts {
  const trpc = field(error, "data");
  const app = readAppError(field(trpc, "app")) ?? readAppError(field(error, "error")) ?? readAppError(error);
  if (app) return app;
  const code = field(trpc, "code");
  if (typeof code === "string") return { code, reason: null, args: {} };
  return { code: isOffline(error) ? "offline" : "internal", reason: null, args: {} };
}

// Every page words errors, the public ones too, so the shape is read by hand: a schema library would weigh more
// than the rest of the page. It is the server's AppError: `error.data.app` of a tRPC error, `error` of an HTTP body.
function readAppError(value: unknown): ErrorFacts | null {
  const code = field(value, "code");
  const reason = field(value, "reason") ?? null;
  const args = Object.entries(field(value, "args") ?? {});
  if (typeof code !== "string" || (reason !== null && typeof reason !== "string")) return null;
  return args.every(isArg) ? { code, reason, args: Object.fromEntries(args) } : null;
}

function isArg(entry: [string, unknown]): entry is [string, string | number] {
  return typeof entry[1] === "string" || typeof entry[1] === "number";
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
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
