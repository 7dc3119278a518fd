"""Signing in as people do it, through the pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pyotp
import pytest
from city import NOW, PASSWORD, City
from django.test import Client
from django.urls import reverse

from duizhao_web.apps.accounts.models import LinkKind, NameTried, Session, User
from duizhao_web.apps.accounts.services import tries
from duizhao_web.apps.accounts.services.accounts import account_create, account_end
from duizhao_web.apps.accounts.services.links import link_confirm, link_issue
from duizhao_web.apps.accounts.services.own import factor_set
from duizhao_web.apps.accounts.services.signing_in import password_checked
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.kernel.clock import FixedClock, use_clock
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent

if TYPE_CHECKING:
    from django.http import HttpResponse

WRONG = "不是这个密码，是另外一个"


def sign_in(client: Client, name: str, password: str = PASSWORD) -> HttpResponse:
    return client.post("/sign-in/", {"username": name, "password": password})


def last_events(count: int) -> list[str]:
    return [row.event for row in AuditEvent.objects.order_by("-number")[:count]]


def test_sign_in_when_right_then_home_and_recorded(city: City) -> None:
    client = Client()

    response = sign_in(client, "County.Chief ")

    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert last_events(1) == ["accounts.signed_in"]
    assert "county.chief" in client.get("/").content.decode()


def test_sign_in_when_a_page_was_asked_for_then_back_to_it(city: City) -> None:
    client = Client()
    asked = client.get("/own/password/")

    response = client.post(asked.headers["Location"], {"username": "county.chief", "password": PASSWORD})

    assert response.headers["Location"] == "/own/password/"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_sign_in_when_the_way_back_leads_elsewhere_then_home(city: City, address: str) -> None:
    response = Client().post(f"/sign-in/?next={address}", {"username": "county.chief", "password": PASSWORD})

    assert response.headers["Location"] == "/"


def test_sign_in_when_name_or_password_is_wrong_then_the_same_answer(city: City) -> None:
    wrong = sign_in(Client(), "county.chief", WRONG).content.decode()
    unknown = sign_in(Client(), "nobody", WRONG).content.decode()

    def without_form_key(text: str) -> str:
        return re.sub(r"[A-Za-z0-9]{64}", "", text).replace("nobody", "county.chief")

    assert "用户名或密码不对" in wrong
    assert without_form_key(wrong) == without_form_key(unknown)
    assert last_events(2) == ["accounts.sign_in.unknown", "accounts.sign_in.refused"]


def test_sign_in_when_failed_too_often_then_locked_for_longer_and_longer(city: City) -> None:
    for _ in range(4):
        assert sign_in(Client(), "county.chief", WRONG).status_code == 422
    answers = []
    time = NOW
    for _ in range(7):
        with use_clock(FixedClock(time)):
            answer = sign_in(Client(), "county.chief", WRONG)
            assert sign_in(Client(), "county.chief").status_code == 429, "not even with the right password"
        minutes = int(re.search(r"请在 (\d+) 分钟后", answer.content.decode())[1])  # type: ignore[index]
        answers.append(minutes)
        time += timedelta(minutes=minutes)

    assert answers == [1, 2, 4, 8, 16, 30, 30]
    with use_clock(FixedClock(time)):
        assert sign_in(Client(), "county.chief").status_code == 302


def test_sign_in_when_no_such_name_then_locked_just_as_one_there_is(city: City) -> None:
    """Neither the answer nor when it comes tells which names can sign in."""
    ended = city.user("town.member")
    User.objects.filter(pk=ended.pk).update(ended_at=clock.now())
    for name in ("county.chief", "nobody.at.all", "town.member"):
        answers, time = [], NOW
        for _ in range(12):
            with use_clock(FixedClock(time)):
                answer = sign_in(Client(), name, WRONG)
            minutes = re.search(r"请在 (\d+) 分钟后", answer.content.decode())
            answers.append((answer.status_code, minutes and minutes[1]))
            time += timedelta(seconds=40)
        if name == "county.chief":
            expected = answers
        assert answers == expected, name
    assert (429, "1") in expected
    assert (422, None) in expected


def test_names_when_nobody_has_them_then_kept_as_digests_and_not_without_end(
    city: City, monkeypatch: Any
) -> None:
    monkeypatch.setattr(tries, "NAMES_KEPT", 3)

    for number in range(6):
        with use_clock(FixedClock(NOW + timedelta(minutes=number))):
            assert sign_in(Client(), f"nobody{number}", WRONG).status_code == 422

    assert NameTried.objects.count() == 3
    assert not NameTried.objects.filter(digest__contains="nobody").exists()
    assert all(len(one.digest) == 64 for one in NameTried.objects.all())


def test_sign_in_when_guessed_at_once_then_each_guess_counts(city: City, monkeypatch: Any) -> None:
    """A guess that is made while another is still being looked at finds that one counted already."""
    guesses = []

    def looked_at(user: User, password: str) -> bool:
        if len(guesses) < 8:
            guesses.append(password_checked(username="county.chief", password=WRONG).error)
        return False

    monkeypatch.setattr(User, "check_password", looked_at)
    password_checked(username="county.chief", password=WRONG)

    assert User.objects.get(username="county.chief").failures == 5
    assert AppErrorCode.LOCKED_OUT in {error.code for error in guesses if error is not None}


def test_password_when_the_old_one_is_guessed_then_locked_too(
    city: City, browser: Callable[[str], Client]
) -> None:
    client = browser("county.chief")
    form = {"old": WRONG, "password": f"{PASSWORD}二", "again": f"{PASSWORD}二"}

    for _ in range(5):
        client.post("/own/password/", form)

    assert sign_in(Client(), "county.chief").status_code == 429


def test_sign_in_when_the_account_has_ended_then_refused_and_its_sessions_are_gone(
    city: City, browser: Callable[[str], Client]
) -> None:
    client = browser("county.member")
    account_end(actor=city.actor("system"), user=city.users["county.member"], reason="调离")

    assert client.get("/").status_code == 302
    assert sign_in(Client(), "county.member").status_code == 422


def test_session_when_idle_for_long_then_over(city: City, browser: Callable[[str], Client]) -> None:
    client = browser("county.member")

    with use_clock(FixedClock(NOW + timedelta(hours=1, minutes=59))):
        assert client.get("/").status_code == 200
    with use_clock(FixedClock(NOW + timedelta(hours=3, minutes=58))):
        assert client.get("/").status_code == 200
    with use_clock(FixedClock(NOW + timedelta(hours=5, minutes=59))):
        assert client.get("/").status_code == 302


def test_session_when_signed_in_then_its_key_is_a_new_one(city: City) -> None:
    client = Client()
    client.get("/own/")
    client.cookies["duizhao_session"] = "planted0planted0planted0planted0"

    sign_in(client, "county.chief")

    assert client.cookies["duizhao_session"].value != "planted0planted0planted0planted0"


def test_sessions_when_ended_elsewhere_then_only_this_one_is_left(
    city: City, browser: Callable[[str], Client]
) -> None:
    here, there = browser("county.chief"), browser("county.chief")

    here.post("/own/sessions/end/")

    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert Session.objects.filter(user=city.users["county.chief"]).count() == 1


def test_session_when_of_somebody_else_then_not_ended(city: City, browser: Callable[[str], Client]) -> None:
    chief, member = browser("county.chief"), browser("county.member")
    row = Session.objects.get(user=city.users["county.member"])

    chief.post("/own/sessions/end/", {"session": row.begun_at.isoformat()})

    assert member.get("/").status_code == 200


def with_factor(city: City, name: str) -> pyotp.TOTP:
    secret = pyotp.random_base32()
    totp = pyotp.TOTP(secret)
    earlier = FixedClock(NOW - timedelta(minutes=5))
    with use_clock(earlier):
        factor_set(
            actor=city.actor(name),
            user=city.user(name),
            secret=secret,
            code=totp.at(int(earlier.time.timestamp())),
        )
    return totp


def test_second_factor_when_set_then_asked_for_and_each_code_counts_once(city: City) -> None:
    totp = with_factor(city, "county.chief")
    client, other = Client(), Client()
    assert sign_in(client, "county.chief").headers["Location"] == "/sign-in/code/"
    sign_in(other, "county.chief")
    assert client.get("/").status_code == 302, "the password alone opens nothing"
    code = totp.at(int(NOW.timestamp()))

    assert client.post("/sign-in/code/", {"code": f"{code[:3]} {code[3:]}"}).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert other.post("/sign-in/code/", {"code": code}).status_code == 422


def test_second_factor_when_guessed_then_locked(city: City) -> None:
    with_factor(city, "county.chief")
    client = Client()
    sign_in(client, "county.chief")

    answers = [client.post("/sign-in/code/", {"code": "000000"}).status_code for _ in range(6)]

    assert answers == [422, 422, 422, 422, 429, 429]


def test_second_factor_when_too_late_then_from_the_beginning(city: City) -> None:
    totp = with_factor(city, "county.chief")
    client = Client()
    sign_in(client, "county.chief")
    late = NOW + timedelta(minutes=6)

    with use_clock(FixedClock(late)):
        response = client.post("/sign-in/code/", {"code": totp.at(int(late.timestamp()))})

    assert response.headers["Location"] == "/sign-in/"


def test_second_factor_when_kept_then_not_readable_in_the_database(city: City) -> None:
    totp = with_factor(city, "county.chief")

    assert totp.secret not in city.user("county.chief").factor_secret


def test_second_factor_when_switched_on_by_page_then_on(city: City, browser: Callable[[str], Client]) -> None:
    client = browser("county.member")
    page = client.get("/own/factor/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]  # type: ignore[index]

    assert client.post("/own/factor/", {"code": "000000"}).status_code == 422
    client.post("/own/factor/", {"code": pyotp.TOTP(secret).at(int(NOW.timestamp()))})
    assert city.user("county.member").has_factor
    client.post("/own/factor/remove/", {"password": WRONG})
    assert city.user("county.member").has_factor
    client.post("/own/factor/remove/", {"password": PASSWORD})
    assert not city.user("county.member").has_factor


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("短", "12"),
        ("aaaaaaaaaaaaaaaaaaaa", "不同的字符太少"),
        ("county.member-2026", "不得含有用户名"),
        ("passwordpassword", "常见密码"),
    ],
)
def test_password_when_weak_then_says_why(
    city: City, browser: Callable[[str], Client], password: str, words: str
) -> None:
    if words == "常见密码":
        password = "qwerty123456"  # in every list

    response = browser("county.member").post(
        "/own/password/", {"old": PASSWORD, "password": password, "again": password}
    )

    assert response.status_code == 422
    assert words in response.content.decode()


def test_password_when_changed_then_other_sessions_end(city: City, browser: Callable[[str], Client]) -> None:
    here, there = browser("county.member"), browser("county.member")

    here.post("/own/password/", {"old": PASSWORD, "password": WRONG, "again": WRONG})

    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert sign_in(Client(), "county.member", WRONG).status_code == 302


def test_password_when_it_must_be_changed_then_nothing_else_opens(
    city: City, browser: Callable[[str], Client]
) -> None:
    user = city.user("county.member")
    user.must_change_password = True
    user.save()

    assert browser("county.member").get("/").headers["Location"] == reverse("password")


def test_link_when_not_confirmed_then_works_for_nobody(city: City) -> None:
    user = account_create(actor=city.actor("system"), username="fresh", name="新人")
    issued = link_issue(actor=city.actor("system"), user=user, kind=LinkKind.FIRST)
    path = "/" + issued.address.split("/", 3)[3]
    choice = {"password": WRONG, "again": WRONG}

    assert Client().post(path, choice).status_code == 409
    link_confirm(actor=city.actor("security"), link=issued.link)
    assert Client().post(path, choice).status_code == 200
    assert Client().post(path, choice).status_code == 410, "once"
    assert sign_in(Client(), "fresh", WRONG).status_code == 302


def test_link_when_a_week_old_then_leads_nowhere(city: City) -> None:
    issued = link_issue(actor=SYSTEM, user=city.users["county.chief"], kind=LinkKind.RESET)
    link_confirm(actor=SYSTEM, link=issued.link)

    with use_clock(FixedClock(NOW + timedelta(days=7))):
        assert Client().get("/" + issued.address.split("/", 3)[3]).status_code == 410


def test_link_when_another_is_issued_then_the_first_leads_nowhere(city: City) -> None:
    first = link_issue(actor=SYSTEM, user=city.users["county.chief"], kind=LinkKind.RESET)
    link_confirm(actor=SYSTEM, link=first.link)
    link_issue(actor=SYSTEM, user=city.users["county.chief"], kind=LinkKind.RESET)

    assert Client().get("/" + first.address.split("/", 3)[3]).status_code == 410
