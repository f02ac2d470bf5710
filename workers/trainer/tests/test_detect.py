"""The detection recipe from a drawn dataset to a scored ONNX model, in seconds on a CPU."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from conftest import CancelAfter, Run, score_spec, train_spec, with_dataset

from trainer.data.frozen import FrozenDataset
from trainer.data.preprocess import decode_picture, resize_picture, tensor_sha256, to_tensor
from trainer.errors import CancelledError, TrainerError
from trainer.export import open_session, run_session
from trainer.manifest import ModelManifest
from trainer.models.detector import create_detector
from trainer.recipes.detect import order_by_orientation

TINY = {"epochs": 2, "batchSize": 2, "shortestSide": 64, "longestSide": 128, "exportHalfWeights": True}
Spec = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def trained(shapes: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("trained")
    config = {**TINY, "epochs": 6, "learningRate": 0.003, "emaDecay": 0.5}
    spec = train_spec(shapes, "detect", config, folder / "out", runId="tiny", attempt=2)
    return Run(spec, folder)


@pytest.fixture(scope="module")
def uninterrupted(shapes: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("uninterrupted")
    return Run(train_spec(shapes, "detect", TINY, folder / "out"), folder)


def manifest_of(run: Run) -> ModelManifest:
    return ModelManifest.model_validate_json(Path(run.summary["manifestPath"]).read_bytes())


def test_reports_every_step_once_and_one_value_per_epoch(trained: Run) -> None:
    assert trained.error is None
    assert [step for step, _ in trained.curve("train/loss")] == list(range(1, 13))
    assert [step for step, _ in trained.curve("val/ap")] == [2, 4, 6, 8, 10, 12]
    assert trained.of("started")[0]["totalSteps"] == 12
    losses = [loss for _, loss in trained.curve("train/loss")]
    assert np.mean(losses[-3:]) < np.mean(losses[:3])


def test_leaves_two_checkpoints_and_announces_every_file_of_the_model(trained: Run) -> None:
    output = trained.folder / "out"
    assert sorted(path.name for path in output.iterdir()) == [
        "checkpoint-00000010-0005.pt",
        "checkpoint-00000012-0006.pt",
        "golden-0.png",
        "manifest.json",
        "model.onnx",
    ]
    assert [event["kind"] for event in trained.of("artifact")] == ["onnx", "golden", "manifest"]
    assert [event["epoch"] for event in trained.of("checkpoint")] == [1, 2, 3, 4, 5, 6]


def test_the_manifest_describes_the_file(trained: Run) -> None:
    manifest = manifest_of(trained)
    data = Path(trained.summary["modelPath"]).read_bytes()
    assert manifest.id == "tiny.2"
    assert manifest.files[0].sha256 == hashlib.sha256(data).hexdigest()
    assert manifest.files[0].bytes == len(data) <= 11_000_000
    # 0 is background; a label without boxes is no class.
    assert [(label.index, label.name) for label in manifest.labels] == [(1, "Square"), (2, "원반")]
    assert manifest.training.starting_weights.startswith("ImageNet")
    assert manifest.parity.max_abs_error["scores"] <= manifest.tolerance["scores"]
    assert manifest.training.metrics == trained.summary["metrics"]


def test_the_graph_has_opset_17_explicit_pads_and_half_weights(trained: Run) -> None:
    model = onnx.load(trained.summary["modelPath"])
    assert model.opset_import[0].version == 17
    convolutions = [node for node in model.graph.node if node.op_type == "Conv"]
    assert len(convolutions) > 50
    for node in convolutions:
        attributes = {attribute.name: attribute for attribute in node.attribute}
        assert {"pads", "dilations", "strides"} <= set(attributes)
        assert "auto_pad" not in attributes
    kinds = [initialiser.data_type for initialiser in model.graph.initializer]
    assert kinds.count(onnx.TensorProto.FLOAT16) > 50
    assert not [node for node in model.graph.node if node.op_type == "BatchNormalization"]


def test_the_golden_sample_is_reproduced_from_its_png(trained: Run) -> None:
    manifest = manifest_of(trained)
    golden = manifest.golden[0]
    path = Path(trained.summary["manifestPath"]).parent / golden.image
    assert hashlib.sha256(path.read_bytes()).hexdigest() == golden.image_sha256
    tensor = to_tensor(resize_picture(decode_picture(path), manifest.preprocess))
    assert (1, *tensor.shape) == golden.shape
    assert tensor_sha256(tensor) == golden.tensor_sha256
    outputs = run_session(open_session(Path(trained.summary["modelPath"]), 1), tensor)
    for name, expected in golden.outputs.items():
        assert outputs[name].shape == expected.shape
        assert (
            np.abs(outputs[name].ravel() - np.array(expected.data)).max(initial=0) <= manifest.tolerance[name]
        )


def test_scores_the_test_split_with_an_interval(trained: Run, shapes: Path, tmp_path: Path) -> None:
    run = Run(score_spec(trained, shapes, tmp_path / "out", "detect", "map"), tmp_path)
    assert run.error is None
    report = json.loads((tmp_path / "out/report.json").read_text())
    assert report["score"] == run.summary["score"] == report["values"]["ap"]
    assert report["low"] <= report["score"] <= report["high"]
    assert (report["images"], report["bootstrap"]["unit"]) == (2, "image")
    assert [entry["count"] for entry in report["perClass"]] == [2, 2, 0]
    assert report["perClass"][2]["score"] is None
    assert [event["kind"] for event in run.of("artifact")] == ["predictions", "report"]
    predictions = json.loads((tmp_path / "out/predictions.json").read_text())
    assert [image["imageId"] for image in predictions["images"]] == ["6", "7"]
    assert sum(report["confusion"]["counts"][0]) == 2


def test_matches_the_benchmarks_labels_by_name(trained: Run, shapes: Path, tmp_path: Path) -> None:
    def rename(dataset: dict[str, Any]) -> None:
        dataset["labels"] = [{"id": "x", "name": "원반"}, {"id": "y", "name": "square"}]
        for image in dataset["images"]:
            for annotation in image["annotations"]:
                annotation["labelId"] = "y" if annotation["labelId"] == "square" else "x"

    other = with_dataset(shapes, tmp_path / "other", rename)
    mine = Run(score_spec(trained, shapes, tmp_path / "out", "detect", "map"), tmp_path)
    theirs = Run(score_spec(trained, other, tmp_path / "out", "detect", "map"), tmp_path)
    assert theirs.summary["values"] == mine.summary["values"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"metric": "auroc"}, "invalid-spec"),
        ({"modelPath": "missing.onnx"}, "model-unreadable"),
        ({"manifestPath": "missing.json"}, "model-unreadable"),
    ],
)
def test_refuses_a_score_that_cannot_be(
    trained: Run, shapes: Path, tmp_path: Path, change: dict[str, str], code: str
) -> None:
    spec = score_spec(trained, shapes, tmp_path / "out", "detect", "map")
    run = Run({**spec, "score": {**spec["score"], **change}}, tmp_path)
    assert isinstance(run.error, TrainerError)
    assert run.error.code == code


def test_refuses_a_model_that_is_not_its_manifests(trained: Run, shapes: Path, tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(Path(trained.summary["modelPath"]).read_bytes() + b"\0")
    spec = score_spec(trained, shapes, tmp_path / "out", "detect", "map")
    run = Run({**spec, "score": {**spec["score"], "modelPath": str(tmp_path / "model.onnx")}}, tmp_path)
    assert isinstance(run.error, TrainerError)
    assert run.error.code == "model-unreadable"


@pytest.mark.parametrize("looks", [pytest.param(1, id="in an epoch"), pytest.param(4, id="in an evaluation")])
def test_a_stopped_and_resumed_run_equals_one_that_was_not(
    shapes: Path, tmp_path: Path, make_spec: Spec, uninterrupted: Run, looks: int
) -> None:
    whole, spec = uninterrupted, make_spec(shapes, "detect", TINY)
    first = Run(spec, tmp_path, CancelAfter(looks))
    assert isinstance(first.error, CancelledError)
    second = Run({**spec, "resumeFrom": first.of("checkpoint")[-1]["path"]}, tmp_path)
    for name in ("train/loss", "train/lr", "val/ap", "val/ar100"):
        assert first.curve(name) + second.curve(name) == whole.curve(name), name
    assert second.summary["metrics"] == whole.summary["metrics"]
    first_model, second_model = (Path(run.summary["modelPath"]).read_bytes() for run in (whole, second))
    assert first_model == second_model


def test_refuses_the_checkpoint_of_another_configuration(
    shapes: Path, tmp_path: Path, make_spec: Spec
) -> None:
    spec = make_spec(shapes, "detect", TINY)
    checkpoint = Run(spec, tmp_path, CancelAfter(2)).of("checkpoint")[-1]["path"]
    other = Run({**spec, "seed": 4, "resumeFrom": checkpoint}, tmp_path)
    assert isinstance(other.error, TrainerError)
    assert other.error.code == "checkpoint-mismatch"


def test_never_looks_at_the_test_split(shapes: Path, tmp_path: Path, make_spec: Spec) -> None:
    def spoil(dataset: dict[str, Any]) -> None:
        for image in dataset["images"]:
            if image["split"] == "test":
                (tmp_path / "spoilt" / image["file"]).write_bytes(b"not a picture")

    spoilt = with_dataset(shapes, tmp_path / "spoilt", spoil)
    assert Run(make_spec(spoilt, "detect", {**TINY, "epochs": 1}), tmp_path).error is None


@pytest.mark.parametrize("backbone", ["efficientnet_lite0", "mobilenet_v3_320", "resnet50_fpn"])
def test_n_classes_are_n_plus_one_outputs(backbone: str) -> None:
    model, _, source = create_detector(backbone, 9, weights="none", weights_dir=None, max_detections=100)
    assert model.get_submodule("roi_heads.box_predictor.cls_score").out_features == 10
    assert source == "random"


def test_a_random_mobilenet_trains_and_exports(shapes: Path, tmp_path: Path, make_spec: Spec) -> None:
    config = {
        **TINY,
        "epochs": 1,
        "backbone": "mobilenet_v3_320",
        "weights": "none",
        "exportHalfWeights": False,
    }
    run = Run(make_spec(shapes, "detect", config), tmp_path)
    assert run.error is None
    assert manifest_of(run).files[0].precision == "float32"


def test_a_perfect_detector_of_several_classes_scores_one(trained: Run, shapes: Path, tmp_path: Path) -> None:
    """Regression: detections were judged against the class before their own."""
    dataset = json.loads((shapes / "dataset.json").read_text())
    image = next(item for item in dataset["images"] if item["split"] == "test")
    dataset["images"] = [image]
    (tmp_path / "dataset.json").write_text(json.dumps(dataset))
    (tmp_path / image["file"]).write_bytes((shapes / image["file"]).read_bytes())
    manifest = json.loads(Path(trained.summary["manifestPath"]).read_text())
    index_of = {label["id"]: label["index"] for label in manifest["labels"]}
    size = manifest["preprocess"]["size"]
    scale = min(
        size["shortestSide"] / min(image["width"], image["height"]),
        size["longestSide"] / max(image["width"], image["height"]),
    )
    boxes = [
        [a["x"] * scale, a["y"] * scale, (a["x"] + a["width"]) * scale, (a["y"] + a["height"]) * scale]
        for a in image["annotations"]
    ]
    outputs = {
        "boxes": np.array(boxes, np.float32),
        "labels": np.array([index_of[a["labelId"]] for a in image["annotations"]], np.int64),
        "scores": np.linspace(0.9, 0.8, len(boxes), dtype=np.float32),
    }
    model = tmp_path / "model.onnx"
    model.write_bytes(constant_model(outputs))
    manifest["files"][0] |= {
        "bytes": model.stat().st_size,
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    spec = score_spec(trained, tmp_path, tmp_path / "out", "detect", "map")
    spec["score"] |= {"modelPath": str(model), "manifestPath": str(tmp_path / "manifest.json")}
    scored = Run(spec, tmp_path)
    assert scored.error is None
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["values"]["ap50"] == pytest.approx(1)


def constant_model(outputs: dict[str, Any]) -> bytes:
    """An ONNX model that answers every picture alike."""
    kinds = {
        "boxes": onnx.TensorProto.FLOAT,
        "labels": onnx.TensorProto.INT64,
        "scores": onnx.TensorProto.FLOAT,
    }
    nodes = [
        onnx.helper.make_node("Constant", [], [name], value=onnx.numpy_helper.from_array(value))
        for name, value in outputs.items()
    ]
    graph = onnx.helper.make_graph(
        nodes,
        "constant",
        [onnx.helper.make_tensor_value_info("image", onnx.TensorProto.FLOAT, [1, 3, "h", "w"])],
        [onnx.helper.make_tensor_value_info(name, kinds[name], list(v.shape)) for name, v in outputs.items()],
    )
    opset = [onnx.helper.make_opsetid("", 17)]
    return onnx.helper.make_model(graph, opset_imports=opset, ir_version=8).SerializeToString()


def test_an_epoch_has_every_picture_once_in_batches_of_one_orientation(shapes: Path) -> None:
    image = FrozenDataset.model_validate_json((shapes / "dataset.json").read_bytes()).images[0]
    widths = [30] * 13 + [70] * 10
    images = [image.model_copy(update={"width": width, "height": 50}) for width in widths]
    first, second = (order_by_orientation(images, 4, torch.Generator().manual_seed(seed)) for seed in (1, 2))
    assert sorted(first) == sorted(second) == list(range(23))
    assert first != second
    batches = [{widths[index] for index in first[start : start + 4]} for start in range(0, 20, 4)]
    assert all(len(batch) == 1 for batch in batches)
