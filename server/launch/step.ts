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
  const message = isDiskFull(error) && !(error instanceof LaunchError) ? "The disk is full." : wordsOf(error);
  process.stderr.write(`\natelier  stopped        ${message}\n`);
  process.stderr.write(`                        ${remedyFor(error)}\n\n`);
}

/** Drizzle names the statement; why it failed is its cause. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message.startsWith("Failed query") && error.cause ? wordsOf(error.cause) : error.message;
}

/** What Node or Postgres (53100) say when no byte more fits. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT" || error.code === "53100")) {
    return true;
  }
  return isDiskFull(error.cause);
}

function remedyFor(error: unknown): string {
  if (error instanceof LaunchError) return error.remedy;
  if (isDiskFull(error)) return "Free some space and start again. Nothing was lost.";
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EROFS") {
    return "The folder cannot be written: start where you may write, or set ATELIER_DATA to such a folder.";
  }
  if (code === "EACCES" || code === "EPERM") {
    return "The folder belongs to another user: start as that user, or set ATELIER_DATA to a folder of your own.";
  }
  return "Nothing was lost. Start again; if it stays, read postgres.log in the data folder.";
}
