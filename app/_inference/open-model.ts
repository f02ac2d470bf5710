/**
 * Runs a model in this browser, as its manifest says:
 *
 *     const model = await openModel({ manifest, urls, signal, onProgress });
 *     const result = await model.run(blob, { signal });   // result.answer, result.timings
 *     model.dispose();
 *
 * `openModel` downloads (byte progress, SHA-256 checked, cached by hash, concurrent downloads shared), starts
 * our own worker with onnxruntime, and runs the manifest's golden sample: the input tensor must be the
 * trainer's to the byte and the outputs within its tolerance, or the next tier is tried (threads → one thread).
 * `urls` for a team's model: `modelUrls({ team, model })`.
 *
 * Aborting `signal` rejects with AbortError (`isAbort`); during a run it ends the worker, and the next run
 * starts another by itself. Every other failure is an `InferenceError`, worded in `models.inference.<code>`.
 */
import { compareGolden, type GoldenResult } from "@/lib/inference/compare-golden";
import { type Answer, readAnswer } from "@/lib/inference/read-answer";
import type { ModelManifest } from "@/lib/protocol/model-manifest";
import { abortError, InferenceError, isAbort } from "./inference-error";
import { type InferenceProcess, startProcess } from "./inference-process";
import { download } from "./model-download";
import type { RunReply, RunTimings } from "./worker-protocol";

export type Tier = "threads" | "single";

export type OpenProgress =
  | { phase: "download"; loadedBytes: number; totalBytes: number | null }
  | { phase: "start"; tier: Tier }
  | { phase: "check"; tier: Tier };

export type ModelUrls = { onnx: string; golden: string };

export type BrowserModel = {
  manifest: ModelManifest;
  /** What it runs on, proven by the golden sample. */
  tier: Tier;
  threads: number;
  golden: GoldenResult;
  /** Tiers that were tried and given up, with the reason. */
  givenUp: { tier: Tier; reason: string }[];
  timings: { downloadMs: number; fromCache: boolean; sessionMs: number; checkMs: number };
  run(
    picture: Blob | Uint8Array<ArrayBuffer>,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<RunResult>;
  dispose(): void;
};

export type RunResult = {
  answer: Answer;
  /** Size of the decoded picture, in whose pixels boxes are given. */
  picture: { width: number; height: number };
  timings: RunTimings;
  outputs: RunReply["outputs"];
};

export type OpenOptions = {
  manifest: ModelManifest;
  urls: ModelUrls;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: OpenProgress) => void) | undefined;
  /** For measurements: only these tiers. */
  tiers?: readonly Tier[] | undefined;
};

/** Where a team's model is served. */
export function modelUrls({
  team,
  model,
}: {
  team: string;
  model: string;
}): ModelUrls & { manifest: string } {
  const base = `/api/models/${encodeURIComponent(model)}`;
  const query = `?team=${encodeURIComponent(team)}`;
  return {
    onnx: `${base}/onnx${query}`,
    golden: `${base}/golden${query}`,
    manifest: `${base}/manifest${query}`,
  };
}

/** Opens a model; see the top of this file. */
export async function openModel(options: OpenOptions): Promise<BrowserModel> {
  const { manifest, urls, signal, onProgress } = options;
  const file = theOnnxFile(manifest);
  const started = performance.now();
  const [onnx, golden] = await Promise.all([
    download(
      { url: urls.onnx, sha256: file.sha256, bytes: file.bytes },
      {
        signal,
        onProgress: (progress) => onProgress?.({ phase: "download", ...progress }),
      },
    ),
    downloadGolden(options),
  ]);
  const downloadMs = performance.now() - started;
  const givenUp: BrowserModel["givenUp"] = [];
  for (const tier of options.tiers ?? tiersHere()) {
    const attempt = await tryTier({ ...options, tier, onnx: onnx.blob, golden: golden.blob });
    if ("reason" in attempt) {
      givenUp.push({ tier, reason: attempt.reason });
      continue;
    }
    const { process, result, checkMs, threads } = attempt;
    const timings = { downloadMs, fromCache: onnx.fromCache, sessionMs: process.sessionMs, checkMs };
    const runner = makeRunner({ manifest, onnx: onnx.blob, threads, process });
    return { manifest, tier, threads, golden: result, givenUp, timings, ...runner };
  }
  throw new InferenceError(
    "goldenFailed",
    givenUp.map(({ tier, reason }) => `${tier}: ${reason}`).join("; "),
  );
}

