"""`python -m trainer run.json` and `python -m trainer --probe`."""

import os
import sys
import threading
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
    if os.environ.get("ATELIER_WATCH_STDIN") == "1":
        watch_stdin()
    cancel = Cancel()
    cancel.listen()
    return _run(Path(arguments[0]), claim_stdout(), cancel)


def watch_stdin() -> None:
    """Ends this process at once when stdin closes: the agent that started it is gone, also by kill -9."""

    def wait() -> None:
        while os.read(0, 4096):
            pass
        os._exit(EXIT_FAILED)

    threading.Thread(target=wait, name="stdin-watch", daemon=True).start()


def _run(path: Path, events: Events, cancel: Cancel) -> int:
    try:
        # Before torch is imported: on a machine that also serves pages, threads that spin while they wait
        # for each other cost more than they save.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
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
