import { rm } from "node:fs/promises";
import { browserGate } from "./browser-gate";
import { commandGate } from "./command-gate";
import type { Gate, GateResult } from "./gate";
import { openTestFolder } from "./test-folder";
import { trainerGate } from "./trainer-gate";
import { unitGate } from "./unit-gate";

const GATES: Gate[] = [
  commandGate("types", ["node_modules/typescript-native/bin/tsc", "--noEmit"]),
  commandGate("lint", ["node_modules/@biomejs/biome/bin/biome", "ci", "--diagnostic-level=warn", "."]),
  commandGate("dead code", ["node_modules/knip/bin/knip.js"]),
  unitGate,
  trainerGate,
  browserGate,
];

await rm("test-results", { recursive: true, force: true });
const only = process.argv.slice(2);
const results: GateResult[] = [];
const temporary = await openTestFolder();
for (const gate of GATES.filter(({ name }) => only.length === 0 || only.includes(name))) {
  results.push(await timed(gate));
}
await temporary.remove();
report(results);

async function timed(gate: Gate): Promise<GateResult> {
  process.stdout.write(`\n── ${gate.name} ${"─".repeat(Math.max(4, 70 - gate.name.length))}\n`);
  const startedAt = performance.now();
  const result = await gate
    .run()
    .catch((error): GateResult => ({ passed: 0, failed: 1, skipped: null, detail: String(error) }));
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stdout.write(
    `   ${gate.name}: ${result.passed} passed, ${result.failed} failed, in ${seconds} s\n`,
  );
  if (result.detail) process.stdout.write(`${result.detail}\n`);
  return result;
}

function report(all: GateResult[]): void {
  for (const { skipped } of all) {
    if (skipped) process.stdout.write(`\n!!! SKIPPED: ${skipped}\n`);
  }
  const total = (key: "passed" | "failed") => all.reduce((sum, result) => sum + result[key], 0);
  process.stdout.write(`\n${total("passed")} passed, ${total("failed")} failed\n`);
  process.exit(total("failed") === 0 ? 0 : 1);
}
