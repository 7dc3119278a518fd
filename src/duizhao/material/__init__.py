"""From the outline of a paper to its record: sections, problems, causes, measures, claims."""

from duizhao.material.build import build

__all__ = ["build"]
