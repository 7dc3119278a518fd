"""What is wrong in a criteria set's file, where it stands, and in which words that is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from duizhao.errors import DuizhaoError, ErrorCode, filled
from duizhao.i18n import Translator


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


class FaultKind(StrEnum):
    """The closed list of faults."""

    SYNTAX = "syntax"
    REFERENCE = "reference"
    TOO_DEEP = "too_deep"
    TOO_MANY = "too_many"
    DUPLICATE_KEY = "duplicate_key"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    WRONG_VALUE = "wrong_value"
    MUST_BE_TEXT = "must_be_text"
    MUST_BE_NUMBER = "must_be_number"
    MUST_BE_WHOLE = "must_be_whole"
    MUST_BE_FLAG = "must_be_flag"
    MUST_BE_LIST = "must_be_list"
    MUST_BE_MAPPING = "must_be_mapping"
    BAD_FORM = "bad_form"
    EMPTY = "empty"
    REPEATED = "repeated"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    INVALID = "invalid"
    BAD_DATE = "bad_date"
    DATES_REVERSED = "dates_reversed"
    UNKNOWN_PARENT = "unknown_parent"
    CYCLIC_PARENT = "cyclic_parent"
    UNKNOWN_BASE = "unknown_base"
    CYCLIC_BASE = "cyclic_base"
    BROKEN_BASE = "broken_base"
    UNKNOWN_SOURCE = "unknown_source"
    WEIGHTS_PARTIAL = "weights_partial"
    WEIGHTS_SUM = "weights_sum"
    SAME_WORDS = "same_words"
    SAME_WORD = "same_word"
    TAKEN = "taken"
    TWICE = "twice"
    NOT_A_SET = "not_a_set"
    UNKNOWN_FRAMEWORK = "unknown_framework"
    UNKNOWN_CODE = "unknown_code"
    UNMAPPED_CODE = "unmapped_code"


MESSAGES: Final[dict[FaultKind, str]] = {
    FaultKind.SYNTAX: _("不是合法的 YAML：%(detail)s"),
    FaultKind.REFERENCE: _("不接受锚点、别名和类型标签"),
    FaultKind.TOO_DEEP: _("嵌套过深（上限 %(limit)s 层）"),
    FaultKind.TOO_MANY: _("内容过多（上限 %(limit)s 项）"),
    FaultKind.DUPLICATE_KEY: _("“%(name)s”重复出现，前一处在第 %(line)s 行"),
    FaultKind.UNKNOWN_KEY: _("没有“%(name)s”这一项；可用的有：%(allowed)s"),
    FaultKind.MISSING_KEY: _("缺少“%(name)s”"),
    FaultKind.WRONG_VALUE: _("“%(value)s”不能用；可用的有：%(allowed)s"),
    FaultKind.MUST_BE_TEXT: _("应当是文字（数字、日期请加引号）"),
    FaultKind.MUST_BE_NUMBER: _("应当是数值"),
    FaultKind.MUST_BE_WHOLE: _("应当是整数"),
    FaultKind.MUST_BE_FLAG: _("应当是 true 或 false"),
    FaultKind.MUST_BE_LIST: _("应当是列表"),
    FaultKind.MUST_BE_MAPPING: _("应当是一组“名称: 值”"),
    FaultKind.BAD_FORM: _("“%(value)s”写法不对，应当形如 %(example)s"),
    FaultKind.EMPTY: _("不能为空"),
    FaultKind.REPEATED: _("列表中有重复的值"),
    FaultKind.TOO_SMALL: _("%(value)s 过小，不得小于 %(limit)s"),
    FaultKind.TOO_LARGE: _("%(value)s 过大，不得大于 %(limit)s"),
    FaultKind.INVALID: _("不符合格式要求：%(detail)s"),
    FaultKind.BAD_DATE: _("“%(value)s”不是有效的日期"),
    FaultKind.DATES_REVERSED: _("起始日期晚于截止日期"),
    FaultKind.UNKNOWN_PARENT: _("没有编号为“%(name)s”的上级标准；现有：%(allowed)s"),
    FaultKind.CYCLIC_PARENT: _("上级关系成了循环：%(chain)s"),
    FaultKind.UNKNOWN_BASE: _("找不到所依据的对照标准“%(name)s”；现有：%(allowed)s"),
    FaultKind.CYCLIC_BASE: _("依据关系成了循环：%(chain)s"),
    FaultKind.BROKEN_BASE: _("所依据的对照标准“%(name)s”本身有误"),
    FaultKind.UNKNOWN_SOURCE: _("sources 中没有“%(name)s”；现有：%(allowed)s"),
    FaultKind.WEIGHTS_PARTIAL: _("同级标准要么都有权重，要么都没有；缺权重的：%(codes)s"),
    FaultKind.WEIGHTS_SUM: _("同级标准的权重之和应为 1，现为 %(sum)s"),
    FaultKind.SAME_WORDS: _("“%(value)s”与标准 %(code)s 的标题或别名相同，无法区分"),
    FaultKind.SAME_WORD: _("“%(value)s”同时属于“%(one)s”和“%(other)s”，读不出是哪一个"),
    FaultKind.TAKEN: _("%(name)s 与内置对照标准同名同版本而内容不同；请改用新的版本号或编号"),
    FaultKind.TWICE: _("%(name)s 另有一份，在 %(path)s"),
    FaultKind.NOT_A_SET: _("这是版本对应关系，不是对照标准"),
    FaultKind.UNKNOWN_FRAMEWORK: _("没有对照标准“%(name)s”；现有：%(allowed)s"),
    FaultKind.UNKNOWN_CODE: _("%(name)s 中没有编号为“%(code)s”的标准"),
    FaultKind.UNMAPPED_CODE: _("%(name)s 的标准 %(codes)s 没有写明对应关系"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the file, the line (from 1), the dotted key, and the sentence's placeholders."""

    kind: FaultKind
    path: str
    line: int
    key: str
    params: tuple[tuple[str, object], ...] = ()

    @property
    def place(self) -> str:
        """``file:line``, as editors understand it."""
        return f"{self.path}:{self.line}"

    def message(self, translate: Translator | None = None) -> str:
        """Return the sentence without its place, in Chinese unless a translator says otherwise."""
        template = MESSAGES[self.kind]
        return (translate(template) if translate else template) % filled(dict(self.params), translate)

    def render(self, translate: Translator | None = None) -> str:
        """Return ``file:line: key: sentence``."""
        key = f"{self.key}: " if self.key else ""
        return f"{self.place}: {key}{self.message(translate)}"


