"""Two versions of a paper side by side: word by word, with the decisions that were lost on the way."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from city import City
from hypothesis import given
from hypothesis import strategies as st
from papers import TEXT, a_version, two_versions

from duizhao.corrections import Remark, anchored
from duizhao.record import Span
from duizhao_web.apps.materials.models import Paper, PaperState
from duizhao_web.apps.materials.services.reviews import decision_take
from duizhao_web.site.review.differing import rows, side, steps
from duizhao_web.site.review.versions import versions

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]
SOME = st.text("一二学习调研，。 \n\t<&a🙂", max_size=60)


@given(SOME, SOME)
def test_texts_when_compared_then_nothing_of_either_is_lost_or_added(old: str, new: str) -> None:
    found = steps(old, new)

    assert "".join(one.old for one in found) == old
    assert "".join(one.new for one in found) == new
    kept = rows(old, new)
    assert sum(row.changed for row in kept) > 0 or old == new
    assert html.unescape(re.sub("<[^>]*>", "", side(found, "old"))) == old


def test_texts_when_the_same_then_nothing_to_show() -> None:
    assert versions(TEXT, TEXT, str) == ""


def test_versions_when_compared_then_words_that_differ_are_marked(city: City, browser: Browser) -> None:
    paper = two_versions(city)

    page = browser("reviewer").get(f"/papers/{paper}/versions/").content.decode()

    assert "第 2 稿与第 1 稿对照" in page
    assert re.search("<del>[^<]*不多[^<]*</del>|<ins>[^<]*不够[^<]*</ins>", page)
    assert "段未变" in page


def test_versions_when_decisions_were_lost_then_listed_with_their_words(city: City, browser: Browser) -> None:
    version = a_version(city)
    start = version.text.index("蹲点不足")
    remark = Remark(anchored(version.text, Span(start, start + 4)), "请写明次数")
    decision_take(actor=city.actor("reviewer"), version=version, count=0, decision=remark)
    Paper.objects.update(state=PaperState.RETURNED)
    a_version(city, text=TEXT.replace("去基层的次数少，蹲点不足，了解情况多靠听汇报。", "下去得少。"))

    page = browser("reviewer").get(f"/papers/{version.paper_id}/versions/").content.decode()

    assert "1 项更正不再成立" in page
    assert "蹲点不足" in page


@pytest.mark.parametrize("query", ["?old=7", "?new=9", "?old=x&new=y", "?old=-1"])
def test_versions_when_asked_for_what_is_not_there_then_404_or_the_nearest(
    city: City, browser: Browser, query: str
) -> None:
    answer = browser("reviewer").get(f"/papers/{two_versions(city)}/versions/{query}")

    assert answer.status_code in (200, 404)


def test_versions_when_there_is_one_then_nothing_to_compare(city: City, browser: Browser) -> None:
    version = a_version(city)

    assert browser("reviewer").get(f"/papers/{version.paper_id}/versions/").status_code == 404
