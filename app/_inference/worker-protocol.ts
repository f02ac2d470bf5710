import type { GraphOutputs, InputPlace } from "@/lib/inference/read-answer";
import type { Preprocess } from "@/lib/protocol/model-manifest";
import type { InferenceErrorCode } from "./inference-error";

/** What the page asks of the worker. One request at a time; each gets one reply with its `id`. */
export type WorkerRequest =
  | {
      id: number;
      kind: "open";
      onnx: ArrayBuffer;
      inputName: string;
      preprocess: Preprocess;
      threads: number;
      runtimeUrl: string;
    }
  | { id: number; kind: "run"; picture: Blob; wantsTensorHash: boolean };

export type OpenReply = { runtimeMs: number; sessionMs: number };

export type RunReply = {
  /** The decoded picture, EXIF orientation applied. */
  picture: { width: number; height: number };
  input: InputPlace;
  outputs: GraphOutputs;
  tensorSha256: string | null;
  timings: RunTimings;
};

/** Milliseconds of each step. */
export type RunTimings = { decodeMs: number; preprocessMs: number; runMs: number };

export type WorkerReply =
  | { id: number; ok: true; value: OpenReply | RunReply }
  | { id: number; ok: false; code: InferenceErrorCode; detail: string };
