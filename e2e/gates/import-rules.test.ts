import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";

const Report = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

const PLANTED = ["lib/planted-breach", "server/routers/planted-breach", "app/planted-breach"];
afterAll(() => Promise.all(PLANTED.map((folder) => rm(folder, { recursive: true, force: true }))));

async function cruise(paths: string[]) {
  const args = [
    "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
    "--output-type",
    "json",
    ...paths,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 256 * 1024 ** 2 }).catch(
    (error) => error,
  );
  const { summary } = Report.parse(JSON.parse(stdout));
  return {
    count: summary.totalCruised,
    breaches: summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`),
  };
}

describe("who may import whom", () => {
  it("holds in the whole tree, which was really read", { timeout: 180_000 }, async () => {
    const { count, breaches } = await cruise(["app", "server", "db", "lib", "workers/agent", "bin"]);
    expect(breaches).toEqual([]);
    expect(count).toBeGreaterThan(200);
  });

  it.each([
    [
      PLANTED[0],
      'import { readFileSync } from "node:fs";\nexport const planted = readFileSync;\n',
      "lib-imports",
    ],
    [
      PLANTED[1],
      'import { newId } from "../../../db/schema/columns";\nexport const planted = newId;\n',
      "server-routers-imports",
    ],
    [
      PLANTED[2],
      'import { database } from "../../server/database";\nexport const planted = database;\n',
      "app-server-types-only",
    ],
  ])("catches a breach planted in %s", { timeout: 120_000 }, async (folder, source, rule) => {
    if (!folder) throw new Error("no folder");
    await mkdir(folder, { recursive: true });
    await writeFile(`${folder}/planted.ts`, source);
    const { breaches } = await cruise([folder]);
    expect(breaches.some((breach) => breach.startsWith(rule))).toBe(true);
  });
});
