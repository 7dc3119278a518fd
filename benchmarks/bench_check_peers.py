"""Checks side by side with AutoCorrect, zhlint and textlint on the same texts: hits, false hits, speed.

The same faults are planted into the same papers for all. A fault is found where a checker says something near
its place that it does not say there of the clean paper, whatever it is. That is told of marks and characters only: no peer
claims to see anything else, and what they say of a planted sentence is about the blanks round its figures.
The peers are installed by npm under ``.tools/peers``; without npm only Duizhao is measured, and that is said.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.bench_checks import planters_of
from benchmarks.checks import measure, papers
from benchmarks.checks.planted import Planted, Planter
from benchmarks.peers import installed
from benchmarks.peers.installed import PEERS, Message, Said

OURS = "Duizhao"
HOME = ("punctuation", "typo")  # what the peers are made for
SPLITS = papers.SPLITS


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted fault: who planted it, the text with it, and the number of the paper it was planted in."""

    planter: Planter
    planted: Planted
    paper: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=30, help="how many papers of each split are taken")
    parser.add_argument("--family", action="append", help="only planters of this module (punctuation …)")
    options = parser.parse_args(arguments)
    planters = list(planters_of(options.family))
    clean = [one for split in SPLITS for one in list(papers.clean(split))[: options.papers]]
    faults = [fault for fault in _faults(planters, clean) if fault.planter.category in HOME]
    others = [fault for fault in _faults(planters, clean) if fault.planter.category not in HOME]
    texts = [text for _, text in clean] + [fault.planted.text for fault in faults]
    missing = installed.install()
    if missing:
        print(f"peers not measured: {missing}")
    categories = list(measure.planted_kinds(planters_of()))
    said = {OURS: _ours(texts, categories)}
    said |= {} if missing else {label: installed.ask(name, texts) for name, label in PEERS.items()}
    print("\n".join(_tables(said, clean, faults, texts)))
    print("\n".join(_other_kinds(clean, others, categories)))
    return 0


def _faults(planters: Sequence[Planter], clean: Sequence[tuple[str, str]]) -> Iterator[Fault]:
    for number, (name, text) in enumerate(clean):
        for planter in planters:
            planted = planter.plant(random.Random(f"peers {name} {planter.name}"), text)
            if planted is not None:
                yield Fault(planter, planted, number)


def _ours(texts: Sequence[str], categories: Sequence[str]) -> Said:
    """Ask the checks of the planted categories, from the bare text, reading and structure included."""
    messages = []
    begun = time.process_time()
    for text in texts:
        found = measure.said_of(measure.paper_of(text), categories)
        messages.append(
            tuple(
                Message(span.start, span.end, one.check)
                for one in found
                for span in (one.span, *(other.span for other in one.related))
            )
        )
    return Said(tuple(messages), time.process_time() - begun)


def _tables(
    said: dict[str, Said], clean: Sequence[tuple[str, str]], faults: Sequence[Fault], texts: Sequence[str]
) -> Iterator[str]:
    yield f"{len(faults)} faults planted in {len(clean)} papers, one at a time"
    yield f"{'category':13}{'planted fault':32}" + "".join(f"{name.split(' (')[0]:>22}" for name in said)
    hits = {
        name: [_found(one, fault, clean, index) for index, fault in enumerate(faults)]
        for name, one in said.items()
    }
    kinds = dict.fromkeys((fault.planter.category, fault.planter.name) for fault in faults)
    for category, planter in kinds:
        which = [at for at, fault in enumerate(faults) if fault.planter.name == planter]
        yield f"{category:13}{planter:32}" + _cells(hits, which)
    yield f"{'all':45}" + _cells(hits, range(len(faults)))
    yield ""
    yield f"{'on the clean papers':45}" + "".join(f"{name.split(' (')[0]:>22}" for name in said)
    counts = {name: sum(map(len, one.messages[: len(clean)])) for name, one in said.items()}
    yield f"{'messages a paper (false but for a few)':45}" + "".join(
        f"{count / len(clean):>22.2f}" for count in counts.values()
    )
    yield f"{'papers a CPU second, from the text':45}" + "".join(
        f"{len(texts) / one.seconds:>22.0f}" for one in said.values()
    )
    yield f"mean length {sum(map(len, texts)) / len(texts):.0f} characters; one process; start-up not counted"


def _other_kinds(
    clean: Sequence[tuple[str, str]], faults: Sequence[Fault], categories: Sequence[str]
) -> Iterator[str]:
    """Tell of the kinds of fault that no peer looks for."""
    said = _ours([text for _, text in clean] + [fault.planted.text for fault in faults], categories)
    hits = {OURS: [_found(said, fault, clean, index) for index, fault in enumerate(faults)]}
    if not faults:
        return
    yield f"\n{'kinds that no peer looks for':45}{OURS:>22}"
    for category in dict.fromkeys(fault.planter.category for fault in faults):
        which = [at for at, fault in enumerate(faults) if fault.planter.category == category]
        yield f"{category:45}" + _cells(hits, which)


def _cells(hits: dict[str, list[bool]], which: Sequence[int]) -> str:
    return "".join(f"{f'{sum(found[at] for at in which)}/{len(which)}':>22}" for found in hits.values())


def _found(said: Said, fault: Fault, clean: Sequence[tuple[str, str]], index: int) -> bool:
    """Say whether something is said near a fault that is not said there of the clean paper."""
    planted, before = fault.planted, clean[fault.paper][1]
    end = max(planted.end + len(before) - len(planted.text), planted.start)
    known = _near(said.messages[fault.paper], planted.start, end)
    return bool(_near(said.messages[len(clean) + index], planted.start, planted.end) - known)


def _near(messages: Sequence[Message], start: int, end: int) -> Counter[str]:
    """Count the kinds of message near a place."""
    around = (one for one in messages if one.start <= end + measure.NEAR and one.end >= start - measure.NEAR)
    return Counter(one.kind for one in around)


if __name__ == "__main__":
    sys.exit(main())
