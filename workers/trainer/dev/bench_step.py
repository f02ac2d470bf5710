"""Times a step of the engine against a bare PyTorch loop of the same model, data and optimiser.

    python dev/bench_step.py [--steps 40] [--batch-size 4] [--threads 1]

Prints {"ratio", "engineMs", "bareMs"} as one JSON line. The two take turns step by step: each of the engine's
steps is followed by a bare one, so that a busy machine slows both, and the ratio is the median of the pairs.
A step is everything from one batch to the next: reading pictures, forward, backward, optimiser, bookkeeping.
"""

import argparse
import hashlib
import io
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image as Pillow
from torch import nn
from torch.utils.data import DataLoader

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from trainer import engine
from trainer.cancel import Cancel
from trainer.data.frozen import Image, Label, Tag
from trainer.data.pictures import Pictures
from trainer.data.preprocess import FixedSize, Normalisation, Preprocess
from trainer.events import Events
from trainer.models.four_conv import SIDE
from trainer.recipes.authenticity import (
    MEAN,
    STD,
    AugmentedItems,
    AuthenticityConfig,
    AuthenticityTask,
    create_model,
)

PICTURES = 16
SEED = 1
# The first steps allocate memory and decode for the first time.
WARM_UP_STEPS = 2


class BareLoop:
    """What a script without an engine would do."""

    def __init__(self, task: AuthenticityTask, order: list[int]) -> None:
        self.model, _ = create_model(task.config, None)
        self.model.train()
        size, rate = task.config.batch_size, task.config.learning_rate
        keys = [(1, index) for index in order]
        batches = [keys[start : start + size] for start in range(0, len(keys), size)]
        loader = DataLoader(task.items, batch_sampler=batches, collate_fn=task.collate)
        self.batches: Iterator[Any] = iter(loader)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=rate, weight_decay=1e-4)
        self.scheduler = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, max_lr=rate, total_steps=len(batches) + 1, cycle_momentum=False
        )

    def step(self) -> None:
        """One step, and the loss as a number, which everybody prints."""
        pictures, truths = next(self.batches)
        loss = nn.functional.binary_cross_entropy_with_logits(self.model(pictures).squeeze(1), truths)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 10.0)
        self.optimizer.step()
        self.scheduler.step()
        loss.item()


class TimedTask(AuthenticityTask):
    """The recipe's task; where the engine begins a step, a bare step is squeezed in and both are timed."""

    def __init__(self, *arguments: Any, order: list[int]) -> None:
        super().__init__(*arguments)
        self.order = order
        self.bare: BareLoop | None = None
        self.pairs: list[tuple[float, float]] = []
        self.engine_began: float | None = None

    def train_mode(self) -> None:
        """Ends the engine's last step, from batch to batch, and runs its bare twin."""
        if self.bare is None:
            raise AssertionError("the bare loop is set before the engine starts")
        now = time.perf_counter()
        engine_seconds = None if self.engine_began is None else now - self.engine_began
        # A script would not ask for determinism.
        torch.use_deterministic_algorithms(False)
        self.bare.step()
        bare_seconds = time.perf_counter() - now
        torch.use_deterministic_algorithms(True, warn_only=True)
        if engine_seconds is not None:
            self.pairs.append((engine_seconds, bare_seconds))
        self.engine_began = time.perf_counter()
        super().train_mode()

    def draw_epoch(self, generator: torch.Generator) -> list[int]:
        """The bare loop's order; all steps are one epoch."""
        return self.order

    def evaluate(self, model: nn.Module) -> dict[str, float]:
        """Not part of a step."""
        return {self.selection: 1.0}


def draw_pictures(folder: Path) -> tuple[list[Image], Label]:
    """Seeded 320 x 320 JPEGs, every other one tagged real."""
    images = []
    for index in range(PICTURES):
        pixels = np.random.default_rng(index).integers(0, 256, (40, 40, 3), np.uint8)
        file = folder / f"{index}.jpg"
        Pillow.fromarray(pixels).resize((320, 320), Pillow.Resampling.BICUBIC).save(file)
        images.append(
            Image(
                id=str(index),
                sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
                file=file.name,
                width=320,
                height=320,
                split="train",
                group=None,
                annotations=(Tag(id=f"t{index}", label_id="real" if index % 2 else "generated", kind="tag"),),
            )
        )
    return images, Label(id="real", name="real")


def measure(folder: Path, steps: int, batch_size: int) -> list[tuple[float, float]]:
    """Returns the seconds of each pair: the engine's step and its bare twin."""
    images, real = draw_pictures(folder)
    config = AuthenticityConfig(epochs=1, batch_size=batch_size, balance="none")
    normalisation = Normalisation(mean=MEAN, std=STD)
    preprocess = Preprocess(
        crop="centre-square", size=FixedSize(width=SIDE, height=SIDE), normalisation=normalisation
    )
    items = AugmentedItems(images, Pictures(folder, preprocess), real, config, SEED)
    model, _ = create_model(config, None)
    events, cancel = Events(io.StringIO()), Cancel()
    order = [place % PICTURES for place in range(steps * batch_size)]
    task = TimedTask(model, items, images, real, config, events, cancel, order=order)
    task.bare = BareLoop(task, order)
    settings = engine.Settings(
        epochs=1,
        batch_size=batch_size,
        seed=SEED,
        device=torch.device("cpu"),
        output_dir=folder,
        fingerprint="bench",
    )
    engine.fit(task, settings, events, cancel)
    return task.pairs[WARM_UP_STEPS:]


def main() -> None:
    """Reads the command line, measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--batch-size", type=int, default=4)
    # One thread: two of them wait for each other, and on a shared machine that is all one would measure.
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    engine.prepare_torch(threads=arguments.threads, seed=SEED)
    with tempfile.TemporaryDirectory(prefix="atelier-bench-") as folder:
        pairs = measure(Path(folder), arguments.steps + WARM_UP_STEPS + 1, arguments.batch_size)
    result = {
        "ratio": statistics.median(engine_s / bare_s for engine_s, bare_s in pairs),
        "engineMs": 1000 * statistics.median(engine_s for engine_s, _ in pairs),
        "bareMs": 1000 * statistics.median(bare_s for _, bare_s in pairs),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
