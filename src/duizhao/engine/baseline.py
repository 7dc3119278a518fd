"""What an earlier run already said: the JSON of ``duizhao check``, taken out of a later one."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from duizhao.errors import DuizhaoError, ErrorCode, reason_of, words
from duizhao.record import Diagnostic, Examined, Failure

# Not the place: text that was put in before it moves everything behind.
Key = tuple[str, str]
_SEPARATOR: Final = re.compile(r"[/\\]+(?:\.[/\\]+)*")


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_NO_RESULT: Final = _("%(path)s 不是 duizhao check --format json 的结果")


@dataclasses.dataclass(frozen=True, slots=True)
class Baseline:
    """How often a check found the same words in a paper, by path.

    ``partial`` says that the report was itself held against an earlier one and holds only what was new then.
    """

    papers: Mapping[str, Counter[Key]]
    partial: bool = False


def load(path: Path) -> Baseline:
    """Return what was reported; raise ``DuizhaoError`` where the file is no report of ours."""
    papers: dict[str, Counter[Key]] = {}
    try:
        value = json.loads(path.read_bytes().decode("utf-8-sig"))
        for one in value["diagnostics"]:
            papers.setdefault(_path(one["path"]), Counter())[one["check"], one["quote"]] += 1
        return Baseline(papers, partial=value["summary"].get("known", 0) > 0)
    except OSError as error:
        raise DuizhaoError(ErrorCode.UNREADABLE, detail=reason_of(error, path)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DuizhaoError(ErrorCode.USAGE, detail=words(_NO_RESULT, path=path)) from error


def new_only(outcomes: Sequence[Examined | Failure], known: Baseline) -> Iterator[Examined | Failure]:
    """Yield the papers with those diagnostics only that the earlier run did not have.

    A paper that lay elsewhere then (its folder was renamed, the run was started from another place) is known
    by as much of the end of its path as no other paper shares.
    """
    before = counterparts([one.path for one in outcomes], known)
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            yield outcome
        else:
            there = known.papers.get(before.get(outcome.path, ""), Counter[Key]())
            yield _new(outcome, Counter(there))


def counterparts(paths: Sequence[str], known: Baseline) -> dict[str, str]:
    """Return under which path of the earlier run each paper is found, where it is."""
    same = {path: _path(path) for path in paths if _path(path) in known.papers}
    taken = set(same.values())
    moved = {path: _parts(path) for path in paths if path not in same}
    there = {path: _parts(path) for path in known.papers if path not in taken}
    now, then = (_by_ending(paths) for paths in (moved, there))
    for path, parts in moved.items():
        for ending in _endings(parts):
            if ending in then:
                if len(now[ending]) == len(then[ending]) == 1:
                    same[path] = then[ending][0]
                break
    return same


def is_moved(path: str, before: str) -> bool:
    """Say whether a paper lies elsewhere than under the path of the earlier run."""
    return _path(path) != before


def _new(paper: Examined, left: Counter[Key]) -> Examined:
    kept = tuple(one for one in paper.diagnostics if not _taken(one, left))
    return dataclasses.replace(paper, diagnostics=kept, known=len(paper.diagnostics) - len(kept))


def _taken(one: Diagnostic, left: Counter[Key]) -> bool:
    key = (one.check, one.quote)
    left[key] -= 1
    return left[key] >= 0


def _by_ending(paths: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for path, parts in paths.items():
        for ending in _endings(parts):
            found.setdefault(ending, []).append(path)
    return found


def _endings(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the ends of a path, the longest first, the name alone last."""
    return (parts[at:] for at in range(len(parts)))


def _path(path: str) -> str:
    """Return a path as it compares: the same on every system, however it was written."""
    return _SEPARATOR.sub("/", path).removeprefix("./")


def _parts(path: str) -> tuple[str, ...]:
    return tuple(_path(path).split("/"))
