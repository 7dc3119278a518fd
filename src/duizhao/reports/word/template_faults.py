"""What is wrong with a template, in words for whoever made it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from duizhao.errors import Words, words
from duizhao.readers.docx.names import W

if TYPE_CHECKING:
    from lxml.etree import _Element


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


MACROS: Final = _("文件带有宏；请另存为不带宏的 Word 文档（.docx）")
LINKED: Final = _("文件链接到外部内容（%(what)s）；请改为嵌入，或者删去")
EMBEDDED: Final = _("文件里嵌有别的文档、控件或者对象；请删去，或者改为文字和图片")
COMMENTS: Final = _("文件里有批注；请删去批注")
TRACKED: Final = _("文件里有修订痕迹；请全部接受或者拒绝，关闭修订后再保存")
MERGES: Final = _("文件是邮件合并的主文档；请改为普通文档")
PICTURES: Final = _("图片只收 png、jpg、gif、bmp；请将其他格式的图片另存后换上")
STRICT: Final = _("文件是“Strict Open XML”格式；请另存为“Word 文档（.docx）”")
UNKNOWN_PART: Final = _("文件里有不能带入的内容（%(what)s）；请删去")
FIELD: Final = _("文件里有不收的域（%(what)s）；请按 Ctrl+Shift+F9 将它变成文字，或者删去")
UNKNOWN: Final = _("没有“%(name)s”这个字段")
UNKNOWN_NEAR: Final = _("没有“%(name)s”这个字段；是不是“%(near)s”？")
LOOSE: Final = _("大括号没有成对，或者写法不认识：%(where)s；字段写作 {{名称}}")
MIXED: Final = _("同一行里有两种逐行重复的字段：%(groups)s；一行只能放一种")
NESTED: Final = _("“%(group)s”的字段放在了另一个要重复的行里面；请放在单独的一行")
IN_MARGIN: Final = _("“%(group)s”的字段不能放在页眉、页脚和脚注里")
TOO_MANY: Final = _("字段过多：%(count)s 处，上限 %(most)s 处")
TOO_LONG: Final = _("要重复的一行内容过多；请精简这一行")
LACKING: Final = _("缺少字段“%(name)s”")
LACKING_GROUP: Final = _("缺少“%(group)s.”开头的字段，至少要有一个")
NOTHING: Final = _("文件里一个字段也没有；字段写作 {{名称}}")

MOST_TOLD: Final = 100
"""More faults than these nobody reads; they are told no further."""

# Fields that show something of the document itself; others fetch, run or ask.
_FIELDS: Final = frozenset({
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE",
    "TOC", "REF", "PAGEREF", "NOTEREF", "STYLEREF", "SEQ", "TITLE", "EQ", "SYMBOL", "FORMTEXT",
    "FORMCHECKBOX", "=",
})  # fmt: skip
_SAFE_LINKS: Final = ("http://", "https://", "mailto:")


def field_faults(root: _Element) -> Iterator[Words]:
    """Yield the fields that do more than show something of the document."""
    for instruction in _instructions(root):
        name = instruction.split(None, 1)[0].upper() if instruction.split() else ""
        if name == "HYPERLINK" and _leads_where_it_may(instruction):
            continue
        if name and name not in _FIELDS and not name.startswith("="):
            yield words(FIELD, what=name[:30])


def _leads_where_it_may(instruction: str) -> bool:
    target = instruction.split(None, 1)[1].strip() if len(instruction.split(None, 1)) > 1 else ""
    return target.startswith("\\l") or target.strip('"“” ').lower().startswith(_SAFE_LINKS)


def _instructions(root: _Element) -> Iterator[str]:
    """Yield what each field is told, however many runs it is written in."""
    for simple in root.iter(f"{W}fldSimple"):
        yield simple.get(f"{W}instr", "")
    open_: list[list[str]] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText"):
        kind = element.get(f"{W}fldCharType")
        if element.tag == f"{W}instrText":
            if open_:
                open_[-1].append(element.text or "")
            else:
                yield element.text or ""
        elif kind == "begin":
            open_.append([])
        elif kind == "separate" and open_:
            yield "".join(open_[-1])
            open_[-1] = []
        elif kind == "end" and open_:
            yield "".join(open_.pop())
    yield from map("".join, open_)
