"""A ledger takes its place when it is whole; what cannot be written is said, and the old file stays."""

from __future__ import annotations

import errno
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.ledger import FORMS, LedgerRow, form_of, write

BuildRow = Callable[..., LedgerRow]


def test_form_is_the_suffix_whatever_its_case() -> None:
    assert [form_of(Path(f"台账.{form.upper()}")) for form in FORMS] == list(FORMS)


@pytest.mark.parametrize("name", ["台账.xls", "台账", "台账.pdf"])
def test_form_when_unknown_then_error_names_the_allowed(name: str) -> None:
    with pytest.raises(DuizhaoError, match=r"\.xlsx、\.csv、\.docx") as caught:
        form_of(Path(name))
    assert caught.value.code is ErrorCode.USAGE


@pytest.mark.parametrize("form", FORMS)
def test_file_when_rows_fail_half_way_then_the_old_one_stays_and_nothing_else(
    form: str, a_row: BuildRow, tmp_path: Path
) -> None:
    path = tmp_path / f"t.{form}"
    path.write_bytes(b"old")

    def failing() -> Iterator[LedgerRow]:
        yield a_row()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(failing(), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_folder_when_missing_then_unwritable(a_row: BuildRow, tmp_path: Path) -> None:
    with pytest.raises(DuizhaoError) as caught:
        write([a_row()], tmp_path / "没有" / "t.xlsx")
    assert caught.value.code is ErrorCode.UNWRITABLE


def test_disk_when_full_then_unwritable_and_the_old_file_stays(
    a_row: BuildRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"old")

    def full(_self: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(DuizhaoError, match="磁盘已满") as caught:
        write([a_row()], path)
    assert caught.value.code is ErrorCode.UNWRITABLE
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


class FullDisk(io.BytesIO):
    """A file on a disk with room for 100 bytes."""

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > 100:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("form", FORMS)
def test_stream_when_disk_is_full_then_the_systems_own_error_comes_out(form: Any, a_row: BuildRow) -> None:
    with pytest.raises(OSError, match="No space left"):
        write([a_row()], FullDisk(), form=form)


def test_temporary_folder_when_missing_then_unwritable(
    a_row: BuildRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "没有"))
    with pytest.raises(DuizhaoError) as caught:
        write([a_row()], tmp_path / "t.xlsx")
    assert caught.value.code is ErrorCode.UNWRITABLE
    assert list(tmp_path.iterdir()) == []


def test_file_when_held_open_by_excel_then_error_says_to_close_it(
    a_row: BuildRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"old")

    def held(_self: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(DuizhaoError, match="正被 Excel、WPS 等程序打开") as caught:
        write([a_row()], path)
    assert caught.value.code is ErrorCode.UNWRITABLE


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_file_when_new_then_others_may_read_it_as_any_new_file(a_row: BuildRow, tmp_path: Path) -> None:
    write([a_row()], tmp_path / "t.csv")
    (tmp_path / "other").write_bytes(b"")
    assert (tmp_path / "t.csv").stat().st_mode == (tmp_path / "other").stat().st_mode
