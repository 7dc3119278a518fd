"""Where the title of a heading or item ends and its text begins."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from duizhao.outline import Node, Outline, Style, is_role_heading

_LEADS: Final = re.compile(
    r"[，,]\s*(?:主要|具体|集中|突出)?(?:表现|体现)(?:在|为|是)[：:]?|[，,]主要是[：:]"
    r"|[，,](?:还)?(?:存在的?)?(?:主要|突出)?(?:问题|不足|差距)(?:是|有|为|在于|表现[为在])$"
)
_STOPS: Final = re.compile(r"[。：！？\n]")
_COMMA: Final = re.compile("，")
# In …方面，主要是…：一是… the criterion is the title and the rest leads over to the list.
_ASPECT: Final = re.compile(r"[^，。：；\n]{2,44}方面，")
_SPLIT: Final = re.compile(r"；\n?(?:[一二三四五六七八九十]{1,2}[是要]|[①-⑳]|其[一二三四]|（\d）|\d[.、])")
# （3条） behind a heading counts what stands below it and is no part of its words.
_COUNTED: Final = re.compile(r"（共?[\d一二三四五六七八九十]{1,3}(?:个|条|项|点|类|件)(?:问题)?）$")
_QUOTED: Final = re.compile("[“‘《（「『〔【]")
_OPENERS: Final = "“‘《（「『〔【"
_CLOSERS: Final = "”’》）」』〕】"
CLOSING_MARKS: Final = " \t\n。．.：；，、！？:;,!?】〗"
_MAX_TITLE: Final = 64
_SHORT: Final = 30
_LONGEST_GAPPED: Final = 40
_FEWEST_GAPPED: Final = 3
_SHORTEST_BEHIND_GAP: Final = 8


@dataclass(frozen=True, slots=True)
class Titled:
    """An item split: title ``[title_start, title_end)``, text ``[text_start, text_end)``, normalised.

    ``title_start == title_end`` where it has no title; ``run_in`` says that the title stands in the same
    line as the text.
    """

    title_start: int
    title_end: int
    text_start: int
    text_end: int
    run_in: bool

    @property
    def has_title(self) -> bool:
        """Say whether there is a title."""
        return self.title_end > self.title_start


def gapped_styles(outline: Outline) -> frozenset[Style]:
    """Return the styles whose items this paper sets a blank behind the title of, nearly all of them alike."""
    gaps, text = outline.text.gaps, outline.text.text
    if not _has_few_gaps(outline) or len(gaps) < _FEWEST_GAPPED:
        return frozenset()
    seen: Counter[Style] = Counter()
    gapped: Counter[Style] = Counter()
    for node in outline.walk():
        seen[node.style] += 1
        places = [
            g for g in range(node.body + 4, min(node.own_end, node.body + _LONGEST_GAPPED)) if g in gaps
        ]
        if len(places) == 1 and not _STOPS.search(text, node.body, places[0]):
            gapped[node.style] += 1
    return frozenset(style for style, n in gapped.items() if n >= _FEWEST_GAPPED and n >= 0.75 * seen[style])


def split_title(outline: Outline, node: Node, gapped: frozenset[Style] = frozenset()) -> Titled:
    """Split a node into title and text by the rules of the record.

    A standalone heading is its whole line. A run-in title ends at its first 。 or ：, at ，主要表现在：,
    at a blank where the copy has one there, or, where the sentence is the whole item, at its first ，.
    ``gapped`` are the styles whose items have such a blank throughout.
    """
    text = outline.text.text
    start, end = _skip(text, node.body, node.end), node.end
    line_end = _line_end(text, start, end)
    line_end = min(line_end, _first_inline_child(node, line_end))
    stop = _title_stop(outline, node, start, line_end, gapped)
    if stop is None:
        if line_end < end and text[line_end:end].strip() and text[line_end - 1] not in "；，":
            return Titled(start, _heading_end(text, start, line_end), line_end, end, run_in=False)
        return _single(text, node.start, start, end)
    mark_end, text_start = stop
    if node.style <= Style.HAN and is_role_heading(text[text_start:line_end]) and line_end < end:
        # 一、自画像：问题在哪里 is a heading as a whole
        return Titled(start, _heading_end(text, start, line_end), line_end, end, run_in=False)
    if mark_end - start > _MAX_TITLE:
        return Titled(start, start, start, end, run_in=True)
    rest = text[text_start:line_end].strip(CLOSING_MARKS + _CLOSERS)
    if not rest:
        if text[line_end:end].strip():
            return Titled(start, _heading_end(text, start, mark_end), line_end, end, run_in=False)
        return _single(text, node.start, start, end)
    return Titled(start, _rstrip(text, start, mark_end), text_start, end, run_in=True)


def first_clause(text: str, start: int, end: int) -> int | None:
    """Return where the first ，outside quotation marks stands in ``text[start:end]``."""
    return _find(_COMMA, text, start, end)


def lead_at(text: str, start: int, end: int) -> int:
    """Return where ，主要表现在：that begins at ``start`` ends; ``start`` where there is none."""
    lead = _LEADS.match(text, start, end)
    return lead.end() if lead else start


def _single(text: str, before: int, start: int, end: int) -> Titled:
    """One sentence is the whole item.

    Where ordinals are split by ；(``before`` is where this one's begins) its title ends at the first ，. A
    short sentence in a paragraph of its own is all title; a long one is given the title of its first clause.
    """
    comma = first_clause(text, start, end)
    split_by_semicolon = _ends_with_semicolon(text, end) or (
        start >= 4 and "；" in text[max(0, before - 1) : before]
    )
    if not split_by_semicolon and end - start <= _SHORT and not splits_by_semicolon(text):
        comma = None
    lead = _LEADS.search(text, start, end)
    if lead is not None and (comma is None or lead.start() <= comma):
        return Titled(start, lead.start(), lead.end(), end, run_in=True)
    if comma is not None and 2 <= comma - start <= _MAX_TITLE:
        return Titled(start, comma, comma + 1, end, run_in=True)
    return Titled(start, _rstrip(text, start, end), end, end, run_in=True)


@lru_cache(maxsize=4)
def splits_by_semicolon(text: str) -> bool:
    """Say whether the paper's ordinals are split by ；: then a last item without one is read alike."""
    return len(_SPLIT.findall(text)) >= 2


def _ends_with_semicolon(text: str, end: int) -> bool:
    return text[max(0, end - 40) : end].rstrip()[-1:] == "；"


def _title_stop(
    outline: Outline, node: Node, start: int, line_end: int, gapped: frozenset[Style]
) -> tuple[int, int] | None:
    """Return where a run-in title ends and where the text behind it begins."""
    text = outline.text.text
    stop = _find(_STOPS, text, start, line_end)
    aspect = _ASPECT.match(text, start, line_end) if node.children else None
    if aspect is not None and (stop is None or aspect.end() <= stop):
        return aspect.end() - 1, aspect.end()
    lead = _LEADS.search(text, start, stop if stop is not None else line_end)
    if lead is not None:
        return lead.start(), lead.end() + (text[lead.end() : lead.end() + 1] == "：")
    always = node.style in gapped
    gap = _gap(outline, start, min(stop if stop is not None else line_end, line_end), always=always)
    if gap is not None:
        return gap, gap
    if stop is None:
        return None
    return stop, stop + 1


def _has_few_gaps(outline: Outline) -> bool:
    """Say whether blanks are so few that one of them may mean something."""
    return 0 < len(outline.text.gaps) <= 0.004 * len(outline.text.text) + 40


def _gap(outline: Outline, start: int, end: int, *, always: bool) -> int | None:
    """A title may end at a blank, if it is the only one near and no comma stands before it.

    ``always`` says that the paper sets one behind every such title: then commas may stand before it.
    """
    if not _has_few_gaps(outline):
        return None
    places = [g for g in range(start + 4, min(end, start + _LONGEST_GAPPED)) if g in outline.text.gaps]
    if len(places) != 1:
        return None
    place = places[0]
    before = outline.text.text[start:place]
    commas = not always and any(c in before for c in "，；、")
    return place if not commas and end - place > _SHORTEST_BEHIND_GAP else None


def _find(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    """Return the first match outside quotation marks and brackets."""
    for match in pattern.finditer(text, start, end):
        before = text[start : match.start()]
        if not _QUOTED.search(before):
            return match.start()
        if sum(before.count(c) for c in _OPENERS) <= sum(before.count(c) for c in _CLOSERS):
            return match.start()
    return None


def _first_inline_child(node: Node, line_end: int) -> int:
    return node.children[0].start if node.children else line_end


def _line_end(text: str, start: int, end: int) -> int:
    place = text.find("\n", start, end)
    return end if place < 0 else place


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " \t\n、，：":
        start += 1
    return start


def _heading_end(text: str, start: int, end: int) -> int:
    """Return where the words of a heading end, without its marks and a count behind them."""
    end = _rstrip(text, start, end)
    counted = _COUNTED.search(text[start:end])
    return start + counted.start() if counted else end


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in CLOSING_MARKS:
        end -= 1
    return end


HEADING_STYLES: Final = frozenset({Style.CHAPTER, Style.SECTION, Style.HAN, Style.HAN_PAREN, Style.PLAIN})
