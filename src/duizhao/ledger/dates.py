"""Which date people mean by what they write in a cell meant for one."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from duizhao.text import number

# Words that stand in place of a date and are left as they are.
OPEN_ENDED: Final = re.compile(
    r"长期|持续|立行立改|即知即改|立即|常态|定期|每(?:半年|[年季月周])|已完成|无|—+|-+|/"
)

_YEAR: Final = r"(?P<year>\d{4}|[〇零○一二三四五六七八九]{4})"
_NUMBER: Final = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_TIME: Final = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_BEFORE: Final = r"(?:之?前|以前|底前|前完成|前整改到位|完成)?"
_MONTH_PART: Final = r"(?P<part>上旬|中旬|下旬|初|中|底|末)?"
# Tried in this order, on text without blanks and with half-width marks.
_FORMS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("day", _YEAR + r"[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?" + _TIME + _BEFORE),
        ("day", _YEAR + rf"年(?P<month>{_NUMBER})月(?P<day>{_NUMBER})[日号]?" + _BEFORE),
        ("day", r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"),
        ("month", _YEAR + rf"年(?P<month>{_NUMBER})月" + _MONTH_PART + _BEFORE),
        ("month", _YEAR + r"[-/.](?P<month>\d{1,2})"),
        ("quarter", _YEAR + r"年第?(?P<quarter>[一二三四1-4])季度[底末]?" + _BEFORE),
        ("half", _YEAR + r"年(?P<half>上半年|下半年)[底末]?" + _BEFORE),
        ("year", _YEAR + r"年(?:年?[底末]|全年)?" + _BEFORE),
    )
)
_SPAN: Final = re.compile(rf"(?P<start>{_YEAR}年.*?[月日])(?:至|到|-|—+|–|~|～)(?P<end>.+)")
_WITH_YEAR: Final = re.compile(_YEAR.replace("?P<year>", "?:"))
_PARTS: Final = {"上旬": 10, "初": 10, "中旬": 20, "中": 20}
_NO_YEAR: Final = re.compile(
    r"\s*(?:今年|明年|本年|年)?[底内]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})?\s*[月季]|\s*(?:今年|明年|本年|年底|年内)"
)
_EPOCH: Final = date(1899, 12, 30)
_SERIALS: Final = range(20_000, 80_000)  # 1954 to 2119


def date_from(text: str) -> date | None:
    """Return the date a text means, ``None`` where it means none or the year is missing.

    A month means its last day, a quarter, half-year or year theirs: a deadline in June has passed when June
    has. 上旬 ends on the 10th, 中旬 on the 20th. A span (2024年6月-9月) means its end.
    """
    plain = re.sub(r"\s+(?!\d{1,2}:)", "", unicodedata.normalize("NFKC", text.strip()))
    found = _date_from(plain)
    if found is None and (span := _SPAN.fullmatch(plain)):
        end = span["end"]
        year = "" if _WITH_YEAR.match(end) else f"{span['year']}年"
        return _date_from(year + end) if _date_from(span["start"]) else None
    return found


def _date_from(plain: str) -> date | None:
    for kind, pattern in _FORMS:
        if found := pattern.fullmatch(plain):
            return _KINDS[kind](found)
    return None


def lacks_year(text: str) -> bool:
    """Say whether a text names a month or day but no year."""
    return bool(_NO_YEAR.match(text)) and not re.search(r"\d{4}|[〇零○一二三四五六七八九]{4}", text)


def date_from_number(value: int | float) -> date | None:
    """Return the date behind a number: days since 1900 whose format was lost, or 20230630.

    2023.6 means June 2023, but 2023.1 may have been 2023.10 before the spreadsheet took it for a number:
    ``None``.
    """
    if int(value) in _SERIALS:
        return _EPOCH + timedelta(days=int(value))
    text = str(int(value)) if value == int(value) else str(value)
    if re.fullmatch(r"\d{4}\.1", text) or re.fullmatch(r"\d{4}", text):
        return None
    return date_from(text)


def _day(found: re.Match[str]) -> date | None:
    return _date(number(found["year"]), number(found["month"]), number(found["day"]))


def _month(found: re.Match[str]) -> date | None:
    year, month = number(found["year"]), number(found["month"])
    part = found.groupdict().get("part") or ""
    return _date(year, month, _PARTS[part]) if part in _PARTS else _last_day(year, month)


def _quarter(found: re.Match[str]) -> date | None:
    quarter = number(found["quarter"])
    return _last_day(number(found["year"]), quarter * 3 if quarter else None)


def _half(found: re.Match[str]) -> date | None:
    return _last_day(number(found["year"]), 6 if found["half"] == "上半年" else 12)


def _year(found: re.Match[str]) -> date | None:
    return _last_day(number(found["year"]), 12)


_KINDS: Final[dict[str, Callable[[re.Match[str]], date | None]]] = {
    "day": _day,
    "month": _month,
    "quarter": _quarter,
    "half": _half,
    "year": _year,
}


def _date(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _last_day(year: int | None, month: int | None) -> date | None:
    if not year or not month or not 1 <= month <= 12:
        return None
    return _date(year, month, calendar.monthrange(year, month)[1])
