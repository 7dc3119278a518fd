"""What browsers send beside forms: numbers and JSON, each as it should be or not at all."""

from __future__ import annotations

import json
from typing import Any, Final

# More digits than any number of the database has.
_DIGITS: Final = 18


def number(value: str | None) -> int | None:
    """Return a whole number that may stand in the database; None for whatever else was sent."""
    if value and value.isascii() and value.isdecimal() and len(value) <= _DIGITS:
        return int(value)
    return None


def fields(body: bytes) -> dict[str, Any]:
    """Return the fields of a JSON object; none of what is no such object, or has words no page could show."""
    try:
        sent = json.loads(body)
        # Half a character, written as an escape, can be stored and then never be sent to anybody.
        json.dumps(sent, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {}
    return sent if isinstance(sent, dict) else {}
