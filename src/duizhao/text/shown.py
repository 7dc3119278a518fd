"""Text for a terminal: what stands in a stranger's file or file name must not steer it."""

from __future__ import annotations

from typing import Final

from duizhao.text.regex import regex

_SIGN: Final = "\ufffd"
# Control characters, line and paragraph separators, and what turns the order of writing round: a name with
# U+202E in it reads as another. The order of Arabic or Hebrew needs none of them.
_CONTROLS: Final = (*range(32), 127, *range(128, 160), 0x2028, 0x2029)
_ORDER: Final = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_ONE_LINE: Final = dict.fromkeys((*_CONTROLS, *_ORDER), _SIGN) | {9: " "}
_LINES: Final = {code: sign for code, sign in _ONE_LINE.items() if code not in (9, 10, 27)}
_ESCAPE: Final = regex("\x1b(?!\\[[0-9;]*m)")


def writable(name: str) -> str:
    """Return a file name as UTF-8 can hold it; bytes that are no text in the person's locale come as halves.

    In a locale that knows ASCII only that is every Chinese name: it is read as UTF-8 again.
    """
    try:
        data = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a pair of UTF-16, which Windows lets a name hold
        data = name.encode("utf-8", "replace")
    return data.decode("utf-8", "replace")


def on_one_line(text: str) -> str:
    """Return the text with a sign in place of every character that a terminal would obey, line ends too."""
    return text.translate(_ONE_LINE)


def in_lines(text: str, *, styled: bool = False) -> str:
    """Return lines with such a sign; line ends and tabs stay and, where ``styled``, the codes of colours."""
    text = text.translate(_LINES)
    return _ESCAPE.sub(_SIGN, text) if styled else text.replace("\x1b", _SIGN)
