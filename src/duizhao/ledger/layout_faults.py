"""Where a file of columns is wrong: every fault with its line, its key and the values allowed there."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Final

from duizhao.errors import ErrorCode
from duizhao.ledger.phrase import LedgerError, Phrase, phrase

MAX_TEXT: Final = 500
MAX_ENTRIES: Final = 200

_HEADER: Final = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]\]?\s*(?:#.*)?$")


class Place:
    """The file whose faults are collected, so that all of them are said at once."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.faults = path, list[Phrase]()
        self._lines = text.replace("\r\n", "\n").split("\n")
        self._headers = [
            (at, found[1]) for at, line in enumerate(self._lines) if (found := _HEADER.match(line))
        ]

    def refuse(self, line: int, key: str, reason: Phrase) -> None:
        """Note a fault at a line (from 1) and key."""
        self.faults.append(dataclasses.replace(reason, where=f"{self.path}:{line}: {key}"))

    def raise_faults(self) -> None:
        """Raise ``LedgerError`` where anything was noted."""
        if self.faults:
            raise LedgerError(ErrorCode.CONFIG_INVALID, self.faults)

    def line_of(self, key: str, table: str = "", number: int = 0) -> int:
        """Return the line of a key: of the file's top, or of the table of that name and number (from 0).

        Where the key cannot be found it is the line of the table's header, or of the key the table stands
        under.
        """
        starts = [at for at, name in self._headers if name == table]
        if table and number >= len(starts):
            return self.line_of(table)
        start = starts[number] + 1 if table else 0
        end = next((at for at, _name in self._headers if at >= start), len(self._lines))
        pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
        found = (at for at in range(start, end) if pattern.match(self._lines[at]))
        return next(found, max(start - 1, 0)) + 1


class Table:
    """A table of the file whose values are taken one by one; a wrong one is noted and answered as missing."""

    def __init__(
        self,
        raw: Mapping[str, object],
        place: Place,
        keys: tuple[str, ...],
        *,
        name: str = "",
        number: int = 0,
    ) -> None:
        self.raw, self._place, self._name, self._number = raw, place, name, number
        for key in raw:
            if key not in keys:
                self.refuse(key, phrase(_("没有这一项；可用的有：%(allowed)s"), allowed=tuple(keys)))

    def refuse(self, key: str, reason: Phrase) -> None:
        """Note a fault of one of the table's keys."""
        numbered = f"{self._name}[{self._number + 1}].{key}" if self._number >= 0 else f"{self._name}.{key}"
        line = self._place.line_of(key, self._name, max(self._number, 0))
        self._place.refuse(line, numbered if self._name else key, reason)

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a text of one line, "" where there is none."""
        value = self._value(key, str, _("应当是文字（加引号）"), required=required)
        if not isinstance(value, str):
            return ""
        if not value.strip() or len(value) > MAX_TEXT or not value.isprintable():
            self.refuse(key, phrase(_("应当是一行文字，不为空，不超过 %(limit)s 字"), limit=MAX_TEXT))
        return value.strip()

    def one_of(self, key: str, allowed: tuple[str, ...], *, required: bool = False) -> str:
        """Return one of the words allowed, "" where there is none."""
        value = self.text(key, required=required)
        if value and value not in allowed:
            words = tuple(allowed)
            self.refuse(
                key, phrase(_("“%(value)s”不能用；可用的有：%(allowed)s"), value=value, allowed=words)
            )
            return ""
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of different texts, empty where there is none."""
        value = self._value(key, list, _('应当是一组文字，如 ["甲", "乙"]'))
        words = value if isinstance(value, list) else []
        right = all(isinstance(word, str) and word.strip() and word.isprintable() for word in words)
        if not right or len(set(words)) != len(words) or len(words) > MAX_ENTRIES:
            self.refuse(
                key, phrase(_("应当是一组互不相同、不为空的文字，不超过 %(limit)s 个"), limit=MAX_ENTRIES)
            )
            return ()
        return tuple(words)

    def number(self, key: str, least: float, most: float) -> float | None:
        """Return a number between the two, ``None`` where there is none."""
        value = self._value(key, (int, float), _("应当是数值"))
        if not isinstance(value, int | float):
            return None
        if not least <= value <= most:
            self.refuse(key, phrase(_("应当在 %(least)s 到 %(most)s 之间"), least=least, most=most))
            return None
        return value

    def flag(self, key: str) -> bool:
        """Return true or false, false where there is none."""
        return self._value(key, bool, _("应当是 true 或 false")) is True

    def table(self, key: str, keys: tuple[str, ...]) -> Table:
        """Return a table inside this one, empty where there is none."""
        value = self._value(key, dict, _("应当是一组“名称 = 值”"), required=True)
        return Table(
            value if isinstance(value, dict) else {"zh": "-"}, self._place, keys, name=key, number=-1
        )

    def tables(self, key: str, keys: tuple[str, ...]) -> Iterator[Table]:
        """Yield the tables of a list of them."""
        value = self._value(key, list, _("应当由若干个 [[columns]] 组成"), required=True)
        entries = value if isinstance(value, list) else []
        if not all(isinstance(entry, dict) for entry in entries) or len(entries) > MAX_ENTRIES:
            self.refuse(key, phrase(_("应当由若干个 [[columns]] 组成")))
            return
        for number, entry in enumerate(entries):
            yield Table(entry, self._place, keys, name=key, number=number)

    def _value(
        self, key: str, kind: type | tuple[type, ...], reason: str, *, required: bool = False
    ) -> object:
        value = self.raw.get(key)
        if value is None:
            if required:
                self.refuse(key, phrase(_("缺少这一项")))
        # In TOML a flag is no number, in Python it is one.
        elif not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.refuse(key, phrase(reason))
            return None
        return value


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message
