"""When whom to remind of what: rules as data, and the level a date has reached by a day.

A reminder is made for a level, not for a day: a rule that fires 30, 7 and 1 days before has three levels,
one that fires every 7 days after has as many as weeks go by. Who already has the present level is left alone;
a run that was missed makes the level of the day on which it runs, once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

NAME: Final = "reminders.toml"
_OURS: Final = Path(__file__).with_name(NAME)
_LARGEST: Final = 3_650


class About(StrEnum):
    """Which date a rule is about."""

    DEADLINE = "deadline"
    REVIEW = "review"
    PROGRESS = "progress"
    VERIFICATION = "verification"
    RECHECK = "recheck"
    RECEIPT = "receipt"
    ASSIGNMENT = "assignment"
    NOTICE = "notice"
    PERIOD = "period"
    """A unit's report."""
    PERIOD_LATE = "period_late"
    """Whatever reports a period still lacks."""


class When(StrEnum):
    """On which side of the date a rule fires."""

    BEFORE = "before"
    AFTER = "after"


class Part(StrEnum):
    """In which part somebody is reminded."""

    OWNER = "owner"
    SPONSOR = "sponsor"
    VERIFIER = "verifier"
    CHECKER = "checker"
    COORDINATOR = "coordinator"
    CHIEF = "chief"
    SUPERIOR = "superior"
    GIVER = "giver"
    RECEIVER = "receiver"
    WATCHER = "watcher"
    ISSUER = "issuer"


_OF_ITEMS: Final = frozenset(
    {
        Part.OWNER,
        Part.SPONSOR,
        Part.VERIFIER,
        Part.CHECKER,
        Part.COORDINATOR,
        Part.CHIEF,
        Part.SUPERIOR,
    }
)
_OF_ASSIGNMENTS: Final = frozenset({Part.GIVER, Part.RECEIVER, Part.WATCHER})
_OF_NOTICES: Final = frozenset({Part.RECEIVER, Part.ISSUER})
_OF_PERIODS: Final = frozenset({Part.COORDINATOR, Part.CHIEF})
_OF_ASKING: Final = frozenset({Part.ISSUER})
_PARTS: Final = {
    **dict.fromkeys(
        (About.DEADLINE, About.REVIEW, About.PROGRESS, About.VERIFICATION, About.RECHECK), _OF_ITEMS
    ),
    **dict.fromkeys((About.RECEIPT, About.ASSIGNMENT), _OF_ASSIGNMENTS),
    About.NOTICE: _OF_NOTICES,
    About.PERIOD: _OF_PERIODS,
    About.PERIOD_LATE: _OF_ASKING,
}


class RulesError(ValueError):
    """The file of rules cannot be used; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: about which date, when, to whom."""

    id: str
    about: About
    when: When
    to: tuple[Part, ...]
    days: tuple[int, ...] = ()
    start: int = 0
    every: int = 0

    @property
    def reach(self) -> int:
        """Return how many days before the date the rule begins to fire; negative days after it."""
        return max(self.days) if self.when == When.BEFORE else -self.start


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, and how many reminders one person gets a day."""

    rules: tuple[Rule, ...]
    cap: int


def level(rule: Rule, left: int) -> int | None:
    """Return the level a rule has reached with so many days left until the date, ``None`` before the first.

    ``left`` is negative after the date.
    """
    if rule.when == When.BEFORE:
        reached = [days for days in rule.days if 0 <= left <= days]
        return min(reached) if reached else None
    over = -left
    return (over - rule.start) // rule.every if over >= rule.start else None


def load(data: Path | None = None) -> Rules:
    """Return the rules: those of the data directory where it has some, else ours.

    Raises ``RulesError`` where the file cannot be used.
    """
    own = None if data is None else data / NAME
    path = own if own is not None and own.exists() else _OURS
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RulesError(f"{path}: {error}") from error
    try:
        return _rules(read)
    except RulesError as error:
        raise RulesError(f"{path}: {error}") from None


def _rules(read: dict[str, Any]) -> Rules:
    unknown = set(read) - {"cap", "rule"}
    if unknown:
        raise RulesError(f"{min(unknown)}?")
    cap = _number(read.get("cap", 20), "cap", 1)
    rows = read.get("rule", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RulesError("rule: [[rule]]")
    rules = tuple(_rule(row, number) for number, row in enumerate(rows, 1))
    names = [rule.id for rule in rules]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise RulesError(f"{twice}: 2 ×")
    return Rules(rules, cap)


def _rule(row: dict[str, Any], number: int) -> Rule:
    where = str(row.get("id") or f"rule {number}")
    if not isinstance(row.get("id"), str) or not 0 < len(row["id"]) <= 40:
        raise RulesError(f"{where}: id")
    about = _one_of(About, row.get("about"), f"{where}: about")
    when = _one_of(When, row.get("when"), f"{where}: when")
    to = tuple(_one_of(Part, part, f"{where}: to") for part in _list(row.get("to"), f"{where}: to"))
    wrong = [part for part in to if part not in _PARTS[about]]
    if wrong:
        raise RulesError(f"{where}: to: {wrong[0].value}? ({_words(_PARTS[about])})")
    expected = {"id", "about", "when", "to"} | ({"days"} if when == When.BEFORE else {"from", "every"})
    unknown = set(row) - expected
    if unknown:
        raise RulesError(f"{where}: {min(unknown)}?")
    if when == When.BEFORE:
        days = [_number(day, f"{where}: days", 0) for day in _list(row.get("days"), f"{where}: days")]
        return Rule(row["id"], about, when, to, days=tuple(days))
    start = _number(row.get("from"), f"{where}: from", 0)
    every = _number(row.get("every"), f"{where}: every", 1)
    return Rule(row["id"], about, when, to, start=start, every=every)


def _one_of(kind: Any, value: object, where: str) -> Any:
    if value not in [one.value for one in kind]:
        raise RulesError(f"{where}: {value!r}? ({_words(kind)})")
    return kind(value)


def _words(kinds: Iterable[Any]) -> str:
    return ", ".join(sorted(one.value for one in kinds))


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise RulesError(where)
    return value


def _number(value: object, where: str, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= _LARGEST:
        raise RulesError(f"{where}: {value!r}? ({least}–{_LARGEST})")
    return value
