"""What somebody sends who means no good: a sentence and no fault, no trace avoided, no right gained."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pyotp
import pytest
from city import NOW, PASSWORD, City
from papers import a_paper

from duizhao_web.apps.accounts.models import DutyKind
from duizhao_web.apps.accounts.services.duties import duty_propose
from duizhao_web.apps.accounts.services.own import factor_set
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.materials.models import Decided
from duizhao_web.apps.units.models import PostKind
from duizhao_web.apps.units.services.people import tenure_confirm, tenure_propose
from duizhao_web.apps.units.services.teams import post_create

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]
MANY = "9" * 5_000
REMARK = {"do": "remark", "to": [0, 6], "count": 0}


@pytest.mark.parametrize("number", ["²", "٣", MANY, "99999999999999999999", "-1", "1e3"])
def test_version_when_no_number_then_no_fault(city: City, browser: Browser, number: str) -> None:
    paper, client = a_paper(city), browser("reviewer")

    for address in (f"/papers/{paper}/", f"/papers/{paper}/versions/"):
        asked = client.get(address, {"version": number, "new": number, "old": number})
        assert asked.status_code in (200, 404)
    saved = client.post(f"/papers/{paper}/opinion/save/", {"text": "意见", "edition": number})
    assert saved.status_code == 409
    assert client.post(f"/papers/{paper}/file/", {"version": number}).status_code in (200, 404)


@pytest.mark.parametrize("number", ["²", MANY, "99999999999999999999"])
def test_choices_when_no_numbers_then_nothing_is_done(city: City, browser: Browser, number: str) -> None:
    team = city.teams["county"].pk

    confirmed = browser("security").post("/grants/decide/", {"do": "confirm", "grant": f"link:{number}"})
    ordered = browser("county.coordinator").post(f"/units/teams/{team}/order/", {"post": number})

    assert (confirmed.status_code, ordered.status_code) == (302, 409)


@pytest.mark.parametrize("key", ["[Infinity]", "[-Infinity]", "[NaN]", '["\\ud800"]'])
def test_cursor_when_made_up_then_not_found(browser: Browser, key: str) -> None:
    cursor = "a" + base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")

    assert browser("audit").get("/audit/", {"cursor": cursor}).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b"\xff",
        json.dumps(REMARK | {"words": "\ud800"}).encode(),
        json.dumps(REMARK | {"words": "a\0b"}).encode(),
        json.dumps(REMARK | {"words": "a\x1fb"}).encode(),
    ],
)
def test_decision_when_it_could_never_be_shown_then_refused(
    city: City, browser: Browser, body: bytes
) -> None:
    paper, client = a_paper(city), browser("reviewer")

    answer = client.post(f"/papers/{paper}/decide/", body, content_type="application/json")

    assert answer.status_code == 422
    assert not Decided.objects.exists()
    assert client.get(f"/papers/{paper}/").status_code == 200


def test_decision_when_refused_with_what_the_page_holds_then_read_and_recorded(
    city: City, browser: Browser
) -> None:
    paper = a_paper(city)
    body = json.dumps(REMARK | {"words": "再写具体些", "count": 7})

    answer = browser("reviewer").post(f"/papers/{paper}/decide/", body, content_type="application/json")

    assert answer.status_code == 409
    assert "parts" in answer.json()
    assert AuditEvent.objects.order_by("-number")[0].event == "materials.paper.read"


def test_second_factor_when_the_session_was_put_there_then_another_one_waits_for_the_code(
    city: City, client: Client
) -> None:
    secret = pyotp.random_base32()
    code = pyotp.TOTP(secret).at(int(NOW.timestamp()))
    factor_set(actor=city.actor("county.chief"), user=city.user("county.chief"), secret=secret, code=code)
    for_all = {"username": "county.chief", "password": PASSWORD}
    client.post("/sign-in/", for_all)
    planted = client.cookies["duizhao_session"].value

    client.post("/sign-in/", for_all)

    assert client.cookies["duizhao_session"].value != planted


def test_reviewer_when_holding_a_post_in_the_unit_then_not_assigned_to_it(city: City) -> None:
    county, person = city.unit("county"), city.people["city.member"]
    post = post_create(
        actor=SYSTEM,
        unit=county,
        team=city.teams["county"],
        title="兼任",
        kind=PostKind.MEMBER,
        since=date(2026, 1, 1),
    )
    held = tenure_propose(actor=SYSTEM, post=post, person=person, since=date(2026, 1, 1))
    tenure_confirm(actor=SYSTEM, tenure=held)

    with pytest.raises(AppError) as refused:
        duty_propose(
            actor=city.actor("city.coordinator"),
            person=person,
            unit=county,
            kind=DutyKind.REVIEWER,
            since=date(2026, 3, 1),
            until=date(2026, 3, 31),
        )

    assert refused.value.code == AppErrorCode.OWN_REQUEST
