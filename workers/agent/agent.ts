import { randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { WorkerId } from "@/lib/ids";
import { HEARTBEAT_MS } from "@/lib/protocol/agent";
import packageJson from "../../package.json" with { type: "json" };
import { BlobCache } from "./blob-cache";
import { EnvironmentReport } from "./environment/environment-report";
import { prepareEnvironment, type ReadyPython } from "./environment/prepare-environment";
import { discoverHardware } from "./hardware";
import { recoverRuns } from "./recover-runs";
import { RunAttempt, runsFolderOf } from "./run-attempt";
import { say } from "./say";
import { connect, persist, refusalOf, type ServerConnection } from "./server-connection";
import type { AgentSettings } from "./settings";

const CLAIM_PAUSE_MS = 2000;
const PREPARE_AGAIN_MS = 60_000;
const GOODBYE_MS = 2000;

/** A worker: registers, prepares its Python, then claims one run after another until `signal` aborts. */
export class Agent {
  readonly #settings: AgentSettings;
  readonly #server: ServerConnection;
  readonly #signal: AbortSignal;
  readonly #report = new EnvironmentReport(() => this.#beatNow());
  readonly #cache: BlobCache;
  #workerId: WorkerId | undefined;
  #python: ReadyPython | undefined;
  #isDraining = false;
  #attempt: RunAttempt | undefined;
  #beatNow: () => void = () => undefined;

  constructor(settings: AgentSettings, signal: AbortSignal) {
    this.#settings = settings;
    this.#server = connect(settings);
    this.#signal = signal;
    this.#cache = new BlobCache(this.#server, path.join(settings.folder, "cache"));
    signal.addEventListener("abort", () => void this.#attempt?.stop(), { once: true });
  }

  async run(): Promise<void> {
    await mkdir(this.#settings.folder, { recursive: true });
    await this.#register();
    const beating = this.#beat();
    const preparing = this.#prepare();
    await recoverRuns(this.#server, runsFolderOf(this.#settings.folder), this.#signal);
    await this.#claimForever();
    await Promise.all([beating, preparing]);
    await this.#sayGoodbye();
  }

  async #register(): Promise<void> {
    const registration = {
      instance: await this.#readInstance(),
      name: this.#settings.name,
      agentVersion: packageJson.version,
      labels: this.#settings.labels,
      hardware: await discoverHardware(),
      environment: this.#report.state,
    };
    const { workerId, draining } = await persist(
      () => this.#server.agent.register.mutate(registration),
      this.#signal,
    );
    this.#workerId = workerId;
    this.#isDraining = draining;
    say(`registered as "${registration.name}"`);
  }

  /** This agent's name for itself, the same after a restart. */
  async #readInstance(): Promise<string> {
    const file = path.join(this.#settings.folder, "instance");
    const kept = await readFile(file, "utf8").catch(() => "");
    if (kept.length >= 8) return kept;
    const instance = randomUUID();
    await writeFile(file, instance, { mode: 0o600 });
    return instance;
  }

  async #beat(): Promise<void> {
    while (!this.#signal.aborted) {
      await this.#beatOnce(false).catch((error: unknown) => this.#meetRefusal(error));
      const called = new Promise<void>((resolve) => (this.#beatNow = resolve));
      await Promise.race([
        called,
        sleep(HEARTBEAT_MS, undefined, { signal: this.#signal }).catch(() => undefined),
      ]);
    }
  }

  async #beatOnce(stopping: boolean): Promise<void> {
    if (!this.#workerId) return;
    const beat = { workerId: this.#workerId, environment: this.#report.state, stopping };
    const signal = AbortSignal.timeout(stopping ? GOODBYE_MS : HEARTBEAT_MS);
    const { draining } = await this.#server.agent.heartbeat.mutate(beat, { signal });
    if (draining !== this.#isDraining)
      say(draining ? "draining: finishes its run and claims no more" : "claims runs again");
    this.#isDraining = draining;
  }

  async #meetRefusal(error: unknown): Promise<void> {
    const refusal = refusalOf(error);
    if (refusal?.code === "notFound") await this.#register();
    else if (refusal) say(`the server refuses this worker: ${refusal.reason}`);
  }

  async #prepare(): Promise<void> {
    const { folder, trainerFolder, python } = this.#settings;
    while (!this.#signal.aborted) {
      try {
        const hasGpu = (await discoverHardware()).gpus.length > 0;
        this.#python = await prepareEnvironment({
          folder,
          trainerFolder,
          python,
          hasGpu,
          report: this.#report,
          signal: this.#signal,
        });
        this.#report.ready(this.#python.probe);
        say(`environment ready: Python ${this.#python.probe.python}, torch ${this.#python.probe.torch}`);
        return;
      } catch (error) {
        if (this.#signal.aborted) return;
        this.#report.failed(error);
        say(`environment: ${this.#report.state.error?.message} ${this.#report.state.error?.remedy}`);
        await sleep(PREPARE_AGAIN_MS, undefined, { signal: this.#signal }).catch(() => undefined);
      }
    }
  }

  async #claimForever(): Promise<void> {
    while (!this.#signal.aborted) {
      const hasWorked = await this.#claimOnce().catch((error: unknown) => this.#meetRefusal(error));
      if (!hasWorked) await sleep(CLAIM_PAUSE_MS, undefined, { signal: this.#signal }).catch(() => undefined);
    }
  }

  async #claimOnce(): Promise<boolean> {
    if (!this.#python || !this.#workerId || this.#isDraining) return false;
    const claimed = await this.#server.agent.claim.mutate({ workerId: this.#workerId });
    if (!claimed) return false;
    const { trainerFolder, folder } = this.#settings;
    this.#attempt = new RunAttempt(claimed, {
      server: this.#server,
      cache: this.#cache,
      runsFolder: runsFolderOf(folder),
      weightsFolder: path.join(folder, "weights"),
      trainerFolder,
      python: this.#python.python,
    });
    if (this.#signal.aborted) await this.#attempt.stop();
    await this.#attempt.work().catch((error: unknown) => say(`the run stopped on this worker: ${error}`));
    this.#attempt = undefined;
    await this.#cache.trim();
    return true;
  }

  async #sayGoodbye(): Promise<void> {
    await this.#beatOnce(true).catch(() => undefined);
  }
}