function theOnnxFile(manifest: ModelManifest) {
  const file = manifest.files.find(({ name }) => name.endsWith(".onnx")) ?? manifest.files[0];
  if (!file) throw new InferenceError("runFailed", "the manifest names no file");
  return file;
}

async function downloadGolden({ manifest, urls, signal }: OpenOptions) {
  const sample = manifest.golden[0];
  if (!sample) throw new InferenceError("goldenFailed", "the manifest has no golden sample");
  return download({ url: urls.golden, sha256: sample.imageSha256, bytes: null }, { signal });
}

/** Threads need shared memory, which needs a cross-origin isolated page. */
function tiersHere(): Tier[] {
  const canShare = typeof crossOriginIsolated !== "undefined" && crossOriginIsolated;
  return canShare && threadsOf("threads") > 1 ? ["threads", "single"] : ["single"];
}

function threadsOf(tier: Tier): number {
  return tier === "single" ? 1 : Math.min(4, Math.max(1, navigator.hardwareConcurrency || 1));
}

type Attempt =
  | { reason: string }
  | { process: InferenceProcess; result: GoldenResult; checkMs: number; threads: number };

async function tryTier(params: OpenOptions & { tier: Tier; onnx: Blob; golden: Blob }): Promise<Attempt> {
  const { manifest, tier, onnx, golden, signal, onProgress } = params;
  const threads = threadsOf(tier);
  let process: InferenceProcess | undefined;
  const onAbort = () => process?.end();
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    onProgress?.({ phase: "start", tier });
    process = await startProcess({ manifest, onnx, threads, signal });
    onProgress?.({ phase: "check", tier });
    const before = performance.now();
    const result = checkGolden(manifest, await process.run(golden, true));
    if (result.isTensorIdentical && result.isWithinTolerance) {
      return { process, result, checkMs: performance.now() - before, threads };
    }
    process.end();
    return { reason: describe(result) };
  } catch (error) {
    process?.end();
    if (isAbort(error) || isFinal(error)) throw error;
    return { reason: error instanceof Error ? error.message : String(error) };
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
}

/** Another tier would not help. */
function isFinal(error: unknown): boolean {
  return (
    error instanceof InferenceError && (error.code === "unsupported" || error.code === "pictureUnreadable")
  );
}

function checkGolden(manifest: ModelManifest, reply: RunReply): GoldenResult {
  const golden = manifest.golden[0];
  if (!golden) throw new InferenceError("goldenFailed", "the manifest has no golden sample");
  return compareGolden({ manifest, golden, outputs: reply.outputs, tensorSha256: reply.tensorSha256 ?? "" });
}

function describe(result: GoldenResult): string {
  const errors = Object.entries(result.maxAbsError).map(
    ([name, error]) => `${name} ${error.toExponential(1)}`,
  );
  return result.isTensorIdentical ? errors.join(", ") : "the input tensor differs";
}

type RunnerParts = { manifest: ModelManifest; onnx: Blob; threads: number; process: InferenceProcess };

/** Runs one picture after the other; a cancelled run ends the worker, the next one starts another. */
function makeRunner(parts: RunnerParts): Pick<BrowserModel, "run" | "dispose"> {
  const { manifest, onnx, threads } = parts;
  let current: InferenceProcess | undefined = parts.process;
  let last: Promise<unknown> = Promise.resolve();
  let isDisposed = false;

  async function runNow(picture: Blob, signal: AbortSignal | undefined): Promise<RunResult> {
    if (isDisposed) throw abortError();
    signal?.throwIfAborted();
    const onAbort = () => current?.end();
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      if (!current || current.isEnded()) current = await startProcess({ manifest, onnx, threads, signal });
      const reply = await current.run(picture, false);
      const answer = readAnswer(manifest, reply.outputs, reply.input);
      return { answer, picture: reply.picture, timings: reply.timings, outputs: reply.outputs };
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
  }

  return {
    run: (picture, options = {}) => {
      const blob = picture instanceof Blob ? picture : new Blob([picture]);
      const result = last.then(() => runNow(blob, options.signal));
      last = result.catch(() => undefined);
      return result;
    },
    dispose: () => {
      isDisposed = true;
      current?.end();
    },
  };
}
