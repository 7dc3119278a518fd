"""Which media type a Word file has, by the content type of the part with its body."""

from __future__ import annotations

from typing import Final

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MACRO: Final = "application/vnd.ms-word."

WORD: Final = f"{_WORD}document"
MEDIA_TYPES: Final = {
    f"{_WORD}document.main+xml": WORD,
    f"{_WORD}template.main+xml": f"{_WORD}template",
    f"{_MACRO}document.macroEnabled.main+xml": f"{_MACRO}document.macroEnabled.12",
    f"{_MACRO}template.macroEnabledTemplate.main+xml": f"{_MACRO}template.macroEnabled.12",
}
