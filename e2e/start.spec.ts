import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { z } from "zod";
import { freePort } from "../server/launch/free-port";

const Processes = z.record(z.string(), z.number());

test.describe.configure({ mode: "serial" });

test.describe("npm start as a whole, in a data folder of its own", () => {
  let data: string;
  let port: number;
  let url: string;
  let launched: ChildProcess | undefined;
  let output = "";

  test.beforeAll(async () => {
    data = await mkdtemp(path.join(tmpdir(), "atelier-whole-"));
    port = await freePort();
    url = `http://localhost:${port}`;
  });
  test.afterAll(async () => {
    launched?.kill("SIGTERM");
    if (launched && launched.exitCode === null && launched.signalCode === null) await once(launched, "exit");
    await rm(data, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    output = "";
    const child = spawn(process.execPath, ["bin/start.mjs"], {
      env: { ...process.env, ATELIER_DATA: data, PORT: String(port), ATELIER_PYTHON: "/nowhere/python" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    launched = child;
    await expect.poll(() => output, { timeout: 240_000 }).toMatch(/ready {10}http/);
  }

  async function pidOf(name: string): Promise<number> {
    return Processes.parse(JSON.parse(await readFile(path.join(data, "processes.json"), "utf8")))[name] ?? 0;
  }

  /** What the kernel still knows of this installation: by data folder in the environment or on the command line. */
  async function processesLeft(): Promise<string[]> {
    const left: string[] = [];
    for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
      const read = (file: string) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
      const [command, environment] = [await read("cmdline"), await read("environ")];
      if (command !== "" && (command.includes(data) || environment.includes(`ATELIER_DATA=${data}`))) {
        left.push(`${pid} ${command.replaceAll("\0", " ")}`);
      }
    }
    return left;
  }

  /** An open event stream; resolves when the server has ended it. */
  async function listen(
    procedure: string,
    input: object,
    token: string,
  ): Promise<{ ended: Promise<unknown> }> {
    const query = encodeURIComponent(JSON.stringify({ json: input }));
    const answer = await fetch(`${url}/api/trpc/${procedure}?input=${query}`, {
      headers: { accept: "text/event-stream", authorization: `Bearer ${token}` },
    });
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    return { ended: answer.text().catch(() => undefined) };
  }

  async function queueRun(team: string, token: string): Promise<number> {
    const run = { team, recipe: "detect", dataset: "nine-surreal-objects", config: {} };
    const answer = await fetch(`${url}/api/trpc/runs.start`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ json: run }),
    });
    const Started = z.object({
      result: z.object({ data: z.object({ json: z.object({ number: z.number() }) }) }),
    });
    return Started.parse(await answer.json()).result.data.json.number;
  }

  test("SIGTERM ends everything within ten seconds, with event streams open", async () => {
    test.setTimeout(6 * 60_000);
    await start();
    const token = await readFile(path.join(data, "demo-token"), "utf8");
    const team = "atelier-demo";
    const number = await queueRun(team, token);
    const streams = await Promise.all([
      listen("runs.events", { team, number }, token),
      ...[1, 2, 3].map(() => listen("runs.changes", { team }, token)),
      ...[1, 2].map(() => listen("workers.changes", { team }, token)),
    ]);
    const startedAt = Date.now();
    launched?.kill("SIGTERM");
    if (launched) await once(launched, "exit");
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    await Promise.all(streams.map(({ ended }) => ended));
    expect(launched?.exitCode).toBe(0);
    expect(await processesLeft()).toEqual([]);
    expect(await readFile(path.join(data, "postgres.log"), "utf8")).toMatch(
      /database system is shut down\s*$/,
    );
  });

  test("after kill -9 of the launcher the next start adopts the database and goes on", async () => {
    test.setTimeout(6 * 60_000);
    await start();
    const postgres = await pidOf("postgres");
    process.kill(await pidOf("launcher"), "SIGKILL");
    if (launched) await once(launched, "exit");
    await start();
    expect(output).toContain("adopted on port");
    expect(await pidOf("postgres")).toBe(postgres);
    for (const name of ["web", "worker"]) {
      const before = await pidOf(name);
      process.kill(before, "SIGKILL");
      await expect.poll(() => pidOf(name), { timeout: 30_000 }).not.toBe(before);
    }
    await expect
      .poll(
        () =>
          fetch(`${url}/api/health`).then(
            ({ ok }) => ok,
            () => false,
          ),
        { timeout: 60_000 },
      )
      .toBe(true);
  });
});
