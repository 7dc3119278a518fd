"""Write the pages on the life of an item from its table, or say what is stale (``--check``).

``docs/{en,zh}/reference/lifecycle.md`` hold the diagram of states, who may do what, and what is required; all
of it is made from ``rectification/lifecycle.py``. ``--check`` writes nothing and exits 1 when a page would
change.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import django
from django.conf import settings

ROOT: Final = Path(__file__).resolve().parent.parent
LOCALE: Final = ROOT / "src" / "duizhao_web" / "locale"
if not settings.configured:
    settings.configure(USE_I18N=True, LANGUAGE_CODE="zh-hans", LOCALE_PATHS=[str(LOCALE)])

import django_tasks  # noqa: E402, F401 (lets the classes of fields be written with their types)
from django.utils import translation  # noqa: E402
from written import written  # noqa: E402

from duizhao_web.apps.kernel.actor import Standing  # noqa: E402
from duizhao_web.apps.rectification import lifecycle  # noqa: E402
from duizhao_web.apps.rectification.lifecycle import TABLE, Command, Holding, Need, Transition  # noqa: E402
from duizhao_web.apps.rectification.words import CommandWord, ItemState  # noqa: E402

LANGUAGES: Final = {"en": "en", "zh": "zh-hans"}
# The people of the table, the wider before the narrower, with what each is called.
PEOPLE: Final[tuple[tuple[tuple[Standing, ...], str, str], ...]] = (
    (lifecycle.AUTHOR, "the member", "本人"),
    (lifecycle.TEAM, "team", "班子成员"),
    (lifecycle.CHIEF, "chief", "主要负责人"),
    (lifecycle.COORDINATOR, "coordinator", "联络员"),
    (lifecycle.SPONSOR, "sponsor", "责任领导"),
    (lifecycle.OWNER, "owner", "责任人"),
    (lifecycle.DOER, "owner of an action", "任务责任人"),
    (lifecycle.VERIFIER, "verifier", "核验人"),
    (lifecycle.CHECKER, "rechecker", "回头看人员"),
    (lifecycle.SUPERIOR, "superior", "上级领导"),
    (lifecycle.SUPERVISION, "supervision group", "督导组"),
    (lifecycle.SUCCESSOR, "chief or coordinator of the unit merged into", "并入单位的主要负责人、联络员"),
)

NEEDS: Final[dict[Need, tuple[str, str]]] = {
    Need.REASON: ("a reason", "理由"),
    Need.BASIS: ("a basis", "依据"),
    Need.DOCUMENT: ("the document that asks the superior", "请示上级的文件"),
    Need.INTERIM: ("a step meanwhile", "现阶段措施"),
    Need.REVIEW_DATE: ("a review date to come", "今后的复查日期"),
    Need.OWNER: ("an owner", "有责任人"),
    Need.DEADLINE: ("kind and deadline", "有类别和时限"),
    Need.STANDARD: ("a standard in points", "有销号标准"),
    Need.ACTIONS: ("actions, each with a date", "有任务，每项有时限"),
    Need.VERIFIER: ("a verifier in office", "有在任的核验人"),
    Need.INDEPENDENT: (
        "a verifier who never worked on it and is not the owner's subordinate",
        "核验人没有办理过，也不是责任人的下级",
    ),
    Need.FROM_ABOVE: ("a verifier from above where the chief is the owner", "主要负责人的事项由上级核验"),
    Need.SIGNED: ("the sponsor's signature", "责任领导已签字"),
    Need.APPROVED: ("approved", "已审定"),
    Need.UNAPPROVED: ("not approved yet", "尚未审定"),
    Need.IMMEDIATE: ("to be rectified at once", "立行立改"),
    Need.ACTIONS_SETTLED: ("every action done or dropped with a reason", "任务都已完成，或者写明理由不再做"),
    Need.HANDED_BACK: (
        "everything handed down confirmed by its giver or taken back",
        "交办的都已经交办人确认或者收回",
    ),
    Need.EVIDENCE: ("evidence for each point", "每条标准有佐证材料"),
    Need.ANSWERED: ("the verifier's yes to each point in this submission", "核验人对每条标准都认为达到"),
    Need.ONE_LEVEL: ("one level of verification", "一级核验"),
    Need.TWO_LEVELS: ("two levels of verification", "两级核验"),
    Need.DISINTERESTED: ("somebody who has not worked on it or checked it", "没有办理、核验过的人"),
    Need.VACANT: ("the unit has no chief", "本单位没有主要负责人"),
    Need.REQUESTED: ("a request the sponsor has signed", "有责任领导签署的申请"),
}


class Words(NamedTuple):
    """The page's own words in one language."""

    title: str
    lead: str
    diagram: str
    table: str
    columns: tuple[str, ...]
    new: str
    stays: str
    nobody: str
    comma: str


