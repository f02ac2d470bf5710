import { v4 } from "uuid";

const LOCK = "atelier-annotations/";

/**
 * Picks the client id of this tab. An id that an earlier visit left with unsent work is taken over, so that the
 * new edits are known to follow the old ones; an id that another open tab holds is left to it. A claim lasts
 * until `signal` aborts or the tab closes.
 */
export async function claimClientIds(
  left: readonly string[],
  signal: AbortSignal,
): Promise<{ own: string; claimed: ReadonlySet<string> }> {
  const claimed = new Set<string>();
  for (const clientId of left) if (await claim(clientId, signal)) claimed.add(clientId);
  const [first] = claimed;
  if (first !== undefined) return { own: first, claimed };
  const own = v4();
  await claim(own, signal);
  return { own, claimed };
}

/** The client ids that open tabs hold, this one's among them. */
export async function listClaimedClientIds(): Promise<ReadonlySet<string>> {
  if (!("locks" in navigator)) return new Set();
  const { held = [] } = await navigator.locks.query();
  return new Set(held.flatMap(({ name }) => (name?.startsWith(LOCK) ? [name.slice(LOCK.length)] : [])));
}

/** Holds a lock named for the id; false when another tab holds it. */
function claim(clientId: string, signal: AbortSignal): Promise<boolean> {
  // Locks exist on https and localhost only. Elsewhere two tabs may send the same work, which the server does once.
  if (!("locks" in navigator)) return Promise.resolve(true);
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`${LOCK}${clientId}`, { ifAvailable: true }, async (lock) => {
        resolve(lock !== null);
        if (lock) await untilAborted(signal);
      })
      .catch(reject);
  });
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
