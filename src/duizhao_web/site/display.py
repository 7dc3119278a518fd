"""How somebody likes pages to look: kept in a cookie of the browser, set on the page by the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COOKIE: Final = "duizhao_display"
# What can be chosen; the first of each is how a page looks unless somebody says otherwise.
CHOICES: Final[Mapping[str, tuple[tuple[str, str | Promise], ...]]] = {
    "theme": (("auto", _("随系统")), ("light", _("浅色")), ("dark", _("深色"))),
    "contrast": (("normal", _("常规")), ("more", _("高对比度"))),
    "density": (("comfortable", _("宽松")), ("compact", _("紧凑"))),
    "keys": (("on", _("开")), ("off", _("关"))),
}
TITLES: Final[Mapping[str, str | Promise]] = {
    "theme": _("颜色"),
    "contrast": _("对比度"),
    "density": _("行距"),
    "keys": _("单键快捷键"),
}


def read(cookie: str) -> dict[str, str]:
    """Return what is chosen of each; nonsense in the cookie chooses nothing."""
    said = set(cookie.split("."))
    return {
        name: next((key for key, _label in choices if key in said), choices[0][0])
        for name, choices in CHOICES.items()
    }


def changed(cookie: str, name: str, key: str) -> str:
    """Return the cookie with one choice made; raise ``KeyError`` where there is no such choice."""
    if key not in dict(CHOICES[name]):
        raise KeyError(key)
    return ".".join((read(cookie) | {name: key}).values())
