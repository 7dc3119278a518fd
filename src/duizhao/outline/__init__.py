"""The numbering of official papers, read as a tree of headings and items."""

from duizhao.outline.markers import Mark, Style, mark_at
from duizhao.outline.tables import Table
from duizhao.outline.tree import Node, Outline, outline
from duizhao.outline.vocabulary import field_of, is_role_heading

__all__ = ["Mark", "Node", "Outline", "Style", "Table", "field_of", "is_role_heading", "mark_at", "outline"]
