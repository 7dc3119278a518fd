"""Papers from the first upload to the signature: who may, what is kept, what is carried over."""

from __future__ import annotations

from pathlib import Path

import pytest
from city import City
from django.conf import settings
from django.db import IntegrityError, transaction
from papers import TEXT, a_version

from duizhao.corrections import (
    Decision,
    JudgeLink,
    MoveBorder,
    Remark,
    Split,
    TakeUp,
    anchored,
)
from duizhao.record import Span
from duizhao_web.apps.kernel import files
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.materials import reading
from duizhao_web.apps.materials.models import Opinion, Outcome, Paper, PaperState, Version
from duizhao_web.apps.materials.selectors import paper_list, review_queue, version_get, version_shown
from duizhao_web.apps.materials.services.papers import (
    latest_of,
    paper_submit,
    paper_upload,
    version_download,
    version_open,
)
from duizhao_web.apps.materials.services.reviews import (
    decision_take,
    decision_undo,
    opinion_draft,
    opinion_sign,
)


def refused(code: AppErrorCode) -> pytest.RaisesExc[AppError]:
    return pytest.raises(AppError, check=lambda error: error.code == code)


def at(version: Version, words: str, to: str = "") -> Span:
    start = version.text.index(words)
    return Span(start, version.text.index(to, start) + len(to) if to else start + len(words))


def decide(city: City, version: Version, *decisions: Decision, who: str = "reviewer") -> None:
    for decision in decisions:
        count = version.decisions.count()
        decision_take(actor=city.actor(who), version=version, count=count, decision=decision)


# --------------------------------------------------------------------------- upload


def test_paper_when_uploaded_then_read_checked_and_kept_by_its_content(city: City) -> None:
    version = a_version(city, submit=False)

    shown = version_shown(version)
    assert (version.number, version.paper.state, version.paper.year) == (1, PaperState.UPLOADED, 2025)
    assert [one.id for one in shown.record.problems] == ["P1", "P2", "P3"]
    assert shown.record == reading.read("材料.txt", TEXT.encode()).record
    assert shown.findings == reading.read("材料.txt", TEXT.encode()).findings
    assert files.load(version.sha256) == TEXT.encode()
    assert version.ruleset == reading.ruleset()


def test_file_when_it_bears_a_mark_then_refused_and_nowhere_on_the_disk(city: City) -> None:
    with refused(AppErrorCode.FILE_REFUSED):
        a_version(city, text="机密★5年\n" + TEXT)

    assert not Paper.objects.exists()
    kept = [
        path
        for path in Path(settings.DATA).rglob("*")
        if path.is_file() and path.parent.parent.name == "files"
    ]
    assert all("机密".encode() not in path.read_bytes() for path in kept)


def test_numbers_of_identity_cards_when_in_a_paper_then_masked_in_all_that_is_shown(city: City) -> None:
    card = "11010519491231002X"
    version = a_version(city, text=TEXT.replace("没有看现场", f"没有看{card}的现场"), submit=False)

    shown = version_shown(version)
    assert card not in version.text
    assert card not in str(version.record)
    assert card not in str(version.findings)
    assert "没有看11" in shown.record.problems[0].text


def test_file_when_uploaded_twice_then_said_and_no_new_version(city: City) -> None:
    version = a_version(city, submit=False)

    with refused(AppErrorCode.FILE_KNOWN):
        a_version(city, submit=False)
    assert Version.objects.filter(paper=version.paper).count() == 1


@pytest.mark.parametrize(
    "who", ["county.chief", "county.coordinator", "reviewer", "city.chief", "rival.chief"]
)
def test_paper_when_another_uploads_it_then_refused(city: City, who: str) -> None:
    read = reading.read("材料.txt", TEXT.encode())
    person = city.people["county.member"]

    with pytest.raises(AppError) as caught:
        paper_upload(actor=city.actor(who), unit=city.unit("county"), person=person, year=2025, read=read)
    assert caught.value.status in (403, 404)
    assert not Paper.objects.exists()


def test_paper_when_in_review_then_no_version_takes_its_place(city: City) -> None:
    a_version(city)

    with refused(AppErrorCode.WRONG_STATE):
        a_version(city, text=TEXT + "\n补充一句。\n")


