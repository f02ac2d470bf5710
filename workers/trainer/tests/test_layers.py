"""Who may import whom."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "trainer"


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_only_the_registry_imports_recipes() -> None:
    modules = sorted(PACKAGE.rglob("*.py"))
    assert len(modules) > 15
    importers = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules
        if any(name.startswith("trainer.recipes") for name in imports_of(path))
    }
    assert importers == {"registry.py"}


def test_data_and_models_know_nothing_of_the_engine() -> None:
    for folder in ("data", "models", "metrics"):
        for path in (PACKAGE / folder).glob("*.py"):
            above = {
                "trainer.engine",
                "trainer.export",
                "trainer.package",
                "trainer.score",
                "trainer.registry",
            }
            assert not imports_of(path) & above, path


def test_a_planted_breach_is_seen(tmp_path: Path) -> None:
    breach = tmp_path / "breach.py"
    breach.write_text("from trainer.recipes import detect\n")
    assert "trainer.recipes.detect" in imports_of(breach)
