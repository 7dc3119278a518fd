"""Which language this run speaks, and click's own words in that language."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from duizhao.data import DATA
from duizhao.i18n import LANGUAGES, preferred_language

_DOMAIN: Final = "click"


def language_of(arguments: Sequence[str]) -> str:
    """Return the language asked for with ``--lang`` anywhere on the line, or that of the user's locale.

    Help and error texts are built before click has read the line, so it is looked for first.
    """
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == "--lang":
            value = value if equals else "".join(arguments[position + 1 : position + 2])
            if value in LANGUAGES:
                return value
    return preferred_language()


@contextmanager
def click_messages(language: str) -> Iterator[None]:
    """Let click's own sentences be in ``language`` inside the block.

    click takes them from the process-wide gettext domain in the language of the environment; both are put
    back afterwards.
    """
    before = gettext.textdomain()
    variable = os.environ.get("LANGUAGE")
    gettext.bindtextdomain(_DOMAIN, str(DATA / "locale"))
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(before)
        if variable is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = variable
