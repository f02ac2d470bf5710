"use client";

import { useEffect, useMemo, useState } from "react";
import { useTRPCClient } from "@/app/_trpc/client";
import { askModel } from "./ask-model";
import type { Pictures } from "./use-pictures";
import type { Dealt } from "./use-quiz";

export type ModelState =
  | { state: "none" }
  | { state: "loading"; share: number }
  | { state: "looking" }
  | { state: "chosen" }
  | { state: "unable" };

/**
 * Lets the model look at the delivered bytes while the person thinks, and hands its answer to the server, which
 * keeps it until the reveal. When it cannot run, the round goes on without it.
 */
export function useModelAnswer(dealt: Dealt | undefined, pictures: Pictures) {
  const client = useTRPCClient();
  const [told, setTold] = useState<{ round: string; model: ModelState }>({
    round: "",
    model: { state: "none" },
  });
  const gate = useMemo(() => openGate(dealt?.round), [dealt?.round]);
  useEffect(() => {
    if (!dealt?.model || pictures.state !== "ready") return;
    const { round, model } = dealt;
    const abort = new AbortController();
    const tell = (state: ModelState) => abort.signal.aborted || setTold({ round, model: state });
    const bytes = pictures.pictures.map((picture) => picture.bytes);
    askModel({
      team: model.team,
      model: model.model,
      pictures: bytes,
      signal: abort.signal,
      onProgress: (share) => tell(share < 1 ? { state: "loading", share } : { state: "looking" }),
    })
      .then((answer) =>
        client.quiz.reportModelAnswer.mutate({ round, answer: { ...answer, modelSha256: model.sha256 } }),
      )
      .then(
        () => tell({ state: "chosen" }),
        () => tell({ state: "unable" }),
      )
      .finally(gate.open);
    return () => abort.abort();
  }, [dealt, pictures, client, gate]);
  const hasModel = dealt?.model != null;
  const model: ModelState =
    told.round === dealt?.round ? told.model : { state: hasModel ? "looking" : "none" };
  return { model, settled: hasModel ? gate.passed : Promise.resolve() };
}

function openGate(_round: string | undefined) {
  let open = () => undefined as void;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), passed };
}
