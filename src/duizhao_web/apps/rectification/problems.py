"""What a paper's record gives for its items: each problem with its words, cause and measures by the links."""

from __future__ import annotations

from dataclasses import dataclass

from duizhao.record import Material, Problem


@dataclass(frozen=True, slots=True)
class Found:
    """A problem of a paper as an item begins with it; ``measures`` are words and id of each."""

    problem_id: str
    title: str
    text: str
    aspect_no: int | None
    aspect: str
    cause: str
    measures: tuple[tuple[str, str], ...]


def problems_of(record: Material) -> list[Found]:
    """Return the problems of a record in the paper's order."""
    return [_found(record, problem) for problem in record.problems]


def idle_measures(record: Material) -> list[tuple[str, str]]:
    """Return the measures that answer no problem of the paper, words and id of each."""
    linked = {link.to for link in record.links if link.kind == "measure"}
    return [(_words(one.title, one.text), one.id) for one in record.measures if one.id not in linked]


def _found(record: Material, problem: Problem) -> Found:
    causes = {one.id: one for one in record.causes}
    measures = {one.id: one for one in record.measures}
    linked = [link for link in record.links if link.problem == problem.id]
    return Found(
        problem_id=problem.id,
        title=(problem.title or problem.text)[:300],
        text=problem.text or problem.title or "",
        aspect_no=problem.aspect.no if problem.aspect else None,
        aspect=problem.aspect.title if problem.aspect else "",
        cause="\n".join(
            _words(causes[link.to].title, causes[link.to].text)
            for link in linked
            if link.kind == "cause" and link.to in causes
        ),
        measures=tuple(
            (_words(measures[link.to].title, measures[link.to].text), link.to)
            for link in linked
            if link.kind == "measure" and link.to in measures
        ),
    )


def _words(title: str | None, text: str) -> str:
    return f"{title}。{text}" if title and text else title or text
