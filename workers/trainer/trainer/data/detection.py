"""Boxes of a frozen dataset as classes and arrays."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from trainer.data.frozen import FrozenDataset, Image, Label
from trainer.errors import TrainerError
from trainer.events import Events
from trainer.metrics.average_precision import Detections, Truth


def labels_with_boxes(dataset: FrozenDataset, images: Sequence[Image], events: Events) -> list[Label]:
    """Returns the labels that at least one box of the images has, in the dataset's order.

    Raises:
        TrainerError: `no-annotations` when there is no box at all.
    """
    used = {box.label_id for image in images for box in image.boxes}
    if not used:
        raise TrainerError(
            "no-annotations",
            "No training image has a box.",
            "Draw boxes on the training images and freeze the dataset again.",
        )
    unused = [label.name for label in dataset.labels if label.id not in used]
    if unused:
        events.log("warning", f"No training box has these labels, so they are left out: {', '.join(unused)}.")
    return [label for label in dataset.labels if label.id in used]


def truth_of(image: Image, class_of_label: Mapping[str, int]) -> Truth:
    """Returns the image's boxes of known classes, clipped to the image; what lies outside is left out."""
    labels: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    for box in image.boxes:
        left, top = max(0.0, box.x), max(0.0, box.y)
        right, bottom = (
            min(float(image.width), box.x + box.width),
            min(float(image.height), box.y + box.height),
        )
        if box.label_id in class_of_label and right > left and bottom > top:
            labels.append(class_of_label[box.label_id])
            boxes.append((left, top, right - left, bottom - top))
    return Truth(
        labels=np.array(labels, np.int64),
        boxes=np.array(boxes, np.float64).reshape(-1, 4),
        crowd=np.zeros(len(labels), np.bool_),
    )


def warn_about_outside_boxes(images: Sequence[Image], events: Events) -> None:
    """Says how many boxes lie wholly outside their image."""
    outside = [
        image.file
        for image in images
        for box in image.boxes
        if box.x >= image.width or box.y >= image.height or box.x + box.width <= 0 or box.y + box.height <= 0
    ]
    if outside:
        events.log(
            "warning",
            f"{len(outside)} boxes lie outside their image and are left out, first in {outside[0]}.",
        )


def to_image_pixels(result: dict[str, Any], image: Image, size: tuple[int, ...]) -> Detections:
    """Turns the model's corners in input pixels into boxes of the image; labels become 0-based classes."""
    corners = np.asarray(result["boxes"], np.float64).reshape(-1, 4)
    corners = corners * np.array([image.width / size[1], image.height / size[0]] * 2)
    boxes = np.concatenate([corners[:, :2], corners[:, 2:] - corners[:, :2]], axis=1)
    labels = np.asarray(result["labels"], np.int64) - 1
    return Detections(labels=labels, boxes=boxes, scores=np.asarray(result["scores"], np.float64))
