"""Regular expressions that are compiled when they are first used.

The package has several hundred; compiling them all took a quarter of the time of checking a small file, and a
small file meets a fifth of them.
"""

from __future__ import annotations

import re
from typing import Final, cast

_METHODS: Final = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile`` does, compiled later; a test compiles every one, so that none is wrong."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    """A pattern that is compiled when a method of it is first asked for; its methods are then its own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags_given = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self.pattern, self.flags_given)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
