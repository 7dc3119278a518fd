"""What reviewers do with a version in review: decide, undo, draft the opinion, sign it."""

from __future__ import annotations

from duizhao.corrections import ConflictError, Decision, as_stored
from duizhao.corrections.stored import name_of
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.materials import events
from duizhao_web.apps.materials.models import Decided, Opinion, Outcome, Paper, PaperState, Version
from duizhao_web.apps.materials.selectors import corrected
from duizhao_web.apps.materials.services.papers import _recorded, latest_of
from duizhao_web.apps.materials.subjects import authorise_with


@service
def decision_take(*, actor: Actor, version: Version, count: int, decision: Decision) -> Decided:
    """Add a decision to those the page showed (``count``); if there are others by now, nothing is changed."""
    version = _locked(actor, version, "review")
    rows = _as_shown(version, count)
    try:
        corrected(version, [*rows, decision])
    except ConflictError as error:
        raise AppError(AppErrorCode.DECISION_REFUSED, detail=error.message()) from error
    assert actor.user_id is not None
    row = Decided(
        version=version,
        position=count + 1,
        decision=as_stored(decision),
        by_id=actor.user_id,
        by_name=actor.name,
        at=clock.now(),
    )
    row.save(force_insert=True)
    _recorded(events.DECIDED, actor, version, position=row.position, do=name_of(decision))
    return row


@service
def decision_undo(*, actor: Actor, version: Version, count: int) -> None:
    """Take one's own last decision back; nobody undoes another's."""
    version = _locked(actor, version, "review")
    rows = _as_shown(version, count)
    if not rows or rows[-1].by_id != actor.user_id:
        raise AppError(AppErrorCode.FORBIDDEN)
    rows[-1].delete()
    _recorded(events.UNDONE, actor, version, position=count)


@service
def opinion_draft(*, actor: Actor, version: Version, edition: int, text: str) -> Opinion:
    """Keep the draft of the opinion; ``edition`` is the one it was written from."""
    version = _locked(actor, version, "review")
    opinion = Opinion.objects.filter(version=version).first() or Opinion(version=version, edition=0)
    if opinion.edition != edition:
        raise AppError(AppErrorCode.CONFLICT)
    opinion.text, opinion.edition = text.strip(), edition + 1
    opinion.drafted_by_name, opinion.drafted_at = actor.name, clock.now()
    opinion.full_clean()
    opinion.save()
    _recorded(events.DRAFTED, actor, version)
    return opinion


@service
def opinion_sign(*, actor: Actor, version: Version, edition: int, outcome: Outcome) -> Opinion:
    """Sign the opinion as it was shown: the paper goes back with it, or is agreed and frozen."""
    version = _locked(actor, version, "sign")
    opinion = Opinion.objects.filter(version=version).first()
    if opinion is None and outcome == Outcome.AGREED:
        opinion = Opinion(version=version, edition=0, drafted_by_name=actor.name, drafted_at=clock.now())
    if opinion is None or (outcome == Outcome.RETURNED and not opinion.text):
        raise AppError(AppErrorCode.OPINION_EMPTY)
    if opinion.edition != edition:
        raise AppError(AppErrorCode.CONFLICT)
    opinion.outcome, opinion.signed_at = outcome, clock.now()
    opinion.signed_by_id, opinion.signed_by_name = actor.user_id, actor.name
    opinion.full_clean()
    opinion.save()
    paper = version.paper
    paper.state = PaperState.PASSED if outcome == Outcome.AGREED else PaperState.RETURNED
    paper.changed_at = clock.now()
    paper.save(update_fields=["state", "changed_at"])
    _recorded(events.SIGNED, actor, version, kind=outcome.value)
    return opinion


@service
def paper_return(*, actor: Actor, paper: Paper, edition: int, text: str = "") -> Opinion:
    """Return a paper with its opinion as it was shown and, where there is one, a text behind it."""
    version = latest_of(paper)
    found = Opinion.objects.filter(version=version).first()
    if (found.edition if found else 0) != edition:
        raise AppError(AppErrorCode.CONFLICT)
    if text.strip():
        whole = "\n".join(part for part in (found.text if found else "", text.strip()) if part)
        edition = opinion_draft(actor=actor, version=version, edition=edition, text=whole).edition
    return opinion_sign(actor=actor, version=version, edition=edition, outcome=Outcome.RETURNED)


def _locked(actor: Actor, version: Version, command: str) -> Version:
    """Return the version with its paper's row locked; only the latest one is reviewed."""
    paper = Paper.objects.select_for_update().get(pk=version.paper_id)
    authorise_with(actor, paper, command)
    found = Version.objects.select_related("paper__unit", "paper__person").get(pk=version.pk)
    if found.number != paper.latest:
        raise AppError(AppErrorCode.WRONG_STATE)
    return found


def _as_shown(version: Version, count: int) -> list[Decided]:
    rows = list(version.decisions.all())
    if len(rows) != count:
        raise AppError(AppErrorCode.CONFLICT)
    return rows
