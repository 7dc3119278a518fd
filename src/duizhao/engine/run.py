"""One run over many papers: in the order given, streaming, on several cores, no paper able to stop it."""

from __future__ import annotations

import itertools
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, Protocol, TypeVar

from duizhao.engine.paper import InMemory, Input, as_read, criteria, name_of, read_and_extract
from duizhao.engine.walk import walk
from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.record import Document, Failure, Material

Outcome = Material | Failure
Answer = TypeVar("Answer")
Covariant = TypeVar("Covariant", covariant=True)


class Renderer(Protocol[Covariant]):
    """Turns a record, with the document it was read from, or a failure without one, into an answer."""

    def __call__(self, outcome: Outcome, document: Document | None) -> Covariant:
        """Return the answer for one paper."""


# Below this many papers the start of other processes costs more than they save.
SMALL: Final = 16


def run(
    papers: Iterable[Input], *, jobs: int | None = None, frameworks: Path | None = None, debug: bool = False
) -> Iterator[Outcome]:
    """Yield the record of every paper, or why it could not be read, in the order given.

    ``papers`` are files, folders, patterns (see ``walk``) or papers in memory. The run streams: only a few
    papers are at hand at any time, however many there are. ``jobs`` is the number of processes, by default
    one for few papers and the machine's cores for many; more than one asks of a script that its start stands
    under ``if __name__ == "__main__":``. ``debug`` prints the traceback of an internal error.
    Raises ``DuizhaoError`` where the folder ``frameworks`` holds a faulty criteria set.
    """
    return rendered(papers, _as_it_is, jobs=jobs, frameworks=frameworks, debug=debug)


def rendered(
    papers: Iterable[Input],
    render: Renderer[Answer],
    *,
    jobs: int | None = None,
    frameworks: Path | None = None,
    debug: bool = False,
    prepare: Callable[[Document], Document] = as_read,
) -> Iterator[Answer]:
    """Yield ``render(outcome, document)`` for every paper, rendered in the process that read it.

    What crosses from process to process is then the finished form (a line of JSON) and not the record.
    ``document`` is ``None`` beside a failure. ``render`` must be picklable: a function of a module, or an
    object of a class of one; so must ``prepare`` (see ``read_and_extract``). Everything else is as in
    ``run``.
    """
    if frameworks is not None:
        criteria(frameworks)  # a faulty folder is one error of the run, not one of every paper
    work = _Work(render, frameworks, debug, prepare)
    meant = _meant(papers)
    first = list(itertools.islice(meant, SMALL))
    alone = len(first) < SMALL if jobs is None else jobs == 1 or len(first) < 2
    every = itertools.chain(first, meant)
    if alone:
        return map(work, every)
    from duizhao.engine.pool import in_processes

    return in_processes(every, work, work.lost, jobs=jobs or cores())


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class _Work(Generic[Answer]):
    """What is done with a paper, in this process or another one; never raises for the paper's sake."""

    render: Renderer[Answer]
    frameworks: Path | None
    debug: bool
    prepare: Callable[[Document], Document]

    def __call__(self, paper: Input) -> Answer:
        try:
            # A renderer that fails on a strange record is the fault of one paper like any other.
            document, material = read_and_extract(paper, frameworks=self.frameworks, prepare=self.prepare)
            return self.render(material, document)
        except DuizhaoError as error:
            return self.render(Failure(name_of(paper), error), None)
        except Exception as error:
            if self.debug:
                traceback.print_exc(file=sys.stderr)
            return self._internal(paper, f"{type(error).__name__}: {error}".rstrip(": "))

    def lost(self, paper: Input) -> Answer:
        """Return the answer for a paper whose process ended while it had it."""
        return self._internal(paper, "worker process ended")

    def _internal(self, paper: Input, detail: str) -> Answer:
        return self.render(Failure(name_of(paper), DuizhaoError(ErrorCode.INTERNAL, detail=detail)), None)


def _meant(papers: Iterable[Input]) -> Iterator[Input]:
    for paper in papers:
        if isinstance(paper, InMemory):
            yield paper
        else:
            yield from walk([paper])


def _as_it_is(outcome: Outcome, document: Document | None) -> Outcome:  # noqa: ARG001 (a renderer)
    return outcome
