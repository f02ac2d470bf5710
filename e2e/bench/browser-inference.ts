import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { InferenceSession, Tensor } from "onnxruntime-node";
import sharp from "sharp";
import { z } from "zod";
import { prepareInput } from "@/lib/inference/prepare-input";
import { modelManifestSchema } from "@/lib/protocol/model-manifest";
import { findChromium } from "../find-chromium";
import { type Figure, median, note } from "./figure";
import type { Stage } from "./stage";

const MODEL_FOLDER = "server/demo/content/models/starry-night-four-conv";
const CHROMIUM_FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
];

/** Onnxruntime's WebAssembly has 128-bit vectors, native has 512: research/browser-inference.md, Goals. */
const TARGET_VS_NATIVE = 4;
const TARGET_WHOLE_VS_RUN = 1.05;

const Runs = z.array(z.object({ runMs: z.number(), wholeMs: z.number(), logit: z.number() })).min(1);

/**
 * The shipped four-layer model in the quiz page's own worker, in turns with native onnxruntime on the same tensor,
 * with one thread and with two.
 */
export async function benchInference(stage: Stage): Promise<Figure[]> {
  const { url } = await stage.web();
  const args = [...CHROMIUM_FLAGS, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
  const browser = await chromium.launch({ ...findChromium(), args });
  try {
    const single = await compare({ browser, url, threads: 1, isQuick: stage.isQuick });
    const double = await compare({ browser, url, threads: 2, isQuick: stage.isQuick });
    const versus = { unit: "× milliseconds", target: TARGET_VS_NATIVE, better: "lower" as const };
    return [
      { name: "inference.browser-vs-native-1-thread", value: single.vsNative, ...versus },
      { name: "inference.browser-vs-native-2-threads", value: double.vsNative, ...versus },
      {
        name: "inference.whole-vs-run",
        value: double.wholeVsRun,
        unit: "× milliseconds",
        target: TARGET_WHOLE_VS_RUN,
        better: "lower",
      },
    ];
  } finally {
    await browser.close();
  }
}

type Setting = { browser: Browser; url: string; threads: number; isQuick: boolean };

async function compare({ browser, url, threads, isQuick }: Setting) {
  const native = await openNative(threads);
  const page = await openPage({ browser, url, threads });
  const nativeMs: number[] = [];
  const runs: z.infer<typeof Runs> = [];
  for (let round = 0; round < (isQuick ? 1 : 6); round += 1) {
    for (let run = 0; run < 5; run += 1) nativeMs.push(await native.run());
    runs.push(...Runs.parse(await page.evaluate("benchRuns(5)")));
  }
  await page.close();
  const far = runs.find(({ logit }) => Math.abs(logit - native.logit()) > 1e-3);
  if (far)
    throw new Error(
      `the browser answered ${far.logit}, native ${native.logit()}: not the same model or picture`,
    );
  const runMs = median(runs.map((run) => run.runMs));
  note(`  ${threads} thread(s): browser ${runMs.toFixed(1)} ms, native ${median(nativeMs).toFixed(1)} ms`);
  return {
    vsNative: runMs / median(nativeMs),
    wholeVsRun: median(runs.map((run) => run.wholeMs / run.runMs)),
  };
}

/** The quiz page, once its opponent has opened; the page believes in as many cores as the threads we want. */
async function openPage({ browser, url, threads }: Omit<Setting, "isQuick">): Promise<Page> {
  const page = await browser.newPage();
  await page.addInitScript(
    `Object.defineProperty(navigator, "hardwareConcurrency", { get: () => ${threads} })`,
  );
  await page.addInitScript({ path: "e2e/bench/watch-inference.js" });
  await page.goto(`${url}/quiz`, { waitUntil: "domcontentloaded", timeout: 120_000 });
  const golden = await readFile(path.join(MODEL_FOLDER, "golden-0.png"), "base64");
  await page.evaluate(`benchReady(${threads}, "${golden}")`);
  return page;
}

async function openNative(threads: number) {
  const manifest = modelManifestSchema.parse(
    JSON.parse(await readFile(path.join(MODEL_FOLDER, "manifest.json"), "utf8")),
  );
  const { data, info } = await sharp(path.join(MODEL_FOLDER, "golden-0.png"))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const input = prepareInput(
    { data, width: info.width, height: info.height, channels: 3 },
    manifest.preprocess,
  );
  const session = await InferenceSession.create(path.join(MODEL_FOLDER, "model.onnx"), {
    intraOpNumThreads: threads,
    graphOptimizationLevel: "all",
  });
  const feed = {
    [manifest.input.name]: new Tensor("float32", input.tensor, [1, 3, input.height, input.width]),
  };
  let logit = Number.NaN;
  return {
    logit: () => logit,
    run: async () => {
      const startedAt = performance.now();
      const results = await session.run(feed);
      const took = performance.now() - startedAt;
      logit = Number(results.logits?.data[0]);
      return took;
    },
  };
}
