import { splitFromName } from "@/lib/formats/coco-read";
import { baseName, stemOf } from "@/server/formats/source-file";
import type { RootedFile } from "./gather-sources";

export type Match = { kind: "found"; picture: RootedFile } | { kind: "missing" } | { kind: "ambiguous" };

/**
 * Finds the picture that an annotation file means. Names are compared composed (NFC); where several folders hold
 * the same name, the longest common path decides, then the folder that the file names, then its split.
 */
export function pictureIndex(pictures: readonly RootedFile[]) {
  const byName = groupBy(pictures, (picture) => baseName(picture.path).toLowerCase());
  const byStem = groupBy(pictures, (picture) => stemOf(picture.path).toLowerCase());

  function find(annotationFile: RootedFile, named: string, folder = ""): Match {
    for (const name of nameVariants(named)) {
      const match = best(byName.get(baseName(name).toLowerCase()) ?? [], annotationFile, name, folder);
      if (match.kind !== "missing") return match;
    }
    return { kind: "missing" };
  }

  function findByStem(annotationFile: RootedFile, stem: string, folder = ""): Match {
    return best(byStem.get(stem.normalize("NFC").toLowerCase()) ?? [], annotationFile, "", folder);
  }

  return { find, findByStem };
}

/** The spellings that a name in an annotation file may stand for: composed, with forward slashes, percent-decoded. */
export function nameVariants(named: string): string[] {
  const plain = named
    .normalize("NFC")
    .replaceAll("\\", "/")
    .replace(/^(\.\/)+/, "");
  try {
    const decoded = decodeURIComponent(plain).normalize("NFC");
    return decoded === plain ? [plain] : [plain, decoded];
  } catch {
    return [plain];
  }
}

function best(
  candidates: readonly RootedFile[],
  annotationFile: RootedFile,
  named: string,
  folder: string,
): Match {
  let found: RootedFile | undefined;
  let highest = -1;
  let isTie = false;
  for (const candidate of candidates) {
    const score = scoreOf(candidate, annotationFile, named, folder);
    isTie = score === highest || (isTie && score < highest);
    if (score > highest) [found, highest] = [candidate, score];
  }
  if (!found) return { kind: "missing" };
  return isTie ? { kind: "ambiguous" } : { kind: "found", picture: found };
}

function scoreOf(candidate: RootedFile, annotationFile: RootedFile, named: string, folder: string): number {
  const directories = candidate.path.split("/").slice(0, -1);
  const around = annotationFile.path.split("/").slice(0, -1);
  const split = splitFromName(baseName(annotationFile.path));
  let shared = 0;
  while (shared < directories.length && directories[shared] === around[shared]) shared += 1;
  const isNamedPath = named.includes("/") && `/${candidate.path}`.endsWith(`/${named}`);
  return (
    (isNamedPath ? 10_000 : 0) +
    (candidate.root === annotationFile.root ? 1000 : 0) +
    shared * 20 +
    (split && directories.some((part) => splitFromName(part) === split) ? 10 : 0) +
    (folder !== "" && directories.at(-1) === folder ? 5 : 0) +
    // An exact spelling beats one that differs in case only.
    (baseName(candidate.path) === baseName(named) ? 1 : 0)
  );
}

function groupBy(pictures: readonly RootedFile[], keyOf: (picture: RootedFile) => string) {
  const groups = new Map<string, RootedFile[]>();
  for (const picture of pictures) {
    const key = keyOf(picture);
    groups.set(key, [...(groups.get(key) ?? []), picture]);
  }
  return groups;
}
