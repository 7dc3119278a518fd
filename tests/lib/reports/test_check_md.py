"""The summary in Markdown: short, in the order given, and nothing of a paper becomes markup."""

from __future__ import annotations

from dataclasses import replace

import pytest

from duizhao.engine import InMemory
from duizhao.engine.checking import check
from duizhao.errors import ErrorCode, ReadError
from duizhao.record import CheckFailure, Examined, Failure
from duizhao.reports import check_md
from duizhao.reports.markdown import escaped, table

PAPER = "工作报告\n一是抓学习。\n三是抓落实。\n三月三十一日，全部办结，，已经报送。\n"


def paper(path: str, text: str = PAPER) -> Examined:
    (one,) = check([InMemory(path, text.encode())])
    assert isinstance(one, Examined)
    return one


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split(" | ")]


def test_summary_when_written_then_papers_in_order_and_kinds_by_frequency() -> None:
    outcomes = [paper("乙.txt"), paper("甲.txt", "工作报告\n一切都好。\n")]

    lines = check_md.text(outcomes, "zh").splitlines()

    assert lines[0] == "# 材料校核"
    assert lines[2].startswith("材料 2 份：错误 1 处")
    rows = [cells(line) for line in lines if line.startswith(("| 乙", "| 甲"))]
    assert [row[0] for row in rows] == ["乙.txt", "甲.txt"]
    assert all(len(row) == len(cells(lines[4])) for row in rows)
    counts = [int(cells(line)[1]) for line in lines[lines.index("| 校核类别 | 处数 |") + 2 :] if "|" in line]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == sum(len(one.diagnostics) for one in outcomes)
    assert lines[-1] == "仅供工作核对，不作为评价个人的依据。"


def test_summary_when_something_failed_then_named() -> None:
    broken = replace(paper("甲.txt"), failures=(CheckFailure("甲.txt", "NUM002", "ValueError('|')", ""),))
    lost = Failure("坏|.docx", ReadError(ErrorCode.UNREADABLE, detail="zip"))

    out = check_md.text([lost, replace(broken, known=2)], "zh")

    assert r"- 读不出来：坏\|.docx：" in out
    assert r"- 校核 NUM002 未能完成：甲.txt：ValueError('\|')" in out
    assert "- 上次已有、未列出 2 处" in out


def test_summary_when_nothing_was_read_then_still_a_document() -> None:
    assert check_md.text([], "en").startswith("# ")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a|b", r"a\|b"),
        ("<script>", r"\<script\>"),
        ("[x](javascript:1)", r"\[x\](javascript:1)"),
        ("`a` *b* _c_ ~d~", r"\`a\` \*b\* \_c\_ \~d\~"),
        ("a\\b", r"a\\b"),
        ("a\n\n# b\tc", "a # b c"),
        ("&lt; $x$", r"\&lt; \$x\$"),
        ("http://a.cn www.a.cn", r"http:\//a.cn www\.a.cn"),
        ("a\x1b[31m\u202e", "a\ufffd\\[31m\ufffd"),
        ("1-班子.docx", "1-班子.docx"),
    ],
)
def test_text_when_it_looks_like_markup_then_escaped(words: str, shown: str) -> None:
    assert escaped(words) == shown
    assert table(("x",), [(words,)])[2] == f"| {shown} |"
