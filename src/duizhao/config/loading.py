"""duizhao.toml, read and checked: every fault names its line and what is allowed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NoReturn, TypeVar, get_args

from duizhao.config import fault
from duizhao.config.fault import ConfigError
from duizhao.config.places import Key, dotted, line_of, places
from duizhao.config.settings import CheckLike, Config, OptionLike, Rules, Suppression, Value
from duizhao.config.toml_words import meaning_of
from duizhao.errors import DuizhaoError, ErrorCode, reason_of
from duizhao.record import Category, Severity
from duizhao.text.regex import regex

NAME: Final = "duizhao.toml"
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
CATEGORIES: Final[tuple[str, ...]] = get_args(Category)

_TOP: Final = ("words", "checks", "frameworks", "suppress")
_RULES: Final = ("select", "ignore", "enable", "severity")
_ID: Final = regex(r"[A-Z]{3,4}\d{3}")
_SUPPRESS: Final = ("check", "path", "text", "reason", "date")
Wanted = TypeVar("Wanted")


def load(
    path: Path, checks: Sequence[CheckLike], frameworks: Collection[str] = (), *, lenient: bool = False
) -> Config:
    """Return what a file says; ``frameworks`` are the criteria sets it may name, as ID and as ID@VERSION.

    ``lenient`` lets ids of checks pass that are not among ``checks``: a pack is missing that may hold them.

    Raises ``ConfigError`` where it is not sound, ``DuizhaoError`` where it cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise DuizhaoError(ErrorCode.NOT_FOUND) from None
    except OSError as error:
        raise DuizhaoError(ErrorCode.UNREADABLE, detail=reason_of(error, path)) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), data.count(b"\n", 0, error.start) + 1, "", fault.ENCODING) from error
    return parse(text, str(path), checks, frameworks, lenient=lenient)


def parse(
    text: str,
    path: str,
    checks: Sequence[CheckLike],
    frameworks: Collection[str] = (),
    *,
    lenient: bool = False,
) -> Config:
    """Return what the text of a duizhao.toml says; as ``load``."""
    text = text.replace("\r\n", "\n")
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        raise ConfigError(path, line, "", fault.SYNTAX, {"detail": meaning_of(error)}) from error
    reading = _Reading(path, places(text), {one.id: one for one in checks}, frameworks, lenient=lenient)
    return reading.config(value)


