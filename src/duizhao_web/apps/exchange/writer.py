"""In which form a table leaves: one file of one kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from duizhao_web.apps.exchange.table import Table


@dataclass(frozen=True, slots=True)
class Writer:
    """A form: its name, which is the file's suffix, its label, and how it is written, returning the rows.

    ``place`` is where it stands among those offered, ``most`` how many rows a program of that kind still
    opens at ease.
    """

    name: str
    label: str
    media_type: str
    write: Callable[[BinaryIO, Table], int]
    place: int
    most: int | None = None
