"""No process of the server outlives ``duizhao serve``, even where that one is killed without a word."""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import Final

_LOOK_EVERY: Final = 1.0


def end_with_parent() -> None:
    """Let this process end when the one that started it is gone."""
    watch = _until_closed if os.name == "nt" else _until_adopted
    threading.Thread(target=watch, args=(os.getppid(),), name="parent-watch", daemon=True).start()


def _until_adopted(parent: int) -> None:
    # Not the end of a pipe: a process forked beside this one would hold it open.
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    os._exit(0)


def _until_closed(_parent: int) -> None:
    # Windows keeps the parent's number; nothing is forked there, so the pipe on standard input ends with it.
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os._exit(0)
