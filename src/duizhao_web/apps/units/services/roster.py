"""A list of units and people from a workbook: judged row by row, then taken in whole or not at all.

One sheet, one row a post. The columns are those of ``COLUMNS``; their order does not matter, others are
refused by
name. A unit is known by its code, a person by the number of the organisation, a superior by its code.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from duizhao.errors import DuizhaoError
from duizhao.ledger.grid import LIMITS, GridRow, text_of
from duizhao_web.apps.kernel.actor import INSTALLATION, Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units import events
from duizhao_web.apps.units.models import Person, Post, PostKind, Team, Unit
from duizhao_web.apps.units.policy import IMPORT
from duizhao_web.apps.units.services.people import person_create, tenure_propose
from duizhao_web.apps.units.services.teams import post_create, team_create
from duizhao_web.apps.units.services.tree import unit_create

MAX_ROWS: Final = 20_000
MAX_BYTES: Final = 8 * 1024 * 1024
_LONGEST: Final = {"unit": 100, "unit_code": 40, "team": 100, "post": 100, "person": 50, "staff_code": 40}

COLUMNS: Final[dict[str, str | Promise]] = {
    "unit_code": gettext_lazy("单位编码"),
    "unit": gettext_lazy("单位名称"),
    "superior_code": gettext_lazy("上级单位编码"),
    "team": gettext_lazy("班子名称"),
    "post": gettext_lazy("职务"),
    "kind": gettext_lazy("类别"),
    "person": gettext_lazy("姓名"),
    "staff_code": gettext_lazy("人员编号"),
    "since": gettext_lazy("任职日期"),
}
_NEEDED: Final = ("unit_code", "unit")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row, by the number a spreadsheet shows."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it was understood."""

    row: int
    unit_code: str
    unit: str
    superior_code: str
    team: str
    post: str
    kind: PostKind | None
    person: str
    staff_code: str
    since: date


@dataclass(slots=True)
class Plan:
    """What a workbook would change, and what is wrong with it."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    units: int = 0
    people: int = 0
    tenures: int = 0


def template() -> bytes:
    """Return an empty workbook with the columns and a row of explanation below each."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, notes = book.add_worksheet(_("名册")), book.add_worksheet(_("说明"))
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, title in enumerate(COLUMNS.values()):
            sheet.write_string(0, column, str(title), bold)
            sheet.set_column(column, column, 18)
        sheet.freeze_panes(1, 0)
        for row, text in enumerate(_explanations()):
            notes.write_string(row, 0, text)
        notes.set_column(0, 0, 90)
    return buffer.getvalue()


def roster_read(*, actor: Actor, data: bytes, today: date) -> Plan:
    """Return what a workbook would change; nothing is written."""
    authorise(actor, IMPORT, INSTALLATION)
    plan = Plan()
    rows = _rows(data)
    header = next(rows, None)
    if header is None:
        raise AppError(AppErrorCode.FILE_REFUSED, detail=_("表中没有内容"))
    columns = _columns(header)
    for row in rows:
        if len(plan.lines) + len(plan.faults) >= MAX_ROWS:
            raise AppError(AppErrorCode.FILE_REFUSED, detail=_("超过 %(count)s 行") % {"count": MAX_ROWS})
        _judge(plan, row, columns, today)
    _judge_together(plan)
    return plan


@service
def roster_import(*, actor: Actor, data: bytes, today: date) -> Plan:
    """Take in a workbook in which no row is wrong; what exists already is left as it is."""
    plan = roster_read(actor=actor, data=data, today=today)
    if plan.faults:
        raise AppError(AppErrorCode.ROWS_REFUSED, count=len(plan.faults))
    units = {unit.code: unit for unit in Unit.objects.filter(code__isnull=False)}
    for line in _superiors_first(plan.lines, set(units)):
        if line.unit_code not in units:
            superior = units[line.superior_code] if line.superior_code else None
            units[line.unit_code] = unit_create(
                actor=actor, name=line.unit, superior=superior, since=line.since, code=line.unit_code
            )
    for line in plan.lines:
        if line.person:
            _take_in(actor, units[line.unit_code], line)
    record(events.IMPORTED, actor=actor, units=plan.units, people=plan.people, tenures=plan.tenures)
    return plan


