import { setTimeout as sleep } from "node:timers/promises";
import { requireRole, type TeamAccess } from "../../access";
import { subscribeTopic } from "../../realtime/change-bus";

const COALESCE_MS = 1000;

/** Yields whenever a worker reported itself, at most once a second. */
export async function* watchWorkers(access: TeamAccess, signal: AbortSignal) {
  requireRole(access, "viewer");
  let count = 0;
  for await (const _ of subscribeTopic("workers", signal, access.db)) {
    yield { change: count++ };
    await sleep(COALESCE_MS, undefined, { signal }).catch(() => undefined);
  }
}
