"""Words that must not be shown: hidden wherever a diagnostic or the text beside it would show them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

from duizhao.checks.examine import masked as mask
from duizhao.record import Diagnostic

# A mark like 机密 is hidden at its place only; a number is hidden in messages, too.
_NUMBER: Final = 8


def masked(
    text: str, found: Sequence[Diagnostic], shown: Sequence[Diagnostic]
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return a text and the diagnostics to show, with what the secrecy checks ``found`` hidden in both.

    The text keeps its length. Quotes of other checks are taken from the masked text.
    """
    secret = [one.span for one in found if one.category == "secrecy"]
    if not secret:
        return text, tuple(shown)
    hidden = list(text)
    for start, end in secret:
        hidden[start:end] = mask(text[start:end])
    numbers = [text[start:end] for start, end in secret if end - start >= _NUMBER]
    after = "".join(hidden)
    return after, tuple(_masked(one, after, numbers) for one in shown)


def _masked(one: Diagnostic, text: str, numbers: Sequence[str]) -> Diagnostic:
    fix = one.fix and dataclasses.replace(one.fix, text=_hide(one.fix.text, numbers))
    params = tuple(
        (name, _hide(value, numbers) if isinstance(value, str) else tuple(_hide(v, numbers) for v in value))
        for name, value in one.params
    )
    quote = text[one.span.start : one.span.end]
    return dataclasses.replace(one, quote=quote, params=params, fix=fix)


def _hide(words: str, numbers: Sequence[str]) -> str:
    for number in numbers:
        words = words.replace(number, mask(number))
    return words
