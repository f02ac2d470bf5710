"""`run.json` and the recipes' configurations: the Python twin of `lib/protocol/run-spec.ts`.

Both sides are held to the same `lib/protocol/fixtures`. Unknown keys are errors.
"""

from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from trainer.errors import FailureCode, TrainerError


class Contract(BaseModel):
    """A frozen JSON object: camelCase outside, no unknown keys, no coercion, no NaN."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        protected_namespaces=(),
    )


Text = Annotated[str, Field(min_length=1)]
Identifier = Annotated[str, Field(min_length=1, max_length=200)]
Seed = Annotated[int, Field(ge=0, le=2**32 - 1)]
RecipeName = Literal["detect", "authenticity"]
Weights = Literal["default", "package", "hub", "folder", "none"]
ScoreMetric = Literal["map", "map50", "map75", "auroc", "accuracy"]


class TrainingConfig(Contract):
    """What every recipe that trains can be told. The meanings are written in run-spec.ts."""

    weights: Weights = "default"
    epochs: int = Field(ge=1, le=1000)
    batch_size: int = Field(ge=1, le=256)
    learning_rate: float = Field(gt=0, le=1)
    weight_decay: float = Field(default=1e-4, ge=0, le=1)
    ema_decay: float | None = Field(default=None, gt=0, lt=1)
    val_fraction: float = Field(default=0.2, gt=0, lt=1)
    flip: bool = True
    export_half_weights: bool = False


ConfigT = TypeVar("ConfigT", bound=TrainingConfig)


class DatasetPaths(Contract):
    """Where the frozen dataset lies."""

    manifest_path: Text
    images_dir: Text


class Bootstrap(Contract):
    """How the interval of a score is drawn."""

    samples: int = Field(ge=0, le=100_000)
    seed: Seed


class ScorePart(Contract):
    """Which model is scored on which split."""

    model_path: Text
    manifest_path: Text
    split: Literal["test", "val"]
    metric: ScoreMetric
    bootstrap: Bootstrap


class EmptyConfig(Contract):
    """A score run is configured by the model's manifest."""


class RunSpecBase(Contract):
    """The keys of every run."""

    schema_: Literal[1] = Field(alias="schema")
    run_id: Identifier
    attempt: int = Field(ge=1)
    recipe: RecipeName
    seed: Seed
    dataset: DatasetPaths
    weights_dir: Text | None
    output_dir: Text
    resume_from: Text | None
    device: Literal["auto", "cpu", "cuda"]
    threads: Annotated[int, Field(ge=1, le=256)] | None


class TrainSpec(RunSpecBase):
    """A training run. `config` is read by the recipe (`read_config`)."""

    kind: Literal["train"]
    config: dict[str, object]


class ScoreSpec(RunSpecBase):
    """A scoring run."""

    kind: Literal["score"]
    config: EmptyConfig
    score: ScorePart


RunSpec = TrainSpec | ScoreSpec
_run_spec: TypeAdapter[RunSpec] = TypeAdapter(Annotated[RunSpec, Field(discriminator="kind")])


def parse_run_spec(text: str | bytes) -> RunSpec:
    """Parses `run.json`.

    Raises:
        TrainerError: `invalid-spec`, naming the first key that is wrong.
    """
    try:
        return _run_spec.validate_json(text)
    except ValidationError as error:
        raise _as_trainer_error(error, "invalid-spec", "run.json") from error


def read_run_spec(path: Path) -> RunSpec:
    """Reads and parses `run.json`.

    Raises:
        TrainerError: `invalid-spec` when it cannot be read or is wrong.
    """
    try:
        text = path.read_bytes()
    except OSError as error:
        raise TrainerError(
            "invalid-spec", f"{path} cannot be read: {error.strerror}.", "Give the path of a run.json."
        ) from error
    return parse_run_spec(text)


def read_config(kind: type[ConfigT], config: dict[str, object]) -> ConfigT:
    """Reads a recipe's configuration.

    Raises:
        TrainerError: `invalid-config`, naming the first key that is wrong.
    """
    try:
        return kind.model_validate(config)
    except ValidationError as error:
        raise _as_trainer_error(error, "invalid-config", "config") from error


def _as_trainer_error(error: ValidationError, code: FailureCode, root: str) -> TrainerError:
    first = error.errors()[0]
    where = ".".join([root, *(str(part) for part in first["loc"] if part not in ("train", "score"))])
    more = f" ({error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return TrainerError(code, f"{where}: {first['msg']}{more}.", "Correct this key and start the run again.")
