"""How memory is given back: what one thread no longer needs serves others, large pieces the machine."""

from __future__ import annotations

import ctypes
import platform
from typing import Final

# As <malloc.h> of the GNU C library numbers them.
_M_TRIM_THRESHOLD: Final = -1
_M_ARENA_MAX: Final = -8
_ARENAS: Final = 2
_KEPT: Final = 1_000_000


def keep_few_arenas() -> None:
    """Keep few heaps, and little that is free in them, where the C library is one that keeps much.

    Checking a paper takes some ten megabytes for a moment. Kept by each thread that ever did, that is 80 MB
    of a server of four. Called before threads are started.
    """
    if platform.libc_ver()[0] == "glibc":
        library = ctypes.CDLL(None)
        library.mallopt(_M_ARENA_MAX, _ARENAS)
        # Set by hand it no longer grows: else each large piece raises what the next ones leave behind.
        library.mallopt(_M_TRIM_THRESHOLD, _KEPT)
