"""From the outline of a paper to its record: sections, problems, examples, causes, roots, measures, claims."""

from duizhao.material.build import build

__all__ = ["build"]
