"""What is wrong with duizhao.toml: the file, the line, the key, the reason and the values allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from duizhao.errors import MESSAGES, DuizhaoError, ErrorCode, filled
from duizhao.i18n import Translator


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_WHERE: Final = _("%(path)s 第 %(line)s 行 %(key)s：%(what)s")
_IN_LINE: Final = _("%(path)s 第 %(line)s 行：%(what)s")
_ALLOWED: Final = _("%(what)s；可用：%(allowed)s")

SYNTAX: Final = _("不合 TOML 的写法：%(detail)s")
ENCODING: Final = _("不是 UTF-8 编码")
UNKNOWN_KEY: Final = _("没有这一项")
UNKNOWN_NAME: Final = _("没有“%(value)s”这个编号或者类别")
UNKNOWN_CHECK: Final = _("没有编号为“%(value)s”的校核；用 duizhao explain 查看全部编号")
UNKNOWN_FRAMEWORK: Final = _("没有编号为“%(value)s”的对照标准")
WRONG_TYPE: Final = _("类型不对，应为%(type)s")
WRONG_VALUE: Final = _("“%(value)s”不能用")
MISSING: Final = _("缺少 %(name)s")
TOO_WIDE: Final = _("path 和 text 至少写一项；整项不查请写在 checks 的 ignore 里")
WRONG_DATE: Final = _("日期应写成 2026-03-01 的样子")

TYPES: Final[dict[str, str]] = {
    "text": _("一段文字"),
    "list": _("文字的列表"),
    "number": _("数字"),
    "integer": _("整数"),
    "boolean": _("true 或 false"),
    "table": _("一组设置"),
    "tables": _("[[suppress]] 的写法"),
}


class ConfigError(DuizhaoError):
    """A duizhao.toml that cannot be used."""

    def __init__(
        self,
        path: str,
        line: int,
        key: str,
        template: str,
        params: Mapping[str, object] | None = None,
        allowed: Iterable[object] = (),
    ) -> None:
        self.path, self.line, self.key = path, line, key
        self.template, self.filled, self.allowed = template, dict(params or {}), tuple(map(str, allowed))
        super().__init__(ErrorCode.CONFIG_INVALID, detail=self._detail(str))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.path, self.line, self.key, self.template, self.filled, self.allowed)

    def message(self, translate: Translator | None = None) -> str:
        """Return the sentence for a person, in Chinese unless a translator says otherwise."""
        _ = translate or str
        return _(MESSAGES[self.code]) % {"detail": self._detail(_)}

    def _detail(self, translate: Translator) -> str:
        values = filled(self.filled, translate)
        if self.template == WRONG_TYPE:
            values["type"] = translate(TYPES[str(values["type"])])
        what = translate(self.template) % values
        if self.allowed:
            joint = "、" if translate is str else ", "
            what = translate(_ALLOWED) % {"what": what, "allowed": joint.join(self.allowed)}
        return translate(_WHERE if self.key else _IN_LINE) % {
            "path": self.path,
            "line": self.line,
            "key": self.key,
            "what": what,
        }
