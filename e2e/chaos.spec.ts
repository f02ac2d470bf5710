import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import { z } from "zod";
import { connectWith } from "../bin/cli/client";
import { finishJob } from "../bin/cli/job";
import { uploadPath } from "../bin/cli/upload";
import type { AppRouter } from "../server/routers/app-router";
import { anyPictures } from "./picture-sets";

const data = process.env.E2E_DATA ?? ".atelier-e2e";
const team = "atelier-demo";
const dataset = `chaos-${Date.now() % 100_000}`;

type ProcessName = "web" | "worker" | "postgres";
const Processes = z.record(z.string(), z.number());

async function killHard(name: ProcessName): Promise<void> {
  const pid = Processes.parse(JSON.parse(await readFile(path.join(data, "processes.json"), "utf8")))[name];
  if (pid === undefined) throw new Error(`no process ${name}`);
  process.kill(pid, "SIGKILL");
}

test("a run completes with no metric doubled while worker, web and Postgres are killed in its middle", async ({
  baseURL,
  page,
}) => {
  test.setTimeout(25 * 60_000);
  if (!baseURL) throw new Error("no address");
  const token = await readFile(path.join(data, "demo-token"), "utf8");
  const server = connectWith({ url: baseURL, token });
  const trpc = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${baseURL}/api/trpc`,
        transformer: superjson,
        headers: { authorization: `Bearer ${token}` },
      }),
    ],
  });

  await trpc.datasets.create.mutate({ team, name: dataset });
  const { id } = await trpc.jobs.startImport.mutate({
    team,
    dataset,
    uploadIds: await uploadPath(server, team, (await anyPictures.zip(40)).file),
  });
  await finishJob(server, { team, job: id, verb: "importing" });
  const split = { train: 0.8, val: 0.1, test: 0.1, seed: 1, keepImported: false, nearDuplicateBits: 4 };
  await trpc.versions.freeze.mutate({ team, dataset, split });
  const config = { epochs: 6, shortestSide: 128, longestSide: 192 };
  const { number } = await trpc.runs.start.mutate({ team, recipe: "detect", dataset, config });

  const patiently = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        if (attempt > 60) throw error;
        await sleep(1000);
      }
    }
  };
  const stepsSeen = async () => {
    const { points } = await patiently(() => trpc.runs.metrics.query({ team, number }));
    return points.filter((point) => point.name === "train/loss");
  };
  const waitForNewSteps = async () => {
    const before = (await stepsSeen()).length;
    await expect
      .poll(async () => (await stepsSeen()).length, { timeout: 8 * 60_000, intervals: [2000] })
      .toBeGreaterThan(before + 2);
  };

  for (const victim of ["worker", "web", "postgres"] as const) {
    await waitForNewSteps();
    await killHard(victim);
    await sleep(1500);
  }
  await expect
    .poll(async () => (await patiently(() => trpc.runs.get.query({ team, number }))).status, {
      timeout: 15 * 60_000,
      intervals: [3000],
    })
    .toMatch(/succeeded|failed|dead|cancelled/);
  const run = await trpc.runs.get.query({ team, number });
  expect(run.status, JSON.stringify(run.failure)).toBe("succeeded");

  const loss = await stepsSeen();
  const keys = loss.map((point) => `${point.attempt}/${point.step}`);
  expect(new Set(keys).size).toBe(keys.length);
  const current = new Map(loss.map((point) => [point.step, point.attempt]));
  const steps = [...current.keys()].sort((a, b) => a - b);
  expect(steps).toEqual(Array.from({ length: steps.at(-1) ?? 0 }, (_, index) => index + 1));
  expect(run.attempts.filter((attempt) => attempt.outcome === "succeeded")).toHaveLength(1);

  await page.goto(`/t/${team}/runs/${number}`);
  await expect(page.getByText("Training loss")).toBeVisible();
});
