"""Items for the city: drafted, approved, worked on, proven and closed through the services."""

from __future__ import annotations

import io
from datetime import date
from typing import Any, Final

import pytest
from city import City
from PIL import Image

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.following_words import NoticeKind
from duizhao_web.apps.rectification.models import (
    Assignment,
    Evidence,
    Item,
    Plan,
    Recheck,
    RecheckDraw,
    Source,
    SupervisionNotice,
)
from duizhao_web.apps.rectification.services.assigning import Handed, assignment_give
from duizhao_web.apps.rectification.services.drafting import Draft, Origin, item_create
from duizhao_web.apps.rectification.services.following import Notice, notice_issue
from duizhao_web.apps.rectification.services.plans import item_approve, item_sign, plan_begin
from duizhao_web.apps.rectification.services.proving import evidence_add
from duizhao_web.apps.rectification.services.rechecking import rechecks_draw
from duizhao_web.apps.rectification.services.verifying import Said, item_close, item_submit, points_answer
from duizhao_web.apps.rectification.services.working import (
    action_add,
    action_done,
    item_start,
    progress_report,
)
from duizhao_web.apps.rectification.uploads import looked_into
from duizhao_web.apps.rectification.words import DeadlineKind, EvidenceKind, SourceKind

YEAR: Final = 2025
DEADLINE: Final = date(2026, 6, 30)
DUE: Final = date(2026, 5, 31)
PLACE: Final = "30.123,104.456"
POINTS: Final = ("调研报告印发", "河湾村的三个问题办结")


def refused(code: AppErrorCode, words: str = "") -> pytest.RaisesExc[AppError]:
    """Expect the answer instead of what was asked for, with the words in its sentence."""
    return pytest.raises(AppError, check=lambda error: error.code == code and words in error.message)


def fresh(item: Item) -> Item:
    """Return an item as it is now."""
    return Item.objects.select_related("unit", "owner", "verifier", "sponsor", "person").get(pk=item.pk)


def drafted(city: City, *, at: str = "county", **draft: Any) -> Item:
    """Draft an item of a unit's team, complete and ready to be approved."""
    values: dict[str, Any] = {
        "title": "调研走得不够深",
        "text": "去基层的次数少，蹲点不足。",
        "goal": "每名班子成员全年蹲点不少于 10 天",
        "deadline_kind": DeadlineKind.BY_DATE,
        "deadline": DEADLINE,
        "sponsor": city.people.get(f"{at}.member"),
        "owner": city.people.get(f"{at}.member"),
        "verifier": city.people[f"{at}.second" if at == "county" else f"{at}.chief"],
        "points": POINTS,
        "aspect_no": 3,
        "aspect": "带头干事创业方面",
    }
    item = item_create(
        actor=city.actor(f"{at}.coordinator"),
        unit=city.unit(at),
        year=YEAR,
        draft=Draft(**values | draft),
        origins=[Origin(SourceKind.SELF, "自己找的")],
    )
    action_add(
        actor=city.actor(f"{at}.coordinator"),
        item=item,
        expected_version=item.version,
        text="到河湾村蹲点一周",
        due=DUE,
    )
    return fresh(item)


def planned(city: City, *, at: str = "county", **draft: Any) -> Item:
    """Return an item the sponsor signed and the chief approved."""
    item = drafted(city, at=at, **draft)
    if item.sponsor_id is not None:
        item = item_sign(actor=city.actor(f"{at}.member"), item=item, expected_version=item.version)
    item_approve(actor=city.actor(f"{at}.chief"), item=item, expected_version=item.version)
    return fresh(item)


def working(city: City, **draft: Any) -> Item:
    """Return an item the owner has begun and reported on."""
    item = planned(city, **draft)
    owner = city.actor("county.member")
    item = item_start(actor=owner, item=item, expected_version=item.version)
    progress_report(actor=owner, item=item, on=clock.today(), done="蹲点一周", next_step="写报告")
    return fresh(item)


def proven(city: City, **draft: Any) -> Item:
    """Return an item with its action done and evidence for each point."""
    item = working(city, **draft)
    owner = city.actor("county.member")
    for action in item.actions.filter(state="open"):
        action_done(
            actor=owner, action=action, expected_version=fresh(item).version, on=clock.today(), note="已蹲点"
        )
    a_document(city, item, points=[1, 2])
    return fresh(item)


