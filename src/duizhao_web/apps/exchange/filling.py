"""What the fields of a unit's own Word template are called, and the words that go into them.

Fields have Chinese names whatever the language of the pages: a template is written once and used by all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from duizhao.reports.word.template import Known
from duizhao_web.apps.exchange.dataset import NOTICE
from duizhao_web.apps.kernel import clock

NAMES: Final = "zh-hans"
"""The language fields are named in."""
Fields = Mapping[str, str | Promise]
"""Fields by their names, each with what it holds."""
Row = Mapping[str, str]


def _nothing(_group: str) -> Iterable[Row]:
    return ()


@dataclass(frozen=True, slots=True)
class Filling:
    """The words of one document: those that stand once, and the rows of each group, read when asked for."""

    values: Row
    rows: Callable[[str], Iterable[Row]] = _nothing


@dataclass(frozen=True)
class Shape:
    """The fields of a kind of document, those of its groups, and those without which it does not do."""

    fields: Fields
    groups: Mapping[str, Fields] = field(default_factory=dict)
    needed: tuple[str, ...] = ()

    @cached_property
    def known(self) -> Known:
        """Return the fields as the library looks for them."""
        groups = {name: frozenset(fields) for name, fields in self.groups.items()}
        return Known(frozenset({*self.fields, *COMMON}), groups, (*self.needed, "核对说明"))

    @cached_property
    def told(self) -> list[tuple[str, str | Promise, bool]]:
        """Return every field as it is written, what it holds, and whether it must be there."""
        rows = [(name, about) for name, about in {**COMMON, **self.fields}.items()]
        rows += [
            (f"{group}.{name}", about)
            for group, fields in self.groups.items()
            for name, about in fields.items()
        ]
        return [(name, about, self._must(name)) for name, about in rows]

    def _must(self, name: str) -> bool:
        return name in self.known.needed


COMMON: Final[Fields] = {
    "标题": _("文件的标题"),
    "日期": _("导出当天，如 2026-03-10"),
    "年月日": _("导出当天，如 2026年3月10日"),
    "核对说明": NOTICE,
}
"""What every document has."""


def common(title: str) -> dict[str, str]:
    """Return the words of the fields every document has."""
    today = clock.today()
    return {
        "标题": title,
        "日期": today.isoformat(),
        "年月日": f"{today.year}年{today.month}月{today.day}日",
        "核对说明": str(NOTICE),
    }


def in_names(words: str | Promise) -> str:
    """Return words of ours as fields are named."""
    with override(NAMES):
        return str(words)


def slot(name: str) -> str:
    """Return a field as it stands in a template."""
    return "{{" + name + "}}"


def samples(shape: Shape, title: str) -> Filling:
    """Return words to try a template with: each field holds its own name; two rows a group."""
    values = {name: f"（{name}）" for name in shape.fields}

    def rows(group: str) -> Iterable[Row]:
        for number in (1, 2):
            yield {name: str(number) if name == "序号" else f"（{name}）" for name in shape.groups[group]}

    return Filling(common(title) | values, rows)
