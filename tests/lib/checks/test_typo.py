"""Slips of typing: what is found, what is protected, what is put right, and how long a text may be."""

from __future__ import annotations

import pytest

from duizhao.checks.catalogue import catalogue
from duizhao.checks.examine import defaults, examine
from duizhao.checks.trying import paper_of
from duizhao.lexicons.confusions import confusions
from duizhao.lexicons.phrases import phrases
from duizhao.record import Diagnostic

TYPO = [check for check in catalogue() if check.category == "typo"]
HEAD = "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。"


def _said(text: str) -> tuple[Diagnostic, ...]:
    found, failures = examine(paper_of(text), defaults(TYPO))
    assert not failures, failures[0].trace
    return found


def _fixed(text: str) -> str:
    for one in sorted(_said(text), key=lambda one: -one.span.start):
        if one.fix is not None:
            text = text[: one.fix.span.start] + one.fix.text + text[one.fix.span.end :]
    return text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("联系群众不够，存在的问提较多。", "问题"),
        ("深入基层调查研穷不够。", "研究"),
        ("密切联系众群不够，深入基层少。", "群众"),
        ("存在的问题题较多。", "问题"),
        ("贯彻落实上级决策部暑不够有力。", "部署"),
    ],
)
def test_slip_when_one_character_is_wrong_then_the_reading_is_named(wrong: str, right: str) -> None:
    found = _said(HEAD + wrong)
    assert len(found) == 1
    assert right in dict(found[0].params)["reading"]


@pytest.mark.parametrize(
    "text",
    [
        "廉洁行医警钟敲得不勤，对医药代表进科室管理不严。",
        "在工作中存在“虚僵躲拖腐”的现象，“等靠要”思想仍有残留。",
        "认真学习《关于改进工作作风的若干归定》，逐条对照。",
        "同张钰焘、李芃霏、欧阳翀三位同志谈心谈话。",
        "全心全意为人民服务，实事求是，与时俱进。",
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
    ],
)
def test_slip_when_the_words_are_quoted_named_or_standing_then_nothing_is_said(text: str) -> None:
    assert _said(HEAD + text) == ()


def test_fix_when_a_slip_is_certain_then_the_text_is_put_right() -> None:
    assert _fixed(HEAD + "截止目前，三项问题已经整改，做风有所转变。") == (
        HEAD + "截至目前，三项问题已经整改，作风有所转变。"
    )


def test_particle_when_it_follows_a_verb_or_an_adverb_then_the_right_one_takes_its_place() -> None:
    assert _fixed(HEAD + "理论学习抓的不紧，今后要更好的推进各项工作。") == (
        HEAD + "理论学习抓得不紧，今后要更好地推进各项工作。"
    )


def test_particle_when_it_joins_a_noun_then_nothing_is_said() -> None:
    assert _said(HEAD + "真正解决的不多，做的不够的地方要补上，让群众得到更好的服务。") == ()


def test_slip_when_a_text_is_long_and_full_of_slips_then_it_is_read_to_its_end() -> None:
    line = "权心全意为人民服务，读得少。" * 20 + "\n"
    found = _said(HEAD + line * 60)  # what compares every slip with every other one would not come to an end
    assert len(found) > 1000


@pytest.mark.parametrize(
    "text", ["", "\n", "。", "一", "啊" * 500, "\U00020000" * 50, "ab" * 300, "的" * 300]
)
def test_slip_when_a_text_is_odd_then_it_is_read(text: str) -> None:
    _said(HEAD + text)


def test_wording_when_it_is_an_entry_then_it_is_right_by_every_check() -> None:
    text = HEAD + "\n".join(f"“{phrase.text}”：{phrase.text}。" for phrase in phrases())
    assert len(_said(text)) <= 3  # cut off from sentences, a few look odd


def test_confusion_when_it_is_an_entry_then_it_differs_in_the_character_named() -> None:
    assert all(one.right in one.wording and one.other not in one.wording for one in confusions())
