"""The command itself: exit codes, signals, and a stdout of nothing but events."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from conftest import FIXTURES, Run

TRAINER = Path(__file__).resolve().parents[1]
Spec = Callable[..., dict[str, Any]]


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "trainer", *arguments],
        cwd=TRAINER,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )


def event_shapes() -> dict[str, set[str]]:
    cases = json.loads((FIXTURES / "trainer-event.json").read_text())["valid"]
    return {case["value"]["type"]: set(case["value"]) for case in cases}


def test_sigterm_saves_a_checkpoint_that_continues_to_the_same_model(
    paintings: Path, tmp_path: Path, make_spec: Spec
) -> None:
    config = {"epochs": 4, "batchSize": 2}
    whole = Run(make_spec(paintings, "authenticity", config, outputDir=str(tmp_path / "whole")), tmp_path)
    spec = make_spec(paintings, "authenticity", config)
    path = tmp_path / "stopped.json"
    path.write_text(json.dumps(spec))
    with start(str(path)) as process:
        assert process.stdout is not None
        lines: list[str] = []
        try:
            for line in process.stdout:
                lines.append(line)
                if '"metrics"' in line:
                    process.send_signal(signal.SIGTERM)
                    break
            rest, errors = process.communicate(timeout=120)
        finally:
            process.kill()
    events = [json.loads(line) for line in [*lines, *rest.splitlines()]]
    assert process.returncode == 143, errors
    assert [event["type"] for event in events[-2:]] == ["checkpoint", "cancelled"]
    for event in events:
        assert set(event) == event_shapes()[event["type"]]
    resumed = Run({**spec, "resumeFrom": events[-2]["path"]}, tmp_path)
    steps = [
        event["step"] for event in events if event["type"] == "metrics" and "train/loss" in event["values"]
    ]
    steps += [step for step, _ in resumed.curve("train/loss")]
    assert steps == [step for step, _ in whole.curve("train/loss")]
    assert Path(resumed.summary["modelPath"]).read_bytes() == Path(whole.summary["modelPath"]).read_bytes()


def test_a_failure_is_an_event_and_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"kind": "train"}')
    process = start(str(tmp_path / "run.json"))
    out, errors = process.communicate(timeout=120)
    event = json.loads(out)
    assert (process.returncode, event["type"], event["code"]) == (1, "failed", "invalid-spec")
    assert "Traceback" in errors


def test_usage_is_exit_code_2() -> None:
    process = start()
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert "usage" in errors


def test_the_probe_is_one_line() -> None:
    process = start("--probe")
    out, _ = process.communicate(timeout=120)
    probe = json.loads(out)
    assert process.returncode == 0
    assert (probe["suitable"], probe["nms"], probe["reasons"]) == (True, True, [])
