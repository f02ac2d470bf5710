"""The loop that every recipe trains with: seed, precision, averaging, checkpoint, resume, cancel.

Everything random is derived from (seed, epoch, step) and nothing is carried over in hidden state, so a run
that was stopped and resumed takes exactly the steps of one that was not.
"""

import copy
import ctypes
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader, Dataset, Sampler

from trainer.cancel import Cancel
from trainer.errors import CancelledError, TrainerError
from trainer.events import Events

# A curve needs no more points than this, however long the run.
MAX_METRIC_POINTS = 1000
CHECKPOINT_INTERVAL_S = 300
CHECKPOINT_FORMAT = 1
KEPT_CHECKPOINTS = 2


class Task(Protocol):
    """What a recipe gives to the engine."""

    @property
    def model(self) -> nn.Module:
        """What is trained."""
        ...

    @property
    def items(self) -> Dataset[Any]:
        """Reads item (epoch, index); the same arguments always give the same item."""
        ...

    @property
    def selection(self) -> str:
        """The validation value, higher is better, that decides which epoch's weights are kept."""
        ...

    def parameter_groups(self) -> list[dict[str, Any]]:
        """Returns groups of parameters, each with `lr` (its peak) and `weight_decay`."""
        ...

    def collate(self, items: list[Any]) -> Any:
        """Puts items into a batch."""
        ...

    def train_mode(self) -> None:
        """Puts the model into training mode."""
        ...

    def loss(self, batch: Any, device: torch.device) -> dict[str, Tensor]:
        """Returns named losses; their sum is minimised."""
        ...

    def evaluate(self, model: nn.Module) -> dict[str, float]:
        """Returns validation values, among them `selection`."""
        ...

    def draw_epoch(self, generator: torch.Generator) -> list[int]:
        """Returns the indices of one epoch in their order."""
        ...


@dataclass(frozen=True)
class Settings:
    """What the engine needs to know of a run."""

    epochs: int
    batch_size: int
    seed: int
    device: torch.device
    output_dir: Path
    fingerprint: str
    ema_decay: float | None = None
    clip_norm: float = 10.0
    resume_from: Path | None = None


@dataclass
class Progress:
    """Where a run is; all of it goes into the checkpoint."""

    step: int = 0
    evaluated_epochs: int = 0
    best_epoch: int = 0
    best_value: float = -1.0
    best_metrics: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    window: dict[str, float] = field(default_factory=dict)
    window_steps: int = 0


@dataclass(frozen=True)
class Trained:
    """The weights of the best epoch are in the task's model."""

    steps: int
    best_epoch: int
    seconds: float
    metrics: dict[str, float]


def choose_device(wanted: str) -> torch.device:
    """Resolves "auto".

    Raises:
        TrainerError: `device-unavailable`.
    """
    if wanted == "cuda" and not torch.cuda.is_available():
        raise TrainerError(
            "device-unavailable",
            "This worker has no GPU that PyTorch can use.",
            'Choose the device "auto" or "cpu", or a worker with a GPU.',
        )
    if wanted == "auto":
        wanted = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(wanted)


def prepare_torch(*, threads: int | None, seed: int) -> None:
    """Sets threads and seeds for the whole process; on the CPU every operation is deterministic."""
    _keep_freed_memory()
    if threads is not None:
        torch.set_num_threads(threads)
    torch.backends.cudnn.benchmark = False
    torch.use_deterministic_algorithms(True, warn_only=True)
    setattr(torch.utils.deterministic, "fill_uninitialized_memory", False)  # noqa: B010 (untyped in torch)
    seed_everything(seed, 0)


def _keep_freed_memory() -> None:
    """Lets glibc reuse large blocks instead of giving each back to the kernel.

    A step frees and asks for gigabytes of feature maps; fetched page by page each time they cost a fifth of
    it. Settings of mallopt(3); another C library is left as it is.
    """
    trim_threshold, top_pad, mmap_max = -1, -2, -4
    try:
        mallopt = ctypes.CDLL("libc.so.6").mallopt
    except (OSError, AttributeError):
        return
    mallopt(mmap_max, 0)
    mallopt(trim_threshold, 2**31 - 1)
    mallopt(top_pad, 2**28)


def seed_everything(seed: int, step: int) -> None:
    """Seeds torch, numpy and random for one step."""
    mixed = (seed * 1_000_003 + step * 7_919) % 2**32
    torch.manual_seed(mixed)
    np.random.seed(mixed)
    random.seed(mixed)


def fit(task: Task, settings: Settings, events: Events, cancel: Cancel) -> Trained:
    """Trains to the end and loads the best epoch's weights into `task.model`.

    Raises:
        CancelledError: asked to stop; a checkpoint was written and announced.
        TrainerError: `diverged` or `checkpoint-mismatch`.
    """
    return _Loop(task, settings, events, cancel).run()


