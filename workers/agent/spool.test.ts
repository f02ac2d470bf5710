import { appendFile, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import type { RunReport } from "@/lib/protocol/agent";
import { EventBatcher } from "./event-batcher";
import { parseGpuList } from "./hardware";
import { Spool } from "./spool";

function report(seq: number): RunReport {
  return { metrics: [], logs: [{ seq, text: `line ${seq}\n` }] };
}

function folder() {
  return mkdtemp(path.join(tmpdir(), "atelier-spool-"));
}

test("reports arrive in order, also those that were written while nobody sent", async () => {
  const spool = await Spool.open(await folder());
  await spool.append(report(0));
  const sent: number[] = [];
  const drained = spool.drain(async ({ logs }) => sent.push(logs[0]?.seq ?? -1));
  await spool.append(report(1));
  await spool.append(report(2));
  spool.finish();
  await drained;
  expect(sent).toEqual([0, 1, 2]);
  await spool.close();
});

test("after a crash the next agent sends what was not acknowledged, and skips a line cut short", async () => {
  const at = await folder();
  const first = await Spool.open(at);
  for (const seq of [0, 1, 2]) await first.append(report(seq));
  const failing = first.drain(async ({ logs }) => {
    if (logs[0]?.seq === 1) throw new Error("killed");
  });
  await expect(failing).rejects.toThrow("killed");
  await first.close();
  await appendFile(path.join(at, "spool.jsonl"), '{"metrics":[],"lo');

  const second = await Spool.open(at);
  const sent: number[] = [];
  await second.append(report(3));
  second.finish();
  await second.drain(async ({ logs }) => sent.push(logs[0]?.seq ?? -1));
  expect(sent).toEqual([1, 2, 3]);
  await second.close();
});

test("a batch never holds more than a thousand points, and its log chunks are numbered without gaps", async () => {
  const reports: RunReport[] = [];
  const batcher = new EventBatcher(async (next) => void reports.push(next));
  for (let step = 0; step < 2500; step += 1) {
    await batcher.points([{ name: "train/loss", step, epoch: 1, value: 1 }]);
    await batcher.line(`step ${step} ${"x".repeat(20)}`);
  }
  await batcher.flush();
  expect(reports.flatMap(({ metrics }) => metrics).map(({ step }) => step)).toEqual(
    Array.from({ length: 2500 }, (_, step) => step),
  );
  expect(Math.max(...reports.map(({ metrics }) => metrics.length))).toBeLessThanOrEqual(1000);
  const chunks = reports.flatMap(({ logs }) => logs);
  expect(chunks.map(({ seq }) => seq)).toEqual(chunks.map((_, index) => index));
});

test("nvidia-smi's list becomes names and memory", () => {
  expect(parseGpuList("NVIDIA H200, 143771\nNVIDIA GeForce RTX 4090, 24564\n")).toEqual([
    { name: "NVIDIA H200", memoryMiB: 143_771 },
    { name: "NVIDIA GeForce RTX 4090", memoryMiB: 24_564 },
  ]);
  expect(parseGpuList("No devices were found\n")).toEqual([]);
});
