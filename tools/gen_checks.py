"""Write the reference of checks, one section a check, in both languages; ``--check`` says what is stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from written import written

from duizhao.checks.catalogue import shipped
from duizhao.checks.suppression.stale import stale
from duizhao.i18n import LANGUAGES, translator
from duizhao.reports import check_page
from duizhao.reports.check_words import CATEGORIES

ROOT = Path(__file__).resolve().parent.parent

# Words of these pages only; no part of the program, so no part of its catalogue.
WORDS = {
    "zh": (
        "全部校核",
        "本页由 tools/gen_checks.py 从各项校核生成，请勿手改。",
        "怎样设置、怎样忽略见 [checks.md](../checks.md)。示例中 « » 之间是所指的位置；\n"
        "示例都是虚构的，也是测试。",
        ("编号", "级别", "查什么"),
    ),
    "en": (
        "Reference of checks",
        "Written by tools/gen_checks.py from the checks; do not edit.",
        "For settings and suppression see [checks.md](../checks.md). In examples the place reported\n"
        "stands between « »; all of them are fictional and run as tests.",
        ("Id", "Severity", "Title"),
    ),
}


def main() -> int:
    return written(pages(), ROOT, __doc__)


def pages() -> Iterator[tuple[Path, str]]:
    """Yield both pages with their text."""
    for language in LANGUAGES:
        path = ROOT / "docs" / language / "reference" / "checks.md"
        yield path, "\n".join(page(language)) + "\n"


def page(language: str) -> Iterator[str]:
    """Yield the lines of the page: an overview, then a section a check under its category."""
    title, generated, lead, columns = WORDS[language]
    _, checks = translator(language), sorted((*shipped(), stale), key=lambda check: check.id)
    yield from (f"# {title}", "", f"<!-- {generated} -->", "", lead, "")
    yield from (f"| {' | '.join(columns)} |", "| --- | --- | --- |")
    for _category, found in check_page.by_category(checks):
        for one in found:
            yield f"| [{one.id}](#{one.id.lower()}) | {one.severity} | {_(one.title)} |"
    for category, found in check_page.by_category(checks):
        yield from ("", f"## {_(CATEGORIES[category])} ({category})")
        for one in found:
            yield ""
            yield from check_page.section(one, _)


if __name__ == "__main__":
    sys.exit(main())
