"""Which checks there are: found by walking packages, refused where a file breaks the form."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import traceback
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

import duizhao.checks
from duizhao.checks.base import Check
from duizhao.checks.suppression.stale import stale
from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.text.regex import regex

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

PACKS: Final = "duizhao.checks"  # entry point group of checks that others bring
ID: Final = regex(r"[A-Z]{3,4}\d{3}")
_FACTS: Final = ("*.dist-info", "*.egg-info", "EGG-INFO")  # where a package says what it brings
_FILE: Final = regex(r"(?P<id>[a-z]{3,4}\d{3})_(?P<slug>[a-z0-9_]+)")


@dataclass(frozen=True, slots=True)
class BrokenPack:
    """A pack that could not be used: its entry point, what it raised, and where."""

    name: str
    error: str
    trace: str


@cache
def shipped() -> tuple[Check, ...]:
    """Return the checks of this package by id.

    Raises ``DuizhaoError`` where a file's name is not ``<id>_<slug>``, a part is missing or an id is
    used twice: such a package is broken and must not be released.
    """
    families = pkgutil.iter_modules(duizhao.checks.__path__, "duizhao.checks.")
    packages = (importlib.import_module(family.name) for family in families if family.ispkg)
    return _by_id(check for package in packages for check in _walk(package))


def catalogue() -> tuple[Check, ...]:
    """Return every check of this package and of installed packs, by id."""
    return _all()[0]


def broken_packs() -> tuple[BrokenPack, ...]:
    """Return the installed packs that could not be used; their checks are not in the catalogue."""
    return _all()[1]


@cache
def _all() -> tuple[tuple[Check, ...], tuple[BrokenPack, ...]]:
    found, broken = list(shipped()), []
    for entry in sorted(_entry_points(), key=lambda entry: entry.name):
        try:
            found += _of_pack(entry, {stale.id, *(check.id for check in found)})
        except (Exception, SystemExit) as error:  # a program of others: whatever it does, the run goes on
            broken.append(BrokenPack(entry.name, _reason(error), traceback.format_exc()))
    return _by_id(found), tuple(broken)


def _entry_points() -> Collection[EntryPoint]:
    """Return what installed packages name as packs of checks.

    The standard library reads the facts of every package for that, and brings e-mail along to do it: a tenth of the
    time that a small paper takes. So it is only asked where a package may have a pack.
    """
    if not any(_may_have_packs(Path(place or ".")) for place in sys.path):
        return ()
    from importlib.metadata import entry_points

    return entry_points(group=PACKS)


def _may_have_packs(place: Path) -> bool:
    """Tell whether a package in a place on the path may name packs; what is no folder is not looked into."""
    if not place.is_dir():
        return place.exists()
    facts = (file for form in _FACTS for file in place.glob(f"{form}/entry_points.txt"))
    return any(PACKS in file.read_text(encoding="utf-8", errors="replace") for file in facts)


def _of_pack(entry: EntryPoint, taken: Collection[str]) -> tuple[Check, ...]:
    """Return the checks of a pack: a package whose files are checks, or a function that returns checks."""
    named = entry.load()
    found = tuple(_walk(named) if isinstance(named, ModuleType) else named())
    for check in found:
        if not isinstance(check, Check):
            raise TypeError(f"{check!r}: no Check")
        _refuse_unsound(check, check.id)
        if check.id in taken:
            raise ValueError(f"check {check.id} twice")
    return _by_id(found)


def _by_id(checks: Iterable[Check]) -> tuple[Check, ...]:
    found = sorted(checks, key=lambda check: check.id)
    for one, other in pairwise(found):
        if one.id == other.id:
            raise DuizhaoError(ErrorCode.INTERNAL, detail=f"check {one.id} twice")
    return tuple(found)


def _walk(package: ModuleType) -> Iterator[Check]:
    for module in pkgutil.iter_modules(package.__path__):
        named = _FILE.fullmatch(module.name)
        if named:
            yield _check(f"{package.__name__}.{module.name}", named["id"], named["slug"])
        elif re.match(r"[a-z]{3,4}\d", module.name):
            raise DuizhaoError(ErrorCode.INTERNAL, detail=f"{module.name}: no <id>_<slug>")


def _check(name: str, identifier: str, slug: str) -> Check:
    check = getattr(importlib.import_module(name), "check", None)
    if not isinstance(check, Check):
        raise DuizhaoError(ErrorCode.INTERNAL, detail=f"{name}: no value check")
    if check.id != identifier.upper() or check.slug != slug.replace("_", "-"):
        raise DuizhaoError(ErrorCode.INTERNAL, detail=f"{name}: file and check name differ")
    _refuse_unsound(check, name)
    return check


def _refuse_unsound(check: Check, name: str) -> None:
    if not ID.fullmatch(check.id):
        raise DuizhaoError(ErrorCode.INTERNAL, detail=f"{name}: no id like NUM001")
    if not (check.bad and check.good and check.why and check.source):
        raise DuizhaoError(ErrorCode.INTERNAL, detail=f"{name}: a part is missing")


def _reason(error: BaseException) -> str:
    detail = error.params.get("detail", "") if isinstance(error, DuizhaoError) else error
    return f"{type(error).__name__}: {detail}"
