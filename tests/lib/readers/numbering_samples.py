"""Word files with automatic numbers and the labels Word prints, for our reader and LibreOffice alike."""

from __future__ import annotations

from dataclasses import dataclass

from wordfile import abstract, docx, level, num, override, p, style

CHINESE = abstract(
    1,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
    level(4, "decimalEnclosedCircle", "%5"),
)
OUTLINE = abstract(
    1,
    level(0, "chineseCountingThousand", "第%1章"),
    level(1, "decimal", "%1.%2", "<w:isLgl/>"),
    level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
)
DECIMALS = abstract(
    1, *(level(at, "decimal", text) for at, text in enumerate(("%1.", "%1.%2.", "%1.%2.%3.")))
)
DELETED = '<w:del w:id="1" w:author="甲"><w:r><w:delText>删</w:delText></w:r></w:del>'
DELETED_MARK = '<w:del w:id="2" w:author="甲"/>'
ONE_CELL = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
NUMBERED = "<w:pPr><w:numPr>{}</w:numPr></w:pPr>"
LISTED = NUMBERED.format('<w:numId w:val="1"/>')


@dataclass(frozen=True)
class Sample:
    """A file and its paragraphs' labels without separators; ``differs`` says where LibreOffice does."""

    name: str
    data: bytes
    labels: tuple[str, ...]
    differs: str = ""


def items(*levels: int, number: int = 1) -> list[str]:
    """Return numbered paragraphs at these levels, of one list."""
    return [p("条", num=number, level=at) for at in levels]


def of_format(name: str, count: int, *labels: str, differs: str = "") -> Sample:
    """Return a list in one format whose labels end with that of ``count``."""
    definitions = abstract(1, level(0, name, "%1", start=count - len(labels) + 1)) + num(1, 1)
    return Sample(name, docx(*items(*[0] * len(labels)), numbering=definitions), labels, differs)