def a_document(city: City, item: Item, points: list[int], who: str = "county.member") -> Evidence:
    """Add the number of a document as evidence."""
    return evidence_add(
        actor=city.actor(who),
        item=item,
        kind=EvidenceKind.DOCUMENT,
        title="关于河湾村调研情况的报告",
        content="甲县发〔2026〕7号",
        effective_on=clock.today(),
        points=points,
    )


def submitted(city: City, **draft: Any) -> Item:
    """Return an item its owner asks to be closed."""
    item = proven(city, **draft)
    item_submit(actor=city.actor("county.member"), item=item, expected_version=item.version)
    return fresh(item)


def answered(city: City, *, by: str = "county.second", **draft: Any) -> Item:
    """Return an item whose verifier has said yes to every point."""
    item = submitted(city, **draft)
    points_answer(
        actor=city.actor(by),
        item=item,
        expected_version=item.version,
        answers={1: Said(met=True), 2: Said(met=True, note="现场看过")},
    )
    return fresh(item)


def closed(city: City, *, by: str = "county.second", **draft: Any) -> Item:
    """Return an item its verifier has closed."""
    item = answered(city, by=by, **draft)
    item_close(actor=city.actor(by), item=item, expected_version=item.version)
    return fresh(item)


def a_shown_item(city: City) -> int:
    """Return the number of the county's item that pages are asked for."""
    found = Item.objects.order_by("pk").first() or drafted(city)
    return int(found.pk)


def a_shown_assignment(city: City) -> int:
    """Return the number of something the county's chief handed to the town."""
    item = Item.objects.get(pk=a_shown_item(city))
    handed = Handed(text="限期办结", due=date(2026, 4, 10), unit=city.unit("town"))
    found = Assignment.objects.order_by("pk").first() or assignment_give(
        actor=city.actor("county.chief"), item=item, handed=handed
    )
    return int(found.pk)


def a_shown_notice(city: City) -> int:
    """Return the number of a reminder the city's chief issued to the county."""
    item = Item.objects.get(pk=a_shown_item(city))
    notice = Notice(kind=NoticeKind.REMINDER, text="请说明进展", answer_due=date(2026, 4, 10))
    found = SupervisionNotice.objects.order_by("pk").first() or notice_issue(
        actor=city.actor("city.chief"), item=item, notice=notice
    )
    return int(found.pk)


def a_draw(city: City) -> int:
    """Return the number of a draw among the county's closed items."""
    found = RecheckDraw.objects.first()
    if found is None:
        rechecks_draw(
            actor=city.actor("head"),
            items=[closed(city)],
            seed="2026-1",
            share=100,
            due_on=date(2026, 4, 10),
        )
        found = RecheckDraw.objects.get()
    return found.pk


def a_recheck(city: City) -> int:
    """Return the number of a recheck that was drawn."""
    return int(Recheck.objects.filter(draw=a_draw(city)).values_list("pk", flat=True)[0])


def a_matter(city: City) -> int:
    """Return the number of the source of an item of the county that names one of the year before."""
    found = Source.objects.filter(earlier__isnull=False).first()
    if found is None:
        before, now = drafted(city, title="河湾村三组提灌站停用"), drafted(city, title="提灌站仍未修好")
        Item.objects.filter(pk=before.pk).update(year=YEAR - 1)
        found = Source.objects.create(item=now, kind=SourceKind.SELF, text="提灌站没有修", earlier=before)
    return int(found.pk)


def an_item(city: City) -> int:
    """Return the number of an item of the county at work, with a photo."""
    found = Item.objects.filter(unit=city.unit("county"), personal=False).first()
    if found is None:
        found = working(city)
        evidence_add(
            actor=city.actor("county.member"),
            item=found,
            kind=EvidenceKind.PHOTO,
            title="河堤修好后",
            effective_on=clock.today(),
            points=[1],
            upload=looked_into("现场.png", a_picture("PNG")),
        )
    return found.pk


def a_plan(city: City) -> int:
    """Return the number of the county's plan of that year."""
    found = Plan.objects.filter(unit=city.unit("county")).first() or plan_begin(
        actor=city.actor("county.coordinator"),
        unit=city.unit("county"),
        year=YEAR,
        sponsor=city.people["county.chief"],
    )
    return found.pk


def a_photo(city: City) -> int:
    """Return the number of the photo of that item."""
    return Evidence.objects.get(item_id=an_item(city), kind=EvidenceKind.PHOTO).pk


def a_picture(kind: str = "JPEG") -> bytes:
    """Return a picture that tells where it was taken."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = PLACE
    Image.new("RGB", (40, 30), "green").save(out, kind, exif=exif)
    return out.getvalue()
