"""What comes in wrong is answered in plain words and leaves nothing behind."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from city import BEGAN, City
from django.conf import settings
from items import (
    PLACE,
    a_picture,
    answered,
    closed,
    drafted,
    fresh,
    planned,
    proven,
    refused,
    submitted,
    working,
)
from PIL import Image

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.kernel.clock import FixedClock, use_clock
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.rectification.models import Evidence, Item
from duizhao_web.apps.rectification.selectors import item_list
from duizhao_web.apps.rectification.services.absorbing import unit_take_over
from duizhao_web.apps.rectification.services.handing import verifier_name
from duizhao_web.apps.rectification.services.proving import evidence_add, evidence_download
from duizhao_web.apps.rectification.services.verifying import item_close, item_submit
from duizhao_web.apps.rectification.services.working import progress_report
from duizhao_web.apps.rectification.uploads import Upload, looked_into
from duizhao_web.apps.rectification.words import EvidenceKind
from duizhao_web.apps.units.models import PostKind
from duizhao_web.apps.units.services.people import tenure_confirm, tenure_end, tenure_propose
from duizhao_web.apps.units.services.teams import post_create
from duizhao_web.apps.units.services.tree import unit_merge

FILE = AppErrorCode.FILE_REFUSED


def an_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("secret.txt", "藏起来的")
    return out.getvalue()


def kept() -> set[str]:
    return {path.name for path in (Path(settings.DATA) / "files").rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("程序.exe", b"MZ\x90", "不收这种文件"),
        ("打包.zip", an_archive(), "不收这种文件"),
        ("现场.jpg", an_archive(), "夹带了压缩包"),
        ("现场.jpg", a_picture() + an_archive(), "夹带了压缩包"),
        ("现场.jpg", b"<script>alert(1)</script>", "不是 JPEG 图片"),
        ("现场.png", a_picture("JPEG"), "不是 PNG 图片"),
        ("现场.jpg", a_picture()[:200], "已损坏"),
        ("../../etc/passwd.txt", b"root", "不能有路径"),
        ("..\\..\\host.txt", b"root", "不能有路径"),
        ("C:\\a.txt", b"root", "不能有路径"),
        ("a\x00b.txt", b"root", "看不见的字符"),
        ("空.txt", b"", "是空的"),
        ("大.txt", b"a" * (20 * 1024 * 1024 + 1), "超过 20 MB"),
        ("表.xlsx", b"PK not a workbook", ""),
        ("通知.txt", "机密★5年\n关于有关问题的通知".encode(), "密"),
    ],
)
def test_file_when_it_may_not_be_kept_then_said_why_and_nothing_is_kept(
    city: City, name: str, data: bytes, words: str
) -> None:
    before = kept()

    with refused(FILE, words):
        looked_into(name, data)

    assert kept() == before


def test_words_when_they_bear_a_mark_then_refused(city: City) -> None:
    item = working(city)

    with refused(FILE, "密"):
        evidence_add(
            actor=city.actor("county.member"),
            item=item,
            kind=EvidenceKind.SITE,
            title="现场核查",
            content="绝密★长期\n去看了",
            effective_on=clock.today(),
            points=[1],
        )


@pytest.mark.parametrize(("name", "kind"), [("现场.jpg", "JPEG"), ("现场.png", "PNG")])
def test_photo_when_kept_then_only_the_picture(city: City, name: str, kind: str) -> None:
    data = a_picture(kind)
    assert PLACE.encode() in data

    upload = looked_into(name, data)

    assert PLACE.encode() not in upload.data
    with Image.open(io.BytesIO(upload.data)) as image:
        assert (image.size, dict(image.getexif())) == ((40, 30), {})


def test_photo_when_added_then_kept_under_its_digest_and_read_by_who_sees_the_item(city: City) -> None:
    item = working(city)
    made = evidence_add(
        actor=city.actor("county.member"),
        item=item,
        kind=EvidenceKind.PHOTO,
        title="河堤修好后",
        effective_on=clock.today(),
        points=[2],
        upload=looked_into("现场.jpg", a_picture()),
    )

    assert made.sha256 in kept()
    assert evidence_download(actor=city.actor("city.chief"), item=item, evidence=made)
    with refused(AppErrorCode.NOT_FOUND):
        evidence_download(actor=city.actor("rival.chief"), item=item, evidence=made)


def test_photo_when_it_is_no_picture_then_refused(city: City) -> None:
    with refused(AppErrorCode.INVALID, "照片"):
        evidence_add(
            actor=city.actor("county.member"),
            item=working(city),
            kind=EvidenceKind.PHOTO,
            title="河堤",
            effective_on=clock.today(),
            points=[1],
            upload=Upload("a.txt", b"a", "text/plain", picture=False),
        )


def test_evidence_when_its_day_is_yet_to_come_then_refused(city: City) -> None:
    with refused(AppErrorCode.INVALID, "晚于今天"):
        evidence_add(
            actor=city.actor("county.member"),
            item=working(city),
            kind=EvidenceKind.FIGURE,
            title="走访户数",
            content="320 户",
            effective_on=clock.today() + timedelta(days=1),
            points=[1],
        )
    assert not Evidence.objects.exists()


def test_verifier_when_they_left_then_submission_and_closing_wait_for_another(city: City) -> None:
    item, waiting = proven(city), answered(city)
    tenure_end(actor=SYSTEM, tenure=city.tenures["county.second"], on=clock.today() - timedelta(days=1))

    with refused(AppErrorCode.NOT_READY, "仍在任"):
        item_submit(actor=city.actor("county.member"), item=item, expected_version=item.version)
    with refused(AppErrorCode.NOT_READY, "仍在任"):
        item_close(actor=city.actor("county.second"), item=waiting, expected_version=waiting.version)

    verifier_name(
        actor=city.actor("county.chief"),
        item=item,
        expected_version=item.version,
        verifier=city.people["county.chief"],
    )
    item_submit(actor=city.actor("county.member"), item=fresh(item), expected_version=fresh(item).version)
    assert fresh(item).state == "submitted"


def test_verifier_when_they_became_the_owners_subordinate_then_may_not_close(city: City) -> None:
    item = answered(city)
    tenure_end(actor=SYSTEM, tenure=city.tenures["county.second"], on=clock.today() - timedelta(days=1))
    post = post_create(
        actor=SYSTEM,
        unit=city.unit("town"),
        team=city.teams["town"],
        title="副镇长",
        kind=PostKind.MEMBER,
        since=BEGAN,
    )
    moved = tenure_propose(actor=SYSTEM, post=post, person=city.people["county.second"], since=clock.today())
    tenure_confirm(actor=SYSTEM, tenure=moved)

    with refused(AppErrorCode.NOT_READY, "下级"):
        item_close(actor=city.actor("county.second"), item=item, expected_version=item.version)


def test_unit_when_merged_away_then_its_items_go_on_under_the_other_with_their_numbers(city: City) -> None:
    item = planned(city, at="town", sponsor=None, verifier=city.people["town.chief"])
    own = drafted(city, at="rival", owner=None, sponsor=None, verifier=None)
    unit_merge(
        actor=SYSTEM, unit=city.unit("town"), into=city.unit("rival"), on=clock.today(), reason="撤乡并县"
    )
    with refused(AppErrorCode.FORBIDDEN):
        unit_take_over(actor=city.actor("city.chief"), unit=city.unit("town"), reason="接收")

    taken = unit_take_over(
        actor=city.actor("rival.coordinator"), unit=city.unit("town"), reason="撤乡并县，接收"
    )

    assert [one.code for one in taken.items] == [item.code] == [own.code]
    found = fresh(item)
    assert (found.unit_id, found.state) == (city.units["rival"].pk, "planned")
    assert item_list(city.actor("rival.chief")).filter(pk=item.pk).exists()
    assert not item_list(city.actor("county.chief")).filter(pk=item.pk).exists()


def test_clock_when_set_back_then_nothing_is_written_and_said_why(city: City) -> None:
    item = working(city)

    with use_clock(FixedClock(clock.now() - timedelta(days=2))), refused(AppErrorCode.CLOCK_BEHIND, "时钟"):
        progress_report(actor=city.actor("county.member"), item=item, on=date(2026, 3, 1), done="做了")

    assert Item.objects.get(pk=item.pk).version == item.version


def test_progress_when_its_day_is_yet_to_come_then_refused(city: City) -> None:
    with refused(AppErrorCode.INVALID, "晚于今天"):
        progress_report(
            actor=city.actor("county.member"),
            item=working(city),
            on=clock.today() + timedelta(days=1),
            done="将要做",
        )


@pytest.mark.parametrize("done", ["", "   ", "\n"])
def test_progress_when_it_says_nothing_then_refused(city: City, done: str) -> None:
    with refused(AppErrorCode.INVALID):
        progress_report(actor=city.actor("county.member"), item=working(city), on=clock.today(), done=done)


def test_closed_item_when_anything_is_changed_then_refused(city: City) -> None:
    item = closed(city)

    for who in ("county.member", "county.coordinator"):
        with refused(AppErrorCode.WRONG_STATE):
            progress_report(actor=city.actor(who), item=item, on=clock.today(), done="又做了")


def test_submitted_item_when_evidence_is_added_then_refused_until_recalled(city: City) -> None:
    item = submitted(city)

    with refused(AppErrorCode.WRONG_STATE):
        evidence_add(
            actor=city.actor("county.member"),
            item=item,
            kind=EvidenceKind.FIGURE,
            title="户数",
            content="320",
            effective_on=clock.today(),
            points=[1],
        )


def test_verifier_when_the_owner_is_named_then_said_why_not(city: City) -> None:
    with refused(AppErrorCode.NOT_READY, "不得是曾任责任人"):
        drafted(city, verifier=city.people["county.member"])


@pytest.mark.parametrize("kind", [EvidenceKind.FIGURE, EvidenceKind.DOCUMENT, EvidenceKind.SITE])
def test_evidence_when_it_says_nothing_then_refused(city: City, kind: EvidenceKind) -> None:
    with refused(AppErrorCode.INVALID, "内容"):
        evidence_add(
            actor=city.actor("county.member"),
            item=working(city),
            kind=kind,
            title="走访户数",
            content="  ",
            effective_on=clock.today(),
            points=[1],
        )
