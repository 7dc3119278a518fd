"""The words of pages that show what the library says: its sentences and ours in one language."""

from __future__ import annotations

from django.utils.translation import gettext

from duizhao.i18n import Translator, translator
from duizhao_web.apps.kernel.language import library_language


def language() -> str:
    """Return the language of the moment as the library calls it."""
    return library_language()


def both() -> Translator:
    """Return the translator of the moment: our catalogue first, the library's where it has no such words."""
    library = translator(library_language())

    def translate(message: str) -> str:
        ours = gettext(message)
        return ours if ours != message else library(message)

    return translate
