"""Word data of the package: lists that patterns are built from, loaded once."""

from __future__ import annotations

import re
from functools import cache

from duizhao.data import DATA


def words(name: str) -> tuple[str, ...]:
    """Return the entries of ``data/lexicons/<name>.tsv``: its first column, comments left out."""
    return tuple(pairs(name))


@cache
def pairs(name: str) -> dict[str, str]:
    """Return first and second column of ``data/lexicons/<name>.tsv``, "" where there is no second."""
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows(name)}


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of ``data/lexicons/<name>.tsv``, comments left out."""
    source = DATA / "lexicons" / f"{name}.tsv"
    lines = source.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@cache
def alternation(name: str) -> str:
    """Return a list as a pattern that matches any of its entries, the longest first."""
    entries = sorted(words(name), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(entry) for entry in entries) + ")"
