/** Why the trainer's environment could not be prepared, and what a person can do. */
export class EnvironmentError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = "EnvironmentError";
    this.remedy = remedy;
  }
}
