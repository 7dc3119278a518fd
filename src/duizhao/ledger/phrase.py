"""Sentences of this room that wait for a translator, and the error that carries them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from duizhao.errors import MESSAGES, DuizhaoError, ErrorCode, Words, filled
from duizhao.i18n import Translator


@dataclass(frozen=True, slots=True)
class Phrase:
    """A Chinese sentence with named placeholders, and what fills them.

    ``where`` is a place in a file, put before the sentence as it is.
    """

    template: str
    params: tuple[tuple[str, str | Words | tuple[str, ...]], ...] = ()
    where: str = ""

    def text(self, translate: Translator | None = None) -> str:
        """Return the sentence, in Chinese unless a translator says otherwise."""
        template = translate(self.template) if translate else self.template
        sentence = template % filled(dict(self.params), translate) if self.params else template
        return f"{self.where}: {sentence}" if self.where else sentence


class LedgerError(DuizhaoError):
    """A ledger or a file of columns that cannot be used, with every fault that was found."""

    def __init__(self, code: ErrorCode, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(phrases)
        super().__init__(code, detail="；".join(phrase.text() for phrase in self.phrases))

    def __reduce__(self) -> tuple[object, ...]:
        # The base class would rebuild it from its code and placeholders.
        return type(self), (self.code, self.phrases)

    def message(self, translate: Translator | None = None) -> str:
        """Return the sentence for a person, every fault in it."""
        template = MESSAGES[self.code]
        joined = (translate or str)(_("；")).join(phrase.text(translate) for phrase in self.phrases)
        return (translate(template) if translate else template) % {"detail": joined}


def phrase(template: str, **params: object) -> Phrase:
    """Make a phrase from named placeholders."""
    kept = (
        (name, value if isinstance(value, Words | tuple) else str(value)) for name, value in params.items()
    )
    return Phrase(template, tuple(kept))


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message
