"""Accuracy, AUROC and calibration of a two-way answer; plain arrays, fast enough to resample."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
CALIBRATION_BINS = 15


def accuracy(probabilities: Floats, truths: Truths, threshold: float = 0.5) -> float:
    """Share of right answers."""
    return float(((probabilities >= threshold) == truths).mean())


def auroc(scores: Floats, truths: Truths) -> float:
    """Area under the ROC curve: the chance that a real one scores above a generated one, ties half.

    NaN when one of the two is absent. Mann and Whitney's U by ranks.
    """
    positives = int(truths.sum())
    negatives = len(truths) - positives
    if positives == 0 or negatives == 0:
        return float("nan")
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    last_rank = np.cumsum(counts)
    ranks = (last_rank - (counts - 1) / 2)[inverse]
    return float((ranks[truths].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def calibration_error(probabilities: Floats, truths: Truths) -> float:
    """Expected calibration error of the given answer over 15 equal bins of confidence (Guo et al. 2017)."""
    confidence = np.maximum(probabilities, 1 - probabilities)
    right = (probabilities >= 0.5) == truths
    bins = np.clip(np.ceil(confidence * CALIBRATION_BINS).astype(int) - 1, 0, CALIBRATION_BINS - 1)
    error = 0.0
    for index in np.unique(bins):
        members = bins == index
        error += members.mean() * abs(right[members].mean() - confidence[members].mean())
    return float(error)


def roc_curve(scores: Floats, truths: Truths) -> tuple[list[float], list[float]]:
    """False and true positive rates at every distinct score, from (0, 0) to (1, 1)."""
    order = np.argsort(-scores, kind="mergesort")
    ranked, true = scores[order], truths[order]
    last_of_tie = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    hits = np.cumsum(true)[last_of_tie] / max(1, int(true.sum()))
    alarms = np.cumsum(~true)[last_of_tie] / max(1, int((~true).sum()))
    return [0.0, *alarms.tolist()], [0.0, *hits.tolist()]


def sigmoid(logits: Floats) -> Floats:
    """Logistic function without overflow."""
    return np.where(logits >= 0, 1 / (1 + np.exp(-np.abs(logits))), 1 - 1 / (1 + np.exp(-np.abs(logits))))


def fit_temperature(logits: Floats, truths: Truths) -> float:
    """Returns the temperature in [0.05, 20] with the least cross-entropy (Guo et al. 2017).

    Golden-section search over its logarithm: the cross-entropy is unimodal in it. With too little to go
    by (one side absent, or everything answered right, where less is always better) it stays 1.
    """
    right = (logits >= 0) == truths
    if bool(truths.all()) or not bool(truths.any()) or bool(right.all()):
        return 1.0
    signed = np.where(truths, logits, -logits)
    low, high, ratio = np.log(0.05), np.log(20.0), (np.sqrt(5) - 1) / 2
    for _ in range(60):
        left, right_end = high - ratio * (high - low), low + ratio * (high - low)
        if _cross_entropy(signed, left) < _cross_entropy(signed, right_end):
            high = right_end
        else:
            low = left
    return round(float(np.exp((low + high) / 2)), 6)


def _cross_entropy(signed: Floats, log_temperature: float) -> float:
    return float(np.logaddexp(0, -signed / np.exp(log_temperature)).mean())
