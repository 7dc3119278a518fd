"""The workbook of a batch: papers in the order given, every finding with its place, kinds by frequency."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from duizhao.engine import InMemory, Input
from duizhao.engine.asking import Plan, every_check
from duizhao.engine.checking import check
from duizhao.errors import ErrorCode, ReadError
from duizhao.record import CheckFailure, Examined, Failure
from duizhao.reports import check_xlsx, workbook

EXAMPLES = Path(__file__).parents[3] / "examples"
PAPER = (
    "白鹭市档案局局长2024年度民主生活会个人对照检查材料\n"
    "一、存在的问题\n"
    "（一）学习方面\n"
    "一是学得不深。停留于通读，，没有做笔记。比如，2024年六月的培训我只到了半天。\n"
    "二是用得不好。学归学、做归做。\n"
    "二、原因分析\n"
    "（一）认识不到位。总以为学习可以往后放。\n"
    "三、整改措施\n"
    "（一）每周三晚上集中学习，由分管领导点名，年底前读完六本原著。\n"
)
MUSING = "随想\n" + "春天来了，院子里的树发了芽，门口的老人坐在太阳底下聊天，孩子们放学回来。" * 3 + "\n"


def examined(*papers: Input, plan: Plan | None = None) -> list[Examined | Failure]:
    return check(papers, plan)


def opened(outcomes: Sequence[Examined | Failure], language: str = "zh") -> Workbook:
    return load_workbook(io.BytesIO(check_xlsx.workbook(outcomes, every_check(), language)))


def records(sheet: Worksheet) -> list[dict[str, Any]]:
    """Return the rows of a sheet by the words of its head."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_papers_when_listed_then_in_the_order_given_with_their_figures() -> None:
    outcomes = examined(
        InMemory("乙.txt", MUSING.encode()),
        InMemory("甲.txt", PAPER.encode()),
    )

    musing, paper = records(opened(outcomes)["材料概况"])

    assert (musing["序号"], musing["材料"], paper["序号"], paper["材料"]) == (1, "乙.txt", 2, "甲.txt")
    size = len("".join(PAPER.split()))
    problems = len("".join(PAPER[PAPER.index("一、存在") : PAPER.index("二、原因")].split()))
    causes = len("".join(PAPER[PAPER.index("二、原因") : PAPER.index("三、整改")].split()))
    assert (paper["全文字数"], paper["问题字数"]) == (size, problems)
    assert paper["问题占比"] == pytest.approx(problems / size)
    assert paper["问题和原因占比"] == pytest.approx((problems + causes) / size)
    counts = ("方面数", "问题数", "事例数", "原因数", "根源数", "措施数")
    assert [paper[name] for name in counts] == [1, 2, 1, 1, 0, 1]
    assert "未见事例：问2" in paper["未见的内容"]
    assert "未见根源：因1" in paper["未见的内容"]
    found = [one.severity for each in outcomes if isinstance(each, Examined) for one in each.diagnostics]
    assert [musing[name] + paper[name] for name in ("错误", "警告", "提示")] == [
        found.count(severity) for severity in ("error", "warning", "question")
    ]
    assert musing["未见的内容"] == "没有认出问题、原因、措施等部分，只校核了文字"
    assert musing["问题占比"] is None


def test_figures_when_checks_are_left_out_then_the_same() -> None:
    all_, few = (
        records(opened(examined(InMemory("甲.txt", PAPER.encode()), plan=plan))["材料概况"])[0]
        for plan in (Plan(), Plan(select=("PUN004",)))
    )

    assert few["提示"] < all_["提示"]
    kept = [name for name in all_ if name not in ("错误", "警告", "提示")]
    assert [few[name] for name in kept] == [all_[name] for name in kept]


def test_findings_when_listed_then_all_with_their_place() -> None:
    outcomes = examined(EXAMPLES / "2024" / "2-局长.docx", InMemory("甲.txt", PAPER.encode()))

    rows = records(opened(outcomes)["校核提示"])

    found = [one for each in outcomes if isinstance(each, Examined) for one in each.diagnostics]
    assert [(row["材料"], row["编号"]) for row in rows] == [(one.path, one.check) for one in found]
    assert [row["理由和核对办法"] for row in rows] == [one.message() for one in found]
    assert [row["原文"] for row in rows] == [one.quote for one in found]
    doubled = next(row for row in rows if row["编号"] == "PUN004")
    place = {name: doubled[name] for name in ("序号", "部分", "方面", "条目", "行（段）", "级别", "可修订")}
    assert place == {
        "序号": 2, "部分": "存在问题", "方面": "学习方面", "条目": "问1", "行（段）": 4, "级别": "错误",
        "可修订": "可修订",
    }  # fmt: skip
    repeated = next(row for row in rows if row["编号"] == "REP001")
    assert repeated["另见"].startswith("第 ")


