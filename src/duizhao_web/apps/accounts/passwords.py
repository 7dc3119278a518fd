"""What a password must be: long, and not one that everybody tries; no rules about kinds of characters."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from duizhao_web.apps.accounts.models import User
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode

SHORTEST: Final = 12
LONGEST: Final = 200
_FEWEST_KINDS: Final = 5


def check_password(password: str, user: User) -> None:
    """Return where the password will do; else raise what is wrong with it."""
    fault = _fault(password, user)
    if fault:
        raise AppError(AppErrorCode.PASSWORD_REFUSED, detail=fault)


def _fault(password: str, user: User) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        return _("长度应在 %(shortest)s 至 %(longest)s 个字符之间，可用一句话") % {
            "shortest": SHORTEST,
            "longest": LONGEST,
        }
    folded = password.casefold()
    if len(set(folded)) < _FEWEST_KINDS:
        return _("不同的字符太少")
    if user.username in folded or (len(user.name) > 1 and user.name.casefold() in folded):
        return _("不得含有用户名或姓名")
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return _("这是常见密码")
    return ""
