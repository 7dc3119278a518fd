"""Whatever the text, spans lie inside it and quote it exactly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.material import build
from duizhao.record import Document, Material, Source, Span

LAYOUTS = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[2] / "corpus" / "layouts").glob("*.txt"))
]
PIECES = st.sampled_from(
    [
        "一、", "（一）", "一是", "二是", "一要", "1.", "1.1 ", "第一，", "首先，", "其次，",
        "其一，", "问题1：", "问题描述：", "整改措施：", "存在的问题", "原因分析", "带头学习方面",
        "不够", "比如，", "根本原因是", "2024年5月", "，", "。", "；", "：", "\n", "\n\n", "\t",
        "\u3000", " ", "“", "”", "（", "）", "认领", "班子", "上年度整改", "12个", "我",
        "\U00020000", "\u200b", "\u00a0", "以上",
    ]
)  # fmt: skip


def _read(text: str) -> Material:
    return build(Document(text, "text/plain"), Source("p", "0" * 64, "text/plain", len(text)))


def _spans(material: Material) -> list[tuple[Span, str | None]]:
    parts = [*material.problems, *material.causes, *material.measures, *material.claims, *material.last_year]
    found: list[tuple[Span, str | None]] = [(part.span, part.text) for part in parts]
    found += [(section.span, None) for section in material.sections]
    found += [(example.span, example.text) for p in material.problems for example in p.examples]
    found += [(cause.root.span, cause.root.text) for cause in material.causes if cause.root]
    return found


def _holds(text: str) -> None:
    for span, quoted in _spans(_read(text)):
        assert 0 <= span.start <= span.end <= len(text)
        assert quoted is None or quoted in text[span.start : span.end]


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_spans_hold_their_text_when_the_paper_is_any_heap_of_pieces(text: str) -> None:
    _holds(text)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_spans_hold_their_text_when_the_paper_is_no_paper(text: str) -> None:
    _holds(text)


@given(st.sampled_from(LAYOUTS), st.integers(0, 400), st.integers(1, 80))
@settings(max_examples=200, deadline=None)
def test_spans_hold_their_text_when_a_paper_is_cut(text: str, start: int, length: int) -> None:
    _holds(text[:start] + text[start + length :])


def test_reading_is_deterministic(record: Callable[[str], Material]) -> None:
    assert all(record(text) == record(text) for text in LAYOUTS)
