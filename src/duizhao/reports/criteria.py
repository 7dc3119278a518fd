"""Criteria sets for a person at a terminal: the list of them, one in full, the unconfirmed marked."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from duizhao.frameworks import Deadline, Framework, Setting, Text
from duizhao.frameworks.framework import Body, DeadlineKind, DeadlineName, ItemState, SettingName, Use
from duizhao.i18n import translator
from duizhao.reports.terminal import console as new_console
from duizhao.reports.terminal import printed
from duizhao.reports.words import KINDS, ROLES

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text as Printed


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


USES: Final[dict[Use, str]] = {"aspects": _("对照的方面"), "requirements": _("整改的要求")}
BODIES: Final[dict[Body, str]] = {
    "standing_committee": _("党委（纪委）常委会"),
    "party_group": _("党组（党委）"),
    "department": _("机关部门"),
    "mass_organisation": _("人民团体"),
    "state_firm": _("国有企业"),
    "university": _("高校"),
    "township": _("乡镇（街道）"),
    "branch": _("党支部"),
    "organisation": _("各类单位"),
}
STATES: Final[dict[ItemState, str]] = {
    "drafted": _("拟定"),
    "planned": _("审定"),
    "in_progress": _("整改中"),
    "submitted": _("申请销号"),
    "verified": _("本级已核验"),
    "closed": _("已销号"),
    "returned": _("退回"),
    "blocked": _("暂无法整改"),
    "merged": _("已合并"),
    "withdrawn": _("已撤销"),
}
DEADLINE_KINDS: Final[dict[DeadlineKind, str]] = {
    "immediate": _("立行立改"),
    "by_date": _("限期整改"),
    "standing": _("长期坚持"),
}
SETTINGS: Final[dict[SettingName, str]] = {
    "characters_min": _("全文不少于"),
    "problem_characters_min": _("问题部分不少于"),
    "problem_share_min": _("问题部分占全文不低于"),
    "problem_cause_share_min": _("问题和原因两部分占全文不低于"),
    "problems_per_aspect_min": _("每个方面的问题不少于"),
    "quorum_share": _("到会人数占应到人数不低于"),
    "excellent_share_max": _("优秀等次占比不高于"),
}
DEADLINES: Final[dict[DeadlineName, str]] = {
    "notice": _("会前报告主题和方案，提前"),
    "report": _("上报情况报告"),
    "plan": _("报送整改方案"),
    "rectification": _("集中整改"),
    "progress": _("两次进展报告相隔"),
    "recheck": _("销号后回头看"),
}
UNCONFIRMED: Final = _("待核实")


def list_text(frameworks: Sequence[Framework], *, width: int, styled: bool, language: str) -> str:
    """Return the table of the sets, at most ``width`` columns wide; ``styled`` adds bold and dim."""
    return _printed([_list_table(frameworks, language)], width, styled=styled)


def show_text(framework: Framework, *, width: int, styled: bool, language: str) -> str:
    """Return one set with all it asks, every value with its source, unconfirmed ones marked."""
    return _printed(_Sheet(framework, language).blocks(), width, styled=styled)


def setting_words(setting: Setting, language: str) -> str:
    """Return a number as people write it: 75%, 3000 字, 1 个."""
    translate = translator(language)
    if setting.name.endswith(("_share", "_share_min", "_share_max")):
        return _share(setting.value)
    template = _("%(count)s 字") if "characters" in setting.name else _("%(count)s 个")
    return translate(template) % {"count": int(setting.value)}


def deadline_words(deadline: Deadline, language: str) -> str:
    """Return a time as people write it: 15 天, 1 个月."""
    template = _("%(count)s 个月") if deadline.unit == "month" else _("%(count)s 天")
    return translator(language)(template) % {"count": deadline.count}


def years_words(framework: Framework) -> str:
    """Return the years a set holds for: 2022, 2013–2014, 2015–, or a dash."""
    start, end = ((side or "")[:4] for side in (framework.effective.start, framework.effective.end))
    if not start and not end:
        return "—"
    return start if start == end else f"{start}–{end}"


def _share(value: float) -> str:
    """Return a per cent; thirds are written as such: two thirds of those who should attend."""
    thirds = round(value * 3)
    if abs(value * 100 - round(value * 100)) > 0.01 and abs(thirds / 3 - value) < 0.001:
        return f"{thirds}/3"
    return f"{value * 100:.4g}%"


def _list_table(frameworks: Sequence[Framework], language: str) -> Table:
    translate = translator(language)
    table = _plain_table(heading=True)
    table.add_column(translate(_("编号@版本")), no_wrap=True)
    table.add_column(translate(_("名称")), overflow="fold", ratio=1)
    table.add_column(translate(_("年度")), no_wrap=True)
    table.add_column(translate(_("标准")), justify="right", no_wrap=True)
    table.add_column(translate(_("待核实")), justify="right", no_wrap=True)
    own = not all(one.shipped for one in frameworks)
    if own:
        table.add_column(translate(_("来处")), no_wrap=True)
    for one in frameworks:
        doubtful = sum(1 for _name in one.unconfirmed())
        table.add_row(
            f"{one.id}@{one.version}",
            _marked(one.title.to(language), one.confirmed, translate(UNCONFIRMED)),
            years_words(one),
            str(len(one.criteria) or "—"),
            str(doubtful or "—"),
            *([translate(_("内置") if one.shipped else _("自有"))] if own else []),
        )
    return table


class _Sheet:
    """One set as blocks of text, from its name down to its sources."""

    def __init__(self, framework: Framework, language: str) -> None:
        self.framework = framework
        self.language = language
        self.translate = translator(language)
        self.numbers = {one.code: number for number, one in enumerate(framework.sources, 1)}

    def blocks(self) -> Iterator[RenderableType]:
        """Yield what to print, in order."""
        yield self._head()
        parts = (
            (_("标准"), self._criteria()),
            (_("必备部分"), self._sections()),
            (_("数值要求"), self._settings()),
            (_("时限"), self._deadlines()),
            (_("整改类别"), self._deadline_words()),
            (_("完成情况用语"), self._reporting()),
            (_("来源"), self._sources()),
        )
        for heading, rows in parts:
            table = _grid(rows)
            if table.row_count:
                yield _bold(f"\n{self.translate(heading)}")
                yield table

    def _head(self) -> RenderableType:
        one, words = self.framework, self.translate
        rows = [
            (words(_("编号")), f"{one.id}@{one.version}"),
            (words(_("名称")), self._mark(one.title.to(self.language), one.confirmed)),
            (words(_("用途")), words(USES[one.use])),
            (words(_("年度")), years_words(one)),
            (words(_("适用材料")), self._join(words(KINDS[kind]) for kind in one.kinds)),
        ]
        if one.extends:
            rows.append((words(_("依据")), f"{one.extends.id}@{one.extends.version}"))
        if one.scope:
            bodies = self._join(words(BODIES[body]) for body in one.scope.bodies)
            rows.append(
                (words(_("适用单位")), self._mark(one.scope.title.to(self.language), one.scope.confirmed))
            )
            if one.scope.bodies != ("organisation",):
                rows.append(("", bodies))
        if one.theme:
            rows.append((words(_("主题")), one.theme.to(self.language)))
        if one.two_levels:
            levels = words(_("本级核验后由上级核验") if one.two_levels.value else _("本级核验"))
            rows.append((words(_("核验")), self._mark(levels, one.two_levels.confirmed)))
        if one.note:
            rows.append((words(_("说明")), one.note.to(self.language)))
        return _grid(rows)

    def _criteria(self) -> Iterator[tuple[str, str]]:
        for code, depth in self._tree(None, 0):
            one = self.framework.criterion(code)
            if one is None:
                continue
            title = self._mark(one.title.to(self.language), one.confirmed)
            weight = f" ({one.weight:.0%})" if one.weight is not None else ""
            yield "  " * depth + code, title + weight + self._cite(one.source.code)
            if self.language != "zh":
                yield "", one.title.zh
            if one.text:
                yield "", one.text.to(self.language)
            if one.evidence:
                proof = self._join(piece.to(self.language) for piece in one.evidence)
                yield "", self.translate(_("佐证：%(words)s")) % {"words": proof}
            if one.aliases:
                yield (
                    "",
                    self.translate(_("也写作：%(words)s"))
                    % {"words": self.translate("；").join(one.aliases)},
                )

    def _tree(self, parent: str | None, depth: int) -> Iterator[tuple[str, int]]:
        for one in self.framework.children(parent):
            yield one.code, depth
            yield from self._tree(one.code, depth + 1)

    def _sections(self) -> Iterator[tuple[str, str]]:
        for kind in KINDS:
            found = self.framework.required_sections(kind)
            if found:
                words = (self._mark(self.translate(ROLES[one.role]), one.confirmed) for one in found)
                yield self.translate(KINDS[kind]), self._join(words)

    def _settings(self) -> Iterator[tuple[str, str]]:
        for one in self.framework.settings:
            words = self._mark(setting_words(one, self.language), one.confirmed)
            yield self.translate(SETTINGS[one.name]), words + self._cite(one.source.code)

    def _deadlines(self) -> Iterator[tuple[str, str]]:
        for one in self.framework.deadlines:
            words = self._mark(deadline_words(one, self.language), one.confirmed)
            yield self.translate(DEADLINES[one.name]), words + self._cite(one.source.code)

    def _deadline_words(self) -> Iterator[tuple[str, str]]:
        for one in self.framework.deadline_words:
            title = self._mark(self._both(one.title), one.confirmed)
            kind = self.translate(DEADLINE_KINDS[one.kind])
            yield title, self.translate(_("台账中记为：%(kind)s")) % {"kind": kind}

    def _reporting(self) -> Iterator[tuple[str, str]]:
        for one in self.framework.reporting:
            states = self._join(self.translate(STATES[state]) for state in one.states)
            if one.deadline:
                states = _in_brackets(states, self.translate(DEADLINE_KINDS[one.deadline]))
            yield self._mark(self._both(one.word), one.confirmed), states

    def _sources(self) -> Iterator[tuple[str, str]]:
        for one in self.framework.sources:
            url = f"\n{one.url}" if one.url else ""
            yield f"[{self.numbers[one.code]}]", one.title.to(self.language) + url

    def _both(self, text: Text) -> str:
        """Return a word of Chinese forms with the original beside its translation."""
        return text.zh if self.language == "zh" else f"{text.en} ({text.zh})"

    def _mark(self, words: str, confirmed: bool) -> str:
        return _marked(words, confirmed, self.translate(UNCONFIRMED))

    def _cite(self, code: str) -> str:
        return f" [{self.numbers[code]}]"

    def _join(self, words: Iterable[str]) -> str:
        return (", " if self.language == "en" else "、").join(words)


def _marked(words: str, confirmed: bool, mark: str) -> str:
    return words if confirmed else _in_brackets(words, mark)


def _in_brackets(words: str, inside: str) -> str:
    return f"{words} ({inside})" if inside.isascii() else f"{words}（{inside}）"


def _grid(rows: Iterable[tuple[str, str]]) -> Table:
    """Return two columns: what it is, and what it says."""
    table = _plain_table(heading=False)
    table.add_column(max_width=36, overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    for left, right in rows:
        table.add_row(_text(left), _text(right))
    return table


def _plain_table(*, heading: bool) -> Table:
    from rich import box
    from rich.table import Table

    shape = box.SIMPLE_HEAD if heading else None
    right = 1 if heading else 2
    return Table(box=shape, show_header=heading, padding=(0, right, 0, 0), pad_edge=False, show_edge=False)


def _text(words: str) -> Printed:
    from rich.text import Text as Printed

    # As it stands: square brackets are not markup here.
    return Printed(words)


def _bold(words: str) -> Printed:
    from rich.text import Text as Printed

    return Printed(words, style="bold")


def _printed(blocks: Iterable[RenderableType], width: int, *, styled: bool) -> str:
    buffer = io.StringIO()
    console = new_console(buffer, width=width, styled=styled, coloured=False)
    for block in blocks:
        console.print(block)
    return printed(buffer, styled=styled)
