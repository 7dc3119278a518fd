"""Looking again at what was closed: listed, planned by draw, rule or hand with a preview, done, proven."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from city import City
from django.core.files.uploadedfile import SimpleUploadedFile
from items import a_picture, closed, fresh, refused

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.rectification.drawing import by_rule
from duizhao_web.apps.rectification.models import Item, Recheck, RecheckDraw, Reminder, SiteCheck
from duizhao_web.apps.rectification.services.rechecking import (
    item_reopen,
    recheck_plan,
    recheck_record,
    rechecks_draw,
)
from duizhao_web.apps.rectification.services.reminding import reminders_make
from duizhao_web.apps.rectification.words import RecheckRule

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]
DUE = date(2026, 3, 20)


def asked(city: City, **more: str) -> dict[str, str]:
    """Return what the form of planning is filled with."""
    return {"unit": str(city.units["county"].pk), "due_on": DUE.isoformat(), "how": "random"} | more


def digest_of(page: str) -> str:
    """Return the hidden list the preview was made of."""
    return re.findall(r'name="pool" value="(\w{64})"', page)[0]


def test_draw_when_previewed_and_planned_then_the_same_items_and_repeatable_by_hand(
    city: City, browser: Browser
) -> None:
    for _ in range(3):
        closed(city)
    chief = browser("county.chief")
    form = asked(city, share="34", seed="5718")

    shown = chief.get("/rechecks/plan/", form).content.decode()
    assert "范围内已销号 3 项，确定 2 项" in shown
    assert Recheck.objects.count() == 0
    response = chief.post("/rechecks/plan/", form | {"pool": digest_of(shown)})

    draw = RecheckDraw.objects.get()
    assert response.headers["Location"] == f"/rechecks/draws/{draw.pk}/"
    by_hand = sorted(
        (hashlib.sha256(f"5718 {code} {number}".encode()).hexdigest(), number) for number, code in draw.pool
    )
    assert {one.item_id for one in draw.rechecks.all()} == {number for _lot, number in by_hand[:2]}
    page = chief.get(response.headers["Location"]).content.decode()
    assert "与当时安排的一致" in page
    assert page.count(">抽中</span>") == 2


def test_draw_when_a_recheck_was_taken_out_then_its_page_says_so(city: City, browser: Browser) -> None:
    rechecks_draw(actor=city.actor("head"), items=[closed(city)], seed="1", share=100, due_on=DUE)
    Recheck.objects.all().delete()

    page = browser("head").get(f"/rechecks/draws/{RecheckDraw.objects.get().pk}/").content.decode()
    assert "不一致" in page


def test_planning_when_something_was_closed_after_the_preview_then_seen_first(
    city: City, browser: Browser
) -> None:
    closed(city)
    chief = browser("county.chief")
    form = asked(city, share="50", seed="1")
    old = digest_of(chief.get("/rechecks/plan/", form).content.decode())
    closed(city)

    response = chief.post("/rechecks/plan/", form | {"pool": old})

    assert response.status_code == 422
    assert "请核对后再安排" in response.content.decode()
    assert not Recheck.objects.exists()


def test_planning_when_by_rule_then_only_those_it_names_with_the_rule_as_basis(
    city: City, browser: Browser
) -> None:
    plain, again = closed(city), closed(city)
    head = city.actor("head")
    first = recheck_plan(actor=head, item=again, due_on=DUE, basis="抽看")
    recheck_record(actor=head, recheck=first, held=False, on=clock.today(), found="反弹")
    Item.objects.filter(pk=plain.pk).update(round=1)
    chief = browser("county.chief")
    form = asked(city, how="rule", rules="late", source="self")
    assert "没有符合的已销号事项" in chief.get("/rechecks/plan/", form).content.decode()

    form["rules"] = "all"
    page = chief.get("/rechecks/plan/", form).content.decode()
    chief.post("/rechecks/plan/", form | {"pool": digest_of(page)})

    assert Recheck.objects.filter(held__isnull=True, chosen="rule").count() == 2
    assert "自查" in Recheck.objects.filter(item=plain).get().basis


@pytest.mark.parametrize(
    ("rule", "named"),
    [(RecheckRule.ALL, True), (RecheckRule.LATE, False), (RecheckRule.STANDING, False)]
    + [(rule, False) for rule in (RecheckRule.EXTENDED, RecheckRule.EXTENDED_TWICE)]
    + [(rule, False) for rule in (RecheckRule.RETURNED, RecheckRule.AGAIN)],
)
def test_rules_when_an_item_went_smoothly_then_only_all_names_it(
    city: City, rule: RecheckRule, named: bool
) -> None:
    closed(city)

    assert by_rule(Item.objects.all(), [rule]).exists() is named


@pytest.mark.parametrize("rule", [RecheckRule.LATE, RecheckRule.EXTENDED_TWICE, RecheckRule.RETURNED])
def test_rules_when_the_round_says_so_then_named(city: City, rule: RecheckRule) -> None:
    from duizhao_web.apps.rectification.models import Round

    other, troubled = closed(city), closed(city)
    finished = troubled.rounds.get()
    values = {
        field.attname: getattr(finished, field.attname)
        for field in Round._meta.concrete_fields
        if field.attname != "id"
    }
    changed = {"first_deadline": date(2026, 1, 1), "extensions": 2, "returns": 1}
    # A finished round never changes; this is the one of a later number.
    Round.objects.create(**values | changed | {"number": 2})
    Item.objects.filter(pk=troubled.pk).update(round=2)

    assert list(by_rule(Item.objects.all(), [rule])) == [troubled]
    assert other not in by_rule(Item.objects.all(), [rule])


def test_planning_when_by_hand_then_the_ticked_ones_and_a_basis_is_asked_for(
    city: City, browser: Browser
) -> None:
    first, second = closed(city), closed(city)
    chief = browser("county.chief")
    form = asked(city, how="hand")
    page = chief.get("/rechecks/plan/", form).content.decode()
    form |= {"pool": digest_of(page), "item": str(first.pk)}

    assert "须写明为什么" in chief.post("/rechecks/plan/", form).content.decode()
    chief.post("/rechecks/plan/", form | {"basis": "群众又有反映"})

    assert [one.item for one in Recheck.objects.all()] == [first]
    assert second.rechecks.count() == 0


def test_planning_when_the_named_person_verified_it_then_said_before_and_refused(
    city: City, browser: Browser
) -> None:
    item = closed(city)
    chief = browser("county.chief")
    second = city.people["county.second"]
    form = asked(city, share="100", seed="1", checker=f"{second.name} #{second.pk}")

    page = chief.get("/rechecks/plan/", form).content.decode()
    assert "不能由他去看" in page
    assert item.code in page
    response = chief.post("/rechecks/plan/", form | {"pool": digest_of(page)})
    assert response.status_code == 422
    assert not RecheckDraw.objects.exists()


def test_recheck_when_done_on_the_spot_with_a_photo_then_kept_and_handed_out(
    city: City, browser: Browser
) -> None:
    item = closed(city)
    recheck = recheck_plan(actor=city.actor("head"), item=item, due_on=DUE, basis="抽看")
    head = browser("head")
    assert "记录结果" in head.get("/rechecks/?whose=mine").content.decode()
    photo = SimpleUploadedFile("现场.jpg", a_picture(), "image/jpeg")

    response = head.post(
        f"/items/{item.pk}/do/recheck/{recheck.pk}/",
        {
            "version": fresh(item).version,
            "held": "no",
            "on": "2026-03-09",
            "found": "堤上又堆了料",
            "place": "河湾村",
            "upload": photo,
        },
    )

    assert response.status_code == 302
    visit = SiteCheck.objects.get(item=item)
    assert (visit.place, visit.found) == ("河湾村", "堤上又堆了料")
    page = head.get("/rechecks/?stand=unanswered").content.decode()
    assert "反弹或者不实" in page
    assert "重新整改" in page
    given = head.post(f"/rechecks/{recheck.pk}/file/")
    assert given.status_code == 200
    assert given.content
    assert browser("rival.chief").post(f"/rechecks/{recheck.pk}/file/").status_code == 404


def test_desk_when_a_recheck_waits_or_failed_then_on_the_first_page_until_answered(
    city: City, browser: Browser
) -> None:
    item = closed(city)
    head = city.actor("head")
    recheck = recheck_plan(actor=head, item=item, due_on=DUE, basis="抽看")
    assert "回头看 1 项" in browser("head").get("/").content.decode()

    recheck_record(actor=head, recheck=recheck, held=False, on=clock.today(), found="反弹")
    assert "决定 1 项是否重新整改" in browser("city.chief").get("/").content.decode()
    assert "决定 1 项" not in browser("county.member").get("/").content.decode()

    item_reopen(
        actor=head,
        item=fresh(item),
        expected_version=fresh(item).version,
        reason="反弹",
        basis="回头看",
        deadline=date(2026, 8, 31),
    )
    assert "决定 1 项" not in browser("city.chief").get("/").content.decode()


def test_list_when_of_another_unit_then_nothing(city: City, browser: Browser) -> None:
    recheck_plan(actor=city.actor("head"), item=closed(city), due_on=DUE, basis="抽看")

    assert "调研走得不够深" not in browser("rival.chief").get("/rechecks/").content.decode()
    assert "调研走得不够深" in browser("city.chief").get("/rechecks/").content.decode()


def test_draw_when_items_of_two_units_then_refused(city: City) -> None:
    item, other = closed(city), closed(city)
    other.unit = city.unit("rival")

    with refused(AppErrorCode.INVALID, "一个单位"):
        rechecks_draw(actor=city.actor("head"), items=[item, other], seed="1", share=50, due_on=DUE)


def test_reminder_when_nobody_is_named_then_the_supervision_group_is_reminded(city: City) -> None:
    recheck_plan(actor=city.actor("head"), item=closed(city), due_on=date(2026, 3, 11), basis="抽看")

    reminders_make(actor=SYSTEM, today=clock.today())

    reminded = set(Reminder.objects.filter(rule="recheck-near").values_list("person__name", flat=True))
    assert reminded == {"head", "inspector", "liaison"}


def own_closed(city: City) -> Item:
    """Return a closed item of the member's own list."""
    item = closed(city)
    Item.objects.filter(pk=item.pk).update(personal=True, person=city.people["county.member"])
    return fresh(item)


