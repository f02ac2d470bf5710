import { readFile } from "node:fs/promises";
import { z } from "zod";
import { type Gate, runProgram, skippedTests } from "./gate";

const OUTPUT = "test-results/vitest.json";
const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
});

/** Unit and integration tests, on a Postgres of their own. */
export const unitGate: Gate = {
  name: "unit and integration",
  run: async () => {
    const args = [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--reporter=dot",
      "--reporter=json",
      `--outputFile=${OUTPUT}`,
    ];
    // Vitest colours what goes to a file too.
    const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: "1" };
    const status = await runProgram(process.execPath, args, { env });
    const report = Report.parse(JSON.parse(await readFile(OUTPUT, "utf8")));
    // A suite that fails to load has no failed test of its own.
    const failed = Math.max(report.numFailedTests, status === 0 ? 0 : 1);
    const skipped = skippedTests(unitGate.name, report.numPendingTests);
    return { passed: report.numPassedTests, failed, skipped };
  },
};
