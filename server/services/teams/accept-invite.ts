import { findInvite, takeInviteUse } from "@/db/queries/invite";
import { findMemberRole, insertMembership } from "@/db/queries/team";
import { asSystem } from "@/db/scope";
import type { InviteState } from "@/lib/protocol/team";
import { userIdOf } from "../../access";
import { takeTry } from "../../auth/rate-limits";
import { requireSession } from "../../auth/require-scope";
import { hashSecret } from "../../auth/secret-hash";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";
import { inviteState } from "./invite-state";

/** What an invitation offers, for whoever holds its link; `notFound` for a secret that no team gave out. */
export async function readInvite(ctx: RequestContext, { secret }: { secret: string }) {
  await takeTry(ctx.db, "inviteByIp", ctx.ip);
  const me = userIdOf(ctx.actor);
  return asSystem(ctx.db, async (tx) => {
    const invite = await findInvite(tx, { secretHash: hashSecret(secret) });
    if (!invite) throw new AppError("notFound", "invite.unknown");
    const { team, role, inviter, expiresAt } = invite;
    const memberRole = me && (await findMemberRole(tx, { teamId: team.id, userId: me }));
    const state = inviteState(invite);
    // An invitation that has ended says to whom to turn, and nothing else that its holder did not know.
    return {
      state,
      teamName: team.name,
      inviter,
      role,
      expiresAt,
      joinedSlug: memberRole ? team.slug : null,
    };
  });
}

/** Joins the team of an invitation. Who belongs to it already takes no use and keeps their role. */
export async function acceptInvite(ctx: RequestContext, { secret }: { secret: string }) {
  const { user } = requireSession(ctx);
  await takeTry(ctx.db, "inviteByIp", ctx.ip);
  return asSystem(ctx.db, async (tx) => {
    const invite = await findInvite(tx, { secretHash: hashSecret(secret) });
    if (!invite) throw new AppError("notFound", "invite.unknown");
    const { team, role } = invite;
    if (await findMemberRole(tx, { teamId: team.id, userId: user.id }))
      return { slug: team.slug, name: team.name };
    if (!(await takeInviteUse(tx, { inviteId: invite.id }))) throw inviteEnded(inviteState(invite));
    await insertMembership(tx, { teamId: team.id, userId: user.id, role });
    await recordAudit(
      tx,
      { actor: ctx.actor, team },
      { action: "member.joined", target: user.id, data: { role, invite: invite.id } },
    );
    return { slug: team.slug, name: team.name };
  });
}

/** Between reading an open invitation and taking its use, another took the last one: "open" reads as used. */
function inviteEnded(state: InviteState): AppError {
  const reasons = {
    open: "invite.used",
    used: "invite.used",
    expired: "invite.expired",
    revoked: "invite.revoked",
  } as const;
  return new AppError("conflict", reasons[state]);
}
