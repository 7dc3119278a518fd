"""The language of the moment, as the library calls it."""

from __future__ import annotations

from django.utils.translation import get_language


def library_language() -> str:
    """Return ``zh`` or ``en``."""
    return "en" if (get_language() or "").startswith("en") else "zh"
