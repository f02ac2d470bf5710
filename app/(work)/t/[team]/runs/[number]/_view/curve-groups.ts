import type { RunPoint } from "./run-detail";

export type Curve = { name: string; steps: number[]; values: number[] };
export type CurveGroup = { key: "loss" | "validation" | "rate" | "speed" | "other"; curves: Curve[] };

const ORDER: CurveGroup["key"][] = ["loss", "validation", "rate", "speed", "other"];

/** Puts a run's points into charts of what belongs together; within one, the total loss comes first. */
export function groupCurves(points: readonly RunPoint[]): CurveGroup[] {
  const byName = Map.groupBy(points, (point) => point.name);
  const curves = [...byName].map(([name, own]) => ({
    name,
    steps: own.map((point) => point.step),
    values: own.map((point) => point.value),
  }));
  const byGroup = Map.groupBy(curves, (curve) => groupOf(curve.name));
  return ORDER.flatMap((key) => {
    const own = byGroup.get(key);
    return own
      ? [{ key, curves: own.sort((a, b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name)) }]
      : [];
  });
}

function groupOf(name: string): CurveGroup["key"] {
  if (name === "train/lr") return "rate";
  if (name === "train/images_per_second") return "speed";
  // Beside each other they show when a model begins to learn its pictures by heart.
  if (name.startsWith("train/") || name === "val/cross_entropy") return "loss";
  return name.startsWith("val/") ? "validation" : "other";
}

function rank(name: string): number {
  return name === "train/loss" ? 0 : 1;
}
