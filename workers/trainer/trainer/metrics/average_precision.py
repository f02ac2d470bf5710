"""COCO average precision: faster-coco-eval's for the score, per-image matches for its interval.

Resampling images 1000 times through the evaluator would match every box 1000 times. The matches do not
depend on which images are drawn, so they are made once (the algorithm of pycocotools, `evaluateImg`) and each
draw only accumulates (`accumulate`), with every detection counted as often as its image was drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from faster_coco_eval import COCO, COCOeval_faster
from numpy.typing import NDArray

Floats = NDArray[np.float64]
IOU_THRESHOLDS = np.linspace(0.5, 0.95, 10)
RECALL_THRESHOLDS = np.linspace(0.0, 1.0, 101)
MAX_DETECTIONS = 100


@dataclass(frozen=True)
class Truth:
    """One image's true boxes."""

    labels: NDArray[np.int64]  # [G], 0-based classes
    boxes: Floats  # [G, 4] x, y, width, height in pixels
    crowd: NDArray[np.bool_]  # [G], regions that are neither right nor wrong to find


@dataclass(frozen=True)
class Detections:
    """One image's found boxes."""

    labels: NDArray[np.int64]  # [D]
    boxes: Floats  # [D, 4] x, y, width, height in pixels
    scores: Floats  # [D]


@dataclass(frozen=True)
class AveragePrecision:
    """What faster-coco-eval says. A class without true boxes is NaN and counts nowhere."""

    ap: float
    ap50: float
    ap75: float
    recall: float
    per_class: Floats  # [K] AP
    precision50: Floats  # [K, 101] precision at recall 0, 0.01 … 1 and IoU 0.5

    def values(self) -> dict[str, float]:
        """The four numbers by name."""
        return {"ap": self.ap, "ap50": self.ap50, "ap75": self.ap75, "ar100": self.recall}


def average_precision(
    truths: Sequence[Truth], detections: Sequence[Detections], class_count: int
) -> AveragePrecision:
    """Evaluates with faster-coco-eval, COCO's rules, all areas, 100 detections per image and class."""
    ground = COCO(_ground_truth(truths, class_count))
    results = [
        {"image_id": index + 1, "category_id": int(label) + 1, "bbox": box.tolist(), "score": float(score)}
        for index, found in enumerate(detections)
        for label, box, score in zip(found.labels, found.boxes, found.scores, strict=True)
    ]
    counts = np.zeros(class_count)
    for truth in truths:
        counts += np.bincount(truth.labels[~truth.crowd], minlength=class_count)
    if not results:
        per_class = np.where(counts > 0, 0.0, np.nan)
        return AveragePrecision(0.0, 0.0, 0.0, 0.0, per_class, np.repeat(per_class[:, None], 101, axis=1))
    return evaluate_coco(ground, ground.loadRes(results))


def evaluate_coco(ground: COCO, found: COCO) -> AveragePrecision:
    """Runs faster-coco-eval on boxes."""
    evaluator = COCOeval_faster(ground, found, iouType="bbox", print_function=_silent)
    evaluator.evaluate()
    evaluator.accumulate()
    evaluation: dict[str, Any] = evaluator.eval
    precision = np.asarray(evaluation["precision"])[:, :, :, 0, -1]  # [T, R, K]
    recall = np.asarray(evaluation["recall"])[:, :, 0, -1]  # [T, K]
    known = np.where(precision > -1, precision, np.nan)
    return AveragePrecision(
        ap=_mean(known),
        ap50=_mean(known[0]),
        ap75=_mean(known[5]),
        recall=_mean(np.where(recall > -1, recall, np.nan)),
        per_class=np.array([_mean(known[:, :, k], np.nan) for k in range(known.shape[2])]),
        precision50=known[0].T,
    )


@dataclass(frozen=True)
class _ClassMatches:
    # Detections in order of falling score, ties in image order.
    image: NDArray[np.int64]  # [D]
    hit: NDArray[np.bool_]  # [T, D]
    miss: NDArray[np.bool_]  # [T, D]
    truths_per_image: NDArray[np.int64]  # [N]


class MatchTable:
    """All matches of a result, ready to be accumulated over any draw of its images."""

    def __init__(self, truths: Sequence[Truth], detections: Sequence[Detections], class_count: int) -> None:
        self.image_count = len(truths)
        self._classes = [_match_class(truths, detections, label) for label in range(class_count)]

    def average_precision(self, image_counts: NDArray[np.int64], thresholds: slice) -> float:
        """Returns AP over the given IoU thresholds, each image counted `image_counts[i]` times.

        Equal to the evaluator's on a set with that many copies, as long as no image has two detections of
        one class with exactly the same score. NaN when no true box was drawn.
        """
        values = [_accumulate(matches, image_counts, thresholds) for matches in self._classes]
        return _mean(np.array(values), np.nan)


def _accumulate(matches: _ClassMatches, image_counts: NDArray[np.int64], thresholds: slice) -> float:
    positives = int((matches.truths_per_image * image_counts).sum())
    if positives == 0:
        return float("nan")
    weights = image_counts[matches.image]
    drawn = weights > 0
    weights = weights[drawn]
    if not len(weights):
        return 0.0
    hits = np.cumsum(matches.hit[thresholds][:, drawn] * weights, axis=1).astype(np.float64)
    misses = np.cumsum(matches.miss[thresholds][:, drawn] * weights, axis=1).astype(np.float64)
    recall = hits / positives
    precision = hits / (hits + misses + np.spacing(1))
    precision = np.maximum.accumulate(precision[:, ::-1], axis=1)[:, ::-1]
    total = 0.0
    for row in range(len(recall)):
        at = np.searchsorted(recall[row], RECALL_THRESHOLDS, side="left")
        total += float(precision[row, at[at < recall.shape[1]]].sum())
    return total / (len(recall) * len(RECALL_THRESHOLDS))


