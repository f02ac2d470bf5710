"""Runs what a run.json asks for."""

from pathlib import Path

from trainer.cancel import Cancel
from trainer.config import TrainSpec, read_run_spec
from trainer.data.frozen import read_frozen_dataset
from trainer.events import Events
from trainer.registry import RECIPES
from trainer.score import run_score


def run(path: Path, events: Events, cancel: Cancel) -> dict[str, object]:
    """Trains or scores; returns the `finished` event's summary.

    Raises:
        TrainerError: any failure with a name.
        CancelledError: asked to stop.
    """
    spec = read_run_spec(path)
    Path(spec.output_dir).mkdir(parents=True, exist_ok=True)
    cancel.check()
    dataset = read_frozen_dataset(spec.dataset)
    if isinstance(spec, TrainSpec):
        return RECIPES[spec.recipe](spec, dataset, events, cancel)
    return run_score(spec, dataset, events, cancel)
