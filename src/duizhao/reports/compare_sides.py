"""One paper of a pair as HTML: what it shares is linked to the other side, differences are marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

from rapidfuzz.distance import Indel

from duizhao.i18n import Translator
from duizhao.record import Passage, Span
from duizhao.reports.compare_words import KINDS
from duizhao.reports.marks import as_html

OPPOSITE: Final[dict[Literal["a", "b"], Literal["a", "b"]]] = {"a": "b", "b": "a"}


@dataclass(frozen=True, slots=True)
class Side:
    """Which paper is shown, in which article, and both texts; the second is unknown for a stored paper."""

    which: Literal["a", "b"]
    article: str
    text_a: str
    text_b: str | None

    def place(self, passage: Passage) -> Span:
        """Return where a passage stands on this side."""
        return passage.a if self.which == "a" else passage.b

    @property
    def text(self) -> str | None:
        """The text of this side."""
        return self.text_a if self.which == "a" else self.text_b


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the text: of passage ``number`` (0 for none), ``different`` where the other side differs."""

    start: int
    end: int
    number: int
    different: bool


def side(shown: Side, passages: Sequence[Passage], _: Translator) -> str:
    """Return the paragraphs of a side; of a stored paper only the places are known."""
    if shown.text is None:
        return "".join(_places(shown, passages, _))
    text = shown.text
    pieces = _pieces(shown, passages, len(text))
    begun: set[int] = set()
    parts: list[str] = []
    at = 0
    for line in text.split("\n"):
        inside = list(_cut(pieces, at, at + len(line)))
        if line.strip():
            plain = "" if any(piece.number for piece in inside) else ' class="rest"'
            body = "".join(_marked(shown, text, inside, passages, begun, _))
            parts.append(f"<p{plain}>{body}</p>")
        at += len(line) + 1
    return "".join(parts)


def _places(shown: Side, passages: Sequence[Passage], _: Translator) -> Iterator[str]:
    yield f'<p class="stored">{escape(_("索引只存哈希值和位置，不存原文。重合处在该份材料中的位置："))}</p>'
    for number, passage in enumerate(passages, 1):
        words = _("第 %(start)s 字至第 %(end)s 字") % {"start": passage.b.start, "end": passage.b.end}
        yield (
            f'<p><a class="hit" id="{shown.article}-b-{number}" href="#{shown.article}-a-{number}" '
            f'data-hit="{number}"><sup>{number}</sup>{escape(words)}</a></p>'
        )


def _pieces(shown: Side, passages: Sequence[Passage], length: int) -> list[_Piece]:
    """Return the whole text in pieces; where two passages overlap the earlier one is marked."""
    pieces: list[_Piece] = []
    at = 0
    order = sorted(enumerate(passages, 1), key=lambda entry: shown.place(entry[1]))
    for number, passage in order:
        place = shown.place(passage)
        if place.end <= at:
            continue
        pieces.append(_Piece(at, max(at, place.start), 0, False))
        for start, end, different in _differences(shown, passage):
            if end > at:
                pieces.append(_Piece(max(start, at), end, number, different))
        at = max(at, place.end)
    pieces.append(_Piece(at, length, 0, False))
    return [piece for piece in pieces if piece.end > piece.start]


def _differences(shown: Side, passage: Passage) -> Iterator[tuple[int, int, bool]]:
    place = shown.place(passage)
    if passage.kind == "exact" or shown.text_b is None:
        yield place.start, place.end, False
        return
    for step in Indel.opcodes(shown.text_a[slice(*passage.a)], shown.text_b[slice(*passage.b)]):
        start, end = (
            (step.src_start, step.src_end) if shown.which == "a" else (step.dest_start, step.dest_end)
        )
        if end > start:
            yield place.start + start, place.start + end, step.tag != "equal"


def _cut(pieces: Sequence[_Piece], start: int, end: int) -> Iterator[_Piece]:
    for piece in pieces:
        if piece.start < end and piece.end > start:
            yield _Piece(max(piece.start, start), min(piece.end, end), piece.number, piece.different)


def _marked(
    shown: Side,
    text: str,
    pieces: Sequence[_Piece],
    passages: Sequence[Passage],
    begun: set[int],
    _: Translator,
) -> Iterator[str]:
    opened = 0
    for piece in pieces:
        if piece.number != opened:
            if opened:
                yield "</a>"
            if piece.number:
                yield _open(shown, piece.number, passages[piece.number - 1], piece.number not in begun, _)
                begun.add(piece.number)
            opened = piece.number
        body = as_html(text[piece.start : piece.end])
        yield (
            f'<span class="diff" title="{escape(_("此处两份不同"))}">{body}</span>'
            if piece.different
            else body
        )
    if opened:
        yield "</a>"


def _open(shown: Side, number: int, passage: Passage, first: bool, _: Translator) -> str:
    opposite = OPPOSITE[shown.which]
    link = f'href="#{shown.article}-{opposite}-{number}" data-hit="{number}"'
    if not first:
        return f'<a class="hit {passage.kind}" {link}>'
    words = _("第 %(number)s 处重合，%(length)s 字，%(kind)s；转到另一份") % {
        "number": number,
        "length": passage.length,
        "kind": _(KINDS[passage.kind]),
    }
    return (
        f'<a class="hit {passage.kind}" id="{shown.article}-{shown.which}-{number}" {link} '
        f'title="{escape(words)}"><sup>{number}</sup>'
    )
