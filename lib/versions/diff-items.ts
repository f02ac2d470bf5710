import type { SplitName, VersionAnnotation } from "../protocol/dataset-version";
import { canonicalJson } from "./canonical-json";

export type DiffItem = {
  imageId: string;
  fileName: string;
  blobSha256: string;
  split: SplitName;
  annotations: readonly VersionAnnotation[];
};

const EXAMPLES = 5;

export type VersionDiff = {
  imagesAdded: DiffLine;
  imagesRemoved: DiffLine;
  splitsChanged: DiffLine;
  annotationsAdded: DiffLine;
  annotationsRemoved: DiffLine;
  annotationsChanged: DiffLine;
};
export type DiffLine = { count: number; examples: string[] };

/** What changed from one version's items to another's; examples are file names. */
export function diffItems(from: readonly DiffItem[], to: readonly DiffItem[]): VersionDiff {
  const before = new Map(from.map((item) => [item.imageId, item]));
  const after = new Map(to.map((item) => [item.imageId, item]));
  const lines = emptyDiff();
  for (const item of to) if (!before.has(item.imageId)) count(lines.imagesAdded, item.fileName);
  for (const item of from) {
    const later = after.get(item.imageId);
    if (!later) count(lines.imagesRemoved, item.fileName);
    else if (later.split !== item.split) count(lines.splitsChanged, item.fileName);
    diffAnnotations(lines, item.fileName, item.annotations, later?.annotations ?? []);
  }
  for (const item of to)
    if (!before.has(item.imageId)) diffAnnotations(lines, item.fileName, [], item.annotations);
  return lines;
}

function diffAnnotations(
  lines: VersionDiff,
  fileName: string,
  from: readonly VersionAnnotation[],
  to: readonly VersionAnnotation[],
) {
  const before = new Map(from.map((annotation) => [annotation.id, canonicalJson(annotation)]));
  for (const annotation of to) {
    const earlier = before.get(annotation.id);
    before.delete(annotation.id);
    if (earlier === undefined) count(lines.annotationsAdded, fileName);
    else if (earlier !== canonicalJson(annotation)) count(lines.annotationsChanged, fileName);
  }
  for (const _ of before) count(lines.annotationsRemoved, fileName);
}

function count(line: DiffLine, fileName: string): void {
  line.count += 1;
  if (line.examples.length < EXAMPLES && line.examples.at(-1) !== fileName) line.examples.push(fileName);
}

function emptyDiff(): VersionDiff {
  const line = (): DiffLine => ({ count: 0, examples: [] });
  return {
    imagesAdded: line(),
    imagesRemoved: line(),
    splitsChanged: line(),
    annotationsAdded: line(),
    annotationsRemoved: line(),
    annotationsChanged: line(),
  };
}
