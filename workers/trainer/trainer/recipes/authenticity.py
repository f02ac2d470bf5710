"""Authenticity: is a picture real or generated? One logit over image tags."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from PIL import Image as Pillow
from PIL import ImageFilter
from pydantic import Field
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import Dataset

from trainer import engine, export
from trainer.cancel import Cancel
from trainer.config import TrainingConfig, TrainSpec, read_config
from trainer.data.authenticity import find_real_label, tagged, truth_of
from trainer.data.frozen import FrozenDataset, Image, Label
from trainer.data.pictures import Pictures
from trainer.data.preprocess import FixedSize, Normalisation, Preprocess, to_tensor
from trainer.data.splits import split_for_training
from trainer.errors import TrainerError
from trainer.events import Events
from trainer.manifest import BinaryLogitPostprocess, LabelIndex, Output
from trainer.metrics import binary
from trainer.models import efficientnet_lite
from trainer.models.detector import freeze_batch_norm
from trainer.models.four_conv import SIDE, FourConv
from trainer.package import Package, write_package

OUTPUTS = (Output(name="logits", dtype="float32", shape=(None, 1)),)
TOLERANCE = {"logits": 1e-4}
PARITY_IMAGES = 16
MEAN, STD = (0.5, 0.5, 0.5), (0.5, 0.5, 0.5)


class AuthenticityConfig(TrainingConfig):
    """`authenticityConfigSchema` of `lib/protocol/run-spec.ts`."""

    architecture: Literal["four_conv", "efficientnet_lite0"] = "four_conv"
    real_label: str = Field(default="real", min_length=1, max_length=200)
    epochs: int = Field(default=20, ge=1, le=1000)
    batch_size: int = Field(default=16, ge=1, le=256)
    learning_rate: float = Field(default=3e-4, gt=0, le=1)
    jpeg_probability: float = Field(default=0.5, ge=0, le=1)
    blur_probability: float = Field(default=0.25, ge=0, le=1)
    min_crop: float = Field(default=0.8, gt=0, le=1)
    balance: Literal["loss", "sampler", "none"] = "loss"


class NormalisedClassifier(nn.Module):
    """[B, 3, 256, 256] in [0, 1] to logits [B, 1]; positive means real."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network
        self.mean = nn.Buffer(torch.tensor(MEAN).view(1, 3, 1, 1))
        self.std = nn.Buffer(torch.tensor(STD).view(1, 3, 1, 1))

    def forward(self, image: Tensor) -> Tensor:
        """Normalises and classifies."""
        return self.network((image - self.mean) / self.std)


class AugmentedItems(Dataset[tuple[Tensor, float]]):
    """Training items by (epoch, index): a perturbed picture and whether it is real."""

    def __init__(
        self, images: Sequence[Image], pictures: Pictures, real: Label, config: AuthenticityConfig, seed: int
    ) -> None:
        self.images, self.pictures, self.config, self.seed = images, pictures, config, seed
        self.truths = [bool(truth_of(image, real)) for image in images]

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, key: tuple[int, int]) -> tuple[Tensor, float]:
        epoch, index = key
        generator = np.random.default_rng([self.seed, epoch, index])
        image = self.images[index]
        picture = augment(self.pictures.decoded(image), self.pictures.crop_of(image), self.config, generator)
        return torch.from_numpy(to_tensor(picture)), float(self.truths[index])


def augment(
    picture: Pillow.Image,
    box: tuple[int, int, int, int],
    config: AuthenticityConfig,
    generator: np.random.Generator,
) -> Pillow.Image:
    """Crops, mirrors, blurs and re-encodes, so that the model cannot lean on a pipeline's fingerprints."""
    left, top, right, _ = box
    side = right - left
    kept = max(1, round(side * generator.uniform(config.min_crop, 1)))
    left += int(generator.integers(0, side - kept + 1))
    top += int(generator.integers(0, side - kept + 1))
    picture = picture.crop((left, top, left + kept, top + kept))
    picture = picture.resize((SIDE, SIDE), Pillow.Resampling.BILINEAR)
    if config.flip and generator.random() < 0.5:
        picture = picture.transpose(Pillow.Transpose.FLIP_LEFT_RIGHT)
    if generator.random() < config.blur_probability:
        picture = picture.filter(ImageFilter.GaussianBlur(float(generator.uniform(0.2, 1.5))))
    if generator.random() < config.jpeg_probability:
        buffer = io.BytesIO()
        picture.save(buffer, format="JPEG", quality=int(generator.integers(40, 96)))
        picture = Pillow.open(buffer).convert("RGB")
    return picture


