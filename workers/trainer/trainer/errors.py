"""The failures a run can end in, each with a remedy for the person who started it."""

import errno
from collections.abc import Iterator
from typing import Literal

FailureCode = Literal[
    "invalid-spec",
    "invalid-config",
    "dataset-unreadable",
    "image-unreadable",
    "no-images",
    "no-annotations",
    "unknown-label",
    "weights-unreachable",
    "checkpoint-mismatch",
    "model-unreadable",
    "device-unavailable",
    "out-of-memory",
    "disk-full",
    "diverged",
    "parity-failed",
    "internal",
]


class TrainerError(Exception):
    """A failure with a code that the server knows, what happened, and what to do about it."""

    def __init__(self, code: FailureCode, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code: FailureCode = code
        self.message = message
        self.remedy = remedy


class CancelledError(Exception):
    """The run was asked to stop (SIGTERM or SIGINT)."""


def failure_of(error: BaseException) -> TrainerError:
    """Names the failure behind any exception: memory, disk, or an error of our own."""
    if isinstance(error, TrainerError):
        return error
    if any(_is_out_of_memory(cause) for cause in _chain(error)):
        return TrainerError(
            "out-of-memory",
            "The machine ran out of memory.",
            "Lower the batch size or the picture size, or choose a worker with more memory.",
        )
    if any(isinstance(cause, OSError) and cause.errno == errno.ENOSPC for cause in _chain(error)):
        return TrainerError(
            "disk-full",
            "The worker's disk is full.",
            "Free space on the worker and start the run again; it continues from its last checkpoint.",
        )
    return TrainerError(
        "internal",
        f"{type(error).__name__}: {error}",
        "This is an error in the trainer. The run's log has the details; please report it with them.",
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _is_out_of_memory(error: BaseException) -> bool:
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    text = str(error)
    return isinstance(error, RuntimeError) and (
        "can't allocate memory" in text or "not enough memory" in text or "CUDA out of memory" in text
    )
