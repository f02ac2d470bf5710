import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDataFolder } from "./data-folder";
import { claimFolder } from "./folder-lock";
import { freePort } from "./free-port";
import { endLeftovers, processList } from "./process-list";
import { loadSecrets } from "./secrets";

let folder: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "atelier-start-"));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
});

type Ended = { code: number; stdout: string; stderr: string };

/** `npm start` as a real process. */
function start(args: string[], env: Record<string, string> = {}, cwd = process.cwd()): Promise<Ended> {
  return new Promise((resolve) => {
    const settings = {
      cwd,
      env: { ...process.env, ATELIER_DATA: path.join(folder, "data"), ...env },
    };
    execFile(process.execPath, ["bin/start.mjs", ...args], settings, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

/** A process that does `work` and then lives until it is killed; resolves with it once the work is done. */
async function living(work: string, env: Record<string, string> = {}): Promise<ChildProcess> {
  const script = `${work}; process.stdout.write("up\\n"); setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  children.push(child);
  await once(child.stdout, "data");
  return child;
}

describe("npm start", { timeout: 60_000 }, () => {
  it("explains its options, and refuses others with exit code 2 before it touches anything", async () => {
    expect(await start(["--help"])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("--print-token"),
    });
    expect(await start(["--emty"])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no option --emty[\s\S]*--empty/),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it("says in one line that its port is taken, and which one is free", async () => {
    const port = await freePort();
    const other = createServer().listen(port);
    const { code, stderr } = await start(["--empty"], { PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`Port ${port} is taken[^\\n]*\\n[^\\n]*PORT=\\d+ npm start`));
  });

  it("says what is wrong with DATABASE_URL and starts no Postgres of its own", async () => {
    const env = { PORT: String(await freePort()), DATABASE_URL: "postgres://me:hidden@nowhere.invalid/x" };
    const { code, stderr } = await start(["--empty"], env);
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("nowhere.invalid") });
    expect(stderr).not.toContain("hidden");
    expect(await readdir(path.join(folder, "data"))).not.toContain("postgres");
  });
});

describe("npm start where nothing is installed", { timeout: 60_000 }, () => {
  it("says within seconds that the registry cannot be reached", async () => {
    const clone = path.join(folder, "clone");
    await cp("bin", path.join(clone, "bin"), { recursive: true });
    for (const file of ["package.json", "package-lock.json"]) await cp(file, path.join(clone, file));
    const env = { npm_config_registry: "http://127.0.0.1:9/", npm_config_cache: path.join(folder, "cache") };
    const { code, stderr } = await start([], env, clone);
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/ECONNREFUSED[^\n]*\n[^\n]*registry cannot be reached/),
    });
  });
});

describe("the data folder", { timeout: 30_000 }, () => {
  it("is closed to other users", async () => {
    const data = await openDataFolder(path.join(folder, "data"));
    const mode = async (name: string) => (await stat(path.join(data, name))).mode & 0o777;
    // Root's Postgres is a user of its own and has to pass through.
    expect(await mode(".")).toBe(process.getuid?.() === 0 ? 0o711 : 0o700);
    expect(await Promise.all(["blobs", "uploads", "worker"].map(mode))).toEqual([0o700, 0o700, 0o700]);
  });

  it("belongs to one start at a time: a second is told who has it", async () => {
    const holder = await living(
      `import { claimFolder } from "${path.resolve("server/launch/folder-lock.ts")}";
       await claimFolder(${JSON.stringify(folder)}, { url: "http://localhost:3999", leaving: new AbortController().signal })`,
    );
    const self = { url: "http://localhost:4000", leaving: new AbortController().signal };
    await expect(claimFolder(folder, self)).rejects.toThrow(
      `already runs in ${folder}: http://localhost:3999 (process ${holder.pid})`,
    );
    holder.kill("SIGKILL");
    await once(holder, "exit");
    await claimFolder(folder, self);
  });

  it("gets rid of the web server and worker of a killed start, and of nothing else", async () => {
    const [ours, other] = await Promise.all([
      living("", { ATELIER_DATA: folder }),
      living("", { ATELIER_DATA: "/elsewhere" }),
    ]);
    if (!ours.pid || !other.pid) throw new Error("no process");
    const pids = processList(folder);
    pids.record("web", ours.pid);
    pids.record("worker", other.pid);
    await Promise.all([once(ours, "exit"), endLeftovers(folder)]);
    expect(other.exitCode ?? other.signalCode).toBe(null);
  });

  it("keeps secrets that it cannot read or understand, since they hold the database's password", async () => {
    const file = path.join(folder, "secrets.json");
    await writeFile(file, '{"nextAuth":"cut sho');
    await expect(loadSecrets(folder)).rejects.toThrow(/damaged/);
    expect((await stat(file)).size).toBe(20);
  });
});

describe("a stop", { timeout: 60_000 }, () => {
  const hanging = `import { watchForGoodbye } from "${path.resolve("server/launch/goodbye.ts")}";
    const goodbye = watchForGoodbye();
    goodbye.add(() => new Promise(() => undefined), async () => process.stdout.write("killed\\n"))`;

  async function stop(...signals: NodeJS.Signals[]) {
    const child = await living(hanging);
    let output = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
    });
    const startedAt = Date.now();
    const ended = once(child, "close");
    for (const signal of signals) {
      child.kill(signal);
      await new Promise((resolve) => setTimeout(resolve, 600));
    }
    await ended;
    return { code: child.exitCode, output, seconds: (Date.now() - startedAt) / 1000 };
  }

  it("ends within ten seconds also when a part hangs, and kills that part", async () => {
    const { code, output, seconds } = await stop("SIGTERM");
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("killed") });
    expect(seconds).toBeLessThan(10);
  });

  it("does not wait after a second Ctrl-C", async () => {
    const { code, output, seconds } = await stop("SIGINT", "SIGINT");
    expect({ code, output }).toMatchObject({ code: 130, output: expect.stringContaining("killed") });
    expect(seconds).toBeLessThan(4);
  });
});
