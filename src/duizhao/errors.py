"""The closed list of things that can go wrong, each with its code and its words."""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    BACKUP_INVALID = "backup_invalid"
    DATABASE_FAILED = "database_failed"
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
    ErrorCode.BACKUP_INVALID: _("备份文件不能用：%(detail)s"),
    ErrorCode.DATABASE_FAILED: _("数据库用不了：%(detail)s"),
    ErrorCode.UNWRITABLE: _("文件写不进去：%(detail)s"),
    ErrorCode.USAGE: _("用法有误：%(detail)s"),
    ErrorCode.INTERNAL: _("程序内部出错：%(detail)s；其余文件照常处理"),
}


# What the system says of a file, in our own words; it says it in English whatever the language.
SYSTEM: Final[dict[int, str]] = {
    errno.ENOENT: _("所在的文件夹不存在"),
    errno.ENOTDIR: _("路径中有一段是文件，不是文件夹"),
    errno.EISDIR: _("这是文件夹，不是文件"),
    errno.EACCES: _("没有权限"),
    errno.EPERM: _("没有权限"),
    errno.EROFS: _("磁盘是只读的"),
    errno.ENOSPC: _("磁盘已满"),
    getattr(errno, "EDQUOT", errno.ENOSPC): _("磁盘已满"),
    errno.ENAMETOOLONG: _("文件名或路径过长"),
    errno.ELOOP: _("链接绕回了自己"),
    errno.EBUSY: _("正被其他程序使用"),
    getattr(errno, "ETXTBSY", errno.EBUSY): _("正被其他程序使用"),
    errno.EMFILE: _("同时打开的文件过多"),
    errno.EIO: _("磁盘读写出错"),
}
_OTHER: Final = _("系统错误 %(code)s（%(what)s）")
_WITH_PATH: Final = _("%(path)s：%(what)s")
# Windows has numbers of its own where POSIX has one for several things, or none.
_WINDOWS: Final[dict[int, str]] = {
    32: SYSTEM[errno.EBUSY],  # ERROR_SHARING_VIOLATION
    33: SYSTEM[errno.EBUSY],  # ERROR_LOCK_VIOLATION
    123: _('名称中有不允许的字符（\\ / : * ? " < > | 之一）'),  # ERROR_INVALID_NAME
    206: SYSTEM[errno.ENAMETOOLONG],  # ERROR_FILENAME_EXCED_RANGE
}


@dataclass(frozen=True, slots=True)
class Words:
    """A Chinese sentence among the ``params`` of an error, translated when the error is said.

    What fills its named placeholders may be ``Words`` again.
    """

    template: str
    params: tuple[tuple[str, object], ...] = ()

    def text(self, translate: Translator | None = None) -> str:
        """Return the sentence, in Chinese unless a translator says otherwise."""
        template = translate(self.template) if translate else self.template
        return template % filled(dict(self.params), translate) if self.params else template

    def __str__(self) -> str:
        return self.text()


def words(template: str, **params: object) -> Words:
    """Return a sentence to be translated later, from named placeholders."""
    return Words(template, tuple(params.items()))


def reason_of(error: OSError, path: object = None) -> Words:
    """Return why the system refused a file, in our words where it is common, and ``path`` in front of it."""
    reason = _reason(error)
    return reason if path is None else words(_WITH_PATH, path=path, what=reason)


def _reason(error: OSError) -> Words:
    own = _WINDOWS.get(getattr(error, "winerror", None) or 0)
    number = error.errno or 0
    if (
        sys.platform == "win32"
        and number == errno.EACCES
        and error.filename
        and Path(error.filename).is_dir()
    ):
        number = errno.EISDIR  # opening a folder is a matter of rights there
    own = own or SYSTEM.get(number)
    if own is not None:
        return words(own)
    said = error.strerror or (os.strerror(number) if number else "") or str(error) or type(error).__name__
    return words(_OTHER, code=errno.errorcode.get(number, number), what=said)


def filled(params: Mapping[str, object], translate: Translator | None) -> dict[str, object]:
    """Return what fills placeholders: sentences among it translated, several names joined."""
    return {name: _filling(value, translate) for name, value in params.items()}


def _filling(value: object, translate: Translator | None) -> object:
    if isinstance(value, tuple):
        return (translate or str)("、").join(map(str, value))
    return value.text(translate) if isinstance(value, Words) else value


class DuizhaoError(Exception):
    """Base of every error the library raises on purpose.

    ``code`` is stable and public; ``params`` fill the placeholders of its message. ``about`` is the file it
    is about, where the message does not name it and whoever asked had several.
    """

    about: str | None = None

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
        return (translate(template) if translate else template) % filled(self.params, translate)

    def __str__(self) -> str:
        return f"{self.code}: {self.message()}"


class ReadError(DuizhaoError):
    """A file that cannot be read: the only error a reader lets out."""


def _rebuild(kind: type[DuizhaoError], code: ErrorCode, params: dict[str, object]) -> DuizhaoError:
    return kind(code, **params)
