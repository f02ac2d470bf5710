/** One measured figure. Ratios are of two things measured in the same run, so that a busy machine harms both. */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  target: number;
  better: "higher" | "lower";
};

/** Prints a figure as one JSON line, rounded to four digits, with whether it meets its target. */
export function printFigure(figure: Figure): void {
  const { name, value, unit, target, better } = figure;
  const pass = better === "higher" ? value >= target : value <= target;
  process.stdout.write(`${JSON.stringify({ name, value: Number(value.toPrecision(4)), unit, target, better, pass })}\n`);
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("no values");
  return middle;
}
