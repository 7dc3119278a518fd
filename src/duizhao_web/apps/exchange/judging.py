"""What a ledger that came in would change, row by row, and what is wrong with it; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from duizhao.errors import DuizhaoError
from duizhao.i18n import translator
from duizhao.ledger import LedgerFile, LedgerRow, Placed, read_data, titles_in
from duizhao_web.apps.exchange import cells
from duizhao_web.apps.exchange.differing import Change, beginning_of, changes_of, to_do
from duizhao_web.apps.exchange.items import IDENTITY, identified, reported, said_in_every_language
from duizhao_web.apps.exchange.layouts import meanings
from duizhao_web.apps.exchange.models import ColumnName, Incoming
from duizhao_web.apps.exchange.steps import Steps, steps_between
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.language import library_language
from duizhao_web.apps.kernel.paths import at_or_below
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.selectors import item_list
from duizhao_web.apps.rectification.services.drafting import Draft, Origin, Todo
from duizhao_web.apps.rectification.subjects import may_with
from duizhao_web.apps.rectification.words import DeadlineKind, ItemState, SourceKind
from duizhao_web.apps.units.models import Person, Unit
from duizhao_web.apps.units.selectors import person_list

MAX_ROWS: Final = 2_000
TAKEN: Final = (
    "id", "unit", "aspect", "problem", "examples", "source", "cause", "root", "goal", "measures", "kind",
    "sponsor", "lead_unit", "supporting_units", "owner", "due", "review", "progress", "result", "verifier",
)  # fmt: skip
"""The fields of a ledger that become a part of an item; what was closed elsewhere is proven here first."""
_DATES: Final = ("due", "review")
_LISTS: Final = ("points", "cooperating")
_NOT_BEGUN: Final = (ItemState.PLANNED, ItemState.RETURNED)


class Does(StrEnum):
    """What taking in a row does."""

    CREATE = "create"
    EDIT = "edit"
    REPORT = "report"
    NOTHING = "nothing"


@dataclass(slots=True)
class Line:
    """A row as it was understood: what it does, what is wrong with it, what of it is left out."""

    where: str
    title: str
    unit: Unit | None = None
    item: Item | None = None
    identified: bool = False
    """Whether the row carries the item's identity: a ledger of ours that comes back."""
    does: Does = Does.NOTHING
    draft: Draft = field(default_factory=Draft)
    origins: tuple[Origin, ...] = ()
    actions: tuple[Todo, ...] = ()
    steps: Steps = field(default_factory=Steps)
    done: str = ""
    effect: str = ""
    reports: bool = False
    """Whether what was done is reported as well, whatever else the row does."""
    faults: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    changes: tuple[Change, ...] = ()

    def hint(self, words: str) -> None:
        """Say once what is left out."""
        if words not in self.hints:
            self.hints.append(words)


@dataclass(slots=True)
class Judged:
    """What a file would change; ``columns`` are titles with their fields, ``notes`` what was passed over."""

    lines: list[Line]
    columns: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    unread: str = ""
    """Why no row could be read, where none could: a person says then what the columns mean."""

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Return every fault with its place."""
        return [(line.where, fault) for line in self.lines for fault in line.faults]

    @property
    def counts(self) -> Counter[Does]:
        """Return how many rows do what; one that changes an item may report on it, too."""
        both = [Does.REPORT for line in self.lines if line.does == Does.EDIT and line.reports]
        return Counter([*(line.does for line in self.lines if not line.faults), *both])


def judged(actor: Actor, incoming: Incoming) -> Judged:
    """Return what the file would change; the same file, judged again, gives the same unless items moved."""
    said = saved_columns(incoming.unit) | dict(incoming.columns)
    data = bytes(incoming.data)
    try:
        found = read_data(data, incoming.name, columns=said)
    except DuizhaoError as error:
        try:
            titles = tuple(dict.fromkeys(title for title in titles_in(data) if title))
        except DuizhaoError:
            titles = ()
        why = error.message(translator(library_language()))
        return Judged([], tuple((title, said.get(title, "")) for title in titles), unread=why)
    if len(found.placed) > MAX_ROWS:
        raise AppError(AppErrorCode.FILE_REFUSED, detail=_("超过 %(count)s 行") % {"count": MAX_ROWS})
    return _Judging(actor, incoming, found).whole()


def saved_columns(unit: Unit) -> dict[str, str]:
    """Return what the titles of columns mean in the unit's ledgers, as it once said."""
    named = ColumnName.objects.filter(unit=unit).values_list("title", "field")
    return meanings(unit.path) | dict(named)


