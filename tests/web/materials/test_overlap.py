"""What papers share, and what comes back from last year: told to who may see both papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from city import City
from papers import TEXT, a_version

from duizhao_web.apps.materials import comparing
from duizhao_web.apps.materials.comparing import compare_waiting
from duizhao_web.apps.materials.elsewhere import elsewhere
from duizhao_web.apps.materials.models import Compared, Overlap
from duizhao_web.apps.materials.services.papers import latest_of

if TYPE_CHECKING:
    from django.test import Client

COPIED = (
    "去年雨季前我三次到河西渡口看防洪闸门，听守闸老人讲了半天水位的老办法，"
    "回来却没有把闸门锈蚀的事写进报告，也没有再过问。"
)
EDITED = COPIED.replace("三次", "两回").replace("半天", "很久")
OTHER = """2025年度民主生活会个人对照检查材料
一、存在的问题
1.协调不主动。部门之间的事等人来找，遇到分歧先放一放。{}
2.作风不够扎实。开会布置多，到现场核实少，对年轻干部只交任务、不教方法，谈话常常改期。
3.敢管敢严不够。看到迟到早退拉不下脸，提醒过一次就算了，没有形成记录。
二、整改措施
1.主动协调。每周碰一次头，把分歧摆到桌面上。
2.改进作风。每月两个半天在现场办公，年轻干部由我带着做完第一件。
"""


def with_copy(text: str = TEXT) -> str:
    return text.replace("没有看现场。", f"没有看现场。{COPIED}")


@pytest.fixture
def pair(city: City) -> Any:
    """The county's member and its chief share a passage; so does a stranger's paper."""
    own = a_version(city, text=with_copy())
    chief = a_version(city, "county.chief", OTHER.format(EDITED))
    stranger = a_version(city, "rival.chief", OTHER.format(COPIED).replace("主动协调", "多协调"))
    compare_waiting()
    return own, chief, stranger


def test_passages_when_two_papers_share_them_then_shown_to_who_may_see_both(city: City, pair: Any) -> None:
    own, chief, _stranger = pair

    found = elsewhere(city.actor("lead"), own)

    (shared,) = found.shared
    (passage,) = shared.passages
    assert shared.version.pk == chief.pk
    assert passage.kind == "edited"
    assert own.text[slice(*passage.a)] in with_copy()
    assert "两回到河西渡口" in chief.text[slice(*passage.b)]


@pytest.mark.parametrize("who", ["reviewer", "county.member"])
def test_passages_when_the_other_paper_is_out_of_scope_then_nothing_not_even_a_count(
    city: City, pair: Any, browser: Callable[[str], Client], who: str
) -> None:
    own, _chief, _stranger = pair

    found = elsewhere(city.actor(who), own)

    assert (found.shared, found.more, found.versions) == ((), False, ())
    page = browser(who).get(f"/papers/{own.paper_id}/").content.decode()
    assert "两回到河西渡口" not in page
    assert 'data-part="count-overlaps"></span>' in page


def test_page_when_papers_share_text_then_both_stand_side_by_side_with_the_differences(
    city: City, pair: Any, browser: Callable[[str], Client]
) -> None:
    own, _chief, _stranger = pair

    page = browser("lead").get(f"/papers/{own.paper_id}/").content.decode()

    assert "<ins>两回到</ins>" in page
    assert "甲县 county.chief，2025 年度，第 1 稿" in page
    assert "丙县" not in page


def test_reading_when_parts_of_another_paper_are_shown_by_assignment_then_both_are_in_the_log(
    city: City, pair: Any, browser: Callable[[str], Client]
) -> None:
    from duizhao_web.apps.kernel.models import AuditEvent

    own, chief, _stranger = pair
    browser("lead").get(f"/papers/{own.paper_id}/")

    read = AuditEvent.objects.filter(event="materials.paper.read").values_list("object_id", flat=True)
    assert sorted(map(int, read)) == sorted([own.pk, chief.pk])


def test_paper_when_not_compared_yet_then_the_page_says_so(
    city: City, browser: Callable[[str], Client]
) -> None:
    version = a_version(city)

    assert not elsewhere(city.actor("lead"), version).compared
    assert "正在后台比对" in browser("lead").get(f"/papers/{version.paper_id}/").content.decode()
    compare_waiting()
    page = browser("lead").get(f"/papers/{version.paper_id}/").content.decode()
    assert "没有成段的文字重合" in page


def test_texts_when_the_very_same_then_each_shows_the_other(city: City) -> None:
    own = a_version(city)
    a_version(city, "county.chief", TEXT)
    compare_waiting()

    (shared,) = elsewhere(city.actor("lead"), own).shared
    assert shared.passages[0].a == (0, len(own.text))


def test_last_year_when_the_same_matter_is_named_again_then_shown_beside_it(
    city: City, browser: Callable[[str], Client]
) -> None:
    last = a_version(city, text=with_copy().replace("2025", "2024"), year=2024)
    own = a_version(city, text=with_copy(OTHER.format(COPIED)))
    compare_waiting()

    found = elsewhere(city.actor("county.chief"), own)

    assert found.last is not None
    assert found.last.pk == last.pk
    assert [one.kind for one in found.again] == ["matter"]
    assert all(one.expected for one in found.shared)
    page = browser("county.chief").get(f"/papers/{own.paper_id}/").content.decode()
    assert "上年也提出过" in page or "上年度也提出过" in page
    assert "河西渡口" in page


def test_last_year_when_another_author_named_it_then_not_shown(city: City) -> None:
    a_version(city, "county.chief", with_copy().replace("2025", "2024"), year=2024)
    own = a_version(city, text=with_copy())
    compare_waiting()

    found = elsewhere(city.actor("lead"), own)
    assert (found.last, found.again) == (None, ())
    assert [one.version.paper.year for one in found.shared] == [2024]


def test_version_when_a_new_one_comes_then_the_old_text_is_no_longer_held_against_others(
    city: City, pair: Any
) -> None:
    own, chief, _stranger = pair
    from duizhao_web.apps.materials.models import Paper, PaperState

    Paper.objects.filter(pk=chief.paper_id).update(state=PaperState.RETURNED)
    a_version(city, "county.chief", OTHER.format("写得具体。"))
    compare_waiting()

    assert elsewhere(city.actor("lead"), own).shared == ()


def test_texts_when_compared_already_then_not_again_until_the_program_changes(
    city: City, pair: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compare_waiting() == 0
    monkeypatch.setattr(comparing, "ruleset", lambda: "duizhao next")
    assert compare_waiting() == 3
    assert Compared.objects.count() == 6
    assert Overlap.objects.values("ruleset").distinct().count() == 2


def test_texts_when_there_are_more_than_fit_into_memory_then_all_are_compared(
    city: City, pair: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = set(Overlap.objects.values_list("here", "there"))
    Overlap.objects.all().delete()
    Compared.objects.all().delete()
    monkeypatch.setattr(comparing, "TOGETHER", 1)
    monkeypatch.setattr(comparing, "_WAITING", 1)
    compare_waiting()

    assert set(Overlap.objects.values_list("here", "there")) == whole


def test_upload_when_kept_then_the_background_process_is_asked(
    city: City, django_capture_on_commit_callbacks: Any
) -> None:
    from django_tasks_db.models import DBTaskResult

    with django_capture_on_commit_callbacks(execute=True):
        version = a_version(city)

    asked = DBTaskResult.objects.values_list("task_path", flat=True)
    assert list(asked) == ["duizhao_web.apps.materials.tasks.texts_compare"]
    assert latest_of(version.paper).text_sha256
