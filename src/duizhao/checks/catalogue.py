"""Which checks there are: found by walking the package, refused where a file breaks the form."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import entry_points
from typing import Final

import duizhao.checks
from duizhao.checks.base import Check
from duizhao.errors import DuizhaoError, ErrorCode

PACKS: Final = "duizhao.checks"  # entry point group of checks that others bring
_FILE: Final = re.compile(r"(?P<id>[a-z]{3,4}\d{3})_(?P<slug>[a-z0-9_]+)")


@cache
def catalogue() -> tuple[Check, ...]:
    """Return every check of the package and of installed packs, by id.

    Raises ``DuizhaoError`` where a file's name is not ``<id>_<slug>``, a part is missing or an id is
    used twice: such a package is broken and must not be released.
    """
    found = [*_shipped(), *_of_packs()]
    seen: set[str] = set()
    for check in found:
        if check.id in seen:
            raise DuizhaoError(ErrorCode.INTERNAL, detail=f"check {check.id} twice")
        seen.add(check.id)
    return tuple(sorted(found, key=lambda check: check.id))


def _shipped() -> Iterable[Check]:
    for family in pkgutil.iter_modules(duizhao.checks.__path__, "duizhao.checks."):
        if not family.ispkg:
            continue
        package = importlib.import_module(family.name)
        for module in pkgutil.iter_modules(package.__path__):
            named = _FILE.fullmatch(module.name)
            if named:
                yield _check(f"{family.name}.{module.name}", named["id"], named["slug"])
            elif re.match(r"[a-z]{3,4}\d", module.name):
                raise DuizhaoError(ErrorCode.INTERNAL, detail=f"{module.name}: no <id>_<slug>")


def _check(name: str, identifier: str, slug: str) -> Check:
    check = getattr(importlib.import_module(name), "check", None)
    if not isinstance(check, Check):
        raise DuizhaoError(ErrorCode.INTERNAL, detail=f"{name}: no value check")
    if check.id != identifier.upper() or check.slug != slug.replace("_", "-"):
        raise DuizhaoError(ErrorCode.INTERNAL, detail=f"{name}: file and check name differ")
    if not (check.bad and check.good and check.why and check.source):
        raise DuizhaoError(ErrorCode.INTERNAL, detail=f"{name}: a part is missing")
    return check


def _of_packs() -> Iterable[Check]:
    for entry in entry_points(group=PACKS):
        yield from entry.load()()
