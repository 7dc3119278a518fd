"""The closed list of what the server can answer instead of doing what was asked, each with its words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class AppErrorCode(StrEnum):
    """Why something was not done; the codes are public."""

    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    WRONG_STATE = "wrong_state"
    CONFLICT = "conflict"
    INVALID = "invalid"
    SIGN_IN_FAILED = "sign_in_failed"
    LOCKED_OUT = "locked_out"
    LINK_INVALID = "link_invalid"
    LINK_UNCONFIRMED = "link_unconfirmed"
    SECOND_FACTOR_FAILED = "second_factor_failed"
    PASSWORD_REFUSED = "password_refused"
    DATES_REVERSED = "dates_reversed"
    DATES_OVERLAP = "dates_overlap"
    INSIDE_ITSELF = "inside_itself"
    NOT_EMPTY = "not_empty"
    NAME_TAKEN = "name_taken"
    OWN_REQUEST = "own_request"
    LAST_ADMINISTRATOR = "last_administrator"
    FILE_REFUSED = "file_refused"
    ROWS_REFUSED = "rows_refused"
    FILE_KNOWN = "file_known"
    DECISION_REFUSED = "decision_refused"
    OPINION_EMPTY = "opinion_empty"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    FILE_UNAVAILABLE = "file_unavailable"
    IDENTITY_UNREACHED = "identity_unreached"
    IDENTITY_REFUSED = "identity_refused"
    IDENTITY_UNKNOWN = "identity_unknown"
    NOT_STORED = "not_stored"
    NOT_READY = "not_ready"
    CLOCK_BEHIND = "clock_behind"
    EXPORT_TOO_LONG = "export_too_long"


class Answer(NamedTuple):
    """HTTP status and sentence of an error: what happened and what to do."""

    status: int
    message: str | Promise


ANSWERS: Final[Mapping[AppErrorCode, Answer]] = MappingProxyType(
    {
        AppErrorCode.NOT_FOUND: Answer(404, _("没有这一页，或者不在您的权限范围内。")),
        AppErrorCode.FORBIDDEN: Answer(403, _("您的职务不能办理此事；需要办理的，请联系有此权限的人。")),
        AppErrorCode.WRONG_STATE: Answer(409, _("当前状态下不能办理此事；请刷新页面，查看最新情况。")),
        AppErrorCode.CONFLICT: Answer(
            409, _("这条记录刚被他人改动，您的修改没有保存；请对照最新内容后重试。")
        ),
        AppErrorCode.INVALID: Answer(422, _("填写有误：%(detail)s")),
        AppErrorCode.SIGN_IN_FAILED: Answer(422, _("用户名或密码不对；请核对后重试。")),
        AppErrorCode.LOCKED_OUT: Answer(429, _("连续多次未能登录，请在 %(minutes)s 分钟后重试。")),
        AppErrorCode.LINK_INVALID: Answer(410, _("此链接已使用、已过期或已作废；请联系系统管理员重新开具。")),
        AppErrorCode.LINK_UNCONFIRMED: Answer(409, _("此链接尚待安全管理员确认；确认后即可使用。")),
        AppErrorCode.SECOND_FACTOR_FAILED: Answer(
            422, _("动态口令不对，或者已经用过；请等待下一个口令后重试。")
        ),
        AppErrorCode.PASSWORD_REFUSED: Answer(422, _("密码不合要求：%(detail)s")),
        AppErrorCode.DATES_REVERSED: Answer(422, _("结束日期早于开始日期；请核对日期。")),
        AppErrorCode.DATES_OVERLAP: Answer(422, _("与已有记录的起止日期重叠：%(detail)s")),
        AppErrorCode.INSIDE_ITSELF: Answer(422, _("单位不能归到自己或者自己的下级之下。")),
        AppErrorCode.NOT_EMPTY: Answer(422, _("尚有未处理完的内容：%(detail)s")),
        AppErrorCode.NAME_TAKEN: Answer(422, _("已有同名记录：%(detail)s")),
        AppErrorCode.OWN_REQUEST: Answer(403, _("自己提出的事项须由他人确认。")),
        AppErrorCode.LAST_ADMINISTRATOR: Answer(422, _("每类管理员至少保留一人；请先指定他人。")),
        AppErrorCode.FILE_REFUSED: Answer(422, _("文件读不出来：%(detail)s")),
        AppErrorCode.FILE_KNOWN: Answer(409, _("这份文件已经上传过，就是第 %(detail)s 稿；没有重复保存。")),
        AppErrorCode.DECISION_REFUSED: Answer(422, "%(detail)s"),
        AppErrorCode.OPINION_EMPTY: Answer(422, _("退回修改须先写明审阅意见。")),
        AppErrorCode.IDENTITY_UNREACHED: Answer(
            503, _("统一身份认证暂时连不上；请稍后重试，或者用用户名和密码登录。")
        ),
        AppErrorCode.IDENTITY_REFUSED: Answer(
            422, _("统一身份认证没有完成，或者返回的内容不可信，没有登录；请从登录页重新开始。")
        ),
        AppErrorCode.IDENTITY_UNKNOWN: Answer(
            403, _("统一身份认证的这个身份没有可以登录的账号；请联系本单位的系统管理员。")
        ),
        AppErrorCode.TOO_LARGE: Answer(
            413, _("文件过大：%(size)s MB，上限 %(limit)s MB，没有保存；请缩小其中的图片，或者分成几份。")
        ),
        AppErrorCode.FILE_UNAVAILABLE: Answer(
            503, _("文件暂时取不出来：%(detail)s；请联系系统管理员运行 duizhao doctor。")
        ),
        AppErrorCode.NOT_STORED: Answer(
            507, _("没有保存：%(detail)s；您的操作没有生效，请联系系统管理员处理后重试。")
        ),
        AppErrorCode.TOO_MANY: Answer(422, _("最多保存 %(detail)s 个；请先删除不用的。")),
        AppErrorCode.NOT_READY: Answer(422, _("还不能办理：%(detail)s")),
        AppErrorCode.CLOCK_BEHIND: Answer(
            409, _("服务器时间早于上一次记录的时间，没有保存；请系统管理员校准服务器时钟。")
        ),
        AppErrorCode.EXPORT_TOO_LONG: Answer(
            422, _("%(form)s 文件最多放 %(count)s 行；请缩小范围，或改为导出 Excel。")
        ),
        AppErrorCode.ROWS_REFUSED: Answer(
            422, _("共有 %(count)s 行有误，全部内容均未导入；请改正后重新上传。")
        ),
    }
)


class AppError(Exception):
    """Something asked for that is not done, with its code and what fills the code's sentence."""

    def __init__(self, code: AppErrorCode, **params: str | int) -> None:
        super().__init__(code.value, params)
        self.code = code
        self.params = params

    @property
    def status(self) -> int:
        """Return the HTTP status that answers it."""
        return ANSWERS[self.code].status

    @property
    def message(self) -> str:
        """Return the sentence in the language of the moment."""
        sentence = str(ANSWERS[self.code].message)
        return sentence % self.params if self.params else sentence
