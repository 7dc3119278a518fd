"""Write what is made from the criteria sets in the package, or say what is stale (``--check``).

The pages ``docs/{en,zh}/reference/frameworks.md`` and ``src/duizhao/data/frameworks.json``, the form the sets
are fastest read in, are made from the files under ``src/duizhao/data/frameworks``. ``--check`` writes nothing
and exits 1 when one of them would change.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from written import written

from duizhao.frameworks import Citation, Framework, Text, as_pack, compiled
from duizhao.frameworks.files import shipped_bytes
from duizhao.frameworks.loading import from_yaml
from duizhao.i18n import LANGUAGES, translator
from duizhao.record import MaterialKind
from duizhao.reports import criteria
from duizhao.reports.words import KINDS, ROLES

ROOT = Path(__file__).resolve().parent.parent


class Words(NamedTuple):
    """The page's own words in one language."""

    title: str
    lead: str
    columns: tuple[str, ...]
    parts: tuple[str, ...]
    evidence: str
    aliases: str
    unconfirmed: str
    extends: str
    colon: str


WORDS = {
    "en": Words(
        title="Criteria sets in the package",
        lead=(
            "This page is generated from the sets themselves. A value marked *unconfirmed* is general "
            "knowledge or comes from a local text and was not checked against the rule; change it in a set "
            "of your own ([how](../frameworks.md)). What a set inherits is shown with the set it comes from."
        ),
        columns=("Set", "Title", "Years", "Criteria", "Unconfirmed"),
        parts=(
            "Criteria",
            "Required parts",
            "Numbers",
            "Deadlines",
            "Kinds of deadline",
            "Words of the report",
        ),
        evidence="Evidence",
        aliases="also",
        unconfirmed="*unconfirmed*",
        extends="Builds on",
        colon=": ",
    ),
    "zh": Words(
        title="内置对照标准一览",
        lead=(
            "本页由内置标准的文件生成。标有 *待核实* 的，是通行说法或者地方规定，未与原文核对，"
            "可在自有标准中更改（[做法](../frameworks.md)）。从别的标准继承的内容，列在被继承的标准之下。"
        ),
        columns=("编号@版本", "名称", "年度", "标准", "待核实"),
        parts=("标准", "必备部分", "数值要求", "时限", "整改类别", "完成情况用语"),
        evidence="佐证",
        aliases="也写作",
        unconfirmed="*待核实*",
        extends="依据",
        colon="：",
    ),
}


def main() -> int:
    return written(pages(), ROOT, __doc__)


def pages() -> Iterator[tuple[Path, str]]:
    """Yield the files and what they should say."""
    packs = (as_pack(one) for one in from_yaml())
    yield ROOT / "src" / "duizhao" / "data" / compiled.NAME, compiled.compiled(packs, shipped_bytes())
    for language in LANGUAGES:
        yield ROOT / "docs" / language / "reference" / "frameworks.md", page(language)


def page(language: str) -> str:
    """Return the whole page."""
    words, sets = WORDS[language], from_yaml()
    by_name = {_name(one): one for one in sets}
    lines = [f"# {words.title}", "", words.lead, ""]
    lines += table(words.columns, (_overview(one, language) for one in sets))
    for one in sets:
        base = by_name.get(f"{one.extends.id}@{one.extends.version}") if one.extends else None
        lines += ["", *Section(one, base, language).lines()]
    return "\n".join(lines) + "\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a Markdown table."""
    head = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    return head + [f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in rows]


