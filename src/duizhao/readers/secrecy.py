"""Whether a file bears a classification mark, and must therefore be refused before anything is kept.

The three levels are 绝密, 机密 and 秘密; a mark carries level and period (秘密★10年), the star standing
between them. Storing or processing such a file on an ordinary machine is forbidden (保守国家秘密法
art. 14, 20, 31; its 实施条例 art. 21). A mark stands alone: on a line of the first page or in the page
header. Urgency (特急) and the number of the copy (份号, 编号) may stand beside it; what else does is parted
from it by a TAB or three blanks. The same words in running text, a bare 秘密 in a list and the label 内部 are
no mark.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from duizhao.errors import ErrorCode, ReadError
from duizhao.record import Document
from duizhao.text.regex import regex

# A page of an official paper has 22 lines of 28 characters (GB/T 9704); a denser one is allowed for.
_PAGE_LINES: Final = 30
_PAGE_CHARACTERS: Final = 900
_LOOKED_AT: Final = 20_000  # a first page may begin with many blank lines, but not with endless ones
_MARK_LENGTH: Final = 40  # the longest mark without its blanks

_DIGITS: Final = "0-9〇○零一二三四五六七八九十两"
_YEARS: Final = f"(?:[12]?[0-9]|30|[{_DIGITS[3:]}]{{1,3}})年"
_UNTIL: Final = r"(?:至|到)?[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:前|止|底)?"
_EVENT: Final = "[\u4e00-\u9fff]{1,8}(?:前|后|时|止|解密)"  # 启用前, 考试结束后
_PERIOD: Final = f"(?:{_YEARS}|[{_DIGITS}]{{1,3}}(?:个月|月|天|日)|长期|永久|启用前)(?:以?内)?"
_LEVEL: Final = "(?:绝密|机密|秘密|絕密|機密|祕密)"
_STAR: Final = "[★☆⭐✩✪✭✮⋆]"
_LABEL: Final = "(?:(?:密级|密級|秘密等级|保密级别|密级标志)[::]?)?"
_URGENCY: Final = "(?:特急|加急|特提|平急|急件)?"
_OPEN, _CLOSE = r"[\[【(〔]?", r"[\]】)〕]?"
# With a star anything that looks like a period may follow, or nothing; without one, only level and period.
_STARRED: Final = f"(?:{_STAR}{{0,3}}{_LEVEL}{_STAR}{{1,3}}|{_STAR}{_LEVEL})(?:{_PERIOD}|{_UNTIL}|{_EVENT})?"
_ASTERISK: Final = rf"{_LEVEL}\*(?:{_PERIOD}|{_UNTIL})"
_UNSTARRED: Final = f"{_LEVEL}[-—·・:,、(]?{_PERIOD}"
_WITH_STAR: Final = f"{_URGENCY}{_OPEN}{_LABEL}(?:{_STARRED}|{_ASTERISK}){_CLOSE}{_URGENCY}"
_MARK: Final = f"(?:{_WITH_STAR}|{_URGENCY}{_OPEN}{_LABEL}{_UNSTARRED}{_CLOSE}{_URGENCY})"
# The number of the copy or of the paper; without its name it could be any number beside 秘密 10年 in a table.
_NAMED: Final = r"(?:(?:文件)?编号|份数?序?号|文号|No\.?|NO\.?|第)[::]?[0-9A-Z〔〕\[\]()第号-]{1,16}"
_BARE: Final = r"[\[(]?[0-9]{3,8}[\])]?"
_MARKED: Final = regex(f"{_MARK}|{_NAMED}{_MARK}|{_MARK}{_NAMED}|{_BARE}{_WITH_STAR}|{_WITH_STAR}{_BARE}")
# Also what takes no room: zero-width characters and soft hyphens.
_BLANKS: Final = regex("[\\s\xad\u200b-\u200f\u2060\ufeff]+")
_GAP: Final = regex(r"\t+|[ \u3000\u00a0]{3,}")  # between a mark and what stands beside it on the line


def refuse_classified(document: Document) -> None:
    """Raise ``ReadError(CLASSIFIED)``, which carries no content, where the document bears a mark."""
    refuse_marked(_where_marks_stand(document))


def refuse_marked(lines: Iterable[str]) -> None:
    """Raise ``ReadError(CLASSIFIED)`` where one of these lines, seen or hidden, is a mark."""
    if any(_is_mark(line) for line in lines):
        raise ReadError(ErrorCode.CLASSIFIED)


def is_on_first_page(place: int) -> bool:
    """Return whether text after so many characters still stands where marks are looked for."""
    return place < _PAGE_CHARACTERS


def _where_marks_stand(document: Document) -> Iterator[str]:
    for text in document.header:
        yield from text.splitlines()
    yield from _first_page(document.text[:_LOOKED_AT])


def _first_page(text: str) -> Iterator[str]:
    lines = characters = 0
    for line in text.splitlines():
        if not line.strip():
            continue
        yield line
        lines, characters = lines + 1, characters + len(line.strip())
        if lines >= _PAGE_LINES or characters >= _PAGE_CHARACTERS:
            return


def _is_mark(line: str) -> bool:
    if "密" not in line:
        return False
    return any(_MARKED.fullmatch(part) for part in (_closed_up(line), *map(_closed_up, _GAP.split(line))))


def _closed_up(text: str) -> str:
    """Return a short text without blanks and in half-width forms; "" for one too long to be a mark."""
    closed = _BLANKS.sub("", text)
    return unicodedata.normalize("NFKC", closed) if len(closed) <= _MARK_LENGTH else ""