class _Judging:
    """One file being judged, with what is known of units, people and items."""

    def __init__(self, actor: Actor, incoming: Incoming, found: LedgerFile) -> None:
        self.actor, self.incoming, self.found = actor, incoming, found
        self.translate = translator(library_language())
        self.identity = set(said_in_every_language(IDENTITY))
        self.goal_title = next((title for title, key in found.columns if key == "goal"), "")
        self.seen: dict[tuple[int, str], str] = {}

    def whole(self) -> Judged:
        """Return every row judged, and rows that could not be read as faults of their own."""
        lines = [self._line(placed) for placed in self.found.placed]
        places = {line.where: line for line in lines}
        for fault in self.found.faults:
            where = fault.where.text(self.translate)
            if fault.lost:
                lines.append(Line(where, fault.content[:60], faults=[fault.reason.text(self.translate)]))
            elif (
                where in places
                and self._key_of(fault.column) in TAKEN
                and self._key_of(fault.column) not in _DATES
            ):
                places[where].faults.append(f"{fault.column}：{fault.reason.text(self.translate)}")
        notes = tuple(note.text(self.translate) for note in self.found.notes)
        return Judged(lines, self.found.columns, notes)

    def _key_of(self, title: str) -> str:
        return dict(self.found.columns).get(title, "")

    def _line(self, placed: Placed) -> Line:
        row = placed.row
        title, text = _title_and_text(row)
        line = Line(placed.where.text(self.translate), title)
        line.unit = self._unit(row, line)
        line.item = self._item(row, line)
        # Of an item that moved meanwhile the differences are shown, too, so that nobody has to look for them.
        if line.unit is None or (line.faults and line.item is None):
            return line
        line.draft = self._draft(row, line, title, text)
        line.actions = tuple(self._todos(placed, line))
        if line.item is None:
            self._create(row, line)
        else:
            self._change(row, line, line.item)
        if line.faults:
            line.does = Does.NOTHING
        return line

    def _unit(self, row: LedgerRow, line: Line) -> Unit | None:
        name = row.unit.strip()
        found = self.units.get(name) if name else self.incoming.unit
        if found is None:
            line.faults.append(_("单位“%(unit)s”不是所选单位，也不在它之下") % {"unit": name[:40]})
        return found

    def _item(self, row: LedgerRow, line: Line) -> Item | None:
        """Return the item a row is about: by the identity it carries, else by its problem in its unit."""
        carried = next((str(one.value) for one in row.extra if one.name in self.identity and one.value), "")
        number = identified(carried)
        if carried and number is None:
            line.faults.append(_("系统标识被改动，认不出是哪个事项；新增的行请将这一格留空"))
        if number is not None:
            found = self.by_number.get(number.pk)
            if found is None:
                line.faults.append(_("系统标识所指的事项不在所选单位和年度，或者您无权查看"))
            elif found.version != number.version and self._changes(found):
                line.faults.append(_("导出之后该事项已被改动；请重新导出，在新表上修改"))
            line.identified = found is not None
            return found
        if line.unit is None:
            return None
        key = (line.unit.pk, _plain(line.title))
        if key in self.seen:
            line.faults.append(_("与%(place)s的问题相同；请合并为一行") % {"place": self.seen[key]})
        self.seen.setdefault(key, line.where)
        return self.by_title.get(key)

    # ----------------------------------------------------------------- what is known

    @cached_property
    def units(self) -> dict[str, Unit]:
        rows = Unit.objects.visible_to(self.actor).filter(at_or_below(self.incoming.unit.path, "path"))
        return {unit.name: unit for unit in rows.filter(until__isnull=True).order_by("-path")}

    @cached_property
    def all_units(self) -> dict[str, Unit | None]:
        found: dict[str, Unit | None] = {}
        for unit in Unit.objects.visible_to(self.actor).filter(until__isnull=True):
            found[unit.name] = None if unit.name in found else unit
        return found

    @cached_property
    def people(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for person in person_list(self.actor).filter(at_or_below(self.incoming.unit.path)):
            found.setdefault(person.name, []).append(person)
        return found

    @cached_property
    def by_number(self) -> dict[int, Item]:
        rows = item_list(self.actor, year=self.incoming.year, personal=False)
        rows = rows.filter(at_or_below(self.incoming.unit.path)).select_related("lead_unit")
        rows = rows.prefetch_related("points", "progress", "actions", "rechecks", "sources", "cooperating")
        return {item.pk: item for item in rows}

    @cached_property
    def by_title(self) -> dict[tuple[int, str], Item]:
        return {(item.unit_id, _plain(item.title)): item for item in self.by_number.values()}

    # ----------------------------------------------------------------- what a row says

    def _draft(self, row: LedgerRow, line: Line, title: str, text: str) -> Draft:
        when = cells.timing(row.kind, row.due)
        for value in (row.due, row.review):
            if isinstance(value, str) and not cells.is_words_of_time(value):
                line.faults.append(_("“%(text)s”认不出是哪一天；请写成 2026-06-30") % {"text": value[:30]})
        points = self._points(row)
        for point in points:
            if len(point) > 500:
                line.faults.append(_("一条销号标准超过 500 字"))
        owner, verifier = self._person(row.owner, line), self._person(row.verifier, line)
        if owner is not None and owner == verifier:
            line.faults.append(_("责任人和核验人是同一人"))
        return Draft(
            title=title,
            text=text or None,
            cause="\n".join(part for part in (row.cause, row.root) if part.strip())[:10_000] or None,
            goal=self._goal(row)[:2_000] or None,
            aspect=row.aspect.strip()[:200] or None,
            deadline_kind=when.kind,
            deadline=when.deadline,
            review_on=_review(row, when),
            sponsor=self._person(row.sponsor, line),
            owner=owner,
            verifier=verifier,
            lead_unit=self._one_unit(row.lead_unit, line),
            cooperating=self._cooperating(row, line),
            points=points or None,
        )

    def _todos(self, placed: Placed, line: Line) -> Iterator[Todo]:
        """Yield what is to be done: a line each with its own day and person, or all by the row's day."""
        draft = line.draft
        for step in placed.steps if len(placed.steps) > 1 else ():
            owner = self._person(step.owner, line) if step.owner != placed.row.owner else draft.owner
            due = cells.last_day(step.due) or draft.deadline
            yield from (Todo(text, due, owner) for text in cells.parts(step.measures))
        if len(placed.steps) < 2:
            yield from (Todo(text, draft.deadline) for text in cells.parts(placed.row.measures))

    def _goal(self, row: LedgerRow) -> str:
        return "" if cells.is_standard(self.goal_title) else row.goal.strip()

    def _points(self, row: LedgerRow) -> list[str]:
        """Return the standard in points: a column of that name may be all a ledger has of a goal."""
        own = next((str(one.value) for one in row.extra if cells.is_standard(one.name)), "")
        return cells.parts(row.goal if cells.is_standard(self.goal_title) else own)

    def _person(self, text: str, line: Line) -> Person | None:
        """Return who is meant: the name alone, or the first of the roster among posts and other names."""
        name = text.strip()
        if not name or name in ("—", "无", "/"):
            return None
        found = self.people.get(name) or self.people.get("".join(name.split())) or []
        if len(found) == 1:
            return found[0]
        among = [] if found else sorted((name.find(each), each) for each in self.people if each in name)
        if among and len(self.people[among[0][1]]) == 1:
            chosen = self.people[among[0][1]][0]
            said = _("“%(name)s”按%(who)s填入，一项只能有一人")
            line.hint(said % {"name": " ".join(name.split())[:40], "who": chosen.name})
            return chosen
        why = _("“%(name)s”不止一人，未填入") if found else _("“%(name)s”不在名册中，未填入")
        line.hint(why % {"name": name[:40]})
        return None

    def _one_unit(self, text: str, line: Line) -> Unit | None:
        name = text.strip()
        found = self.all_units.get(name) if name else None
        if name and found is None:
            line.hints.append(_("单位“%(name)s”不在单位名单中，未填入") % {"name": name[:40]})
        return found

    def _cooperating(self, row: LedgerRow, line: Line) -> list[Unit] | None:
        """Return the units of a cell; those of an item there is stay where one of them is not known."""
        names = cells.names(row.supporting_units)
        found = [self._one_unit(name, line) for name in names]
        if line.item is not None and None in found:
            line.hints.append(_("配合单位中有认不出的，这一格未改"))
            return None
        return [unit for unit in found if unit is not None] or None

    def _origins(self, row: LedgerRow) -> Iterator[Origin]:
        kinds = cells.kinds_of(row.source)
        text = "" if kinds else row.source.strip()
        for kind in kinds or [SourceKind(self.incoming.source)]:
            yield Origin(kind, text, self.incoming.document)

    def _create(self, row: LedgerRow, line: Line) -> None:
        assert line.unit is not None
        line.origins = tuple(self._origins(row))
        line.changes = (*beginning_of(line.draft, line.origins), *to_do(line.actions))
        if row.source.strip() and not cells.kinds_of(row.source):
            words = {"source": row.source.strip()[:40], "kind": SourceKind(self.incoming.source).label}
            line.hint(_("问题来源“%(source)s”不在来源类别中，记为“%(kind)s”，原话保留") % words)
        begun = Item(unit=line.unit, unit_path=line.unit.path)
        if not may_with(self.actor, begun, Command.CREATE):
            line.faults.append(_("您不能为“%(unit)s”拟定事项") % {"unit": line.unit.name})
        line.does = Does.CREATE
        if row.progress.strip() or row.result.strip():
            line.hints.append(_("拟定的事项还不能报告进展，进展和成效未导入"))

    def _change(self, row: LedgerRow, line: Line, item: Item) -> None:
        changed = _changed(item, line.draft)
        steps = self._steps(row, line, item)
        line.changes = (*(changes_of(item, changed) if changed else ()), *steps.changes())
        reports = item.progress.all()
        known = {one.done for one in reports} | {reported(one.on, one.done) for one in reports[:1]}
        if row.progress.strip() and row.progress.strip() not in known:
            line.done = row.progress.strip()[:5_000]
            line.effect = row.result.strip()[:5_000]
        self._settle(line, item, changed, steps)

    def _steps(self, row: LedgerRow, line: Line, item: Item) -> Steps:
        """Return the steps a row changes: a ledger of ours that comes back does, another one only says so."""
        steps = steps_between(item.actions.all(), row.measures)
        if not line.identified:
            if steps or steps.hints:
                line.hints.append(_("整改措施与事项现有的任务不同，未导入；请在事项页修改任务"))
            return Steps()
        line.hints += steps.hints
        return steps

    def _works(self, item: Item) -> bool:
        """Return whether steps may be changed; that begins a planned item, and no file begins one."""
        return may_with(self.actor, item, Command.ACTION) and item.state not in _NOT_BEGUN

    def _changes(self, item: Item) -> bool:
        """Return whether a row may change what somebody else has changed meanwhile."""
        return may_with(self.actor, item, Command.EDIT) or self._works(item)

    def _settle(self, line: Line, item: Item, changed: Draft | None, steps: Steps) -> None:
        """Set what of a row is done and say what is not, and why."""
        edits = may_with(self.actor, item, Command.EDIT) and item.approved_at is None
        works = self._works(item)
        line.draft = changed if changed is not None and edits else Draft()
        line.steps = steps if works else Steps()
        line.reports = bool(line.done) and may_with(self.actor, item, Command.PROGRESS)
        if (changed is not None and edits) or line.steps:
            line.does = Does.EDIT
        elif line.reports:
            line.does = Does.REPORT
        if line.done and not line.reports:
            line.hints.append(_("进展未导入：事项当前不能报告进展，或者不归您报告"))
        if changed is not None and not edits:
            line.hints.append(_("内容未改：事项已审定或者不归您修改；要改请提出调整申请"))
        if steps and not works:
            line.hints.append(_("整改措施未改：事项还没有开始或者已经提交，或者任务不归您修改"))


def _review(row: LedgerRow, when: cells.Timing) -> date | None:
    """Return when to look again; what stands for good has no other day to be looked at than the one given."""
    if isinstance(row.review, date):
        return row.review
    return when.deadline if when.kind == DeadlineKind.STANDING else None


def _changed(item: Item, draft: Draft) -> Draft | None:
    """Return what of a draft differs from the item, nothing where all is the same."""
    points = [one.text for one in item.points.all()]
    said: Mapping[str, object] = {
        name: getattr(draft, name)
        for name in Draft.__dataclass_fields__
        if name not in _LISTS and getattr(draft, name) not in (None, getattr(item, name))
    }
    new_points = draft.points if draft.points is not None and list(draft.points) != points else None
    units = draft.cooperating
    new_units = units if units is not None and set(units) != set(item.cooperating.all()) else None
    if not said and new_points is None and new_units is None:
        return None
    return Draft(**said, points=new_points, cooperating=new_units)  # type: ignore[arg-type]


def _title_and_text(row: LedgerRow) -> tuple[str, str]:
    """Return a title that fits, and the whole text where it says more."""
    whole = row.problem.strip()
    first = whole.splitlines()[0].strip() if whole else ""
    if len(first) > 300:
        first = first.partition("。")[0][:300]
    rest = [whole] if first != whole else []
    return first, "\n".join([*rest, *([row.examples.strip()] if row.examples.strip() else [])])[:10_000]


def _plain(text: str) -> str:
    return "".join(text.split()).rstrip("。")