def test_planning_when_for_personal_items_then_by_hand_with_a_checker_and_by_the_chief_alone(
    city: City, browser: Browser
) -> None:
    own, team = own_closed(city), closed(city)
    chief, head = browser("county.chief"), browser("head")
    who = f"{city.people['county.observer'].name} #{city.people['county.observer'].pk}"
    form = asked(city, how="hand", whose="own", checker=who)

    shown = chief.get("/rechecks/plan/", form).content.decode()
    assert f"/items/{own.pk}/" in shown
    assert f"/items/{team.pk}/" not in shown
    assert f"/items/{own.pk}/" not in head.get("/rechecks/plan/", form).content.decode()
    chief.post(
        "/rechecks/plan/", form | {"pool": digest_of(shown), "item": str(own.pk), "basis": "群众有反映"}
    )

    made = Recheck.objects.get()
    assert (made.item, made.checker, made.draw) == (own, city.people["county.observer"], None)


def test_planning_when_for_personal_items_without_a_checker_or_by_draw_then_refused(
    city: City, browser: Browser
) -> None:
    own_closed(city)
    chief = browser("county.chief")

    without = chief.get("/rechecks/plan/", asked(city, how="hand", whose="own"))
    drawn = chief.get("/rechecks/plan/", asked(city, whose="own", share="50", seed="1"))

    assert "须写明谁去看" in without.content.decode()
    assert "按规则确定或者人工指定" in drawn.content.decode()
    assert Recheck.objects.count() == 0
