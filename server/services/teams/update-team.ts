import { updateTeam as writeTeam } from "@/db/queries/team";
import { inTeam } from "@/db/scope";
import type { UpdateTeamInput } from "@/lib/protocol/team";
import type { TeamAccess } from "../../access";
import { recordAudit } from "../audit/record-audit";
import { requireSteward } from "./require-member";

/** Renames a team or changes who can see it. Its address stays, so that links keep working. */
export async function updateTeam(access: TeamAccess, input: UpdateTeamInput): Promise<void> {
  requireSteward(access, "owner");
  const { name = access.team.name, isPublic = access.team.isPublic } = input;
  const isRenamed = name !== access.team.name;
  const isOpened = isPublic !== access.team.isPublic;
  await inTeam(access.db, access.team.id, async (tx) => {
    await writeTeam(tx, { teamId: access.team.id, set: { name, isPublic } });
    if (isRenamed)
      await recordAudit(tx, access, { action: "team.renamed", data: { from: access.team.name, to: name } });
    if (isOpened) await recordAudit(tx, access, { action: isPublic ? "team.published" : "team.unpublished" });
  });
}
