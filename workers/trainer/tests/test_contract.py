"""Both languages accept and refuse the same JSON (see lib/protocol/protocol-fixtures.test.ts)."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from conftest import FIXTURES
from pydantic import ValidationError

from trainer.config import TrainSpec, parse_run_spec, read_config
from trainer.data.frozen import FrozenDataset
from trainer.errors import TrainerError
from trainer.manifest import ModelManifest
from trainer.recipes.authenticity import AuthenticityConfig
from trainer.recipes.detect import DetectConfig
from trainer.report import Predictions, ScoreReport

CONFIGS = {"detect": DetectConfig, "authenticity": AuthenticityConfig}


def parse_whole_run_spec(text: str) -> None:
    spec = parse_run_spec(text)
    if isinstance(spec, TrainSpec):
        read_config(CONFIGS[spec.recipe], spec.config)


PARSERS: dict[str, Callable[[str], object]] = {
    "frozen-dataset": FrozenDataset.model_validate_json,
    "run-spec": parse_whole_run_spec,
    "model-manifest": ModelManifest.model_validate_json,
    "score-report": ScoreReport.model_validate_json,
    "predictions": Predictions.model_validate_json,
}


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(name, case["value"], id=f"{name}: {case['name']}")
        for name in PARSERS
        for case in json.loads((FIXTURES / f"{name}.json").read_text())[kind]
    ]


@pytest.mark.parametrize(("name", "value"), cases("valid"))
def test_accepts(name: str, value: object) -> None:
    PARSERS[name](json.dumps(value))


@pytest.mark.parametrize(("name", "value"), cases("invalid"))
def test_refuses(name: str, value: object) -> None:
    with pytest.raises((ValidationError, TrainerError)):
        PARSERS[name](json.dumps(value))


def test_recipe_defaults_are_those_of_the_server() -> None:
    defaults = json.loads((FIXTURES / "recipe-defaults.json").read_text())
    assert {name: kind().model_dump(by_alias=True) for name, kind in CONFIGS.items()} == defaults


def test_not_a_number_is_refused() -> None:
    spec = json.loads((FIXTURES / "run-spec.json").read_text())["valid"][0]["value"]
    with pytest.raises(TrainerError) as caught:
        parse_whole_run_spec(json.dumps({**spec, "config": {"learningRate": float("nan")}}))
    assert caught.value.code in ("invalid-config", "invalid-spec")
