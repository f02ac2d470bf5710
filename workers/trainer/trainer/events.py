"""The trainer's stdout: one JSON object a line, the Python twin of `lib/protocol/trainer-event.ts`."""

import json
import math
import os
import sys
import time
from pathlib import Path
from typing import Literal, TextIO

from trainer.errors import TrainerError

Phase = Literal["prepare", "train", "validate", "export", "predict", "evaluate"]
ArtifactKind = Literal["checkpoint", "onnx", "manifest", "golden", "report", "predictions", "sample"]
Level = Literal["debug", "info", "warning", "error"]
PROGRESS_INTERVAL_S = 0.5


class Events:
    """Writes events to one stream."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._last_progress: tuple[str, float] = ("", 0.0)

    def started(self, *, total_steps: int, epochs: int, device: str, resumed_step: int) -> None:
        """The work begins; steps and epochs are those of the whole run."""
        from torch import __version__ as torch_version

        self._write(
            type="started",
            totalSteps=total_steps,
            epochs=epochs,
            device=device,
            torchVersion=str(torch_version),
            resumedStep=resumed_step,
        )

    def log(self, level: Level, message: str) -> None:
        """A line for the run's log."""
        self._write(type="log", level=level, message=message)

    def metrics(self, *, step: int, epoch: int, values: dict[str, float]) -> None:
        """Values measured at a step; what is not finite is left out."""
        finite = {name: value for name, value in values.items() if math.isfinite(value)}
        if finite:
            self._write(type="metrics", step=step, epoch=epoch, values=finite, time=round(time.time(), 3))

    def progress(self, done: int, total: int, phase: Phase) -> None:
        """How far a phase is; at most a few a second, the first and the last always."""
        last_phase, last_time = self._last_progress
        now = time.monotonic()
        if phase == last_phase and done < total and now - last_time < PROGRESS_INTERVAL_S:
            return
        self._last_progress = (phase, now)
        self._write(type="progress", done=done, total=total, phase=phase)

    def artifact(self, kind: ArtifactKind, path: Path) -> None:
        """A file that belongs to the run's result is complete."""
        self._write(type="artifact", kind=kind, path=str(path), name=path.name)

    def checkpoint(self, path: Path, *, step: int, epoch: int) -> None:
        """The run can be continued from this file."""
        self._write(type="checkpoint", path=str(path), step=step, epoch=epoch)

    def finished(self, summary: dict[str, object]) -> None:
        """The run succeeded; nothing follows."""
        self._write(type="finished", summary=summary)

    def cancelled(self) -> None:
        """The run stopped because it was asked to; nothing follows."""
        self._write(type="cancelled")

    def failed(self, error: TrainerError) -> None:
        """The run failed; nothing follows."""
        self._write(type="failed", code=error.code, message=error.message, remedy=error.remedy)

    def probe(self, result: dict[str, object]) -> None:
        """The one line of `--probe`."""
        self._write(**result)

    def _write(self, **event: object) -> None:
        self._stream.write(json.dumps(event, ensure_ascii=False, allow_nan=False) + "\n")
        self._stream.flush()


def claim_stdout() -> Events:
    """Keeps stdout for events alone: what libraries print goes to stderr from now on."""
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return Events(stream)
