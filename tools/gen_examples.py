"""Write the sample papers in Word, HTML and GB18030 from their sources; ``--check`` compares.

A source under ``tools/example_papers`` is marked up so: ``# `` title, ``> `` by-line or signature, ``## ``
and ``### `` headings, ``- `` or ``1. `` items, ``(1) `` items below them, ``| `` table rows; all other lines
are text. Word counts by itself: the numbers of a source are not copied.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from written import written

from duizhao.reports.word.official import Block, Role, word_file
from duizhao.reports.word.official_look import OFFICIAL, Numbering

TOOLS: Final = Path(__file__).resolve().parent
EXAMPLES: Final = TOOLS.parent / "examples"
SOURCES: Final = TOOLS / "example_papers"
# The demonstration brings the papers of the one team along, inside the package.
DEMO: Final = TOOLS.parent / "src" / "duizhao_web" / "demo" / "papers"
DEMO_TEXTS: Final = ("2024/4-副局长-水资源", "2025/4-副局长-水资源")

SPOKEN: Final = Numbering(
    ("chineseCounting", "chineseCounting", "chineseCounting", "decimal"), ("%1、", "（%2）", "%3是", "%4.")
)
JAPANESE: Final = Numbering(
    ("japaneseCounting", "japaneseCounting", "decimal", "decimalEnclosedCircle"),
    ("%1、", "（%2）", "%3.", "%4"),
)
WORD_FILES: Final = {
    "2024/1-班子": SPOKEN,
    "2024/2-局长": OFFICIAL,
    "2024/3-副局长-工程": SPOKEN,
    "2025/1-班子": SPOKEN,
    "2025/2-局长": JAPANESE,
    "2025/3-副局长-工程": SPOKEN,
    "other/巡察整改报告": OFFICIAL,
    "other/整改方案": JAPANESE,
    "other/杏坞乡班子": SPOKEN,
    "other/标签式": SPOKEN,
}
HTML_COPIES: Final = ("other/支部党员",)
GB18030_FILES: Final = ("other/交通运输局副局长",)

_MARKS: Final[tuple[tuple[str, Role], ...]] = (
    (r"# ", "title"),
    (r"> ", "byline"),
    (r"## ", "heading"),
    (r"### ", "subheading"),
    (r"- |\d+\. ", "item"),
    (r"\(\d+\) ", "subitem"),
)


def main() -> int:
    return written(files(), EXAMPLES.parent, __doc__)


def files() -> Iterator[tuple[Path, bytes]]:
    """Yield every file written here with its content."""
    for name, numbering in WORD_FILES.items():
        source = (SOURCES / f"{name}.md").read_text(encoding="utf-8")
        content = word_file(blocks(source), numbering)
        yield EXAMPLES / f"{name}.docx", content
        if not name.startswith("other/"):
            yield DEMO / f"{name}.docx", content
    for name in DEMO_TEXTS:
        yield DEMO / f"{name}.txt", (EXAMPLES / f"{name}.txt").read_bytes()
    for name in HTML_COPIES:
        text = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
        yield EXAMPLES / f"{name}.html", "\n".join(html(text)).encode("utf-8")
    for name in GB18030_FILES:
        text = (SOURCES / f"{name}.txt").read_text(encoding="utf-8")
        yield EXAMPLES / f"{name}.txt", text.encode("gb18030")


def blocks(source: str) -> list[Block]:
    """Return the blocks of a marked-up source."""
    return [_block(line) for line in source.splitlines() if line.strip()]


def _block(line: str) -> Block:
    if line.startswith("| "):
        return Block("row", cells=tuple(cell.strip() for cell in line.strip("| ").split("|")))
    for mark, role in _MARKS:
        found = re.match(mark, line)
        if found:
            return Block(role, line[found.end() :])
    return Block("text", line)


def html(text: str) -> Iterator[str]:
    """Yield the lines of a plain page: the first line as title, short lines without a stop as headings."""
    lines = [line for line in text.splitlines() if line]
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield f"<title>{escape(lines[0])}</title>\n</head>\n<body>\n<h1>{escape(lines[0])}</h1>"
    for i, line in enumerate(lines[1:]):
        tag = "h2" if i and not line.endswith("。") else "p"
        yield f"<{tag}>{escape(line)}</{tag}>"
    yield "</body>\n</html>\n"


if __name__ == "__main__":
    sys.exit(main())
