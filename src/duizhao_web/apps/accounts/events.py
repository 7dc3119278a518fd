"""What happens to accounts and assignments, as the audit log tells it."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.accounts.models import Administrator, DutyKind, LinkKind
from duizhao_web.apps.kernel.audit.event import Event

ACCOUNT_CREATED: Final = Event("accounts.account.created", _("开设账号 %(username)s（%(name)s）"))
ACCOUNT_EDITED: Final = Event("accounts.account.edited", _("修改账号 %(username)s，显示名为 %(name)s"))
ACCOUNT_ENDED: Final = Event("accounts.account.ended", _("停用账号 %(username)s：%(reason)s"))
ACCOUNT_UNLOCKED: Final = Event("accounts.account.unlocked", _("解除账号 %(username)s 的锁定"))
LINK_ISSUED: Final = Event(
    "accounts.link.issued", _("为账号 %(username)s 开具链接，用途：%(kind)s"), LinkKind
)
LINK_CONFIRMED: Final = Event(
    "accounts.link.confirmed", _("确认账号 %(username)s 的链接，用途：%(kind)s"), LinkKind
)
LINK_REFUSED: Final = Event(
    "accounts.link.refused", _("不予确认账号 %(username)s 的链接，用途：%(kind)s"), LinkKind
)
LINK_USED: Final = Event(
    "accounts.link.used", _("账号 %(username)s 用链接设置了密码，用途：%(kind)s"), LinkKind
)
ADMINISTRATOR_GRANTED: Final = Event(
    "accounts.administrator.granted", _("指定账号 %(username)s 为%(kind)s"), Administrator
)
ADMINISTRATOR_REVOKED: Final = Event(
    "accounts.administrator.revoked", _("账号 %(username)s 不再担任%(kind)s"), Administrator
)
SIGNED_IN: Final = Event("accounts.signed_in", _("账号 %(username)s 登录"))
SIGN_IN_REFUSED: Final = Event(
    "accounts.sign_in.refused", _("账号 %(username)s 登录未成功，连续第 %(failures)s 次")
)
SIGN_IN_UNKNOWN: Final = Event("accounts.sign_in.unknown", _("以不存在的用户名登录"))
FACTOR_REFUSED: Final = Event(
    "accounts.factor.refused", _("账号 %(username)s 动态口令不对，连续第 %(failures)s 次")
)
IDENTITY_SIGNED_IN: Final = Event(
    "accounts.identity.signed_in", _("账号 %(username)s 经统一身份认证 %(provider)s 登录")
)
IDENTITY_REFUSED: Final = Event(
    "accounts.identity.refused", _("账号 %(username)s 经统一身份认证 %(provider)s 登录，不予登录")
)
IDENTITY_UNKNOWN: Final = Event(
    "accounts.identity.unknown", _("经统一身份认证 %(provider)s 登录，没有对应的账号")
)
SESSIONS_ENDED: Final = Event("accounts.session.ended", _("账号 %(username)s 退出登录，共 %(count)s 处"))
PASSWORD_CHANGED: Final = Event("accounts.password.changed", _("账号 %(username)s 修改密码"))
FACTOR_SET: Final = Event("accounts.factor.set", _("账号 %(username)s 启用动态口令"))
FACTOR_REMOVED: Final = Event("accounts.factor.removed", _("账号 %(username)s 停用动态口令"))
VIEW_KEPT: Final = Event("accounts.view.kept", _("账号 %(username)s 保存列表视图"))
VIEW_DROPPED: Final = Event("accounts.view.dropped", _("账号 %(username)s 删除列表视图"))
GROUP_CREATED: Final = Event("accounts.group.created", _("成立督导组“%(group)s”"))
DUTY_PROPOSED: Final = Event(
    "accounts.duty.proposed",
    _("指派 %(person)s 到“%(unit)s”任%(kind)s，至 %(until)s 止，可阅：%(named)s，待确认"),
    DutyKind,
)
DUTY_CONFIRMED: Final = Event(
    "accounts.duty.confirmed", _("确认 %(person)s 到“%(unit)s”任%(kind)s，权限生效"), DutyKind
)
DUTY_REFUSED: Final = Event(
    "accounts.duty.refused", _("不予确认 %(person)s 到“%(unit)s”任%(kind)s：%(reason)s"), DutyKind
)
DUTY_ENDED: Final = Event(
    "accounts.duty.ended", _("%(person)s 到“%(unit)s”任%(kind)s，提前至 %(until)s 止"), DutyKind
)
DUTY_RECUSED: Final = Event(
    "accounts.duty.recused", _("%(person)s 对“%(unit)s”回避，不再任%(kind)s：%(reason)s"), DutyKind
)
BACKED_UP: Final = Event("accounts.installation.backed_up", _("备份到文件 %(name)s，含文件 %(files)s 个"))
FILES_ENCRYPTED: Final = Event(
    "accounts.installation.files_encrypted", _("用密钥 %(key)s 加密存放的文件 %(count)s 个")
)
FILES_DECRYPTED: Final = Event(
    "accounts.installation.files_decrypted", _("解密存放的文件 %(count)s 个，此后不再加密")
)
RESTORED: Final = Event(
    "accounts.installation.restored",
    _("恢复 %(made_at)s（UTC）的备份；所有人须重新登录，未用的链接作废"),
)

EVENTS: Final = (
    ACCOUNT_CREATED,
    ACCOUNT_EDITED,
    ACCOUNT_ENDED,
    ACCOUNT_UNLOCKED,
    LINK_ISSUED,
    LINK_CONFIRMED,
    LINK_REFUSED,
    LINK_USED,
    ADMINISTRATOR_GRANTED,
    ADMINISTRATOR_REVOKED,
    SIGNED_IN,
    SIGN_IN_REFUSED,
    SIGN_IN_UNKNOWN,
    FACTOR_REFUSED,
    IDENTITY_SIGNED_IN,
    IDENTITY_REFUSED,
    IDENTITY_UNKNOWN,
    SESSIONS_ENDED,
    PASSWORD_CHANGED,
    FACTOR_SET,
    FACTOR_REMOVED,
    VIEW_KEPT,
    VIEW_DROPPED,
    GROUP_CREATED,
    DUTY_PROPOSED,
    DUTY_CONFIRMED,
    DUTY_REFUSED,
    DUTY_ENDED,
    DUTY_RECUSED,
    BACKED_UP,
    RESTORED,
    FILES_ENCRYPTED,
    FILES_DECRYPTED,
)
