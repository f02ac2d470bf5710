"""Scores one exported model on one split of a frozen dataset, with a bootstrap interval."""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from trainer.cancel import Cancel
from trainer.config import ScoreSpec
from trainer.data.authenticity import find_real_label, tagged
from trainer.data.authenticity import truth_of as is_real
from trainer.data.detection import to_image_pixels
from trainer.data.detection import truth_of as boxes_of
from trainer.data.frozen import FrozenDataset, Image
from trainer.data.pictures import Pictures
from trainer.data.preprocess import to_tensor
from trainer.engine import write_atomically
from trainer.errors import TrainerError
from trainer.events import Events
from trainer.export import Arrays, open_session, run_session
from trainer.manifest import (
    BinaryLogitPostprocess,
    DetectionsPostprocess,
    ModelManifest,
    read_model_manifest,
)
from trainer.metrics import binary
from trainer.metrics.average_precision import (
    RECALL_THRESHOLDS,
    Detections,
    MatchTable,
    Truth,
    average_precision,
    box_iou,
)
from trainer.metrics.bootstrap import bootstrap_interval
from trainer.report import (
    BootstrapUsed,
    ClassScore,
    Confusion,
    Curve,
    FoundBox,
    ImageAuthenticity,
    ImageDetections,
    Predictions,
    ScoredDataset,
    ScoredModel,
    ScoreReport,
)

# Which IoU thresholds (of 0.5, 0.55 … 0.95) a detection metric averages over, and its name in the values.
DETECTION_METRICS = {
    "map": (slice(0, 10), "ap"),
    "map50": (slice(0, 1), "ap50"),
    "map75": (slice(5, 6), "ap75"),
}
AUTHENTICITY_METRICS = ("auroc", "accuracy")


@dataclass(frozen=True)
class Result:
    """A model's answers, judged."""

    images: list[Image]
    predictions: tuple[ImageDetections, ...] | tuple[ImageAuthenticity, ...]
    values: dict[str, float]
    # The value that the metric asks for.
    observed: float
    # The same value on a draw of the images.
    resampled: Callable[[NDArray[np.int64]], float]
    per_class: tuple[ClassScore, ...]
    curves: tuple[Curve, ...]
    confusion: Confusion


@dataclass(frozen=True)
class Scoring:
    """What both tasks need."""

    spec: ScoreSpec
    dataset: FrozenDataset
    manifest: ModelManifest
    session: onnxruntime.InferenceSession
    events: Events
    cancel: Cancel

    def answer(self, images: Sequence[Image]) -> list[tuple[Arrays, tuple[int, int]]]:
        """Runs the model on every image; returns its outputs and the input's height and width."""
        pictures = Pictures(Path(self.spec.dataset.images_dir), self.manifest.preprocess, cache_bytes=0)
        answers: list[tuple[Arrays, tuple[int, int]]] = []
        for done, image in enumerate(images):
            self.cancel.check()
            tensor = to_tensor(pictures.resized(image))
            answers.append((run_session(self.session, tensor), (tensor.shape[1], tensor.shape[2])))
            self.events.progress(done + 1, len(images), "predict")
        return answers


def run_score(spec: ScoreSpec, dataset: FrozenDataset, events: Events, cancel: Cancel) -> dict[str, object]:
    """Scores, writes `report.json` and `predictions.json`, and returns the summary.

    Raises:
        TrainerError: the model, the dataset and the metric do not fit together.
    """
    started = time.monotonic()
    manifest, sha256 = _read_model(spec)
    images = [image for image in dataset.images if image.split == spec.score.split]
    if not images:
        raise TrainerError(
            "no-images",
            f"The {spec.score.split} split of {dataset.name} is empty.",
            "Freeze the dataset with images in this split.",
        )
    events.started(total_steps=len(images), epochs=0, device="cpu", resumed_step=0)
    session = open_session(Path(spec.score.model_path), spec.threads)
    scoring = Scoring(spec, dataset, manifest, session, events, cancel)
    result = (
        score_detections(scoring, images)
        if manifest.task == "detect"
        else score_authenticity(scoring, images)
    )
    bootstrap = spec.score.bootstrap

    def tick(done: int) -> None:
        cancel.check()
        events.progress(done, bootstrap.samples, "evaluate")

    interval = bootstrap_interval(
        result.resampled,
        [image.group for image in result.images],
        samples=bootstrap.samples,
        seed=bootstrap.seed,
        observed=result.observed,
        tick=tick,
    )
    report = ScoreReport(
        metric=spec.score.metric,
        score=result.observed,
        low=interval.low,
        high=interval.high,
        bootstrap=BootstrapUsed(
            samples=bootstrap.samples, seed=bootstrap.seed, unit=interval.unit, units=interval.units
        ),
        images=len(result.images),
        split=spec.score.split,
        dataset=ScoredDataset(name=dataset.name, content_hash=dataset.content_hash),
        model=ScoredModel(id=manifest.id, sha256=sha256),
        values=result.values,
        per_class=result.per_class,
        curves=result.curves,
        confusion=result.confusion,
    )
    predictions = Predictions(images=result.predictions)
    report_path = Path(spec.output_dir) / "report.json"
    predictions_path = Path(spec.output_dir) / "predictions.json"
    report_text, predictions_text = (model.model_dump_json(by_alias=True) for model in (report, predictions))
    write_atomically(report_path, lambda part: part.write_text(report_text, encoding="utf-8"))
    write_atomically(predictions_path, lambda part: part.write_text(predictions_text, encoding="utf-8"))
    events.artifact("predictions", predictions_path)
    events.artifact("report", report_path)
    return {
        "kind": "score",
        "seconds": round(time.monotonic() - started, 1),
        "metric": report.metric,
        "score": report.score,
        "low": report.low,
        "high": report.high,
        "images": report.images,
        "values": report.values,
        "reportPath": str(report_path),
    }


