"""Papers chosen to be returned together: of each, whether the actor may, and its opinion so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.materials.models import Opinion, Paper
from duizhao_web.apps.materials.selectors import paper_list
from duizhao_web.apps.materials.subjects import may_with


@dataclass(frozen=True, slots=True)
class Chosen:
    """A paper, whether the actor may return it now, and its opinion as it is drafted."""

    paper: Paper
    may: bool
    text: str
    edition: int


def chosen_papers(actor: Actor, wanted: Iterable[int]) -> list[Chosen]:
    """Return those of the papers the actor may read, in two queries."""
    papers = list(paper_list(actor).filter(pk__in=list(wanted)).order_by("unit_path", "pk"))
    latest = {paper.current_id: paper.pk for paper in papers}
    opinions = {
        latest[one.version_id]: one for one in Opinion.objects.filter(version__in=[*filter(None, latest)])
    }
    return [
        Chosen(
            paper,
            may_with(actor, paper, "sign"),
            opinion.text if (opinion := opinions.get(paper.pk)) else "",
            opinion.edition if opinion else 0,
        )
        for paper in papers
    ]
