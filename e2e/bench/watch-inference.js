// Runs in the page before its own scripts: keeps the inference worker that the page starts, so that the bench can
// ask it for runs beside the page's own. Plain JavaScript, since it never goes through a compiler.

const RealWorker = window.Worker;
const OPEN_TIMEOUT_MS = 180_000;
const FIRST_ID = 1_000_000;

const opened = { worker: undefined, threads: 0, answered: 0, picture: undefined, nextId: FIRST_ID };

window.Worker = class extends RealWorker {
  constructor(url, options) {
    super(url, options);
    if (options?.name === "inference") this.addEventListener("message", () => (opened.answered += 1));
  }

  postMessage(message, ...rest) {
    if (message?.kind === "open" && message.runtimeUrl) {
      opened.worker = this;
      opened.threads = message.threads;
      opened.answered = 0;
    }
    super.postMessage(message, ...rest);
  }
};

/** Resolves once the page's model is open and the page has asked it what it wanted: golden sample and options. */
window.benchReady = async (threads, pictureBase64) => {
  const end = performance.now() + OPEN_TIMEOUT_MS;
  for (let seen = -1; opened.answered < 2 || opened.answered !== seen; ) {
    if (performance.now() > end)
      throw new Error(`the page's model did not open (${opened.answered} answers)`);
    seen = opened.answered;
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
  if (opened.threads !== threads) throw new Error(`the page runs on ${opened.threads} threads`);
  const bytes = Uint8Array.from(atob(pictureBase64), (character) => character.charCodeAt(0));
  opened.picture = new Blob([bytes], { type: "image/png" });
  await window.benchRuns(2);
};

/** The worker's own time of session.run, and the whole from question to answer with decoding and preprocessing. */
window.benchRuns = async (count) => {
  const runs = [];
  for (let run = 0; run < count; run += 1) {
    const startedAt = performance.now();
    const { value } = await ask({ kind: "run", picture: opened.picture, wantsTensorHash: false });
    const wholeMs = performance.now() - startedAt;
    runs.push({ runMs: value.timings.runMs, wholeMs, logit: value.outputs.logits.data[0] });
  }
  return runs;
};

function ask(question) {
  const id = opened.nextId;
  opened.nextId += 1;
  return new Promise((resolve, reject) => {
    const onMessage = ({ data }) => {
      if (data.id !== id) return;
      opened.worker.removeEventListener("message", onMessage);
      if (data.ok) resolve(data);
      else reject(new Error(data.detail));
    };
    opened.worker.addEventListener("message", onMessage);
    opened.worker.postMessage({ ...question, id });
  });
}
