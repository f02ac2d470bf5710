"""`manifest.json` beside each ONNX model: the Python twin of `lib/protocol/model-manifest.ts`."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from trainer.config import Contract, Identifier, RecipeName, Text
from trainer.data.frozen import Sha256
from trainer.data.preprocess import Preprocess
from trainer.errors import TrainerError

FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Dtype = Literal["float32", "int64"]


class LabelIndex(Contract):
    """Which output index is which label."""

    index: int = Field(ge=0)
    id: str | None
    name: Text


class ModelFile(Contract):
    """One file of the model."""

    name: FileName
    bytes: int = Field(gt=0)
    sha256: Sha256
    precision: Literal["float32", "float16-weights"]


class Input(Contract):
    """The graph's one input."""

    name: str
    dtype: Literal["float32"] = "float32"
    shape: tuple[int | None, Literal[3], int | None, int | None]
    layout: Literal["NCHW"] = "NCHW"
    range: tuple[Literal[0], Literal[1]] = (0, 1)


class Output(Contract):
    """One output of the graph; null: a free dimension."""

    name: str
    dtype: Dtype
    shape: tuple[int | None, ...]


class DetectionsPostprocess(Contract):
    """Boxes after non-maximum suppression, shown from a threshold on."""

    kind: Literal["detections"] = "detections"
    score_threshold: float = Field(ge=0, le=1)
    nms: Literal["graph"] = "graph"
    nms_iou: float
    max_detections: int = Field(gt=0)


class BinaryLogitPostprocess(Contract):
    """P(labels[1]) = sigmoid(logit / temperature)."""

    kind: Literal["binary-logit"] = "binary-logit"
    temperature: float = Field(gt=0)
    threshold: float = Field(ge=0, le=1)


class GoldenOutput(Contract):
    """One output's values, row-major."""

    dtype: Dtype
    shape: tuple[Annotated[int, Field(ge=0)], ...]
    data: tuple[float, ...]


class Golden(Contract):
    """A picture with the tensor and the outputs it must give."""

    image: FileName
    image_sha256: Sha256
    tensor_sha256: Sha256
    shape: tuple[Annotated[int, Field(gt=0)], ...]
    outputs: dict[str, GoldenOutput]


class Parity(Contract):
    """Torch against onnxruntime at export."""

    images: int = Field(gt=0)
    max_abs_error: dict[str, float]


class ImageCounts(Contract):
    """How many images trained and validated."""

    train: int = Field(ge=0)
    val: int = Field(ge=0)


class Training(Contract):
    """Where the model comes from."""

    run_id: str
    attempt: int = Field(ge=1)
    seed: int = Field(ge=0)
    device: str
    epochs: int = Field(ge=0)
    best_epoch: int = Field(ge=1)
    steps: int = Field(ge=0)
    seconds: float = Field(ge=0)
    images: ImageCounts
    starting_weights: str
    metrics: dict[str, float]
    config: dict[str, object]


class DatasetReference(Contract):
    """The frozen version it was trained on."""

    name: str
    content_hash: Sha256


class ModelManifest(Contract):
    """All that is needed to run the model as the trainer did."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    id: Identifier
    version: int = Field(default=1, ge=1)
    task: RecipeName
    recipe: RecipeName
    architecture: str
    labels: tuple[LabelIndex, ...]
    files: Annotated[tuple[ModelFile, ...], Field(min_length=1)]
    opset: Literal[17] = 17
    input: Input
    preprocess: Preprocess
    outputs: tuple[Output, ...]
    postprocess: Annotated[DetectionsPostprocess | BinaryLogitPostprocess, Field(discriminator="kind")]
    tolerance: dict[str, float]
    parity: Parity
    golden: Annotated[tuple[Golden, ...], Field(min_length=1)]
    training: Training
    dataset: DatasetReference
    libraries: dict[str, str]


def read_model_manifest(path: Path) -> ModelManifest:
    """Reads a manifest.

    Raises:
        TrainerError: `model-unreadable`.
    """
    try:
        return ModelManifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise TrainerError(
            "model-unreadable",
            f"The model's manifest {path.name} cannot be read: {error}.",
            "Score another model, or train and export this one again.",
        ) from error
