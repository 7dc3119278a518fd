"""What a paragraph looks like after its styles: the ``basedOn`` chain, document defaults, theme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from duizhao.readers.docx.names import VAL, A, W
from duizhao.readers.docx.properties import (
    ParagraphProperties,
    RunProperties,
    laid_over,
    paragraph_properties,
    run_properties,
    theme_font,
)
from duizhao.readers.docx.stylesheet import StyleSheet
from duizhao.record import Format

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHAIN_END: Final = 50  # styles based on each other; a loop ends here too
_BODY_TEXT: Final = 9  # outline level of ordinary text
_HANS: Final = "Hans"


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style resolved: its name, its chain of ids from itself upwards, and all it says."""

    name: str | None
    chain: tuple[str, ...]
    paragraph: ParagraphProperties
    run: RunProperties


class Styles:
    """The styles of one document. Each is resolved once, when first asked for."""

    def __init__(self, sheet: StyleSheet, theme: Callable[[], _Element | None]) -> None:
        self._sheet = sheet
        self._theme = theme  # asked for only when a font is named by its place in the theme
        self._defaults = _document_defaults(sheet.defaults())
        self._styles: dict[str | None, Style] = {}
        self._character: dict[str, RunProperties] = {}
        self._formats: dict[tuple[object, ...], Format] = {}

    def style(self, style_id: str | None) -> Style:
        """Return a paragraph style; ``None`` or an unknown id is the default paragraph style."""
        found = self._styles.get(style_id)
        if found is None:
            found = self._styles[style_id] = self._resolve(style_id)
        return found

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

    @staticmethod
    def _toggled(own: bool | None, paragraph: bool | None, character: bool | None) -> bool | None:
        """A run's own word is final; a character style turns over the paragraph style's (17.7.3)."""
        if own is not None:
            return own
        if paragraph is None or character is None:
            return character if paragraph is None else paragraph
        return paragraph != character

    def _resolve(self, style_id: str | None) -> Style:
        chain = self._chain(style_id, kind="paragraph")
        if not chain and style_id is not None:
            return self.style(None)
        paragraph, run = ParagraphProperties(), RunProperties()
        for _, element in chain:
            own, own_run = _own_properties(element)
            paragraph, run = laid_over(paragraph, own), laid_over(run, own_run)
        default_paragraph, default_run = self._defaults
        ids = tuple(style_id for style_id, _ in chain)
        name = _name(chain[0][1]) if chain else None
        return Style(name, ids, laid_over(paragraph, default_paragraph), laid_over(run, default_run))

    def _of_character(self, style_id: str | None) -> RunProperties:
        if style_id is None:
            return _NOTHING
        found = self._character.get(style_id)
        if found is None:
            found = RunProperties()
            for _, element in self._chain(style_id, kind="character"):
                found = laid_over(found, _own_properties(element)[1])
            self._character[style_id] = found
        return found

    def _chain(self, style_id: str | None, *, kind: str) -> list[tuple[str, _Element]]:
        chain: list[tuple[str, _Element]] = []
        element = self._sheet.default() if style_id is None else self._sheet.style(style_id)
        while element is not None and len(chain) < _CHAIN_END and element.get(W + "type", kind) == kind:
            chain.append((element.get(W + "styleId", ""), element))
            based_on = element.find(W + "basedOn")
            parent = None if based_on is None else based_on.get(VAL)
            element = self._sheet.style(parent) if parent else None
        return chain

    def _font(self, name: str | None) -> str | None:
        theme = theme_font(name) if name else None
        return self._theme_font(theme) if theme else name

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
            return _typeface(group.find(A + "latin"))
        return _typeface(group.find(A + "ea")) or next(
            (_typeface(font) for font in group.iter(A + "font") if font.get("script") == _HANS), None
        )


_NOTHING: Final = RunProperties()


def _own_properties(style: _Element) -> tuple[ParagraphProperties, RunProperties]:
    """Return what a style element itself says."""
    paragraph, run = style.find(W + "pPr"), style.find(W + "rPr")
    return (
        ParagraphProperties() if paragraph is None else paragraph_properties(paragraph),
        RunProperties() if run is None else run_properties(run),
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


def _name(style: _Element) -> str | None:
    name = style.find(W + "name")
    return None if name is None else name.get(VAL)


def _typeface(font: _Element | None) -> str | None:
    return (font.get("typeface") or None) if font is not None else None
