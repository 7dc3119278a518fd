"""What the system says of a file, in our words and in both languages, across processes too."""

from __future__ import annotations

import errno
import pickle

import pytest

from duizhao.errors import SYSTEM, DuizhaoError, ErrorCode, ReadError, reason_of, words
from duizhao.i18n import translator

ENGLISH = translator("en")


@pytest.mark.parametrize(
    ("number", "chinese", "english"),
    [
        (errno.ENOENT, "所在的文件夹不存在", "its folder does not exist"),
        (errno.EISDIR, "这是文件夹，不是文件", "it is a folder, not a file"),
        (errno.EACCES, "没有权限", "no permission"),
        (errno.ENOSPC, "磁盘已满", "the disk is full"),
        (errno.ENAMETOOLONG, "文件名或路径过长", "the name or path is too long"),
        (errno.EBUSY, "正被其他程序使用", "it is in use by another program"),
        (errno.EROFS, "磁盘是只读的", "the disk is read-only"),
        (errno.EXDEV, "系统错误 EXDEV（so the system says）", "system error EXDEV (so the system says)"),
        (999_999, "系统错误 999999（so the system says）", "system error 999999 (so the system says)"),
    ],
)
def test_reason_when_said_then_in_our_words_and_with_the_code_of_the_rest(
    number: int, chinese: str, english: str
) -> None:
    error = DuizhaoError(
        ErrorCode.UNWRITABLE, detail=reason_of(OSError(number, "so the system says"), "a.csv")
    )

    assert error.message() == f"文件写不进去：a.csv：{chinese}"
    assert error.message(ENGLISH) == f"The file cannot be written: a.csv: {english}"


def test_reason_when_the_system_gives_no_number_then_what_it_says() -> None:
    assert reason_of(OSError("odd")).text() == "系统错误 0（odd）"


def test_error_when_it_travels_between_processes_then_says_the_same() -> None:
    error = ReadError(ErrorCode.UNREADABLE, detail=reason_of(OSError(errno.EISDIR, "")))
    again = pickle.loads(pickle.dumps(error))
    assert again.message(ENGLISH) == error.message(ENGLISH)


def test_words_when_they_hold_words_then_all_are_translated() -> None:
    outer = words("%(path)s：%(what)s", path="甲", what=words(SYSTEM[errno.EISDIR]))
    assert str(outer) == "甲：这是文件夹，不是文件"
    assert outer.text(ENGLISH) == "甲: it is a folder, not a file"
