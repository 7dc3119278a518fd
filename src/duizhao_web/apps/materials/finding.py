"""Looking for papers by words of their text, by author or by unit."""

from __future__ import annotations

from typing import Final

from django.db.models import F, Q

from duizhao_web.apps.kernel.search import SearchTable, pieces, terms
from duizhao_web.apps.materials.models import Version

WORDS: Final = SearchTable("materials_words")


def put_words(version: Version) -> None:
    """Index a version that was just stored."""
    own = pieces(version.text, joined=version.hard_wrapped)
    WORDS.put(version.pk, [*pieces(f"{version.title}\n"), *own])


def having(query: str) -> Q:
    """Return the condition that a paper has every term, in its latest text, its author's or unit's name."""
    condition = Q()
    for term in terms(query):
        named = Q(person__name__icontains=term) | Q(unit__name__icontains=term)
        found = WORDS.matching(term)
        if found is not None:
            latest = Version.objects.filter(pk__in=found, number=F("paper__latest"))
            named |= Q(pk__in=latest.values("paper"))
        condition &= named
    return condition
