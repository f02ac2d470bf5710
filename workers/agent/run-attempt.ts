import path from "node:path";
import { Sha256 } from "@/lib/ids";
import type { ClaimedRun, ReleaseReason } from "@/lib/protocol/agent";
import type { Completion, RunFailure } from "@/lib/protocol/run";
import type { ArtifactKind, TrainerEvent } from "@/lib/protocol/trainer-event";
import type { BlobCache } from "./blob-cache";
import { EventBatcher } from "./event-batcher";
import { LeaseKeeper } from "./lease-keeper";
import { RunFolder } from "./run-folder";
import { say } from "./say";
import { persist, RefusedError, type ServerConnection } from "./server-connection";
import { Spool } from "./spool";
import { type TrainerEnd, TrainerProcess } from "./trainer-process";
import { uploadArtifact } from "./upload-artifact";
import { writeRunSpec } from "./write-run-spec";

const CHECKPOINT_UPLOAD_MS = 120_000;
/** The launcher kills an agent eight seconds after it asked it to stop. */
const STOPPING_GRACE_MS = 5000;

export type AttemptTools = {
  server: ServerConnection;
  cache: BlobCache;
  runsFolder: string;
  weightsFolder: string;
  trainerFolder: string;
  python: string;
};

type ProducedFile = { kind: ArtifactKind; path: string; name: string };

/** Why the trainer was, or should be, stopped before its own end. */
type Interruption = "cancel" | "stopping" | "expired" | "stale";

/** One attempt at one run on this machine, from the claimed lease to its outcome on the server. */
export class RunAttempt {
  readonly #claimed: ClaimedRun;
  readonly #tools: AttemptTools;
  readonly #keeper: LeaseKeeper;
  /** Aborts what waits for the server on behalf of this attempt. */
  readonly #stale = new AbortController();
  readonly #preparing = new AbortController();
  readonly #produced: ProducedFile[] = [];
  #interruption: Interruption | undefined;
  #trainer: TrainerProcess | undefined;
  #final: Extract<TrainerEvent, { type: "finished" | "failed" | "cancelled" }> | undefined;
  #uploadedStep: number | undefined;
  #lastCheckpointUpload = performance.now();
  #checkpointUpload: Promise<void> | undefined;
  #folder: RunFolder | undefined;