WORDS: Final = {
    "en": Words(
        title="The life of an item",
        lead=(
            "This page is generated from the transition table. Not started, overdue, due soon and stalled "
            "are derived from dates and are no states. A closed item is closed for that round: reopening "
            "begins the next one and leaves the former round as it is. What is not in the table is refused."
        ),
        diagram="States",
        table="Who may do what",
        columns=("Command", "From", "To", "Team's item", "Own list", "Required"),
        new="(new)",
        stays="stays",
        nobody="—",
        comma=", ",
    ),
    "zh": Words(
        title="整改事项的一生",
        lead=(
            "本页由流转表生成。未启动、逾期、临期、停滞由日期推算，不是状态。销号是就这一轮说的：重新整改开始新的一轮，"
            "上一轮的日期和数目保持不变。表里没有写的一律不能办理。"
        ),
        diagram="状态",
        table="谁能办什么",
        columns=("办理", "原状态", "新状态", "班子事项", "个人清单", "前提"),
        new="（新）",
        stays="不变",
        nobody="—",
        comma="、",
    ),
}


def main() -> int:
    django.setup()
    return written(pages(), ROOT, __doc__)


def pages() -> Iterator[tuple[Path, str]]:
    """Yield the pages and what they should say."""
    for language, code in LANGUAGES.items():
        with translation.override(code):
            yield ROOT / "docs" / language / "reference" / "lifecycle.md", page(language)


def page(language: str) -> str:
    """Return the whole page."""
    words = WORDS[language]
    lines = [f"# {words.title}", "", words.lead, "", f"## {words.diagram}", "", "```mermaid"]
    lines += [*diagram(), "```", "", f"## {words.table}", ""]
    lines += [f"| {' | '.join(words.columns)} |", f"|{' --- |' * len(words.columns)}"]
    lines += [f"| {' | '.join(cells)} |" for cells in rows(language)]
    return "\n".join(lines) + "\n"


def diagram() -> Iterator[str]:
    """Yield the diagram: a state each, an arrow for each pair with the commands that lead there."""
    yield "stateDiagram-v2"
    for state in lifecycle.STORED:
        yield f"  {state.value}: {_state(state)}"
    yield f"  [*] --> {lifecycle.INITIAL.value}"
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in TABLE:
        if row.source not in (lifecycle.State.NEW, row.target):
            arrows.setdefault((row.source.value, row.target.value), []).append(_command(row.command))
    for (source, target), commands in arrows.items():
        yield f"  {source} --> {target}: {' / '.join(commands)}"
    for state in (lifecycle.State.MERGED, lifecycle.State.WITHDRAWN):
        yield f"  {state.value} --> [*]"


def rows(language: str) -> Iterator[tuple[str, ...]]:
    """Yield the table's rows, those that differ in the former state alone in one."""
    words = WORDS[language]
    merged: dict[tuple[object, ...], list[Transition]] = {}
    for row in TABLE:
        stays = row.source == row.target
        target = None if stays else row.target
        merged.setdefault((row.command, target, row.team, row.personal, row.needs), []).append(row)
    for some in merged.values():
        row = some[0]
        yield (
            _command(row.command),
            words.comma.join(words.new if one.source == "new" else _state(one.source) for one in some),
            words.stays if row.source == row.target else _state(row.target),
            _who(row, Holding.TEAM, language),
            _who(row, Holding.PERSONAL, language),
            ("; " if language == "en" else "；").join(_need(need, language) for need in row.needs)
            or words.nobody,
        )


def _who(row: Transition, holding: Holding, language: str) -> str:
    left, names = set(row.who(holding)), []
    for who, en, zh in PEOPLE:
        if set(who) <= left:
            left -= set(who)
            names.append(en if language == "en" else zh)
    if left:
        raise LookupError(f"{row.command}: nobody is called {sorted(left)}")
    return WORDS[language].comma.join(names) or WORDS[language].nobody


def _need(need: Need, language: str) -> str:
    en, zh = NEEDS[need]
    return en if language == "en" else zh


def _state(state: str) -> str:
    return str(ItemState(state).label)


def _command(command: Command) -> str:
    return str(CommandWord(command.value).label)


if __name__ == "__main__":
    sys.exit(main())
