import { exportNames } from "@/lib/formats/export-names";
import type { ImageId } from "@/lib/ids";
import { baseName, stemOf } from "@/server/formats/source-file";
import { nameVariants } from "./picture-index";

/** A picture that the dataset has, as annotation files may speak of it. */
export type DatasetPicture = {
  id: ImageId;
  fileName: string;
  mime: string;
  widthPx: number;
  heightPx: number;
};

type Claim = { named: string; widthPx: number | null; heightPx: number | null };

export type DatasetMatch =
  | { kind: "found"; picture: DatasetPicture }
  | { kind: "missing" | "ambiguous" }
  | { kind: "otherSize"; picture: DatasetPicture };

/**
 * Finds the picture of a dataset that an annotation file means when it came without one. By name first: the whole
 * path, then the file name, then the name that an export gave it; all composed (NFC), whatever their case. A name
 * that several share is decided by the size that the file claims, and so is a name that fits but for its ending.
 * A picture of another size than claimed is not the one: its boxes would lie in the wrong places.
 */
export function datasetPictures(pictures: readonly DatasetPicture[]) {
  const exported = exportNames(pictures);
  const byPath = groupBy(pictures, ({ fileName }) => [fileName]);
  const byName = groupBy(pictures, ({ fileName }, index) => [baseName(fileName), exported[index] ?? ""]);
  const byStem = groupBy(pictures, ({ fileName }) => [stemOf(fileName)]);

  function find(claim: Claim): DatasetMatch {
    for (const name of nameVariants(claim.named)) {
      for (const candidates of [byPath.get(keyOf(name)), byName.get(keyOf(baseName(name)))])
        if (candidates) return decide(candidates, claim);
    }
    const alike = byStem.get(keyOf(stemOf(claim.named))) ?? [];
    const fitting = isSizeKnown(claim) ? alike.filter((one) => hasSize(one, claim)) : alike;
    return fitting.length > 0 ? decide(fitting, claim) : { kind: "missing" };
  }

  return { find };
}

function decide(candidates: readonly DatasetPicture[], claim: Claim): DatasetMatch {
  const fitting = isSizeKnown(claim) ? candidates.filter((one) => hasSize(one, claim)) : candidates;
  const [picture, ...others] = fitting;
  if (picture) return others.length === 0 ? { kind: "found", picture } : { kind: "ambiguous" };
  const [only, ...more] = candidates;
  return only && more.length === 0 ? { kind: "otherSize", picture: only } : { kind: "ambiguous" };
}

function isSizeKnown({ widthPx, heightPx }: Claim): boolean {
  return widthPx !== null && heightPx !== null;
}

function hasSize({ widthPx, heightPx }: DatasetPicture, claim: Claim): boolean {
  return widthPx === claim.widthPx && heightPx === claim.heightPx;
}

function groupBy(
  pictures: readonly DatasetPicture[],
  namesOf: (picture: DatasetPicture, index: number) => string[],
): Map<string, DatasetPicture[]> {
  const groups = new Map<string, DatasetPicture[]>();
  for (const [index, picture] of pictures.entries()) {
    for (const key of new Set(namesOf(picture, index).map(keyOf))) {
      const group = groups.get(key);
      if (group) group.push(picture);
      else groups.set(key, [picture]);
    }
  }
  return groups;
}

function keyOf(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
