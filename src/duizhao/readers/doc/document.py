"""An old Word file ([MS-DOC], Word 97 and later) as a ``Document``: body, header, footer, notes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers.doc.compound import Compound, damaged
from duizhao.readers.doc.lists import Lists
from duizhao.readers.doc.pieces import Pieces
from duizhao.readers.doc.properties import Styles, character_runs, paragraph_runs
from duizhao.readers.doc.story import Range, Source, Story
from duizhao.record import Document

_MAGIC: Final = b"\xec\xa5"
_WORD_97: Final = 0x00C1
_ENCRYPTED, _WHICH_TABLE = 0x0100, 0x0200
# In the file information block: counts of characters, then pairs of place and size in the table stream.
_COUNTS, _PAIRS = 0x4C, 0x9A
# Which pair is which.
_STYLES, _NOTE_TEXTS, _HEADERS, _CHARACTERS, _PARAGRAPHS, _CLX = 1, 3, 11, 12, 13, 33
_ANCHORS, _ENDNOTE_TEXTS, _BOXES, _LISTS, _OVERRIDES = 40, 47, 56, 73, 74
_ANCHOR_SIZE, _BOX_SIZE, _BOX_ID = 26, 22, 14
_HEADER_SEPARATORS: Final = 6  # stories of notes' separators that stand before the headers
_IS_HEADER: Final = (True, True, False, False, True, False)  # even, odd, even, odd, first, first


def is_word_97(file: Compound) -> bool:
    """Say whether this is a text of Word 97 or later, the only kind that ``document`` reads."""
    if "WordDocument" not in file:
        return False
    head = file.read("WordDocument")[:4]
    return len(head) == 4 and head[:2] == _MAGIC and int.from_bytes(head[2:], "little") >= _WORD_97


def document(file: Compound, media_type: str) -> Document:
    """Return the document; raise ``ReadError``."""
    try:
        return _document(file, media_type)
    except (struct.error, IndexError, OverflowError) as error:
        raise damaged("WordDocument") from error


def _document(file: Compound, media_type: str) -> Document:
    block = _Block.read(file)
    pieces = Pieces(block.stream, block.part(_CLX))
    source = Source(
        pieces,
        character_runs(block.stream, block.part(_CHARACTERS)),
        paragraph_runs(block.stream, block.part(_PARAGRAPHS)),
        Styles(block.part(_STYLES)),
        Lists(block.table, block.place(_LISTS), block.place(_OVERRIDES), has_lists=bool(block.part(_LISTS))),
    )
    stories = block.stories(len(pieces.units))
    body = Story(source, _boxes(block, stories["boxes"]))
    body.read(*stories["body"])
    if not body.printer.text.strip():
        raise ReadError(ErrorCode.EMPTY)
    header, footer = _headers(block, source, stories["headers"])
    notes = [
        *_notes(block, source, stories["notes"], _NOTE_TEXTS),
        *_notes(block, source, stories["endnotes"], _ENDNOTE_TEXTS),
    ]
    return Document(
        text=body.printer.text,
        media_type=media_type,
        paragraphs=tuple(body.printer.paragraphs),
        header=header,
        footer=footer,
        footnotes=tuple(notes),
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """The file information block at the head of the main stream, and the table stream it names."""

    stream: bytes
    table: bytes

    @classmethod
    def read(cls, file: Compound) -> _Block:
        stream = file.read("WordDocument")
        if len(stream) < _PAIRS:
            raise damaged("WordDocument")
        (flags,) = struct.unpack_from("<H", stream, 0x0A)
        if flags & _ENCRYPTED:
            raise ReadError(ErrorCode.ENCRYPTED)
        return cls(stream, file.read("1Table" if flags & _WHICH_TABLE else "0Table"))

    def place(self, index: int) -> int:
        """Return where a part of the table stream begins."""
        return self._pair(index)[0]

    def part(self, index: int) -> bytes:
        """Return a part of the table stream, empty where the file has none."""
        place, size = self._pair(index)
        return self.table[place : place + size]

    def numbers(self, index: int, *, entry: int = 0) -> tuple[int, ...]:
        """Return the positions of a part that holds positions, each but the last with an entry of its own."""
        count = (len(self.part(index)) - 4) // (4 + entry) + 1
        return struct.unpack_from(f"<{count}I", self.part(index)) if count > 1 else ()

    def stories(self, length: int) -> dict[str, Range]:
        """Return the ranges of the text: they follow each other in this order."""
        counts = struct.unpack_from("<8I", self.stream, _COUNTS)
        names = ("body", "notes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
        found, start = {}, 0
        for name, count in zip(names, counts, strict=True):
            end = min(start + count, length)
            found[name] = (start, end)
            start = end
        return found

    def _pair(self, index: int) -> tuple[int, int]:
        at = _PAIRS + 8 * index
        if at + 8 > len(self.stream):
            return 0, 0
        place, size = struct.unpack_from("<II", self.stream, at)
        return place, size


def _boxes(block: _Block, story: Range) -> dict[int, list[Range]]:
    """Return the ranges of the text boxes by the position in the body where each is anchored."""
    anchors, boxes = block.numbers(_ANCHORS, entry=_ANCHOR_SIZE), block.numbers(_BOXES, entry=_BOX_SIZE)
    where = {
        _id(block.part(_ANCHORS), len(anchors), i, _ANCHOR_SIZE, 0): at for i, at in enumerate(anchors[:-1])
    }
    found: dict[int, list[Range]] = {}
    for i, (low, high) in enumerate(pairwise(boxes)):
        start, end = story[0] + low, min(story[0] + high, story[1])
        anchor = where.get(_id(block.part(_BOXES), len(boxes), i, _BOX_SIZE, _BOX_ID))
        if anchor is not None and start < end:
            found.setdefault(anchor, []).append((start, end - 1))  # without the mark that ends every box
    return found


def _id(part: bytes, positions: int, index: int, size: int, at: int) -> int:
    (number,) = struct.unpack_from("<I", part, 4 * positions + size * index + at)
    return int(number)


def _headers(block: _Block, source: Source, story: Range) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of all headers and of all footers, each line once."""
    positions = block.numbers(_HEADERS)
    header: dict[str, None] = {}
    footer: dict[str, None] = {}
    for i in range(_HEADER_SEPARATORS, len(positions) - 1):
        lines = header if _IS_HEADER[i % len(_IS_HEADER)] else footer
        for line in _text(source, story, positions[i], positions[i + 1]).split("\n"):
            if line.strip():
                lines.setdefault(line)
    return tuple(header), tuple(footer)


def _notes(block: _Block, source: Source, story: Range, index: int) -> Iterator[str]:
    positions = block.numbers(index)
    for low, high in pairwise(positions[:-1]):
        yield _text(source, story, low, high).strip()


def _text(source: Source, story: Range, low: int, high: int) -> str:
    found = Story(source)
    found.read(story[0] + low, min(story[0] + high, story[1]))
    return found.printer.text
