/** What the field calls the metrics that the trainer names; the same in every language. */
export const METRIC_NAMES: Record<string, string | undefined> = {
  "train/loss": "loss",
  "val/ap": "AP",
  "val/ap50": "AP50",
  "val/ap75": "AP75",
  "val/ar100": "AR100",
  ap: "AP",
  ap50: "AP50",
  ap75: "AP75",
  ar100: "AR100",
  auroc: "AUROC",
  ece: "ECE",
  "val/ece": "ECE",
  "val/auroc": "AUROC",
  "val/accuracy": "accuracy",
  "val/f1": "F1",
  "train/lr": "lr",
};
