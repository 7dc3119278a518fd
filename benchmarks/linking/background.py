"""Write data/linking/background.tsv: how common each character and character pair is in papers of this kind.

Needs wordfreq (general frequencies), which the program itself does not: run it with
``uv run --with wordfreq benchmarks/linking/background.py``. The papers' side comes from our own labelled
development papers and the concepts' examples (never from held-out ones), the stock words from formulas.tsv.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import wordfreq

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "src" / "duizhao" / "data" / "linking"
PASSAGE = 60  # characters of a usual item
SMOOTHING = 0.5
STOCK_SHARE = 0.15  # a stock word counts as standing in this share of all items
ROWS = 12_000
HAN = re.compile("[一-龥]+")


def main() -> None:
    """Compute and write the table, most common first."""
    own, general = from_papers(), from_language()
    stock = {gram for words in stock_words() for gram in grams(words) if len(gram) == 2}
    shares = {gram: max(own.get(gram, 0.0), general.get(gram, 0.0)) for gram in own.keys() | general.keys()}
    for gram in stock:
        shares[gram] = max(shares.get(gram, 0.0), STOCK_SHARE)
    best = sorted(shares.items(), key=lambda row: (-row[1], row[0]))[:ROWS]
    lines = ["gram\tweight", *(f"{gram}\t{-math.log(min(share, 0.9)):.2f}" for gram, share in best)]
    (DATA / "background.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def from_papers() -> dict[str, float]:
    """Return the share of our own passages that hold each gram."""
    passages = list(own_passages())
    counts = Counter(gram for passage in passages for gram in set(grams(passage)))
    return {gram: (count - SMOOTHING) / len(passages) for gram, count in counts.items()}


def from_language() -> dict[str, float]:
    """Return the share of passages of general Chinese that would hold each gram."""
    rates: Counter[str] = Counter()
    for word, frequency in wordfreq.get_frequency_dict("zh").items():
        for gram in grams(word):
            rates[gram] += frequency
    words = PASSAGE / 1.6
    return {gram: 1 - (1 - min(rate, 0.9)) ** words for gram, rate in rates.items()}


def own_passages() -> Iterator[str]:
    """Yield the items of the development papers and the examples of the concepts."""
    for row in rows(HERE / "papers_dev.tsv"):
        yield row["title"] + "。" + row["text"]
    for row in rows(DATA / "concepts.tsv"):
        yield from (row["problem"], row["measure"])


def stock_words() -> Iterator[str]:
    """Yield the stock words and standing formulas."""
    yield from (row["words"] for row in rows(DATA / "formulas.tsv"))


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table by column name."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def grams(text: str) -> Iterator[str]:
    """Yield the characters and character pairs of the Han runs of a text."""
    for run in HAN.findall(text):
        yield from run
        yield from (run[place : place + 2] for place in range(len(run) - 1))


if __name__ == "__main__":
    main()
