import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { zipOf } from "../services/datasets/import/test-archives";
import { openZip } from "./open-zip";

/** Syllables that Korean Windows can write: the 2,350 of KS X 1001 and those that CP949 adds. */
const syllable = fc
  .integer({ min: 0xac00, max: 0xd7a3 })
  .map((code) => String.fromCharCode(code))
  .filter((text) => iconv.decode(iconv.encode(text, "cp949"), "cp949") === text);
const koreanName = fc
  .array(syllable, { minLength: 2, maxLength: 20 })
  .map((syllables) => `사진/${syllables.join("")}.png`);

async function namesIn(zip: Buffer): Promise<string[]> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), "atelier-zip-")), "a.zip");
  await writeFile(file, zip);
  const opened = await openZip(file, "a.zip");
  opened.close();
  return opened.files.map(({ path: name }) => name);
}

describe("names in zips", () => {
  it.each([
    ["NFC", (name: string) => Buffer.from(name.normalize("NFC"))],
    ["NFD", (name: string) => Buffer.from(name.normalize("NFD"))],
    ["CP949", (name: string) => iconv.encode(name, "cp949")],
  ])("are read as they were meant and composed, from %s", async (_, encode) => {
    await fc.assert(
      fc.asyncProperty(koreanName, async (name) => {
        const zip = await zipOf([{ name: "x", rawName: encode(name), bytes: Buffer.from("x") }]);
        expect(await namesIn(zip)).toEqual([name.normalize("NFC")]);
      }),
      { numRuns: 60 },
    );
  });

  it("that leave their folder, are absolute or hold control characters are refused, whatever else they hold", async () => {
    const part = fc
      .stringMatching(/^[a-z0-9 ._-]{1,8}$/)
      .filter((text) => text.trim() !== "" && text !== "..");
    const bad = fc.oneof(
      fc
        .tuple(fc.array(part), fc.array(part))
        .map(([before, after]) => [...before, "..", ...after, "x"].join("/")),
      part.map((name) => `/${name}`),
      part.map((name) => `C:\\${name}`),
      fc.tuple(part, part).map(([a, b]) => `${a}\\${b}`),
      part.map((name) => `${name}\u0007`),
    );
    await fc.assert(
      fc.asyncProperty(bad, async (name) => {
        const zip = await zipOf([{ name: "x", rawName: Buffer.from(name), bytes: Buffer.from("x") }]);
        await expect(namesIn(zip)).rejects.toMatchObject({ reason: expect.stringMatching(/^import\.zip\./) });
      }),
      { numRuns: 60 },
    );
  });
});
