"""A frozen dataset version: the Python twin of `lib/protocol/frozen-dataset.ts`."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator

from trainer.config import Contract, DatasetPaths, Identifier, Text
from trainer.errors import TrainerError

Split = Literal["train", "val", "test"]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Label(Contract):
    """A class of the dataset."""

    id: Identifier
    name: Identifier


class Box(Contract):
    """A bounding box in float pixels, 0-based from the top left."""

    id: Identifier
    label_id: Identifier
    kind: Literal["box"]
    x: float
    y: float
    width: float = Field(gt=0)
    height: float = Field(gt=0)


class Tag(Contract):
    """A label of the whole image."""

    id: Identifier
    label_id: Identifier
    kind: Literal["tag"]


class Image(Contract):
    """One image and what is known about it."""

    id: Identifier
    sha256: Sha256
    file: Text
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    split: Split
    group: Text | None
    annotations: tuple[Annotated[Box | Tag, Field(discriminator="kind")], ...]

    @field_validator("file")
    @classmethod
    def _stays_inside(cls, file: str) -> str:
        if file.startswith("/") or ".." in file.replace("\\", "/").split("/"):
            raise ValueError("must stay inside imagesDir")
        return file

    @property
    def boxes(self) -> list[Box]:
        """The image's boxes."""
        return [annotation for annotation in self.annotations if isinstance(annotation, Box)]

    @property
    def tags(self) -> list[Tag]:
        """The image's tags."""
        return [annotation for annotation in self.annotations if isinstance(annotation, Tag)]


class FrozenDataset(Contract):
    """The dataset's manifest."""

    schema_: Literal[1] = Field(alias="schema")
    name: Text
    content_hash: Sha256
    labels: tuple[Label, ...]
    images: tuple[Image, ...]


def read_frozen_dataset(paths: DatasetPaths) -> FrozenDataset:
    """Reads the manifest and checks that its labels and files exist.

    Raises:
        TrainerError: `dataset-unreadable`, `unknown-label` or `image-unreadable`.
    """
    remedy = "Freeze the dataset again, or start the run on another version."
    try:
        dataset = FrozenDataset.model_validate_json(Path(paths.manifest_path).read_bytes())
    except OSError as error:
        message = f"The dataset's manifest cannot be read: {error.strerror} ({paths.manifest_path})."
        raise TrainerError("dataset-unreadable", message, remedy) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise TrainerError(
            "dataset-unreadable", f"The dataset's manifest: {where}: {first['msg']}.", remedy
        ) from error
    _check_labels(dataset, remedy)
    for image in dataset.images:
        if not (Path(paths.images_dir) / image.file).is_file():
            raise TrainerError(
                "image-unreadable",
                f"The picture {image.file} is not in {paths.images_dir}.",
                "Start the run again, so that the worker fetches its pictures anew.",
            )
    return dataset


def _check_labels(dataset: FrozenDataset, remedy: str) -> None:
    known = {label.id for label in dataset.labels}
    for image in dataset.images:
        for annotation in image.annotations:
            if annotation.label_id not in known:
                message = f"{image.file} has an annotation with the unknown label {annotation.label_id}."
                raise TrainerError("unknown-label", message, remedy)
