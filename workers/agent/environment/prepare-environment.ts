import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, statfs, writeFile } from "node:fs/promises";
import path from "node:path";
import type { TrainerProbe } from "@/lib/protocol/trainer-event";
import { EnvironmentError } from "./environment-error";
import type { EnvironmentReport } from "./environment-report";
import { findPythons } from "./find-python";
import { probeTrainer } from "./probe-trainer";
import { type Requirements, readRequirements } from "./requirements";
import { type CommandResult, runCommand } from "./run-command";

const GB = 1024 ** 3;
/** The default build of torch unpacks to 5.3 GB; its download lies beside it meanwhile. */
const DEFAULT_BUILD_BYTES = 8 * GB;
const CPU_BUILD_BYTES = 2 * GB;
const INSTALL_TIMEOUT_MS = 60 * 60_000;
/** The CPU build's index is not reachable everywhere: give up on it soon. */
const CPU_INDEX_TIMEOUT_S = 10;
const STAMP = "atelier-requirements";

export type Preparation = {
  /** The worker's own folder. */
  folder: string;
  trainerFolder: string;
  /** An interpreter that the person named; nothing is installed then. */
  python: string | null;
  hasGpu: boolean;
  report: EnvironmentReport;
  signal: AbortSignal;
};

export type ReadyPython = { python: string; probe: TrainerProbe };

/**
 * Finds or makes a Python that can train. An environment of an earlier start, a named interpreter, or an
 * installed one that suits is used as it is; else one is made with uv in the worker's folder. What was
 * begun and killed is taken up again. Throws EnvironmentError with a remedy.
 */
export async function prepareEnvironment(preparation: Preparation): Promise<ReadyPython> {
  const { report } = preparation;
  if (preparation.python) return takeNamed(preparation, preparation.python);
  const requirements = await readRequirements(preparation.trainerFolder);
  const own = await takeOwn(preparation, requirements);
  if (own) return own;
  report.step("find-python", "checking");
  const pythons = await findPythons(preparation.signal);
  report.step("check-installed", "checking");
  for (const python of pythons.slice(0, 2)) {
    const probe = await probeTrainer(python, preparation);
    if (probe?.suitable) return { python, probe };
  }
  return install(preparation, requirements, pythons[0] ?? "python3");
}

async function takeNamed(preparation: Preparation, python: string): Promise<ReadyPython> {
  preparation.report.step("check-installed", "checking");
  const probe = await probeTrainer(python, preparation);
  if (probe?.suitable) return { python, probe };
  throw new EnvironmentError(
    "interpreter-unfit",
    `${python} cannot train: ${probe ? probe.reasons.join("; ") : "it did not answer"}.`,
    "Install what is missing there, or unset ATELIER_PYTHON so that the worker makes an environment of its own.",
  );
}

async function takeOwn(
  preparation: Preparation,
  requirements: Requirements,
): Promise<ReadyPython | undefined> {
  const python = pythonOf(preparation);
  const stamp = await readFile(path.join(venvOf(preparation), STAMP), "utf8").catch(() => "");
  if (stamp !== requirements.hash) return undefined;
  preparation.report.step("check-installed", "checking");
  const probe = await probeTrainer(python, preparation);
  return probe?.suitable ? { python, probe } : undefined;
}

async function install(
  preparation: Preparation,
  requirements: Requirements,
  basePython: string,
): Promise<ReadyPython> {
  const { report, folder, signal } = preparation;
  await mkdir(folder, { recursive: true });
  report.step("check-disk", "installing");
  await requireFreeBytes(folder, CPU_BUILD_BYTES);
  report.step("get-uv", "installing");
  const uv = await findUv(preparation, basePython);
  report.step("create-environment", "installing");
  const python = pythonOf(preparation);
  if (!existsSync(python)) {
    await rm(venvOf(preparation), { recursive: true, force: true });
    await must(uv, ["venv", "--python", basePython, venvOf(preparation)], preparation);
  }
  report.step("install-torch", "installing");
  await installTorch(preparation, requirements, uv);
  report.step("install-rest", "installing");
  await must(
    uv,
    ["pip", "install", "--python", python, ...requirements.torch, ...requirements.rest],
    preparation,
  );
  report.step("verify", "verifying");
  const probe = await probeTrainer(python, { ...preparation, signal });
  if (!probe?.suitable) {
    throw new EnvironmentError(
      "environment-unfit",
      `The environment was installed but cannot train: ${probe?.reasons.join("; ") ?? "it did not answer"}.`,
      `Delete ${venvOf(preparation)} and start the worker again.`,
    );
  }
  const stamp = path.join(venvOf(preparation), STAMP);
  await writeFile(`${stamp}.part`, requirements.hash);
  await rename(`${stamp}.part`, stamp);
  return { python, probe };
}

