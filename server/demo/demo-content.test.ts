import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { frozenDatasetSchema } from "@/lib/protocol/frozen-dataset";
import { modelManifestSchema } from "@/lib/protocol/model-manifest";
import { frozenContent, imagesFolder, readCoco, STARRY_SET, SURREAL_SET } from "./models/frozen-content";
import { recordedRunSchema } from "./models/recorded-run";
import { SPLITS } from "./pictures/coco";
import { CONTENT_DIR } from "./pictures/write-content";
import { REGIONS } from "./starry-night/regions";

describe("the committed demo content", () => {
  it.each([STARRY_SET, SURREAL_SET])("$name is a frozen dataset that the trainer takes", async (set) => {
    const frozen = frozenDatasetSchema.parse(await frozenContent(set));
    expect(frozen.images).toHaveLength((await readdir(imagesFolder(set))).length);
    expect(new Set(frozen.images.map((image) => image.sha256)).size).toBe(frozen.images.length);
  });

  it.each([STARRY_SET, SURREAL_SET])("$name keeps every group in one split", async (set) => {
    const { images } = await frozenContent(set);
    const splits = new Map<string, Set<string>>();
    for (const { group, split } of images)
      splits.set(group ?? "", (splits.get(group ?? "") ?? new Set()).add(split));
    expect([...splits.values()].every((of) => of.size === 1)).toBe(true);
  });

  it("cuts each split's real pictures from its own region of the painting, with a gap between", async () => {
    for (const split of SPLITS) {
      const file = await readCoco(join(CONTENT_DIR, STARRY_SET.folder, STARRY_SET.files(split)));
      const region = REGIONS[split];
      for (const { made } of file.images.filter((image) => image.made.source === "scan")) {
        expect(Number(made.left)).toBeGreaterThanOrEqual(region.left);
        expect(Number(made.top)).toBeGreaterThanOrEqual(region.top);
        expect(Number(made.left) + Number(made.side)).toBeLessThanOrEqual(region.right);
        expect(Number(made.top) + Number(made.side)).toBeLessThanOrEqual(region.bottom);
      }
    }
    const { train, val, test } = REGIONS;
    expect(test.left - train.right).toBeGreaterThanOrEqual(12);
    expect(val.left - train.right).toBeGreaterThanOrEqual(12);
    expect(val.top - test.bottom).toBeGreaterThanOrEqual(12);
  });

  it("gives real and generated pictures no mark of their making: one size, one encoder, no metadata", async () => {
    const marks = new Set<string>();
    for (const name of await readdir(imagesFolder(STARRY_SET))) {
      const bytes = await readFile(join(imagesFolder(STARRY_SET), name));
      const { width, height, format, chromaSubsampling, isProgressive, exif, icc, xmp, density } =
        await sharp(bytes).metadata();
      const tables = bytes.subarray(0, bytes.indexOf(Buffer.from([0xff, 0xc0]))).toString("hex");
      marks.add(
        JSON.stringify([
          width,
          height,
          format,
          chromaSubsampling,
          isProgressive,
          exif,
          icc,
          xmp,
          density,
          tables,
        ]),
      );
    }
    expect(marks.size).toBe(1);
  });

  it("keeps every box inside its picture and large enough to see", async () => {
    const { images } = await frozenContent(SURREAL_SET);
    for (const { width, height, annotations } of images) {
      for (const box of annotations) {
        if (box.kind !== "box") throw new Error("a tag among boxes");
        expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(18);
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.y).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
        expect(box.y + box.height).toBeLessThanOrEqual(height);
      }
    }
  });

  it("ships models that were trained on these very pictures, at most 30 MB in all", async () => {
    const folders = await readdir(join(CONTENT_DIR, "models"));
    let bytes = 0;
    for (const folder of folders) {
      const manifest = modelManifestSchema.parse(
        JSON.parse(await readFile(join(CONTENT_DIR, "models", folder, "manifest.json"), "utf8")),
      );
      const set = manifest.task === "detect" ? SURREAL_SET : STARRY_SET;
      expect(manifest.dataset.contentHash).toBe((await frozenContent(set)).contentHash);
      for (const file of manifest.files)
        bytes += (await stat(join(CONTENT_DIR, "models", folder, file.name))).size;
    }
    expect(folders.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(30 * 1024 ** 2);
  });

  it.each(["surreal-objects-lite0", "starry-night-four-conv"])(
    "%s comes with the run that made it: its settings, and curves that end at its own figures",
    async (name) => {
      const folder = join(CONTENT_DIR, "models", name);
      const read = async (file: string) => JSON.parse(await readFile(join(folder, file), "utf8"));
      const { training } = modelManifestSchema.parse(await read("manifest.json"));
      const run = recordedRunSchema.parse(await read("run.json"));
      expect(run.config).toEqual(training.config);
      expect([run.seed, run.device]).toEqual([training.seed, training.device]);
      for (const [metric, value] of Object.entries(training.metrics)) {
        const best = run.curves[metric]?.find(([, epoch]) => epoch === training.bestEpoch);
        // The manifest's figures are of the weights as they ship, rounded to 16 bits.
        expect(best?.[2], metric).toBeCloseTo(value, 2);
      }
      const steps = run.curves["train/loss"]?.map(([step]) => step) ?? [];
      expect([new Set(steps).size, steps.at(-1)]).toEqual([steps.length, training.steps]);
    },
  );
});
