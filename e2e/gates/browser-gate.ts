import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { findChromium } from "../find-chromium";
import { type Gate, runProgram, skippedTests } from "./gate";

const Report = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** Journeys in a real Chromium against a fresh `npm start`. */
export const browserGate: Gate = {
  name: "browser journeys",
  run: async () => {
    if (!findChromium().executablePath) await fetchBrowser();
    await emptyInstallation(process.env.E2E_DATA ?? ".atelier-e2e");
    const status = await runProgram(process.execPath, ["node_modules/@playwright/test/cli.js", "test"]);
    const { stats } = Report.parse(JSON.parse(await readFile("test-results/report.json", "utf8")));
    return {
      passed: stats.expected + stats.flaky,
      failed: Math.max(stats.unexpected, status === 0 ? 0 : 1),
      // Tests that a failure before them kept from running are counted here too.
      skipped: stats.unexpected === 0 ? skippedTests(browserGate.name, stats.skipped) : null,
      ...(stats.flaky > 0 && {
        detail: `   ${stats.flaky} passed only when tried again: see "flaky" above.`,
      }),
    };
  },
};

/** A fresh installation, save for the worker's Python environment, which takes minutes and gigabytes to make. */
async function emptyInstallation(folder: string): Promise<void> {
  await removeAllBut(folder, ["worker"]);
  await removeAllBut(path.join(folder, "worker"), ["venv", "uv"]);
}

async function removeAllBut(folder: string, kept: string[]): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const rest = names.filter((name) => !kept.includes(name));
  await Promise.all(rest.map((name) => rm(path.join(folder, name), { recursive: true, force: true })));
}

async function fetchBrowser(): Promise<void> {
  const status = await runProgram(process.execPath, [
    "node_modules/@playwright/test/cli.js",
    "install",
    "chromium",
  ]);
  if (status !== 0)
    throw new Error(
      "No Chrome or Chromium here and Playwright could not fetch one. Install Chromium and run again.",
    );
}
