"""Which words a ledger's drop-down lists offer: those of the criteria set a paper was held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from duizhao.frameworks import Framework
from duizhao.ledger.layout import Layout, known_columns


def in_words_of(layout: Layout, framework: Framework) -> Layout:
    """Return the layout with the framework's words for 整改类型 and 完成情况.

    A column whose words the layout itself sets keeps them, and so does one the framework has no words for.
    """
    words: Mapping[str, tuple[str, ...]] = {
        "kind": tuple(word.title.zh for word in framework.deadline_words),
        "status": tuple(word.word.zh for word in framework.reporting),
    }
    known = known_columns()
    columns = tuple(
        replace(column, choices=words[column.key])
        if words.get(column.key) and column.choices == known[column.key].choices
        else column
        for column in layout.columns
    )
    return replace(layout, columns=columns)
