"""The sets of the package in one JSON file, because that is read many times faster than their YAML.

The file is made from the YAML files and carries their digest: where it does not belong to them, as while a
set is being edited, it is not used, and they are read themselves.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from duizhao.data import DATA

NAME: Final = "frameworks.json"


def stored(files: Mapping[str, bytes]) -> list[dict[str, Any]] | None:
    """Return the packs of the JSON file where it was made from ``files`` (name -> content), else ``None``."""
    try:
        data = json.loads(_read())
    except (OSError, ValueError):
        return None
    packs: list[dict[str, Any]] = data["packs"]
    return packs if data["digest"] == _digest(files) else None


def compiled(packs: Iterable[Mapping[str, Any]], files: Mapping[str, bytes]) -> str:
    """Return the content of the JSON file for ``packs``, which were made from ``files``."""
    rows = ",\n".join(json.dumps(pack, ensure_ascii=False, separators=(",", ":")) for pack in packs)
    return f'{{"digest": "{_digest(files)}", "packs": [\n{rows}\n]}}\n'


def _read() -> bytes:
    return (DATA / NAME).read_bytes()


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        # A checkout on Windows may have other line ends.
        content = files[name].replace(b"\r\n", b"\n")
        digest.update(f"{name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()
