import { spawn } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

// Plain JavaScript on purpose: it runs on whatever Node the machine has, before anything is installed.

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** Also with NODE_ENV=production, as on many servers: the launcher itself is TypeScript. */
const CLEAN_INSTALL = [
  "ci",
  "--include=dev",
  "--include=optional",
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
];
const UNREACHABLE = /ENOTFOUND|ETIMEDOUT|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ENETUNREACH|ERR_SOCKET|network/i;

/** Installs what package-lock.json names when that is not here yet, then runs a TypeScript entry on Node ≥ 22. */
export async function bootstrap(entry) {
  refuseOldNode();
  if (!isInstalled()) await inTurn(installDependencies);
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

/** Two first starts at once take turns: the lock is a name that the kernel frees with the process, however it ends. */
async function inTurn(work) {
  if (process.platform !== "linux") return work();
  const { dev, ino } = statSync(ROOT);
  const lock = createServer();
  for (let waitedMs = 0; !(await isMine(lock, `\0atelier-install-${dev}-${ino}`)); waitedMs += 500) {
    if (waitedMs === 0) say("waiting: another command installs them");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  if (!isInstalled()) await work();
  lock.close();
}

function isMine(server, name) {
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(name, () => resolve(true));
  });
}

async function installDependencies() {
  say("installing (about a minute on first start)");
  const refusal = await askRegistry();
  const { status, output } = await runNpm([...CLEAN_INSTALL, ...(refusal === null ? [] : ["--offline"])]);
  if (status === 0) return;
  const words = refusal ?? output;
  fail(`npm ci did not finish: ${lastLines(words)}`, remedyFor(words));
}

/** npm's words when the registry is out of reach, else null. `npm ci` itself would say so only after minutes. */
async function askRegistry() {
  const { status, output } = await runNpm([
    "ping",
    "--fetch-retries=0",
    "--fetch-timeout=20000",
    "--loglevel=error",
  ]);
  return status !== 0 && UNREACHABLE.test(output) ? output : null;
}

/** npm in a group of its own, so that a signal to this process alone ends all of it. */
function runNpm(args) {
  return new Promise((resolve) => {
    const npm = spawn("npm", args, {
      cwd: ROOT,
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip", NEXT_TELEMETRY_DISABLED: "1" },
    });
    const stop = (signal) => {
      endGroup(npm.pid);
      process.exit(128 + constants.signals[signal]);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, stop);
    let output = "";
    npm.stderr.on("data", (chunk) => {
      output = (output + chunk).slice(-20_000);
    });
    const finish = (status, text) => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeListener(signal, stop);
      resolve({ status, output: text });
    };
    npm.once("error", (error) => finish(1, error.message));
    npm.once("close", (code) => finish(code ?? 1, output));
  });
}

function endGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

/** npm writes its own record last, so a broken-off install is not taken for a whole one. */
function isInstalled() {
  const here = readPackages("node_modules/.package-lock.json");
  const wanted = readPackages("package-lock.json");
  if (!here || !wanted) return false;
  return Object.entries(wanted).every(
    ([place, { version, optional }]) => place === "" || optional || here[place]?.version === version,
  );
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}

function remedyFor(output) {
  if (/spawn npm ENOENT/.test(output)) return "npm is not on the PATH: install Node together with npm.";
  if (/ENOSPC|no space/i.test(output)) return "The disk is full: free about 2 GB and run the command again.";
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return "This user may not write there: run as the folder's owner, or clone where you may write.";
  }
  if (UNREACHABLE.test(output)) {
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
  // A terminal's Ctrl-C reaches the child by itself (a second SIGTERM does no harm); waiting here keeps its last lines.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill("SIGTERM"));
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

/** npm's words without its fields for machines and its pointers to log files. */
function lastLines(text) {
  const lines = text
    .split("\n")
    .map((line) => line.replace(/^npm (error|ERR!) ?/, "").trim())
    .filter(
      (line) =>
        line !== "" && !/^(code|syscall|errno|path|at) |complete log of this run|debug-\d+\.log/.test(line),
    );
  return lines.slice(0, 3).join(" · ") || "it said nothing";
}

function say(text) {
  process.stdout.write(`atelier  dependencies   ${text}\n`);
}

function fail(reason, remedy) {
  process.stderr.write(`\natelier  stopped        ${reason}\n                        ${remedy}\n\n`);
  process.exit(1);
}
