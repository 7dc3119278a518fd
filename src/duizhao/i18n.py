"""Which language the words of the program are in: Chinese is the source, English is complete.

The library stores messages and parameters; whoever prints them passes a ``Translator``.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Callable
from typing import Final

from duizhao.data import DATA

Translator = Callable[[str], str]

LANGUAGES: Final = ("zh", "en")
_DOMAIN: Final = "duizhao"


def translator(language: str) -> Translator:
    """Return the function that turns a Chinese source message into ``language`` ("zh" or "en")."""
    if language == "zh":
        return str
    return gettext.translation(_DOMAIN, localedir=DATA / "locale", languages=[language]).gettext


def preferred_language() -> str:
    """Return the language of the user's locale: "en" where it names English, "zh" otherwise."""
    for name in ("DUIZHAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    named = locale.getlocale()[0] or ""
    return "en" if named.lower().startswith(("en", "english")) else "zh"