# --------------------------------------------------------------------------- who sees it


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("county.member", True),
        ("county.chief", True),
        ("reviewer", True),
        ("lead", True),
        ("county.second", False),
        ("county.coordinator", False),
        ("city.chief", False),
        ("bureau.chief", False),
        ("rival.chief", False),
        ("head", False),
        ("system", False),
        ("security", False),
        ("audit", False),
    ],
)
def test_individual_paper_when_asked_for_then_only_by_the_table(city: City, who: str, sees: bool) -> None:
    version = a_version(city)

    assert paper_list(city.actor(who)).exists() is sees
    if not sees:
        with refused(AppErrorCode.NOT_FOUND):
            version_get(city.actor(who), version.paper_id)
        with pytest.raises(AppError):
            version_download(actor=city.actor(who), version=version)


def test_chiefs_paper_when_asked_for_by_the_superior_then_seen(city: City) -> None:
    a_version(city, "county.chief")

    assert paper_list(city.actor("city.chief")).count() == 1
    assert paper_list(city.actor("county.member")).count() == 0


def test_paper_when_read_by_assignment_then_in_the_log_and_by_its_author_not(
    city: City, events: list[str]
) -> None:
    version = a_version(city)
    before = len(events_of())

    version_open(actor=city.actor("county.member"), version=version)
    assert len(events_of()) == before
    version_open(actor=city.actor("reviewer"), version=version)
    assert events_of()[before:] == ["materials.paper.read"]
    assert version_download(actor=city.actor("county.chief"), version=version) == TEXT.encode()
    assert events_of()[before + 1 :] == ["materials.paper.downloaded"]


def events_of() -> list[str]:
    from duizhao_web.apps.kernel.models import AuditEvent

    return list(AuditEvent.objects.order_by("number").values_list("event", flat=True))


@pytest.fixture
def events(city: City) -> list[str]:
    return events_of()


# --------------------------------------------------------------------------- decisions


def test_decisions_when_taken_then_applied_in_their_order_and_undone_by_their_author(city: City) -> None:
    version = a_version(city)
    problem = version_shown(version).record.problems[0]
    rest = anchored(version.text, Span(version.text.index("比如"), problem.span.end))
    decide(city, version, Split("problem", anchored(version.text, problem.span), rest))

    assert len(version_shown(version).record.problems) == 4
    with refused(AppErrorCode.FORBIDDEN):
        decision_undo(actor=city.actor("lead"), version=version, count=1)
    decision_undo(actor=city.actor("reviewer"), version=version, count=1)
    assert len(version_shown(version).record.problems) == 3


def test_decision_when_another_came_first_then_conflict_and_nothing_overwritten(city: City) -> None:
    version = a_version(city)
    remark = Remark(anchored(version.text, at(version, "蹲点不足")), "请写明")
    decide(city, version, remark, who="lead")

    with refused(AppErrorCode.CONFLICT):
        decision_take(actor=city.actor("reviewer"), version=version, count=0, decision=remark)
    assert version.decisions.count() == 1


def test_decision_when_it_does_not_fit_then_refused_with_a_sentence(city: City) -> None:
    version = a_version(city)
    words = anchored(version.text, at(version, "蹲点不足"))

    with refused(AppErrorCode.DECISION_REFUSED) as caught:
        decide(city, version, MoveBorder("problem", words, words))
    assert "刷新" in caught.value.message


@pytest.mark.parametrize("who", ["county.member", "county.chief", "head", "city.chief", "audit"])
def test_decision_when_not_a_reviewers_then_refused(city: City, who: str) -> None:
    version = a_version(city)
    remark = Remark(anchored(version.text, at(version, "蹲点不足")), "请写明")

    with pytest.raises(AppError):
        decide(city, version, remark, who=who)