def score_detections(scoring: Scoring, images: list[Image]) -> Result:
    """Judges boxes: COCO average precision over the benchmark's labels, matched to the model's by name."""
    labels = scoring.dataset.labels
    classes = {label.id: index for index, label in enumerate(labels)}
    class_of_output = _match_labels(scoring)
    truths = [boxes_of(image, classes) for image in images]
    if not any(len(truth.labels) for truth in truths):
        raise TrainerError(
            "no-annotations",
            f"No image of the {scoring.spec.score.split} split has a box.",
            "Choose a benchmark whose images have boxes.",
        )
    found: list[Detections] = []
    for image, (outputs, size) in zip(images, scoring.answer(images), strict=True):
        boxes = to_image_pixels(outputs, image, size)
        # `to_image_pixels` counts classes from 0, the manifest's outputs from 1 (0 is background).
        mapped = np.array([class_of_output.get(int(label) + 1, -1) for label in boxes.labels], np.int64)
        known = mapped >= 0
        found.append(Detections(mapped[known], boxes.boxes[known], boxes.scores[known]))
    thresholds, name = DETECTION_METRICS[scoring.spec.score.metric]
    result = average_precision(truths, found, len(labels))
    table = MatchTable(truths, found, len(labels))
    postprocess = scoring.manifest.postprocess
    shown_from = postprocess.score_threshold if isinstance(postprocess, DetectionsPostprocess) else 0.5
    counts = [sum(int((truth.labels == index).sum()) for truth in truths) for index in range(len(labels))]
    return Result(
        images=images,
        predictions=tuple(
            _image_detections(image, boxes, scoring) for image, boxes in zip(images, found, strict=True)
        ),
        values=result.values(),
        observed=result.values()[name],
        resampled=lambda drawn: table.average_precision(drawn, thresholds),
        per_class=tuple(
            ClassScore(
                label_id=label.id,
                name=label.name,
                score=float(result.per_class[index]) if counts[index] else None,
                count=counts[index],
            )
            for index, label in enumerate(labels)
        ),
        curves=tuple(
            Curve(
                kind="precision-recall",
                name=label.name,
                x=tuple(RECALL_THRESHOLDS.tolist()),
                y=tuple(result.precision50[index].tolist()),
            )
            for index, label in enumerate(labels)
            if counts[index]
        ),
        confusion=confuse(truths, found, [label.name for label in labels], shown_from),
    )


def score_authenticity(scoring: Scoring, images: list[Image]) -> Result:
    """Judges real or generated over the images that have a tag."""
    postprocess = scoring.manifest.postprocess
    if not isinstance(postprocess, BinaryLogitPostprocess):
        raise _not_fitting(f"{scoring.manifest.id} does not answer real or generated.")
    real = find_real_label(scoring.dataset, scoring.manifest.labels[1].name)
    images = tagged(images, scoring.events)
    truths = np.array([bool(is_real(image, real)) for image in images])
    metric = scoring.spec.score.metric
    if metric == "auroc" and (truths.all() or not truths.any()):
        raise TrainerError(
            "no-annotations",
            "AUROC needs both real and generated images in the split.",
            "Add the missing side to the benchmark, or score accuracy.",
        )
    logits = np.array([float(outputs["logits"][0, 0]) for outputs, _ in scoring.answer(images)])
    probabilities = binary.sigmoid(logits / postprocess.temperature)
    answers = probabilities >= postprocess.threshold
    values = {
        "accuracy": binary.accuracy(probabilities, truths, postprocess.threshold),
        "auroc": binary.auroc(logits, truths),
        "ece": binary.calibration_error(probabilities, truths),
    }
    values = {name: value for name, value in values.items() if np.isfinite(value)}

    def resampled(drawn: NDArray[np.int64]) -> float:
        if metric == "accuracy":
            return float(np.average(answers == truths, weights=drawn))
        return binary.auroc(np.repeat(logits, drawn), np.repeat(truths, drawn))

    sides = ((None, "generated", ~truths), (real.id, real.name, truths))
    x, y = binary.roc_curve(logits, truths)
    return Result(
        images=images,
        predictions=tuple(
            ImageAuthenticity(
                image_id=image.id, logit=float(logit), probability=float(probability), real=bool(truth)
            )
            for image, logit, probability, truth in zip(images, logits, probabilities, truths, strict=True)
        ),
        values=values,
        observed=values[metric],
        resampled=resampled,
        per_class=tuple(
            ClassScore(
                label_id=label_id,
                name=name,
                score=float((answers == truths)[members].mean()) if members.any() else None,
                count=int(members.sum()),
            )
            for label_id, name, members in sides
        ),
        curves=(Curve(kind="roc", name=real.name, x=tuple(x), y=tuple(y)),),
        confusion=Confusion(
            names=("generated", real.name),
            counts=tuple(
                tuple(int((truths == row)[answers == column].sum()) for column in (False, True))
                for row in (False, True)
            ),
        ),
    )


