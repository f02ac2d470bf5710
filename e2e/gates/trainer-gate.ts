import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { EnvironmentReport } from "../../workers/agent/environment/environment-report";
import { prepareEnvironment } from "../../workers/agent/environment/prepare-environment";
import { type Gate, type GateResult, runProgram, skippedTests } from "./gate";

const TRAINER = "workers/trainer";
/** The browser journeys' worker finds the environment here and does not install it again. */
const WORKER_FOLDER = path.join(process.env.E2E_DATA ?? ".atelier-e2e", "worker");
const JUNIT = path.resolve("test-results/pytest.xml");

/** The trainer's Python package: ruff, pyright, pytest, in the environment that the worker agent itself prepares. */
export const trainerGate: Gate = {
  name: "trainer",
  run: async () => {
    const python = await findPython().catch((error: Error) => error);
    if (python instanceof Error) return unavailable(python);
    const checks = [
      await check(python, ["-m", "ruff", "check", "."]),
      await check(python, ["-m", "ruff", "format", "--check", "."]),
      await check(python, ["-m", "pyright", "--pythonpath", path.resolve(python)]),
    ];
    const tests = await runTests(python);
    const failedChecks = checks.filter((passed) => !passed).length;
    return {
      passed: tests.passed + checks.length - failedChecks,
      failed: tests.failed + failedChecks,
      skipped: skippedTests(trainerGate.name, tests.skipped),
    };
  },
};

/** On a person's machine the trainer may be impossible to install; in CI that is a failure. */
function unavailable(error: Error): GateResult {
  const remedy = "remedy" in error ? ` ${error.remedy}` : "";
  const reason = `trainer tests: ${error.message}${remedy}`;
  if (process.env.CI === "true") return { passed: 0, failed: 1, skipped: null, detail: reason };
  return { passed: 0, failed: 0, skipped: reason };
}

async function findPython(): Promise<string> {
  const report = new EnvironmentReport(() => {
    process.stdout.write(`   ${report.state.step}\n`);
  });
  const { python } = await prepareEnvironment({
    folder: path.resolve(WORKER_FOLDER),
    trainerFolder: path.resolve(TRAINER),
    python: process.env.ATELIER_PYTHON ?? null,
    hasGpu: false,
    report,
    signal: AbortSignal.timeout(30 * 60_000),
  });
  await installDevelopmentTools(python);
  return python;
}

/** ruff, pyright, pytest and hypothesis, as the `dev` extra of pyproject.toml pins them. */
async function installDevelopmentTools(python: string): Promise<void> {
  const text = await readFile(path.join(TRAINER, "pyproject.toml"), "utf8");
  const list = /^dev\s*=\s*\[(.*?)^\]/ms.exec(text)?.[1] ?? "";
  const requirements = [...list.matchAll(/"([^"]+)"/g)].flatMap((match) => (match[1] ? [match[1]] : []));
  if (requirements.length === 0) throw new Error("the trainer's pyproject.toml lists no dev requirements");
  const own = path.resolve(WORKER_FOLDER, "uv/bin/uv");
  const uv = existsSync(own) ? own : "uv";
  await promisify(execFile)(uv, ["pip", "install", "--quiet", "--python", python, ...requirements], {
    maxBuffer: 16 * 1024 ** 2,
  });
}

async function check(python: string, args: string[]): Promise<boolean> {
  return (await runProgram(python, args, { cwd: TRAINER })) === 0;
}

async function runTests(python: string) {
  const status = await runProgram(python, ["-m", "pytest", "-q", "--maxfail=20", `--junitxml=${JUNIT}`], {
    cwd: TRAINER,
  });
  const text = await readFile(JUNIT, "utf8");
  const count = (name: string) =>
    Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(text)?.[1] ?? 0);
  const failed = count("failures") + count("errors");
  const skipped = count("skipped");
  return {
    passed: count("tests") - failed - skipped,
    skipped,
    failed: Math.max(failed, status === 0 ? 0 : 1),
  };
}
