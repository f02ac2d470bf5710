import { copyFile, link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { Lease } from "@/lib/protocol/agent";

const HeldCheckpoint = z.object({ file: z.string(), name: z.string(), step: z.number().int() });

/** What an agent must know of a run to give it back after a crash of its own. */
const RunState = z.object({
  lease: Lease,
  trainerPid: z.number().int().nullable(),
  /** The newest checkpoint whose events are all in the spool. */
  checkpoint: HeldCheckpoint.nullable(),
  /** True from the moment the agent was asked to stop: giving back then costs the run nothing. */
  isStopping: z.boolean(),
});
export type RunState = z.infer<typeof RunState>;

/** The folder of one attempt on this machine; it is deleted once the server has all of it. */
export class RunFolder {
  readonly path: string;
  #state: RunState;

  private constructor(folder: string, state: RunState) {
    this.path = folder;
    this.#state = state;
  }

  static async create(runs: string, lease: Lease): Promise<RunFolder> {
    const folder = new RunFolder(path.join(runs, `${lease.runId}-${lease.attempt}`), {
      lease,
      trainerPid: null,
      checkpoint: null,
      isStopping: false,
    });
    await mkdir(path.join(folder.path, "held"), { recursive: true, mode: 0o700 });
    await folder.update({});
    return folder;
  }

  /** Folders that an earlier agent left behind. */
  static async findLeft(runs: string): Promise<RunFolder[]> {
    const names = await readdir(runs).catch(() => []);
    const folders = await Promise.all(names.map((name) => RunFolder.#read(path.join(runs, name))));
    return folders.filter((folder) => folder !== undefined);
  }

  static async #read(folder: string): Promise<RunFolder | undefined> {
    try {
      return new RunFolder(
        folder,
        RunState.parse(JSON.parse(await readFile(path.join(folder, "state.json"), "utf8"))),
      );
    } catch {
      // Half written by a crash: nobody can use it.
      await rm(folder, { recursive: true, force: true });
      return undefined;
    }
  }

  get state(): RunState {
    return this.#state;
  }

  file(name: string): string {
    return path.join(this.path, name);
  }

  async update(change: Partial<RunState>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    await writeFile(this.file("state.json.part"), JSON.stringify(this.#state), { mode: 0o600 });
    await rename(this.file("state.json.part"), this.file("state.json"));
  }

  /** Keeps a checkpoint that the trainer may delete when it writes newer ones. */
  async holdCheckpoint(source: string, step: number): Promise<void> {
    const previous = this.#state.checkpoint;
    const name = path.basename(source);
    const file = this.file(path.join("held", name));
    await link(source, file).catch(() => copyFile(source, file));
    await this.update({ checkpoint: { file, name, step } });
    if (previous && previous.file !== file) await rm(previous.file, { force: true });
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
