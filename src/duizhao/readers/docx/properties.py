"""What one ``w:pPr`` or ``w:rPr`` says by itself, and how properties are laid over each other."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, TypeVar

from duizhao.readers.docx.names import VAL, W, integer, is_on, points

if TYPE_CHECKING:
    from lxml.etree import _Element

_TWIP: Final = 1 / 20
_SIDES: Final = {"start": "left", "end": "right"}
_THEME: Final = "theme:"


@dataclass(slots=True)
class RunProperties:
    """Fonts, size in points, bold and hidden; ``None`` is "not said here". A theme font begins ``theme:``."""

    style: str | None = None
    east_asia: str | None = None
    ascii: str | None = None
    size: float | None = None
    bold: bool | None = None
    hidden: bool | None = None


@dataclass(slots=True)
class ParagraphProperties:
    """Paragraph facts as ``duizhao.record.Format`` names them, and the numbering asked for."""

    style: str | None = None
    outline_level: int | None = None
    alignment: str | None = None
    first_line_chars: float | None = None
    first_line_points: float | None = None
    line_spacing: float | None = None
    line_rule: str | None = None
    number: int | None = None
    number_level: int | None = None
    mark: _Element | None = None  # w:rPr of the paragraph mark
    section: _Element | None = None  # w:sectPr of a section that ends here


Properties = TypeVar("Properties", RunProperties, ParagraphProperties)


def laid_over(top: Properties, base: Properties) -> Properties:
    """Return the properties of ``top``, completed by those of ``base``."""
    values = (
        mine if (mine := getattr(top, name)) is not None else getattr(base, name)
        for name in _FIELDS[type(top)]
    )
    return type(top)(*values)


def run_properties(element: _Element) -> RunProperties:
    """Read a ``w:rPr``."""
    found = RunProperties()
    for child in element:
        read = _RUN.get(child.tag)
        if read:
            read(found, child)
    return found


def paragraph_properties(element: _Element) -> ParagraphProperties:
    """Read a ``w:pPr``; the properties it had before a tracked change are left aside."""
    found = ParagraphProperties()
    for child in element:
        read = _PARAGRAPH.get(child.tag)
        if read:
            read(found, child)
    return found


def theme_font(name: str) -> str | None:
    """Return the theme's name for a font that is not named itself (``minorEastAsia``), else ``None``."""
    return name[len(_THEME) :] if name.startswith(_THEME) else None


def _value(element: _Element) -> str | None:
    """Return ``w:val``, which is all the attributes there are: taken so, it costs a third of a look-up."""
    values = element.values()
    return str(values[0]) if len(values) == 1 else element.get(VAL)


def _fonts(found: RunProperties, element: _Element) -> None:
    theme, latin_theme = element.get(_EAST_ASIA_THEME), element.get(_ASCII_THEME)
    found.east_asia = _THEME + theme if theme else element.get(_EAST_ASIA)
    found.ascii = _THEME + latin_theme if latin_theme else element.get(_ASCII)


def _run_style(found: RunProperties, element: _Element) -> None:
    found.style = _value(element)


def _size(found: RunProperties, element: _Element) -> None:
    found.size = points(_value(element), 0.5)


def _bold(found: RunProperties, element: _Element) -> None:
    found.bold = is_on(element.get(VAL))


def _hidden(found: RunProperties, element: _Element) -> None:
    found.hidden = is_on(element.get(VAL))


def _paragraph_style(found: ParagraphProperties, element: _Element) -> None:
    found.style = _value(element)


def _outline_level(found: ParagraphProperties, element: _Element) -> None:
    found.outline_level = integer(_value(element))


def _alignment(found: ParagraphProperties, element: _Element) -> None:
    value = _value(element)
    found.alignment = _SIDES.get(value, value) if value else None


def _indents(found: ParagraphProperties, element: _Element) -> None:
    first, hanging = element.get(_FIRST_LINE), element.get(_HANGING)
    first_chars, hanging_chars = integer(element.get(_FIRST_LINE_CHARS)), integer(element.get(_HANGING_CHARS))
    if hanging is not None:  # a hanging indent wins over a first line indent
        first_points = points(hanging, _TWIP)
        found.first_line_points = None if first_points is None else -first_points
    else:
        found.first_line_points = points(first, _TWIP)
    if hanging_chars:
        found.first_line_chars = -hanging_chars / 100
    elif first_chars is not None:
        found.first_line_chars = first_chars / 100


def _spacing(found: ParagraphProperties, element: _Element) -> None:
    line = points(element.get(_LINE), _TWIP)
    if line is not None:
        found.line_spacing = line
        found.line_rule = element.get(_LINE_RULE) or "auto"


def _numbering(found: ParagraphProperties, element: _Element) -> None:
    for child in element:
        if child.tag == _NUM_ID:
            found.number = integer(_value(child))
        elif child.tag == _LEVEL:
            found.number_level = integer(_value(child))


def _mark(found: ParagraphProperties, element: _Element) -> None:
    found.mark = element


def _section(found: ParagraphProperties, element: _Element) -> None:
    found.section = element


_NUM_ID, _LEVEL = W + "numId", W + "ilvl"
_EAST_ASIA, _ASCII = W + "eastAsia", W + "ascii"
_EAST_ASIA_THEME, _ASCII_THEME = W + "eastAsiaTheme", W + "asciiTheme"
_FIRST_LINE, _HANGING = W + "firstLine", W + "hanging"
_FIRST_LINE_CHARS, _HANGING_CHARS = W + "firstLineChars", W + "hangingChars"
_LINE, _LINE_RULE = W + "line", W + "lineRule"
_RUN: Final = {
    W + "rStyle": _run_style,
    W + "rFonts": _fonts,
    W + "sz": _size,
    W + "b": _bold,
    W + "vanish": _hidden,
}
_PARAGRAPH: Final = {
    W + "pStyle": _paragraph_style,
    W + "outlineLvl": _outline_level,
    W + "jc": _alignment,
    W + "ind": _indents,
    W + "spacing": _spacing,
    W + "numPr": _numbering,
    W + "rPr": _mark,
    W + "sectPr": _section,
}
_FIELDS: Final[dict[type, tuple[str, ...]]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in (RunProperties, ParagraphProperties)
}
