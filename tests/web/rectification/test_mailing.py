"""Reminders by mail: off unless opened, one a day, no content, at least once with the same Message-ID."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

import pytest
from certificates import Authority
from city import NOW, City
from django.test import Client
from items import refused, working
from smtp import Smtp, smtp_server

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.kernel.clock import FixedClock
from duizhao_web.apps.kernel.daily import run_often
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.kernel.post import PostOffice, Tls, UndeliveredError
from duizhao_web.apps.rectification.models import Letter, Reminder
from duizhao_web.apps.rectification.services import mailing
from duizhao_web.apps.rectification.services.mailing import letters_send, mail_address_set
from duizhao_web.apps.rectification.services.reminding import reminders_make
from duizhao_web.config.checks import check_post_office
from duizhao_web.config.env import EnvironmentMalformedError, read

MONDAY = date(2026, 6, 1)


def at(day: date, minutes: int = 0) -> Any:
    moment = datetime(day.year, day.month, day.day, 2, tzinfo=NOW.tzinfo) + timedelta(minutes=minutes)
    return clock.use_clock(FixedClock(moment))


@pytest.fixture
def server(settings: Any) -> Iterator[Smtp]:
    with smtp_server() as found:
        settings.MAIL = PostOffice("127.0.0.1", found.port, Tls.NONE, "duizhao@example.org")
        yield found


def wanting(city: City, who: str = "county.member", *, wanted: bool = True) -> str:
    """Let somebody ask for letters; return where to."""
    address = f"{who}@example.org"
    mail_address_set(actor=city.actor(who), address=address, wanted=wanted)
    return address


def reminded(city: City, day: date = MONDAY) -> None:
    """Have the county's member reminded of an item that is nearly due."""
    if not Reminder.objects.exists():
        working(city)
    with at(day):
        reminders_make(actor=SYSTEM, today=day)


def sent(day: date = MONDAY, minutes: int = 1) -> int:
    with at(day, minutes):
        return letters_send()


def test_letter_when_reminded_then_one_without_a_word_of_content(city: City, server: Smtp) -> None:
    address = wanting(city)
    reminded(city)

    assert sent() == 1
    (letter,) = server.letters
    count = Reminder.objects.filter(person=city.people["county.member"]).count()
    body = b64decode(letter.get_payload()).decode()  # type: ignore[arg-type]
    assert str(make_header(decode_header(letter["Subject"]))) == f"您有 {count} 项待办"
    assert (letter["To"], letter["From"]) == (address, "duizhao@example.org")
    assert "/reminders/" in body
    assert "调研" not in body
    assert "甲县" not in body
    assert letter["Message-ID"] == Letter.objects.get().message_id
    assert AuditEvent.objects.latest("number").event == "rectification.mail.sent"
    assert sent(minutes=600) == 0


def test_letter_when_the_server_dies_after_taking_it_then_again_with_the_same_message_id(
    city: City, server: Smtp
) -> None:
    wanting(city)
    reminded(city)
    server.dying = True
    assert sent() == 0
    assert Letter.objects.get().sent_at is None

    server.dying = False
    assert sent(minutes=2) == 0  # not before its time
    assert sent(minutes=20) == 1
    assert len({letter["Message-ID"] for letter in server.letters}) == 1
    assert len(server.letters) == 2


