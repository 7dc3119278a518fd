"""Which criteria sets there are: those in the package and a user's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.frameworks.compiled import stored
from duizhao.frameworks.decoding import decode
from duizhao.frameworks.files import own_files, own_folder, read, shipped_bytes, shipped_files
from duizhao.frameworks.framework import Framework

if TYPE_CHECKING:
    from duizhao.frameworks.parsing import Parsed


def catalogue(folder: Path | None = None) -> tuple[Framework, ...]:
    """Return every criteria set there is, by id and version, the user's own among them.

    ``folder`` holds the user's own (``*.yaml``, subfolders too); without it the folder of the environment
    variable DUIZHAO_FRAMEWORKS, or else ``frameworks`` in the user's data folder, where it exists. Raises
    ``FrameworkError`` where one of those is not sound, ``DuizhaoError`` where one cannot be read.
    """
    place = folder if folder is not None else own_folder()
    own = [read(path) for path in own_files(place)] if place else []
    if not own:
        return shipped()
    # A copy of a set in the package is that set.
    known = {one.ref for one in shipped()}
    added = {one.ref: one for one in _decoded(own) if one.ref not in known}
    return tuple(sorted((*shipped(), *added.values()), key=_order))


@cache
def shipped() -> tuple[Framework, ...]:
    """Return the criteria sets of the package; the same objects each time."""
    packs = stored(shipped_bytes())
    if packs is None:
        return from_yaml()
    return tuple(decode(pack, shipped=True) for pack in packs)


def from_yaml() -> tuple[Framework, ...]:
    """Return the criteria sets of the package as their YAML files say, read anew."""
    from duizhao.frameworks.inheritance import Family, name_of

    # What is in the package was checked before it was packed; reading it costs no schema.
    family = Family({name_of(one.value): one for one in shipped_files()}, check=lambda _parsed, _merged: None)
    found = (decode(family.resolve(one), shipped=True) for one in shipped_files())
    return tuple(sorted(found, key=_order))


def pick(frameworks: Sequence[Framework], name: str) -> Framework | None:
    """Return the set called ``ID`` or ``ID@VERSION``; without a version the newest."""
    identifier, _, version = name.partition("@")
    fitting = [one for one in frameworks if one.id == identifier and version in ("", one.version)]
    return max(fitting, key=_order, default=None)


def _decoded(own: Sequence[Parsed]) -> list[Framework]:
    from duizhao.frameworks.fault import FrameworkError
    from duizhao.frameworks.kinship import decoded, family_of

    family, faults = family_of(own)
    found = [decoded(family, one, faults) for one in own]
    if faults:
        raise FrameworkError(tuple(faults))
    return [one for one in found if one]


def _order(framework: Framework) -> tuple[str, tuple[int, ...]]:
    return framework.id, tuple(int(part) for part in framework.version.split("."))