def test_version_when_a_new_one_comes_then_decisions_stand_or_are_listed_as_lost(city: City) -> None:
    version = a_version(city)
    record = version_shown(version).record
    first, second, third = (anchored(version.text, one.span) for one in record.problems)
    border = anchored(version.text, at(version, "1.学习抓得", "两次，"))
    rest = anchored(version.text, at(version, "蹲点不足", "听汇报。"))
    target = anchored(version.text, record.measures[0].span)
    decide(
        city,
        version,
        MoveBorder("problem", first, border),
        Split("problem", second, rest),
        JudgeLink(third, "measure", target, holds=False),
    )
    _returned(city, version, "请补充事例")

    text = TEXT.replace("3.督办跟得不够牢。交办以后没有再问，事项拖了三个月。\n", "").replace(
        "宗旨意识淡化。", "宗旨意识淡化了。"
    )
    new = a_version(city, text=text)

    assert new.number == 2
    assert [row.decision["do"] for row in new.decisions.all()] == ["move_border", "split"]
    assert [row.by_name for row in new.decisions.all()] == ["reviewer", "reviewer"]
    (lost,) = new.lost
    assert lost["quote"].startswith("3.督办跟得不够牢")
    assert version_shown(new).record.problems[0].text.endswith("两次，")


# --------------------------------------------------------------------------- opinion


def _returned(city: City, version: Version, text: str) -> None:
    opinion_draft(actor=city.actor("reviewer"), version=version, edition=0, text=text)
    opinion_sign(actor=city.actor("lead"), version=version, edition=1, outcome=Outcome.RETURNED)


def test_opinion_when_signed_by_the_lead_reviewer_then_the_paper_goes_back_or_is_frozen(city: City) -> None:
    version = a_version(city)
    _returned(city, version, "请补充事例")
    assert Paper.objects.get().state == PaperState.RETURNED

    second = a_version(city, text=TEXT + "补充一句。\n")
    opinion_sign(actor=city.actor("lead"), version=second, edition=0, outcome=Outcome.AGREED)
    assert Paper.objects.get().state == PaperState.PASSED
    with refused(AppErrorCode.WRONG_STATE):
        a_version(city, text=TEXT + "再补充一句。\n")


def test_opinion_when_a_reviewer_would_sign_it_then_refused(city: City) -> None:
    version = a_version(city)
    opinion_draft(actor=city.actor("reviewer"), version=version, edition=0, text="请补充事例")

    with refused(AppErrorCode.FORBIDDEN):
        opinion_sign(actor=city.actor("reviewer"), version=version, edition=1, outcome=Outcome.RETURNED)


def test_opinion_when_drafted_by_two_at_once_then_the_second_is_told(city: City) -> None:
    version = a_version(city)
    opinion_draft(actor=city.actor("reviewer"), version=version, edition=0, text="一稿")

    with refused(AppErrorCode.CONFLICT):
        opinion_draft(actor=city.actor("lead"), version=version, edition=0, text="另一稿")
    assert Opinion.objects.get().text == "一稿"


def test_opinion_when_it_returns_without_a_word_then_refused_by_service_and_database(city: City) -> None:
    version = a_version(city)

    with refused(AppErrorCode.OPINION_EMPTY):
        opinion_sign(actor=city.actor("lead"), version=version, edition=0, outcome=Outcome.RETURNED)
    _returned(city, version, "请补充事例")
    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.update(text="")


def test_queue_when_papers_wait_then_only_those_of_the_reviewer(city: City) -> None:
    a_version(city)
    a_version(city, "county.chief")
    a_version(city, "county.coordinator", TEXT.replace("个人", "班子"))

    assert review_queue(city.actor("lead")).count() == 3
    assert review_queue(city.actor("reviewer")).count() == 2
    assert review_queue(city.actor("county.chief")).count() == 0


def test_paper_when_submitted_twice_then_the_second_is_told(city: City) -> None:
    version = a_version(city)

    with refused(AppErrorCode.WRONG_STATE):
        paper_submit(actor=city.actor("county.member"), paper=version.paper)
    assert latest_of(version.paper).number == 1


def test_finding_when_taken_up_then_found_again_on_the_page(city: City) -> None:
    version = a_version(city)
    finding = version_shown(version).findings[0]
    decide(city, version, TakeUp(finding.check, anchored(version.text, finding.span), "请改"))

    said = version_shown(version).answers.to(finding)
    assert isinstance(said, TakeUp)
    assert said.note == "请改"


def test_decisions_when_told_by_the_log_then_each_has_words() -> None:
    from duizhao.corrections.stored import NAMES
    from duizhao_web.apps.materials.events import DECIDED, Doing

    assert set(Doing.values) == set(NAMES)
    assert DECIDED.kinds is Doing