def test_letter_when_the_worker_is_killed_before_it_is_marked_then_again_with_the_same_message_id(
    city: City, server: Smtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanting(city)
    reminded(city)

    def killed(**_known: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(mailing, "_delivered", killed)
        with pytest.raises(KeyboardInterrupt):
            sent()

    assert sent(minutes=20) == 1
    assert len({letter["Message-ID"] for letter in server.letters}) == 1


def test_letter_when_one_address_is_refused_then_given_up_and_the_others_get_theirs(
    city: City, server: Smtp
) -> None:
    never, later = wanting(city), wanting(city, "county.coordinator")
    reminded(city)
    reminded(city, date(2026, 7, 1))  # late: the coordinator is told, too
    Letter.objects.update(next_at=NOW)
    server.refusing = {never: "550 no such mailbox", later: "451 come again"}

    assert sent(date(2026, 7, 1)) == 0
    assert set(Letter.objects.filter(given_up_at__isnull=False).values_list("address", flat=True)) == {never}
    server.refusing = {}
    assert sent(date(2026, 7, 1), 60) == Letter.objects.filter(address=later).count() > 0
    assert {letter["To"] for letter in server.letters} == {later}


def test_letter_when_nobody_answers_then_it_waits_and_no_try_is_counted(city: City, settings: Any) -> None:
    with smtp_server() as gone:
        port = gone.port
    settings.MAIL = PostOffice("127.0.0.1", port, Tls.NONE, "duizhao@example.org")
    wanting(city)
    reminded(city)

    assert sent() == 0
    assert Letter.objects.get().tries == 0


def test_letter_when_the_server_has_no_tls_then_nothing_travels_in_the_clear(
    city: City, server: Smtp, settings: Any
) -> None:
    settings.MAIL = PostOffice("127.0.0.1", server.port, Tls.STARTTLS, "duizhao@example.org")
    wanting(city)
    reminded(city)

    assert sent() == 0
    assert server.letters == []


@pytest.mark.parametrize("line", [Tls.STARTTLS, Tls.TLS])
def test_letter_when_the_certificate_is_of_an_authority_we_were_told_then_it_travels_protected(
    city: City, settings: Any, tmp_path: Path, line: Tls
) -> None:
    authority, password = Authority(tmp_path), tmp_path / "password"
    password.write_text("secret words")
    wanting(city)
    with smtp_server(authority.server(), at_once=line == Tls.TLS) as server:
        settings.MAIL = PostOffice(
            "127.0.0.1", server.port, line, "a@example.org", "duizhao", password, authority.file
        )
        reminded(city)
        assert check_post_office() != []  # others may read the password
        password.chmod(0o600)
        assert check_post_office() == []

        assert sent() == 1

    assert len(server.letters) == 1
    assert server.signed_in == ["\0duizhao\0secret words"]
    assert set(server.in_the_clear) <= {"EHLO", "STARTTLS"}


@pytest.mark.parametrize("wrong", ["another name", "an unknown authority", "out of date"])
@pytest.mark.parametrize("line", [Tls.STARTTLS, Tls.TLS])
def test_letter_when_the_certificate_is_not_to_be_trusted_then_it_waits_and_no_password_is_told(
    city: City, settings: Any, tmp_path: Path, line: Tls, wrong: str
) -> None:
    authority, password = Authority(tmp_path), tmp_path / "password"
    password.write_text("secret words")
    shown = {
        "another name": lambda: authority.server("mail.example.org"),
        "an unknown authority": authority.server,
        "out of date": lambda: authority.server(days=-1),
    }[wrong]()
    trusted = None if wrong == "an unknown authority" else authority.file
    wanting(city)
    with smtp_server(shown, at_once=line == Tls.TLS) as server:
        settings.MAIL = PostOffice(
            "127.0.0.1", server.port, line, "a@example.org", "duizhao", password, trusted
        )
        reminded(city)

        assert sent() == 0
        with (
            pytest.raises(UndeliveredError, match="CERTIFICATE_VERIFY_FAILED") as refusal,
            settings.MAIL.open(),
        ):
            pass

    assert refusal.value.down
    assert (server.letters, server.signed_in) == ([], [])
    assert Letter.objects.get().sent_at is None


def test_settings_when_the_authority_is_no_certificate_then_the_check_says_so(
    settings: Any, tmp_path: Path
) -> None:
    for content in (None, b"", b"no certificate"):
        file = tmp_path / "authority.pem"
        if content is not None:
            file.write_bytes(content)
        settings.MAIL = PostOffice("a", 587, Tls.STARTTLS, "a@example.org", ca_file=file)
        (found,) = check_post_office()
        assert "holds no certificate" in found.msg


def test_letter_when_made_twice_a_day_then_one(city: City, server: Smtp) -> None:
    wanting(city)
    reminded(city)
    working(city, title="另一个问题")
    with at(MONDAY):
        reminders_make(actor=SYSTEM, today=MONDAY)

    assert Letter.objects.count() == 1


@pytest.mark.parametrize("opened", [True, False])
def test_letter_when_not_wanted_or_the_channel_is_shut_then_none(
    city: City, server: Smtp, settings: Any, opened: bool
) -> None:
    wanting(city, wanted=not opened)
    if not opened:
        settings.MAIL = None
    reminded(city)
    run_often()

    assert Reminder.objects.exists()
    assert not Letter.objects.exists()
    assert server.letters == []


def test_person_when_they_want_no_more_letters_then_what_waits_is_not_sent(city: City, server: Smtp) -> None:
    wanting(city)
    reminded(city)
    wanting(city, wanted=False)

    assert sent() == 0
    assert not Letter.objects.exists()


@pytest.mark.parametrize("address", ["", "kein", "a@b\r\nBcc: c@example.org", "x" * 250 + "@example.org"])
def test_address_when_it_is_none_then_refused(city: City, address: str) -> None:
    with refused(AppErrorCode.INVALID):
        mail_address_set(actor=city.actor("county.member"), address=address, wanted=True)


def test_page_when_asked_then_address_and_whether_the_channel_is_open(
    city: City, browser: Callable[[str], Client]
) -> None:
    client = browser("county.member")
    assert "没有开通邮件" in client.get("/own/mail/").content.decode()

    assert client.post("/own/mail/", {"address": "a@example.org", "wanted": "on"}).status_code == 302
    assert 'value="a@example.org"' in client.get("/own/mail/").content.decode()
    assert client.post("/own/mail/", {"address": "nothing"}).status_code == 422


GOOD = {"DUIZHAO_MAIL_HOST": "mail.example.org", "DUIZHAO_MAIL_FROM": "duizhao@example.org"}


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"DUIZHAO_MAIL_FROM": ""}, "FROM"),
        ({"DUIZHAO_MAIL_FROM": "a@b\nBcc: c@d"}, "FROM"),
        ({"DUIZHAO_MAIL_PORT": "many"}, "PORT"),
        ({"DUIZHAO_MAIL_TLS": "maybe"}, "TLS"),
        ({"DUIZHAO_MAIL_TLS": "none"}, "TLS"),
        ({"DUIZHAO_MAIL_USER": "duizhao"}, "PASSWORD_FILE"),
        ({"DUIZHAO_MAIL_CA_FILE": "authority.pem"}, "CA_FILE"),
        (
            {"DUIZHAO_MAIL_CA_FILE": "/a.pem", "DUIZHAO_MAIL_HOST": "localhost", "DUIZHAO_MAIL_TLS": "none"},
            "CA_FILE",
        ),
    ],
)
def test_settings_when_they_make_no_sense_then_named(change: dict[str, str], name: str) -> None:
    with pytest.raises(EnvironmentMalformedError, match=f"DUIZHAO_MAIL_{name}"):
        read(GOOD | change)


def test_settings_when_whole_then_typed_and_off_by_default() -> None:
    assert read({}).mail is None
    assert read(GOOD).mail == PostOffice("mail.example.org", 587, Tls.STARTTLS, "duizhao@example.org")


def test_password_when_others_can_read_it_then_the_check_says_so(settings: Any, tmp_path: Path) -> None:
    file = tmp_path / "password"
    settings.MAIL = PostOffice("mail.example.org", 587, Tls.STARTTLS, "a@example.org", "a", file)
    assert [one.id for one in check_post_office()] == ["duizhao_web.E008"]
    file.write_text("x")
    file.chmod(0o644)
    assert [one.id for one in check_post_office()] == ["duizhao_web.E008"]
    file.chmod(0o600)
    assert check_post_office() == []