def _match_class(truths: Sequence[Truth], detections: Sequence[Detections], label: int) -> _ClassMatches:
    images: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    scores: list[Floats] = [np.zeros(0)]
    hits: list[NDArray[np.bool_]] = [np.zeros((len(IOU_THRESHOLDS), 0), np.bool_)]
    misses: list[NDArray[np.bool_]] = [np.zeros((len(IOU_THRESHOLDS), 0), np.bool_)]
    positives = np.zeros(len(truths), np.int64)
    for index, (truth, found) in enumerate(zip(truths, detections, strict=True)):
        mine, theirs = truth.labels == label, found.labels == label
        positives[index] = int((mine & ~truth.crowd).sum())
        order = np.argsort(-found.scores[theirs], kind="mergesort")[:MAX_DETECTIONS]
        hit, ignored = _match_image(truth.boxes[mine], truth.crowd[mine], found.boxes[theirs][order])
        images.append(np.full(len(order), index))
        scores.append(found.scores[theirs][order])
        hits.append(hit & ~ignored)
        misses.append(~hit & ~ignored)
    order = np.argsort(-np.concatenate(scores), kind="mergesort")
    return _ClassMatches(
        image=np.concatenate(images)[order],
        hit=np.concatenate(hits, axis=1)[:, order],
        miss=np.concatenate(misses, axis=1)[:, order],
        truths_per_image=positives,
    )


def _match_image(
    truths: Floats, crowd: NDArray[np.bool_], found: Floats
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Returns which detections [T, D] hit a box and which fell on a crowd, best score first."""
    order = np.argsort(crowd, kind="mergesort")  # crowds last
    truths, crowd = truths[order], crowd[order]
    overlap = box_iou(found, truths, crowd)
    hit = np.zeros((len(IOU_THRESHOLDS), len(found)), np.bool_)
    ignored = np.zeros_like(hit)
    for row, threshold in enumerate(IOU_THRESHOLDS):
        taken = np.zeros(len(truths), np.bool_)
        for column in range(len(found)):
            best, chosen = min(float(threshold), 1 - 1e-10), -1
            for candidate in range(len(truths)):
                if taken[candidate] and not crowd[candidate]:
                    continue
                # A real box found so far is never given up for a crowd.
                if chosen >= 0 and not crowd[chosen] and crowd[candidate]:
                    break
                if overlap[column, candidate] >= best:
                    best, chosen = overlap[column, candidate], candidate
            if chosen >= 0:
                taken[chosen] = True
                hit[row, column] = True
                ignored[row, column] = crowd[chosen]
    return hit, ignored


def box_iou(found: Floats, truths: Floats, crowd: NDArray[np.bool_]) -> Floats:
    """Intersection over union [D, G] of x, y, width, height boxes; over the detection alone for crowds."""
    start = np.maximum(found[:, None, :2], truths[None, :, :2])
    end = np.minimum(found[:, None, :2] + found[:, None, 2:], truths[None, :, :2] + truths[None, :, 2:])
    shared = np.clip(end - start, 0, None).prod(axis=2)
    area = found[:, 2:].prod(axis=1)[:, None]
    union = np.where(crowd[None, :], area, area + truths[:, 2:].prod(axis=1)[None, :] - shared)
    return shared / np.maximum(union, np.finfo(np.float64).tiny)


def best_f1_threshold(truths: Sequence[Truth], detections: Sequence[Detections], class_count: int) -> float:
    """Returns the score from which boxes are best shown: the highest F1 over all classes at IoU 0.5."""
    scores: list[float] = []
    hits: list[bool] = []
    for label in range(class_count):
        for truth, found in zip(truths, detections, strict=True):
            mine, theirs = truth.labels == label, found.labels == label
            order = np.argsort(-found.scores[theirs], kind="mergesort")[:MAX_DETECTIONS]
            hit, ignored = _match_image(truth.boxes[mine], truth.crowd[mine], found.boxes[theirs][order])
            scores += found.scores[theirs][order][~ignored[0]].tolist()
            hits += hit[0][~ignored[0]].tolist()
    positives = sum(int((~truth.crowd).sum()) for truth in truths)
    if not scores or not positives:
        return 0.5
    order = np.argsort(-np.array(scores), kind="mergesort")
    ranked = np.array(scores)[order]
    true = np.cumsum(np.array(hits)[order])
    f1 = 2 * true / (np.arange(1, len(true) + 1) + positives)
    best = int(np.argmax(f1))
    # Halfway to the next lower score, so that rounding does not decide.
    lower = float(ranked[best + 1]) if best + 1 < len(ranked) else 0.0
    return round((float(ranked[best]) + lower) / 2, 4)


def _ground_truth(truths: Sequence[Truth], class_count: int) -> dict[str, Any]:
    annotations: list[dict[str, Any]] = []
    for index, truth in enumerate(truths):
        for label, box, crowd in zip(truth.labels, truth.boxes, truth.crowd, strict=True):
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": index + 1,
                    "category_id": int(label) + 1,
                    "bbox": box.tolist(),
                    "area": float(box[2] * box[3]),
                    "iscrowd": int(crowd),
                }
            )
    return {
        "images": [{"id": index + 1} for index in range(len(truths))],
        "categories": [{"id": label + 1, "name": str(label)} for label in range(class_count)],
        "annotations": annotations,
    }


def _mean(values: Floats, otherwise: float = 0.0) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else otherwise


def _silent(*_args: object) -> None:
    return None
