"""What the arguments of a command stand for: papers, one after another."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

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


def spare(files: Iterable[str], output: Path | None, _: Translator) -> None:
    """Refuse to write over a paper that is to be read."""
    if output is None or not os.path.isfile(output):  # noqa: PTH113 (a Path raises where the name is too long)
        return
    place = os.path.realpath(output)
    given = [file for file in files if file != STANDARD_INPUT]
    if any(os.path.realpath(paper) == place for paper in walk(given)):
        raise click.UsageError(_("%(path)s 是要读的材料，不能写到那里；请换一个文件名") % {"path": output})


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
