"""Links that the arrangement of a paper gives, whatever the words say."""

from __future__ import annotations

from duizhao.linking import link
from duizhao.record import Cause, Material, Measure, Problem, Source, Span


def a_paper(*labels: str, texts: dict[str, str] | None = None) -> Material:
    """Build a paper from labels in reading order: P1 C1 M1 P2 …, each item 100 characters long."""
    words = texts or {}
    spans = {label: Span(100 * place, 100 * place + 100) for place, label in enumerate(labels)}
    return Material(
        source=Source("a.txt", "0" * 64, "text/plain", 100 * len(labels)),
        title=None,
        kind="individual",
        problems=tuple(Problem(x, None, None, words.get(x, x), spans[x]) for x in labels if x[0] == "P"),
        causes=tuple(Cause(x, None, words.get(x, x), spans[x]) for x in labels if x[0] == "C"),
        measures=tuple(Measure(x, None, words.get(x, x), spans[x]) for x in labels if x[0] == "M"),
    )


def pairs(material: Material) -> list[tuple[str, str]]:
    return [(one.problem, one.to) for one in link(material)]


def test_link_when_each_problem_carries_its_own_labels_then_the_block_decides() -> None:
    paper = a_paper("P1", "C1", "M1", "P2", "C2", "M2")
    assert pairs(paper) == [("P1", "C1"), ("P1", "M1"), ("P2", "C2"), ("P2", "M2")]
    assert all(one.why[0] == "同一条目" for one in link(paper))


def test_link_when_a_block_has_no_measure_then_its_problem_stays_unanswered() -> None:
    paper = a_paper("P1", "M1", "P2", "P3", "M3", "P4", "M4")
    assert pairs(paper) == [("P1", "M1"), ("P3", "M3"), ("P4", "M4")]


def test_link_when_a_measure_names_a_problem_by_number_then_it_answers_it() -> None:
    paper = a_paper("P1", "P2", "M1", texts={"M1": "针对问题二，每月到村里住两天", "P2": "台账不全"})
    assert pairs(paper) == [("P2", "M1")]
    assert link(paper)[0].why[0] == "问题2"


def test_link_when_nothing_is_shared_then_there_is_no_link() -> None:
    paper = a_paper("P1", "P2", "M1", texts={"P1": "公厕无人打扫", "P2": "路灯不亮", "M1": "按时交党费"})
    assert link(paper) == ()
