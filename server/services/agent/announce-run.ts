import type { Transaction } from "@/db/client";
import type { RunId, TeamId } from "@/lib/ids";
import { notifyChange } from "../../realtime/change-bus";

/** Something that whoever watches one run should read again. */
export function announceRun(tx: Transaction, run: { id: RunId }): Promise<void> {
  return notifyChange(tx, `run:${run.id}`);
}

/** A run changed its state: whoever watches the run, or the team's list of runs, should read again. */
export async function announceRunState(tx: Transaction, run: { id: RunId; teamId: TeamId }): Promise<void> {
  await notifyChange(tx, `run:${run.id}`, `runs:${run.teamId}`, "workers");
}