async function installTorch(preparation: Preparation, requirements: Requirements, uv: string): Promise<void> {
  const { report, folder, hasGpu } = preparation;
  const base = ["pip", "install", "--python", pythonOf(preparation)];
  if (!hasGpu) {
    report.line("No GPU here: trying PyTorch's small CPU build first.");
    const env = { ...process.env, UV_HTTP_TIMEOUT: String(CPU_INDEX_TIMEOUT_S), UV_HTTP_RETRIES: "0" };
    const result = await run(uv, [...base, "--torch-backend=cpu", ...requirements.torch], {
      ...preparation,
      env,
    });
    if (result.code === 0) return;
    report.line("The CPU build cannot be had here; taking the default build.");
  }
  await requireFreeBytes(folder, DEFAULT_BUILD_BYTES);
  const backend = hasGpu ? ["--torch-backend=auto"] : [];
  const result = await run(uv, [...base, ...backend, ...requirements.torch], preparation);
  if (result.code === 0) return;
  if (!hasGpu) throw explain(result);
  report.line("The build for this GPU's driver cannot be had here; taking the default build.");
  await must(uv, [...base, ...requirements.torch], preparation);
}

/** uv if it is installed, else one of our own beside the environment. */
async function findUv(preparation: Preparation, basePython: string): Promise<string> {
  const own = path.join(preparation.folder, "uv", "bin", "uv");
  for (const candidate of ["uv", own]) {
    const { code } = await run(candidate, ["--version"], preparation);
    if (code === 0) return candidate;
  }
  const target = path.join(preparation.folder, "uv");
  const args = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--upgrade",
    "--target",
    target,
    "uv",
  ];
  const result = await run(basePython, args, preparation);
  if (result.code === 0) return own;
  if (/No module named pip/.test(result.tail)) {
    throw new EnvironmentError(
      "installer-missing",
      "This Python has no pip, and uv is not installed.",
      "Install one of them (on Debian or Ubuntu: apt install python3-pip). This worker looks again by itself.",
    );
  }
  throw explain(result);
}

type CommandOptions = Preparation & { env?: NodeJS.ProcessEnv };

function run(command: string, args: string[], options: CommandOptions): Promise<CommandResult> {
  const { report, signal, env } = options;
  return runCommand(command, args, {
    timeoutMs: INSTALL_TIMEOUT_MS,
    signal,
    ...(env ? { env } : {}),
    onLine: (line) => report.line(line),
  });
}

async function must(command: string, args: string[], options: CommandOptions): Promise<void> {
  const result = await run(command, args, options);
  if (result.code !== 0) throw explain(result);
}

/** What an installer's last words mean. */
export function explain(result: CommandResult): EnvironmentError {
  if (/No space left on device|ENOSPC|os error 28/i.test(result.tail)) {
    return new EnvironmentError(
      "disk-full",
      "The disk filled up while the environment was installed.",
      "Free at least 8 GB. This worker goes on by itself.",
    );
  }
  if (
    /dns error|resolve host|Name or service not known|name resolution|connect|timed out|network|unreachable|Failed to fetch/i.test(
      result.tail,
    )
  ) {
    return new EnvironmentError(
      "index-unreachable",
      "The package index cannot be reached from this machine.",
      "Check its network or proxy settings (HTTPS_PROXY), or name an interpreter that has PyTorch with ATELIER_PYTHON. This worker tries again by itself.",
    );
  }
  const why = result.isTimeout ? "took longer than an hour" : `ended with code ${result.code}`;
  return new EnvironmentError(
    "installer-failed",
    `The installer ${why}.`,
    "The log below has its last words. This worker tries again by itself.",
  );
}

async function requireFreeBytes(folder: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= needed) return;
  throw new EnvironmentError(
    "disk-full",
    `Only ${(free / GB).toFixed(1)} GB are free on the worker's disk; the environment needs ${needed / GB} GB.`,
    "Free some space, or move ATELIER_DATA to a larger disk. This worker looks again by itself.",
  );
}

function venvOf({ folder }: Preparation): string {
  return path.join(folder, "venv");
}

function pythonOf(preparation: Preparation): string {
  return path.join(venvOf(preparation), "bin", "python");
}
