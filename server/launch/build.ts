import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { signalGroup } from "./process-list";
import { LaunchError, say } from "./step";

const SOURCES = [
  "app",
  "server",
  "db",
  "lib",
  "public",
  "next.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
  "package-lock.json",
  "postcss.config.mjs",
];
const distFolder = process.env.ATELIER_DIST ?? ".next";

/** Builds the web application when its sources changed since the last build; ends early when `signal` aborts. */
export async function buildIfStale(signal?: AbortSignal): Promise<void> {
  const stamp = path.join(distFolder, "atelier-sources");
  const hash = hashSources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return say("build", "fresh");
  say("build", "building the web application (about a minute)");
  // A build that is broken off must not be taken for the one that lay here before.
  rmSync(stamp, { force: true });
  const { status, output } = await runBuild(signal);
  signal?.throwIfAborted();
  if (status !== 0) throw explain(output);
  writeFileSync(stamp, hash);
  say("build", "done");
}

function runBuild(signal?: AbortSignal): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    const stop = () => signalGroup(child.pid, "SIGKILL");
    signal?.addEventListener("abort", stop, { once: true });
    child.once("error", reject);
    child.once("close", (status) => {
      signal?.removeEventListener("abort", stop);
      resolve({ status, output });
    });
  });
}

function explain(output: string): LaunchError {
  process.stderr.write(`${output}\n`);
  if (/ENOSPC|No space left on device/.test(output)) {
    return new LaunchError(
      "The disk filled up while the web application was built.",
      "Free about 500 MB and start again.",
    );
  }
  return new LaunchError("The web application did not build.", "The lines above say where.");
}

function hashSources(): string {
  const hash = createHash("sha256").update(process.versions.node);
  for (const source of SOURCES) addToHash(hash, source);
  return hash.digest("hex");
}

/** Tests and the launcher itself are no part of what is built. */
const NOT_BUILT = /\.test\.tsx?$|^server\/launch$/;

function addToHash(hash: ReturnType<typeof createHash>, entry: string): void {
  if (!existsSync(entry) || NOT_BUILT.test(entry)) return;
  if (statSync(entry).isDirectory()) {
    for (const child of readdirSync(entry).sort()) addToHash(hash, path.join(entry, child));
    return;
  }
  hash.update(entry).update("\0").update(readFileSync(entry)).update("\0");
}
