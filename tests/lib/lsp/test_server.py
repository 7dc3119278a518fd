"""``duizhao lsp`` as an editor meets it: a program at the other end of two pipes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.needs_extra("lsp"), pytest.mark.xdist_group("lsp")]

TEXT = "工作报告\n一是抓学习，，读得少。\n三是抓落实。\n"


def codes(found: list[dict[str, Any]]) -> list[str]:
    return [one["code"] for one in found]


def area(one: dict[str, Any]) -> tuple[tuple[int, int], tuple[int, int]]:
    start, end = one["range"]["start"], one["range"]["end"]
    return (start["line"], start["character"]), (end["line"], end["character"])


def test_text_when_opened_changed_and_closed_then_its_findings_follow(editor: Any) -> None:
    found = editor.open("报告.txt", TEXT)

    assert codes(found) == ["PUN004", "NUM001"]
    assert [one["severity"] for one in found] == [1, 2]
    assert area(found[0]) == ((1, 5), (1, 7))
    assert all(one["source"] == "duizhao" and one["message"] for one in found)
    assert codes(editor.change("报告.txt", TEXT.replace("三是", "二是"))) == ["PUN004"]
    assert editor.change("报告.txt", "") == []
    editor.close("报告.txt")
    assert editor.diagnostics("报告.txt") == []


def test_text_when_typed_fast_then_only_its_last_state_is_checked(editor: Any) -> None:
    editor.open("报告.txt", TEXT)

    found = editor.change("报告.txt", *(TEXT + "好" * n for n in range(1, 30)), TEXT + "好。\n")

    assert codes(found) == ["PUN004", "NUM001"]
    assert editor.published("报告.txt") == 0


@pytest.mark.parametrize(
    ("encodings", "columns"),
    [
        (None, (7, 9)),
        pytest.param(["utf-16"], (7, 9), marks=pytest.mark.slow),
        pytest.param(["utf-32"], (5, 7), marks=pytest.mark.slow),
        pytest.param(["utf-8"], (17, 23), marks=pytest.mark.slow),
    ],
)
def test_place_when_behind_characters_of_two_units_then_in_the_editors_units(
    start: Callable[..., Any], encodings: list[str] | None, columns: tuple[int, int]
) -> None:
    editor = start()
    capabilities = editor.begin(**({"positionEncodings": encodings} if encodings else {}))

    (found,) = editor.open("报告.txt", "工作报告\n𠮷𠮷林调研，，走得少。\n")

    assert area(found) == ((1, columns[0]), (1, columns[1]))
    assert capabilities["positionEncoding"] == (encodings or ["utf-16"])[0]


def test_line_ends_when_of_windows_then_the_places_hold(editor: Any) -> None:
    found = editor.open("报告.txt", TEXT.replace("\n", "\r\n"))

    assert [area(one) for one in found] == [((1, 5), (1, 7)), ((2, 0), (2, 2))]


def test_correction_when_certain_then_offered_and_it_settles_the_finding(editor: Any) -> None:
    text = "工作报告\n𠮷林调研，，走得少,问得少。\n"
    found = editor.open("报告.txt", text)
    assert codes(found) == ["PUN004", "PUN001"]

    def actions(**context: Any) -> list[dict[str, Any]]:
        answer: list[dict[str, Any]] = editor.ask(
            "textDocument/codeAction",
            textDocument={"uri": editor.uri("报告.txt")},
            range=found[0]["range"],
            context={"diagnostics": [], **context},
        )
        return answer

    one, every = actions()
    assert (one["kind"], every["kind"]) == ("quickfix", "source.fixAll.duizhao")
    assert [action["kind"] for action in actions(only=["source.fixAll"])] == ["source.fixAll.duizhao"]
    assert codes(one["diagnostics"]) == ["PUN004"]
    (edits,) = every["edit"]["changes"].values()
    corrected = _edited(text, edits)
    assert corrected == "工作报告\n𠮷林调研，走得少，问得少。\n"
    assert editor.change("报告.txt", corrected) == []


def _edited(text: str, edits: list[dict[str, Any]]) -> str:
    """Make edits whose columns count UTF-16."""
    lines = text.split("\n")
    for edit in reversed(edits):
        (line, start), (_, end) = area(edit)
        units = lines[line].encode("utf-16-le")
        new = edit["newText"].encode("utf-16-le")
        lines[line] = (units[: 2 * start] + new + units[2 * end :]).decode("utf-16-le")
    return "\n".join(lines)


def test_correction_when_the_text_has_changed_since_then_none_offered(editor: Any) -> None:
    editor.open("报告.txt", TEXT)
    document = {"uri": editor.uri("报告.txt"), "version": 2}
    editor._versions[document["uri"]] = 2
    editor.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": "\n" + TEXT}])

    area = {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 9}}
    offered = editor.ask(
        "textDocument/codeAction",
        textDocument={"uri": document["uri"]},
        range=area,
        context={"diagnostics": []},
    )

    assert offered == []


def test_hover_when_on_a_finding_then_the_rule_is_explained_and_nowhere_else(editor: Any) -> None:
    editor.open("报告.txt", TEXT)

    shown = editor.ask("textDocument/hover", **editor.at("报告.txt", 2, 1))

    assert "**NUM001 " in shown["contents"]["value"]
    assert "规则出处：GB/T 9704-2012" in shown["contents"]["value"]
    assert editor.ask("textDocument/hover", **editor.at("报告.txt", 0, 1)) is None


def test_settings_when_in_the_folder_or_above_then_they_hold_and_a_change_is_seen(editor: Any) -> None:
    (editor.folder / "2024").mkdir()
    (editor.folder / "duizhao.toml").write_text('[checks]\nignore = ["NUM001"]\n', encoding="utf-8")

    assert codes(editor.open("2024/报告.txt", TEXT)) == ["PUN004"]

    (editor.folder / "2024" / "duizhao.toml").write_text('[checks]\nselect = ["NUM001"]\n', encoding="utf-8")
    editor.tell("textDocument/didSave", textDocument={"uri": editor.uri("2024/报告.txt")})
    assert codes(editor.diagnostics("2024/报告.txt")) == ["NUM001"]


def test_settings_when_broken_then_shown_once_with_their_line_and_cured_later(editor: Any) -> None:
    path = editor.folder / "duizhao.toml"
    path.write_text('[checks]\nignore = ["NOPE"]\n', encoding="utf-8")

    assert editor.open("报告.txt", TEXT) == []

    shown = editor.heard(lambda message: message.get("method") == "window/showMessage")
    assert "第 2 行" in shown["params"]["message"]
    path.write_text("", encoding="utf-8")
    assert codes(editor.change("报告.txt", TEXT)) == ["PUN004", "NUM001"]


def test_finding_when_set_aside_in_the_text_then_not_underlined(editor: Any) -> None:
    text = TEXT.replace("三是", "忽略 NUM001 2026-03-01：原文引用\n三是")

    assert codes(editor.open("报告.txt", text)) == ["PUN004"]


def test_text_when_it_bears_a_classification_mark_then_refused_in_its_first_line(editor: Any) -> None:
    (found,) = editor.open("报告.txt", "机密★5年\n工作报告\n一是抓学习。\n")

    assert found["code"] == "classified"
    assert area(found)[0] == (0, 0)


def test_markdown_and_unnamed_texts_when_opened_then_checked_and_others_not(editor: Any) -> None:
    assert codes(editor.open("说明.md", "# 工作报告\n\n学习，，不够。\n", "markdown")) == ["PUN004"]
    editor.open_unnamed = editor.uri
    editor.uri = lambda name: f"untitled:{name}"
    assert codes(editor.open("Untitled-1", TEXT)) == ["PUN004", "NUM001"]
    editor.uri = editor.open_unnamed
    document = {"uri": editor.uri("a.py"), "languageId": "python", "version": 1, "text": TEXT}
    editor.tell("textDocument/didOpen", textDocument=document)
    assert codes(editor.change("说明.md", "# 工作报告\n\n学习不够。\n")) == []
    assert editor.published("a.py") == 0


RAISING = """
import dataclasses
from duizhao.checks.numbering.num001_skipped_ordinal import check as ours

