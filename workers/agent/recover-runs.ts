import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { ReleaseReason } from "@/lib/protocol/agent";
import { RunFolder } from "./run-folder";
import { say } from "./say";
import { persist, RefusedError, type ServerConnection } from "./server-connection";
import { Spool } from "./spool";
import { uploadArtifact } from "./upload-artifact";

const ORPHAN_WAIT_MS = 15_000;

/**
 * Gives back what an earlier agent on this machine held when it was killed: its unsent reports, its newest
 * checkpoint, then the run. Does nothing for runs that the server has given to others meanwhile.
 */
export async function recoverRuns(
  server: ServerConnection,
  runsFolder: string,
  signal: AbortSignal,
): Promise<void> {
  for (const folder of await RunFolder.findLeft(runsFolder)) {
    await endOrphan(folder.state.trainerPid);
    try {
      await giveBack(server, folder, signal);
      say("gave back a run that an earlier agent left behind");
    } catch (error) {
      if (signal.aborted) return;
      const why =
        error instanceof RefusedError
          ? "has moved on"
          : `could not be given back (${error}); its lease will run out`;
      say(`a run that an earlier agent left behind ${why}`);
    }
    await folder.remove();
  }
}

async function giveBack(server: ServerConnection, folder: RunFolder, signal: AbortSignal): Promise<void> {
  const { lease, checkpoint, isStopping } = folder.state;
  const renewal = { lease, status: "finalizing" as const, progress: null };
  await persist(() => server.agent.renew.mutate(renewal), signal);
  const spool = await Spool.open(folder.path);
  try {
    spool.finish();
    await spool.drain((report) => persist(() => server.agent.report.mutate({ lease, report }), signal));
  } finally {
    await spool.close();
  }
  if (checkpoint) {
    const artifact = { kind: "checkpoint" as const, name: checkpoint.name, step: checkpoint.step };
    await uploadArtifact(server, { lease, file: checkpoint.file, artifact, signal });
  }
  const reason: ReleaseReason = isStopping ? "stopping" : "crashed";
  await persist(() => server.agent.release.mutate({ lease, reason }), signal);
}

/** A trainer whose agent was killed ends by itself when its stdin closes; one that hangs is killed. */
async function endOrphan(pid: number | null): Promise<void> {
  if (pid === null) return;
  for (let waitedMs = 0; isTrainer(pid); waitedMs += 250) {
    if (waitedMs > ORPHAN_WAIT_MS) {
      process.kill(-pid, "SIGKILL");
      return;
    }
    await sleep(250);
  }
}

function isTrainer(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Pids are reused: on Linux we can see whether it is still a trainer of ours.
    return process.platform !== "linux" || readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("trainer");
  } catch {
    return false;
  }
}