def _take_in(actor: Actor, unit: Unit, line: Line) -> None:
    person = Person.objects.filter(staff_code=line.staff_code).first() or person_create(
        actor=actor, unit=unit, name=line.person, staff_code=line.staff_code
    )
    if line.kind is None:
        return
    team = None
    if line.kind != PostKind.COORDINATOR:
        team = Team.objects.filter(unit=unit, name=line.team, until__isnull=True).first()
        team = team or team_create(actor=actor, unit=unit, name=line.team, since=line.since)
    post = Post.objects.filter(unit=unit, team=team, title=line.post, until__isnull=True).first()
    post = post or post_create(
        actor=actor, unit=unit, team=team, title=line.post, kind=line.kind, since=line.since
    )
    if not post.tenures.filter(person=person, until__isnull=True).exists():
        tenure_propose(actor=actor, post=post, person=person, since=max(line.since, post.since))


def _rows(data: bytes) -> Iterator[GridRow]:
    from duizhao.ledger.xlsx_grid import read_xlsx

    if len(data) > MAX_BYTES:
        raise AppError(
            AppErrorCode.FILE_REFUSED, detail=_("超过 %(size)s MB") % {"size": MAX_BYTES // 1024**2}
        )
    try:
        sheets = [sheet for sheet in read_xlsx(data, LIMITS).sheets if not sheet.hidden]
        if sheets:
            yield from (row for row in sheets[0].rows() if row.filled)
    except DuizhaoError as error:
        raise AppError(AppErrorCode.FILE_REFUSED, detail=_("请另存为 xlsx 后重试")) from error


def _columns(header: GridRow) -> dict[str, int]:
    names = {word: key for key, title in COLUMNS.items() for word in _in_every_language(title)}
    found: dict[str, int] = {}
    for column in range(len(header.cells)):
        text = text_of(header.cell(column)).strip()
        if text and text not in names:
            raise AppError(AppErrorCode.FILE_REFUSED, detail=_("不认识的列：%(name)s") % {"name": text[:40]})
        if text:
            found[names[text]] = column
    missing = [str(COLUMNS[key]) for key in _NEEDED if key not in found]
    if missing:
        raise AppError(
            AppErrorCode.FILE_REFUSED, detail=_("缺少的列：%(name)s") % {"name": "、".join(missing)}
        )
    return found


@cache
def _kinds() -> dict[str, PostKind]:
    return {word: kind for kind in PostKind for word in _in_every_language(kind.label)}


def _in_every_language(title: str | Promise) -> Iterator[str]:
    """Yield a word of the sheet in each language: who fills it in may read another than who takes it in."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield str(title)


def _judge(plan: Plan, row: GridRow, columns: dict[str, int], today: date) -> None:
    values = {key: row.cell(columns[key]) if key in columns else "" for key in COLUMNS}
    text = {key: text_of(value).strip() for key, value in values.items()}
    faults = list(_faults_of(text))
    since = values["since"] if isinstance(values["since"], date) else _date_of(text["since"])
    if text["since"] and since is None:
        faults.append(_("任职日期不是日期，请写成 2026-03-01"))
    plan.faults += [Fault(row.number, fault) for fault in faults]
    if not faults:
        kinds = _kinds()
        plan.lines.append(
            Line(
                row.number,
                text["unit_code"],
                text["unit"],
                text["superior_code"],
                text["team"],
                text["post"],
                kinds.get(text["kind"]) or (PostKind.MEMBER if text["post"] else None),
                text["person"],
                text["staff_code"],
                since or today,
            )
        )


def _faults_of(text: dict[str, str]) -> Iterator[str]:
    for key in _NEEDED:
        if not text[key]:
            yield _("%(column)s没有填") % {"column": COLUMNS[key]}
    for key, longest in _LONGEST.items():
        if len(text[key]) > longest:
            yield _("%(column)s超过 %(longest)s 字") % {"column": COLUMNS[key], "longest": longest}
    if text["unit_code"] and text["unit_code"] == text["superior_code"]:
        yield _("上级单位是自己")
    if text["person"] and not text["staff_code"]:
        yield _("填了姓名，人员编号没有填")
    if text["post"] and not text["person"]:
        yield _("填了职务，姓名没有填")
    kinds = _kinds()
    if text["kind"] and text["kind"] not in kinds:
        labels = "、".join(str(kind.label) for kind in PostKind)
        yield _("类别应为：%(labels)s") % {"labels": labels}
    coordinator = kinds.get(text["kind"]) == PostKind.COORDINATOR
    if text["post"] and not coordinator and not text["team"]:
        yield _("填了职务，班子名称没有填")


def _date_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text.replace("/", "-").replace(".", "-")) if text else None
    except ValueError:
        return None


def _judge_together(plan: Plan) -> None:
    """Add the faults that only show when rows are seen beside one another and beside what exists."""
    there = dict(Unit.objects.filter(code__isnull=False).values_list("code", "name"))
    people = dict(Person.objects.filter(staff_code__isnull=False).values_list("staff_code", "name"))
    units: dict[str, Line] = {}
    named: dict[str, Line] = {}
    chiefs: dict[tuple[str, str], Line] = {}
    held: dict[tuple[str, str, str], Line] = {}
    for line in plan.lines:
        first = units.setdefault(line.unit_code, line)
        if (first.unit, first.superior_code) != (line.unit, line.superior_code):
            _note(plan, line, _("单位名称或上级与第 %(row)s 行不同") % {"row": first.row})
        if there.get(line.unit_code, line.unit) != line.unit:
            _note(
                plan,
                line,
                _("编码 %(code)s 已是单位“%(unit)s”")
                % {"code": line.unit_code, "unit": there[line.unit_code]},
            )
        if line.staff_code:
            same = named.setdefault(line.staff_code, line)
            if people.get(line.staff_code, same.person) != line.person:
                _note(plan, line, _("人员编号 %(code)s 已是他人") % {"code": line.staff_code})
        if line.kind == PostKind.CHIEF and chiefs.setdefault((line.unit_code, line.team), line) is not line:
            _note(plan, line, _("同一班子有两名主要负责人"))
        if line.post and held.setdefault((line.unit_code, line.team, line.post), line) is not line:
            _note(plan, line, _("同一职务有两人，请在职务名称上区分"))
    for line in units.values():
        if line.superior_code and line.superior_code not in units and line.superior_code not in there:
            _note(plan, line, _("没有编码为 %(code)s 的上级单位") % {"code": line.superior_code})
        elif _in_a_circle(line, units):
            _note(plan, line, _("上下级关系绕成了圈"))
    plan.units = len(set(units) - set(there))
    plan.people = len(set(named) - set(people))
    plan.tenures = sum(1 for line in plan.lines if line.post)
    plan.faults.sort(key=lambda fault: fault.row)


def _note(plan: Plan, line: Line, message: str) -> None:
    plan.faults.append(Fault(line.row, message))


def _in_a_circle(line: Line, units: dict[str, Line]) -> bool:
    seen = {line.unit_code}
    above = line.superior_code
    while above in units:
        if above in seen:
            return True
        seen.add(above)
        above = units[above].superior_code
    return False


def _superiors_first(lines: list[Line], there: set[str | None]) -> Iterator[Line]:
    waiting = list({line.unit_code: line for line in reversed(lines)}.values())
    waiting.reverse()
    ready = set(there)
    while waiting:
        now = [line for line in waiting if not line.superior_code or line.superior_code in ready]
        if not now:
            raise RuntimeError("a circle that was not noticed")
        yield from now
        ready |= {line.unit_code for line in now}
        waiting = [line for line in waiting if line.unit_code not in ready]


def _explanations() -> list[str]:
    kinds = "、".join(str(kind.label) for kind in PostKind)
    return [
        _("每行一项任职；只登记单位的，单位以外各列不填。"),
        _("单位编码自行确定，不得重复；上级单位编码为空的是最上级。"),
        _("类别：%(kinds)s；不填的按班子成员。联络员不填班子名称。") % {"kinds": kinds},
        _("人员编号自行确定，不得重复，不要使用身份证号；一人在几个班子任职的写几行。"),
        _("导入的任职经安全管理员确认后生效。已有的单位、人员、任职保持不变。"),
    ]
