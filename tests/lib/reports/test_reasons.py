"""Why a link was seen is said in the reader's language; the papers' own words stay."""

from __future__ import annotations

import pytest

from duizhao.i18n import translator
from duizhao.reports.reasons import in_one, reasons

ENGLISH = translator("en")
CASES = [
    ("共有词：担当、作为", "shared words: 担当, 作为"),
    ("共有具体词：槐渡泵、机电", "shared names and figures: 槐渡泵, 机电"),
    ("概念：担当作为（怕≈不敢）", "concept: 担当作为 (怕≈不敢)"),
    ("同一主题：理论学习", "same theme: 理论学习"),
    ("用词相近", "similar wording"),
    ("问题3", "names problem 3"),
    ("针对“会风不实”", "names “会风不实”"),
    ("别的说法", "别的说法"),
]


@pytest.mark.parametrize(("why", "english"), CASES)
def test_reason_when_said_then_in_both_languages(why: str, english: str) -> None:
    assert reasons([why], str) == [why]
    assert reasons([why], ENGLISH) == [english]


def test_reasons_when_said_in_one_then_joined_as_the_language_does() -> None:
    assert in_one(["用词相近", "问题3"], str) == "用词相近；问题3"
    assert in_one(["用词相近", "问题3"], ENGLISH) == "similar wording; names problem 3"