class _Reading:
    """One file being read: where its keys stand and what they may be."""

    def __init__(
        self,
        path: str,
        lines: Mapping[Key, int],
        checks: Mapping[str, CheckLike],
        frameworks: Collection[str],
        *,
        lenient: bool,
    ) -> None:
        self._path = path
        self._lines = lines
        self._checks = checks
        self._frameworks = frameworks
        self._lenient = lenient

    def config(self, value: Mapping[str, object]) -> Config:
        """Return the whole."""
        self._only((), value, _TOP)
        suppress = self._typed(("suppress",), value.get("suppress", []), list, "tables")
        return Config(
            path=self._path,
            words=self._texts(("words",), value.get("words", [])),
            rules=self._rules(("checks",), value.get("checks", {})),
            profiles=self._profiles(value.get("frameworks", {})),
            suppressions=tuple(
                self._suppression(("suppress", number), one) for number, one in enumerate(suppress)
            ),
        )

    def _profiles(self, value: object) -> dict[str, Rules]:
        table = self._typed(("frameworks",), value, dict, "table")
        for name in table:
            if self._frameworks and name not in self._frameworks:
                allowed = sorted(one for one in self._frameworks if "@" not in one)
                self._refuse(("frameworks", name), fault.UNKNOWN_FRAMEWORK, {"value": name}, allowed)
        return {name: self._rules(("frameworks", name), one) for name, one in table.items()}

    def _rules(self, key: Key, value: object) -> Rules:
        table = self._typed(key, value, dict, "table")
        options = {name: one for name, one in table.items() if name not in _RULES}
        for name, one in options.items():
            if not self._is_check(name) and isinstance(one, dict):
                self._refuse((*key, name), fault.UNKNOWN_CHECK, {"value": name})
            if not self._is_check(name):
                self._refuse((*key, name), fault.UNKNOWN_KEY, {}, _RULES)
        return Rules(
            select=self._names((*key, "select"), table["select"]) if "select" in table else None,
            ignore=self._names((*key, "ignore"), table.get("ignore", [])),
            enable=self._names((*key, "enable"), table.get("enable", [])),
            severity=self._severities((*key, "severity"), table.get("severity", {})),
            options={
                name: self._options((*key, name), self._checks[name], one)
                for name, one in options.items()
                if name in self._checks
            },
        )

    def _names(self, key: Key, value: object) -> tuple[str, ...]:
        names = self._texts(key, value)
        for name in names:
            self._known(key, name)
        return names

    def _known(self, key: Key, name: str) -> None:
        if not self._is_check(name) and name not in CATEGORIES:
            self._refuse(key, fault.UNKNOWN_NAME, {"value": name}, CATEGORIES)

    def _is_check(self, name: str) -> bool:
        return name in self._checks or (self._lenient and _ID.fullmatch(name) is not None)

    def _severities(self, key: Key, value: object) -> dict[str, Severity]:
        found: dict[str, Severity] = {}
        for name, one in self._typed(key, value, dict, "table").items():
            self._known((*key, name), name)
            if one not in SEVERITIES:
                self._refuse((*key, name), fault.WRONG_VALUE, {"value": one}, SEVERITIES)
            found[name] = one
        return found

    def _options(self, key: Key, check: CheckLike, value: object) -> dict[str, Value]:
        table = self._typed(key, value, dict, "table")
        known = {option.name: option for option in check.options}
        self._only(key, table, tuple(known))
        return {name: self._option((*key, name), known[name], one) for name, one in table.items()}

    def _option(self, key: Key, option: OptionLike, value: object) -> Value:
        read = self._like(key, option.default, value)
        if option.allowed and read not in option.allowed:
            self._refuse(key, fault.WRONG_VALUE, {"value": read}, option.allowed)
        return read

    def _like(self, key: Key, default: Value, value: object) -> Value:
        if isinstance(default, tuple):
            return self._texts(key, value)
        if isinstance(default, bool):
            return self._typed(key, value, bool, "boolean")
        if isinstance(value, bool):  # to Python a kind of number, to a person none
            self._refuse(key, fault.WRONG_TYPE, {"type": "text" if isinstance(default, str) else "number"})
        if isinstance(default, float):
            return float(value) if isinstance(value, int) else self._typed(key, value, float, "number")
        if isinstance(default, int):
            return self._typed(key, value, int, "integer")
        return self._typed(key, value, str, "text")

    def _suppression(self, key: Key, value: object) -> Suppression:
        table = self._typed(key, value, dict, "table")
        self._only(key, table, _SUPPRESS)
        for name in ("check", "reason", "date"):
            if name not in table:
                self._refuse(key, fault.MISSING, {"name": name})
        if "path" not in table and "text" not in table:
            self._refuse(key, fault.TOO_WIDE)
        words = {
            name: self._filled((*key, name), table[name])
            for name in ("check", "path", "text", "reason")
            if name in table
        }
        if not self._is_check(words["check"]):
            self._refuse((*key, "check"), fault.UNKNOWN_CHECK, {"value": words["check"]})
        return Suppression(
            words["check"],
            words.get("path"),
            words.get("text"),
            words["reason"],
            self._date((*key, "date"), table["date"]),
            line_of(self._lines, key),
        )

    def _date(self, key: Key, value: object) -> str:
        try:
            return (value if type(value) is date else date.fromisoformat(str(value))).isoformat()
        except ValueError:
            self._refuse(key, fault.WRONG_DATE)

    def _texts(self, key: Key, value: object) -> tuple[str, ...]:
        return tuple(self._filled(key, one, "list") for one in self._typed(key, value, list, "list"))

    def _filled(self, key: Key, value: object, kind: str = "text") -> str:
        text = self._typed(key, value, str, kind)
        if not text.strip():
            self._refuse(key, fault.WRONG_VALUE, {"value": text})
        return text

    def _typed(self, key: Key, value: object, kind: type[Wanted], name: str) -> Wanted:
        if not isinstance(value, kind):
            self._refuse(key, fault.WRONG_TYPE, {"type": name})
        return value

    def _only(self, key: Key, table: Mapping[str, object], allowed: Sequence[str]) -> None:
        for name in table:
            if name not in allowed:
                self._refuse((*key, name), fault.UNKNOWN_KEY, {}, allowed)

    def _refuse(
        self,
        key: Key,
        template: str,
        params: Mapping[str, object] | None = None,
        allowed: Sequence[object] = (),
    ) -> NoReturn:
        raise ConfigError(self._path, line_of(self._lines, key), dotted(key), template, params, allowed)
