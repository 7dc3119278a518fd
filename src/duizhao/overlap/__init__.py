"""Text that stands in two places: inside one paper, between papers, and against a stored index."""

from duizhao.overlap.comparison import SAME_AUTHOR, SHORT, TEAM_CHIEF, Expected, compare, repeats
from duizhao.overlap.index import Added, Entry, Index, add_to_index, drop_from_index
from duizhao.overlap.signatures import likeness, near_pairs, signature, signatures
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
