"""What can be wrong with an index, in sentences that wait for a translator."""

from __future__ import annotations

from duizhao.errors import MESSAGES, DuizhaoError, ErrorCode
from duizhao.i18n import Translator


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


NOT_AN_INDEX = _("不是文字重合索引")
NEVER_BEGUN = _("索引是空的，建立时被中断；请重新加入材料")
NEWER = _("由更新版本的程序写成（索引版本 %(version)s，本程序支持到 %(known)s）；请升级 duizhao 后再用")
OTHER_SETTINGS = _("建立索引时所用的参数与本程序不同；请重新建立")
SPOILT = _("第 %(place)s 字节起已损坏；请从备份恢复或重新建立")
BUSY = _("%(path)s：另一个程序正在写入此索引")
NO_SUCH_PAPER = _("索引中没有 %(name)s")


class IndexFaultError(DuizhaoError):
    """An index that cannot be used or written: ``sentence`` is one of the above, filled with ``values``."""

    def __init__(self, code: ErrorCode, sentence: str, **values: object) -> None:
        super().__init__(code, detail=sentence % values)
        self.sentence = sentence
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        # The base class would rebuild it from its code and placeholders.
        return _rebuild, (self.code, self.sentence, self.values)

    def message(self, translate: Translator | None = None) -> str:
        """Return the sentence for a person, in Chinese unless a translator says otherwise."""
        words = translate or str
        return words(MESSAGES[self.code]) % {"detail": words(self.sentence) % self.values}


def invalid(sentence: str, **values: object) -> IndexFaultError:
    """Return the error for a file that is not an index this program can use."""
    return IndexFaultError(ErrorCode.INDEX_INVALID, sentence, **values)


def _rebuild(code: ErrorCode, sentence: str, values: dict[str, object]) -> IndexFaultError:
    return IndexFaultError(code, sentence, **values)