class FrameworkError(DuizhaoError):
    """A criteria set that cannot be used, with every fault that was found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        detail = "; ".join(fault.render() for fault in faults)
        super().__init__(ErrorCode.FRAMEWORK_INVALID, detail=detail)
        self.faults = faults

    def __reduce__(self) -> tuple[object, ...]:
        # The base class would rebuild it from its code.
        return type(self), (self.faults,)

    def message(self, translate: Translator | None = None) -> str:
        """Return the sentence for a person, every fault in it."""
        from duizhao.errors import MESSAGES as SENTENCES

        template = SENTENCES[self.code]
        detail = "; ".join(fault.render(translate) for fault in self.faults)
        return (translate(template) if translate else template) % {"detail": detail}


class FrameworkFileError(DuizhaoError):
    """A file of the user's folder that cannot be read; nobody named it on the line, so the message does."""

    def __init__(self, path: str, cause: DuizhaoError) -> None:
        super().__init__(cause.code, **cause.params)
        self.path = path
        self.cause = cause

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.path, self.cause)

    def message(self, translate: Translator | None = None) -> str:
        """Return the sentence for a person, the file in front."""
        return f"{self.path}: {self.cause.message(translate)}"


def fault(kind: FaultKind, path: str, line: int, key: str, /, **params: object) -> Fault:
    """Make a fault from named placeholders."""
    return Fault(kind, path, line, key, tuple(params.items()))
