"""``duizhao doctor``: whether this installation is in order, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from duizhao.i18n import Translator
from duizhao_web.commands import looking
from duizhao_web.commands.looking import Finding


def command(_: Translator) -> click.Command:
    """Build the command in the language of ``_``."""

    @click.command("doctor", help=_("逐项检查安装是否正常；有问题则退出码为 1"))
    @click.pass_obj
    @click.pass_context
    def doctor(ctx: click.Context, state: Any) -> None:
        from duizhao_web.commands.surroundings import say_where, start

        environment = start(state.language)
        say_where(environment.data, _("数据目录：%(data)s"))
        well = True
        for finding in _findings(_, environment.data):
            well = well and finding.well
            click.echo(f"{'✓' if finding.well else '✗'} {finding.line}")
        ctx.exit(0 if well else 1)

    return doctor


def _findings(_: Translator, data: Path) -> Iterator[Finding]:
    from django.core.checks import run_checks
    from django.db import DatabaseError

    from duizhao_web.commands.migrating import is_current

    faults = run_checks(tags=["duizhao"])
    for fault in faults:
        yield Finding(not fault.is_serious(), f"{fault.id} {fault.msg}: {fault.hint}")
    if not faults:
        yield Finding(True, _("设置和密钥"))
    yield from looking.permissions(_, data)
    yield from looking.space(_, data)
    try:
        current = is_current()
    except DatabaseError as error:
        yield Finding(False, _("数据库连不上：%(detail)s") % {"detail": str(error).strip()})
        return
    yield Finding(
        current, _("数据库结构是最新的") if current else _("数据库结构不是最新的；运行 duizhao serve 即更新")
    )
    if not current:
        return
    try:
        yield from _contents(_)
    except DatabaseError as error:
        # A damaged database answers one question and fails at the next.
        yield Finding(False, _("数据库损坏：%(what)s；请恢复最近的备份") % {"what": str(error).strip()})


def _contents(_: Translator) -> Iterator[Finding]:
    from duizhao_web.apps.kernel.audit import chain

    yield from looking.database(_)
    verdict = chain.verify()
    yield Finding(
        not verdict.faults,
        _("操作日志完整，共 %(count)s 条") % {"count": verdict.events}
        if not verdict.faults
        else _("操作日志有 %(count)s 处不符；详见 duizhao audit verify") % {"count": len(verdict.faults)},
    )
    yield from _misplaced(_)
    yield from looking.left_behind(_)
    yield from looking.files(_)
    yield from looking.tasks(_)
    yield from looking.clock_set_back(_)


def _misplaced(_: Translator) -> Iterator[Finding]:
    """Yield whether every scoped row carries the path of the unit it names: scope rests on it."""
    from django.apps import apps
    from django.db.models import F

    from duizhao_web.apps.kernel.scope import Scoped
    from duizhao_web.apps.units.models import Unit

    wrong = sum(
        model._default_manager.exclude(unit_path=F("unit__path")).count()
        for model in apps.get_models()
        if issubclass(model, Scoped) and any(field.name == "unit" for field in model._meta.get_fields())
    )
    problems = Unit.objects.find_problems()
    broken = sum(len(part) for part in problems)
    well = not wrong and not broken
    yield Finding(
        well,
        _("单位树和各记录所在的单位一致")
        if well
        else _("单位树有 %(broken)s 处不对，%(wrong)s 条记录所在的单位不对")
        % {"broken": broken, "wrong": wrong},
    )
