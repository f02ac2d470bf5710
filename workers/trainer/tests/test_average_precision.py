"""The score is faster-coco-eval's; its interval resamples exactly that score."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.metrics.average_precision import (
    Detections,
    MatchTable,
    Truth,
    average_precision,
    best_f1_threshold,
    box_iou,
)
from trainer.metrics.bootstrap import bootstrap_interval

REFERENCE = {"ap": 0.5045806987, "ap50": 0.6969727247, "ap75": 0.5729816670}
ALL = slice(0, 10)


def read_coco(folder: Path) -> tuple[list[Truth], list[Detections], int]:
    ground = json.loads((folder / "instances_val2014_100.json").read_text())
    found = json.loads((folder / "instances_val2014_fakebbox100_results.json").read_text())
    images = sorted(image["id"] for image in ground["images"])
    classes = {
        category: index for index, category in enumerate(sorted(c["id"] for c in ground["categories"]))
    }
    truths = []
    for image in images:
        mine = [a for a in ground["annotations"] if a["image_id"] == image]
        truths.append(
            Truth(
                np.array([classes[a["category_id"]] for a in mine], np.int64),
                np.array([a["bbox"] for a in mine], np.float64).reshape(-1, 4),
                np.array([a["iscrowd"] == 1 for a in mine], np.bool_),
            )
        )
    detections = []
    for image in images:
        mine = [a for a in found if a["image_id"] == image]
        detections.append(
            Detections(
                np.array([classes[a["category_id"]] for a in mine], np.int64),
                np.array([a["bbox"] for a in mine], np.float64).reshape(-1, 4),
                np.array([a["score"] for a in mine], np.float64),
            )
        )
    return truths, detections, len(classes)


def random_result(seed: int, images: int, classes: int) -> tuple[list[Truth], list[Detections]]:
    generator = np.random.default_rng(seed)
    truths, detections = [], []
    for _ in range(images):
        count = int(generator.integers(0, 4))
        boxes = np.concatenate(
            [generator.uniform(0, 60, (count, 2)), generator.uniform(5, 40, (count, 2))], axis=1
        )
        labels = generator.integers(0, classes, count)
        truths.append(Truth(labels, boxes, np.zeros(count, np.bool_)))
        extra = int(generator.integers(0, 3))
        noise = np.concatenate(
            [generator.uniform(0, 60, (extra, 2)), generator.uniform(5, 40, (extra, 2))], axis=1
        )
        moved = np.concatenate([boxes + generator.normal(0, 2, boxes.shape), noise])
        moved[:, 2:] = np.maximum(moved[:, 2:], 1)
        theirs = np.concatenate([labels, generator.integers(0, classes, extra)])
        detections.append(Detections(theirs, moved, generator.uniform(0.01, 1, len(theirs))))
    return truths, detections


def copies(counts: np.ndarray) -> list[int]:
    return [index for index, count in enumerate(counts) for _ in range(int(count))]


def test_equals_the_reference_on_coco(shared_data: Path) -> None:
    truths, detections, classes = read_coco(shared_data / "coco_eval")
    values = average_precision(truths, detections, classes).values()
    for name, expected in REFERENCE.items():
        assert values[name] == pytest.approx(expected, abs=1e-6)


def test_the_match_table_equals_the_reference_on_coco(shared_data: Path) -> None:
    truths, detections, classes = read_coco(shared_data / "coco_eval")
    table = MatchTable(truths, detections, classes)
    once = np.ones(len(truths), np.int64)
    assert table.average_precision(once, ALL) == pytest.approx(REFERENCE["ap"], abs=1e-9)
    assert table.average_precision(once, slice(0, 1)) == pytest.approx(REFERENCE["ap50"], abs=1e-9)
    assert table.average_precision(once, slice(5, 6)) == pytest.approx(REFERENCE["ap75"], abs=1e-9)


def test_a_draw_of_coco_equals_faster_coco_eval_on_that_draw(shared_data: Path) -> None:
    truths, detections, classes = read_coco(shared_data / "coco_eval")
    # The made-up scores have three digits; a tiny tilt undoes ties inside one image.
    for found in detections:
        found.scores[:] -= np.arange(len(found.scores)) * 1e-7
    table = MatchTable(truths, detections, classes)
    generator = np.random.default_rng(0)
    for _ in range(3):
        counts = np.bincount(generator.integers(0, len(truths), len(truths)), minlength=len(truths))
        drawn = copies(counts)
        exact = average_precision([truths[i] for i in drawn], [detections[i] for i in drawn], classes)
        assert table.average_precision(counts, ALL) == pytest.approx(exact.ap, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), images=st.integers(1, 6), classes=st.integers(1, 3))
def test_any_draw_equals_faster_coco_eval_on_that_draw(seed: int, images: int, classes: int) -> None:
    truths, detections = random_result(seed, images, classes)
    counts = np.bincount(np.random.default_rng(seed).integers(0, images, images), minlength=images)
    drawn = copies(counts)
    table = MatchTable(truths, detections, classes)
    value = table.average_precision(counts, ALL)
    exact = average_precision([truths[i] for i in drawn], [detections[i] for i in drawn], classes)
    if any(len(truths[i].labels) for i in drawn):
        assert value == pytest.approx(exact.ap, abs=1e-9)
    else:
        assert np.isnan(value)


def test_the_interval_equals_brute_force() -> None:
    truths, detections = random_result(5, 12, 2)
    table = MatchTable(truths, detections, 2)
    observed = average_precision(truths, detections, 2).ap
    interval = bootstrap_interval(
        lambda counts: table.average_precision(counts, ALL),
        [None] * 12,
        samples=40,
        seed=9,
        observed=observed,
    )
    generator = np.random.default_rng(9)
    scores = []
    for _ in range(40):
        drawn = sorted(generator.integers(0, 12, 12).tolist())
        scores.append(average_precision([truths[i] for i in drawn], [detections[i] for i in drawn], 2).ap)
    low, high = np.percentile(scores, [2.5, 97.5])
    assert (interval.low, interval.high) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))
    assert interval.low <= observed <= interval.high


def test_no_detections_score_zero_and_classes_without_boxes_nothing() -> None:
    truth = Truth(np.array([0]), np.array([[0.0, 0, 10, 10]]), np.zeros(1, np.bool_))
    none = Detections(np.zeros(0, np.int64), np.zeros((0, 4)), np.zeros(0))
    result = average_precision([truth], [none], 2)
    assert result.ap == 0
    assert result.per_class[0] == 0
    assert np.isnan(result.per_class[1])
    assert MatchTable([truth], [none], 2).average_precision(np.array([1]), ALL) == 0


def test_a_perfect_result_scores_one() -> None:
    truth = Truth(np.array([0, 1]), np.array([[0.0, 0, 10, 10], [20, 0, 5, 5]]), np.zeros(2, np.bool_))
    found = Detections(truth.labels, truth.boxes, np.array([0.9, 0.8]))
    assert average_precision([truth], [found], 2).ap == pytest.approx(1)
    assert best_f1_threshold([truth], [found], 2) == pytest.approx(0.4)


def test_iou_of_boxes_that_only_touch_is_zero() -> None:
    first, second = np.array([[0.0, 0, 10, 10]]), np.array([[10.0, 0, 10, 10], [5, 0, 10, 10]])
    assert box_iou(first, second, np.zeros(2, np.bool_)) == pytest.approx(np.array([[0, 1 / 3]]))
