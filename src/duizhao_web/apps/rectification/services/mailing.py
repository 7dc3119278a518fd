"""Telling people by mail that something waits: at least once, with the same Message-ID, no content."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import INSTALLATION, SYSTEM, Actor, Subject
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.post import Counter, PostOffice, UndeliveredError
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification import events
from duizhao_web.apps.rectification.models import Letter, MailAddress
from duizhao_web.apps.rectification.policy import MAIL_SEND, MAIL_SET

_FIRST_PAUSE: Final = timedelta(minutes=10)
_LONGEST_PAUSE: Final = timedelta(hours=6)
_GIVEN_UP: Final = timedelta(days=2)
"""After that the next day's letter has long told of the same."""
_AT_ONCE: Final = 500
_log = logging.getLogger("duizhao_web.mail")


def post_office() -> PostOffice | None:
    """Return the post office, ``None`` where the channel is not open."""
    found: PostOffice | None = settings.MAIL
    return found


def mail_address(actor: Actor) -> MailAddress | None:
    """Return where the actor wants letters, as far as they said."""
    return MailAddress.objects.filter(person_id=actor.person_id or 0).first()


@service
def mail_address_set(*, actor: Actor, address: str, wanted: bool) -> MailAddress:
    """Say where one wants letters, and whether; letters that wait for another address are not sent."""
    if actor.person_id is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    authorise(actor, MAIL_SET, Subject(user_id=actor.user_id))
    found = MailAddress.objects.select_for_update().filter(person_id=actor.person_id).first()
    found = found or MailAddress(person_id=actor.person_id)
    found.address, found.wanted, found.changed_at = address.strip(), wanted, clock.now()
    try:
        found.clean_fields(exclude=["person"])
    except ValidationError as error:
        raise AppError(AppErrorCode.INVALID, detail=_("邮件地址不对")) from error
    found.save()
    waiting = Letter.objects.filter(person_id=actor.person_id, sent_at__isnull=True, given_up_at__isnull=True)
    (waiting.exclude(address=found.address) if wanted else waiting).delete()
    record(events.MAIL_WANTED if wanted else events.MAIL_UNWANTED, actor=actor)
    return found


def letters_make(told: Mapping[int, int], today: date) -> int:
    """Put a letter beside the reminders, in their transaction, for everybody who wants one."""
    office = post_office()
    if office is None or not told:
        return 0
    now, domain = clock.now(), office.sender.rpartition("@")[2]
    wanted = MailAddress.objects.filter(person_id__in=list(told), wanted=True)
    rows = [
        Letter(
            person_id=one.person_id,
            on=today,
            address=one.address,
            count=told[one.person_id],
            message_id=f"<{uuid.uuid4().hex}@{domain}>",
            made_at=now,
            next_at=now,
        )
        for one in wanted
    ]
    Letter.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def letters_send() -> int:
    """Send what waits; return how many letters were taken.

    A letter is claimed before it is sent and marked after: where the program ends between, it is sent again
    after the pause, with the same Message-ID.
    """
    office = post_office()
    rows = Letter.objects.filter(sent_at__isnull=True, given_up_at__isnull=True, next_at__lte=clock.now())
    if office is None or not rows.exists():
        return 0
    sent = 0
    try:
        with office.open() as counter:
            for letter in rows.order_by("next_at", "pk")[:_AT_ONCE]:
                sent += _claim(letter) and _sent(counter, office, letter)
    except UndeliveredError as error:
        # Nobody answers, or the line broke: what is left waits for the next time, no try counted.
        _log.warning("mail: %s", error)
    return sent


def _claim(letter: Letter) -> bool:
    """Return whether the letter is ours to send now: nobody else touches it before its next time."""
    pause = min(_FIRST_PAUSE * 2 ** min(letter.tries, 10), _LONGEST_PAUSE)
    rows = Letter.objects.filter(pk=letter.pk, tries=letter.tries, sent_at__isnull=True)
    return rows.update(tries=F("tries") + 1, next_at=clock.now() + pause) == 1


def _sent(counter: Counter, office: PostOffice, letter: Letter) -> bool:
    try:
        counter.hand_over(_written(office, letter))
    except UndeliveredError as error:
        over = error.final or clock.now() - letter.made_at > _GIVEN_UP
        _undelivered(actor=SYSTEM, letter=letter, trouble=str(error), over=over)
        if error.down:
            raise
        return False
    _delivered(actor=SYSTEM, letter=letter)
    return True


@service
def _delivered(*, actor: Actor, letter: Letter) -> None:
    authorise(actor, MAIL_SEND, INSTALLATION)
    Letter.objects.filter(pk=letter.pk).update(sent_at=clock.now(), trouble="")
    record(events.MAIL_SENT, actor=actor, about=letter.person, id=letter.message_id)


@service
def _undelivered(*, actor: Actor, letter: Letter, trouble: str, over: bool) -> None:
    authorise(actor, MAIL_SEND, INSTALLATION)
    given_up = clock.now() if over else None
    Letter.objects.filter(pk=letter.pk).update(trouble=trouble[:200], given_up_at=given_up)
    event = events.MAIL_GIVEN_UP if over else events.MAIL_FAILED
    record(event, actor=actor, about=letter.person, id=letter.message_id)


def _written(office: PostOffice, letter: Letter) -> EmailMessage:
    """Return the letter: how many things wait and where to look, and nothing of what they are."""
    made = EmailMessage()
    made["From"], made["To"] = office.sender, letter.address
    made["Message-ID"] = letter.message_id
    made["Date"] = format_datetime(letter.made_at)
    made["Auto-Submitted"] = "auto-generated"
    with override(settings.LANGUAGE_CODE):
        said = _("您有 %(count)s 项待办") % {"count": letter.count}
        made["Subject"] = said
        where = _("请登录查看：%(address)s") % {"address": f"{settings.ENVIRONMENT.url}/reminders/"}
        stop = _("不想收到：%(address)s") % {"address": f"{settings.ENVIRONMENT.url}/own/mail/"}
    made.set_content(f"{said}\n\n{where}\n{stop}\n", cte="base64")
    return made
