"""Write the pages on the fields of Word templates from the code, or say what is stale (``--check``).

``docs/{en,zh}/reference/templates.md`` hold the fields of every kind of document a unit may have a template
of its own for. ``--check`` writes nothing and exits 1 when a page would change.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
os.environ["DUIZHAO_DATA"] = str(Path(tempfile.gettempdir()) / "duizhao-nothing-is-kept-here")
os.environ["DJANGO_SETTINGS_MODULE"] = "duizhao_web.config.settings"

import django  # noqa: E402

django.setup()

from django.utils import translation  # noqa: E402
from written import written  # noqa: E402

from duizhao_web.apps.exchange.templates import Kind, kinds  # noqa: E402

LANGUAGES: Final = {"en": "en", "zh": "zh-hans"}


class Words(NamedTuple):
    """What a page says around the fields."""

    title: str
    lead: tuple[str, ...]
    columns: tuple[str, str, str]
    must: str


WORDS: Final = {
    "en": Words(
        "Fields of Word templates",
        (
            "A unit's coordinator or chief keeps templates on the page “Word templates” of “Lists and ledgers”: download"
            " the starting template, change its look in WPS or Word, upload it. Field names are Chinese whatever the"
            " language of the pages.",
            "- A field is written `{{单位}}`, anywhere: text, table, table within a table, text box, header, footer. What"
            " goes in has the look of the field's first character. Full-width braces will do; Word may part a field into"
            " runs as it likes.",
            "- A field with a dot, `{{行.问题}}`, stands in a row of a table, and that row is repeated for each row of the"
            " content; outside a table its paragraph is. Where there is nothing, one empty row stays. A row has fields"
            " of one group only; groups cannot stand in headers and footers.",
            "- Nothing is computed: no conditions, loops or expressions. A name that is not in the table is a fault and"
            " named, with the nearest one there is.",
            "- With any fault nothing is kept and the former template stays. Refused: files over 2 MB, macros, links to"
            " the outside (web and mail addresses may be), embedded documents, controls, mail merge, fields that fetch"
            " or run, tracked changes, comments, pictures other than png, jpg, gif, bmp, classification marks.",
            "- Kept is what serves the template: author, company, the template it was made after, custom data are left"
            " behind.",
            "- Used is the template of the unit from which one exports; where it has none, that of the nearest unit"
            " above; else this system's form. The page of lists says which.",
        ),
        ("Field", "What goes in", "Required"),
        "yes",
    ),
    "zh": Words(
        "Word 模板的字段",
        (
            "单位的联络员或者主要负责人在“清单台账”的“Word 模板”页维护：下载起始模板，在 WPS 或 Word 里改好版式，再上传。",
            "- 字段写作 `{{单位}}`，写在哪里都行：正文、表格、表中表、文本框、页眉、页脚。填入的字照字段第一个字的字体字号。"
            "全角的大括号也认；Word 把一个字段拆成几段不要紧。",
            "- 带点的字段，如 `{{行.问题}}`，写在表格的一行里，这一行按内容逐行重复；写在表格外，就重复这一段。没有内容时留一个空行。"
            "一行里只能放一种带点的字段，不能放在页眉、页脚里。",
            "- 不做任何计算：没有条件、循环和表达式。表里没有的名称一律指出，并提示最接近的。",
            "- 有一处不对就不保存，原来的模板照用。不收：超过 2 MB 的文件、宏、外部链接（网址和邮箱除外）、嵌入的文档、控件、邮件合并、"
            "读取外部内容或者运行程序的域、修订痕迹、批注、png jpg gif bmp 以外的图片、密级标志。",
            "- 只保存模板用得着的部分：作者、单位、所依据的模板、自定义数据都不留。",
            "- 用的是导出人所在单位的模板；没有的，用最近的上级单位的；都没有的，用本系统的公文格式。“清单台账”页写明用的是谁的。",
        ),
        ("字段", "填入什么", "必须有"),
        "是",
    ),
}  # fmt: skip


def main() -> int:
    return written(pages(), ROOT, __doc__)


def pages() -> Iterator[tuple[Path, str]]:
    """Yield the pages and what they should say."""
    for language, code in LANGUAGES.items():
        with translation.override(code):
            yield ROOT / "docs" / language / "reference" / "templates.md", page(language)


def page(language: str) -> str:
    """Return the whole page."""
    words = WORDS[language]
    lines = [f"# {words.title}", "", words.lead[0], "", *words.lead[1:]]
    for kind in kinds().values():
        lines += ["", f"## {kind.title}", "", *table(kind, words)]
    return "\n".join(lines) + "\n"


def table(kind: Kind, words: Words) -> Iterator[str]:
    """Yield the fields of a kind as a table."""
    yield f"| {' | '.join(words.columns)} |"
    yield "|---|---|---|"
    for name, about, must in kind.shape.told:
        yield f"| `{{{{{name}}}}}` | {about} | {words.must if must else '—'} |"


if __name__ == "__main__":
    sys.exit(main())
