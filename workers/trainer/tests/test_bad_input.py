"""Every bad input ends in a failure with a code and a remedy."""

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from conftest import Run, with_dataset

from trainer.engine import write_atomically
from trainer.errors import TrainerError, failure_of

TINY = {"epochs": 1, "batchSize": 2, "shortestSide": 64, "longestSide": 128}
Spec = Callable[..., dict[str, Any]]
Change = Callable[[dict[str, Any]], object]


def failure(run: Run) -> TrainerError:
    assert isinstance(run.error, TrainerError), run.error
    assert run.error.message
    assert run.error.remedy
    return run.error


def annotations(dataset: dict[str, Any]) -> list[dict[str, Any]]:
    return [annotation for image in dataset["images"] for annotation in image["annotations"]]


def clear_boxes(dataset: dict[str, Any]) -> None:
    for image in dataset["images"]:
        image["annotations"] = []


CHANGES: list[tuple[str, Change, str]] = [
    ("no images at all", lambda d: d.update(images=[]), "no-images"),
    ("one training image", lambda d: d.update(images=d["images"][:1]), "no-images"),
    ("no boxes", clear_boxes, "no-annotations"),
    ("an unknown label", lambda d: annotations(d)[0].update(labelId="ghost"), "unknown-label"),
    ("a missing file", lambda d: d["images"][0].update(file="gone.png"), "image-unreadable"),
    ("another size", lambda d: d["images"][0].update(width=50), "image-unreadable"),
    ("a path outside", lambda d: d["images"][0].update(file="../x.png"), "dataset-unreadable"),
    ("a box without area", lambda d: annotations(d)[0].update(width=0), "dataset-unreadable"),
    ("another schema", lambda d: d.update(schema=9), "dataset-unreadable"),
]


@pytest.mark.parametrize(("change", "code"), [pytest.param(c, code, id=name) for name, c, code in CHANGES])
def test_a_bad_dataset(shapes: Path, tmp_path: Path, make_spec: Spec, change: Change, code: str) -> None:
    dataset = with_dataset(shapes, tmp_path / "bad", change)
    assert failure(Run(make_spec(dataset, "detect", TINY), tmp_path)).code == code


def test_a_broken_picture(shapes: Path, tmp_path: Path, make_spec: Spec) -> None:
    dataset = with_dataset(shapes, tmp_path / "bad", lambda _: None)
    path = dataset / "0.png"
    path.write_bytes(path.read_bytes()[:200])
    error = failure(Run(make_spec(dataset, "detect", TINY), tmp_path))
    assert error.code == "image-unreadable"
    assert "0.png" in error.message


def test_boxes_outside_their_image_are_left_out_with_a_warning(
    shapes: Path, tmp_path: Path, make_spec: Spec
) -> None:
    dataset = with_dataset(shapes, tmp_path / "bad", lambda d: annotations(d)[0].update(x=5000))
    run = Run(make_spec(dataset, "detect", TINY), tmp_path)
    assert run.error is None
    assert any("outside" in event["message"] for event in run.of("log") if event["level"] == "warning")


def test_a_manifest_that_is_not_there(tmp_path: Path, make_spec: Spec) -> None:
    assert (
        failure(Run(make_spec(tmp_path / "nowhere", "detect", TINY), tmp_path)).code == "dataset-unreadable"
    )


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"epoch": 3}, "invalid-config"),
        ({"epochs": 0}, "invalid-config"),
        ({"weights": "hub"}, "invalid-config"),
        ({"weights": "folder"}, "weights-unreachable"),
        ({"backbone": "resnet50_fpn", "weights": "folder"}, "weights-unreachable"),
        ({"backbone": "resnet50_fpn", "weights": "package"}, "invalid-config"),
    ],
)
def test_a_bad_configuration(
    shapes: Path, tmp_path: Path, make_spec: Spec, config: dict[str, object], code: str
) -> None:
    assert failure(Run(make_spec(shapes, "detect", {**TINY, **config}), tmp_path)).code == code


def test_the_hub_out_of_reach(
    shapes: Path, tmp_path: Path, make_spec: Spec, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A proxy that is not there: what a worker without network sees.
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "cache"))
    error = failure(Run(make_spec(shapes, "detect", {**TINY, "backbone": "mobilenet_v3_320"}), tmp_path))
    assert error.code == "weights-unreachable"
    assert "weights folder" in error.remedy


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has the GPU that the run asks for")
def test_a_gpu_that_is_not_there(shapes: Path, tmp_path: Path, make_spec: Spec) -> None:
    assert (
        failure(Run(make_spec(shapes, "detect", TINY, device="cuda"), tmp_path)).code == "device-unavailable"
    )


def test_a_loss_that_explodes_is_named_and_nothing_is_not_a_number(
    paintings: Path, tmp_path: Path, make_spec: Spec
) -> None:
    config = {"epochs": 3, "batchSize": 4, "learningRate": 1.0, "weightDecay": 0.0}
    run = Run(make_spec(paintings, "authenticity", config), tmp_path)
    assert run.error is None or failure(run).code in ("diverged", "parity-failed")
    assert "NaN" not in json.dumps(run.events)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk-full"),
        (MemoryError(), "out-of-memory"),
        (torch.OutOfMemoryError("CUDA out of memory"), "out-of-memory"),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory"), "out-of-memory"),
        (ValueError("surprise"), "internal"),
    ],
)
def test_any_exception_becomes_a_failure_with_a_remedy(error: Exception, code: str) -> None:
    wrapped = RuntimeError("around it")
    wrapped.__cause__ = error
    assert failure_of(error).code == code
    assert failure_of(wrapped).code == code
    assert failure_of(error).remedy


def test_a_write_that_fails_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text("old")

    def fail(part: Path) -> None:
        part.write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_atomically(path, fail)
    assert [file.name for file in tmp_path.iterdir()] == ["manifest.json"]
    assert path.read_text() == "old"
