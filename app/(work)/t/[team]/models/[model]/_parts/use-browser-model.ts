"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { InferenceError, isAbort } from "@/app/_inference/inference-error";
import {
  type BrowserModel,
  type ModelUrls,
  type OpenProgress,
  openModel,
  type RunResult,
} from "@/app/_inference/open-model";
import type { ModelManifest } from "@/lib/protocol/model-manifest";

export type BrowserState =
  | { step: "idle" }
  | { step: "opening"; progress: OpenProgress | null }
  | { step: "ready" }
  | { step: "running" }
  | { step: "cancelled" }
  | { step: "failed"; error: InferenceError };

export type UseBrowserModel = {
  state: BrowserState;
  /** The open model; it stays open after a failed or cancelled run. */
  model: BrowserModel | null;
  /** Opens the model unless it is; null when that was cancelled or failed. */
  open: () => Promise<BrowserModel | null>;
  /** Runs a picture, opening the model first; null when that was cancelled or failed. */
  run: (picture: Blob) => Promise<RunResult | null>;
  cancel: () => void;
};

/** A model in this browser for as long as the page shows it. */
export function useBrowserModel({
  manifest,
  urls,
}: {
  manifest: ModelManifest;
  urls: ModelUrls;
}): UseBrowserModel {
  const [state, setState] = useState<BrowserState>({ step: "idle" });
  const [model, setModel] = useState<BrowserModel | null>(null);
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
    if (opened.current) {
      setState({ step: "ready" });
      return opened.current;
    }
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    setState({ step: "opening", progress: null });
    try {
      const fresh = await openModel({
        manifest,
        urls: { onnx, golden },
        signal: controller.signal,
        onProgress: (progress) => {
          if (!controller.signal.aborted) setState({ step: "opening", progress });
        },
      });
      opened.current = fresh;
      setModel(fresh);
      setState({ step: "ready" });
      return fresh;
    } catch (error) {
      if (!isAbort(error)) setState({ step: "failed", error: asInferenceError(error) });
      return null;
    }
  }, [manifest, onnx, golden]);

  const run = useCallback(
    async (picture: Blob) => {
      const ready = await open();
      if (!ready) return null;
      const controller = new AbortController();
      abort.current = controller;
      setState({ step: "running" });
      try {
        const result = await ready.run(picture, { signal: controller.signal });
        setState({ step: "ready" });
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

  return { state, model, open, run, cancel };
}

function asInferenceError(error: unknown): InferenceError {
  if (error instanceof InferenceError) return error;
  return new InferenceError("runFailed", error instanceof Error ? error.message : String(error), {
    cause: error,
  });
}