SAMPLES = [
    Sample(
        "five levels of an official paper",
        docx(*items(0, 1, 1, 2, 3, 4, 4, 2, 0, 1, 2), numbering=CHINESE + num(1, 1)),
        ("一、", "（一）", "（二）", "1.", "（1）", "①", "②", "2.", "二、", "（一）", "1."),
    ),
    Sample(
        "plain text between does not stop the count",
        docx(*items(0), "正文", *items(1), "正文", *items(1, 0), numbering=CHINESE + num(1, 1)),
        ("一、", "", "（一）", "", "（二）", "二、"),
    ),
    Sample(
        "isLgl prints all levels in decimal",
        docx(*items(0, 1, 1, 2, 0, 1), numbering=OUTLINE + num(1, 1)),
        ("第一章", "1.1", "1.2", "1.2.1", "第二章", "2.1"),
        differs="does not know isLgl",
    ),
    Sample(
        "two lists of one definition count on",
        docx(*items(0, 0), *items(0, number=2), numbering=DECIMALS + num(1, 1) + num(2, 1)),
        ("1.", "2.", "3."),
    ),
    Sample(
        "startOverride begins again, once",
        docx(
            *items(0, 0),
            *items(0, 0, number=2),
            *items(0),
            *items(0, number=2),
            numbering=DECIMALS + num(1, 1) + num(2, 1, override(0, start=1)),
        ),
        ("1.", "2.", "1.", "2.", "3.", "4."),
    ),
    Sample(
        "startOverride with another number",
        docx(
            *items(0),
            *items(0, 1, number=2),
            numbering=DECIMALS + num(1, 1) + num(2, 1, override(0, start=5)),
        ),
        ("1.", "5.", "5.1."),
    ),
    Sample(
        "an overridden level",
        docx(
            *items(0, 1),
            *items(0, 1, number=2),
            numbering=DECIMALS + num(1, 1) + num(2, 1, override(1, replaced=level(1, "upperLetter", "%2)"))),
        ),
        ("1.", "1.1.", "2.", "A)"),
    ),
    Sample(
        "two definitions count apart",
        docx(
            *items(0, 0),
            *items(0, number=2),
            *items(0),
            numbering=DECIMALS + abstract(2, level(0, "upperRoman", "%1.")) + num(1, 1) + num(2, 2),
        ),
        ("1.", "2.", "I.", "3."),
    ),
    Sample(
        "lvlRestart 0 never begins again",
        docx(
            *items(0, 1, 1, 0, 1),
            numbering=abstract(
                1, level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
            )
            + num(1, 1),
        ),
        ("1.", "1)", "2)", "2.", "3)"),
        differs="does not know lvlRestart",
    ),
    Sample(
        "lvlRestart 1 begins again after the first level only",
        docx(
            *items(0, 1, 2, 1, 2, 0, 1, 2),
            numbering=abstract(
                1,
                level(0, "decimal", "%1."),
                level(1, "decimal", "%1.%2."),
                level(2, "decimal", "%3)", '<w:lvlRestart w:val="1"/>'),
            )
            + num(1, 1),
        ),
        ("1.", "1.1.", "1)", "1.2.", "2)", "2.", "2.1.", "1)"),
        differs="does not know lvlRestart",
    ),
    Sample(
        "a level passed over counts as used",
        docx(*items(0, 2, 1, 2), numbering=DECIMALS + num(1, 1)),
        ("1.", "1.1.1.", "1.2.", "1.2.1."),
    ),
    Sample(
        "a list that begins below its first level",
        docx(*items(1, 1, 0), numbering=DECIMALS + num(1, 1)),
        ("1.1.", "1.2.", "2."),
    ),
    Sample(
        "start values",
        docx(
            *items(0, 1, 0, 1),
            numbering=abstract(
                1, level(0, "decimal", "%1.", start=3), level(1, "lowerLetter", "%2)", start=2)
            )
            + num(1, 1),
        ),
        ("3.", "b)", "4.", "b)"),
    ),
    Sample(
        "a bullet level prints nothing in a placeholder",
        docx(
            *items(0, 1, 2),
            numbering=abstract(
                1, level(0, "decimal", "%1."), level(1, "bullet", "—"), level(2, "decimal", "%1.%2%3.")
            )
            + num(1, 1),
        ),
        ("1.", "—", "1.1."),
        differs="prints a bullet of its own",
    ),
    Sample(
        "numbering of a style, by its level's pStyle",
        docx(
            p("章", style="H1"),
            p("节", style="H2"),
            p("节", style="H2"),
            p("章", style="H1"),
            p("节", style="H2child"),
            styles=style("H1", LISTED) + style("H2", LISTED) + style("H2child", based_on="H2"),
            numbering=abstract(
                1,
                level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>'),
                level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>'),
            )
            + num(1, 1),
        ),
        ("一、", "（一）", "（二）", "二、", "（一）"),
        differs="does not look for the level's pStyle (17.9.23)",
    ),
    Sample(
        "a style that says the level only inherits the list",
        docx(
            p("章", style="H1"),
            p("节", style="H2"),
            p("节", style="H2"),
            styles=style("H1", NUMBERED.format('<w:ilvl w:val="0"/><w:numId w:val="1"/>'))
            + style("H2", NUMBERED.format('<w:ilvl w:val="1"/>'), based_on="H1"),
            numbering=CHINESE + num(1, 1),
        ),
        ("一、", "（一）", "（二）"),
    ),
    Sample(
        "numId 0 turns a style's number off",
        docx(
            p("章", style="H1"),
            p("章", style="H1", num=0),
            p("章", style="H1"),
            p("章", style="Plain"),
            styles=style("H1", LISTED)
            + style("Plain", NUMBERED.format('<w:numId w:val="0"/>'), based_on="H1"),
            numbering=CHINESE + num(1, 1),
        ),
        ("一、", "", "二、", ""),
    ),
    Sample(
        "a numbering style",
        docx(
            *items(0, 1, 0),
            styles=style("公文编号", NUMBERED.format('<w:numId w:val="2"/>'), kind="numbering"),
            numbering=abstract(1, '<w:numStyleLink w:val="公文编号"/>')
            + abstract(
                2,
                '<w:styleLink w:val="公文编号"/>',
                level(0, "chineseCounting", "%1、"),
                level(1, "chineseCounting", "（%2）"),
            )
            + num(1, 1)
            + num(2, 2),
        ),
        ("一、", "（一）", "二、"),
    ),
    Sample(
        "in a table, on with the body's count",
        docx(
            *items(0),
            ONE_CELL.format(items(0)[0]),
            *items(0),
            numbering=DECIMALS + num(1, 1),
        ),
        ("1.", "2.", "3."),
    ),
    Sample(
        "a deleted paragraph is not counted",
        docx(
            *items(0),
            p(DELETED, num=1, level=0, mark=DELETED_MARK),
            *items(0),
            numbering=DECIMALS + num(1, 1),
        ),
        ("1.", "2."),
        differs="prints deleted text",
    ),
    of_format(
        "chineseCounting",
        21,
        "十",
        "十一",
        "十二",
        "十三",
        "十四",
        "十五",
        "十六",
        "十七",
        "十八",
        "十九",
        "二十",
        "二十一",
    ),
    of_format("chineseCountingThousand", 21, "十九", "二十", "二十一"),
    of_format("chineseCountingThousand", 111, "一百一十", "一百一十一"),
    of_format(
        "japaneseCounting",
        21,
        "十",
        "十一",
        "十二",
        "十三",
        "十四",
        "十五",
        "十六",
        "十七",
        "十八",
        "十九",
        "二十",
        "二十一",
    ),
    of_format("ideographDigital", 11, "九", "一〇", "一一", differs="writes 十"),
    of_format("chineseLegalSimplified", 3, "壹", "贰", "叁"),
    of_format("taiwaneseCountingThousand", 11, "九", "十", "十一"),
    of_format("ideographTraditional", 3, "甲", "乙", "丙"),
    of_format("ideographZodiac", 3, "子", "丑", "寅"),
    of_format("decimalZero", 10, "08", "09", "10"),
    of_format("decimalFullWidth", 10, "９", "１０"),
    of_format("decimalEnclosedCircle", 20, "⑲", "⑳"),
    of_format("upperLetter", 28, "Z", "AA", "BB"),
    of_format("lowerLetter", 27, "z", "aa"),
    of_format("upperRoman", 9, "VIII", "IX"),
    of_format("lowerRoman", 14, "xiii", "xiv"),
    of_format("none", 2, "", ""),
]
