"""From the merged content of a file, known to be sound, to a ``Framework``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast, get_args

from duizhao.frameworks.framework import (
    Body,
    Citation,
    Criterion,
    Deadline,
    DeadlineKind,
    DeadlineName,
    DeadlineWord,
    Effective,
    Flag,
    Framework,
    ItemState,
    ReportingWord,
    RequiredSection,
    Scope,
    Setting,
    SettingName,
    Text,
    Use,
)
from duizhao.record import FrameworkRef, MaterialKind, SectionRole

if TYPE_CHECKING:
    from duizhao.frameworks.parsing import Value

    Entry = Mapping[str, Value]


def decode(value: Entry, *, shipped: bool) -> Framework:
    """Return the typed criteria set. ``value`` has passed its checks; a wrong type here is our own error."""
    cited = {code: _citation(code, entry) for code, entry in _entries(value, "sources")}
    return Framework(
        id=_string(value, "id"),
        version=_string(value, "version"),
        title=_text(value, "title"),
        use=cast(Use, value["use"]),
        source=_cited(value, cited),
        confirmed=_sure(value),
        kinds=cast(tuple[MaterialKind, ...], _strings(value, "kinds")),
        effective=_effective(value),
        scope=_scope(value, cited),
        theme=_maybe_text(value, "theme"),
        note=_maybe_text(value, "note"),
        criteria=tuple(_criterion(code, entry, cited) for code, entry in _entries(value, "criteria")),
        sections=tuple(_sections(value, cited)),
        settings=tuple(_setting(name, entry, cited) for name, entry in _entries(value, "settings")),
        deadlines=tuple(_deadline(name, entry, cited) for name, entry in _entries(value, "deadlines")),
        deadline_words=_deadline_words(value, cited),
        reporting=tuple(_reporting(word, entry, cited) for word, entry in _entries(value, "reporting")),
        two_levels=_flag(value, cited),
        sources=tuple(cited.values()),
        extends=_extends(value),
        shipped=shipped,
    )


def _citation(code: str, entry: Entry) -> Citation:
    return Citation(code, _text(entry, "title"), _maybe_string(entry, "url"))


def _criterion(code: str, entry: Entry, cited: Mapping[str, Citation]) -> Criterion:
    weight, evidence = entry.get("weight"), entry.get("evidence")
    return Criterion(
        code=code,
        title=_text(entry, "title"),
        text=_maybe_text(entry, "text"),
        parent=_maybe_string(entry, "parent"),
        weight=float(weight) if isinstance(weight, int | float) else None,
        evidence=tuple(_words(one) for one in evidence) if isinstance(evidence, list) else (),
        aliases=_strings(entry, "aliases"),
        keywords=_strings(entry, "keywords"),
        source=_cited(entry, cited),
        confirmed=_sure(entry),
    )


def _sections(value: Entry, cited: Mapping[str, Citation]) -> Iterator[RequiredSection]:
    for kind, roles in _entries(value, "sections"):
        for role in get_args(SectionRole):  # in the order they come in a paper
            entry = roles.get(role)
            if isinstance(entry, dict):
                yield RequiredSection(cast(MaterialKind, kind), role, _cited(entry, cited), _sure(entry))


def _setting(name: str, entry: Entry, cited: Mapping[str, Citation]) -> Setting:
    return Setting(cast(SettingName, name), _number(entry, "value"), _cited(entry, cited), _sure(entry))


def _deadline(name: str, entry: Entry, cited: Mapping[str, Citation]) -> Deadline:
    unit: bool = entry["unit"] == "month"
    return Deadline(
        cast(DeadlineName, name),
        int(_number(entry, "count")),
        "month" if unit else "day",
        _cited(entry, cited),
        _sure(entry),
    )


def _deadline_words(value: Entry, cited: Mapping[str, Citation]) -> tuple[DeadlineWord, ...]:
    kinds = get_args(DeadlineKind)
    words = (_deadline_word(code, entry, cited) for code, entry in _entries(value, "deadline_kinds"))
    return tuple(sorted(words, key=lambda one: kinds.index(one.kind)))


def _deadline_word(code: str, entry: Entry, cited: Mapping[str, Citation]) -> DeadlineWord:
    kind = cast(DeadlineKind, entry["kind"])
    aliases = _strings(entry, "aliases")
    return DeadlineWord(code, kind, _text(entry, "title"), aliases, _cited(entry, cited), _sure(entry))


def _reporting(word: str, entry: Entry, cited: Mapping[str, Citation]) -> ReportingWord:
    return ReportingWord(
        word=Text(word, _string(entry, "en")),
        states=cast(tuple[ItemState, ...], _strings(entry, "states")),
        deadline=cast("DeadlineKind | None", entry.get("deadline")),
        aliases=_strings(entry, "aliases"),
        source=_cited(entry, cited),
        confirmed=_sure(entry),
    )


def _flag(value: Entry, cited: Mapping[str, Citation]) -> Flag | None:
    entry = value.get("two_levels")
    if not isinstance(entry, dict):
        return None
    return Flag(bool(entry["value"]), _cited(entry, cited), _sure(entry))


def _scope(value: Entry, cited: Mapping[str, Citation]) -> Scope | None:
    entry = value.get("scope")
    if not isinstance(entry, dict):
        return None
    bodies = cast(tuple[Body, ...], _strings(entry, "bodies"))
    return Scope(_text(entry, "title"), bodies, _cited(entry, cited), _sure(entry))


def _effective(value: Entry) -> Effective:
    entry = value.get("effective")
    if not isinstance(entry, dict):
        return Effective()
    return Effective(_maybe_string(entry, "from"), _maybe_string(entry, "until"))


def _extends(value: Entry) -> FrameworkRef | None:
    name = _maybe_string(value, "extends")
    return FrameworkRef(*name.split("@")) if name else None


def _cited(entry: Entry, cited: Mapping[str, Citation]) -> Citation:
    return cited[_string(entry, "source")]


def _sure(entry: Entry) -> bool:
    return entry["confirmed"] is True


def _entries(value: Entry, key: str) -> list[tuple[str, Entry]]:
    found = value.get(key)
    if not isinstance(found, dict):
        return []
    return [(name, entry) for name, entry in found.items() if isinstance(entry, dict)]


def _text(value: Entry, key: str) -> Text:
    return _words(value[key])


def _maybe_text(value: Entry, key: str) -> Text | None:
    return _words(value[key]) if isinstance(value.get(key), dict) else None


def _words(value: Value) -> Text:
    if not isinstance(value, dict):
        raise TypeError(value)
    return Text(_string(value, "zh"), _string(value, "en"))


def _string(value: Entry, key: str) -> str:
    found = value[key]
    if not isinstance(found, str):
        raise TypeError(f"{key}: {found!r}")
    return found


def _maybe_string(value: Entry, key: str) -> str | None:
    return _string(value, key) if value.get(key) is not None else None


def _number(value: Entry, key: str) -> float:
    found = value[key]
    if not isinstance(found, int | float):
        raise TypeError(f"{key}: {found!r}")
    return float(found)


def _strings(value: Entry, key: str) -> tuple[str, ...]:
    found = value.get(key)
    return tuple(str(one) for one in found) if isinstance(found, list) else ()
