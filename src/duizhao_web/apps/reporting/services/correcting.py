"""Asking for a correction of what is locked, and taking that back as long as the unit has not begun."""

from __future__ import annotations

from django.utils.translation import gettext as _

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.reporting.filing import Act
from duizhao_web.apps.reporting.models import Report
from duizhao_web.apps.reporting.services.filing import RELATED, acting, write_step
from duizhao_web.apps.reporting.words import ActWord, StageWord


@service
def report_correct(*, actor: Actor, report: Report, expected_version: int, text: str) -> Report:
    """Ask for a correction of what is locked: another edition, which begins with the same words."""
    with acting(actor, report, Act.CORRECT, expected_version, text) as locked:
        if not locked.latest:
            raise AppError(AppErrorCode.WRONG_STATE)
        locked.latest = False
    made = Report(
        period=locked.period,
        unit=locked.unit,
        unit_path=locked.unit_path,
        edition=locked.edition + 1,
        progress=locked.progress,
        difficulties=locked.difficulties,
        next_steps=locked.next_steps,
        request=locked.request,
    )
    made.full_clean(exclude=RELATED)
    made.save()
    write_step(made, ActWord.ASK, actor, text)
    return made


@service
def report_recall(*, actor: Actor, report: Report, expected_version: int, text: str) -> Report:
    """Take back that a correction was asked for: the edition before is the latest again; the log keeps it."""
    with acting(actor, report, Act.RECALL, expected_version, text) as locked:
        asked = locked.correction
        if asked is None:
            raise AppError(AppErrorCode.WRONG_STATE)
        if asked.stage != StageWord.ASKED:
            raise AppError(
                AppErrorCode.NOT_READY,
                detail=_("该单位已经开始填报更正，不能再收回；报送以后可以锁定或者退回"),
            )
        asked.delete()
        locked.latest = True
    return locked
