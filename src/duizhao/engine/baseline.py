"""What an earlier run already said: the JSON of ``duizhao check``, taken out of a later one."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from duizhao.errors import DuizhaoError, ErrorCode, reason_of
from duizhao.record import Diagnostic, Examined, Failure

# Not the place: text that was put in before it moves everything behind.
Key = tuple[str, str, str]


def load(path: Path) -> Counter[Key]:
    """Return how often each finding was reported; raise ``DuizhaoError`` where it is no report of ours."""
    try:
        value = json.loads(path.read_bytes().decode("utf-8-sig"))
        return Counter((one["path"], one["check"], one["quote"]) for one in value["diagnostics"])
    except OSError as error:
        raise DuizhaoError(ErrorCode.UNREADABLE, detail=reason_of(error, path)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise DuizhaoError(ErrorCode.USAGE, detail=f"{path} ≠ duizhao check --format json") from error


def new_only(outcomes: Iterable[Examined | Failure], known: Counter[Key]) -> Iterator[Examined | Failure]:
    """Yield the papers with those diagnostics only that the earlier run did not have."""
    left = Counter(known)
    for outcome in outcomes:
        yield outcome if isinstance(outcome, Failure) else _new(outcome, left)


def _new(paper: Examined, left: Counter[Key]) -> Examined:
    kept = tuple(one for one in paper.diagnostics if not _taken(one, left))
    return dataclasses.replace(paper, diagnostics=kept, known=len(paper.diagnostics) - len(kept))


def _taken(one: Diagnostic, left: Counter[Key]) -> bool:
    key = (one.path, one.check, one.quote)
    left[key] -= 1
    return left[key] >= 0
