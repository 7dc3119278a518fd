"""Turns the text of a labelled paper into a Word file whose numbers are Word's automatic ones.

The number at the beginning of a line leaves the text and becomes numbering that prints the same number, so
what a reader sees is the paper's text again, blanks apart. Lines with tabs become a table.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

_DIGITS = "一二三四五六七八九"
_CHINESE = "[一二三四五六七八九十]{1,3}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# Number as written -> (Word's number format, text before, text after); the first that fits is taken.
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(第)({_CHINESE})(章|，)"), "chineseCounting"),
    (re.compile(rf"(问题|针对问题)({_CHINESE})(：)"), "chineseCounting"),
    (re.compile(rf"([（(〔])({_CHINESE})([）)〕])"), "chineseCountingThousand"),
    (re.compile(rf"()({_CHINESE})(、)"), "chineseCounting"),
    (re.compile(rf"()({_CHINESE})(是|要)"), "japaneseCounting"),
    (re.compile(r"([（(])([0-9]{1,2})([）)])"), "decimal"),
    (re.compile(r"()([0-9]{1,2})([.．、])(?![0-9])"), "decimal"),
    (re.compile(rf"()([{_CIRCLED}])()"), "decimalEnclosedCircle"),
)
_LEVELS = ("一、", "（一）", "1.", "（1）")  # of a multilevel list, as most official papers have it
_SUFFIXES = ("nothing", "tab", "space")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number at the beginning of a line: the list it belongs to, its value, its length in the text."""

    form: str
    before: str
    after: str
    value: int
    length: int

    @property
    def key(self) -> tuple[str, str, str]:
        return self.form, self.before, self.after


@dataclass(slots=True)
class _Lists:
    """The lists of a document: abstract definitions and the instances that restart them."""

    suffix: str
    abstract: list[tuple[str, str, str]] = field(default_factory=list)
    instances: list[tuple[int, int]] = field(default_factory=list)  # abstract, first value
    open: dict[tuple[str, str, str], tuple[int, int]] = field(default_factory=dict)  # instance, last value

    def instance(self, number: _Number) -> int:
        """Return the instance (from 1) that prints this number next."""
        if number.key not in self.abstract:
            self.abstract.append(number.key)
        instance, last = self.open.get(number.key, (0, 0))
        if not instance or number.value != last + 1:
            self.instances.append((self.abstract.index(number.key), number.value))
            instance = len(self.instances)
        self.open[number.key] = instance, number.value
        return instance


def docx(text: str, *, name: str = "") -> bytes:
    """Return a Word file that shows ``text``; ``name`` decides what follows numbers, where runs break and
    whether the usual four levels are one multilevel list."""
    seed = zlib.crc32(name.encode())
    lines = text.removesuffix("\n").split("\n")
    lists = _Lists(_SUFFIXES[seed % 3])
    levels = _multilevel(lines) if seed % 2 else None
    body = "".join(_blocks(lines, lists, levels, seed))
    return _package(body, _numbering(lists, multilevel=levels is not None))


# --------------------------------------------------------------------------- numbers


def _number(line: str) -> _Number | None:
    for pattern, form in _FORMS:
        if found := pattern.match(line):
            before, digits, after = found.groups()
            return _Number(form, before, after, _value(digits), found.end())
    return None


def _value(digits: str) -> int:
    if digits in _CIRCLED:
        return _CIRCLED.index(digits) + 1
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    return (_DIGITS.index(tens) + 1 if tens else 1 if ten else 0) * 10 + (
        _DIGITS.index(ones) + 1 if ones else 0
    )


def _level(number: _Number) -> int | None:
    sample = {"decimal": "1"}.get(number.form, "一")
    written = f"{number.before}{sample}{number.after}"
    return _LEVELS.index(written) if written in _LEVELS else None


def _multilevel(lines: Sequence[str]) -> dict[int, int] | None:
    """Return line -> level where one multilevel list with its own restarts prints every number as written."""
    counters = [0] * len(_LEVELS)
    levels: dict[int, int] = {}
    for at, line in enumerate(lines):
        number = _number(line)
        level = _level(number) if number else None
        if number is None or level is None:
            continue
        counters[level] += 1
        counters[level + 1 :] = [0] * (len(_LEVELS) - level - 1)
        if counters[level] != number.value:
            return None
        levels[at] = level
    return levels if len(set(levels.values())) > 1 else None


# --------------------------------------------------------------------------- body


def _blocks(lines: Sequence[str], lists: _Lists, levels: dict[int, int] | None, seed: int) -> Iterator[str]:
    numbered = list(enumerate(lines))
    for columns, group in groupby(numbered, key=lambda pair: pair[1].count("\t")):
        members = list(group)
        if columns >= 2:
            yield _table([line.split("\t") for _, line in members])
        else:
            for at, line in members:
                yield _paragraph(
                    line, lists, levels.get(at) if levels else None, seed=seed + at, title=at == 0
                )


def _paragraph(line: str, lists: _Lists, level: int | None, *, seed: int, title: bool) -> str:
    number = None if title else _number(line)
    properties = '<w:jc w:val="center"/>' if title else ""
    if number:
        instance = 1 if level is not None else lists.instance(number) + 1
        properties = f'<w:numPr><w:ilvl w:val="{level or 0}"/><w:numId w:val="{instance}"/></w:numPr>'
        line = line[number.length :]
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(_runs(line, seed))}</w:p>"


def _runs(line: str, seed: int) -> Iterator[str]:
    """Break the text into runs where an editor might have: anywhere."""
    cut = seed % (len(line) + 1)
    for part in (line[:cut], line[cut:]):
        if part:
            yield f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>'


def _table(rows: Sequence[Sequence[str]]) -> str:
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p>{''.join(_runs(cell, 7))}</w:p></w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    grid = "<w:gridCol/>" * max(len(row) for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{cells}</w:tbl>"


# --------------------------------------------------------------------------- numbering and package


def _numbering(lists: _Lists, *, multilevel: bool) -> str:
    """Abstract 0 and instance 1 are the multilevel list, the others single lists after them."""
    shapes = (
        ("chineseCounting", "%1、"),
        ("chineseCountingThousand", "（%2）"),
        ("decimal", "%3."),
        ("decimal", "（%4）"),
    )
    levels = "".join(_level_xml(at, form, shown, lists.suffix) for at, (form, shown) in enumerate(shapes))
    abstract = [levels if multilevel else _level_xml(0, "decimal", "%1", lists.suffix)]
    abstract += [
        _level_xml(0, form, f"{before}%1{after}", lists.suffix) for form, before, after in lists.abstract
    ]
    definitions = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{one}</w:abstractNum>' for at, one in enumerate(abstract)
    )
    instances = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' + "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="{of + 1}"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{first}"/></w:lvlOverride></w:num>'
        for at, (of, first) in enumerate(lists.instances, start=2)
    )
    return f"<w:numbering {_NAMESPACE}>{definitions}{instances}</w:numbering>"


def _level_xml(at: int, form: str, shown: str, suffix: str) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="{suffix}"/>'
        f"<w:lvlText w:val={quoteattr(shown)}/></w:lvl>"
    )


_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_WORD}.numbering+xml"/></Types>'
)


def _package(body: str, numbering: str) -> bytes:
    def related(kind: str, target: str) -> str:
        relation = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        return f"<Relationships {_RELATIONS}>{relation}</Relationships>"

    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": related("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": related("numbering", "numbering.xml"),
        "word/document.xml": f"<w:document {_NAMESPACE}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/numbering.xml": numbering,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            package.writestr(zipfile.ZipInfo(name), head + part)
    return file.getvalue()
