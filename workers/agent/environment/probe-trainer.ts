import { type TrainerProbe, trainerProbeSchema } from "@/lib/protocol/trainer-event";
import { runCommand } from "./run-command";

/** Importing torch from a cold disk takes minutes on a small machine. */
const PROBE_TIMEOUT_MS = 300_000;

/** Asks an interpreter what it can do; undefined when it cannot even answer. */
export async function probeTrainer(
  python: string,
  options: { trainerFolder: string; signal: AbortSignal },
): Promise<TrainerProbe | undefined> {
  let answer: TrainerProbe | undefined;
  await runCommand(python, ["-m", "trainer", "--probe"], {
    cwd: options.trainerFolder,
    timeoutMs: PROBE_TIMEOUT_MS,
    signal: options.signal,
    onLine: (line) => {
      answer ??= parse(line);
    },
  });
  return answer;
}

function parse(line: string): TrainerProbe | undefined {
  try {
    return trainerProbeSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
