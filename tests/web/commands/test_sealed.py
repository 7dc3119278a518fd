"""The sealed stream of a backup: in the age format, and noticing every change."""

from __future__ import annotations

import io
import random
import tarfile

import pytest

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao_web.commands.keeping import sealed
from duizhao_web.commands.keeping.archive import About, Reading, Writing
from duizhao_web.commands.keeping.sealed import PIECE, Sealing, Unsealing

PASSPHRASE = "一句不短的备份口令"
ABOUT = About("0.1.0", "sqlite", "2026-03-10T02:00:00Z", (("kernel", "0001_initial"),))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """How hard a passphrase is to guess is not what is tested here."""
    monkeypatch.setattr(sealed, "_WORK", 4)


def sealed_as(data: bytes, passphrase: str = PASSPHRASE) -> bytes:
    file = io.BytesIO()
    sealing = Sealing(file, passphrase)
    for start in range(0, len(data), 50_000):
        sealing.write(data[start : start + 50_000])
    sealing.finish()
    return file.getvalue()


def unsealed(data: bytes, passphrase: str = PASSPHRASE) -> bytes:
    unsealing = Unsealing(io.BytesIO(data), passphrase)
    return b"".join(iter(lambda: unsealing.read(10_000), b""))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7])
def test_sealed_when_opened_by_another_program_of_the_format_then_the_same(size: int) -> None:
    import pyrage

    data = random.Random(size).randbytes(size)

    assert unsealed(sealed_as(data)) == data
    assert pyrage.passphrase.decrypt(sealed_as(data), PASSPHRASE) == data


def test_sealed_when_made_by_another_program_of_the_format_then_opened() -> None:
    import pyrage

    data = b"x" * (PIECE + 5)

    assert unsealed(pyrage.passphrase.encrypt(data, PASSPHRASE)) == data


def test_sealed_when_the_passphrase_is_another_then_said() -> None:
    with pytest.raises(DuizhaoError, match="口令不对"):
        unsealed(sealed_as(b"abc"), "另一句口令")


def test_sealed_when_any_byte_is_changed_then_refused() -> None:
    whole = sealed_as(bytes(2 * PIECE + 9))
    places = {*range(220), *range(len(whole) - 60, len(whole)), PIECE + 300, 2 * PIECE}

    for place in sorted(places):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(DuizhaoError) as raised:
            unsealed(bytes(changed))
        assert raised.value.code == ErrorCode.BACKUP_INVALID, place


def test_sealed_when_only_bits_no_byte_is_made_of_are_changed_then_refused() -> None:
    whole = sealed_as(b"abc")
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = whole.index(b"\n--- ") + len(b"\n--- ") + 42
    changed = bytearray(whole)
    changed[last] = letters[letters.index(changed[last]) ^ 1]

    with pytest.raises(DuizhaoError) as raised:
        unsealed(bytes(changed))
    assert raised.value.code == ErrorCode.BACKUP_INVALID


def test_sealed_when_cut_or_lengthened_anywhere_then_refused() -> None:
    whole = sealed_as(bytes(2 * PIECE))
    head = len(whole) - 2 * (PIECE + 16)
    cuts = [*range(0, head + 40, 7), head + PIECE + 16, len(whole) - 1]

    for changed in [*(whole[:cut] for cut in cuts), whole + b"\0", whole + whole]:
        with pytest.raises(DuizhaoError) as raised:
            unsealed(changed)
        assert raised.value.code == ErrorCode.BACKUP_INVALID


def test_sealed_when_pieces_change_places_then_refused() -> None:
    whole = sealed_as(bytes(PIECE) + b"\1" * PIECE + b"end")
    piece, head = PIECE + 16, len(whole) - 2 * (PIECE + 16) - 19
    swapped = whole[:head] + whole[head + piece : head + 2 * piece] + whole[head : head + piece]

    with pytest.raises(DuizhaoError, match="内容被改动"):
        unsealed(swapped + whole[head + 2 * piece :])


def test_sealed_when_the_file_asks_for_too_much_work_then_refused_at_once() -> None:
    greedy = sealed_as(b"abc").replace(b" 4\n", b" 60\n", 1)

    with pytest.raises(DuizhaoError, match="不是 duizhao backup"):
        unsealed(greedy)


def archived(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    writing = Writing(Sealing(file, PASSPHRASE), ABOUT)
    for name, data in parts.items():
        writing.add(name, data)
    writing.finish()
    return file.getvalue()


def test_archive_when_read_then_what_was_written() -> None:
    parts = {"secrets/audit_key": b"k", "files/ab": bytes(200_000), "files/empty": b""}

    reading = Reading(Unsealing(io.BytesIO(archived(parts)), PASSPHRASE))

    assert reading.about == ABOUT
    assert {part.name: part.content.read() for part in reading.parts()} == parts
    assert reading.end["parts"] == 4


def test_archive_when_parts_are_left_unread_then_checked_all_the_same() -> None:
    reading = Reading(Unsealing(io.BytesIO(archived({"files/ab": bytes(100_000)})), PASSPHRASE))

    assert [part.name for part in reading.parts()] == ["files/ab"]
    assert reading.end["parts"] == 2


@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b"no tar at all, but sealed with the right passphrase" * 20,
        bytes(10_240),
    ],
)
def test_archive_when_what_is_sealed_is_no_backup_then_refused(inside: bytes) -> None:
    with pytest.raises(DuizhaoError, match="不是备份应有的样子"):
        Reading(Unsealing(io.BytesIO(sealed_as(inside)), PASSPHRASE))


def test_archive_when_the_end_is_missing_then_refused() -> None:
    plain = unsealed(archived({"files/ab": b"abc"}))
    short = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(plain)) as whole, tarfile.open(fileobj=short, mode="w") as cut:
        for member in whole.getmembers()[:-1]:
            cut.addfile(member, whole.extractfile(member))

    reading = Reading(Unsealing(io.BytesIO(sealed_as(short.getvalue())), PASSPHRASE))

    with pytest.raises(DuizhaoError, match="不是备份应有的样子"):
        list(reading.parts())
