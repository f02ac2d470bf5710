/** What kind of refusal this is; each maps to one tRPC code and one HTTP status. */
export const APP_ERROR_CODES = [
  "invalid",
  "unauthenticated",
  "forbidden",
  "notFound",
  "conflict",
  "tooLarge",
  "rateLimited",
  "stale",
  "unavailable",
] as const;
export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

export type AppErrorArgs = Record<string, string | number>;

/**
 * A refusal that a person can act on. `reason` is a key of the `errors` messages ("team.inviteExpired");
 * `args` fill its placeholders. Thrown where the rule is and mapped once, in `server/trpc.ts` and
 * `server/http-error.ts`.
 */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly reason: string;
  readonly args: AppErrorArgs;

  constructor(code: AppErrorCode, reason: string, options: { args?: AppErrorArgs; cause?: unknown } = {}) {
    super(`${code}: ${reason}`, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.reason = reason;
    this.args = options.args ?? {};
  }
}

/** HTTP status of each code, for handlers outside tRPC. */
export const HTTP_STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  tooLarge: 413,
  rateLimited: 429,
  stale: 412,
  unavailable: 503,
} as const satisfies Record<AppErrorCode, number>;
