"""The numbering of official papers, read as a tree of headings and items."""

from duizhao.outline.markers import Mark, Style, mark_at
from duizhao.outline.tree import Node, Outline, outline

__all__ = ["Mark", "Node", "Outline", "Style", "mark_at", "outline"]
