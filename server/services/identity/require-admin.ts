import type { CurrentUser } from "../../auth/actor";
import { requireSession } from "../../auth/require-scope";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";

/** An administrator of the server, at a browser; a token never administers. */
export function requireAdmin(ctx: RequestContext): CurrentUser {
  const { user } = requireSession(ctx);
  if (!user.isAdmin) throw new AppError("forbidden", "admin.only");
  return user;
}
