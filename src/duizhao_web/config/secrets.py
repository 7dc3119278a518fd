"""The installation's own secrets: made on first use, kept in the data directory, readable by its owner
alone.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

FOLDER: Final = "secrets"
# Signs sessions and forms; seals the audit log; encrypts second-factor secrets.
NAMES: Final = ("secret_key", "audit_key", "factor_key")
_PRIVATE_FOLDER: Final = 0o700
_PRIVATE_FILE: Final = 0o600


def prepare(data: Path) -> bool:
    """Make data directory and secrets where they are missing; return whether the directory was empty."""
    fresh = not (data / FOLDER).exists()
    data.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    for name in (FOLDER, "logs"):
        (data / name).mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
    for name in NAMES:
        path = data / FOLDER / name
        if not path.exists():
            _write(path, secrets.token_urlsafe(48))
    return fresh


def read(data: Path, name: str) -> str:
    """Return a secret, "" where there is none yet."""
    path = data / FOLDER / name
    return path.read_text(encoding="ascii") if path.exists() else ""


def readable_by_others(data: Path) -> list[Path]:
    """Return the secrets that other users of the machine could read."""
    if os.name == "nt":
        return []  # access there follows the folder's owner, which the user profile sees to
    paths = [data / FOLDER, *(data / FOLDER / name for name in NAMES)]
    return [path for path in paths if path.exists() and path.stat().st_mode & 0o077]


def _write(path: Path, text: str) -> None:
    # Created with its mode, and whole before it has its name: never readable by others, never half a key.
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
