"""`report.json` and `predictions.json`: the Python twin of `lib/protocol/score-report.ts`."""

from typing import Annotated, Literal

from pydantic import Field

from trainer.config import Contract, ScoreMetric

Count = Annotated[int, Field(ge=0)]


class BootstrapUsed(Contract):
    """How the interval was drawn."""

    samples: Count
    seed: Count
    unit: Literal["image", "group"]
    units: int = Field(ge=1)


class ScoredDataset(Contract):
    """The benchmark's frozen version."""

    name: str
    content_hash: str


class ScoredModel(Contract):
    """The model by manifest id and by the hash of its file."""

    id: str
    sha256: str


class ClassScore(Contract):
    """One class; None: no example of it in the split."""

    label_id: str | None
    name: str
    score: float | None
    count: Count


class Curve(Contract):
    """Points of a curve, all in [0, 1]."""

    kind: Literal["precision-recall", "roc"]
    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]


class Confusion(Contract):
    """Rows are the truth, columns the answer."""

    names: tuple[str, ...]
    counts: tuple[tuple[Count, ...], ...]


class ScoreReport(Contract):
    """What a score run found."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    metric: ScoreMetric
    score: float
    low: float
    high: float
    bootstrap: BootstrapUsed
    images: int = Field(ge=1)
    split: Literal["test", "val"]
    dataset: ScoredDataset
    model: ScoredModel
    values: dict[str, float]
    per_class: tuple[ClassScore, ...]
    curves: tuple[Curve, ...]
    confusion: Confusion


class FoundBox(Contract):
    """A box in pixels of the image, under the benchmark's label."""

    label_id: str
    x: float
    y: float
    width: float
    height: float
    score: float


class ImageDetections(Contract):
    """What was found on an image."""

    kind: Literal["detections"] = "detections"
    image_id: str
    boxes: tuple[FoundBox, ...]


class ImageAuthenticity(Contract):
    """What was answered about an image."""

    kind: Literal["authenticity"] = "authenticity"
    image_id: str
    logit: float
    probability: float
    real: bool


class Predictions(Contract):
    """Every answer of a score run."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    images: tuple[Annotated[ImageDetections | ImageAuthenticity, Field(discriminator="kind")], ...]
