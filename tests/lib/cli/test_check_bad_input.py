"""``duizhao check`` on what is wrong, in every format: no structure, bad settings, a broken check."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from duizhao.cli.check_formats import FORMATS
from duizhao.engine import read_document
from duizhao.engine.asking import every_check

Run = Callable[..., Any]
MUSING = (
    "随想\n春天来了，院子里的树发了芽，，门口的老人坐在太阳底下聊天，孩子们放学回来，从他们身边跑过去。"
    "我站在窗前看了很久，想起小时候的许多事情。\n"
)
PAPER = "工作报告\n一是抓学习。\n三是抓落实。\n三月三十一日，全部办结，，已经报送。\n"
FORM = pytest.mark.parametrize("form", list(FORMATS))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(PAPER, encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one check raise."""

    def find(paper: object, options: object) -> object:  # noqa: ARG001
        raise RuntimeError("不|行<b>")

    checks = tuple(
        dataclasses.replace(one, find=find) if one.id == "NUM002" else one  # type: ignore[arg-type]
        for one in every_check()
    )
    monkeypatch.setattr("duizhao.engine.asking.every_check", lambda: checks)


def document(run: Run, tmp_path: Path, form: str, *arguments: object) -> tuple[Any, str]:
    """Return the result of a run and all the words of the document it wrote."""
    output = tmp_path / f"out.{form}"
    result = run("check", *arguments, "-f", form, "-o", output)
    if not output.exists():
        return result, ""
    if form == "xlsx":
        book = openpyxl.load_workbook(output)
        cells = (cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
        return result, "\n".join(str(cell) for cell in cells if cell is not None)
    return result, output.read_text(encoding="utf-8")


@FORM
def test_paper_when_without_structure_then_text_is_checked_and_one_diagnostic_says_so(
    run: Run, tmp_path: Path, form: str
) -> None:
    paper = tmp_path / "随想.txt"
    paper.write_text(MUSING, encoding="utf-8", newline="\n")

    found = json.loads(run("check", paper, "-f", "json").out)["diagnostics"]
    result, words = document(run, tmp_path, form, paper)

    assert result.status == 1
    assert [one["check"] for one in found] == ["STR012", "PUN004"]
    assert found[0]["quote"] == "随想"
    assert "没有认出问题、原因、措施等部分" in words
    assert form == "md" or "PUN004" in words


@FORM
def test_settings_when_broken_then_line_and_allowed_values_and_nothing_is_written(
    run: Run, report: Path, tmp_path: Path, form: str
) -> None:
    settings = report.with_name("duizhao.toml")
    settings.write_text('[checks]\nignore = ["PUN005"]\n[checks.severity]\nNUM001 = "grave"\n', "utf-8")
    (tmp_path / f"out.{form}").write_text("before", encoding="utf-8")

    result = run("check", report, "-f", form, "-o", tmp_path / f"out.{form}", "--annotate")

    assert (result.status, result.out) == (2, "")
    assert "duizhao.toml 第 4 行 checks.severity.NUM001" in result.err
    assert "error、warning、question" in result.err
    assert "Traceback" not in result.err
    assert (tmp_path / f"out.{form}").read_text(encoding="utf-8") == "before"
    assert not report.with_name("报告.批注.docx").exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[checks]\nselect = [", b"\xd7\xd6"])
def test_settings_when_no_toml_at_all_then_named_without_traceback(
    run: Run, report: Path, content: bytes
) -> None:
    settings = report.with_name("duizhao.toml")
    settings.write_bytes(content)

    result = run("check", report)

    assert result.status == 2
    assert "duizhao.toml" in result.err
    assert "Traceback" not in result.err


@FORM
@pytest.mark.usefixtures("broken")
def test_check_when_it_raises_then_the_document_names_it_and_has_all_the_rest(
    run: Run, report: Path, tmp_path: Path, form: str
) -> None:
    result, words = document(run, tmp_path, form, report)

    assert result.status == 1
    assert "NUM002" in words
    assert form == "md" or "PUN004" in words
    assert "校核 NUM002 未能完成" in result.err
    assert "Traceback" not in result.err + words
    assert form != "html" or "<b>'" not in words


@pytest.mark.usefixtures("broken")
def test_check_when_it_raises_under_debug_then_traceback_once_a_paper(run: Run, report: Path) -> None:
    result = run("--debug", "check", report, "-f", "xlsx", "-o", report.with_name("out.xlsx"))

    assert result.err.count("Traceback") == 1
    assert "RuntimeError: 不|行<b>" in result.err


@pytest.mark.usefixtures("broken")
def test_word_files_when_a_check_raises_then_written_all_the_same(run: Run, report: Path) -> None:
    result = run("check", report, "--annotate", "--fix", "--fail-on", "never")

    assert result.status == 0
    assert read_document(report.with_name("报告.批注.docx")).text == PAPER
    assert read_document(report.with_name("报告.修订.docx")).text == PAPER.replace("，，", "，")


@FORM
def test_overview_when_it_raises_then_named_and_the_paper_is_still_checked(
    run: Run, report: Path, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raises(paper: object) -> object:
        raise ValueError(paper.__class__.__name__)

    monkeypatch.setattr("duizhao.engine.checking.overview", raises)

    result, words = document(run, tmp_path, form, report)

    assert result.status == 1
    assert "overview" in words
    assert form == "md" or "PUN004" in words


@FORM
def test_papers_when_none_can_be_read_then_the_former_document_stays(
    run: Run, tmp_path: Path, form: str
) -> None:
    damaged = tmp_path / "坏.docx"
    damaged.write_bytes(b"PK\x03\x04")
    output = tmp_path / f"out.{form}"
    output.write_text("before", encoding="utf-8")

    result = run("check", damaged, "-f", form, "-o", output)

    assert result.status == 2
    assert "坏.docx" in result.err
    assert output.read_text(encoding="utf-8") == "before"
