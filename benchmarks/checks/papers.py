"""The clean papers: the labelled papers of the reading benchmark; what is held out there is held out here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from benchmarks.reading import labels

Split = Literal["dev", "heldout"]
SPLITS: tuple[Split, ...] = ("dev", "heldout")


def clean(split: Split) -> Iterator[tuple[str, str]]:
    """Yield name and text of the clean papers of a split."""
    for paper in labels.papers("transcribed", split):
        yield paper.name, paper.text
