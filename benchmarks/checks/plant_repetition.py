"""Faults of repetition: a passage, a sentence or a title that stands again, a clause twice in a row."""

from __future__ import annotations

import random
import re

from benchmarks.checks.planted import Planted, Planter, replaced

_SENTENCE = re.compile(r"(?<=[。；])[^。；\n]{20,70}[。；]")
_CLAUSE = re.compile(r"(?<=[，。；])[\u4e00-\u9fff]{5,14}(?=[，。；])")
_TITLE = re.compile(r"(?<=\n)[ \u3000]*[一二三四五六七八九]是([\u4e00-\u9fff“”、]{5,20})(?=。)")
_END = re.compile(r"[。](?=\n)")


def passage(chance: random.Random, text: str) -> Planted | None:
    """A sentence stands again at the end of another paragraph."""
    return _again(chance, text, _SENTENCE, edited=False)


def edited_passage(chance: random.Random, text: str) -> Planted | None:
    """A sentence stands again with two characters changed."""
    return _again(chance, text, _SENTENCE, edited=True)


def _again(chance: random.Random, text: str, pattern: re.Pattern[str], *, edited: bool) -> Planted | None:
    sentences = [match for match in pattern.finditer(text) if len(match[0]) >= (34 if edited else 22)]
    ends = [match.end() for match in _END.finditer(text)]
    if not sentences or len(ends) < 2:
        return None
    chosen = chance.choice(sentences)
    line = text.count("\n", 0, chosen.start())
    places = [end for end in ends if text.count("\n", 0, end) != line]
    if not places:
        return None
    words = chosen[0].rstrip("；。") + "。"
    if edited:
        for at in (len(words) // 3, 2 * len(words) // 3):
            words = words[:at] + chance.choice("又再也就都") + words[at + 1 :]
    place = chance.choice(places)
    return replaced(text, place, place, words)


def title(chance: random.Random, text: str) -> Planted | None:
    """A problem has the title of another one."""
    titles = list(_TITLE.finditer(text))
    if len(titles) < 3:
        return None
    first, second = chance.sample(titles[:6], 2)
    return replaced(text, second.start(1), second.end(1), first[1])


def clause(chance: random.Random, text: str) -> Planted | None:
    """A clause stands twice in a row."""
    clauses = list(_CLAUSE.finditer(text))
    if not clauses:
        return None
    chosen = chance.choice(clauses)
    return replaced(text, chosen.end(), chosen.end(), f"，{chosen[0]}")


PLANTERS = (
    Planter("passage again", "repetition", passage),
    Planter("passage again, edited", "repetition", edited_passage),
    Planter("title again", "repetition", title),
    Planter("clause twice", "repetition", clause),
)
