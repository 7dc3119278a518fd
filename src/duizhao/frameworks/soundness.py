"""Whether a criteria set makes sense beyond its shape: parents, sources, weights, dates, equal words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from duizhao.frameworks.fault import Fault, FaultKind, fault
from duizhao.frameworks.parsing import Key, Parsed, Value, dotted, walk
from duizhao.frameworks.titles import core

Entries = Mapping[str, Mapping[str, Value]]


def faults_of_sense(parsed: Parsed, value: Mapping[str, Value]) -> list[Fault]:
    """Return the faults of a set that has the right shape; lines are those of the file."""
    criteria = _criteria(value)
    found = [
        *_parents(parsed, criteria),
        *_weights(parsed, criteria),
        *_same_words(parsed, criteria),
        *_same_reporting(parsed, value),
        *_sources(parsed, value),
        *_dates(parsed, value),
    ]
    return sorted(found, key=lambda one: (one.line, one.key))


def _criteria(value: Mapping[str, Value]) -> Entries:
    entries = value.get("criteria")
    if not isinstance(entries, dict):
        return {}
    return {code: entry for code, entry in entries.items() if isinstance(entry, dict)}


def _at(parsed: Parsed, kind: FaultKind, key: Key, **params: object) -> Fault:
    return fault(kind, parsed.path, parsed.line(key), dotted(key), **params)


def _parents(parsed: Parsed, criteria: Entries) -> Iterator[Fault]:
    told: set[str] = set()
    for code, entry in criteria.items():
        key: Key = ("criteria", code, "parent")
        parent = entry.get("parent")
        if parent is not None and parent not in criteria:
            allowed = ", ".join(criteria)
            yield _at(parsed, FaultKind.UNKNOWN_PARENT, key, name=parent, allowed=allowed)
        circle = _circle(code, criteria)
        if circle and not told.intersection(circle):
            told.update(circle)
            yield _at(parsed, FaultKind.CYCLIC_PARENT, key, chain=" → ".join((*circle, circle[0])))


def _circle(code: str, criteria: Entries) -> tuple[str, ...]:
    """Return the codes of the circle ``code`` stands in, if it does."""
    chain = [code]
    while True:
        parent = criteria[chain[-1]].get("parent")
        if parent == code:
            return tuple(chain)
        if not isinstance(parent, str) or parent not in criteria or parent in chain:
            return ()
        chain.append(parent)


def _weights(parsed: Parsed, criteria: Entries) -> Iterator[Fault]:
    siblings: dict[Value, list[str]] = defaultdict(list)
    for code, entry in criteria.items():
        siblings[str(entry.get("parent", ""))].append(code)
    for codes in siblings.values():
        weights = {code: criteria[code]["weight"] for code in codes if "weight" in criteria[code]}
        if not weights:
            continue
        key: Key = ("criteria", next(iter(weights)), "weight")
        lacking = [code for code in codes if code not in weights]
        total = sum(float(weight) for weight in weights.values() if isinstance(weight, int | float))
        if lacking:
            yield _at(parsed, FaultKind.WEIGHTS_PARTIAL, key, codes=", ".join(lacking))
        elif abs(total - 1) > 1e-6:
            yield _at(parsed, FaultKind.WEIGHTS_SUM, key, sum=round(total, 6))


def _same_words(parsed: Parsed, criteria: Entries) -> Iterator[Fault]:
    """Two criteria that a title could not be told apart by."""
    owners: dict[str, str] = {}
    for code, entry in criteria.items():
        for key, words in _wordings(code, entry):
            owner = owners.setdefault(core(words), code)
            if owner != code:
                yield _at(parsed, FaultKind.SAME_WORDS, key, value=words, code=owner)


def _wordings(code: str, entry: Mapping[str, Value]) -> Iterator[tuple[Key, str]]:
    title, aliases = entry.get("title"), entry.get("aliases")
    if isinstance(title, dict):
        yield ("criteria", code, "title"), str(title["zh"])
    if isinstance(aliases, list):
        for number, alias in enumerate(aliases):
            yield ("criteria", code, "aliases", number), str(alias)


def _same_reporting(parsed: Parsed, value: Mapping[str, Value]) -> Iterator[Fault]:
    """A word of a ledger that could be read as two words of the report form, or two kinds of deadline."""
    for group in ("reporting", "deadline_kinds"):
        owners: dict[str, str] = {}
        entries = value.get(group)
        for word, entry in entries.items() if isinstance(entries, dict) else ():
            for one in _words_of(word, entry):
                owner = owners.setdefault(one, word)
                if owner != word:
                    key: Key = (group, word, "aliases")
                    yield _at(parsed, FaultKind.SAME_WORD, key, value=one, one=owner, other=word)


def _words_of(word: str, entry: Value) -> Iterator[str]:
    if isinstance(entry, dict):
        title, aliases = entry.get("title"), entry.get("aliases")
        yield str(title["zh"]) if isinstance(title, dict) else word
        yield from map(str, aliases if isinstance(aliases, list) else ())


def _sources(parsed: Parsed, value: Mapping[str, Value]) -> Iterator[Fault]:
    sources = value.get("sources")
    known = list(sources) if isinstance(sources, dict) else []
    for key, found in walk(dict(value)):
        if key and key[-1] == "source" and key[0] != "sources" and found not in known:
            yield _at(parsed, FaultKind.UNKNOWN_SOURCE, key, name=found, allowed=", ".join(known))


def _dates(parsed: Parsed, value: Mapping[str, Value]) -> Iterator[Fault]:
    effective = value.get("effective")
    if not isinstance(effective, dict):
        return
    bad = False
    for side, written in effective.items():
        if not _is_date(str(written)):
            bad = True
            yield _at(parsed, FaultKind.BAD_DATE, ("effective", side), value=written)
    start, end = effective.get("from"), effective.get("until")
    # Compared as far as both are given: "2022" to "2022-06" is in order.
    if not bad and isinstance(start, str) and isinstance(end, str):
        common = min(len(start), len(end))
        if start[:common] > end[:common]:
            yield _at(parsed, FaultKind.DATES_REVERSED, ("effective", "until"))


def _is_date(written: str) -> bool:
    try:
        date.fromisoformat((written + "-01-01")[:10] if len(written) < 10 else written)
    except ValueError:
        return False
    return True
