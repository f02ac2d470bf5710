import { listFrozenVersions } from "@/db/queries/benchmark";
import { inTeam } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";

/** The team's frozen versions that have pictures outside the training split: what a board can be made of. */
export async function listVersionsForBoards(access: TeamAccess) {
  requireRole(access, "viewer");
  const { id: teamId } = access.team;
  const versions = await inTeam(access.db, teamId, (tx) => listFrozenVersions(tx, { teamId }));
  return versions
    .map(({ counts, ...version }) => ({
      ...version,
      test: counts.bySplit.test ?? 0,
      val: counts.bySplit.val ?? 0,
    }))
    .filter((version) => version.test > 0 || version.val > 0);
}
