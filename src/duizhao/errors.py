"""The closed list of things that can go wrong, each with its code and its words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duizhao.i18n import Translator


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


class ErrorCode(StrEnum):
    """What went wrong; the codes are public (``error.code`` in every output)."""

    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BOMB = "bomb"
    TOO_DEEP = "too_deep"
    DTD = "dtd"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    CLASSIFIED = "classified"
    UNKNOWN_TYPE = "unknown_type"
    UNDECODABLE = "undecodable"
    SCAN = "scan"
    MISSING_PROGRAM = "missing_program"
    MISSING_EXTRA = "missing_extra"
    PROGRAM_FAILED = "program_failed"
    FRAMEWORK_INVALID = "framework_invalid"
    CONFIG_INVALID = "config_invalid"
    LEDGER_INVALID = "ledger_invalid"
    INDEX_INVALID = "index_invalid"
    UNWRITABLE = "unwritable"
    USAGE = "usage"
    INTERNAL = "internal"


# One sentence a code: what happened and what to do. Placeholders are named and filled from params.
MESSAGES: dict[ErrorCode, str] = {
    ErrorCode.NOT_FOUND: _("找不到文件或文件夹"),
    ErrorCode.UNREADABLE: _("文件读不出来：%(detail)s"),
    ErrorCode.EMPTY: _("文件是空的，没有任何内容"),
    ErrorCode.TOO_LARGE: _("文件过大：%(size)s，上限 %(limit)s"),
    ErrorCode.BOMB: _("压缩包解开后过大或层数、个数异常（%(detail)s），未予解开"),
    ErrorCode.TOO_DEEP: _("文件内部嵌套过深（上限 %(limit)s 层），未予读取"),
    ErrorCode.DTD: _("文件内含 DTD 或实体声明，不予读取；请用 WPS 或 Word 另存后重试"),
    ErrorCode.DAMAGED: _("文件已损坏或不完整（%(detail)s）；请用 WPS 或 Word 打开另存后重试"),
    ErrorCode.ENCRYPTED: _("文件已加密；请去除密码后重试"),
    ErrorCode.CLASSIFIED: _("文件带有密级标志，本系统不得存储、处理，已拒绝读取，未保留任何内容"),
    ErrorCode.UNKNOWN_TYPE: _("认不出文件类型；可读 txt、md、html、docx、doc、wps、rtf、odt、pdf"),
    ErrorCode.UNDECODABLE: _("认不出文字编码；请另存为 UTF-8 后重试"),
    ErrorCode.SCAN: _("这是扫描件，没有文字层；请安装 duizhao[ocr] 后重试"),
    ErrorCode.MISSING_PROGRAM: _("读取此类文件需要 %(program)s；请先安装，或另存为 docx 后重试"),
    ErrorCode.MISSING_EXTRA: _('此功能需要 duizhao[%(extra)s]；请先安装：pip install "duizhao[%(extra)s]"'),
    ErrorCode.PROGRAM_FAILED: _("%(program)s 未能转换此文件：%(detail)s"),
    ErrorCode.FRAMEWORK_INVALID: _("对照标准文件有误：%(detail)s"),
    ErrorCode.CONFIG_INVALID: _("设置文件有误：%(detail)s"),
    ErrorCode.LEDGER_INVALID: _("台账读不出来：%(detail)s"),
    ErrorCode.INDEX_INVALID: _("索引文件不能用：%(detail)s"),
    ErrorCode.UNWRITABLE: _("文件写不进去：%(detail)s"),
    ErrorCode.USAGE: _("用法有误：%(detail)s"),
    ErrorCode.INTERNAL: _("程序内部出错：%(detail)s；其余文件照常处理"),
}


class DuizhaoError(Exception):
    """Base of every error the library raises on purpose.

    ``code`` is stable and public; ``params`` fill the placeholders of its message.
    """

    def __init__(self, code: ErrorCode, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __reduce__(self) -> tuple[object, ...]:
        # Errors travel between worker processes; keyword arguments need help to be pickled.
        return _rebuild, (type(self), self.code, self.params)

    def message(self, translate: Translator | None = None) -> str:
        """Return the sentence for a person, in Chinese unless a translator says otherwise."""
        template = MESSAGES[self.code]
        return (translate(template) if translate else template) % self.params

    def __str__(self) -> str:
        return f"{self.code}: {self.message()}"


class ReadError(DuizhaoError):
    """A file that cannot be read: the only error a reader lets out."""


def _rebuild(kind: type[DuizhaoError], code: ErrorCode, params: dict[str, object]) -> DuizhaoError:
    return kind(code, **params)
