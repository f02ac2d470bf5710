import {
  MAX_LOG_CHUNK_CHARS,
  MAX_POINTS_PER_BATCH,
  type MetricPoint,
  type RunReport,
} from "@/lib/protocol/agent";
import type { RunProgress } from "@/lib/protocol/run";

const MAX_WAIT_MS = 1000;
const MAX_LOG_CHARS = 16_000;

/** Gathers a trainer's events into reports: one a second, or when a thousand points have come. */
export class EventBatcher {
  readonly #append: (report: RunReport) => Promise<void>;
  #points: MetricPoint[] = [];
  #text = "";
  #progress: RunProgress | undefined;
  #started: RunReport["started"];
  #nextSeq = 0;
  #firstAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(append: (report: RunReport) => Promise<void>) {
    this.#append = append;
  }

  async started(started: NonNullable<RunReport["started"]>): Promise<void> {
    this.#started = started;
    await this.flush();
  }

  async points(points: MetricPoint[]): Promise<void> {
    if (this.#points.length + points.length > MAX_POINTS_PER_BATCH) await this.flush();
    this.#points.push(...points);
    await this.#arm();
  }

  async line(text: string): Promise<void> {
    this.#text += `${text.slice(0, MAX_LOG_CHUNK_CHARS - MAX_LOG_CHARS)}\n`;
    if (this.#text.length > MAX_LOG_CHARS) await this.flush();
    else await this.#arm();
  }

  async progress(progress: RunProgress): Promise<void> {
    this.#progress = progress;
    await this.#arm();
  }

  /** Writes what has gathered; resolves when it is on disk. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const report = this.#take();
    if (report) this.#writing = this.#writing.then(() => this.#append(report));
    return this.#writing;
  }

  async #arm(): Promise<void> {
    if (!this.#timer) {
      this.#firstAt = performance.now();
      this.#timer = setTimeout(() => void this.flush(), MAX_WAIT_MS);
    } else if (performance.now() - this.#firstAt > MAX_WAIT_MS) {
      await this.flush();
    }
  }

  #take(): RunReport | undefined {
    const logs = this.#text ? [{ seq: this.#nextSeq++, text: this.#text }] : [];
    const metrics = this.#points;
    const report: RunReport = {
      metrics,
      logs,
      ...(this.#started ? { started: this.#started } : {}),
      ...(this.#progress ? { progress: this.#progress } : {}),
    };
    const isEmpty = metrics.length === 0 && logs.length === 0 && !this.#started && !this.#progress;
    this.#points = [];
    this.#text = "";
    this.#started = undefined;
    this.#progress = undefined;
    return isEmpty ? undefined : report;
  }
}
