"""Forms around signing in and one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.accounts.passwords import LONGEST, SHORTEST


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class FactorForm(forms.Form):
    """Six digits."""

    code = forms.CharField(
        label=_("动态口令"),
        max_length=10,
        help_text=_("手机上显示的六位数字"),
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label=_("新密码"),
        min_length=SHORTEST,
        max_length=LONGEST,
        strip=False,
        help_text=_("至少 12 个字符，越长越好，可用一句好记的话；不要求大小写和符号"),
        widget=forms.PasswordInput({"autocomplete": "new-password", "autofocus": True}),
    )
    again = forms.CharField(
        label=_("再输一遍"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse two that differ."""
        data: dict[str, Any] = super().clean() or {}
        if "password" in data and data.get("again") != data["password"]:
            self.add_error("again", _("两次输入不一致"))
        return data


class ChangePasswordForm(NewPasswordForm):
    """The present password, then a new one twice."""

    old = forms.CharField(
        label=_("现密码"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    field_order = ("old", "password", "again")


class OwnPasswordForm(forms.Form):
    """The present password, to confirm what lowers one's own protection."""

    password = forms.CharField(
        label=_("现密码"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class MailForm(forms.Form):
    """Where one wants to be told that something waits."""

    address = forms.EmailField(label=_("邮件地址"), max_length=200)
    wanted = forms.BooleanField(
        label=_("有到期提醒时发邮件告诉我"),
        required=False,
        help_text=_("每个工作日至多一封，只写“您有几项待办”和登录地址，不含任何内容。"),
    )
