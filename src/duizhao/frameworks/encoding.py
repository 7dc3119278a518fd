"""From a ``Framework`` back to what its file would say, with everything inherited written out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from duizhao.frameworks.framework import (
    SCHEMA,
    Citation,
    Criterion,
    Deadline,
    DeadlineWord,
    Flag,
    Framework,
    ReportingWord,
    RequiredSection,
    Scope,
    Setting,
    Text,
)

if TYPE_CHECKING:
    from duizhao.frameworks.parsing import Value

Entry = dict[str, Any]


class _Sourced(Protocol):
    @property
    def source(self) -> Citation: ...

    @property
    def confirmed(self) -> bool: ...


def as_pack(framework: Framework) -> dict[str, Value]:
    """Return a pack file's content: JSON by the schema ``framework-1``, ready to be saved and changed."""
    pack: Entry = {
        "schema": SCHEMA,
        "id": framework.id,
        "version": framework.version,
        "extends": f"{framework.extends.id}@{framework.extends.version}" if framework.extends else None,
        "title": _text(framework.title),
        "use": framework.use,
        **_read_in(framework),
        "sources": {one.code: _citation(one) for one in framework.sources},
        "kinds": list(framework.kinds),
        "effective": _filled({"from": framework.effective.start, "until": framework.effective.end}),
        "scope": _scope(framework.scope),
        "theme": _text(framework.theme),
        "note": _text(framework.note),
        "criteria": {one.code: _criterion(one) for one in framework.criteria},
        "sections": _sections(framework.sections),
        "settings": {one.name: {"value": _number(one), **_read_in(one)} for one in framework.settings},
        "deadlines": {one.name: _deadline(one) for one in framework.deadlines},
        "deadline_kinds": {one.code: _deadline_word(one) for one in framework.deadline_words},
        "reporting": {one.word.zh: _reporting(one) for one in framework.reporting},
        "two_levels": _flag(framework.two_levels),
    }
    return _filled(pack)


def _criterion(one: Criterion) -> Entry:
    entry = {
        "title": _text(one.title),
        "text": _text(one.text),
        "parent": one.parent,
        "weight": one.weight,
        "evidence": [_text(piece) for piece in one.evidence],
        "aliases": list(one.aliases),
        "keywords": list(one.keywords),
        **_read_in(one),
    }
    return _filled(entry)


def _sections(sections: Iterable[RequiredSection]) -> Entry:
    kinds: dict[str, Entry] = {}
    for one in sections:
        kinds.setdefault(one.kind, {})[one.role] = _read_in(one)
    return kinds


def _deadline(one: Deadline) -> Entry:
    return {"count": one.count, "unit": one.unit, **_read_in(one)}


def _deadline_word(one: DeadlineWord) -> Entry:
    entry = {"kind": one.kind, "title": _text(one.title), "aliases": list(one.aliases), **_read_in(one)}
    return _filled(entry)


def _reporting(one: ReportingWord) -> Entry:
    entry = {
        "en": one.word.en,
        "states": list(one.states),
        "deadline": one.deadline,
        "aliases": list(one.aliases),
        **_read_in(one),
    }
    return _filled(entry)


def _scope(one: Scope | None) -> Entry | None:
    return {"title": _text(one.title), "bodies": list(one.bodies), **_read_in(one)} if one else None


def _flag(one: Flag | None) -> Entry | None:
    return {"value": one.value, **_read_in(one)} if one else None


def _citation(one: Citation) -> Entry:
    return _filled({"title": _text(one.title), "url": one.url})


def _number(one: Setting) -> float | int:
    return int(one.value) if one.value.is_integer() else one.value


def _text(one: Text | None) -> Entry | None:
    return {"zh": one.zh, "en": one.en} if one else None


def _read_in(one: _Sourced) -> Entry:
    return {"source": one.source.code, "confirmed": one.confirmed}


def _filled(entry: Entry) -> Entry:
    """Leave out what is not there."""
    return {key: value for key, value in entry.items() if value is not None and value not in ([], {})}