class AuthenticityTask:
    """The classifier as the engine sees it."""

    def __init__(
        self,
        model: NormalisedClassifier,
        items: AugmentedItems,
        val: Sequence[Image],
        real: Label,
        config: AuthenticityConfig,
        events: Events,
        cancel: Cancel,
    ) -> None:
        self.model, self.items, self.val, self.config = model, items, val, config
        self.events, self.cancel = events, cancel
        self.val_truths = np.array([bool(truth_of(image, real)) for image in val])
        both = self.val_truths.any() and not self.val_truths.all()
        self.selection = "val/auroc" if both else "val/accuracy"
        self.pretrained = config.architecture == "efficientnet_lite0" and config.weights != "none"
        self.real_count = sum(items.truths)
        self.generated_count = len(items.truths) - self.real_count

    def parameter_groups(self) -> list[dict[str, Any]]:
        """One rate for all."""
        config = self.config
        return [
            {
                "params": list(self.model.parameters()),
                "lr": config.learning_rate,
                "weight_decay": config.weight_decay,
            }
        ]

    def draw_epoch(self, generator: torch.Generator) -> list[int]:
        """Every image once, or as many drawn with both sides equally likely."""
        if self.config.balance != "sampler":
            return torch.randperm(len(self.items), generator=generator).tolist()
        weights = [1 / (self.real_count if truth else self.generated_count) for truth in self.items.truths]
        return torch.multinomial(
            torch.tensor(weights), len(weights), replacement=True, generator=generator
        ).tolist()

    def collate(self, items: list[Any]) -> Any:
        """Stacks pictures [B, 3, 256, 256] and truths [B]."""
        return torch.stack([item[0] for item in items]), torch.tensor([item[1] for item in items])

    def train_mode(self) -> None:
        """Pretrained batch norms keep their statistics."""
        self.model.train()
        if self.pretrained:
            freeze_batch_norm(self.model)

    def loss(self, batch: Any, device: torch.device) -> dict[str, Tensor]:
        """Cross-entropy on logits, the rarer side weighted up."""
        pictures, truths = batch
        logits = self.model(pictures.to(device)).squeeze(1).float()
        weight = None
        if self.config.balance == "loss":
            weight = torch.tensor(self.generated_count / self.real_count, device=device)
        return {
            "cross_entropy": functional.binary_cross_entropy_with_logits(
                logits, truths.to(device), pos_weight=weight
            )
        }

    def evaluate(self, model: nn.Module) -> dict[str, float]:
        """Accuracy, AUROC, calibration and cross-entropy on the validation images."""
        return self.values_of(self.predict(model), temperature=1.0)

    def values_of(self, logits: binary.Floats, *, temperature: float) -> dict[str, float]:
        """Names the metrics of the validation logits."""
        truths = self.val_truths
        probabilities = binary.sigmoid(logits / temperature)
        signed = np.where(truths, logits, -logits) / temperature
        values = {
            "val/accuracy": binary.accuracy(probabilities, truths),
            "val/auroc": binary.auroc(logits, truths),
            "val/ece": binary.calibration_error(probabilities, truths),
            "val/cross_entropy": float(np.logaddexp(0, -signed).mean()),
        }
        return {name: value for name, value in values.items() if np.isfinite(value)}

    def predict(self, model: nn.Module) -> binary.Floats:
        """Returns the validation logits [N]."""
        device = next(model.parameters()).device
        logits: list[float] = []
        for done, image in enumerate(self.val):
            self.cancel.check()
            tensor = torch.from_numpy(to_tensor(self.items.pictures.resized(image)))[None]
            logits.append(float(model(tensor.to(device))))
            self.events.progress(done + 1, len(self.val), "validate")
        if not np.isfinite(logits).all():
            raise TrainerError(
                "diverged",
                "The model's answers are no longer numbers.",
                "Lower the learning rate and start the run again.",
            )
        return np.array(logits)


def create_model(config: AuthenticityConfig, weights_dir: Path | None) -> tuple[NormalisedClassifier, str]:
    """Builds the classifier; returns it and where its weights came from.

    Raises:
        TrainerError: `invalid-config` or `weights-unreachable`.
    """
    if config.architecture == "four_conv":
        if config.weights not in ("default", "none"):
            raise TrainerError(
                "invalid-config",
                "The four-convolution discriminator has no pretrained weights.",
                'Choose weights "default" or "none", or the architecture "efficientnet_lite0".',
            )
        return NormalisedClassifier(FourConv()), "random"
    if config.weights == "hub":
        raise TrainerError(
            "invalid-config",
            "EfficientNet-Lite0 has no weights on torchvision's hub.",
            'Choose weights "default" (from its Python package), "folder" or "none".',
        )
    state, source = None, "random"
    if config.weights != "none":
        place = "folder" if config.weights == "folder" else "package"
        state, source = efficientnet_lite.imagenet_state(weights_dir, place)
    return NormalisedClassifier(efficientnet_lite.create_binary_classifier(state)), source