def test_kinds_when_listed_then_the_most_frequent_first() -> None:
    outcomes = examined(*sorted((EXAMPLES / "2024").iterdir()))

    book = opened(outcomes)

    found = [one for each in outcomes if isinstance(each, Examined) for one in each.diagnostics]
    for name, key in (("校核类别", "category"), ("校核项目", "check")):
        rows = records(book[name])
        counts = [row["处数"] for row in rows]
        assert counts == sorted(counts, reverse=True)
        assert sum(counts) == len(found)
        assert len(rows) == len({getattr(one, key) for one in found})
        assert all(1 <= row["涉及材料"] <= len(outcomes) for row in rows)


def test_what_failed_when_listed_then_in_its_row_with_the_reason() -> None:
    (paper,) = examined(InMemory("甲.txt", PAPER.encode()))
    assert isinstance(paper, Examined)
    broken = replace(paper, failures=(CheckFailure("甲.txt", "NUM002", "ValueError('=1')", ""),), known=3)
    lost = Failure("坏.docx", ReadError(ErrorCode.UNREADABLE, detail="zip"))

    first, second = records(opened([lost, broken])["材料概况"])

    assert (first["材料"], first["错误"]) == ("坏.docx", None)
    assert "读不出来" in first["备注"]
    assert "zip" in first["备注"]
    assert "NUM002" in second["备注"]
    assert "上次已有 3 处" in second["备注"]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(1)", "＝1", "\t=1", "<r>x</r>", "_x0041_"])
def test_texts_when_they_look_like_formulas_then_texts(words: str) -> None:
    (paper,) = examined(InMemory(f"{words}.txt", PAPER.encode()))
    assert isinstance(paper, Examined)
    found = [replace(one, template="%(x)s", params=(("x", words),), quote=words) for one in paper.diagnostics]

    book = opened([replace(paper, diagnostics=tuple(found))])

    sheets = [book["材料概况"], book["校核提示"]]
    cells = [cell for sheet in sheets for row in sheet.iter_rows(min_row=2) for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    like = [cell for cell in cells if str(cell.value).strip().startswith(words.strip()[0])]
    assert like
    if words[0] in "=+-@＝\t":
        assert all(cell.quotePrefix for cell in like if cell.value == words)


def test_sheets_when_printed_then_landscape_one_page_wide_and_the_head_repeated() -> None:
    book = opened(examined(InMemory("甲.txt", PAPER.encode())))

    for sheet in book.worksheets[:4]:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref is not None
        assert "不作为评价个人的依据" in str(sheet.oddFooter.center.text)


def test_workbook_when_english_then_no_chinese_but_the_papers() -> None:
    book = opened(examined(InMemory("a.txt", MUSING.encode())), "en")

    heads = [str(cell.value) for sheet in book.worksheets[:4] for cell in sheet[1]]
    words = [*book.sheetnames, *heads, *(str(row[0].value) for row in book.worksheets[4].iter_rows())]
    assert all(word.replace("’", "").replace("“", "").replace("”", "").isascii() for word in words)


def test_headings_when_english_then_no_word_is_broken() -> None:
    sheet = opened(examined(InMemory("a.txt", MUSING.encode())), "en")["Papers"]

    for cell in sheet[1]:
        width = sheet.column_dimensions[cell.column_letter].width
        assert max(map(len, str(cell.value).split())) < width


def test_rows_when_more_than_a_sheet_holds_then_on_further_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 4)
    outcomes = examined(InMemory("甲.txt", PAPER.encode()))
    (paper,) = outcomes
    assert isinstance(paper, Examined)

    book = opened(outcomes)

    names = [name for name in book.sheetnames if name.startswith("校核提示")]
    assert names[:2] == ["校核提示", "校核提示 2"]
    rows = [row for name in names for row in records(book[name])]
    assert [row["编号"] for row in rows] == [one.check for one in paper.diagnostics]


def test_rows_when_written_then_taken_one_by_one() -> None:
    taken: list[int] = []

    def rows() -> Iterator[tuple[str, int]]:
        for number in range(100):
            taken.append(number)
            yield "甲", number

    buffer = io.BytesIO()
    book = workbook.Book(buffer, str)
    book.sheet("表", (workbook.Column("一", 5), workbook.Column("二", 5, "count")), rows())
    book.close()

    assert len(taken) == 100
    assert load_workbook(buffer)["表"].max_row == 101


def test_number_when_secret_then_hidden_in_every_sheet() -> None:
    text = PAPER.replace("学归学、做归做。", "反映人李某，电话13800001234，学归学、做归做。")

    book = opened(examined(InMemory("甲.txt", text.encode())))

    cells = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any("SEC003" in cell for cell in cells)
    assert not any("13800001234" in cell for cell in cells)
