"""Accounts for many people at once: who is offered, under which name, and the links shown once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from city import City

from duizhao_web.apps.accounts.models import SetupLink, User
from duizhao_web.apps.accounts.services.opening import accounts_open, usernames_for
from duizhao_web.apps.kernel.audit.chain import verify
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.units.models import Person
from duizhao_web.apps.units.services.people import person_create

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]


def somebody(city: City, name: str, code: str | None = None) -> Person:
    return person_create(actor=city.actor("system"), unit=city.unit("county"), name=name, staff_code=code)


def test_names_when_proposed_then_the_staff_number_or_one_of_our_own_and_never_one_twice(city: City) -> None:
    plain, odd, none = somebody(city, "甲", "S-001"), somebody(city, "乙", "工号 7"), somebody(city, "丙")
    taken = somebody(city, "丁", "county.member")

    names = [one.username for one in usernames_for([plain, odd, none, taken])]

    assert names == ["s-001", f"p{odd.pk}", f"p{none.pk}", f"p{taken.pk}"]


def test_accounts_when_opened_together_then_each_has_a_link_that_waits_for_another(city: City) -> None:
    people = [somebody(city, "甲", "S-001"), somebody(city, "乙", "S-002")]

    opened = accounts_open(actor=city.actor("system"), people=people)

    assert [one.user.person for one in opened] == people
    assert all(re.fullmatch(r"http\S+/set-up/[\w-]{40,}/", one.address) for one in opened)
    links = SetupLink.objects.filter(user__in=[one.user for one in opened])
    assert {link.state for link in links} == {"proposed"}
    assert verify().faults == ()


@pytest.mark.parametrize("who", ["security", "audit", "county.coordinator"])
def test_accounts_when_another_would_open_them_then_refused(city: City, who: str) -> None:
    person = somebody(city, "甲")

    with pytest.raises(AppError, check=lambda error: error.code == AppErrorCode.NOT_FOUND) as refused:
        accounts_open(actor=city.actor(who), people=[person])
    assert refused.value.status in (403, 404)
    assert not User.objects.filter(person=person).exists()


def test_page_when_people_are_ticked_then_the_links_are_on_its_answer_and_nowhere_else(
    city: City, browser: Browser
) -> None:
    User.objects.filter(person=city.people["county.member"]).update(person=None)
    person = city.people["county.member"]
    client = browser("system")

    assert f'value="{person.pk}"' in client.get("/accounts/open/").content.decode()
    answer = client.post("/accounts/open/", {"person": [person.pk, "x"]}).content.decode()

    user = User.objects.get(person=person)
    assert user.username in answer
    assert "/set-up/" in answer
    assert "/set-up/" not in client.get(f"/accounts/{user.pk}/").content.decode()
    assert f'value="{person.pk}"' not in client.get("/accounts/open/").content.decode()


def test_page_when_nobody_is_ticked_then_said(browser: Browser) -> None:
    assert "先勾选人员" in browser("system").post("/accounts/open/").content.decode()
