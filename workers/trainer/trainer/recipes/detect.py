"""Detection: torchvision's Faster R-CNN, fine-tuned on boxes."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn
from torch.utils.data import Dataset

from trainer import engine, export
from trainer.cancel import Cancel
from trainer.config import TrainingConfig, TrainSpec, read_config
from trainer.data.detection import labels_with_boxes, to_image_pixels, truth_of, warn_about_outside_boxes
from trainer.data.frozen import FrozenDataset, Image, Label
from trainer.data.pictures import Pictures
from trainer.data.preprocess import FitSize, Preprocess, resize_picture, to_tensor
from trainer.data.splits import split_for_training
from trainer.events import Events
from trainer.manifest import DetectionsPostprocess, LabelIndex, Output
from trainer.metrics.average_precision import Detections, average_precision, best_f1_threshold
from trainer.models.detector import MIN_SCORE, NMS_IOU, create_detector, freeze_batch_norm
from trainer.package import Package, write_package

OUTPUTS = (
    Output(name="boxes", dtype="float32", shape=(None, 4)),
    Output(name="labels", dtype="int64", shape=(None,)),
    Output(name="scores", dtype="float32", shape=(None,)),
)
TOLERANCE = {"boxes": 0.05, "labels": 0.0, "scores": 5e-4}
PARITY_IMAGES = 8
GOLDEN_CANDIDATES = 12


class DetectConfig(TrainingConfig):
    """`detectConfigSchema` of `lib/protocol/run-spec.ts`."""

    backbone: Literal["efficientnet_lite0", "mobilenet_v3_320", "resnet50_fpn"] = "efficientnet_lite0"
    epochs: int = Field(default=8, ge=1, le=1000)
    batch_size: int = Field(default=4, ge=1, le=256)
    learning_rate: float = Field(default=6e-4, gt=0, le=1)
    backbone_learning_rate: float = Field(default=2e-4, ge=0, le=1)
    shortest_side: int = Field(default=320, ge=64, le=1600)
    longest_side: int = Field(default=480, ge=64, le=2400)
    max_detections: int = Field(default=100, ge=1, le=1000)


class BoxItems(Dataset[tuple[Tensor, dict[str, Tensor]]]):
    """Training items by (epoch, index): a picture and its boxes, perhaps mirrored."""

    def __init__(
        self,
        images: Sequence[Image],
        pictures: Pictures,
        class_of: dict[str, int],
        config: DetectConfig,
        seed: int,
    ) -> None:
        self.images, self.pictures, self.class_of = images, pictures, class_of
        self.config, self.seed = config, seed

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, key: tuple[int, int]) -> tuple[Tensor, dict[str, Tensor]]:
        epoch, index = key
        image = self.images[index]
        pixels = to_tensor(self.pictures.resized(image))  # [3, H, W] in [0, 1]
        truth = truth_of(image, self.class_of)
        height, width = pixels.shape[1:]
        scale = np.array([width / image.width, height / image.height] * 2)
        corners = (
            np.concatenate([truth.boxes[:, :2], truth.boxes[:, :2] + truth.boxes[:, 2:]], axis=1) * scale
        )
        generator = np.random.default_rng([self.seed, epoch, index])
        if self.config.flip and generator.random() < 0.5:
            pixels = pixels[:, :, ::-1].copy()
            corners = np.stack(
                [width - corners[:, 2], corners[:, 1], width - corners[:, 0], corners[:, 3]], axis=1
            )
        # A box thinner than this after scaling gives torchvision a zero division.
        kept = (corners[:, 2:] - corners[:, :2]).min(axis=1, initial=np.inf) > 0.5
        target = {
            "boxes": torch.from_numpy(corners[kept].astype(np.float32)),
            "labels": torch.from_numpy(truth.labels[kept] + 1),  # 0 is background
        }
        return torch.from_numpy(pixels), target


def order_by_orientation(images: Sequence[Image], batch_size: int, generator: torch.Generator) -> list[int]:
    """Returns every index once; batches are of one orientation where they can be, for less padding."""
    shuffled: list[int] = torch.randperm(len(images), generator=generator).tolist()
    wide = [index for index in shuffled if images[index].width > images[index].height]
    tall = [index for index in shuffled if images[index].width <= images[index].height]
    batches: list[list[int]] = []
    rest: list[int] = []
    for group in (wide, tall):
        whole = len(group) - len(group) % batch_size
        batches += [group[start : start + batch_size] for start in range(0, whole, batch_size)]
        rest += group[whole:]
    order: list[int] = torch.randperm(len(batches), generator=generator).tolist()
    return [index for batch in order for index in batches[batch]] + rest


class DetectTask:
    """Faster R-CNN as the engine sees it."""

    selection = "val/ap"

    def __init__(
        self,
        model: nn.Module,
        items: BoxItems,
        val: Sequence[Image],
        config: DetectConfig,
        events: Events,
        cancel: Cancel,
    ) -> None:
        self.model, self.items, self.val, self.config = model, items, val, config
        self.events, self.cancel = events, cancel
        self.trained_norms = any(
            module.weight.requires_grad for module in model.modules() if isinstance(module, nn.BatchNorm2d)
        )

    def parameter_groups(self) -> list[dict[str, Any]]:
        """The pretrained body learns more slowly than what is new."""
        body = {id(parameter) for parameter in self.model.get_submodule("backbone.body").parameters()}
        config = self.config
        slow = config.learning_rate if config.weights == "none" else config.backbone_learning_rate
        trained = [parameter for parameter in self.model.parameters() if parameter.requires_grad]
        decay = config.weight_decay
        return [
            {
                "params": [p for p in trained if id(p) not in body],
                "lr": config.learning_rate,
                "weight_decay": decay,
            },
            {"params": [p for p in trained if id(p) in body], "lr": max(slow, 1e-12), "weight_decay": decay},
        ]

    def draw_epoch(self, generator: torch.Generator) -> list[int]:
        """Every image once."""
        return order_by_orientation(self.items.images, self.config.batch_size, generator)

    def collate(self, items: list[Any]) -> Any:
        """Pictures of different sizes stay a list; the model pads them."""
        return [item[0] for item in items], [item[1] for item in items]

    def train_mode(self) -> None:
        """Pretrained batch norms keep their statistics."""
        self.model.train()
        if not self.trained_norms:
            freeze_batch_norm(self.model)

    def loss(self, batch: Any, device: torch.device) -> dict[str, Tensor]:
        """Torchvision's four losses."""
        pictures, targets = batch
        on_device = [{name: value.to(device) for name, value in target.items()} for target in targets]
        return self.model([picture.to(device) for picture in pictures], on_device)

    def evaluate(self, model: nn.Module) -> dict[str, float]:
        """COCO average precision on the validation images."""
        truths = [truth_of(image, self.items.class_of) for image in self.val]
        found = self.predict(model)
        result = average_precision(truths, found, len(self.items.class_of))
        return {f"val/{name}": value for name, value in result.values().items()}

    def predict(self, model: nn.Module) -> list[Detections]:
        """Finds boxes on the validation images one by one, as a browser will."""
        device = next(model.parameters()).device
        found: list[Detections] = []
        for done, image in enumerate(self.val):
            self.cancel.check()
            tensor = torch.from_numpy(to_tensor(self.items.pictures.resized(image))).to(device)
            result = {name: value.cpu().numpy() for name, value in model([tensor])[0].items()}
            found.append(to_image_pixels(result, image, tuple(tensor.shape[-2:])))
            self.events.progress(done + 1, len(self.val), "validate")
        return found


