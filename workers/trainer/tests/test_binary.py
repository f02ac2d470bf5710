"""Binary metrics against torchmetrics."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torchmetrics.functional.classification import binary_accuracy, binary_auroc, binary_calibration_error

from trainer.metrics import binary
from trainer.metrics.bootstrap import bootstrap_interval


def draw(seed: int, count: int, digits: int) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    truths = generator.random(count) < 0.4
    logits = np.round(generator.normal(0, 2, count) + truths, digits)
    truths[:2] = [True, False]
    return logits, truths


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(2, 80), digits=st.integers(0, 3))
def test_accuracy_and_auroc_equal_torchmetrics(seed: int, count: int, digits: int) -> None:
    logits, truths = draw(seed, count, digits)
    probabilities, target = torch.from_numpy(binary.sigmoid(logits)), torch.from_numpy(truths).int()
    assert binary.auroc(logits, truths) == pytest.approx(float(binary_auroc(probabilities, target)), abs=1e-6)
    right = float(binary_accuracy((probabilities >= 0.5).int(), target))
    assert binary.accuracy(binary.sigmoid(logits), truths) == pytest.approx(right, abs=1e-6)


def test_calibration_error_equals_torchmetrics_on_the_given_answer() -> None:
    logits, truths = draw(1, 500, 6)
    probabilities = binary.sigmoid(logits)
    # torchmetrics bins P(real); on answers that are all "real" the two definitions agree.
    confident = probabilities >= 0.5
    theirs = binary_calibration_error(
        torch.from_numpy(probabilities[confident]), torch.from_numpy(truths[confident]).int(), n_bins=15
    )
    mine = binary.calibration_error(probabilities[confident], truths[confident])
    assert mine == pytest.approx(float(theirs), abs=1e-5)


def test_auroc_of_one_side_alone_is_not_a_number() -> None:
    assert np.isnan(binary.auroc(np.array([0.1, 0.9]), np.array([True, True])))


def test_the_roc_curve_runs_from_corner_to_corner_and_holds_the_area() -> None:
    logits, truths = draw(2, 60, 1)
    x, y = binary.roc_curve(logits, truths)
    assert (x[0], y[0], x[-1], y[-1]) == (0, 0, 1, 1)
    assert np.trapezoid(y, x) == pytest.approx(binary.auroc(logits, truths))


@pytest.mark.parametrize("true_temperature", [0.5, 1.0, 3.0])
def test_temperature_undoes_over_and_under_confidence(true_temperature: float) -> None:
    generator = np.random.default_rng(0)
    honest = generator.normal(0, 2, 20_000)
    truths = generator.random(20_000) < binary.sigmoid(honest)
    assert binary.fit_temperature(honest * true_temperature, truths) == pytest.approx(
        true_temperature, rel=0.05
    )


def test_temperature_stays_one_when_there_is_nothing_to_learn_it_from() -> None:
    assert binary.fit_temperature(np.array([3.0, -2.0]), np.array([True, False])) == 1
    assert binary.fit_temperature(np.array([3.0, -2.0]), np.array([True, True])) == 1


def test_groups_are_drawn_whole() -> None:
    seen: list[list[int]] = []

    def score(counts: np.ndarray) -> float:
        seen.append(counts.tolist())
        return float(counts[0])

    interval = bootstrap_interval(score, ["a", "a", None, "b"], samples=30, seed=1, observed=1.0)
    assert (interval.unit, interval.units) == ("group", 3)
    assert all(counts[0] == counts[1] for counts in seen)
    assert any(counts[0] != counts[2] for counts in seen)


def test_the_same_seed_gives_the_same_interval_and_undefined_draws_are_skipped() -> None:
    logits, truths = draw(3, 6, 2)

    def score(counts: np.ndarray) -> float:
        return binary.auroc(np.repeat(logits, counts), np.repeat(truths, counts))

    first = bootstrap_interval(score, [None] * 6, samples=200, seed=4, observed=0.5)
    assert first == bootstrap_interval(score, [None] * 6, samples=200, seed=4, observed=0.5)
    assert 0 <= first.low <= first.high <= 1
    assert bootstrap_interval(score, [None] * 6, samples=0, seed=4, observed=0.5).low == 0.5
