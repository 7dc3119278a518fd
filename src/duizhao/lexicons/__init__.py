"""Word data of the package: lists that patterns are built from, loaded once."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the entries of ``data/lexicons/<name>.tsv``: its first column, comments left out."""
    source = resources.files("duizhao") / "data" / "lexicons" / f"{name}.tsv"
    lines = source.read_text(encoding="utf-8").splitlines()
    return tuple(line.split("\t")[0] for line in lines if line and not line.startswith("#"))


@cache
def alternation(name: str) -> str:
    """Return a list as a pattern that matches any of its entries, the longest first."""
    entries = sorted(words(name), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(entry) for entry in entries) + ")"
