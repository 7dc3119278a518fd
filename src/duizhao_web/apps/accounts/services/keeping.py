"""What a backup and its restore mean for the people of an installation, and what the log says of them."""

from __future__ import annotations

from duizhao_web.apps.accounts import events
from duizhao_web.apps.accounts.models import Session, SetupLink
from duizhao_web.apps.accounts.policy import INSTALLATION_KEEP
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import INSTALLATION, Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service


@service
def installation_backed_up(*, actor: Actor, name: str, files: int) -> None:
    """Note that everything was copied out, sealed."""
    authorise(actor, INSTALLATION_KEEP, INSTALLATION)
    record(events.BACKED_UP, actor=actor, name=name, files=files)


@service
def installation_files_kept(*, actor: Actor, count: int, key: str) -> None:
    """Note that stored files were encrypted with a key, or, without one, decrypted."""
    authorise(actor, INSTALLATION_KEEP, INSTALLATION)
    if key:
        record(events.FILES_ENCRYPTED, actor=actor, count=count, key=key)
    else:
        record(events.FILES_DECRYPTED, actor=actor, count=count)


@service
def installation_restored(*, actor: Actor, made_at: str) -> None:
    """Note that a backup was put in place. Who was signed in then, or had a link, is not let in by it now."""
    authorise(actor, INSTALLATION_KEEP, INSTALLATION)
    Session.objects.all().delete()
    open_ = SetupLink.objects.filter(used_at__isnull=True, withdrawn_at__isnull=True)
    open_.update(withdrawn_at=clock.now())
    record(events.RESTORED, actor=actor, made_at=made_at)