class DetectorGraph(nn.Module):
    """[1, 3, H, W] in [0, 1] to boxes, labels and scores of its one picture."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Returns boxes [N, 4] in input pixels, labels [N] and scores [N]."""
        result = self.model([image[0]])[0]
        return result["boxes"], result["labels"], result["scores"]


def run(spec: TrainSpec, dataset: FrozenDataset, events: Events, cancel: Cancel) -> dict[str, object]:
    """Trains, exports and returns the summary."""
    config = read_config(DetectConfig, spec.config)
    device = engine.choose_device(spec.device)
    engine.prepare_torch(threads=spec.threads, seed=spec.seed)
    train, val = split_for_training(
        dataset.images, val_fraction=config.val_fraction, seed=spec.seed, events=events
    )
    labels = labels_with_boxes(dataset, train, events)
    warn_about_outside_boxes([*train, *val], events)
    model, normalisation, source = create_detector(
        config.backbone,
        len(labels),
        weights=config.weights,
        weights_dir=None if spec.weights_dir is None else Path(spec.weights_dir),
        max_detections=config.max_detections,
    )
    size = FitSize(shortest_side=config.shortest_side, longest_side=config.longest_side)
    preprocess = Preprocess(crop="none", size=size, normalisation=normalisation)
    pictures = Pictures(Path(spec.dataset.images_dir), preprocess)
    class_of = {label.id: index for index, label in enumerate(labels)}
    task = DetectTask(
        model, BoxItems(train, pictures, class_of, config, spec.seed), val, config, events, cancel
    )
    settings = engine.Settings(
        epochs=config.epochs,
        batch_size=config.batch_size,
        seed=spec.seed,
        device=device,
        output_dir=Path(spec.output_dir),
        fingerprint=json.dumps([dataset.content_hash, spec.seed, config.model_dump(mode="json")]),
        ema_decay=config.ema_decay,
        resume_from=None if spec.resume_from is None else Path(spec.resume_from),
    )
    trained = engine.fit(task, settings, events, cancel)
    cancel.check()
    package = export_detector(spec, config, task, preprocess, labels)
    return write_package(
        package, spec=spec, config=config, dataset=dataset, trained=trained, device=str(device),
        starting_weights=source, train_count=len(train), val_count=len(val), events=events,
    )  # fmt: skip


