"""Which pairs of characters are in everyday use: what is not among them may be a name."""

from __future__ import annotations

from functools import cache

from duizhao.data import DATA


@cache
def everyday_pairs() -> frozenset[str]:
    """Return the pairs of neighbouring characters that general Chinese text uses most."""
    table = DATA / "linking" / "background.tsv"
    lines = table.read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(gram for line in lines if len(gram := line.partition("\t")[0]) == 2)
