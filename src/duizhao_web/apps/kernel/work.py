"""One write: the change and its audit events in one transaction, or neither.

``@service`` opens the transaction. Inside, the policy is asked and events are recorded; they are chained and
written last, just before the commit, so that the head of the log is locked only for that moment. A service
that
never asked the policy, or leaves no event, is a fault of the program and is rolled back.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from duizhao_web.apps.kernel.audit.entry import Entry
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(slots=True)
class _Work:
    authorised: bool = False
    entries: list[Entry] = field(default_factory=list)


_work: Final[ContextVar[_Work | None]] = ContextVar("work", default=None)


def service(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function a write of its own, or, called by another service, a part of that one."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _work.get() is not None:
            return function(*args, **kwargs)
        from duizhao_web.apps.kernel.audit.chain import append

        work = _Work()
        token = _work.set(work)
        try:
            with transaction.atomic():
                result = function(*args, **kwargs)
                if not work.authorised:
                    raise RuntimeError(f"{function.__qualname__} never asked the policy")
                if not work.entries:
                    raise RuntimeError(f"{function.__qualname__} left no audit event")
                append(work.entries)
                return result
        except ValidationError as error:
            raise AppError(AppErrorCode.INVALID, detail="；".join(error.messages)) from error
        finally:
            _work.reset(token)

    return run


def mark_authorised() -> None:
    """Note that the policy was asked and said yes; outside a service there is nothing to note."""
    work = _work.get()
    if work is not None:
        work.authorised = True


def write_down(entry: Entry) -> None:
    """Keep an event for the end of the write that is under way."""
    work = _work.get()
    if work is None:
        raise RuntimeError(f"{entry.event} recorded outside a service")
    work.entries.append(entry)
