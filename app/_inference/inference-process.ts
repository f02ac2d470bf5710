import type { ModelManifest } from "@/lib/protocol/model-manifest";
import { abortError, InferenceError } from "./inference-error";
import type { OpenReply, RunReply, WorkerReply, WorkerRequest } from "./worker-protocol";

/** The runtime's `.mjs` and `.wasm`, served by `app/ort`; the version keeps caches right after an update. */
const RUNTIME_URL = "/ort/1.30.0/";

type Waiting = { resolve: (value: OpenReply | RunReply) => void; reject: (error: unknown) => void };

/** A worker with one open model. After `end` every call rejects with AbortError. */
export type InferenceProcess = {
  run(picture: Blob, wantsTensorHash: boolean): Promise<RunReply>;
  end(): void;
  isEnded(): boolean;
  sessionMs: number;
};

/** Starts a worker and opens the model in it. */
export async function startProcess(params: {
  manifest: ModelManifest;
  onnx: Blob;
  threads: number;
  signal: AbortSignal | undefined;
}): Promise<InferenceProcess> {
  const { manifest, onnx, threads, signal } = params;
  signal?.throwIfAborted();
  const line = openLine();
  const onAbort = () => line.end();
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    const bytes = await onnx.arrayBuffer();
    const reply = await line.ask(
      {
        kind: "open",
        onnx: bytes,
        inputName: manifest.input.name,
        preprocess: manifest.preprocess,
        threads,
        runtimeUrl: RUNTIME_URL,
      },
      [bytes],
    );
    return {
      run: async (picture, wantsTensorHash) =>
        runReply(await line.ask({ kind: "run", picture, wantsTensorHash })),
      end: line.end,
      isEnded: line.isEnded,
      sessionMs: "sessionMs" in reply ? reply.sessionMs : 0,
    };
  } catch (error) {
    line.end();
    throw error;
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
}

function runReply(reply: OpenReply | RunReply): RunReply {
  if ("outputs" in reply) return reply;
  throw new InferenceError("runFailed", "the worker answered another question");
}

type Question = WorkerRequest extends infer Request
  ? Request extends unknown
    ? Omit<Request, "id">
    : never
  : never;

function openLine() {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let ended = false;
  const worker = makeWorker();
  function failAll(error: unknown) {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }
  function end() {
    ended = true;
    worker.terminate();
    failAll(abortError());
  }
  worker.addEventListener("message", (event: MessageEvent<WorkerReply>) => {
    const reply = event.data;
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.ok) asked?.resolve(reply.value);
    else asked?.reject(new InferenceError(reply.code, reply.detail));
  });
  worker.addEventListener("error", (event) => {
    ended = true;
    worker.terminate();
    failAll(new InferenceError("runFailed", event.message || "the worker did not start"));
  });
  function ask(question: Question, transfer: Transferable[] = []): Promise<OpenReply | RunReply> {
    if (ended) return Promise.reject(abortError());
    return new Promise((resolve, reject) => {
      const id = nextId;
      nextId += 1;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...question, id }, transfer);
    });
  }
  return { ask, end, isEnded: () => ended };
}

function makeWorker(): Worker {
  if (
    typeof Worker === "undefined" ||
    typeof WebAssembly === "undefined" ||
    typeof OffscreenCanvas === "undefined"
  ) {
    throw new InferenceError("unsupported", "no Worker, WebAssembly or OffscreenCanvas");
  }
  return new Worker(new URL("./inference-worker.ts", import.meta.url), { type: "module", name: "inference" });
}
