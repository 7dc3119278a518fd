"""From the outline of a paper to its record: sections, problems, causes, measures, claims."""

from duizhao.material.build import build
from duizhao.material.passage import Passage, read_passage, text_behind

__all__ = ["Passage", "build", "read_passage", "text_behind"]