def export_detector(
    spec: TrainSpec, config: DetectConfig, task: DetectTask, preprocess: Preprocess, labels: Sequence[Label]
) -> Package:
    """Exports the task's model and measures what was exported."""
    events, output_dir = task.events, Path(spec.output_dir)
    events.progress(0, 3, "export")
    example = torch.rand(1, 3, config.shortest_side, config.shortest_side + 32)
    graph_module = export.freeze_for_export(
        DetectorGraph(task.model), example, half=config.export_half_weights
    )
    graph = export.export_graph(
        graph_module,
        output_dir / "model.onnx",
        example=example,
        outputs=OUTPUTS,
        dynamic_axes={
            export.INPUT_NAME: {2: "height", 3: "width"},
            **{output.name: {0: "detections"} for output in OUTPUTS},
        },
        half=config.export_half_weights,
        threads=spec.threads,
    )
    events.progress(1, 3, "export")
    pictures = task.items.pictures
    tensors = [to_tensor(pictures.resized(image)) for image in task.val[:PARITY_IMAGES]]
    parity = export.measure_parity(graph, tensors, compare_detections, TOLERANCE)
    events.progress(2, 3, "export")
    with torch.inference_mode():
        found = task.predict(graph_module.get_submodule("model"))
    truths = [truth_of(image, task.items.class_of) for image in task.val]
    result = average_precision(truths, found, len(labels))
    golden_picture = choose_golden(graph, task.val[:GOLDEN_CANDIDATES], pictures, preprocess)
    golden = export.write_golden(graph, golden_picture, preprocess, output_dir / "golden-0.png")
    events.progress(3, 3, "export")
    return Package(
        graph=graph,
        architecture=config.backbone,
        input_shape=(1, 3, None, None),
        preprocess=preprocess,
        labels=tuple(
            LabelIndex(index=index + 1, id=label.id, name=label.name) for index, label in enumerate(labels)
        ),
        postprocess=DetectionsPostprocess(
            score_threshold=best_f1_threshold(truths, found, len(labels)),
            nms_iou=NMS_IOU,
            max_detections=config.max_detections,
        ),
        tolerance=TOLERANCE,
        parity=parity,
        parity_images=len(tensors),
        golden=golden,
        metrics={f"val/{name}": value for name, value in result.values().items()},
    )


def choose_golden(
    graph: export.ExportedGraph, images: Sequence[Image], pictures: Pictures, preprocess: Preprocess
) -> Any:
    """Returns the small picture with the surest find that has no box near the graph's own threshold."""
    best_score, best = -1.0, None
    for image in images:
        small = export.shrink_for_golden(pictures.decoded(image))
        scores = graph.run(to_tensor(resize_picture(small, preprocess)))["scores"]
        near = bool((np.abs(scores - MIN_SCORE) < 0.002).any())
        score = -0.5 if near else float(scores.max(initial=0.0))
        if score > best_score:
            best_score, best = score, small
    return best


def compare_detections(torch_result: export.Arrays, onnx_result: export.Arrays) -> dict[str, float]:
    """Pairs each box with the nearest of the same label; one that only one side has counts by its score.

    Scores at the graph's threshold may fall on either side of it, and equal scores may swap places.
    """
    worst = {"boxes": 0.0, "labels": 0.0, "scores": 0.0}
    for mine, theirs in ((torch_result, onnx_result), (onnx_result, torch_result)):
        for box, label, score in zip(mine["boxes"], mine["labels"], mine["scores"], strict=True):
            same = theirs["labels"] == label
            distance = np.abs(theirs["boxes"] - box).max(axis=1) + 1e3 * np.abs(theirs["scores"] - score)
            if not same.any() or distance[same].min() > 5:
                if score > MIN_SCORE + TOLERANCE["scores"]:
                    worst["labels"] = 1.0
                continue
            nearest = int(np.flatnonzero(same)[np.argmin(distance[same])])
            worst["boxes"] = max(worst["boxes"], float(np.abs(theirs["boxes"][nearest] - box).max()))
            worst["scores"] = max(worst["scores"], float(abs(theirs["scores"][nearest] - score)))
    return worst