def confuse(
    truths: Sequence[Truth], found: Sequence[Detections], names: Sequence[str], shown_from: float
) -> Confusion:
    """Counts which class was found where which was true, surest box first, at IoU 0.5; last: nothing."""
    nothing = len(names)
    counts = np.zeros((nothing + 1, nothing + 1), np.int64)
    for truth, boxes in zip(truths, found, strict=True):
        overlap = box_iou(boxes.boxes, truth.boxes, truth.crowd)
        free = np.ones(len(truth.labels), np.bool_)
        for index in np.argsort(-boxes.scores, kind="mergesort"):
            if boxes.scores[index] < shown_from:
                break
            candidates = np.where(free, overlap[index], 0.0)
            best = int(candidates.argmax()) if len(candidates) else -1
            if best >= 0 and candidates[best] >= 0.5:
                free[best] = False
                counts[truth.labels[best], boxes.labels[index]] += 1
            else:
                counts[nothing, boxes.labels[index]] += 1
        for label in truth.labels[free]:
            counts[label, nothing] += 1
    return Confusion(names=(*names, ""), counts=tuple(tuple(row) for row in counts.tolist()))


def _read_model(spec: ScoreSpec) -> tuple[ModelManifest, str]:
    manifest = read_model_manifest(Path(spec.score.manifest_path))
    try:
        sha256 = hashlib.sha256(Path(spec.score.model_path).read_bytes()).hexdigest()
    except OSError as error:
        raise TrainerError(
            "model-unreadable",
            f"The model file cannot be read: {error.strerror} ({spec.score.model_path}).",
            "Start the run again, so that the worker fetches the model anew.",
        ) from error
    if sha256 not in {file.sha256 for file in manifest.files}:
        raise TrainerError(
            "model-unreadable",
            "The model file is not the one its manifest describes.",
            "Start the run again, so that the worker fetches the model anew.",
        )
    fitting = tuple(DETECTION_METRICS) if manifest.task == "detect" else AUTHENTICITY_METRICS
    if spec.recipe != manifest.recipe:
        raise _not_fitting(f"The run scores {spec.recipe}, the model is of {manifest.recipe}.")
    if spec.score.metric not in fitting:
        raise _not_fitting(f"A model of {manifest.recipe} cannot be scored by {spec.score.metric}.")
    return manifest, sha256


def _match_labels(scoring: Scoring) -> dict[int, int]:
    by_name = {label.name.casefold(): index for index, label in enumerate(scoring.dataset.labels)}
    outputs = scoring.manifest.labels
    matched = {
        label.index: by_name[label.name.casefold()] for label in outputs if label.name.casefold() in by_name
    }
    unmatched = [label.name for label in outputs if label.index not in matched]
    if not matched:
        theirs = ", ".join(label.name for label in scoring.dataset.labels)
        raise TrainerError(
            "unknown-label",
            f"The model knows {', '.join(unmatched)}; the benchmark has {theirs}. No name is the same.",
            "Choose a benchmark with the model's labels, or rename the labels.",
        )
    if unmatched:
        scoring.events.log(
            "warning",
            f"The benchmark lacks these labels, so such boxes are left out: {', '.join(unmatched)}.",
        )
    return matched


def _image_detections(image: Image, found: Detections, scoring: Scoring) -> ImageDetections:
    labels = scoring.dataset.labels
    return ImageDetections(
        image_id=image.id,
        boxes=tuple(
            FoundBox(
                label_id=labels[int(label)].id,
                x=float(box[0]),
                y=float(box[1]),
                width=float(box[2]),
                height=float(box[3]),
                score=float(score),
            )
            for label, box, score in zip(found.labels, found.boxes, found.scores, strict=True)
        ),
    )


def _not_fitting(message: str) -> TrainerError:
    return TrainerError("invalid-spec", message, "Choose a benchmark and a metric of the model's own task.")
