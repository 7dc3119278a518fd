"""``duizhao check`` and ``duizhao explain``: the JSON document, the table and the exit statuses."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from duizhao.engine import read_document
from duizhao.engine.asking import every_check

Run = Callable[..., Any]
EXAMPLES = Path(__file__).parents[3] / "examples"
TEXT = "工作报告\n一、情况\n一是抓学习。\n三是抓落实。\n三月三十一日，全部办结，，已经报送。\n"
KEYS = ["path", "check", "slug", "category", "severity", "message", "span", "quote", "related", "fix"]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, encoding="utf-8", newline="\n")
    return path


def test_json_when_printed_then_of_the_documented_form(run: Run, report: Path) -> None:
    result = run("check", report, "-f", "json")
    value = json.loads(result.out)

    assert result.status == 1
    assert list(value) == ["diagnostics", "errors", "summary"]
    assert all(list(one) == KEYS for one in value["diagnostics"])
    for one in value["diagnostics"]:
        start, end = one["span"]
        assert TEXT[start:end] == one["quote"]
        assert "%(" not in one["message"]
        assert one["severity"] in ("error", "warning", "question")
    by_check = {one["check"]: one for one in value["diagnostics"]}
    assert by_check["PUN004"]["fix"] == {"span": by_check["PUN004"]["span"], "text": "，"}
    assert value["errors"] == []
    assert value["summary"]["papers"] == 1
    assert value["summary"]["diagnostics"] == len(value["diagnostics"])
    assert value["summary"]["severities"]["error"] == 1
    assert value["summary"]["failed_checks"] == []


def test_file_when_given_twice_then_checked_once(run: Run, report: Path) -> None:
    result = run("check", report, report.parent / "." / report.name, report.parent, "-f", "json")

    assert json.loads(result.out)["summary"]["papers"] == 1
    assert str(report) in result.err


def test_sarif_when_printed_then_the_same_findings(run: Run, report: Path) -> None:
    found = json.loads(run("check", report, "-f", "json").out)["diagnostics"]

    (log,) = json.loads(run("check", report, "-f", "sarif").out)["runs"]

    assert [result["ruleId"] for result in log["results"]] == [one["check"] for one in found]
    assert all(result["ruleIndex"] >= 0 for result in log["results"])


def test_word_files_when_wanted_then_beside_the_paper_and_never_read_as_papers(
    run: Run, report: Path
) -> None:
    before = report.read_bytes()

    result = run("check", report.parent, "--annotate", "--fix", "--fail-on", "never")
    again = run("check", report.parent, "-f", "json", "--fail-on", "never")

    assert result.status == 0
    assert {path.name for path in report.parent.iterdir()} == {"报告.txt", "报告.批注.docx", "报告.修订.docx"}
    assert report.read_bytes() == before
    assert read_document(report.parent / "报告.批注.docx").text == TEXT
    assert read_document(report.parent / "报告.修订.docx").text == TEXT.replace("，，", "，")
    assert json.loads(again.out)["summary"]["papers"] == 1
    assert "报告.批注.docx" in result.err
    assert "报告.修订.docx" in result.err


def test_word_files_when_some_are_there_then_kept_unless_forced(run: Run, report: Path) -> None:
    there = report.parent / "报告.批注.docx"
    there.write_bytes(b"answered")

    kept = run("check", report, "--annotate", "--fail-on", "never")

    assert kept.status == 2
    assert "--force" in kept.err
    assert there.read_bytes() == b"answered"
    assert run("check", report, "--annotate", "--fail-on", "never", "--force").status == 0
    assert read_document(there).text == TEXT


def test_word_files_when_a_folder_is_named_then_there_and_names_kept_apart(run: Run, report: Path) -> None:
    (report.parent / "报告.md").write_text(TEXT, encoding="utf-8")

    run("check", report.parent, "--annotate", "--into", report.parent / "新" / "批注")

    names = {path.name for path in (report.parent / "新" / "批注").iterdir()}
    assert names == {"报告.批注.docx", "报告.txt.批注.docx"}


@pytest.mark.parametrize(
    "arguments", [("-", "--annotate"), ("a.txt", "--into", "x"), ("a.txt", "--force")], ids=str
)
def test_word_files_when_asked_for_wrongly_then_refused(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("check", *arguments).status == 2


def test_fix_when_nothing_is_certain_then_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("工作报告\n三是抓落实。\n", encoding="utf-8")

    result = run("check", tmp_path / "a.txt", "--fix", "--fail-on", "never")

    assert result.status == 0
    assert "未写修订文件" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("select", "fail_on", "status"),
    [
        ("PUN004", "error", 1),
        ("NUM001", "error", 0),
        ("NUM001", "warning", 1),
        ("NUM001", "question", 1),
        ("PUN004", "never", 0),
        ("CAU001", "question", 0),
    ],
)
def test_status_when_something_is_as_grave_then_1(
    run: Run, report: Path, select: str, fail_on: str, status: int
) -> None:
    assert run("check", report, "--select", select, "--fail-on", fail_on).status == status


def test_status_when_a_file_cannot_be_read_then_2_and_the_others_go_on(run: Run, report: Path) -> None:
    result = run("check", report, "没有.txt", "-f", "json", "--fail-on", "never")
    value = json.loads(result.out)

    assert result.status == 2
    assert [one["path"] for one in value["errors"]] == ["没有.txt"]
    assert list(value["errors"][0]) == ["path", "code", "message"]
    assert value["diagnostics"]


def test_settings_when_beside_the_paper_then_they_hold(run: Run, report: Path) -> None:
    settings = report.with_name("duizhao.toml")
    settings.write_text('[checks]\nselect = ["NUM001"]\n', encoding="utf-8")

    assert run("check", report).status == 0

    settings.write_text('[checks]\nselect = ["NUM999"]\n', encoding="utf-8")
    result = run("check", report)
    assert (result.status, result.out) == (2, "")
    assert "duizhao.toml 第 2 行 checks.select" in result.err


def test_settings_when_two_folders_have_them_then_one_must_be_named(run: Run, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "duizhao.toml").write_text("", encoding="utf-8")
        (tmp_path / name / "报告.txt").write_text(TEXT, encoding="utf-8")

    assert run("check", tmp_path / "a", tmp_path / "b").status == 2
    assert (
        run("check", tmp_path / "a", tmp_path / "b", "--config", tmp_path / "a" / "duizhao.toml").status == 1
    )


def test_check_when_it_raises_then_named_in_the_summary_and_traced_under_debug(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(paper: object, options: object) -> object:  # noqa: ARG001
        raise RuntimeError("不行")

    checks = tuple(
        dataclasses.replace(one, find=broken) if one.id == "NUM002" else one  # type: ignore[arg-type]
        for one in every_check()
    )
    monkeypatch.setattr("duizhao.engine.asking.every_check", lambda: checks)

    plain = run("check", report, "-f", "json")
    traced = run("--debug", "check", report, "--select", "NUM002")

    assert plain.status == 1
    (failed,) = json.loads(plain.out)["summary"]["failed_checks"]
    assert failed == {"path": str(report), "check": "NUM002", "error": "RuntimeError('不行')"}
    assert json.loads(plain.out)["diagnostics"]
    assert "NUM002" in plain.err
    assert "Traceback" not in plain.err
    assert traced.status == 0
    assert "Traceback" in traced.err
    assert "校核 NUM002" in traced.out


def test_select_when_unknown_then_usage_names_the_categories(run: Run, report: Path) -> None:
    result = run("check", report, "--select", "spelling")

    assert result.status == 2
    assert "structure、numbering" in result.err


def test_baseline_when_given_then_only_what_is_new(run: Run, report: Path, tmp_path: Path) -> None:
    last = tmp_path / "last.json"
    run("check", report, "-f", "json", "-o", last)
    assert run("check", report, "--baseline", last).status == 0
    report.write_text("前言。。\n" + TEXT, encoding="utf-8", newline="\n")

    value = json.loads(run("check", report, "--baseline", last, "-f", "json", "--select", "PUN004").out)

    assert [one["quote"] for one in value["diagnostics"]] == ["。。"]
    assert value["summary"]["known"] == 1


def test_baseline_when_text_is_put_in_before_then_nothing_is_new(run: Run, report: Path) -> None:
    last = report.with_name("last.json")
    run("check", report, "-f", "json", "-o", last)
    report.write_text(TEXT.replace("一、情况\n", "现将有关情况报告如下。\n\n一、情况\n"), encoding="utf-8")

    result = run("check", report, "--baseline", last, "--fail-on", "question", "-f", "json")

    assert (result.status, json.loads(result.out)["diagnostics"]) == (0, [])


def test_baseline_when_the_same_fault_is_made_again_then_one_is_new(run: Run, report: Path) -> None:
    last = report.with_name("last.json")
    run("check", report, "-f", "json", "-o", last)
    report.write_text(f"{TEXT}已经通报，，不再重复。\n", encoding="utf-8")

    found = json.loads(run("check", report, "--baseline", last, "-f", "json").out)["diagnostics"]

    assert [one["check"] for one in found] == ["PUN004"]


def test_baseline_when_the_folder_was_renamed_then_known_by_the_end_of_the_path(
    run: Run, tmp_path: Path
) -> None:
    before, after, last = tmp_path / "初稿", tmp_path / "二稿", tmp_path / "last.json"
    for folder in ("甲局", "乙局"):
        (before / folder).mkdir(parents=True)
        (before / folder / "报告.txt").write_text(TEXT, encoding="utf-8")
    run("check", before, "-f", "json", "-o", last)
    before.rename(after)
    (after / "乙局" / "报告.txt").write_text(f"{TEXT}前言。。\n", encoding="utf-8")
    (after / "报告.txt").write_text(TEXT, encoding="utf-8")  # one that was not there

    result = run("check", after, "--baseline", last, "-f", "json", "--select", "PUN004")

    found = json.loads(result.out)["diagnostics"]
    assert [(one["path"], one["quote"]) for one in found] == [
        (str(after / "乙局" / "报告.txt"), "。。"),
        (str(after / "报告.txt"), "，，"),
    ]
    assert "有 2 份材料不在上次的位置" in result.err


def test_baseline_when_started_from_another_place_then_the_same_papers(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = report.parent / "last.json"
    run("check", report, "-f", "json", "-o", last)
    monkeypatch.chdir(report.parent)

    for path in (report.name, f"./{report.name}", "."):
        assert run("check", path, "--baseline", last, "--fail-on", "question").status == 0


@pytest.mark.parametrize("form", ["table", "html", "sarif", "md"])
def test_baseline_when_given_then_every_form_leaves_out_what_is_known(
    run: Run, report: Path, form: str
) -> None:
    last = report.with_name("last.json")
    run("check", report, "-f", "json", "-o", last)
    report.write_text(f"前言。。\n{TEXT}", encoding="utf-8")

    out = run("check", report, "--baseline", last, "-f", form, "--select", "PUN004").out

    assert "。。" in out or form == "md"
    assert "上次已有" in out or form == "sarif"
    if form == "sarif":
        assert len(json.loads(out)["runs"][0]["results"]) == 1


def test_baseline_when_itself_held_against_one_then_says_what_it_lacks(run: Run, report: Path) -> None:
    last, second = report.with_name("last.json"), report.with_name("second.json")
    run("check", report, "-f", "json", "-o", last)
    run("check", report, "-f", "json", "-o", second, "--baseline", last)

    assert "second.json 本身是用 --baseline 得到的" in run("check", report, "--baseline", second).err


def test_baseline_when_no_report_then_2(run: Run, report: Path) -> None:
    result = run("check", report, "--baseline", report)

    assert result.status == 2
    assert "报告.txt" in result.err


def test_table_when_printed_then_the_place_is_marked_under_the_line(run: Run, report: Path) -> None:
    lines = run("check", report, "--select", "PUN004").out.splitlines()

    at = lines.index("    三月三十一日，全部办结，，已经报送。")
    assert lines[at - 1] == "  第 5 行 错误 PUN004 标点"
    assert lines[at + 1] == "    " + " " * 2 * len("三月三十一日，全部办结") + "^" * 4
    assert "错误 1 处" in lines[-4]
    assert lines[-1] == "仅供工作核对，不作为评价个人的依据。"


def test_table_when_the_line_is_long_then_80_columns_and_the_mark_in_place(run: Run, tmp_path: Path) -> None:
    from rich.cells import cell_len

    path = tmp_path / "长.txt"
    path.write_text(f"工作报告\n{'抓学习，' * 40}抓落实，，{'抓督办，' * 40}结束。\n", encoding="utf-8")

    lines = run("check", path, "--select", "PUN004").out.splitlines()

    assert max(map(cell_len, lines)) <= 80
    marks = next(line for line in lines if line.strip().startswith("^"))
    shown = lines[lines.index(marks) - 1]
    before = shown[: shown.index("，，")]
    assert cell_len(before) == len(marks) - len(marks.lstrip())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_table_when_categories_take_more_than_a_line_then_a_number_stays_with_its_name(
    run: Run, language: str
) -> None:
    from rich.cells import cell_len

    out = run("--lang", language, "check", EXAMPLES, "--fail-on", "never").out

    start = {"zh": "其中 ", "en": "by category: "}[language]
    lines = out[out.index(f"\n{start}") + 1 :].splitlines()
    counts = [words for words in lines if words.startswith((start, " " * cell_len(start)))]
    assert len(counts) > 1
    assert all(cell_len(words) <= 80 for words in counts)
    assert all(re.search(r"\d[、,]?$", words) for words in counts)


def test_table_when_a_number_is_secret_then_it_is_not_shown(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("工作报告\n反映人李某，电话13800001234，，已核。\n", encoding="utf-8")

    table, value = run("check", path).out, run("check", path, "-f", "json").out

    assert "SEC003" in table
    assert "13800001234" not in table + value
    assert "13*******34" in value


def test_explain_when_named_then_rule_and_examples(run: Run) -> None:
    result = run("explain", "rep004")

    assert result.status == 0
    assert "REP004 piled-hedges" in result.out
    assert "per_thousand" in result.out


def test_explain_when_without_id_then_every_check(run: Run) -> None:
    out = run("explain").out

    assert [line.split()[0] for line in out.splitlines()] == [one.id for one in every_check()]
    assert run("explain", "XYZ001").status == 2


@pytest.mark.parametrize("check", every_check(), ids=lambda one: one.id)
def test_explain_when_any_check_then_it_has_a_page(run: Run, check: Any) -> None:
    assert check.title in run("explain", check.id).out


def test_workbook_when_wanted_then_a_file_and_the_status_as_ever(
    run: Run, report: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04")
    output = tmp_path / "out" / "校核.xlsx"
    output.parent.mkdir()

    result = run("check", report, broken, "-f", "xlsx", "-o", output)

    assert result.status == 2
    assert "坏.docx" in result.err
    sheet = openpyxl.load_workbook(output)["材料概况"]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [str(report), str(broken)]


def test_summary_when_wanted_then_markdown(run: Run, report: Path) -> None:
    result = run("check", report, "-f", "md")

    assert result.status == 1
    assert result.out.startswith("# 材料校核\n")
