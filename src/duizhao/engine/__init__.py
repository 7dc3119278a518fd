"""One run over papers: which files are meant, each read once, answered in the order given."""

from duizhao.engine.paper import InMemory, Input, extract, name_of, read_document
from duizhao.engine.patterns import is_pattern, matching
from duizhao.engine.run import Outcome, Renderer, rendered, run
from duizhao.engine.walk import is_folder, walk

__all__ = [
    "InMemory",
    "Input",
    "Outcome",
    "Renderer",
    "extract",
    "is_folder",
    "is_pattern",
    "matching",
    "name_of",
    "read_document",
    "rendered",
    "run",
    "walk",
]
