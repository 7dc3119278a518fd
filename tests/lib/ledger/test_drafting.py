"""A paper gives one row for each problem, filled with what the paper says and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from duizhao.ledger import LedgerRow, rows
from duizhao.ledger.drafting import FILLED, healed
from duizhao.ledger.row import FIELDS
from duizhao.record import Example, Link, Material, Problem, Span

BuildMaterial = Callable[..., Material]


def test_rows_when_paper_has_problems_then_one_row_each_numbered_by_file_and_problem(
    a_material: BuildMaterial,
) -> None:
    material = a_material(problems=[("甲", "一"), ("乙", "二")])
    prefix = material.source.sha256[:8]
    assert [row.id for row in rows(material)] == [f"{prefix}-P1", f"{prefix}-P2"]


def test_row_when_linked_then_holds_the_papers_own_words(a_material: BuildMaterial) -> None:
    (row,) = rows(a_material(causes=[("宗旨意识淡化", "与群众接触少。根本原因是学得浅。", "学得浅。")]))
    assert row.problem == "调查研究不够深入。今年只下基层四次。"
    assert row.cause == "宗旨意识淡化。与群众接触少。根本原因是学得浅。"
    assert row.root == "学得浅。"
    assert row.measures == "【待确认】深入基层。每季度驻点调研五天。"
    assert (row.unit, row.aspect, row.source) == ("云岭市水利局", "作风建设方面", "自查")


def test_row_when_nothing_answers_then_measure_and_cause_are_empty(a_material: BuildMaterial) -> None:
    (row,) = rows(a_material(answered=False))
    assert (row.measures, row.cause, row.root) == ("", "", "")


def test_row_when_several_links_then_the_first_of_its_kind_is_taken(a_material: BuildMaterial) -> None:
    links = (Link("P1", "measure", "M2", 0.9), Link("P1", "measure", "M1", 0.4))
    (row,) = rows(a_material(measures=[("甲", "一。"), ("乙", "二。")], links=links))
    assert row.measures == "【待确认】乙。二。"


def test_row_when_made_then_what_people_fill_in_is_empty(a_material: BuildMaterial) -> None:
    (row,) = rows(a_material())
    assert {key: row.cell(key) for key in FIELDS if key not in FILLED and row.cell(key) != ""} == {}


def test_row_when_paper_is_a_persons_then_it_says_what_it_is_not_for(a_material: BuildMaterial) -> None:
    (personal,) = rows(a_material(kind="individual"))
    (team,) = rows(a_material(kind="team"))
    assert personal.personal
    assert "不作为评价个人的依据" in personal.paper
    assert not team.personal


def test_place_when_text_is_given_then_line_and_characters_count_from_one(a_material: BuildMaterial) -> None:
    text = "题目\n一、问题\n" + "字" * 200
    material = a_material()
    assert rows(material, text=text)[0].place == "第3行，第101—150字"
    assert rows(material)[0].place == "第101—150字"


def test_examples_when_several_then_numbered_on_lines_of_their_own(a_material: BuildMaterial) -> None:
    examples = (Example("如，", "去年三月一次。", Span(0, 1)), Example(None, "今年两次。", Span(1, 2)))
    problem = Problem("P1", None, None, "调研少。", Span(0, 9), examples)
    (row,) = rows(a_material(problems=(), answered=False), source="会上批评") or [None]  # type: ignore[list-item]
    assert row is None
    (one,) = rows(_with(a_material, problem))
    assert one.examples == "（1）去年三月一次。\n（2）今年两次。"
    assert (one.problem, one.aspect) == ("调研少。", "")


def _with(a_material: BuildMaterial, problem: Problem) -> Material:
    from dataclasses import replace

    return replace(a_material(), problems=(problem,))


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("学得浅", "不深。", "学得浅。不深。"),
        ("学得浅：", "不深。", "学得浅：不深。"),
        ("学得浅", "主要表现在：不深。", "学得浅，主要表现在：不深。"),
        ("学得浅", "", "学得浅"),
        (None, "不深。", "不深。"),
    ],
)
def test_problem_when_titled_then_reads_as_one_text(
    title: str | None, text: str, expected: str, a_material: BuildMaterial
) -> None:
    row: LedgerRow = rows(a_material(problems=[(title, text)]))[0]
    assert row.problem == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学习不\n够深入", "学习不够深入"),
        ("学习不 \n　　够深入", "学习不够深入"),
        ("一是学。\n二是干。", "一是学。\n二是干。"),
        ("use Word\ndaily", "use Word daily"),
        ("共 12\n个", "共 12个"),
        ("\n\n前后\n", "前后"),
    ],
)
def test_line_ends_of_the_layout_are_healed_and_the_authors_kept(text: str, expected: str) -> None:
    assert healed(text) == expected
