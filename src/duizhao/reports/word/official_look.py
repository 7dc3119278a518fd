"""How an official document looks (GB/T 9704): page, fonts with their stand-ins, styles, automatic numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from duizhao.reports.word.official_package import root

TITLE_FONT, BODY_FONT, HEADING_FONT, SUBHEADING_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
_INSTEAD: Final = {
    TITLE_FONT: "宋体",
    BODY_FONT: "仿宋",
    HEADING_FONT: "SimHei",
    SUBHEADING_FONT: "楷体",
}
MM: Final = 56.6929  # twips
NO_INDENT: Final = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_INDENT: Final = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'


@dataclass(frozen=True, slots=True)
class Numbering:
    """Number formats (ST_NumberFormat) and level texts of heading, subheading, item and subitem."""

    formats: tuple[str, str, str, str]
    texts: tuple[str, str, str, str]


OFFICIAL: Final = Numbering(
    ("chineseCountingThousand", "chineseCountingThousand", "decimal", "decimal"),
    ("%1、", "（%2）", "%3．", "（%4）"),
)
"""一、（一）1．（1）"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in mm: width, height, the edges top, right, bottom, left, and its footer's distance."""

    width: int
    height: int
    edges: tuple[int, int, int, int]
    foot: int

    @property
    def text_width(self) -> int:
        """Return the width of the text area (版心)."""
        return self.width - self.edges[1] - self.edges[3]


PORTRAIT: Final = Page(210, 297, (37, 26, 35, 28), 28)
"""A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm."""
LANDSCAPE: Final = Page(297, 210, (28, 37, 26, 35), 19)
"""The same page turned, its head at the binding edge."""


def section(page: Page) -> str:
    """Return the properties of a section whose pages are so."""
    top, right, bottom, left = (round(mm * MM) for mm in page.edges)
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/>'
        '<w:footerReference w:type="even" r:id="footer2"/>'
        f'<w:pgSz w:w="{round(page.width * MM)}" w:h="{round(page.height * MM)}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="850" '
        f'w:footer="{round(page.foot * MM)}" w:gutter="0"/></w:sectPr>'
    )


def styles() -> str:
    """Return the part with the styles."""
    spacing = '<w:spacing w:line="579" w:lineRule="exact"/>'  # 28.95 pt: 22 lines a page
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{font(BODY_FONT)}{size(16)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    body = _style("Normal", "Normal", f'{spacing}{_INDENT}<w:jc w:val="both"/>', default=True)
    wide = f'<w:spacing w:line="640" w:lineRule="exact"/>{NO_INDENT}'
    centred = f'{NO_INDENT}<w:jc w:val="center"/>'
    tight = f'<w:spacing w:before="30" w:after="30" w:line="320" w:lineRule="exact"/>{NO_INDENT}'
    return root(
        "styles",
        defaults
        + body
        + _style("Title", "Title", f'{wide}<w:jc w:val="center"/>', font(TITLE_FONT) + size(22))
        + _style("Byline", "署名", centred, font(SUBHEADING_FONT))
        + _style("Heading1", "heading 1", _linked(0), font(HEADING_FONT))
        + _style("Heading2", "heading 2", _linked(1), font(SUBHEADING_FONT))
        + _style("TableText", "表格文字", f'{tight}<w:jc w:val="left"/>', size(10.5)),
    )


def _linked(level: int) -> str:
    """What makes a style a numbered heading: its level in the list, and its place in Word's outline."""
    number = f'<w:ilvl w:val="{level}"/><w:numId w:val="1"/>'
    return f'<w:keepNext/><w:numPr>{number}</w:numPr><w:outlineLvl w:val="{level}"/>'


def _style(style: str, name: str, paragraph: str, run: str = "", *, default: bool = False) -> str:
    base = "" if default else '<w:basedOn w:val="Normal"/>'
    kind = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{style}"><w:name w:val="{name}"/>{base}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def numbering(chosen: Numbering) -> str:
    """Return the part with the automatic numbers of the four levels."""
    levels = "".join(
        _level(index, kind, text)
        for index, (kind, text) in enumerate(zip(chosen.formats, chosen.texts, strict=True))
    )
    return root(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
        f'{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )


def _level(index: int, kind: str, text: str) -> str:
    linked = f'<w:pStyle w:val="Heading{index + 1}"/>' if index < 2 else ""
    look = font((HEADING_FONT, SUBHEADING_FONT, BODY_FONT, BODY_FONT)[index])
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{_INDENT}</w:pPr><w:rPr>{look}</w:rPr></w:lvl>"
    )


def footer(side: str) -> str:
    """Return the page number between dashes, 4号; odd pages have it on the right, even ones on the left."""
    look = f"<w:rPr>{font('宋体')}{size(14)}</w:rPr>"
    before, one, after = (
        f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>' for text in ("— ", "1", " —")
    )
    number = f'<w:fldSimple w:instr="PAGE">{one}</w:fldSimple>'
    place = f'<w:pPr>{NO_INDENT}<w:jc w:val="{side}"/></w:pPr>'
    return root("ftr", f"<w:p>{place}{before}{number}{after}</w:p>")


def fonts() -> str:
    """Say which font stands in where an official one is not installed."""
    return root(
        "fonts",
        "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>'
            for name, other in _INSTEAD.items()
        ),
    )


def font(name: str) -> str:
    """Return the properties of a run in this font."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>'


def size(points: float) -> str:
    """Return the properties of a run of this size."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'
