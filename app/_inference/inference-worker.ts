/// <reference lib="webworker" />

import { sha256 } from "hash-wasm";
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import type { Pixels } from "@/lib/inference/pixels";
import { prepareInput } from "@/lib/inference/prepare-input";
import type { GraphOutputs } from "@/lib/inference/read-answer";
import type { Preprocess } from "@/lib/protocol/model-manifest";
import { InferenceError } from "./inference-error";
import type { OpenReply, RunReply, WorkerReply, WorkerRequest } from "./worker-protocol";

/**
 * Owns one model: decoding, preprocessing and the session, away from the page. Ending the worker is the only
 * way to stop a run and the only way to give its memory back.
 */
type OpenModel = { session: InferenceSession; inputName: string; preprocess: Preprocess };

let model: OpenModel | undefined;

self.addEventListener("message", (event: MessageEvent<WorkerRequest>) => {
  void answer(event.data).then((reply) => self.postMessage(reply));
});

async function answer(request: WorkerRequest): Promise<WorkerReply> {
  const { id } = request;
  try {
    const value = request.kind === "open" ? await open(request) : await run(request);
    return { id, ok: true, value };
  } catch (error) {
    if (error instanceof InferenceError) return { id, ok: false, code: error.code, detail: error.message };
    const detail = error instanceof Error ? error.message : String(error);
    return { id, ok: false, code: /memory|bad_alloc/i.test(detail) ? "outOfMemory" : "runFailed", detail };
  }
}

async function open(request: Extract<WorkerRequest, { kind: "open" }>): Promise<OpenReply> {
  env.logLevel = "error";
  env.wasm.wasmPaths = request.runtimeUrl;
  // The count is fixed for this worker's life; another count needs another worker.
  env.wasm.numThreads = request.threads;
  const started = performance.now();
  const session = await InferenceSession.create(new Uint8Array(request.onnx), {
    executionProviders: ["wasm"],
    graphOptimizationLevel: "all",
  });
  model = { session, inputName: request.inputName, preprocess: request.preprocess };
  return { runtimeMs: 0, sessionMs: performance.now() - started };
}

async function run(request: Extract<WorkerRequest, { kind: "run" }>): Promise<RunReply> {
  if (!model) throw new InferenceError("runFailed", "run before open");
  const started = performance.now();
  const picture = await decode(request.picture);
  const decoded = performance.now();
  const input = prepareInput(picture, model.preprocess);
  const prepared = performance.now();
  const tensorSha256 = request.wantsTensorHash ? await sha256(new Uint8Array(input.tensor.buffer)) : null;
  const beforeRun = performance.now();
  const feed = new Tensor("float32", input.tensor, [1, 3, input.height, input.width]);
  const results = await model.session.run({ [model.inputName]: feed });
  const finished = performance.now();
  return {
    picture: { width: picture.width, height: picture.height },
    input: { width: input.width, height: input.height, crop: input.crop },
    outputs: plainOutputs(results),
    tensorSha256,
    timings: { decodeMs: decoded - started, preprocessMs: prepared - decoded, runMs: finished - beforeRun },
  };
}

/** Decodes to 8-bit pixels as the trainer does: stored colours, upright, alpha on white. */
async function decode(picture: Blob): Promise<Pixels> {
  const bitmap = await createImageBitmap(picture, {
    colorSpaceConversion: "none",
    imageOrientation: "from-image",
  }).catch((cause: unknown) => {
    throw new InferenceError("pictureUnreadable", "the browser cannot decode it", { cause });
  });
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true, colorSpace: "srgb" });
  if (!context) throw new InferenceError("pictureUnreadable", `${width} × ${height} does not fit a canvas`);
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { data: context.getImageData(0, 0, width, height).data, width, height, channels: 4 };
}

function plainOutputs(results: InferenceSession.ReturnType): GraphOutputs {
  return Object.fromEntries(
    Object.entries(results).map(([name, tensor]) => {
      const { data, dims } = tensor;
      if (data instanceof BigInt64Array)
        return [name, { shape: dims, data: Float64Array.from(data, Number) }];
      if (data instanceof Float32Array) return [name, { shape: dims, data: data.slice() }];
      throw new InferenceError("runFailed", `output ${name} is ${tensor.type}`);
    }),
  );
}
