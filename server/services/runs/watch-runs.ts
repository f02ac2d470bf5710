import { requireRole, type TeamAccess } from "../../access";
import { subscribeTopic } from "../../realtime/change-bus";

/** Yields whenever a run of the team changed its state, so that a list can read itself again. */
export async function* watchRuns(access: TeamAccess, signal: AbortSignal) {
  requireRole(access, "viewer");
  let count = 0;
  for await (const _ of subscribeTopic(`runs:${access.team.id}`, signal, access.db))
    yield { change: count++ };
}
