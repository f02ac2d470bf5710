import { findToken } from "@/db/queries/token";
import { userOf } from "../../access";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";
import { describeMe } from "../identity/describe-me";

/** Who a script is and what its token allows; refuses guests, so that `atelier login` can tell a wrong token. */
export async function whoAmI(ctx: RequestContext) {
  const { actor } = ctx;
  if (actor.kind === "anonymous") throw new AppError("unauthenticated", "auth.signInFirst");
  const token = actor.kind === "session" ? null : await describeToken(ctx, actor.tokenId);
  const user = userOf(actor);
  const { teams } = await describeMe(ctx);
  return {
    kind: actor.kind,
    user: user ? { id: user.id, name: user.name, email: user.email } : null,
    token,
    teams,
  };
}

async function describeToken(ctx: RequestContext, tokenId: Parameters<typeof findToken>[1]["tokenId"]) {
  const found = await findToken(ctx.db, { tokenId });
  if (!found) return null;
  const { id, name, prefix, scopes, expiresAt, team } = found;
  return { id, name, prefix, scopes, expiresAt, team };
}
