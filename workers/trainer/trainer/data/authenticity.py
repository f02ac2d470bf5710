"""Tags of a frozen dataset as real or generated."""

from collections.abc import Sequence

from trainer.data.frozen import FrozenDataset, Image, Label
from trainer.errors import TrainerError
from trainer.events import Events


def find_real_label(dataset: FrozenDataset, name: str) -> Label:
    """Returns the label that means real, by its name in any case.

    Raises:
        TrainerError: `unknown-label`.
    """
    for label in dataset.labels:
        if label.name.casefold() == name.casefold():
            return label
    names = ", ".join(label.name for label in dataset.labels) or "none"
    raise TrainerError(
        "unknown-label",
        f'The dataset has no label named "{name}" (it has: {names}).',
        "Set realLabel to the tag that means real, or add that tag to the dataset.",
    )


def truth_of(image: Image, real: Label) -> bool | None:
    """Returns True for real, False for generated (tagged, but not as real), None for untagged."""
    tags = image.tags
    return any(tag.label_id == real.id for tag in tags) if tags else None


def tagged(images: Sequence[Image], events: Events) -> list[Image]:
    """Returns the images with a tag and says how many have none.

    Raises:
        TrainerError: `no-annotations` when none has one.
    """
    kept = [image for image in images if image.tags]
    if not kept:
        raise TrainerError(
            "no-annotations",
            "No image of the split has a tag.",
            "Tag the images as real or generated and freeze the dataset again.",
        )
    if len(kept) < len(images):
        events.log("warning", f"{len(images) - len(kept)} images have no tag and are left out.")
    return kept
