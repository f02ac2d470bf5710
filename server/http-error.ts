import { AppError, HTTP_STATUS } from "./errors";
import { log } from "./log";

/** Answers an error from a route handler: an AppError with its own status and reason, anything else as 500. */
export function errorResponse(error: unknown): Response {
  if (error instanceof AppError) {
    const { code, reason, args } = error;
    return Response.json({ error: { code, reason, args } }, { status: HTTP_STATUS[code] });
  }
  if (error instanceof Error && "code" in error && error.code === "ENOSPC") {
    return Response.json(
      { error: { code: "unavailable", reason: "storage.full", args: {} } },
      { status: 507 },
    );
  }
  log.error({ err: error }, "unexpected error in a route handler");
  return Response.json({ error: { code: "unavailable", reason: "unexpected", args: {} } }, { status: 500 });
}
