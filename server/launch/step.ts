/** A failure that the launcher explains: what happened and what to do. */
export class LaunchError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause });
    this.name = "LaunchError";
    this.remedy = remedy;
  }
}

/** Prints one line of progress: the step's name in a column, then what there is to say. */
export function say(step: string, text: string): void {
  process.stdout.write(`atelier  ${step.padEnd(14)} ${text}\n`);
}

/** Prints why the start stopped and how to go on. */
export function sayFailure(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`\natelier  stopped        ${message}\n`);
  process.stderr.write(`                        ${remedyFor(error)}\n\n`);
}

function remedyFor(error: unknown): string {
  if (error instanceof LaunchError) return error.remedy;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC") return "The disk is full: free some space and start again. Nothing was lost.";
  if (code === "EACCES" || code === "EPERM")
    return "Give this user the right to write there, then start again.";
  return "Nothing was lost. Start again; if it stays, look at .atelier/*.log.";
}
