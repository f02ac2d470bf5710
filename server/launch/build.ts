import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
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

/** Builds the web application when its sources changed since the last build. */
export async function buildIfStale(): Promise<void> {
  const stamp = path.join(distFolder, "atelier-sources");
  const hash = hashSources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return say("build", "fresh");
  say("build", "building the web application (about a minute)");
  const result = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    encoding: "utf8",
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout}\n${result.stderr}\n`);
    throw new LaunchError("The web application did not build.", "The lines above say where.");
  }
  writeFileSync(stamp, hash);
  say("build", "done");
}

function hashSources(): string {
  const hash = createHash("sha256").update(process.versions.node);
  for (const source of SOURCES) addToHash(hash, source);
  return hash.digest("hex");
}

function addToHash(hash: ReturnType<typeof createHash>, entry: string): void {
  if (!existsSync(entry)) return;
  if (statSync(entry).isDirectory()) {
    for (const child of readdirSync(entry).sort()) addToHash(hash, path.join(entry, child));
    return;
  }
  hash.update(entry).update("\0").update(readFileSync(entry)).update("\0");
}
