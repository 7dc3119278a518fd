"""Looking for papers by words of their text, by author or by unit."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from duizhao_web.apps.kernel.search import SearchTable, pieces, terms
from duizhao_web.apps.materials.models import Version
from duizhao_web.apps.units.models import Person, Unit

WORDS: Final = SearchTable("materials_words", long=True)


def put_words(version: Version) -> None:
    """Index a version that was just stored."""
    WORDS.put(version.pk, words_of(version))


def words_of(version: Version) -> list[str]:
    """Return what a version is found by: its title and its text."""
    own = pieces(version.text, joined=version.hard_wrapped)
    return [*pieces(f"{version.title}\n"), *own]


def having(query: str) -> Q:
    """Return the condition that a paper has every term, in its latest text, its author's or unit's name.

    Each is a list of its own that an index answers; nothing is looked up row by row.
    """
    condition = Q()
    for term in terms(query):
        named = Q(person__in=Person.objects.filter(name__icontains=term).values("pk"))
        named |= Q(unit__in=Unit.objects.filter(name__icontains=term).order_by().values("pk"))
        found = WORDS.matching(term)
        if found is not None:
            named |= Q(current__in=found)
        condition &= named
    return condition