  constructor(claimed: ClaimedRun, tools: AttemptTools) {
    this.#claimed = claimed;
    this.#tools = tools;
    const listener = {
      onCancel: () => this.#interrupt("cancel"),
      onStale: () => this.#interrupt("stale"),
      onExpiring: () => this.#interrupt("expired"),
    };
    this.#keeper = new LeaseKeeper(tools.server, {
      lease: claimed.lease,
      leaseMs: claimed.leaseMs,
      listener,
    });
  }

  /** Works the run to an outcome. Never throws: what goes wrong is the run's failure or a lost lease. */
  async work(): Promise<void> {
    const { number, name, lease } = this.#claimed;
    say(`run #${number} "${name}", attempt ${lease.attempt}`);
    try {
      await this.#keeper.begin();
      const outcome = await this.#workUnderLease();
      say(`run #${number}: ${outcome}`);
    } catch (error) {
      if (!(error instanceof RefusedError && error.isStale) && this.#interruption !== "stale") throw error;
      say(`run #${number}: the lease was lost; another attempt takes over`);
      await this.#folder?.remove();
    } finally {
      this.#keeper.end();
      this.#trainer?.kill();
    }
  }

  /** The agent must end: stop, keep the checkpoint, give the run back. */
  async stop(): Promise<void> {
    await this.#folder?.update({ isStopping: true });
    this.#interrupt("stopping");
  }

  async #workUnderLease(): Promise<string> {
    const folder = await RunFolder.create(this.#tools.runsFolder, this.#claimed.lease);
    this.#folder = folder;
    const spool = await Spool.open(folder.path);
    const batcher = new EventBatcher((report) => spool.append(report));
    const drained = spool.drain((report) => this.#send(report));
    // Its failure is met where it is awaited; until then it must not count as unhandled.
    drained.catch(() => this.#interrupt("stale"));
    try {
      const end = await this.#train(folder, batcher);
      this.#keeper.status = "finalizing";
      await batcher.flush();
      spool.finish();
      await drained;
      return await this.#conclude(folder, end);
    } finally {
      await spool.close();
    }
  }

  async #train(folder: RunFolder, batcher: EventBatcher): Promise<TrainerEnd | RunFailure | undefined> {
    try {
      const specFile = await this.#prepare(folder, batcher);
      if (this.#interruption) return undefined;
      const { python, trainerFolder } = this.#tools;
      this.#trainer = new TrainerProcess({ python, trainerFolder, specFile });
      await folder.update({ trainerPid: this.#trainer.pid ?? null });
      return await this.#trainer.watch({
        onEvent: (event) => this.#handle(event, folder, batcher),
        onText: (line) => batcher.line(line),
      });
    } catch (error) {
      if (this.#interruption) return undefined;
      return failureOf(error);
    }
  }

  async #prepare(folder: RunFolder, batcher: EventBatcher): Promise<string> {
    const { server, cache, weightsFolder } = this.#tools;
    const { lease, checkpoint, score } = this.#claimed;
    const { signal } = this.#preparing;
    const dataset = await persist(() => server.agent.dataset.query(lease), signal);
    const total = dataset.images.length;
    await batcher.line(`${dataset.name}: ${total} pictures`);
    const onProgress = (done: number) => {
      this.#keeper.progress = { done, total, phase: "fetch" };
      void batcher.progress(this.#keeper.progress);
    };
    const hashes = dataset.images.map((image) => Sha256.parse(image.sha256));
    await cache.fetchAll(lease.runId, hashes, { signal, onProgress });
    const checkpointPath = checkpoint && (await cache.fetch(lease.runId, checkpoint.sha256, signal));
    if (checkpoint) await batcher.line(`Goes on from ${checkpoint.name}`);
    const modelPath = score && (await cache.fetch(lease.runId, score.onnx.sha256, signal));
    return writeRunSpec({
      claimed: this.#claimed,
      folder,
      dataset,
      cacheFolder: cache.folder,
      weightsFolder,
      checkpointPath,
      modelPath,
    });
  }

  async #handle(event: TrainerEvent, folder: RunFolder, batcher: EventBatcher): Promise<void> {
    switch (event.type) {
      case "started":
        return batcher.started({ resumedStep: event.resumedStep, device: event.device });
      case "log":
        return batcher.line(event.level === "info" ? event.message : `${event.level}: ${event.message}`);
      case "metrics": {
        const { step, epoch, values } = event;
        return batcher.points(Object.entries(values).map(([name, value]) => ({ name, step, epoch, value })));
      }
      case "progress": {
        const { done, total, phase } = event;
        this.#keeper.progress = { done, total, phase };
        return batcher.progress({ done, total, phase });
      }
      case "checkpoint":
        // Only a checkpoint whose points are safe may be gone on from: flush, then hold it.
        await batcher.flush();
        await folder.holdCheckpoint(event.path, event.step);
        return this.#uploadCheckpointSometimes(folder);
      case "artifact":
        this.#produced.push({ kind: event.kind, path: event.path, name: event.name });
        return undefined;
      default:
        this.#final = event;
        return undefined;
    }
  }

  #uploadCheckpointSometimes(folder: RunFolder): void {
    const isDue = performance.now() - this.#lastCheckpointUpload > CHECKPOINT_UPLOAD_MS;
    if (!isDue || this.#checkpointUpload) return;
    this.#checkpointUpload = this.#uploadCheckpoint(folder)
      .catch(() => undefined)
      .finally(() => (this.#checkpointUpload = undefined));
  }

  async #uploadCheckpoint(folder: RunFolder): Promise<void> {
    const { checkpoint } = folder.state;
    if (!checkpoint || this.#uploadedStep === checkpoint.step) return;
    this.#lastCheckpointUpload = performance.now();
    await this.#upload({ kind: "checkpoint", path: checkpoint.file, name: checkpoint.name }, checkpoint.step);
    this.#uploadedStep = checkpoint.step;
  }

  async #upload(file: ProducedFile, step: number | null): Promise<void> {
    const { lease } = this.#claimed;
    const artifact = { kind: file.kind, name: file.name, step };
    await uploadArtifact(this.#tools.server, {
      lease,
      file: file.path,
      artifact,
      signal: this.#stale.signal,
    });
  }

  async #send(report: Parameters<ServerConnection["agent"]["report"]["mutate"]>[0]["report"]): Promise<void> {
    const { lease } = this.#claimed;
    try {
      await persist(() => this.#tools.server.agent.report.mutate({ lease, report }), this.#stale.signal);
    } catch (error) {
      if (!(error instanceof RefusedError) || error.isStale) throw error;
      // One report that breaks a rule must not stop the run; the server's refusal says which rule.
      say(`run #${this.#claimed.number}: a report was refused: ${error.message}`);
    }
  }

  async #conclude(folder: RunFolder, end: TrainerEnd | RunFailure | undefined): Promise<string> {
    this.#stale.signal.throwIfAborted();
    await this.#checkpointUpload;
    if (this.#final?.type === "finished") return this.#succeed(folder, this.#final.summary);
    if (this.#interruption === "cancel") {
      await this.#uploadCheckpoint(folder);
      return this.#complete(folder, { outcome: "cancelled" });
    }
    if (this.#interruption === "stopping") return this.#giveBack(folder, "stopping");
    if (this.#interruption === "expired") return this.#giveBack(folder, "interrupted");
    await this.#uploadCheckpoint(folder);
    return this.#complete(folder, { outcome: "failed", failure: this.#failure(end) });
  }

  async #succeed(folder: RunFolder, summary: Record<string, unknown>): Promise<string> {
    for (const file of this.#produced) {
      if (file.kind !== "checkpoint") await this.#upload(file, null);
    }
    const { modelPath: _model, manifestPath: _manifest, reportPath: _report, ...told } = summary;
    try {
      return await this.#complete(folder, { outcome: "succeeded", summary: told });
    } catch (error) {
      if (!(error instanceof RefusedError) || error.isStale) throw error;
      const { reason, args } = error.refusal;
      const failure = {
        code: "result-refused",
        message: `The server refused the result: ${reason} ${JSON.stringify(args)}`,
      };
      return this.#complete(folder, { outcome: "failed", failure });
    }
  }

  #failure(end: TrainerEnd | RunFailure | undefined): RunFailure {
    if (this.#final?.type === "failed") {
      const { code, message, remedy } = this.#final;
      return { code, message, remedy };
    }
    if (!end) return { code: "worker-error", message: "The worker stopped without a reason." };
    if ("message" in end) return end;
    const how = end.signal ? `signal ${end.signal}` : `exit code ${end.code}`;
    return {
      code: end.signal === "SIGKILL" ? "trainer-killed" : "trainer-died",
      message: `The trainer ended by ${how}. ${end.stderrTail}`.trim().slice(0, 4000),
    };
  }

  async #complete(folder: RunFolder, completion: Completion): Promise<string> {
    const { lease } = this.#claimed;
    const { status } = await persist(
      () => this.#tools.server.agent.complete.mutate({ lease, completion }),
      this.#stale.signal,
    );
    await folder.remove();
    return status;
  }

  async #giveBack(folder: RunFolder, reason: ReleaseReason): Promise<string> {
    await this.#uploadCheckpoint(folder);
    const { lease } = this.#claimed;
    await persist(() => this.#tools.server.agent.release.mutate({ lease, reason }), this.#stale.signal);
    await folder.remove();
    return "given back";
  }

  #interrupt(reason: Interruption): void {
    if (this.#interruption === "stale") return;
    const isFirst = this.#interruption === undefined;
    this.#interruption = reason === "stale" || isFirst ? reason : this.#interruption;
    this.#preparing.abort();
    if (reason === "stale") {
      this.#stale.abort();
      this.#trainer?.kill();
    } else if (isFirst) {
      this.#trainer?.stop(reason === "cancel" ? undefined : STOPPING_GRACE_MS);
    }
  }
}

function failureOf(error: unknown): RunFailure {
  if (error instanceof RefusedError) {
    if (error.isStale) throw error;
    return {
      code: "server-refused",
      message: `The server refused what the run needs: ${error.refusal.reason}`,
    };
  }
  if (error instanceof Error && "code" in error && error.code === "ENOSPC") {
    return { code: "disk-full", message: "The worker's disk is full." };
  }
  return {
    code: "worker-error",
    message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}

export function runsFolderOf(folder: string): string {
  return path.join(folder, "runs");
}
