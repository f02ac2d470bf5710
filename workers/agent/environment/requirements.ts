import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";

export type Requirements = { torch: string[]; rest: string[]; hash: string };

/** What the trainer needs, read from the `dependencies` of its pyproject.toml; `torch` goes first, by its own build. */
export async function readRequirements(trainerFolder: string): Promise<Requirements> {
  const text = await readFile(path.join(trainerFolder, "pyproject.toml"), "utf8");
  const list = /^dependencies\s*=\s*\[(.*?)^\]/ms.exec(text)?.[1] ?? "";
  const all = [...list.matchAll(/"([^"]+)"/g)].flatMap((match) => (match[1] ? [match[1]] : []));
  if (all.length === 0) throw new Error("the trainer's pyproject.toml lists no dependencies");
  const isTorch = (requirement: string) => /^torch(vision)?\b/.test(requirement);
  return {
    torch: all.filter(isTorch),
    rest: all.filter((requirement) => !isTorch(requirement)),
    hash: createHash("sha256").update(all.join("\n")).digest("hex"),
  };
}
