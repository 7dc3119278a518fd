"""Faults of punctuation: half-width marks, pairs, doubled marks, blanks, sentences without end."""

from __future__ import annotations

import random
import re

from benchmarks.checks.planted import Planted, Planter, replaced

_HAN = "\u4e00-\u9fff"


def _at(chance: random.Random, text: str, pattern: str, new: str) -> Planted | None:
    places = list(re.finditer(pattern, text))
    if not places:
        return None
    chosen = chance.choice(places)
    return replaced(text, chosen.start(), chosen.end(), new)


def half_width(chance: random.Random, text: str) -> Planted | None:
    """A comma or semicolon is half-width."""
    full, half = chance.choice((("，", ","), ("；", ";"), ("，", ",")))
    return _at(chance, text, rf"(?<=[{_HAN}]){full}(?=[{_HAN}])", half)


def lost_quote(chance: random.Random, text: str) -> Planted | None:
    """One half of a pair is gone."""
    places = list(re.finditer(r"“[^“”\n]{2,12}”", text))
    if not places:
        return None
    chosen = chance.choice(places)
    if chance.random() < 0.5:
        return replaced(text, chosen.start(), chosen.start() + 1, "")
    return replaced(text, chosen.end() - 1, chosen.end(), "")


def turned_quotes(chance: random.Random, text: str) -> Planted | None:
    """A pair is the wrong way round."""
    places = list(re.finditer(r"“([^“”\n]{2,12})”", text))
    if not places:
        return None
    chosen = chance.choice(places)
    return replaced(text, chosen.start(), chosen.end(), f"”{chosen[1]}“")


def doubled(chance: random.Random, text: str) -> Planted | None:
    """A mark stands twice, or two marks stand together."""
    mark = chance.choice(("，，", "。。", "，。", "；；", "、，"))
    return _at(chance, text, rf"(?<=[{_HAN}]){mark[0]}(?=[{_HAN}\n])", mark)


def blank(chance: random.Random, text: str) -> Planted | None:
    """A blank stands inside a sentence."""
    return _at(
        chance,
        text,
        rf"(?<=[，。][{_HAN}]{{4}})(?=[{_HAN}]{{4}}[^\n]*。)",
        chance.choice((" ", "  ", "\u3000")),
    )


def no_end(chance: random.Random, text: str) -> Planted | None:
    """The last full stop of a paragraph is gone."""
    return _at(chance, text, rf"(?<=[{_HAN}])。(?=\n)", "")


PLANTERS = (
    Planter("half-width mark", "punctuation", half_width),
    Planter("half of a pair", "punctuation", lost_quote),
    Planter("quotes turned round", "punctuation", turned_quotes),
    Planter("doubled mark", "punctuation", doubled),
    Planter("stray blank", "punctuation", blank),
    Planter("no end", "punctuation", no_end),
)
