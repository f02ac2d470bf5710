import { EnvironmentError } from "./environment-error";
import { runCommand } from "./run-command";

const NAMES = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"];
/** `requires-python` of workers/trainer/pyproject.toml. */
const NEEDED = { major: 3, minor: 11 };

/** The interpreters of this machine that are new enough, by name, in the order to try them. */
export async function findPythons(signal: AbortSignal): Promise<string[]> {
  const found: string[] = [];
  let tooOld: string | undefined;
  for (const name of NAMES) {
    const version = await readVersion(name, signal);
    if (!version) continue;
    if (version.major === NEEDED.major && version.minor >= NEEDED.minor) found.push(name);
    else tooOld ??= `${version.major}.${version.minor}`;
  }
  if (found.length > 0) return found;
  throw new EnvironmentError(
    "python-missing",
    tooOld
      ? `Python here is ${tooOld}; training needs ${NEEDED.major}.${NEEDED.minor} or newer.`
      : "There is no Python on this machine.",
    `Install Python ${NEEDED.major}.${NEEDED.minor} or newer (on Debian or Ubuntu: apt install python3 python3-venv python3-pip). This worker looks again by itself.`,
  );
}

async function readVersion(name: string, signal: AbortSignal) {
  let text = "";
  const result = await runCommand(name, ["-c", "import sys; print(*sys.version_info[:2])"], {
    timeoutMs: 20_000,
    signal,
    onLine: (line) => {
      text += line;
    },
  });
  const match = result.code === 0 ? /^(\d+) (\d+)$/.exec(text.trim()) : null;
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
}
