"""Which images train and which validate. The test split is never looked at while training."""

import random
from collections.abc import Sequence

from trainer.data.frozen import Image
from trainer.errors import TrainerError
from trainer.events import Events


def split_for_training(
    images: Sequence[Image], *, val_fraction: float, seed: int, events: Events
) -> tuple[list[Image], list[Image]]:
    """Returns the training and the validation images.

    Without a validation split, a seeded share of the training groups is held out (an image without a
    group is its own).

    Raises:
        TrainerError: `no-images`.
    """
    train = [image for image in images if image.split == "train"]
    val = [image for image in images if image.split == "val"]
    if train and val:
        return train, val
    groups: dict[str, list[Image]] = {}
    for image in train:
        groups.setdefault(f"group {image.group}" if image.group else f"image {image.id}", []).append(image)
    if len(groups) < 2:
        raise TrainerError(
            "no-images",
            f"The training split has {len(train)} images in {len(groups)} groups.",
            "Put at least two unrelated images into the training split and freeze the dataset again.",
        )
    names = sorted(groups)
    random.Random(f"{seed} validation").shuffle(names)
    wanted = max(1, round(len(train) * val_fraction))
    held_out: set[str] = set()
    for name in names[:-1]:
        if sum(len(groups[chosen]) for chosen in held_out) >= wanted:
            break
        held_out.add(name)
    val = [image for name in names if name in held_out for image in groups[name]]
    train = [image for name in names if name not in held_out for image in groups[name]]
    events.log(
        "info",
        f"The dataset has no validation split: {len(val)} of {len(train) + len(val)} training images, "
        f"drawn with seed {seed}, are held out for validation.",
    )
    return train, val
