"""The index on disk: what it finds, what it holds, and what a stopped writer leaves."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.overlap import Index, Text, add_to_index, compare, drop_from_index, index_file
from duizhao.overlap.index import MADE
from duizhao.overlap.index_file import writing

LETTERS = "".join(map(chr, range(0x5B80, 0x6200)))


def a_paper(number: int, length: int = 700) -> Text:
    text = "".join(random.Random(number).choices(LETTERS, k=length))
    return Text(f"{number}.txt", text, year=2024, unit="甲")


def stored(path: Path) -> list[str]:
    return [entry.path for entry in Index(path).entries]


def test_index_when_a_new_paper_has_stored_text_then_its_place_there_is_given(tmp_path: Path) -> None:
    path = tmp_path / "index"
    old = a_paper(1, 3_000)
    add_to_index(path, [a_paper(2), old, a_paper(3)])
    new = Text("new.txt", a_paper(4).text + old.text[1_000:1_400] + a_paper(5).text)

    (pair,) = compare([new], against=[Index(path)]).pairs

    assert (pair.a, pair.b, pair.stored) == ("new.txt", "1.txt", True)
    (passage,) = pair.passages
    assert abs(passage.a.start - 700) <= 8
    assert abs(passage.a.end - 1_100) <= 8
    assert passage.b.start - passage.a.start == 300
    assert passage.kind == "exact"
    assert old.text[slice(*passage.b)] == passage.quote
    assert pair.share_a == pytest.approx(400 / len(new.text), abs=0.02)
    assert pair.share_b == pytest.approx(400 / 3_000, abs=0.02)


def test_index_when_one_character_in_twelve_was_changed_then_the_passage_is_found(tmp_path: Path) -> None:
    path, old = tmp_path / "index", a_paper(1, 3_000)
    add_to_index(path, [old])
    edited = "".join("天" if at % 12 == 0 else letter for at, letter in enumerate(old.text[500:1_300]))

    (pair,) = compare([Text("new.txt", a_paper(4).text + edited)], against=[Index(path)]).pairs

    assert sum(passage.length for passage in pair.passages) >= 600
    assert {passage.kind for passage in pair.passages} == {"edited"}


def test_index_when_nothing_is_shared_then_nothing_is_found(tmp_path: Path) -> None:
    path = tmp_path / "index"
    add_to_index(path, [a_paper(number) for number in range(20)])

    assert compare([a_paper(99)], against=[Index(path)]).pairs == ()


def test_index_when_a_theme_stands_in_many_stored_papers_then_it_is_a_formula(tmp_path: Path) -> None:
    path, theme = tmp_path / "index", a_paper(1000, 60).text
    add_to_index(path, [Text(f"{n}", a_paper(n).text + theme) for n in range(30)])

    assert compare([Text("new", a_paper(99).text + theme)], against=[Index(path)]).pairs == ()


def test_index_when_made_then_no_text_is_in_the_file(tmp_path: Path) -> None:
    path, paper = tmp_path / "index", a_paper(1)
    add_to_index(path, [paper])
    data = path.read_bytes()

    for encoding in ("utf-8", "utf-16-le", "utf-32-le", "gb18030"):
        assert not any(paper.text[at : at + 4].encode(encoding) in data for at in range(0, 600, 3))


def test_index_when_added_to_then_earlier_bytes_stay(tmp_path: Path) -> None:
    path = tmp_path / "index"
    add_to_index(path, [a_paper(1)])
    before = path.read_bytes()

    added = add_to_index(path, [a_paper(1), a_paper(2)])

    assert path.read_bytes().startswith(before)
    assert (added.added, added.known) == (1, ("1.txt",))
    assert stored(path) == ["1.txt", "2.txt"]
    assert Index(path).is_whole()


def test_index_when_a_paper_is_dropped_then_it_is_neither_listed_nor_found(tmp_path: Path) -> None:
    path = tmp_path / "index"
    add_to_index(path, [a_paper(1), a_paper(2)])

    (entry,) = drop_from_index(path, ["1.txt"])

    assert entry.path == "1.txt"
    assert stored(path) == ["2.txt"]
    assert compare([Text("new", a_paper(1).text)], against=[Index(path)]).pairs == ()
    assert add_to_index(path, [a_paper(1)]).added == 1


def test_index_when_an_unknown_paper_is_dropped_then_nothing_changes(tmp_path: Path) -> None:
    path = tmp_path / "index"
    add_to_index(path, [a_paper(1)])
    before = path.read_bytes()

    with pytest.raises(DuizhaoError) as raised:
        drop_from_index(path, ["1.txt", "none"])

    assert raised.value.code == ErrorCode.USAGE
    assert path.read_bytes() == before


def test_index_when_the_tail_is_cut_anywhere_then_the_papers_before_are_there(tmp_path: Path) -> None:
    path, cut = tmp_path / "index", tmp_path / "cut"
    add_to_index(path, [a_paper(1)])
    first = path.stat().st_size
    add_to_index(path, [a_paper(2)])
    data = path.read_bytes()

    for size in {*range(first, len(data), 37), first + 1, len(data) - 1}:
        cut.write_bytes(data[:size])
        assert stored(cut) == ["1.txt"]
        add_to_index(cut, [a_paper(3)])
        assert stored(cut) == ["1.txt", "3.txt"]
        assert Index(cut).is_whole()


def test_index_when_cut_within_its_first_bytes_then_it_can_be_begun_again(tmp_path: Path) -> None:
    path, cut = tmp_path / "index", tmp_path / "cut"
    add_to_index(path, [a_paper(1)])

    for size in (0, 1, 20, 63):
        cut.write_bytes(path.read_bytes()[:size])
        with pytest.raises(DuizhaoError) as raised:
            Index(cut)
        assert raised.value.code == ErrorCode.INDEX_INVALID
        add_to_index(cut, [a_paper(2)])
        assert stored(cut) == ["2.txt"]


@pytest.mark.parametrize("data", [b"PK\x03\x04" + b"\0" * 100, b"hello", b"DUIZHAO\x1a" + b"\xff" * 100])
def test_index_when_the_file_is_something_else_then_it_is_refused_and_left_alone(
    tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "index"
    path.write_bytes(data)

    for use in (lambda: Index(path), lambda: add_to_index(path, [a_paper(1)])):
        with pytest.raises(DuizhaoError) as raised:
            use()
        assert raised.value.code == ErrorCode.INDEX_INVALID
    assert path.read_bytes() == data


def test_index_when_of_a_newer_version_then_the_message_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "index"
    monkeypatch.setattr(index_file, "VERSION", 2)
    add_to_index(path, [a_paper(1)])
    monkeypatch.undo()

    with pytest.raises(DuizhaoError) as raised:
        Index(path)

    assert raised.value.code == ErrorCode.INDEX_INVALID
    assert "更新版本" in raised.value.message()


def test_index_when_a_byte_is_spoilt_then_the_check_notices(tmp_path: Path) -> None:
    path = tmp_path / "index"
    add_to_index(path, [a_paper(1)])
    data = bytearray(path.read_bytes())
    data[-200] ^= 1
    path.write_bytes(data)

    assert not Index(path).is_whole()


def test_index_when_somebody_else_is_writing_then_the_second_writer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index"
    add_to_index(path, [a_paper(1)])

    with writing(path, MADE), pytest.raises(DuizhaoError) as raised:
        add_to_index(path, [a_paper(2)])

    assert raised.value.code == ErrorCode.UNWRITABLE
    assert stored(path) == ["1.txt"]


@pytest.mark.parametrize("after", [0, 1, 2])
def test_index_when_the_disk_is_full_then_the_index_is_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    path = tmp_path / "index"
    add_to_index(path, [a_paper(1)])
    before = path.read_bytes()
    calls = iter(range(10))

    def full(_descriptor: int) -> None:
        if next(calls) >= after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(index_file.os, "fsync", full)
    if after < 2:
        with pytest.raises(DuizhaoError) as raised:
            add_to_index(path, [a_paper(2)])
        assert raised.value.code == ErrorCode.UNWRITABLE
        assert path.read_bytes() == before
    else:
        add_to_index(path, [a_paper(2)])
        assert stored(path) == ["1.txt", "2.txt"]


def test_index_when_the_folder_is_missing_then_it_is_unwritable(tmp_path: Path) -> None:
    with pytest.raises(DuizhaoError) as raised:
        add_to_index(tmp_path / "none" / "index", [a_paper(1)])

    assert raised.value.code == ErrorCode.UNWRITABLE


def test_index_when_missing_then_opening_says_not_found(tmp_path: Path) -> None:
    with pytest.raises(DuizhaoError) as raised:
        Index(tmp_path / "none")

    assert raised.value.code == ErrorCode.NOT_FOUND


WRITER = """
import sys
from pathlib import Path
from duizhao.overlap import Text, add_to_index
print("ready", flush=True)
for number in range(10_000):
    text = "".join(chr(0x5b80 + (number * 7919 + at * at * 31 + at * 17) % 1600) for at in range(900))
    add_to_index(Path(sys.argv[1]), [Text(f"{number}", text)])
"""


@pytest.mark.slow
def test_index_when_a_writer_is_killed_at_any_moment_then_every_sealed_paper_is_whole(tmp_path: Path) -> None:
    path, copy, rng = tmp_path / "index", tmp_path / "copy", random.Random(7)
    known = 0
    for _attempt in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(rng.uniform(0.05, 0.4))
        writer.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        writer.wait()
        writer.stdout.close()
        shutil.copy(path, copy)
        index = Index(copy)
        assert index.is_whole()
        assert [entry.path for entry in index.entries] == [str(n) for n in range(len(index.entries))]
        assert len(index.entries) >= known
        known = len(index.entries)
    assert known > 0
