import { revokeInvites } from "@/db/queries/invite";
import { deleteTeam as hideTeam } from "@/db/queries/team";
import { revokeTokensBoundTo } from "@/db/queries/token";
import { inTeam } from "@/db/scope";
import type { TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";
import { requireSteward } from "./require-member";

/** Deletes a team: nobody sees it any more, its invitations and tokens end, its address is free again. */
export async function deleteTeam(access: TeamAccess, input: { confirmName: string }): Promise<void> {
  requireSteward(access, "owner");
  const { team, db } = access;
  if (input.confirmName.trim().normalize("NFC") !== team.name.normalize("NFC")) {
    throw new AppError("invalid", "team.confirmName", { args: { name: team.name } });
  }
  await inTeam(db, team.id, async (tx) => {
    await revokeInvites(tx, { teamId: team.id, createdBy: null });
    await revokeTokensBoundTo(tx, { teamId: team.id, userId: null });
    await hideTeam(tx, { teamId: team.id });
    await recordAudit(tx, access, {
      action: "team.deleted",
      target: team.id,
      data: { name: team.name, slug: team.slug },
    });
  });
}
