"""Writes what a training run leaves behind: the ONNX file, its manifest and its golden picture."""

from dataclasses import dataclass
from pathlib import Path

from trainer import export
from trainer.config import TrainingConfig, TrainSpec
from trainer.data.frozen import FrozenDataset
from trainer.data.preprocess import Preprocess
from trainer.engine import Trained, write_atomically
from trainer.events import Events
from trainer.manifest import (
    BinaryLogitPostprocess,
    DatasetReference,
    DetectionsPostprocess,
    Golden,
    ImageCounts,
    Input,
    LabelIndex,
    ModelManifest,
    Parity,
    Training,
)


@dataclass(frozen=True)
class Package:
    """What a recipe knows about the model it exported."""

    graph: export.ExportedGraph
    architecture: str
    input_shape: tuple[int | None, int, int | None, int | None]
    preprocess: Preprocess
    labels: tuple[LabelIndex, ...]
    postprocess: DetectionsPostprocess | BinaryLogitPostprocess
    tolerance: dict[str, float]
    parity: dict[str, float]
    parity_images: int
    golden: Golden
    # Validation values of the exported model.
    metrics: dict[str, float]


def write_package(
    package: Package,
    *,
    spec: TrainSpec,
    config: TrainingConfig,
    dataset: FrozenDataset,
    trained: Trained,
    device: str,
    starting_weights: str,
    train_count: int,
    val_count: int,
    events: Events,
) -> dict[str, object]:
    """Writes the manifest, announces the artifacts and returns the run's summary."""
    batch, channels, height, width = package.input_shape
    if channels != 3:
        raise AssertionError("every model takes RGB")
    manifest = ModelManifest(
        id=f"{spec.run_id}.{spec.attempt}",
        task=spec.recipe,
        recipe=spec.recipe,
        architecture=package.architecture,
        labels=package.labels,
        files=(export.describe_file(package.graph.path, half=config.export_half_weights),),
        input=Input(name=export.INPUT_NAME, shape=(batch, 3, height, width)),
        preprocess=package.preprocess,
        outputs=package.graph.outputs,
        postprocess=package.postprocess,
        tolerance=package.tolerance,
        parity=Parity(images=package.parity_images, max_abs_error=package.parity),
        golden=(package.golden,),
        training=Training(
            run_id=spec.run_id,
            attempt=spec.attempt,
            seed=spec.seed,
            device=device,
            epochs=config.epochs,
            best_epoch=trained.best_epoch,
            steps=trained.steps,
            seconds=round(trained.seconds, 1),
            images=ImageCounts(train=train_count, val=val_count),
            starting_weights=starting_weights,
            metrics=package.metrics,
            config=config.model_dump(mode="json", by_alias=True),
        ),
        dataset=DatasetReference(name=dataset.name, content_hash=dataset.content_hash),
        libraries=export.library_versions(),
    )
    path = Path(spec.output_dir) / "manifest.json"
    text = manifest.model_dump_json(by_alias=True, indent=2) + "\n"
    write_atomically(path, lambda part: part.write_text(text, encoding="utf-8"))
    events.artifact("onnx", package.graph.path)
    events.artifact("golden", path.with_name(package.golden.image))
    events.artifact("manifest", path)
    return {
        "kind": "train",
        "steps": trained.steps,
        "epochs": config.epochs,
        "seconds": round(trained.seconds, 1),
        "bestEpoch": trained.best_epoch,
        "metrics": package.metrics,
        "modelPath": str(package.graph.path),
        "manifestPath": str(path),
    }
