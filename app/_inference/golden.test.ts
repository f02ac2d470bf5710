import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { compareGolden } from "@/lib/inference/compare-golden";
import { prepareInput } from "@/lib/inference/prepare-input";
import { type GraphOutputs, readAnswer } from "@/lib/inference/read-answer";
import { modelManifestSchema } from "@/lib/protocol/model-manifest";

const FOLDER = "server/demo/content/models";
const models = readdirSync(FOLDER).filter((name) => existsSync(path.join(FOLDER, name, "manifest.json")));

/** The shipped models' golden samples through our preprocessing and native onnxruntime, without a browser. */
describe("a shipped model's golden sample", () => {
  it("is there to be checked", () => expect(models).not.toEqual([]));

  it.each(models)("gives the trainer's tensor and answers: %s", async (name) => {
    const folder = path.join(FOLDER, name);
    const manifest = modelManifestSchema.parse(
      JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8")),
    );
    const [golden] = manifest.golden;
    const [file] = manifest.files;
    if (!golden || !file) throw new Error("the manifest is empty");
    const input = prepareInput(await pixelsOf(path.join(folder, golden.image)), manifest.preprocess);
    const session = await InferenceSession.create(path.join(folder, file.name));
    const results = await session.run({
      [manifest.input.name]: new Tensor("float32", input.tensor, [1, 3, input.height, input.width]),
    });
    const outputs: GraphOutputs = Object.fromEntries(
      Object.entries(results).map(([key, { data, dims }]) => [
        key,
        { shape: dims, data: Array.from(data, Number) },
      ]),
    );
    const tensorSha256 = createHash("sha256").update(new Uint8Array(input.tensor.buffer)).digest("hex");
    const result = compareGolden({ manifest, golden, outputs, tensorSha256 });
    expect(result).toMatchObject({ isTensorIdentical: true, isWithinTolerance: true });
    expect(readAnswer(manifest, outputs, input).kind).toBe(
      manifest.task === "detect" ? "detections" : "authenticity",
    );
  });
});

async function pixelsOf(file: string) {
  const { data, info } = await sharp(file)
    .removeAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 3 as const };
}
