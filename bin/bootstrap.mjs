import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

// Plain JavaScript on purpose: it runs on whatever Node the machine has, before anything is installed.

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Installs what package-lock.json names when that is not here yet, then runs a TypeScript entry on Node ≥ 22. */
export function bootstrap(entry) {
  refuseOldNode();
  installDependencies();
  runOnModernNode(entry, process.argv.slice(2));
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return;
  fail(
    `Node ${process.versions.node} is too old.`,
    "Install Node 20.9 or newer, then run the command again.",
  );
}

function installDependencies() {
  if (isInstalled()) return;
  process.stdout.write("atelier  dependencies   installing (about a minute on first start)\n");
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (npm.error || npm.status !== 0) {
    fail(
      `npm ci did not finish: ${lastLines(npm.error?.message ?? npm.stderr)}`,
      remedyFor(npm.stderr ?? ""),
    );
  }
}

/** npm writes its own record last, so a broken-off install is not taken for a whole one. */
function isInstalled() {
  const record = path.join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const here = JSON.parse(readFileSync(record, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(
    ([place, { version, optional }]) => place === "" || optional || here[place]?.version === version,
  );
}

function remedyFor(output) {
  if (/ENOSPC|no space/i.test(output)) return "The disk is full: free about 2 GB and run the command again.";
  if (/ENOTFOUND|ETIMEDOUT|ECONNREFUSED|EAI_AGAIN|network/i.test(output)) {
    return "The package registry cannot be reached: check the network or npm's proxy settings and run the command again.";
  }
  return "Run `npm ci` by hand to see the whole message.";
}

function runOnModernNode(entry, args) {
  const child = spawn(modernNode(), ["--import", "tsx", path.join(ROOT, entry), ...args], {
    cwd: ROOT,
    stdio: "inherit",
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: "1",
      PATH: `${path.join(ROOT, "node_modules/.bin")}${path.delimiter}${process.env.PATH}`,
    },
  });
  // A terminal's Ctrl-C reaches the child by itself; waiting here keeps its last lines on the screen.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  if (process.env.npm_lifecycle_event) stopWithNpm(child);
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/** npm does not always pass a signal on: when it is gone, its command ends as well. */
function stopWithNpm(child) {
  const npm = process.ppid;
  setInterval(() => process.ppid !== npm && child.kill("SIGTERM"), 1000).unref();
}

function modernNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  const bundled = path.join(ROOT, "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  if (existsSync(bundled)) return bundled;
  return fail(
    `Node ${process.versions.node} cannot run Atelier and no bundled Node fits this machine (${process.platform}-${process.arch}).`,
    "Install Node 24, then run the command again.",
  );
}

function lastLines(text) {
  return text.trim().split("\n").slice(-3).join(" · ");
}

function fail(reason, remedy) {
  process.stderr.write(`\natelier  stopped        ${reason}\n                        ${remedy}\n\n`);
  process.exit(1);
}
