"""Small datasets drawn in code, and runs inside this process."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import pytest
from PIL import Image, ImageDraw

from trainer.cancel import Cancel
from trainer.errors import CancelledError
from trainer.events import Events
from trainer.run import run

REPOSITORY = Path(__file__).resolve().parents[3]
FIXTURES = REPOSITORY / "lib/protocol/fixtures"


class CancelAfter(Cancel):
    """Raises its flag at the n-th look, as a signal would."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.left = looks

    def check(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise CancelledError


class Run:
    """A finished run: its events and what it raised."""

    def __init__(self, spec: dict[str, Any], folder: Path, cancel: Cancel | None = None) -> None:
        self.folder = folder
        path = folder / "run.json"
        path.write_text(json.dumps(spec))
        stream = io.StringIO()
        self.error: Exception | None = None
        self.summary: dict[str, Any] = {}
        try:
            self.summary = run(path, Events(stream), cancel or Cancel())
        except Exception as error:
            self.error = error
        self.events: list[dict[str, Any]] = [json.loads(line) for line in stream.getvalue().splitlines()]

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["type"] == kind]

    def curve(self, name: str) -> list[tuple[int, float]]:
        return [(e["step"], e["values"][name]) for e in self.of("metrics") if name in e["values"]]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The datasets that every checkout may read but none commits."""
    folder = Path(os.environ.get("ATELIER_SHARED_DATA", REPOSITORY.parent / "shared/data"))
    if not (folder / "coco_eval").is_dir():
        pytest.skip(f"the shared data is not at {folder}: ATELIER_SHARED_DATA names its folder")
    return folder


def train_spec(
    dataset: Path, recipe: str, config: dict[str, object], output: Path, **changes: object
) -> dict[str, Any]:
    """Builds run.json; keywords replace keys."""
    spec = {
        "schema": 1,
        "runId": "run",
        "attempt": 1,
        "kind": "train",
        "recipe": recipe,
        "seed": 3,
        "config": config,
        "dataset": {"manifestPath": str(dataset / "dataset.json"), "imagesDir": str(dataset)},
        "weightsDir": None,
        "outputDir": str(output),
        "resumeFrom": None,
        "device": "cpu",
        "threads": 1,
    }
    return {**spec, **changes}


def score_spec(trained: Run, dataset: Path, output: Path, recipe: str, metric: str) -> dict[str, Any]:
    """Builds the run.json that scores a trained model on the test split."""
    score = {
        "modelPath": trained.summary["modelPath"],
        "manifestPath": trained.summary["manifestPath"],
        "split": "test",
        "metric": metric,
        "bootstrap": {"samples": 50, "seed": 1},
    }
    return train_spec(dataset, recipe, {}, output, kind="score", score=score)


@pytest.fixture
def make_spec(tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Returns `train_spec` writing into this test's folder."""

    def build(dataset: Path, recipe: str, config: dict[str, object], **changes: object) -> dict[str, Any]:
        return {**train_spec(dataset, recipe, config, tmp_path / "out"), **changes}

    return build


@pytest.fixture(scope="session")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight pictures of red squares and blue discs with their boxes: 4 train, 2 val, 2 test."""
    folder = tmp_path_factory.mktemp("shapes")
    images = []
    for index, split in enumerate(["train"] * 4 + ["val"] * 2 + ["test"] * 2):
        generator = np.random.default_rng(index)
        width, height = 96 + 16 * (index % 3), 80
        picture = Image.fromarray(generator.integers(90, 160, (height, width, 3), np.uint8))
        draw = ImageDraw.Draw(picture)
        annotations = []
        for number, (label, colour) in enumerate((("square", "red"), ("disc", "blue"))):
            side = int(generator.integers(24, 36))
            x, y = int(generator.integers(0, 12)) + number * 45, int(generator.integers(2, height - side - 2))
            corners = (x, y, x + side, y + side)
            if label == "square":
                draw.rectangle(corners, fill=colour)
            else:
                draw.ellipse(corners, fill=colour)
            annotations.append(
                {
                    "id": f"{index}-{label}",
                    "labelId": label,
                    "kind": "box",
                    "x": x,
                    "y": y,
                    "width": side + 1,
                    "height": side + 1,
                }
            )
        images.append(save_image(folder, f"{index}.png", picture, split, annotations))
    labels = [
        {"id": "square", "name": "Square"},
        {"id": "disc", "name": "원반"},
        {"id": "unused", "name": "unused"},
    ]
    save_dataset(folder, labels, images)
    return folder


@pytest.fixture(scope="session")
def paintings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty pictures, smooth ones tagged real and noisy ones tagged generated, in pairs of one group."""
    folder = tmp_path_factory.mktemp("paintings")
    images = []
    for index in range(20):
        real = index % 2 == 0
        generator = np.random.default_rng(index)
        small = (
            generator.integers(0, 256, (6, 6, 3), np.uint8)
            if real
            else generator.integers(0, 256, (64, 80, 3), np.uint8)
        )
        picture = Image.fromarray(small).resize((80, 64), Image.Resampling.BICUBIC)
        tags = [{"id": f"t{index}", "labelId": "r" if real else "g", "kind": "tag"}]
        split = "train" if index < 12 else "val" if index < 16 else "test"
        images.append(save_image(folder, f"{index}.jpg", picture, split, tags, group=f"pair {index // 2}"))
    save_dataset(folder, [{"id": "r", "name": "Real"}, {"id": "g", "name": "generated"}], images)
    return folder


def save_image(
    folder: Path,
    file: str,
    picture: Image.Image,
    split: str,
    annotations: list[dict[str, Any]],
    group: str | None = None,
) -> dict[str, Any]:
    picture.save(folder / file)
    return {
        "id": file.split(".")[0],
        "sha256": "0" * 64,
        "file": file,
        "width": picture.width,
        "height": picture.height,
        "split": split,
        "group": group,
        "annotations": annotations,
    }


def save_dataset(folder: Path, labels: list[dict[str, str]], images: list[dict[str, Any]]) -> None:
    dataset = {"schema": 1, "name": folder.name, "contentHash": "a" * 64, "labels": labels, "images": images}
    (folder / "dataset.json").write_text(json.dumps(dataset))


def with_dataset(source: Path, target: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """Copies a dataset's manifest beside its files, changed."""
    target.mkdir(exist_ok=True)
    dataset = json.loads((source / "dataset.json").read_text())
    for image in dataset["images"]:
        (target / image["file"]).write_bytes((source / image["file"]).read_bytes())
    change(dataset)
    (target / "dataset.json").write_text(json.dumps(dataset))
    return target
