import type { BrowserModel } from "@/app/_inference/open-model";

export type Opponent = { team: string; model: string };

type Question = Opponent & {
  pictures: readonly ArrayBuffer[];
  signal: AbortSignal;
  /** The share of the model that has come, 0 to 1. */
  onProgress: (share: number) => void;
};

let opened: { key: string; model: Promise<BrowserModel> } | undefined;

/** Runs the quiz's model on the delivered bytes and returns P(real) for each, and how it was run. */
export async function askModel(question: Question): Promise<{ probabilities: number[]; tier: string }> {
  const model = await openOnce(question);
  question.onProgress(1);
  const probabilities: number[] = [];
  for (const bytes of question.pictures) {
    const { answer } = await model.run(new Uint8Array(bytes), { signal: question.signal });
    if (answer.kind !== "authenticity") throw new TypeError("the quiz's model does not judge authenticity");
    probabilities.push(answer.probability);
  }
  return { probabilities, tier: `wasm-${model.tier}` };
}

/** One worker serves every round of the page; leaving a round does not stop its download. */
function openOnce(question: Question): Promise<BrowserModel> {
  const key = `${question.team}/${question.model}`;
  if (opened?.key === key) return opened.model;
  const model = open(question);
  opened = { key, model };
  model.catch(() => {
    if (opened?.model === model) opened = undefined;
  });
  return model;
}

async function open({ team, model, onProgress }: Question): Promise<BrowserModel> {
  const [{ modelUrls, openModel }, { modelManifestSchema }] = await Promise.all([
    import("@/app/_inference/open-model"),
    import("@/lib/protocol/model-manifest"),
  ]);
  const urls = modelUrls({ team, model });
  const response = await fetch(urls.manifest);
  if (!response.ok) throw new TypeError(`no manifest: ${response.status}`);
  return openModel({
    manifest: modelManifestSchema.parse(await response.json()),
    urls,
    onProgress: (progress) => {
      if (progress.phase === "download" && progress.totalBytes !== null)
        onProgress(Math.min(0.99, progress.loadedBytes / progress.totalBytes));
    },
  });
}
