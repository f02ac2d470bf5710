/** What the field calls the metrics that the trainer names, the same in every language; the headline of each recipe first. */
export const METRIC_NAMES: Record<string, string | undefined> = {
  "train/loss": "training loss",
  "val/ap": "AP",
  "val/ap50": "AP50",
  "val/ap75": "AP75",
  "val/ar100": "AR100",
  ap: "AP",
  ap50: "AP50",
  ap75: "AP75",
  ar100: "AR100",
  "val/auroc": "AUROC",
  "val/accuracy": "accuracy",
  "val/f1": "F1",
  "val/ece": "ECE",
  "val/cross_entropy": "validation cross entropy",
  auroc: "AUROC",
  accuracy: "accuracy",
  ece: "ECE",
  "train/lr": "lr",
};

const ORDER = Object.keys(METRIC_NAMES);

/** For sorting: metrics in the order above, others after them. */
export function byMetric([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return placeOf(a) - placeOf(b) || a.localeCompare(b);
}

function placeOf(name: string): number {
  const at = ORDER.indexOf(name);
  return at < 0 ? ORDER.length : at;
}
