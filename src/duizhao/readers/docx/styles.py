"""What a paragraph looks like after its styles: the ``basedOn`` chain, document defaults, theme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from duizhao.readers.docx.names import VAL, A, W, child
from duizhao.readers.docx.properties import (
    ParagraphProperties,
    RunProperties,
    laid_over,
    paragraph_properties,
    run_properties,
    theme_font,
)
from duizhao.readers.docx.stylesheet import StyleSheet
from duizhao.readers.reader import STYLES, refuse_more
from duizhao.record import Format

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHAIN_END: Final = 30
_STYLES_END: Final = 2_000  # in use; no paper comes near
_BODY_TEXT: Final = 9  # outline level of ordinary text
_HANS: Final = "Hans"
_PARAGRAPH, _CHARACTER = "paragraph", "character"
_NOTHING: Final = RunProperties()


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style resolved: its name, its chain of ids from itself upwards, and all it says."""

    name: str | None
    chain: tuple[str, ...]
    paragraph: ParagraphProperties
    run: RunProperties


BARE: Final = Style(None, (), ParagraphProperties(), RunProperties())


class Styles:
    """The styles of one document. Each is resolved once, when first asked for."""

    def __init__(self, sheet: StyleSheet, theme: Callable[[], _Element | None]) -> None:
        self._sheet = sheet
        self._theme = theme  # asked for only when a font is named by its place in the theme
        self._bases = {
            _PARAGRAPH: Style(None, (), *_document_defaults(sheet.defaults())),
            _CHARACTER: BARE,
        }
        self._styles: dict[tuple[str, str | None], Style] = {}
        self._formats: dict[tuple[object, ...], Format] = {}
        self._fonts: dict[str, str | None] = {}

    def style(self, style_id: str | None) -> Style:
        """Return a paragraph style; ``None`` or an unknown id is the default paragraph style."""
        found = self._resolved(style_id, _PARAGRAPH)
        return found if found.chain or style_id is None else self._resolved(None, _PARAGRAPH)

    def is_hidden(self, style: Style, run: RunProperties | None) -> bool:
        """Return whether a run with these properties of its own is hidden text."""
        if run is None:
            return bool(style.run.hidden)
        return bool(self._toggled(run.hidden, style.run.hidden, self._of_character(run.style).hidden))

    def format(self, style: Style, paragraph: ParagraphProperties, run: RunProperties) -> Format:
        """Return the facts of a paragraph with these properties of its own and of its weightiest run."""
        key = (
            style.chain,
            paragraph.outline_level,
            paragraph.alignment,
            paragraph.first_line_chars,
            paragraph.first_line_points,
            paragraph.line_spacing,
            paragraph.line_rule,
            run.style,
            run.east_asia,
            run.ascii,
            run.size,
            run.bold,
        )
        found = self._formats.get(key)
        if found is None:
            found = self._formats[key] = self._format(style, paragraph, run)
        return found

    def _format(self, style: Style, paragraph: ParagraphProperties, run: RunProperties) -> Format:
        paragraph = laid_over(paragraph, style.paragraph)
        character = self._of_character(run.style)
        bold = self._toggled(run.bold, style.run.bold, character.bold)
        run = laid_over(laid_over(run, character), style.run)
        level = paragraph.outline_level
        return Format(
            style=style.name,
            outline_level=level if level is not None and 0 <= level < _BODY_TEXT else None,
            alignment=paragraph.alignment,
            font_east_asia=self._font(run.east_asia),
            font_ascii=self._font(run.ascii),
            size=run.size,
            bold=bold,
            first_line_chars=paragraph.first_line_chars,
            first_line_points=paragraph.first_line_points,
            line_spacing=paragraph.line_spacing,
            line_rule=paragraph.line_rule,
        )

    def _of_character(self, style_id: str | None) -> RunProperties:
        return self._resolved(style_id, _CHARACTER).run if style_id else _NOTHING

    @staticmethod
    def _toggled(own: bool | None, paragraph: bool | None, character: bool | None) -> bool | None:
        """A run's own word is final; a character style turns over the paragraph style's (17.7.3)."""
        if own is not None:
            return own
        if paragraph is None or character is None:
            return character if paragraph is None else paragraph
        return paragraph != character

    def _resolved(self, style_id: str | None, kind: str, depth: int = 0) -> Style:
        """Return a style laid over what it is based on; with no such style, the defaults of its kind.

        A loop of styles, or an endless chain of them, ends somewhere.
        """
        key = kind, style_id
        if key in self._styles:
            return self._styles[key]
        element = self._sheet.default() if style_id is None else self._sheet.style(style_id)
        if element is None or element.get(W + "type", kind) != kind:
            found = self._bases[kind]
        else:
            parent = _value(element, "basedOn")
            base = (
                self._resolved(parent, kind, depth + 1)
                if parent and depth < _CHAIN_END
                else self._bases[kind]
            )
            found = _laid_over(element, base)
        refuse_more(len(self._styles), _STYLES_END, STYLES)
        self._styles[key] = found
        return found

    def _font(self, name: str | None) -> str | None:
        theme = theme_font(name) if name else None
        if theme is None:
            return name
        if theme not in self._fonts:
            self._fonts[theme] = self._theme_font(theme)
        return self._fonts[theme]

    def _theme_font(self, name: str) -> str | None:
        """Return the font a theme name stands for: ``minorEastAsia`` is the East Asian font of minorFont.

        Where the theme names no East Asian font, its list by script does; simplified Chinese is meant.
        """
        theme = self._theme()
        if theme is None:
            return None
        group = next(theme.iter(A + ("majorFont" if name.startswith("major") else "minorFont")), None)
        if group is None:
            return None
        if not name.endswith("EastAsia"):
            return _typeface(child(group, A + "latin"))
        return _typeface(child(group, A + "ea")) or next(
            (_typeface(font) for font in group.iter(A + "font") if font.get("script") == _HANS), None
        )


def _laid_over(element: _Element, base: Style) -> Style:
    """Return a style from its element and the style it is based on."""
    paragraph, run = child(element, W + "pPr"), child(element, W + "rPr")
    return Style(
        _value(element, "name"),
        (element.get(W + "styleId", ""), *base.chain[:_CHAIN_END]),
        base.paragraph if paragraph is None else laid_over(paragraph_properties(paragraph), base.paragraph),
        base.run if run is None else laid_over(run_properties(run), base.run),
    )


def _document_defaults(element: _Element | None) -> tuple[ParagraphProperties, RunProperties]:
    if element is None:
        return ParagraphProperties(), RunProperties()
    paragraph = element.find(f"{W}pPrDefault/{W}pPr")
    run = element.find(f"{W}rPrDefault/{W}rPr")
    return (
        ParagraphProperties() if paragraph is None else paragraph_properties(paragraph),
        RunProperties() if run is None else run_properties(run),
    )


def _value(element: _Element, name: str) -> str | None:
    found = child(element, W + name)
    return None if found is None else found.get(VAL)


def _typeface(font: _Element | None) -> str | None:
    return (font.get("typeface") or None) if font is not None else None
