import type { EnvironmentProblem } from "@/lib/protocol/worker";

/** Why the trainer's environment could not be prepared, and what a person can do. */
export class EnvironmentError extends Error {
  readonly code: EnvironmentProblem;
  readonly remedy: string;

  constructor(code: EnvironmentProblem, message: string, remedy: string) {
    super(message);
    this.name = "EnvironmentError";
    this.code = code;
    this.remedy = remedy;
  }
}
