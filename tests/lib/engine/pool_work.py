"""Work for the pool's tests, in a module that other processes can import too."""

from __future__ import annotations

import os
import signal
import time
from typing import NoReturn

from duizhao.engine import Input


def upper(paper: Input) -> str:
    return str(paper).upper()


def late_first(paper: Input) -> str:
    """Answer the first paper long after the others."""
    time.sleep(0.3 if paper == "a0" else 0)
    return str(paper)


def whose(_paper: Input) -> int:
    return os.getpid()


def deadly(paper: Input) -> str:
    """Die of a signal, as out of memory kills, of every paper named so."""
    if str(paper).startswith("deadly"):
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return str(paper)


def sleepy(paper: Input) -> str:
    time.sleep(60)
    return str(paper)


def lost(paper: Input) -> str:
    return f"lost {paper}"


class CannotArrive:
    """Work that no other process can take over: it fails there before the first paper."""

    def __call__(self, paper: Input) -> str:
        return upper(paper)

    def __reduce__(self) -> tuple[object, ...]:
        return _refuse, ()


def _refuse() -> NoReturn:
    raise ImportError("not on this side")
