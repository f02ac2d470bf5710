import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/db/schema/columns";
import { inTeam } from "@/db/scope";
import type { TestDatabase } from "@/db/test-database";
import { type AnnotationId, type DatasetVersionId, ImageId } from "@/lib/ids";
import { SplitConfig } from "@/lib/protocol/dataset-version";
import type { TeamAccess } from "@/server/access";
import { applyOperations } from "../annotations/apply-operations";
import { vocXml } from "../datasets/import/test-archives";
import { type importTester, openImportStage, type TestFiles } from "../datasets/import/test-import";
import { deleteImages, groupImages } from "../images/change-images";
import { changeLabel, listDatasetLabels } from "../labels/manage-labels";
import { buildFrozenDataset } from "./build-frozen-dataset";
import { freezeVersion } from "./freeze-version";

let test: TestDatabase;
let access: TeamAccess;
let tester: ReturnType<typeof importTester>;

beforeAll(async () => {
  ({ test, access, tester } = await openImportStage());
});
afterAll(() => test.drop());

const SPLIT = SplitConfig.parse({
  train: 0.5,
  val: 0,
  test: 0.5,
  seed: 3,
  keepImported: false,
  nearDuplicateBits: 4,
});

describe("freezing", () => {
  it("refuses a dataset without pictures, and takes one of a single picture", async () => {
    const dataset = await tester.newDataset();
    await expect(freezeVersion(access, { dataset, split: SPLIT })).rejects.toMatchObject({
      reason: "version.empty",
    });
    await tester.importFiles(dataset, { "a.jpg": await photograph(1) });
    const frozen = await freezeVersion(access, { dataset, split: SPLIT });
    expect(frozen).toMatchObject({ number: 1, isNew: true, counts: { images: 1 } });
  });

  it("gives the same state the same hash, and no twin", async () => {
    const dataset = await annotated([1, 2, 3, 4]);
    const first = await freezeVersion(access, { dataset, split: SPLIT });
    const again = await freezeVersion(access, { dataset, split: SPLIT, note: "again" });
    expect(again).toMatchObject({ id: first.id, number: 1, isNew: false, contentHash: first.contentHash });
    // Hues are looks, not content.
    const [label] = await listDatasetLabels(access, { dataset });
    if (label) await changeLabel(access, { label: label.id, hue: 7 });
    expect(await freezeVersion(access, { dataset, split: SPLIT })).toMatchObject({ number: 1 });
    const other = await freezeVersion(access, { dataset, split: { ...SPLIT, train: 1, test: 0 } });
    expect(other).toMatchObject({ number: 2, isNew: true });
    expect(other.contentHash).not.toBe(first.contentHash);
  });

  it("holds for good what is changed, renamed and deleted afterwards", async () => {
    const dataset = await annotated([1, 2, 3, 4]);
    const { id: versionId, contentHash } = await freezeVersion(access, { dataset, split: SPLIT });
    const before = await frozenOf(versionId);
    const [first, second] = (await tester.list(dataset)).items;
    const [box] = first?.annotations ?? [];
    const [label] = await listDatasetLabels(access, { dataset });
    if (!first || !second || !box || !label) throw new Error("the set is not as it was made");
    await applyOperations(access, {
      imageId: ImageId.parse(first.id),
      clientId: newId(),
      operations: [
        { mid: 1, baseSeq: 1, op: { type: "delete", id: box.id } },
        {
          mid: 2,
          baseSeq: 1,
          op: {
            type: "create",
            id: newId<AnnotationId>(),
            labelId: label.id,
            geometry: { type: "tag" },
            z: "a5",
            attributes: {},
          },
        },
      ],
    });
    await changeLabel(access, { label: label.id, name: "renamed" });
    await deleteImages(access, { dataset, images: [ImageId.parse(second.id)] });
    expect(await frozenOf(versionId)).toEqual(before);
    const next = await freezeVersion(access, { dataset, split: SPLIT });
    expect(next).toMatchObject({ number: 2, isNew: true, counts: { images: 3 } });
    expect(next.contentHash).not.toBe(contentHash);
    expect(await frozenOf(next.id)).toMatchObject({ labels: [{ name: "renamed" }] });
  });

  it("keeps look-alikes and pictures of one artwork on one side, whatever the seed", async () => {
    const dataset = await tester.newDataset();
    const files: TestFiles = {};
    for (let seed = 1; seed <= 8; seed += 1) {
      const bytes = await photograph(seed);
      files[`${seed}.jpg`] = bytes;
      // The same photograph packed harder: other bytes, nearly the same pixels.
      files[`${seed}-again.jpg`] = await sharp(bytes).jpeg({ quality: 40 }).toBuffer();
    }
    await tester.importFiles(dataset, files);
    const { items } = await tester.list(dataset);
    const artwork = items.filter(({ fileName }) => /^[12]\.jpg$/.test(fileName));
    await groupImages(access, {
      dataset,
      images: artwork.map(({ id }) => ImageId.parse(id)),
      group: "one work",
    });
    for (const seed of [1, 2, 3, 4, 5]) {
      const { id } = await freezeVersion(access, { dataset, split: { ...SPLIT, seed } });
      const frozen = await frozenOf(id);
      const names = new Map(items.map((item) => [String(item.id), item.fileName]));
      const splits = new Map(frozen.images.map((image) => [names.get(image.id), image.split]));
      for (let pair = 1; pair <= 8; pair += 1)
        expect(splits.get(`${pair}-again.jpg`)).toBe(splits.get(`${pair}.jpg`));
      expect(splits.get("1.jpg")).toBe(splits.get("2.jpg"));
      expect(new Set(splits.values()).size).toBe(2);
    }
  }, 60_000);

  it("counts a picture whose files differ in their metadata alone once", async () => {
    const dataset = await tester.newDataset();
    const bytes = await photograph(11);
    const tagged = await sharp(bytes)
      .keepMetadata()
      .withExif({ IFD0: { Copyright: "Mina" } })
      .toBuffer();
    const plain = await sharp(bytes).toBuffer();
    const { report } = await tester.importFiles(dataset, { "plain.jpg": plain, "tagged.jpg": tagged });
    expect(report?.images).toEqual({ read: 2, added: 1, known: 1, skipped: 0 });
    expect(report?.changed.map(({ reason }) => reason)).toEqual(["sameBytes"]);
  });
});

async function annotated(seeds: number[]): Promise<string> {
  const dataset = await tester.newDataset();
  const files: TestFiles = {};
  for (const seed of seeds) {
    const fileName = `${seed}.jpg`;
    files[fileName] = await photograph(seed);
    const boxes = [{ label: "cat", x: 4, y: 4, width: 20 + seed, height: 20 }];
    files[`${seed}.xml`] = vocXml({ fileName, widthPx: 160, heightPx: 120, boxes });
  }
  await tester.importFiles(dataset, files);
  return dataset;
}

function frozenOf(versionId: DatasetVersionId) {
  return inTeam(access.db, access.team.id, (tx) => buildFrozenDataset(tx, { versionId }));
}

/** Soft blotches, different for each seed, as photographs are. */
function photograph(seed: number): Promise<Buffer> {
  let state = seed * 7919;
  const coarse = Buffer.from(
    Array.from({ length: 8 * 6 * 3 }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor(state / 8_388_608);
    }),
  );
  return sharp(coarse, { raw: { width: 8, height: 6, channels: 3 } })
    .resize(160, 120, { kernel: "cubic", fit: "fill" })
    .jpeg({ quality: 92 })
    .toBuffer();
}
