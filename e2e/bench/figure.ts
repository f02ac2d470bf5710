/** One measured figure. Ratios are of two things measured in the same run, so that a busy machine harms both. */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  target: number;
  better: "higher" | "lower";
};

/** Thrown by a bench that this machine cannot run, with the reason for the person at the terminal. */
export class Skipped extends Error {}

const writeToStdout = process.stdout.write.bind(process.stdout);

/** Keeps stdout for figures alone: what launchers and libraries print goes to stderr from now on. */
export function claimStdout(): void {
  process.stdout.write = process.stderr.write.bind(process.stderr);
}

/** Prints a figure as one JSON line, rounded to four digits, with whether it meets its target. */
export function printFigure(figure: Figure): void {
  const { name, value, unit, target, better } = figure;
  const pass = better === "higher" ? value >= target : value <= target;
  writeToStdout(
    `${JSON.stringify({ name, value: Number(value.toPrecision(4)), unit, target, better, pass })}\n`,
  );
}

/** Says on stderr what is going on, beside the absolute numbers behind a ratio. */
export function note(text: string): void {
  process.stderr.write(`bench  ${text}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("no values");
  return middle;
}

/** Seconds that `work` takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
