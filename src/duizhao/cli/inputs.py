"""What the arguments of a command stand for: papers, one after another."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence

from duizhao.cli.output import say
from duizhao.engine import InMemory, Input, name_of, walk
from duizhao.i18n import Translator
from duizhao.readers.reader import Limits

STANDARD_INPUT = "-"


def papers(files: Sequence[str]) -> Iterator[Input]:
    """Yield the papers that files, folders, patterns and ``-`` stand for, in the order given."""
    for file in files:
        if file == STANDARD_INPUT:
            yield from_standard_input()
        else:
            yield from walk([file])


def each_once(given: Iterable[Input], _: Translator) -> Iterator[Input]:
    """Yield papers; a file that was given before, under whatever name, is named and left out."""
    known: set[str] = set()
    for paper in given:
        if not isinstance(paper, InMemory):
            place = os.path.realpath(paper)
            if place in known:
                say(_("%(path)s 重复给出，只计一次") % {"path": name_of(paper)})
                continue
            known.add(place)
        yield paper


def one_paper(file: str) -> Input:
    """Return the paper a single argument names: a file, or standard input for ``-``."""
    return from_standard_input() if file == STANDARD_INPUT else file


def from_standard_input() -> InMemory:
    """Read a paper from standard input, no more of it than a file may have."""
    return InMemory(STANDARD_INPUT, sys.stdin.buffer.read(Limits().file_size + 1))
