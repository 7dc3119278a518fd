"""From what the server knows of other papers to what the page shows of them."""

from __future__ import annotations

from typing import Any, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from duizhao.record import Material, Problem, Span
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.materials.elsewhere import Elsewhere
from duizhao_web.apps.materials.models import Version
from duizhao_web.apps.materials.selectors import Shown
from duizhao_web.apps.rectification.recurring import named_before
from duizhao_web.site.review.view import NamedItem, Overlapped, Returned


def beside(there: Elsewhere, record: Material) -> dict[str, Any]:
    """Return what a ``View`` holds of other papers, by its own names."""
    overlaps = tuple(
        Overlapped(
            here=passage.a,
            where=where(one.version),
            there=one.version.text[passage.b.start : passage.b.end],
            length=passage.length,
            kind=passage.kind,
            address=reverse("review", kwargs={"paper": one.version.paper_id}),
            expected=one.expected,
        )
        for one in there.shared
        for passage in one.passages
    )
    return {
        "overlaps": overlaps,
        "more_overlaps": there.more,
        "returned": tuple(_returned(there, record)),
        "last_year_known": there.last is not None,
        "compared": there.compared,
    }


def named_items(actor: Actor, shown: Shown) -> tuple[NamedItem, ...]:
    """Return the items of earlier years that the paper's problems name again, as far as the actor sees."""
    found = named_before(actor, shown.version.paper, shown.record.problems)
    return tuple(
        NamedItem(
            problem=problem,
            code=before.item.code,
            title=before.item.title,
            state=str(before.item.get_state_display()),
            address=reverse("item", kwargs={"pk": before.item.pk}),
            closed=before.closed,
            why=before.why,
        )
        for problem, before in found.items()
    )


def where(version: Version) -> str:
    """Return what a paper is called beside another."""
    paper = version.paper
    whose = f"{paper.unit.name} {paper.person.name if paper.person else paper.get_kind_display()}"
    words = {"whose": whose, "year": paper.year, "number": version.number}
    return _("%(whose)s，%(year)s 年度，第 %(number)s 稿") % words


def _returned(there: Elsewhere, record: Material) -> list[Returned]:
    if there.last is None:
        return []
    found = []
    for one in there.again:
        problem = _at(record, one.here)
        if problem is not None:
            words = there.last.text[one.there.start : one.there.end]
            same: Literal["matter", "theme"] = "matter" if one.kind == "matter" else "theme"
            found.append(Returned(problem.id, same, where(there.last), words, one.why))
    return found


def _at(record: Material, span: Span) -> Problem | None:
    """Return the problem that stands at a place now; a reviewer may have moved or split it."""
    here = (one for one in record.problems if one.span.start <= span.start < one.span.end)
    return next(here, None)
