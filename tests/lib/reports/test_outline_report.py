"""The outline as a tree and as JSON."""

from __future__ import annotations

from duizhao.record import OutlineEntry, Span
from duizhao.reports.outline import as_json, tree

ENTRIES = (
    OutlineEntry(0, "一、", "问题", 2, Span(5, 90)),
    OutlineEntry(1, "1.", "学得\n不深", 9, Span(9, 40)),
    OutlineEntry(1, "", "没有序号", 10, Span(40, 60)),
    OutlineEntry(2, "一是", None, 11, Span(60, 90)),
)


def test_tree_when_written_then_line_numbers_and_indents() -> None:
    assert list(tree(ENTRIES)) == [
        " 2  一、问题",
        " 9    1. 学得 不深",
        "10    没有序号",
        "11      一是……",
    ]


def test_tree_when_empty_then_empty() -> None:
    assert list(tree(())) == []


def test_json_when_written_then_every_field() -> None:
    assert as_json("a.txt", ENTRIES[3:]) == {
        "source": {"path": "a.txt"},
        "outline": [{"level": 2, "number": "一是", "title": None, "line": 11, "span": [60, 90]}],
    }
