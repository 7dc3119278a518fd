"""Which encoding a text is in: UTF-8, UTF-16 or GB18030, by validity first and plausible Chinese second.

A byte order mark settles it. Otherwise valid UTF-8 is nearly always UTF-8; what is not is tried as GB18030
and as UTF-16, and taken only if the result looks like written Chinese or plain ASCII, since nearly any
bytes are "valid" in those encodings.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import Final

from duizhao.text.regex import regex

# Longest first: the UTF-8 and GB18030 marks share no beginning with the UTF-16 ones.
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE: Final = 16 * 1024
_PLAUSIBLE: Final = 0.6  # written Chinese reaches 0.95; bytes read in a wrong encoding stay under 0.4
# A few GB characters may happen to be valid UTF-8 (of letters nobody here writes); a whole paper cannot.
_FEW: Final = 40
_SURELY_CHINESE: Final = 0.9
_CONTROLS_IN_TEXT: Final = "\t\n\r\f\v\x1a"
_CONTROLS: Final = regex("[\0-\x08\x0e-\x19\x1b-\x1f]")


def detect(data: bytes) -> tuple[str, int] | None:
    """Return (encoding, length of its byte order mark), or ``None`` where the bytes are not text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    encoding_found = _detect_unmarked(data[:_SAMPLE])
    return (encoding_found, 0) if encoding_found else None


def plausibility(text: str) -> float:
    """Return the share of characters that a Chinese paper is written with, 0 to 1 (1 for no characters)."""
    if not text:
        return 1.0
    usual = _usual_characters()
    return sum(map(usual.__contains__, text)) / len(text)


def _detect_unmarked(sample: bytes) -> str | None:
    if b"\0" in sample:
        return _likeliest(sample, ("utf-16-le", "utf-16-be"))
    utf8 = _decode_beginning(sample, "utf-8")
    if utf8 is None:
        return _likeliest(sample, ("gb18030", "utf-16-le", "utf-16-be"))
    if _is_binary(utf8):
        return None
    return "gb18030" if _is_chinese_after_all(sample, utf8) else "utf-8"


def _is_chinese_after_all(sample: bytes, utf8: str) -> bool:
    if len(sample) > _FEW or plausibility(utf8) >= _PLAUSIBLE:
        return False
    chinese = _decode_beginning(sample, "gb18030")
    return chinese is not None and plausibility(chinese) >= _SURELY_CHINESE


def _likeliest(sample: bytes, encodings: tuple[str, ...]) -> str | None:
    decoded = ((encoding, _decode_beginning(sample, encoding)) for encoding in encodings)
    scored = [(plausibility(text), encoding) for encoding, text in decoded if text]
    best = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
    return best[1] if best[0] >= _PLAUSIBLE else None


def _decode_beginning(sample: bytes, encoding: str) -> str | None:
    """Decode strictly, forgiving only a character cut by the sample's end."""
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(sample, final=False)
    except UnicodeDecodeError:
        return None


def _is_binary(text: str) -> bool:
    return len(_CONTROLS.findall(text)) * 20 > len(text)


@cache
def _usual_characters() -> frozenset[str]:
    """ASCII, and of GB 2312 the marks (rows 1 to 3) and the 3,755 commonest characters (rows 16 to 55)."""
    rows = (*range(0xA1, 0xA4), *range(0xB0, 0xD8))
    level_1 = bytes(byte for row in rows for cell in range(0xA1, 0xFF) for byte in (row, cell))
    ascii_text = "".join(map(chr, range(0x20, 0x7F)))
    return frozenset(level_1.decode("gb2312", "ignore") + ascii_text + _CONTROLS_IN_TEXT)
