/** A point of a curve as stored; every attempt keeps its own. */
export type CurvePoint = { attempt: number; name: string; step: number; value: number };

/** Where an attempt took over: steps done before its trainer started, null while it has not. */
export type AttemptStart = { attempt: number; resumedStep: number | null };

/**
 * The points that make one continuous line: when a later attempt went on from step s, what earlier ones
 * measured after s is superseded. Nothing is deleted; the table keeps every attempt's points.
 */
export function currentPoints<Point extends CurvePoint>(
  points: readonly Point[],
  attempts: readonly AttemptStart[],
): Point[] {
  const byKey = new Map<string, Point>();
  for (const point of points) {
    if (isSuperseded(point, attempts)) continue;
    const key = `${point.name} ${point.step}`;
    const known = byKey.get(key);
    if (!known || known.attempt < point.attempt) byKey.set(key, point);
  }
  return [...byKey.values()].sort((a, b) => a.step - b.step);
}

function isSuperseded(point: CurvePoint, attempts: readonly AttemptStart[]): boolean {
  return attempts.some(
    ({ attempt, resumedStep }) => attempt > point.attempt && resumedStep !== null && point.step > resumedStep,
  );
}
