"""Reads a labelled paper: plain text with marks written into it, into the text and its gold record.

The marks are described in ``LABELS.md`` beside this file. Spans are code points of the text without marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
SPLITS = ("dev", "heldout")
BODY = "¦"  # the text of a problem, cause or measure starts here
ROLES = frozenset(
    {"opening", "last_year", "problems", "causes", "measures", "case", "matters", "closing", "other"}
)
KINDS = frozenset(
    {
        "individual",
        "team",
        "report",
        "plan",
        "ledger",
        "opinions",
        "criticism",
        "minutes",
        "notice",
        "unknown",
    }
)
HEADERS = frozenset(
    {"layout", "kind", "year", "date", "unit", "author", "post", "chief", "links", "unscored"}
)
FIELDS = frozenset(
    {
        "sections", "problems", "titles", "examples", "causes", "roots", "measures", "claims", "last_year",
        "links", "title", "kind", "year", "unit", "name", "post", "chief",
    }
)  # fmt: skip

_MARK = re.compile(r"<(/?)([A-Za-z]+)(\??|-)(?:[ ]([^<>]*))?>")
_CLOSING_MARK = re.compile(r"[。．.：:；;，,、！!？?\s]*")
_COMMA = re.compile(r"[，,：:、\s]*")
_VOID = "a-"

Span = tuple[int, int]


class LabelError(ValueError):
    """A labelled paper that breaks the rules of the marks; the message names file and place."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A labelled paper.

    ``gold`` has the keys of ``duizhao.material/1`` as far as they are labelled. Beside them stand the
    liberties that a fair scorer must know: ``accepted`` are further right answers by field, ``optional``
    spans that may be answered or not, ``unscored`` fields without labels, ``linked`` the kinds of link
    labelled in full. In the record itself ``title_accepted`` lists the right titles of an item (``None`` is
    one), ``null_accepted`` the numbers of a last-year statement that may be left out, ``accepted`` the
    roles of a section, ``optional`` a measure that may be answered or not.
    """

    name: str
    text: str
    gold: dict[str, Any]
    layout: str = ""
    accepted: dict[str, list[str]] = field(default_factory=dict)
    optional: dict[str, list[Span]] = field(default_factory=dict)
    unscored: frozenset[str] = frozenset()
    linked: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Element:
    tag: str
    optional: bool
    argument: str
    start: int
    end: int = -1
    body: int | None = None
    parent: _Element | None = None


def papers(source: str, split: str) -> Iterator[Paper]:
    """Yield the papers of a source ("transcribed", "generated") and a split ("dev", "heldout") by name."""
    for path in sorted((FOLDER / source / split).glob("*.paper")):
        yield read(path)


def read(path: Path) -> Paper:
    """Return the paper of a file; raise ``LabelError`` where its marks are wrong."""
    return parse(path.read_text(encoding="utf-8"), name=path.stem)


def parse(source: str, *, name: str) -> Paper:
    """Return the paper written in ``source``: header lines, a line ``---``, then the text with its marks."""
    head, separator, body = source.partition("\n---\n")
    if not separator:
        raise LabelError(f"{name}: no line --- after the header")
    header = _header(head, name)
    text, elements = _elements(body, name)
    return _Builder(name, text, elements, header).paper()


# --------------------------------------------------------------------------- header


def _header(head: str, name: str) -> dict[str, str]:
    header: dict[str, str] = {}
    for line in head.splitlines():
        key, separator, value = line.partition(":")
        if not separator or key not in HEADERS or key in header:
            raise LabelError(f"{name}: header line {line!r}")
        header[key] = value.strip()
    kinds = _choices(header.get("kind"))
    if not kinds or not KINDS.issuperset(kinds):
        raise LabelError(f"{name}: kind {header.get('kind')!r}")
    return header


def _choices(value: str | None) -> list[str]:
    return [part.strip() for part in (value or "").split("|") if part.strip()]


# --------------------------------------------------------------------------- marks


def _elements(body: str, name: str) -> tuple[str, list[_Element]]:
    """Return the text without marks, and the elements in the order in which they begin."""
    text: list[str] = []
    length = 0
    found: list[_Element] = []
    stack: list[_Element] = []
    place = 0
    for mark in [*_MARK.finditer(body), None]:
        piece = body[place : mark.start() if mark else len(body)]
        for part_number, part in enumerate(piece.split(BODY)):
            if part_number:
                _body_starts(stack, length, name)
            text.append(part)
            length += len(part)
        if mark is None:
            break
        place = mark.end()
        closing, tag, sign, argument = mark.groups()
        if tag + sign == _VOID:
            found.append(_Element(_VOID, False, "", length, length))
        elif closing:
            _close(stack, tag, length, name)
        else:
            element = _Element(tag, sign == "?", argument or "", length, parent=stack[-1] if stack else None)
            found.append(element)
            stack.append(element)
    if stack:
        raise LabelError(f"{name}: <{stack[-1].tag}> is not closed")
    plain = "".join(text)
    if "<" in plain or ">" in plain:
        raise LabelError(f"{name}: stray mark near {plain[max(0, plain.find('<') - 10) :][:30]!r}")
    return plain, found


def _body_starts(stack: list[_Element], place: int, name: str) -> None:
    owner = next((element for element in reversed(stack) if element.tag in ("p", "c", "m", "e", "r")), None)
    if owner is None or owner.body is not None:
        raise LabelError(f"{name}: {BODY} at {place} has no element of its own")
    owner.body = place


def _close(stack: list[_Element], tag: str, place: int, name: str) -> None:
    if not stack or stack[-1].tag != tag:
        raise LabelError(f"{name}: </{tag}> at {place} closes <{stack[-1].tag if stack else ''}>")
    element = stack.pop()
    element.end = place
    if element.start == place:
        raise LabelError(f"{name}: <{tag}> at {place} is empty")


# --------------------------------------------------------------------------- the gold record


class _Builder:
    """Turns elements into the record."""

    def __init__(self, name: str, text: str, elements: list[_Element], header: dict[str, str]) -> None:
        self.name = name
        self.text = text
        self.elements = elements
        self.header = header
        self.accepted: dict[str, list[str]] = {}
        self.optional: dict[str, list[Span]] = {"examples": [], "last_year": [], "claims": []}
        self.aspect: dict[str, Any] | None = None
        self.aspects = 0
        self.lists: dict[str, list[dict[str, Any]]] = {
            key: [] for key in ("sections", "problems", "causes", "measures", "claims", "last_year", "links")
        }
        self.of: dict[int, dict[str, Any]] = {}  # id of element -> its record
        self.aims: list[tuple[str, str, str]] = []

    def paper(self) -> Paper:
        title = None
        for element in self.elements:
            if element.tag == "T":
                title = self._words(element)
            else:
                self._take(element)
        self._link()
        gold = {"title": title, **self._document(), **self.lists}
        return Paper(
            name=self.name,
            text=self.text,
            gold=gold,
            layout=self.header.get("layout", ""),
            accepted=self.accepted,
            optional=self.optional,
            unscored=self._fields("unscored"),
            linked=frozenset(self.header.get("links", "").split()),
        )

    def _fields(self, key: str) -> frozenset[str]:
        names = frozenset(self.header.get(key, "").split())
        if unknown := names - FIELDS:
            raise LabelError(f"{self.name}: {key} {sorted(unknown)}")
        return names

    def _document(self) -> dict[str, Any]:
        header = self.header
        self.accepted["kind"] = _choices(header["kind"])
        document: dict[str, Any] = {
            "kind": self.accepted["kind"][0],
            "year": self._year(),
            "date": header.get("date") or None,
        }
        for key, field_name in (("unit", "unit"), ("author", "name"), ("post", "post")):
            choices = _choices(header.get(key))
            document[field_name] = choices[0] if choices else None
            self.accepted[field_name] = choices
        chief = {"true": True, "false": False, "": None, "?": None}[header.get("chief", "")]
        author = {"name": document.pop("name"), "post": document.pop("post"), "chief": chief}
        document["author"] = author if any(value is not None for value in author.values()) else None
        return document

    def _year(self) -> int | None:
        self.accepted["year"] = _choices(self.header.get("year"))
        return int(self.accepted["year"][0]) if self.accepted["year"] else None

    def _take(self, element: _Element) -> None:
        takers = {
            "S": self._section, "h": self._heading, "a": self._aspect, _VOID: self._no_aspect,
            "p": self._problem, "t": self._title, "e": self._example, "c": self._cause, "r": self._root,
            "m": self._measure, "claim": self._claim, "ly": self._last_year,
        }  # fmt: skip
        if element.tag not in takers:
            raise LabelError(f"{self.name}: unknown mark <{element.tag}>")
        takers[element.tag](element)

    def _words(self, element: _Element) -> str:
        words = re.sub(r"\s*\n\s*", "", self.text[element.start : element.end].strip())
        return words.rstrip("。．：:；;，,、 \u3000")

    def _owner(self, element: _Element, *tags: str) -> dict[str, Any]:
        parent = element.parent
        while parent is not None and parent.tag not in tags:
            parent = parent.parent
        if parent is None:
            raise LabelError(f"{self.name}: <{element.tag}> at {element.start} stands in none of {tags}")
        return self.of[id(parent)]

    def _section(self, element: _Element) -> None:
        roles = element.argument.split("|")
        if not set(roles) <= ROLES:
            raise LabelError(f"{self.name}: role {element.argument!r}")
        record = {"role": roles[0], "heading": None, "span": (element.start, element.end)}
        if len(roles) > 1:
            record["accepted"] = roles
        self.aspect = None
        self._add("sections", element, record)

    def _heading(self, element: _Element) -> None:
        self._owner(element, "S")["heading"] = self._words(element)

    def _aspect(self, element: _Element) -> None:
        self.aspects += 1
        self.aspect = {"no": self.aspects, "title": self._words(element), "code": None}

    def _no_aspect(self, _: _Element) -> None:
        self.aspect = None

    def _add(self, key: str, element: _Element, record: dict[str, Any]) -> None:
        self.of[id(element)] = record
        self.lists[key].append(record)

    def _content(self, element: _Element) -> str:
        """The whole content without number and title."""
        start = element.body
        if start is None:
            titles = [e for e in self.elements if e.tag == "t" and e.parent is element]
            start = element.start
            if titles:
                closing = _CLOSING_MARK.match(self.text, titles[0].end, element.end)
                assert closing is not None
                start = closing.end()
        return self.text[start : element.end].strip()

    def _item(self, letter: str, key: str, element: _Element) -> dict[str, Any]:
        text = self._content(element)
        return {
            "id": f"{letter}{len(self.lists[key]) + 1}",
            "title": None,
            "title_accepted": [None, *_only_sentence(text)],
            "text": text,
            "span": (element.start, element.end),
        }

    def _problem(self, element: _Element) -> None:
        record = self._item("P", "problems", element)
        self._add(
            "problems", element, {"id": record.pop("id"), "aspect": self.aspect, **record, "examples": []}
        )

    def _title(self, element: _Element) -> None:
        owner = self._owner(element, "p", "c", "m")
        owner["title"] = self._words(element)
        owner["title_accepted"] = [owner["title"], *([None] if element.optional else [])]

    def _cause(self, element: _Element) -> None:
        record = {**self._item("C", "causes", element), "root": None}
        self._add("causes", element, record)
        self._aim("cause", record["id"], element.argument)

    def _measure(self, element: _Element) -> None:
        record = self._item("M", "measures", element)
        if element.optional:
            record["optional"] = True
        self._add("measures", element, record)
        self._aim("measure", record["id"], element.argument)

    def _aim(self, kind: str, to: str, argument: str) -> None:
        if argument:
            key, _, numbers = argument.partition("=")
            if key != "p":
                raise LabelError(f"{self.name}: argument {argument!r}")
            self.aims += [(kind, to, f"P{number.strip()}") for number in numbers.split(",")]

    def _link(self) -> None:
        problems = {problem["id"] for problem in self.lists["problems"]}
        for kind, to, problem in self.aims:
            if problem not in problems:
                raise LabelError(f"{self.name}: {to} answers {problem}, which is not there")
            self.lists["links"].append({"problem": problem, "kind": kind, "to": to})

    def _marked(self, element: _Element, marker: str) -> dict[str, Any]:
        start = element.start
        if marker:
            if not self.text.startswith(marker, start):
                raise LabelError(f"{self.name}: {marker!r} does not open the element at {start}")
            comma = _COMMA.match(self.text, start + len(marker), element.end)
            assert comma is not None
            start = comma.end()
        return {
            "marker": marker or None,
            "text": self.text[element.body or start : element.end].strip(),
            "span": (element.start, element.end),
        }

    def _example(self, element: _Element) -> None:
        if element.optional:
            self.optional["examples"].append((element.start, element.end))
        else:
            self._owner(element, "p")["examples"].append(self._marked(element, element.argument))

    def _root(self, element: _Element) -> None:
        self._owner(element, "c")["root"] = self._marked(element, element.argument)

    def _claim(self, element: _Element) -> None:
        if element.optional:
            self.optional["claims"].append((element.start, element.end))
            return
        scope, _, responsibility = element.argument.partition(" ")
        items = [] if scope == "all" else [int(number) for number in scope.split(",")]
        record = {
            "text": self.text[element.start : element.end].strip(),
            "span": (element.start, element.end),
            "scope": "listed" if items else "all",
            "items": items,
            "responsibility": responsibility or None,
        }
        self._add("claims", element, record)

    def _last_year(self, element: _Element) -> None:
        if element.optional:
            self.optional["last_year"].append((element.start, element.end))
            return
        numbers = dict(zip(("found", "done", "open"), (element.argument or "-/-/-").split("/"), strict=True))
        record = {
            "text": self.text[element.start : element.end].strip(),
            "span": (element.start, element.end),
            **{key: None if number == "-" else int(number.rstrip("?")) for key, number in numbers.items()},
            "null_accepted": [key for key, number in numbers.items() if number.endswith("?")],
        }
        self._add("last_year", element, record)


def _only_sentence(text: str) -> list[str]:
    """A text of one sentence may be taken for a title with nothing after it."""
    sentence = text.rstrip("。；;")
    return [] if not sentence or re.search("[。：:]", sentence) else [sentence]
