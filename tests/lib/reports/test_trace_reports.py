"""A trace in its four forms: what stands out, who claims what, and that text stays text."""

from __future__ import annotations

import io
import json
import unicodedata
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from duizhao.i18n import translator
from duizhao.record import AspectRef, Author, Claim, Failure, Material, Measure, Problem, Span
from duizhao.reports import trace_html, trace_json, trace_table, trace_xlsx
from duizhao.reports.trace_view import claims, trace
from duizhao.reports.workbook import shown

SPAN = Span(0, 1)


@pytest.fixture
def team(material: Material) -> Material:
    problems = tuple(
        Problem(f"P{n}", AspectRef(1, "学习方面"), f"问题之{n}", "内容。", SPAN) for n in (1, 2, 3)
    )
    source = replace(material.source, path="a/班子.txt")
    return replace(material, kind="team", author=None, problems=problems, claims=(), links=(), source=source)


@pytest.fixture
def member(material: Material) -> Material:
    claimed = (Claim("对第2、9项我负直接责任。", SPAN, "listed", (2, 9), "直接责任"),)
    return replace(material, author=Author("方某", "副局长"), claims=claimed)


@pytest.fixture
def chief(material: Material) -> Material:
    claimed = (Claim("全部认领。", SPAN, "all", (), None),)
    source = replace(material.source, path="a/局长.txt")
    return replace(material, author=Author(None, "局长", chief=True), claims=claimed, source=source)


def test_trace_when_nothing_leads_to_a_measure_then_it_is_idle(material: Material) -> None:
    found = trace(material)

    assert [problem.id for problem in found.unanswered] == ["P2"]
    assert [target.id for target in found.idle] == ["M2"]
    assert found.unexplained == ()


def test_trace_when_no_causes_are_stated_then_no_problem_is_unexplained(material: Material) -> None:
    links = tuple(link for link in material.links if link.kind == "measure")

    assert trace(replace(material, causes=(), links=links)).unexplained == ()
    assert [one.id for one in trace(replace(material, links=links)).unexplained] == ["P1", "P2"]


def test_claims_when_members_claim_then_each_problem_names_them_in_the_order_given(
    team: Material, member: Material, chief: Material
) -> None:
    (found,) = claims([chief, team, member])

    assert [[one.who for one in each.taken] for each in found.problems] == [
        ["局长"],
        ["局长", "方某"],
        ["局长"],
    ]
    assert [each.only_in_bulk for each in found.problems] == [True, False, True]
    assert [(one.who, items) for one, items in found.beyond] == [("方某", (9,))]


def test_claims_when_nobody_claims_a_problem_then_it_is_unclaimed(team: Material, member: Material) -> None:
    (found,) = claims([team, member])

    assert [one.id for one in found.unclaimed] == ["P1", "P3"]


def test_claims_when_another_unit_or_year_then_the_paper_is_no_members(
    team: Material, member: Material
) -> None:
    assert claims([team, replace(member, unit="别的单位")]) == ()
    assert claims([team, replace(member, year=2021)]) == ()
    assert len(claims([team, replace(member, unit=None, year=None)])) == 1


def test_json_when_written_then_links_left_overs_and_claims_stand_in_it(
    material: Material, team: Material, member: Material, failure: Failure
) -> None:
    value = json.loads(trace_json.document([material, team, member], [failure], "zh"))

    assert value["papers"][0]["problems"][0]["measures"] == [
        {"to": "M1", "score": 0.8125, "why": ["共有词：学习"]}
    ]
    assert value["papers"][0]["unanswered"] == ["P2"]
    assert value["papers"][0]["idle_measures"] == ["M2"]
    assert value["claims"][0]["unclaimed"] == ["P1"]  # the first paper claims 2 and 3
    assert value["errors"][0]["code"] == "damaged"


def test_table_when_80_columns_then_no_line_is_wider(
    material: Material, team: Material, member: Material, failure: Failure
) -> None:
    text = trace_table.text([material, team, member], [failure], width=80, styled=False, _=translator("zh"))

    assert max(map(_columns, text.splitlines())) <= 80
    assert "措2 改进查档服务。                 ◇ 未见所对应的问题" in text
    assert "◇ 无人认领" in text
    assert "仅供工作核对，不作为评价个人的依据。" in text


def test_page_when_a_title_is_markup_then_it_stays_text(material: Material, failure: Failure) -> None:
    problems = (replace(material.problems[0], title='<img src=x onerror="a()">'), material.problems[1])
    page = trace_html.page([replace(material, problems=problems)], [failure], "zh").decode()

    assert "<img" not in page
    assert "&lt;img src=x onerror=&quot;a()&quot;&gt;" in page
    assert page.count('<tr class="unanswered"') == 1
    assert page.count("http") == page.count("http-equiv")  # nothing is fetched
    assert "仅供工作核对，不作为评价个人的依据。" in page


def test_page_when_there_is_no_paper_then_it_is_still_a_page(bare: Material) -> None:
    assert b"</html>" in trace_html.page([], [], "zh")
    assert "没有读到查摆的问题" in trace_html.page([bare], [], "zh").decode()


def test_workbook_when_a_text_looks_like_a_formula_or_markup_then_it_is_written_as_text(
    material: Material,
) -> None:
    measures = (Measure("M1", "=1+1", "<r>x</r>", SPAN), Measure("M2", None, "<r>y</r>", SPAN))
    data = trace_xlsx.workbook([replace(material, measures=measures)], [], "zh")
    sheet = load_workbook(io.BytesIO(data))["未对应的原因和措施"]

    assert [cell.value for cell in sheet[2]][1:] == ["措2", None, "<r>y</r> ", "◇ 未见所对应的问题"]
    linked = load_workbook(io.BytesIO(data))["对应"]
    assert [cell.data_type for cell in linked["F"] if cell.value == "=1+1"] == ["s"]


def test_workbook_when_a_team_has_members_then_claims_have_their_sheet(
    material: Material, team: Material, member: Material
) -> None:
    names = load_workbook(io.BytesIO(trace_xlsx.workbook([team, member], [], "zh"))).sheetnames

    assert names == ["问题", "对应", "未对应的原因和措施", "认领", "说明"]
    assert "认领" not in load_workbook(io.BytesIO(trace_xlsx.workbook([material], [], "zh"))).sheetnames


@pytest.mark.parametrize(
    ("text", "cell"), [("_x0041_", "_ x0041_"), ("普通_文字", "普通_文字"), ("<r>a</r>", "<r>a</r> ")]
)
def test_shown_when_excel_would_read_it_otherwise_then_a_blank_prevents_it(text: str, cell: str) -> None:
    assert shown(text) == cell


def test_shown_when_too_long_then_cut_with_a_sign() -> None:
    assert shown("𠀀" * 20_000).endswith("…")
    assert len(shown("𠀀" * 20_000).encode("utf-16-le")) // 2 <= 32_767


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)
