"""Which checks a paper is asked, how grave, how set: command line over duizhao.toml over defaults."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from duizhao.checks.base import Check
from duizhao.checks.catalogue import broken_packs, catalogue
from duizhao.checks.examine import Asked
from duizhao.checks.suppression.stale import stale
from duizhao.config import Config, Rules
from duizhao.config import load as load_config
from duizhao.engine.paper import criteria
from duizhao.record import FrameworkRef, Severity


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run of checks goes by: duizhao.toml, and ids or categories named on the command line.

    ``select`` takes the place of the file's, ``ignore`` is added to it.
    """

    config: Config = field(default_factory=Config)
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()

    def asked(self, framework: FrameworkRef | None) -> list[Asked]:
        """Return the checks for papers held against a criteria set."""
        layers = self._layers(framework)
        return [_set(check, layers) for check in self._chosen(layers)]

    def _layers(self, framework: FrameworkRef | None) -> list[Rules]:
        """Return the rules that hold, the nearest first."""
        profiles = self.config.profiles
        names = [f"{framework.id}@{framework.version}", framework.id] if framework else []
        return [*(profiles[name] for name in names if name in profiles), self.config.rules]

    def _chosen(self, layers: Sequence[Rules]) -> Iterator[Check]:
        given = (self.select, *(rules.select for rules in layers))
        select = next((one for one in given if one is not None), None)
        ignore = {*self.ignore, *(name for rules in layers for name in rules.ignore)}
        for check in every_check():
            if check.stage == "deprecated" or (check.stage == "preview" and check.id not in (select or ())):
                continue
            names = {check.id, check.category}
            if not names & ignore and (select is None or names & set(select)):
                yield check


@cache
def every_check() -> tuple[Check, ...]:
    """Return all checks by id, the one on what was set aside among them."""
    return tuple(sorted((*catalogue(), stale), key=lambda check: check.id))


def load(path: Path, *, frameworks: Path | None = None) -> Config:
    """Return what a duizhao.toml says; see ``duizhao.config.load`` for its errors.

    A setting for a check whose pack cannot be used is passed over: it must not stop the run.
    """
    sets = criteria(frameworks)
    names = {name for one in sets for name in (one.id, f"{one.id}@{one.version}")}
    return load_config(path, every_check(), names, lenient=bool(broken_packs()))


def _set(check: Check, layers: Sequence[Rules]) -> Asked:
    options = check.defaults()
    for rules in reversed(layers):
        options.update(rules.options.get(check.id, {}))
    if check.kinds and any({check.id, check.category} & set(rules.enable) for rules in layers):
        check = dataclasses.replace(check, kinds=frozenset())
    return check, options, _severity(check, layers)


def _severity(check: Check, layers: Sequence[Rules]) -> Severity:
    for rules in layers:
        for name in (check.id, check.category):
            if name in rules.severity:
                return rules.severity[name]
    return check.severity
