import { describe, expect, it } from "vitest";
import type { VersionAnnotation } from "../protocol/dataset-version";
import { type DiffItem, diffItems, diffLabels } from "./diff-items";

const box = (id: string, x = 1): VersionAnnotation => ({
  id,
  labelId: "l",
  kind: "box",
  x,
  y: 1,
  width: 5,
  height: 5,
  attributes: {},
});
const item = (imageId: string, parts: Partial<DiffItem> = {}): DiffItem => ({
  imageId,
  fileName: `${imageId}.jpg`,
  blobSha256: imageId,
  split: "train",
  annotations: [],
  ...parts,
});

describe("what changed between two versions", () => {
  it("counts pictures, splits and annotations, with examples by name", () => {
    const from = [item("a", { annotations: [box("1"), box("2")] }), item("b"), item("c")];
    const to = [
      item("a", { annotations: [box("2", 9), box("3")] }),
      item("b", { split: "test" }),
      item("d", { annotations: [box("4")] }),
    ];
    expect(diffItems(from, to)).toEqual({
      imagesAdded: { count: 1, examples: ["d.jpg"] },
      imagesRemoved: { count: 1, examples: ["c.jpg"] },
      splitsChanged: { count: 1, examples: ["b.jpg"] },
      annotationsAdded: { count: 2, examples: ["a.jpg", "d.jpg"] },
      annotationsRemoved: { count: 1, examples: ["a.jpg"] },
      annotationsChanged: { count: 1, examples: ["a.jpg"] },
    });
  });

  it("tells labels that came, went and got another name", () => {
    const from = [
      { id: "1", name: "cat" },
      { id: "2", name: "dog" },
    ];
    const to = [
      { id: "1", name: "kitty" },
      { id: "3", name: "owl" },
    ];
    expect(diffLabels(from, to)).toEqual({
      labelsAdded: { count: 1, examples: ["owl"] },
      labelsRemoved: { count: 1, examples: ["dog"] },
      labelsRenamed: { count: 1, examples: ["cat → kitty"] },
    });
  });
});