class Section:
    """One set's part of the page: what is its own, not what it inherits."""

    def __init__(self, framework: Framework, base: Framework | None, language: str) -> None:
        self.one = framework
        self.base = base
        self.language = language
        self.words = WORDS[language]
        self.translate = translator(language)

    def lines(self) -> Iterator[str]:
        """Yield the lines: heading, what it is, then each part that has something of its own."""
        one = self.one
        yield f"## {_name(one)}"
        yield ""
        yield f"{one.title.to(self.language)}{'' if one.confirmed else ' · ' + self.words.unconfirmed}"
        for fact in self._facts():
            yield ""
            yield fact.to(self.language)
        if one.extends:
            yield ""
            yield f"{self.words.extends}{self.words.colon}`{one.extends.id}@{one.extends.version}`"
        rows = (
            self._criteria(),
            self._sections(),
            self._settings(),
            self._deadlines(),
            self._kinds(),
            self._report(),
        )
        for heading, found in zip(self.words.parts, rows, strict=True):
            items = list(found)
            if items:
                yield ""
                yield f"**{heading}**"
                yield ""
                yield from items

    def _facts(self) -> Iterator[Text]:
        one, base = self.one, self.base
        if one.note:
            yield one.note
        if one.theme:
            yield one.theme
        if one.scope and not (base and base.scope == one.scope):
            yield one.scope.title

    def _criteria(self) -> Iterator[str]:
        yield from self._criteria_under(None, 0)

    def _criteria_under(self, parent: str | None, depth: int) -> Iterator[str]:
        for one in self.one.children(parent):
            notes = [self._read_in(one.source, confirmed=one.confirmed)]
            if one.aliases:
                notes.append(f"{self.words.aliases}{self.words.colon}{'；'.join(one.aliases)}")
            if one.evidence:
                proof = self._join(piece.to(self.language) for piece in one.evidence)
                notes.append(f"{self.words.evidence}{self.words.colon}{proof}")
            original = f" ({one.title.zh})" if self.language == "en" and self.one.use == "aspects" else ""
            line = f"`{one.code}` {one.title.to(self.language)}{original}"
            yield f"{'  ' * depth}- {line} · {' · '.join(notes)}"
            yield from self._criteria_under(one.code, depth + 1)

    def _sections(self) -> Iterator[str]:
        kinds: Sequence[MaterialKind] = [kind for kind in KINDS if self.one.required_sections(kind)]
        for kind in kinds:
            parts = self.one.required_sections(kind)
            if self.base and self.base.required_sections(kind) == parts:
                continue
            shown = self._join(self._mark(self.translate(ROLES[part.role]), part.confirmed) for part in parts)
            yield f"- {self.translate(KINDS[kind])}{self.words.colon}{shown}"

    def _settings(self) -> Iterator[str]:
        for one in self.one.settings:
            if not (self.base and one in self.base.settings):
                value = criteria.setting_words(one, self.language)
                name = self.translate(criteria.SETTINGS[one.name])
                yield f"- {name} {value} · {self._read_in(one.source, confirmed=one.confirmed)}"

    def _deadlines(self) -> Iterator[str]:
        for one in self.one.deadlines:
            if not (self.base and one in self.base.deadlines):
                value = criteria.deadline_words(one, self.language)
                name = self.translate(criteria.DEADLINES[one.name])
                yield f"- {name} {value} · {self._read_in(one.source, confirmed=one.confirmed)}"

    def _kinds(self) -> Iterator[str]:
        if self.base and self.base.deadline_words == self.one.deadline_words:
            return
        for one in self.one.deadline_words:
            kind = self.translate(criteria.DEADLINE_KINDS[one.kind])
            also = f" · {self.words.aliases}{self.words.colon}{'；'.join(one.aliases)}" if one.aliases else ""
            yield f"- {self._both(one.title.zh, one.title.en)} → {kind}{also}"

    def _report(self) -> Iterator[str]:
        if self.base and self.base.reporting == self.one.reporting:
            return
        for one in self.one.reporting:
            states = self._join(self.translate(criteria.STATES[state]) for state in one.states)
            also = f" · {self.words.aliases}{self.words.colon}{'；'.join(one.aliases)}" if one.aliases else ""
            yield f"- {self._both(one.word.zh, one.word.en)} → {states}{also}"

    def _read_in(self, source: Citation, *, confirmed: bool) -> str:
        return self._mark(source.title.to(self.language), confirmed)

    def _mark(self, text: str, confirmed: bool) -> str:
        return text if confirmed else f"{text} {self.words.unconfirmed}"

    def _both(self, zh: str, en: str) -> str:
        return f"{en} ({zh})" if self.language == "en" else zh

    def _join(self, parts: Iterable[str]) -> str:
        return (", " if self.language == "en" else "、").join(parts)


def _overview(one: Framework, language: str) -> tuple[str, ...]:
    doubtful = sum(1 for _value in one.unconfirmed())
    name = f"[{_name(one)}](#{_name(one).replace('@', '').replace('.', '')})"
    return (
        name,
        one.title.to(language),
        criteria.years_words(one),
        str(len(one.criteria) or "—"),
        str(doubtful or "—"),
    )


def _name(one: Framework) -> str:
    return f"{one.id}@{one.version}"


if __name__ == "__main__":
    sys.exit(main())
