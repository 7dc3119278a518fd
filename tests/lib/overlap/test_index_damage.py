"""An index that was damaged after it was written: refused in words, never shortened and never a crash."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.i18n import translator
from duizhao.overlap import Index, Text, add_to_index, compare, drop_from_index
from duizhao.overlap.index_faults import BUSY, IndexFaultError

LETTERS = "".join(map(chr, range(0x5B80, 0x6200)))


def a_paper(number: int) -> Text:
    return Text(f"{number}.txt", "".join(random.Random(number).choices(LETTERS, k=600)), year=2024)


@pytest.fixture
def data(tmp_path: Path) -> bytes:
    """An index of three papers in three records, one of them dropped by a fourth."""
    path = tmp_path / "whole"
    for number in range(3):
        add_to_index(path, [a_paper(number)])
    drop_from_index(path, ["1.txt"])
    return path.read_bytes()


def spoilt(data: bytes, at: int, bit: int = 0) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 1 << bit
    return bytes(changed)


def test_index_when_a_seal_before_others_is_spoilt_then_nothing_behind_it_is_cut_away(
    tmp_path: Path, data: bytes
) -> None:
    one = tmp_path / "one"
    add_to_index(one, [a_paper(0)])
    path = tmp_path / "spoilt"
    path.write_bytes(spoilt(data, one.stat().st_size - 10))
    before = path.read_bytes()

    for use in (lambda: Index(path), lambda: add_to_index(path, [a_paper(9)])):
        with pytest.raises(DuizhaoError) as raised:
            use()
        assert raised.value.code == ErrorCode.INDEX_INVALID
    assert path.read_bytes() == before


def test_index_when_any_bit_is_spoilt_then_it_is_refused_or_still_answers(
    tmp_path: Path, data: bytes
) -> None:
    path, rng = tmp_path / "spoilt", random.Random(3)
    paper = [Text("new", a_paper(0).text + a_paper(2).text)]
    answers: list[ErrorCode | None] = []

    for at in {*range(400), *rng.sample(range(len(data)), 250)}:
        path.write_bytes(spoilt(data, at, rng.randrange(8)))
        try:
            compare(paper, against=[Index(path)])
        except DuizhaoError as error:
            answers.append(error.code)
        else:
            answers.append(None)

    assert set(answers) == {None, ErrorCode.INDEX_INVALID}
    assert answers.count(ErrorCode.INDEX_INVALID) >= 100


def test_index_when_a_stored_paper_has_the_path_of_one_at_hand_then_it_is_no_repeat_inside(
    tmp_path: Path,
) -> None:
    path = tmp_path / "last.index"
    add_to_index(path, [a_paper(1)])

    (pair,) = compare([a_paper(1)], against=[Index(path)]).pairs

    assert (pair.a, pair.b, pair.stored) == ("1.txt", f"{path}:1.txt", True)


def test_index_fault_when_told_in_english_then_it_has_its_values() -> None:
    fault = IndexFaultError(ErrorCode.UNWRITABLE, BUSY, path="a.index")

    assert "a.index" in fault.message(translator("en"))
    assert fault.message() == "文件写不进去：a.index：另一个程序正在写入此索引"
