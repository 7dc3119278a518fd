"""What the YAML parser finds wrong, in our own words; its own are English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from duizhao.errors import Words, words

if TYPE_CHECKING:
    import yaml


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_OTHER: Final = _("写法有误（%(detail)s）")
# The beginning of the parser's sentence -> what it means to somebody who writes such a file by hand.
_MEANT: Final[dict[str, str]] = {
    "mapping values are not allowed": _("冒号用错了地方：检查缩进；文字里有冒号的要加引号"),
    "mapping keys are not allowed": _("问号用错了地方：文字以问号开头的要加引号"),
    "block sequence entries are not allowed": _("列表的 - 用错了地方：检查缩进，并写在新的一行"),
    "did not find expected '-' indicator": _("列表在这里断了：检查缩进，各项要以 - 开头"),
    "did not find expected key": _("缩进与上面各行对不齐，或者这里不该有 -"),
    "could not find expected ':'": _("缺少冒号"),
    "did not find expected ',' or ']'": _("方括号没有写完，或者缺少逗号"),
    "did not find expected ',' or '}'": _("花括号没有写完，或者缺少逗号"),
    "found unexpected end of stream": _("引号没有写完"),
    "found unexpected document indicator": _("引号没有写完"),
    "found character that cannot start any token": _(
        "这里不能用这个字符：缩进不能用制表符；文字以 @、%、` 开头的要加引号"
    ),
    "found a tab character": _("缩进不能用制表符，请用空格"),
    "found unknown escape character": _("双引号里的 \\ 用错了：要写成 \\\\，或改用单引号"),
    "did not find expected alphabetic or numeric character": _("文字以 &、* 开头的要加引号"),
    "control characters are not allowed": _("有不可见的控制字符"),
    "did not find expected <document start>": _("文件开头有多余的内容"),
    "found incompatible YAML document": _("只能用 YAML 1.1 或 1.2"),
}
# PyYAML's own parser, used where libyaml is missing, says some things otherwise.
_MEANT.update(
    {
        "expected <block end>, but found '-'": _MEANT["did not find expected key"],
        "expected <block end>": _MEANT["did not find expected '-' indicator"],
        "expected ',' or ']'": _MEANT["did not find expected ',' or ']'"],
        "expected ',' or '}'": _MEANT["did not find expected ',' or '}'"],
        "sequence entries are not allowed": _MEANT["block sequence entries are not allowed"],
        "found character '\\t'": _MEANT["found a tab character"],
        "found character ": _MEANT["found character that cannot start any token"],
        "special characters are not allowed": _MEANT["control characters are not allowed"],
        "expected alphabetic or numeric character": _MEANT[
            "did not find expected alphabetic or numeric character"
        ],
        "expected '<document start>'": _MEANT["did not find expected <document start>"],
    }
)


def words_of(error: yaml.YAMLError) -> Words:
    """Return what is wrong, in our words where we know what it means, in the parser's otherwise."""
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).splitlines()[0]
    own = next((meaning for begin, meaning in _MEANT.items() if said.startswith(begin)), None)
    return words(own) if own else words(_OTHER, detail=said)
