"""No character of a stranger's text steers the terminal."""

from __future__ import annotations

import pytest

from duizhao.text.shown import in_lines, on_one_line, writable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("材料　（二）.txt", "材料　（二）.txt"),
        ("a\nb\tc", "a\ufffdb c"),
        ("\x1b[31m\x07", "\ufffd[31m\ufffd"),
        ("\x9b2J", "\ufffd2J"),
        ("\u202etxt.exe", "\ufffdtxt.exe"),
        ("\U0001f600\U00020bb7", "\U0001f600\U00020bb7"),
    ],
)
def test_name_when_shown_then_on_one_line_and_harmless(text: str, shown: str) -> None:
    assert on_one_line(text) == shown


def test_lines_when_shown_then_only_their_ends_and_tabs_stay() -> None:
    assert in_lines("一\n二\t三\r\x1b[1m\u2028") == "一\n二\t三\ufffd\ufffd[1m\ufffd"


def test_lines_when_styled_then_colours_stay_and_no_other_code() -> None:
    text = "\x1b[1;31m红\x1b[0m\x1b[2J\x1b]0;题\x07"
    assert in_lines(text, styled=True) == "\x1b[1;31m红\x1b[0m\ufffd[2J\ufffd]0;题\ufffd"


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("材料.txt", "材料.txt"),
        ("材料.txt".encode().decode("ascii", "surrogateescape"), "材料.txt"),
        ("a\udcff.txt", "a\ufffd.txt"),
        ("a\ud83d.txt", "a?.txt"),
    ],
)
def test_name_when_written_then_utf_8_can_hold_it(name: str, held: str) -> None:
    assert writable(name) == held
