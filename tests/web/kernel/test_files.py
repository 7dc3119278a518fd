"""Stored files: whole or not at all, plain or encrypted, and a sentence where one cannot be had."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from duizhao_web.apps.kernel import file_keys, files
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.config import checks

DATA = "对照检查材料".encode()
DIGEST = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> Path:
    """A data directory of its own."""
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir(mode=0o700)
    return tmp_path / "data"


@pytest.fixture
def keyed(store: Path, tmp_path: Path, settings: Any) -> Path:
    """A file of keys with one key, which the settings name."""
    path = tmp_path / "keys"
    file_keys.write(path, (file_keys.make(),))
    settings.FILE_KEY_FILE = path
    return path


def bytes_on_disk(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())


def test_store_when_no_key_is_named_then_kept_as_it_was(store: Path) -> None:
    assert files.store(DATA) == DIGEST
    assert files.load(DIGEST) == DATA
    assert list(files.kept()) == [files.Kept(DIGEST, "")]
    assert (store / "files" / DIGEST[:2] / DIGEST).stat().st_mode & 0o077 == 0


def test_store_when_a_key_is_named_then_the_disk_holds_no_word_of_it(store: Path, keyed: Path) -> None:
    files.store(DATA)

    assert DATA not in bytes_on_disk(store)
    assert files.load(DIGEST) == DATA
    assert list(files.kept()) == [files.Kept(DIGEST, file_keys.read(keyed)[0].id)]


def test_store_when_twice_then_once(store: Path, keyed: Path) -> None:
    files.store(DATA)
    before = bytes_on_disk(store)

    assert files.store(DATA) == DIGEST
    assert bytes_on_disk(store) == before


def test_keys_when_rotated_then_old_files_open_and_are_kept_with_the_new(store: Path, keyed: Path) -> None:
    files.store(DATA)
    old = file_keys.read(keyed)
    file_keys.write(keyed, (file_keys.make(), *old))
    new = file_keys.read(keyed)[0].id

    assert files.load(DIGEST) == DATA
    files.keep_anew(DIGEST, encrypted=True)
    assert list(files.kept()) == [files.Kept(DIGEST, new)]
    file_keys.write(keyed, file_keys.read(keyed)[:1])
    assert files.load(DIGEST) == DATA


def test_keep_anew_when_to_and_fro_then_one_copy_each_time(store: Path, keyed: Path, settings: Any) -> None:
    settings.FILE_KEY_FILE = None
    files.store(DATA)
    settings.FILE_KEY_FILE = keyed
    files.keep_anew(DIGEST, encrypted=True)
    assert DATA not in bytes_on_disk(store)
    files.keep_anew(DIGEST, encrypted=False)

    assert bytes_on_disk(store) == DATA


def test_keep_anew_when_killed_between_then_still_there_and_not_yet_done(store: Path, keyed: Path) -> None:
    files.store(DATA)
    (store / "files" / DIGEST[:2] / DIGEST).write_bytes(DATA)

    assert files.load(DIGEST) == DATA
    assert list(files.kept()) == [files.Kept(DIGEST, "")], "the plain one is still to go"
    files.keep_anew(DIGEST, encrypted=True)
    assert DATA not in bytes_on_disk(store)


@pytest.mark.parametrize("fault", ["gone", "changed", "moved", "other_key", "no_keys"])
def test_load_when_it_cannot_be_had_then_a_sentence(
    store: Path, keyed: Path, settings: Any, fault: str
) -> None:
    files.store(DATA)
    place = store / "files" / DIGEST[:2] / f"{DIGEST}.sealed"
    wanted = DIGEST
    if fault == "gone":
        place.unlink()
    elif fault == "changed":
        whole = bytearray(place.read_bytes())
        whole[-3] ^= 1
        place.write_bytes(whole)
    elif fault == "moved":
        wanted = DIGEST[:2] + "0" * 62
        place.rename(place.with_name(f"{wanted}.sealed"))
    elif fault == "other_key":
        file_keys.write(keyed, (file_keys.make(),))
    else:
        keyed.unlink()

    with pytest.raises(AppError) as raised:
        files.load(wanted)
    assert raised.value.code == AppErrorCode.FILE_UNAVAILABLE
    assert "请联系系统管理员" in raised.value.message


def test_sealed_when_any_byte_is_changed_then_noticed() -> None:
    key = file_keys.make()
    whole = file_keys.sealed(key, b"abc", "name")

    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises((file_keys.ChangedError, file_keys.UnknownKeyError)):
            file_keys.opened((key,), bytes(changed), "name")
    for cut in range(len(whole)):
        with pytest.raises((file_keys.ChangedError, file_keys.UnknownKeyError)):
            file_keys.opened((key,), whole[:cut], "name")


def test_store_when_the_keys_cannot_be_read_then_nothing_is_stored_plain(store: Path, keyed: Path) -> None:
    keyed.unlink()

    with pytest.raises(AppError):
        files.store(DATA)
    assert bytes_on_disk(store) == b""


@pytest.mark.parametrize("moment", ["write", "fsync", "replace"])
def test_store_when_the_disk_is_full_then_a_sentence_and_nothing_left(
    store: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if moment == "replace":
        monkeypatch.setattr(Path, "replace", full)
    elif moment == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr("tempfile.mkstemp", full)
    with pytest.raises(AppError) as raised:
        files.store(DATA)
    monkeypatch.undo()

    assert raised.value.code == AppErrorCode.NOT_STORED
    assert "磁盘已满" in raised.value.message
    assert [path for path in store.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "duizhao-file-key 00000000 AAAA\n",
        "x\n",
        "duizhao-file-key zz\n",
        "密钥\n",
        "a b c\n" * 9_999,
    ],
)
def test_key_file_when_malformed_then_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keys"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(file_keys.KeyFileError):
        file_keys.read(path)


def test_key_file_when_a_letter_is_mistyped_then_noticed(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    line = file_keys.make().line()
    path.write_text(line[:-9] + ("A" if line[-9] != "A" else "B") + line[-8:])

    with pytest.raises(file_keys.KeyFileError, match="malformed"):
        file_keys.read(path)


def test_checks_when_the_key_file_is_wrong_then_each_by_its_number(
    store: Path, keyed: Path, settings: Any
) -> None:
    def found() -> list[str | None]:
        return [message.id for message in checks.check_file_key()]

    assert found() == []
    keyed.chmod(0o640)
    assert found() == ["duizhao_web.E005"]
    settings.FILE_KEY_FILE = store / "keys"
    file_keys.write(settings.FILE_KEY_FILE, (file_keys.make(),))
    assert found() == ["duizhao_web.E004"]
    settings.FILE_KEY_FILE.unlink()
    assert found() == ["duizhao_web.E003"]
    settings.FILE_KEY_FILE = None
    assert found() == []
