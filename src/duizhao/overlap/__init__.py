"""Text that stands in two places: inside one paper, between papers, and against a stored index."""

from duizhao.overlap.comparison import SAME_AUTHOR, SHORT, TEAM_CHIEF, Expected, Text, compare, repeats

__all__ = ["SAME_AUTHOR", "SHORT", "TEAM_CHIEF", "Expected", "Text", "compare", "repeats"]
