"""The files of papers, in the data directory under their digest: written once, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def store(data: bytes) -> str:
    """Keep a file and return its digest; nothing is written where the same content is kept already.

    Only a file that has passed the secrecy test may come here: ``reading.read`` sees to that.
    """
    digest = hashlib.sha256(data).hexdigest()
    place = _place(digest)
    if place.exists():
        return digest
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest


def load(digest: str) -> bytes:
    """Return a file's content."""
    return _place(digest).read_bytes()


def _place(digest: str) -> Path:
    return Path(settings.DATA) / "files" / digest[:2] / digest
