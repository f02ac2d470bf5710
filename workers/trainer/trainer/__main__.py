"""`python -m trainer run.json` and `python -m trainer --probe`."""

import sys
import traceback
from pathlib import Path

from trainer.cancel import Cancel
from trainer.errors import CancelledError, failure_of
from trainer.events import Events, claim_stdout

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_CANCELLED = 143


def main(arguments: list[str]) -> int:
    """Runs one command; returns the exit code."""
    if arguments == ["--probe"]:
        return _probe()
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: python -m trainer run.json | --probe", file=sys.stderr)
        return EXIT_USAGE
    cancel = Cancel()
    cancel.listen()
    return _run(Path(arguments[0]), claim_stdout(), cancel)


def _run(path: Path, events: Events, cancel: Cancel) -> int:
    try:
        # Importing torch takes seconds; until here a signal must already find its listener.
        from trainer.run import run

        events.finished(run(path, events, cancel))
    except CancelledError:
        events.cancelled()
        return EXIT_CANCELLED
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        events.failed(failure_of(error))
        return EXIT_FAILED
    return 0


def _probe() -> int:
    from trainer.probe import probe

    events = claim_stdout()
    events.probe(probe())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
