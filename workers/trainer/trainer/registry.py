"""Every recipe by name."""

from typing import Protocol

from trainer.cancel import Cancel
from trainer.config import RecipeName, TrainSpec
from trainer.data.frozen import FrozenDataset
from trainer.events import Events
from trainer.recipes import authenticity, detect


class RunRecipe(Protocol):
    """Trains and exports; returns the `finished` event's summary."""

    def __call__(
        self, spec: TrainSpec, dataset: FrozenDataset, events: Events, cancel: Cancel
    ) -> dict[str, object]:
        """Runs the recipe."""
        ...


RECIPES: dict[RecipeName, RunRecipe] = {
    "detect": detect.run,
    "authenticity": authenticity.run,
}
