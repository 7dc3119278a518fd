"""What people, browsers and worse send: every page answers with a sentence, and nothing is left half done."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from addresses import ADDRESSES, ALL, Address
from city import City
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse
from papers import TEXT

from duizhao_web.apps.kernel import files
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.materials.models import Version

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "lib" / "readers"))
from hostile import HOSTILE, Hostile

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

Browser = Callable[[str], "Client"]
ODD = (
    "",
    "-1",
    "9" * 40,
    "1e999",
    "\0",
    "'\"--",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "甲" * 3_000,
    "2023-02-31",
    "0001-01-01",
    "9999-12-31",
    "[]",
    '{"a":' * 50,
    "../../etc/passwd",
    "a\r\nSet-Cookie: b=c",
    "%(x)s%s{0}",
    "<script>",
)
# What pages read beside what their own form sends.
NAMES = (
    *("q", "sort", "cursor", "year", "unit", "kind", "state"),
    *("page", "next", "until", "since", "event", "number"),
)


def asked(browser: Client, address: Address, city: City, data: dict[str, Any]) -> HttpResponse:
    arguments = {name: value(city) if callable(value) else value for name, value in address.arguments.items()}
    response: HttpResponse = getattr(browser, address.method)(reverse(address.name, kwargs=arguments), data)
    return response


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: f"{address.method}-{address.name}")
def test_address_when_asked_with_anything_at_all_then_a_sentence(
    address: Address, city: City, browser: Browser
) -> None:
    if address.name == "sign-out":
        return
    client = browser(sorted(address.who or address.otherwise or address.seers or ALL)[0])
    client.raise_request_exception = False
    wrong = []
    for odd in ODD:
        fields = [*address.data, *NAMES]
        given = [dict.fromkeys(fields, odd), *({**address.data, name: odd} for name in address.data)]
        for data in given:
            response = asked(client, address, city, data)
            if response.status_code >= 500:
                wrong.append((odd[:20], data.keys(), response.status_code))
    assert wrong == []


def sent(
    client: Client, file: SimpleUploadedFile | None, city: City, to: str = "paper-upload"
) -> HttpResponse:
    target = f"{city.units['county'].pk}-{city.people['county.member'].pk}"
    fields: dict[str, Any] = {"target": target, "year": "2025"} | ({"file": file} if file else {})
    response: HttpResponse = client.post(reverse(to), fields, headers={"Accept": "application/json"})
    return response


def nothing_kept() -> bool:
    return not Version.objects.exists() and not list(files.digests())


@pytest.fixture
def member(browser: Browser, tmp_path: Path, settings: Any) -> Client:
    """A browser of somebody who hands in a paper, and a data directory of its own."""
    settings.DATA = tmp_path
    client = browser("county.member")
    client.raise_request_exception = False
    return client


def test_paper_when_handed_in_as_a_browser_does_then_kept(member: Client, city: City) -> None:
    response = sent(member, SimpleUploadedFile("材料.txt", TEXT.encode()), city)

    assert response.status_code == 200, response.content.decode()
    assert len(list(files.digests())) == Version.objects.count() == 1


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
@pytest.mark.parametrize("to", ["paper-look", "paper-upload"])
def test_file_when_hostile_then_a_sentence_and_nothing_kept(
    member: Client, city: City, hostile: Hostile, to: str
) -> None:
    before = AuditEvent.objects.count()
    response = sent(member, SimpleUploadedFile(hostile.filename, hostile.make()), city, to)

    if response.status_code == 200:
        assert "" in hostile.codes, "it is read, as the table says"
        return
    assert response.status_code in (413, 422)
    assert response.json()["message"].startswith(("文件读不出来：", "文件过大："))
    assert nothing_kept()
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize(
    "name", ["材料.docx", "材料.pdf", "材料.doc", "材料.wps", "材料.xlsx", "材料", "x.exe"]
)
def test_file_when_of_another_type_than_its_name_says_then_read_for_what_it_is_or_refused(
    member: Client, city: City, name: str
) -> None:
    response = sent(member, SimpleUploadedFile(name, TEXT.encode()), city)

    assert response.status_code in (200, 422)
    if response.status_code == 422:
        assert response.json()["message"]
        assert nothing_kept()
    else:
        assert Version.objects.get().media_type == "text/plain"


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x.txt", "a/b\\c.txt", "\u202etxt.exe", "x" * 400 + ".txt", "a\nb.txt"]
)
def test_file_when_its_name_is_a_path_or_a_trick_then_kept_under_its_digest_only(
    member: Client, city: City, settings: Any, name: str
) -> None:
    response = sent(member, SimpleUploadedFile(name, TEXT.encode()), city)

    assert response.status_code in (200, 422)
    there = [path for path in Path(settings.DATA).rglob("*") if path.is_file()]
    kept = [path.relative_to(settings.DATA).parts for path in there]
    assert all(parts[0] == "files" and len(parts[-1]) == 64 for parts in kept)


def test_file_when_too_large_to_be_taken_then_the_limit_is_said(member: Client, city: City) -> None:
    response = sent(member, SimpleUploadedFile("材料.txt", b"a" * 70_000_000), city)

    assert response.status_code == 413
    assert "70.0 MB，上限 25.2 MB" in response.json()["message"]


@pytest.mark.parametrize("to", ["paper-look", "paper-upload"])
def test_file_when_none_is_sent_then_said(member: Client, city: City, to: str) -> None:
    assert sent(member, None, city, to).status_code == 422


@pytest.mark.parametrize(
    "body", [b"", b"--x", b"--x\r\nContent-Disposition: form-data; name=file\r\n\r\nabc"]
)
def test_body_when_it_ends_in_the_middle_then_nothing_kept(member: Client, body: bytes) -> None:
    response = member.post(
        reverse("paper-upload"),
        body,
        content_type="multipart/form-data; boundary=x",
        headers={"Accept": "application/json"},
    )

    assert response.status_code < 500
    assert nothing_kept()


def test_file_when_sent_again_then_told_which_it_is_and_kept_once(member: Client, city: City) -> None:
    for status in (200, 409):
        response = sent(member, SimpleUploadedFile("材料.txt", TEXT.encode()), city)
        assert response.status_code == status
    assert "第 1 稿" in response.json()["message"]
    assert len(list(files.digests())) == Version.objects.count() == 1


@pytest.mark.parametrize("whose", ["county.chief", "rival.chief", "town.member"])
def test_paper_when_it_is_anothers_then_not_found_and_nothing_kept(
    member: Client, city: City, whose: str
) -> None:
    target = f"{city.units[whose.partition('.')[0]].pk}-{city.people[whose].pk}"
    file = SimpleUploadedFile("材料.txt", TEXT.encode())
    response = member.post(
        reverse("paper-upload"),
        {"target": target, "year": "2025", "file": file},
        headers={"Accept": "application/json"},
    )

    assert response.status_code == 404
    assert nothing_kept()


def test_disk_when_full_then_a_sentence_nothing_kept_and_no_event(
    member: Client, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = AuditEvent.objects.count()
    monkeypatch.setattr("tempfile.mkstemp", full)
    response = sent(member, SimpleUploadedFile("材料.txt", TEXT.encode()), city)
    monkeypatch.undo()

    assert response.status_code == 507
    assert "磁盘已满" in response.json()["message"]
    assert nothing_kept()
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_database_when_it_cannot_write_then_a_sentence_and_nothing_done(
    member: Client, city: City, monkeypatch: pytest.MonkeyPatch, accept: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("duizhao_web.apps.kernel.audit.chain.append", full)
    target = f"{city.units['county'].pk}-{city.people['county.member'].pk}"
    file = SimpleUploadedFile("材料.txt", TEXT.encode())
    response = member.post(
        reverse("paper-upload"), {"target": target, "year": "2025", "file": file}, headers={"Accept": accept}
    )

    assert response.status_code == 503
    assert "没有生效" in (response.json()["message"] if accept != "text/html" else response.content.decode())
    assert not Version.objects.exists()


def test_file_when_it_is_gone_from_the_disk_then_a_sentence(member: Client, city: City) -> None:
    sent(member, SimpleUploadedFile("材料.txt", TEXT.encode()), city)
    version = Version.objects.get()
    (Path(files._plain(version.sha256))).unlink()

    response = member.post(reverse("paper-file", kwargs={"paper": version.paper_id}))

    assert response.status_code == 503
    assert "duizhao doctor" in response.content.decode()
