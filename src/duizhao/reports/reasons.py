"""Why a link or a recurrence was seen, said in the reader's language; the record has it in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from duizhao.i18n import Translator


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


# What the linking writes -> the sentence; what stands between is the papers' own words.
_FORMS: Final = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        ("共有词：(?P<words>.*)", _("共有词：%(words)s")),
        ("共有具体词：(?P<words>.*)", _("共有具体词：%(words)s")),
        ("概念：(?P<concept>[^（]*)（(?P<words>.*)）", _("概念：%(concept)s（%(words)s）")),
        ("同一主题：(?P<concept>.*)", _("同一主题：%(concept)s")),
        ("用词相近", _("用词相近")),
        ("问题(?P<number>[0-9]+)", _("问题%(number)s")),
        ("针对“(?P<words>.*)”", _("针对“%(words)s”")),
    )
)


def reasons(why: Iterable[str], _: Translator) -> list[str]:
    """Return the reasons one by one."""
    return [_said(one, _) for one in why]


def in_one(why: Iterable[str], _: Translator) -> str:
    """Return the reasons in one line."""
    return _("；").join(reasons(why, _))


def _said(reason: str, _: Translator) -> str:
    for form, sentence in _FORMS:
        found = form.fullmatch(reason)
        if found is not None:
            words = {name: value.replace("、", _("、")) for name, value in found.groupdict().items()}
            return _(sentence) % words
    return reason
