import { type FileHandle, open, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { RunReport } from "@/lib/protocol/agent";

const READ_BYTES = 4 * 1024 ** 2;

/**
 * Reports on their way to the server, kept on disk until they are acknowledged, so that neither a server
 * that is down nor a killed agent loses any. Reports are idempotent: one sent twice changes nothing.
 */
export class Spool {
  readonly #file: FileHandle;
  readonly #ackFile: string;
  #ackedBytes: number;
  #writtenBytes: number;
  #wake: (() => void) | undefined;
  #closed = false;

  private constructor(
    file: FileHandle,
    state: { ackFile: string; ackedBytes: number; writtenBytes: number },
  ) {
    this.#file = file;
    this.#ackFile = state.ackFile;
    this.#ackedBytes = state.ackedBytes;
    this.#writtenBytes = state.writtenBytes;
  }

  /** Opens the spool of a run's folder; what an earlier agent left there is still to be sent. */
  static async open(folder: string): Promise<Spool> {
    const file = await open(path.join(folder, "spool.jsonl"), "a+", 0o600);
    const ackFile = path.join(folder, "spool.acked");
    const ackedBytes = Number(await readFile(ackFile, "utf8").catch(() => "0")) || 0;
    // A line that a crash cut short is not a report: the next one starts after it.
    const { size } = await file.stat();
    const spool = new Spool(file, { ackFile, ackedBytes, writtenBytes: size });
    if (size > 0) await spool.#writeText("\n");
    return spool;
  }

  async append(report: RunReport): Promise<void> {
    await this.#writeText(`${JSON.stringify(report)}\n`);
  }

  /** Sends what is there and what comes, in order, until `finish` was called and all is acknowledged. */
  async drain(send: (report: RunReport) => Promise<unknown>): Promise<void> {
    for (;;) {
      while (this.#ackedBytes < this.#writtenBytes) await this.#sendNext(send);
      if (this.#closed) break;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Nothing more will be appended. */
  finish(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async close(): Promise<void> {
    this.finish();
    await this.#file.close();
  }

  async #writeText(text: string): Promise<void> {
    const { bytesWritten } = await this.#file.write(text);
    this.#writtenBytes += bytesWritten;
    this.#wake?.();
  }

  async #sendNext(send: (report: RunReport) => Promise<unknown>): Promise<void> {
    const buffer = Buffer.alloc(Math.min(READ_BYTES, this.#writtenBytes - this.#ackedBytes));
    const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, this.#ackedBytes);
    const end = buffer.subarray(0, bytesRead).indexOf("\n");
    if (end < 0) throw new Error("the spool holds a line without an end");
    const report = parseReport(buffer.subarray(0, end).toString("utf8"));
    if (report) await send(report);
    this.#ackedBytes += end + 1;
    await writeFile(`${this.#ackFile}.part`, String(this.#ackedBytes));
    await rename(`${this.#ackFile}.part`, this.#ackFile);
  }
}

function parseReport(line: string): RunReport | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
