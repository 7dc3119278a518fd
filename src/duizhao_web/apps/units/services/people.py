"""People and the posts they hold: propose, confirm or refuse, end, hand over."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units import events
from duizhao_web.apps.units.models import Person, Post, Tenure, Unit
from duizhao_web.apps.units.policy import (
    PERSON_CREATE,
    PERSON_EDIT,
    TENURE_CONFIRM,
    TENURE_END,
    TENURE_PROPOSE,
    TENURE_REFUSE,
)
from duizhao_web.apps.units.subjects import of_staff, of_unit


@service
def person_create(*, actor: Actor, unit: Unit, name: str, staff_code: str = "") -> Person:
    """Register a person of a unit."""
    authorise(actor, PERSON_CREATE, of_unit(unit))
    person = Person(unit=unit, unit_path=unit.path, name=name, staff_code=staff_code or None)
    person.full_clean()
    person.save()
    record(events.PERSON_CREATED, actor=actor, about=person, unit_path=unit.path, person=name, unit=unit.name)
    return person


@service
def person_edit(
    *, actor: Actor, person: Person, version: int, name: str, staff_code: str, unit: Unit
) -> Person:
    """Change a person's name, number or unit; posts held elsewhere stay as they are."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    authorise(actor, PERSON_EDIT, of_staff(person))
    if unit.pk != person.unit_id:
        authorise(actor, PERSON_CREATE, of_unit(unit))
    if person.version != version:
        raise AppError(AppErrorCode.CONFLICT)
    before = person.name
    person.name, person.staff_code, person.unit, person.unit_path = name, staff_code or None, unit, unit.path
    person.version += 1
    person.full_clean()
    person.save()
    record(
        events.PERSON_EDITED,
        actor=actor,
        about=person,
        unit_path=unit.path,
        before=before,
        person=name,
        unit=unit.name,
    )
    return person


@service
def tenure_propose(*, actor: Actor, post: Post, person: Person, since: date) -> Tenure:
    """Enter that a person holds a post from a day on; it gives rights once it is confirmed."""
    post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post.pk)
    authorise(actor, TENURE_PROPOSE, of_staff(post))
    _refuse_overlap(post, since)
    tenure = Tenure(
        post=post,
        person=person,
        unit_path=post.unit_path,
        since=since,
        proposed_by_id=actor.user_id,
        proposed_at=clock.now(),
    )
    tenure.full_clean()
    tenure.save()
    record(
        events.TENURE_PROPOSED,
        actor=actor,
        about=tenure,
        unit_path=post.unit_path,
        person=person.name,
        since=since.isoformat(),
        unit=post.unit.name,
        post=post.title,
    )
    return tenure


@service
def tenure_confirm(*, actor: Actor, tenure: Tenure) -> Tenure:
    """Confirm that the person holds the post: from now on it gives its rights."""
    tenure = _locked(tenure)
    authorise(actor, TENURE_CONFIRM, of_staff(tenure))
    if actor.user_id is not None and actor.user_id == tenure.proposed_by_id:
        raise AppError(AppErrorCode.OWN_REQUEST)
    tenure.confirmed_at, tenure.confirmed_by_id = clock.now(), actor.user_id
    tenure.save(update_fields=["confirmed_at", "confirmed_by_id"])
    record(
        events.TENURE_CONFIRMED,
        actor=actor,
        about=tenure,
        unit_path=tenure.unit_path,
        person=tenure.person.name,
        unit=tenure.post.unit.name,
        post=tenure.post.title,
    )
    return tenure


@service
def tenure_refuse(*, actor: Actor, tenure: Tenure, reason: str) -> None:
    """Refuse what was proposed; it never held, so the row goes and the log keeps it."""
    tenure = _locked(tenure)
    authorise(actor, TENURE_REFUSE, of_staff(tenure))
    record(
        events.TENURE_REFUSED,
        actor=actor,
        about=tenure,
        unit_path=tenure.unit_path,
        person=tenure.person.name,
        unit=tenure.post.unit.name,
        post=tenure.post.title,
        reason=reason,
    )
    tenure.delete()


@service
def tenure_end(*, actor: Actor, tenure: Tenure, on: date) -> Tenure:
    """Let a person hold a post until a day; the rights end with it, without anybody's confirmation."""
    tenure = _locked(tenure)
    authorise(actor, TENURE_END, of_staff(tenure))
    if on < tenure.since:
        raise AppError(AppErrorCode.DATES_REVERSED)
    tenure.until = on
    tenure.save(update_fields=["until"])
    record(
        events.TENURE_ENDED,
        actor=actor,
        about=tenure,
        unit_path=tenure.unit_path,
        person=tenure.person.name,
        until=on.isoformat(),
        unit=tenure.post.unit.name,
        post=tenure.post.title,
    )
    return tenure


@service
def tenure_hand_over(*, actor: Actor, post: Post, to: Person, since: date) -> Tenure:
    """Let one person follow another in a post: the first until the day before, the second from the day on."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    authorise(actor, TENURE_PROPOSE, of_staff(post))
    held = post.tenures.filter(until__isnull=True).first()
    if held is not None:
        if held.person_id == to.pk:
            raise AppError(AppErrorCode.DATES_OVERLAP, detail=to.name)
        tenure_end(actor=actor, tenure=held, on=since - timedelta(days=1))
    return tenure_propose(actor=actor, post=post, person=to, since=since)


def _locked(tenure: Tenure) -> Tenure:
    rows = Tenure.objects.select_for_update(of=("self",)).select_related("person", "post__unit")
    return rows.get(pk=tenure.pk)


def _refuse_overlap(post: Post, since: date) -> None:
    held = post.tenures.filter(Q(until__isnull=True) | Q(until__gte=since)).select_related("person").first()
    if held is not None:
        raise AppError(AppErrorCode.DATES_OVERLAP, detail=held.person.name)
    if since < post.since:
        raise AppError(AppErrorCode.DATES_OVERLAP, detail=post.title)
