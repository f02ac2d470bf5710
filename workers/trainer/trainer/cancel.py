"""Cooperative cancelling: a signal raises a flag, the work looks at it between steps."""

import signal
from types import FrameType

from trainer.errors import CancelledError


class Cancel:
    """The flag that SIGTERM and SIGINT raise."""

    def __init__(self) -> None:
        self.requested = False

    def listen(self) -> None:
        """Takes over SIGTERM and SIGINT of this process."""
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGINT, self._on_signal)

    def check(self) -> None:
        """Stops the work here when asked to.

        Raises:
            CancelledError: the flag is up.
        """
        if self.requested:
            raise CancelledError

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.requested = True
