"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { InferenceError, isAbort } from "@/app/_inference/inference-error";
import { type BrowserModel, type ModelUrls, type OpenProgress, openModel, type RunResult } from "@/app/_inference/open-model";
import type { ModelManifest } from "@/lib/protocol/model-manifest";

export type BrowserState =
  | { step: "idle" }
  | { step: "opening"; progress: OpenProgress | null }
  | { step: "ready"; model: BrowserModel }
  | { step: "running"; model: BrowserModel }
  | { step: "cancelled" }
  | { step: "failed"; error: InferenceError };

export type UseBrowserModel = {
  state: BrowserState;
  /** The open model, also while it runs. */
  model: BrowserModel | null;
  /** Opens the model unless it is; null when that was cancelled or failed. */
  open: () => Promise<BrowserModel | null>;
  /** Runs a picture, opening the model first; null when that was cancelled or failed. */
  run: (picture: Blob) => Promise<RunResult | null>;
  cancel: () => void;
};

/** A model in this browser for as long as the page shows it. */
export function useBrowserModel({ manifest, urls }: { manifest: ModelManifest; urls: ModelUrls }): UseBrowserModel {
  const [state, setState] = useState<BrowserState>({ step: "idle" });
  const opened = useRef<BrowserModel | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      abort.current?.abort();
      opened.current?.dispose();
      opened.current = null;
    },
    [],
  );
  const { onnx, golden } = urls;

  const open = useCallback(async () => {
    if (opened.current) return opened.current;
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    setState({ step: "opening", progress: null });
    try {
      const model = await openModel({
        manifest,
        urls: { onnx, golden },
        signal: controller.signal,
        onProgress: (progress) => {
          if (!controller.signal.aborted) setState({ step: "opening", progress });
        },
      });
      opened.current = model;
      setState({ step: "ready", model });
      return model;
    } catch (error) {
      if (!isAbort(error)) setState({ step: "failed", error: asInferenceError(error) });
      return null;
    }
  }, [manifest, onnx, golden]);

  const run = useCallback(
    async (picture: Blob) => {
      const model = await open();
      if (!model) return null;
      const controller = new AbortController();
      abort.current = controller;
      setState({ step: "running", model });
      try {
        const result = await model.run(picture, { signal: controller.signal });
        setState({ step: "ready", model });
        return result;
      } catch (error) {
        if (!isAbort(error)) setState({ step: "failed", error: asInferenceError(error) });
        return null;
      }
    },
    [open],
  );

  const cancel = useCallback(() => {
    abort.current?.abort();
    setState({ step: "cancelled" });
  }, []);

  const model = "model" in state ? state.model : null;
  return { state, model, open, run, cancel };
}

function asInferenceError(error: unknown): InferenceError {
  if (error instanceof InferenceError) return error;
  return new InferenceError("runFailed", error instanceof Error ? error.message : String(error), { cause: error });
}
