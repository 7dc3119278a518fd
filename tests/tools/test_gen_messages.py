"""What the catalogues' generator calls wrong, and what it finds in the source."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages import Catalog

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gen_messages", ROOT / "tools" / "gen_messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gen_messages"] = module
    spec.loader.exec_module(module)
    return module


def catalogue(message: str, translation: str, *, fuzzy: bool = False) -> Catalog:
    made = Catalog("en", fuzzy=False)
    made.add(message, translation, flags=["fuzzy"] if fuzzy else [])
    return made


@pytest.mark.parametrize(
    ("message", "translation", "fault"),
    [
        ("共 %(count)s 份", "", "missing"),
        ("共 %(count)s 份", "%(number)s papers", "placeholders differ"),
        ("共 %(count)s 份", "papers", "placeholders differ"),
        ("{name} 不存在", "no such {file}", "placeholders differ"),
    ],
)
def test_translation_when_wrong_then_named(
    tool: ModuleType, message: str, translation: str, fault: str
) -> None:
    (found,) = tool.faults(catalogue(message, translation))

    assert found.startswith(fault)


def test_translation_when_fuzzy_then_named(tool: ModuleType) -> None:
    assert next(tool.faults(catalogue("文件", "file", fuzzy=True))).startswith("fuzzy")


def test_translation_when_right_then_nothing(tool: ModuleType) -> None:
    assert list(tool.faults(catalogue("%(b)s 在 %(a)s", "%(a)s holds %(b)s"))) == []


def test_messages_when_in_f_strings_or_joined_then_found(tool: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "x = f'<b>{_(\"甲\")}</b>' + _('乙' '丙')\ny = other('丁')\n", encoding="utf-8"
    )

    assert sorted(tool.ours(tmp_path)) == [("a.py", "乙丙"), ("a.py", "甲")]


def test_messages_when_said_later_then_found_and_what_is_no_text_left(
    tool: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text("x = gettext_lazy('甲'), gettext('乙'), gettext(word)\n", encoding="utf-8")

    assert sorted(tool.ours(tmp_path, tool.MARKS)) == [("a.py", "乙"), ("a.py", "甲")]


def test_message_when_an_f_string_then_refused(tool: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('_(f"共 {n} 份")\n', encoding="utf-8")

    with pytest.raises(SystemExit, match=r"a\.py:1"):
        list(tool.ours(tmp_path))


def test_every_catalogue_when_compiled_then_as_committed(tool: ModuleType) -> None:
    for part in tool.parts():
        assert part.path.with_suffix(".mo").read_bytes() == tool.as_mo(tool.merged(part))
