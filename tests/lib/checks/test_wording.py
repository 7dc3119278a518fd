"""What a unit can set for the checks of wording, and what they leave alone."""

from __future__ import annotations

import pytest

from duizhao.checks.base import Value
from duizhao.checks.catalogue import catalogue
from duizhao.checks.examine import defaults, examine
from duizhao.checks.trying import paper_of
from duizhao.record import Diagnostic

CHECKS = [check for check in catalogue() if check.category == "wording"]
HEAD = "云澄县水务局局长2024年度民主生活会对照检查材料\n一、存在的问题\n"


def said(text: str, **options: dict[str, Value]) -> list[Diagnostic]:
    """Return what the checks of wording say of a text under a head of 2024."""
    found, failures = examine(paper_of(HEAD + text), defaults(CHECKS, options))
    assert not failures, failures[0].trace
    return list(found)


def test_entry_when_switched_off_then_nothing_is_said_of_it() -> None:
    text = "一是协同不够。环保局交办的3件事拖了两个月，安监局的通报没有传达。"
    assert [one.quote for one in said(text)] == ["环保局", "安监局"]
    assert [one.quote for one in said(text, WOR001={"without": ("安监局",)})] == ["环保局"]


def test_former_name_when_the_unit_sets_its_own_then_it_is_found_from_that_month_on() -> None:
    text = "一是协同不够。水务执法大队交办的3件事拖了两个月。"
    own: dict[str, Value] = {"own": ("水务执法大队=水政监察支队=2022-05",)}
    (one,) = said(text, WOR001=own)
    assert (one.quote, one.severity) == ("水务执法大队", "warning")
    assert not said(text, WOR001={"own": ("水务执法大队=水政监察支队=2024-05",)})


def test_former_name_when_written_wrongly_then_the_check_is_named_as_failed() -> None:
    asked = defaults(CHECKS, {"WOR001": {"own": ("水务执法大队",)}})
    _, failures = examine(paper_of(HEAD + "一是协同不够。"), asked)
    assert [(one.check, "水务执法大队" in one.error) for one in failures] == [("WOR001", True)]


@pytest.mark.parametrize(
    "text",
    [
        "一是学习不够。“虚僵躲拖腐”等问题解决得不彻底，“四个意识”“两个维护”学得浅。",
        "一是学习不够。“不忘初心、牢记使命”主题教育以来，《习近平谈治国理政》只读过第一卷。",
        "一是学习不够。时任县国土资源局副局长期间没有讲过党课。",
        "一是落实不够。转发《县环境保护局关于做好汛期排查的通知》晚了3天。",
        "一是落实不够。市第七届人大八次会议、省委十二届九次全会精神传达得晚。",
        "一是学习不够。中国共产党云澄县第十四次代表大会精神学得浅。",
    ],
)
def test_history_titles_and_coinages_when_named_then_nothing_is_said(text: str) -> None:
    assert said(text) == []


def test_fix_when_a_name_misses_by_a_slip_then_it_is_put_right_and_nothing_else() -> None:
    (one,) = said("一是学习不够。对照《中国共产党廉政自律准则》不够。")
    assert one.fix is not None
    assert (one.fix.span, one.fix.text) == (one.span, "中国共产党廉洁自律准则")