def find(paper, options):
    raise RuntimeError("broken on purpose")

def checks():
    return [dataclasses.replace(ours, id="BAD001", slug="raises", find=find)]
"""


def test_check_when_it_raises_then_named_in_the_log_and_the_server_lives(
    start: Callable[..., Any], tmp_path: Path
) -> None:
    packages = tmp_path / "packages"
    for name, source in (("raising", RAISING), ("missing", "import a_module_nobody_has\n")):
        (packages / f"{name}-1.dist-info").mkdir(parents=True)
        (packages / f"{name}-1.dist-info" / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n"
        )
        (packages / f"{name}-1.dist-info" / "entry_points.txt").write_text(
            f"[duizhao.checks]\n{name} = {name}:checks\n"
        )
        (packages / f"{name}.py").write_text(source)
    path = os.pathsep.join(filter(None, (str(packages), os.environ.get("PYTHONPATH"))))
    editor = start(PYTHONPATH=path)
    editor.begin()

    assert codes(editor.open("报告.txt", TEXT)) == ["PUN004", "NUM001"]

    def logged(words: str) -> bool:
        return bool(
            editor.heard(
                lambda message: (
                    message.get("method") == "window/logMessage" and words in message["params"]["message"]
                )
            )
        )

    assert logged("校核包 missing 不能用")
    assert logged("broken on purpose")
    assert codes(editor.change("报告.txt", TEXT.replace("，，", "，"))) == ["NUM001"]
    assert editor.end() == 0


def test_words_when_english_is_asked_then_english(start: Callable[..., Any]) -> None:
    editor = start("--lang", "en")
    editor.begin()

    (one, _) = editor.open("报告.txt", TEXT)

    assert "keep one" in one["message"]


def test_program_when_the_editor_goes_away_then_it_ends(start: Callable[..., Any]) -> None:
    editor = start("--stdio")
    editor.begin()

    editor._program.stdin.close()

    editor._program.wait(timeout=120)
