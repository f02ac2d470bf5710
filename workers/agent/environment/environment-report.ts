import type { TrainerProbe } from "@/lib/protocol/trainer-event";
import type { WorkerEnvironment } from "@/lib/protocol/worker";
import { EnvironmentError } from "./environment-error";

export const ENVIRONMENT_STEPS = [
  "find-python",
  "check-installed",
  "check-disk",
  "get-uv",
  "create-environment",
  "install-torch",
  "install-rest",
  "verify",
] as const;
export type EnvironmentStep = (typeof ENVIRONMENT_STEPS)[number];

const LOG_CHARS = 8000;

/** How far the environment is, as the server is told; `onChange` hears of each new step. */
export class EnvironmentReport {
  readonly #onChange: () => void;
  #state: WorkerEnvironment = {
    phase: "checking",
    step: "find-python",
    doneSteps: 0,
    totalSteps: ENVIRONMENT_STEPS.length,
    python: null,
    torch: null,
    cuda: false,
    error: null,
    log: "",
  };

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get state(): WorkerEnvironment {
    return this.#state;
  }

  step(step: EnvironmentStep, phase: "checking" | "installing" | "verifying"): void {
    this.#set({ phase, step, doneSteps: ENVIRONMENT_STEPS.indexOf(step), error: null });
  }

  line(text: string): void {
    this.#state = { ...this.#state, log: `${this.#state.log}${text}\n`.slice(-LOG_CHARS) };
  }

  ready(probe: TrainerProbe): void {
    const { python, torch, cuda } = probe;
    this.#set({
      phase: "ready",
      doneSteps: ENVIRONMENT_STEPS.length,
      python,
      torch,
      cuda: cuda !== null,
      error: null,
    });
  }

  failed(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const isForeseen = error instanceof EnvironmentError;
    const code = isForeseen ? error.code : null;
    const remedy = isForeseen
      ? error.remedy
      : "The log below has the details. This worker tries again by itself.";
    this.#set({ phase: "failed", error: { code, message, remedy } });
  }

  #set(change: Partial<WorkerEnvironment>): void {
    this.#state = { ...this.#state, ...change };
    this.#onChange();
  }
}
