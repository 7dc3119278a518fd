"""What the TOML parser finds wrong, and where, in our own words; its own are English."""

from __future__ import annotations

from typing import Final

from duizhao.errors import Words, words
from duizhao.text.regex import regex


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_PLACE: Final = regex(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_AT: Final = _("第 %(line)s 行第 %(column)s 字：%(what)s")
_AT_END: Final = _("文件末尾：%(what)s")
_TOO_DEEP: Final = _("一层套一层，套得太深")
_OTHER: Final = _("写法有误（%(detail)s）")
# The beginning of the parser's sentence -> what it means to somebody who writes such a file by hand.
_MEANT: Final[dict[str, str]] = {
    "Invalid statement": _("应是“名称 = 值”或“[名称]”"),
    "Expected newline or end of document": _("值的后面有多余的内容"),
    "Expected '=' after a key": _("名称后面缺少等号；名称是中文的要加引号"),
    "Expected ']": _("方括号没有写完"),
    "Invalid initial character for a key part": _("名称里有不能用的字符；名称是中文的要加引号"),
    "Invalid value": _("值的写法不对；文字要加英文双引号"),
    "Unterminated string": _("引号没有写完"),
    "Illegal character '\\n'": _("引号没有写完"),
    "Illegal character": _("有不可见的控制字符"),
    "Found invalid character": _("有不可见的控制字符"),
    "Expected '\"": _("引号没有写完"),
    "Expected \"'": _("引号没有写完"),
    "Unescaped '\\' in a string": _("双引号里的 \\ 用错了：要写成 \\\\，或改用单引号"),
    "Unclosed array": _("方括号没有写完"),
    "Unclosed inline table": _("花括号没有写完"),
    "Cannot overwrite a value": _("同一个名称写了两次"),
    "Cannot declare": _("同一个名称写了两次"),
    "Cannot redefine": _("同一个名称写了两次"),
    "Cannot mutate": _("同一个名称写了两次"),
    "Duplicate inline table key": _("同一个名称写了两次"),
    "Invalid date or datetime": _("没有这个日期"),
}


def words_of(error: Exception) -> Words:
    """Return what is wrong and where."""
    what = meaning_of(error)
    place = _PLACE.search(str(error))
    if place is None:
        return what
    return words(_AT, line=place[1], column=place[2], what=what) if place[1] else words(_AT_END, what=what)


def meaning_of(error: Exception) -> Words:
    """Return what is wrong without its place, in our words where we know what it means."""
    if isinstance(error, RecursionError):
        return words(_TOO_DEEP)
    said = _PLACE.sub("", str(error))
    own = next((meaning for begin, meaning in _MEANT.items() if said.startswith(begin)), None)
    return words(own) if own else words(_OTHER, detail=said or type(error).__name__)
