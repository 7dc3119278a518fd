"""What is made from the criteria sets is what their generator writes now."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "tools")
    spec = importlib.util.spec_from_file_location("gen_frameworks", ROOT / "tools" / "gen_frameworks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_check_when_pages_are_committed_then_fresh(
    generator: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["gen_frameworks.py", "--check"])
    status = generator.main()
    assert (status, capsys.readouterr().err) == (0, "")


def test_check_when_a_page_is_stale_then_1_and_unchanged(
    generator: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(generator, "ROOT", tmp_path)
    page = tmp_path / "docs" / "en" / "reference" / "frameworks.md"
    page.parent.mkdir(parents=True)
    page.write_text("old", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["gen_frameworks.py", "--check"])
    assert generator.main() == 1
    assert page.read_text(encoding="utf-8") == "old"
    assert "docs/en/reference/frameworks.md: stale" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["gen_frameworks.py"])
    assert generator.main() == 0
    assert page.read_text(encoding="utf-8").startswith("# Criteria sets")
