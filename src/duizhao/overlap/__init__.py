"""Text that stands in two places: inside one paper, between papers, and against a stored index.

A name is imported when it is first used: what checks one paper needs folding and alignment, not the index.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duizhao.overlap.comparison import SAME_AUTHOR, SHORT, TEAM_CHIEF, Expected, compare, repeats
    from duizhao.overlap.index import Added, Entry, Index, add_to_index, drop_from_index
    from duizhao.overlap.sketches import likeness, near_pairs, signature, signatures
    from duizhao.overlap.text import Text

__all__ = [
    "SAME_AUTHOR",
    "SHORT",
    "TEAM_CHIEF",
    "Added",
    "Entry",
    "Expected",
    "Index",
    "Text",
    "add_to_index",
    "compare",
    "drop_from_index",
    "likeness",
    "near_pairs",
    "repeats",
    "signature",
    "signatures",
]

_NAMES = {
    "comparison": ("SAME_AUTHOR", "SHORT", "TEAM_CHIEF", "Expected", "compare", "repeats"),
    "index": ("Added", "Entry", "Index", "add_to_index", "drop_from_index"),
    "sketches": ("likeness", "near_pairs", "signature", "signatures"),
    "text": ("Text",),
}


def __getattr__(name: str) -> object:
    """Import a name from the module it lives in."""
    for module, names in _NAMES.items():
        if name in names:
            return getattr(import_module(f"duizhao.overlap.{module}"), name)
    raise AttributeError(f"module 'duizhao.overlap' has no attribute {name!r}")