class _EpochBatches(Sampler[list[tuple[int, int]]]):
    """The batches of one epoch, from the given one on."""

    def __init__(self, order: Sequence[int], epoch: int, batch_size: int, first_batch: int) -> None:
        self._order, self._epoch, self._size, self._first = order, epoch, batch_size, first_batch

    def __iter__(self) -> Iterator[list[tuple[int, int]]]:
        for start in range(self._first * self._size, len(self._order), self._size):
            yield [(self._epoch, index) for index in self._order[start : start + self._size]]


class _Loop:
    def __init__(self, task: Task, settings: Settings, events: Events, cancel: Cancel) -> None:
        self.task, self.settings, self.events, self.cancel = task, settings, events, cancel
        self.model = task.model.to(settings.device)
        self.progress = Progress()
        self.best_weights: dict[str, Tensor] | None = None
        count = len(self._order(1))
        self.steps_per_epoch = -(-count // settings.batch_size)
        self.total_steps = self.steps_per_epoch * settings.epochs
        self.log_every = max(1, -(-self.total_steps // MAX_METRIC_POINTS))
        groups = task.parameter_groups()
        self.optimizer = torch.optim.AdamW(groups)
        self.scheduler = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer,
            max_lr=[group["lr"] for group in groups],
            total_steps=max(2, self.total_steps + 1),
            cycle_momentum=False,
        )
        self.half = _half_type(settings.device)
        self.scaler = torch.amp.GradScaler(enabled=self.half is torch.float16)
        self.average: AveragedModel | None = None
        if settings.ema_decay is not None:
            averaging = get_ema_multi_avg_fn(settings.ema_decay)
            self.average = AveragedModel(self.model, multi_avg_fn=averaging, use_buffers=True)
        self.last_saved = time.monotonic()
        self.saved_step: tuple[int, int] | None = None
        self.window_started = time.monotonic()

    def run(self) -> Trained:
        self._resume()
        self.events.started(
            total_steps=self.total_steps,
            epochs=self.settings.epochs,
            device=_describe(self.settings.device),
            resumed_step=self.progress.step,
        )
        started = time.monotonic() - self.progress.seconds
        try:
            while self.progress.evaluated_epochs < self.settings.epochs:
                epoch = self.progress.evaluated_epochs + 1
                for batch in self._batches(epoch):
                    self._step(batch, epoch)
                    self.progress.seconds = time.monotonic() - started
                    self.cancel.check()
                    if time.monotonic() - self.last_saved > CHECKPOINT_INTERVAL_S:
                        self._save()
                self._evaluate(epoch)
                self.progress.seconds = time.monotonic() - started
                self._save()
                self.cancel.check()
        except CancelledError:
            self._save()
            raise
        if self.best_weights is None:
            raise AssertionError("a finished run has evaluated at least one epoch")
        self.task.model.load_state_dict(self.best_weights)
        best = self.progress
        return Trained(best.step, best.best_epoch, best.seconds, best.best_metrics)

    def _order(self, epoch: int) -> list[int]:
        generator = torch.Generator().manual_seed((self.settings.seed * 1_000_003 + epoch) % 2**63)
        return self.task.draw_epoch(generator)

    def _batches(self, epoch: int) -> DataLoader[Any]:
        first = self.progress.step - (epoch - 1) * self.steps_per_epoch
        sampler = _EpochBatches(self._order(epoch), epoch, self.settings.batch_size, first)
        # On a CPU the step itself wants every core; a GPU wants its pictures decoded ahead.
        workers = min(8, os.cpu_count() or 1) if self.settings.device.type == "cuda" else 0
        return DataLoader(
            self.task.items,
            batch_sampler=sampler,
            collate_fn=self.task.collate,
            num_workers=workers,
            pin_memory=workers > 0,
        )

    def _step(self, batch: Any, epoch: int) -> None:
        progress = self.progress
        seed_everything(self.settings.seed, progress.step + 1)
        self.task.train_mode()
        with torch.autocast(self.settings.device.type, dtype=self.half, enabled=self.half is not None):
            losses = self.task.loss(batch, self.settings.device)
            total = torch.stack([value.float() for value in losses.values()]).sum()
        if not torch.isfinite(total):
            raise TrainerError(
                "diverged",
                f"The loss is no longer a number (step {progress.step + 1}).",
                "Lower the learning rate and start the run again.",
            )
        self.optimizer.zero_grad(set_to_none=True)
        self.scaler.scale(total).backward()
        self.scaler.unscale_(self.optimizer)
        nn.utils.clip_grad_norm_(self.model.parameters(), self.settings.clip_norm)
        self.scaler.step(self.optimizer)
        self.scaler.update()
        rate = float(self.scheduler.get_last_lr()[0])
        self.scheduler.step()
        if self.average is not None:
            self.average.update_parameters(self.model)
        progress.step += 1
        self._collect({"train/loss": total, **{f"train/{name}": loss for name, loss in losses.items()}})
        if progress.step % self.log_every == 0 or progress.step == self.total_steps:
            self._flush(epoch, rate)
        self.events.progress(progress.step, self.total_steps, "train")

    def _collect(self, values: dict[str, Tensor]) -> None:
        window = self.progress.window
        for name, value in values.items():
            window[name] = window.get(name, 0.0) + float(value.detach())
        self.progress.window_steps += 1

    def _flush(self, epoch: int, rate: float) -> None:
        progress, now = self.progress, time.monotonic()
        values = {name: value / progress.window_steps for name, value in progress.window.items()}
        elapsed = max(1e-6, now - self.window_started)
        values["train/lr"] = rate
        values["train/images_per_second"] = progress.window_steps * self.settings.batch_size / elapsed
        self.events.metrics(step=progress.step, epoch=epoch, values=values)
        progress.window, progress.window_steps, self.window_started = {}, 0, now

    def _evaluate(self, epoch: int) -> None:
        model: nn.Module = self.model if self.average is None else self.average.module
        model.eval()
        with torch.inference_mode():
            values = self.task.evaluate(model)
        progress = self.progress
        self.events.metrics(step=progress.step, epoch=epoch, values=values)
        progress.evaluated_epochs = epoch
        # Later epochs win ties: they have seen more.
        if values[self.task.selection] >= progress.best_value:
            progress.best_epoch, progress.best_value = epoch, values[self.task.selection]
            progress.best_metrics = values
            self.best_weights = copy.deepcopy(model.state_dict())
        self.window_started = time.monotonic()

    def _save(self) -> None:
        progress = self.progress
        if self.saved_step == (progress.step, progress.evaluated_epochs):
            return
        path = self.settings.output_dir / f"checkpoint-{progress.step:08d}-{progress.evaluated_epochs:04d}.pt"
        state = {
            "format": CHECKPOINT_FORMAT,
            "fingerprint": self.settings.fingerprint,
            "progress": vars(progress),
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "scheduler": self.scheduler.state_dict(),
            "scaler": self.scaler.state_dict(),
            "average": None if self.average is None else self.average.state_dict(),
            "best": self.best_weights,
        }
        write_atomically(path, lambda part: _save_to(state, part))
        self.last_saved = time.monotonic()
        self.saved_step = (progress.step, progress.evaluated_epochs)
        self.events.checkpoint(path, step=progress.step, epoch=progress.evaluated_epochs)
        for old in sorted(self.settings.output_dir.glob("checkpoint-*.pt"))[:-KEPT_CHECKPOINTS]:
            old.unlink(missing_ok=True)

    def _resume(self) -> None:
        if self.settings.resume_from is None:
            return
        state = read_checkpoint(self.settings.resume_from, self.settings.fingerprint)
        self.progress = Progress(**state["progress"])
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.scheduler.load_state_dict(state["scheduler"])
        self.scaler.load_state_dict(state["scaler"])
        if self.average is not None:
            self.average.load_state_dict(state["average"])
        self.best_weights = state["best"]
        self.events.log("info", f"Continues after step {self.progress.step} of {self.total_steps}.")


def read_checkpoint(path: Path, fingerprint: str) -> dict[str, Any]:
    """Reads a checkpoint of the same run.

    Raises:
        TrainerError: `checkpoint-mismatch`.
    """
    remedy = "Start the run again without this checkpoint."
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        raise TrainerError(
            "checkpoint-mismatch", f"The checkpoint {path.name} cannot be read: {error}.", remedy
        ) from error
    if not isinstance(state, dict) or state.get("format") != CHECKPOINT_FORMAT:
        raise TrainerError("checkpoint-mismatch", f"{path.name} is not a checkpoint of this trainer.", remedy)
    if state["fingerprint"] != fingerprint:
        message = f"The checkpoint {path.name} belongs to another configuration, seed or dataset."
        raise TrainerError("checkpoint-mismatch", message, remedy)
    return state


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Writes beside the target and renames, so that nobody ever sees half a file."""
    part = path.with_name(path.name + ".part")
    try:
        write(part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _save_to(state: dict[str, Any], path: Path) -> None:
    # Through Python's own file, so that a full disk is an OSError with its number.
    with path.open("wb") as file:
        torch.save(state, file)


def _half_type(device: torch.device) -> torch.dtype | None:
    if device.type != "cuda":
        return None
    return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16


def _describe(device: torch.device) -> str:
    return torch.cuda.get_device_name(device) if device.type == "cuda" else "cpu"
