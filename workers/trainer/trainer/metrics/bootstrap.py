"""Percentile bootstrap intervals over images, or over groups of images that belong together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """Where 95 % of the resampled scores lie."""

    low: float
    high: float
    unit: Literal["image", "group"]
    units: int


def bootstrap_interval(
    score: Callable[[NDArray[np.int64]], float],
    groups: Sequence[str | None],
    *,
    samples: int,
    seed: int,
    observed: float,
    tick: Callable[[int], None] = lambda _done: None,
) -> Interval:
    """Draws the images of each sample with replacement and scores them (Efron 1979).

    Args:
        score: the score when image i is counted `counts[i]` times; NaN when the draw has none.
        groups: one per image; images of a group are drawn together, None is a group of its own.
        samples: how many draws; 0 gives the observed score at both ends.
        seed: of numpy's PCG64.
        observed: the score of the whole set.
        tick: told the number of draws done; may raise to stop.
    """
    unit_of_image = _units(groups)
    units = int(unit_of_image.max()) + 1
    generator = np.random.default_rng(seed)
    scores: list[float] = []
    for sample in range(samples):
        drawn = np.bincount(generator.integers(0, units, units), minlength=units)
        value = score(drawn[unit_of_image])
        if not np.isnan(value):
            scores.append(value)
        tick(sample + 1)
    unit: Literal["image", "group"] = "group" if any(group is not None for group in groups) else "image"
    if not scores:
        return Interval(observed, observed, unit, units)
    tail = 50 * (1 - CONFIDENCE)
    low, high = np.percentile(scores, [tail, 100 - tail])
    return Interval(float(low), float(high), unit, units)


def _units(groups: Sequence[str | None]) -> NDArray[np.int64]:
    names = [
        f"group {group}" if group is not None else f"image {index}" for index, group in enumerate(groups)
    ]
    number = {name: index for index, name in enumerate(dict.fromkeys(names))}
    return np.array([number[name] for name in names], np.int64)
