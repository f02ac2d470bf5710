/** Why a model could not be opened or run in this browser; worded in the `models` messages, `inference.<code>`. */
export type InferenceErrorCode =
  /** The network or the server refused the file. */
  | "downloadFailed"
  /** The bytes that came are not the ones the manifest promises. */
  | "hashMismatch"
  /** This browser has no WebAssembly, workers or off-screen canvas. */
  | "unsupported"
  /** Not a picture this browser can decode, or too large. */
  | "pictureUnreadable"
  /** The device ran out of memory. */
  | "outOfMemory"
  /** The runtime refused the model, or a run failed. */
  | "runFailed"
  /** No way of running gave the trainer's answers for the golden sample. */
  | "goldenFailed";

export class InferenceError extends Error {
  readonly code: InferenceErrorCode;

  constructor(code: InferenceErrorCode, detail: string, options: { cause?: unknown } = {}) {
    super(detail, options);
    this.name = "InferenceError";
    this.code = code;
  }
}

/** True for the rejection of something that was cancelled on purpose. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

export function abortError(): DOMException {
  return new DOMException("cancelled", "AbortError");
}
