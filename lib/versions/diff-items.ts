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

export type LabelDiff = { labelsAdded: DiffLine; labelsRemoved: DiffLine; labelsRenamed: DiffLine };

type DiffLabel = { id: string; name: string };

/** Which labels came, went and got another name; examples are names. */
export function diffLabels(from: readonly DiffLabel[], to: readonly DiffLabel[]): LabelDiff {
  const before = new Map(from.map(({ id, name }) => [id, name]));
  const lines: LabelDiff = {
    labelsAdded: emptyLine(),
    labelsRemoved: emptyLine(),
    labelsRenamed: emptyLine(),
  };
  for (const { id, name } of to) {
    const earlier = before.get(id);
    before.delete(id);
    if (earlier === undefined) count(lines.labelsAdded, name);
    else if (earlier !== name) count(lines.labelsRenamed, `${earlier} → ${name}`);
  }
  for (const name of before.values()) count(lines.labelsRemoved, name);
  return lines;
}
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

function count(line: DiffLine, example: string): void {
  line.count += 1;
  if (line.examples.length < EXAMPLES && line.examples.at(-1) !== example) line.examples.push(example);
}

function emptyLine(): DiffLine {
  return { count: 0, examples: [] };
}

function emptyDiff(): VersionDiff {
  return {
    imagesAdded: emptyLine(),
    imagesRemoved: emptyLine(),
    splitsChanged: emptyLine(),
    annotationsAdded: emptyLine(),
    annotationsRemoved: emptyLine(),
    annotationsChanged: emptyLine(),
  };
}