def run(spec: TrainSpec, dataset: FrozenDataset, events: Events, cancel: Cancel) -> dict[str, object]:
    """Trains, exports and returns the summary."""
    config = read_config(AuthenticityConfig, spec.config)
    device = engine.choose_device(spec.device)
    engine.prepare_torch(threads=spec.threads, seed=spec.seed)
    real = find_real_label(dataset, config.real_label)
    usable = tagged([image for image in dataset.images if image.split != "test"], events)
    train, val = split_for_training(usable, val_fraction=config.val_fraction, seed=spec.seed, events=events)
    check_both_sides(train, real)
    model, source = create_model(config, None if spec.weights_dir is None else Path(spec.weights_dir))
    preprocess = Preprocess(
        crop="centre-square",
        size=FixedSize(width=SIDE, height=SIDE),
        normalisation=Normalisation(mean=MEAN, std=STD),
    )
    pictures = Pictures(Path(spec.dataset.images_dir), preprocess)
    items = AugmentedItems(train, pictures, real, config, spec.seed)
    task = AuthenticityTask(model, items, val, real, config, events, cancel)
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
    package = export_classifier(spec, config, task, preprocess, real)
    return write_package(
        package, spec=spec, config=config, dataset=dataset, trained=trained, device=str(device),
        starting_weights=source, train_count=len(train), val_count=len(val), events=events,
    )  # fmt: skip


def check_both_sides(images: Sequence[Image], real: Label) -> None:
    """Refuses to learn a difference from one side alone.

    Raises:
        TrainerError: `no-annotations`.
    """
    truths = {truth_of(image, real) for image in images}
    if truths != {True, False}:
        missing = f'tagged "{real.name}"' if True not in truths else f'with a tag other than "{real.name}"'
        raise TrainerError(
            "no-annotations",
            f"The training split has no image {missing}.",
            "Add both real and generated images to the training split and freeze the dataset again.",
        )


def export_classifier(
    spec: TrainSpec, config: AuthenticityConfig, task: AuthenticityTask, preprocess: Preprocess, real: Label
) -> Package:
    """Exports the task's model, calibrates and measures what was exported."""
    events, output_dir = task.events, Path(spec.output_dir)
    events.progress(0, 3, "export")
    example = torch.rand(1, 3, SIDE, SIDE)
    module = export.freeze_for_export(task.model, example, half=config.export_half_weights)
    graph = export.export_graph(
        module,
        output_dir / "model.onnx",
        example=example,
        outputs=OUTPUTS,
        dynamic_axes={export.INPUT_NAME: {0: "batch"}, "logits": {0: "batch"}},
        half=config.export_half_weights,
        threads=spec.threads,
    )
    events.progress(1, 3, "export")
    pictures = task.items.pictures
    tensors = [to_tensor(pictures.resized(image)) for image in task.val[:PARITY_IMAGES]]
    parity = export.measure_parity(graph, tensors, compare_logits, TOLERANCE)
    events.progress(2, 3, "export")
    with torch.inference_mode():
        logits = task.predict(module)
    temperature = binary.fit_temperature(logits, task.val_truths)
    small = export.shrink_for_golden(pictures.decoded(task.val[0]))
    golden = export.write_golden(graph, small, preprocess, output_dir / "golden-0.png")
    events.progress(3, 3, "export")
    return Package(
        graph=graph,
        architecture=config.architecture,
        input_shape=(None, 3, SIDE, SIDE),
        preprocess=preprocess,
        labels=(
            LabelIndex(index=0, id=None, name="generated"),
            LabelIndex(index=1, id=real.id, name=real.name),
        ),
        postprocess=BinaryLogitPostprocess(temperature=temperature, threshold=0.5),
        tolerance=TOLERANCE,
        parity=parity,
        parity_images=len(tensors),
        golden=golden,
        metrics=task.values_of(logits, temperature=temperature),
    )


def compare_logits(torch_result: export.Arrays, onnx_result: export.Arrays) -> dict[str, float]:
    """The largest difference."""
    return {"logits": float(np.abs(torch_result["logits"] - onnx_result["logits"]).max())}
