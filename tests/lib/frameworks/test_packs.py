"""Every criteria set in the package is sound, in both languages, and says what is not confirmed."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

from duizhao.frameworks import Framework, Text, as_pack, catalogue, choose, examine, pick
from duizhao.frameworks.conformity import faults_of_shape
from duizhao.frameworks.decoding import decode
from duizhao.frameworks.framework import DeadlineKind, ItemState
from duizhao.frameworks.parsing import Parsed
from duizhao.record import Span

FOLDER = Path(str(resources.files("duizhao") / "data" / "frameworks"))
FILES = sorted(FOLDER.glob("*/*.yaml"))
SETS = catalogue(FOLDER / "meeting")  # the package's own; a folder of its copies adds nothing
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def name(item: Path | Framework) -> str:
    return f"{item.parent.name}/{item.name}" if isinstance(item, Path) else item.id


@pytest.mark.parametrize("path", FILES, ids=name)
def test_pack_when_examined_then_no_fault(path: Path) -> None:
    answer = examine([path])[0]
    assert [fault.render() for fault in answer.faults] == []
    assert answer.framework is not None
    assert (answer.framework.id, answer.framework.version) == (path.parent.name, path.stem)


@pytest.mark.parametrize("one", SETS, ids=name)
def test_pack_when_written_out_then_conforms_and_reads_back_the_same(one: Framework) -> None:
    pack = as_pack(one)
    assert faults_of_shape(Parsed("", pack, {}), pack, "framework-1") == []
    assert decode(pack, shipped=True) == one


@pytest.mark.parametrize("one", SETS, ids=name)
def test_pack_when_read_then_every_text_is_in_its_language(one: Framework) -> None:
    texts = _texts(one)
    assert len(texts) > 10
    for text in texts:
        assert CHINESE.search(text.zh) or text.zh.isascii(), text
        assert not CHINESE.search(text.en), text


@pytest.mark.parametrize("one", SETS, ids=name)
def test_pack_when_read_then_a_report_has_a_word_for_every_state(one: Framework) -> None:
    for state in get_args(ItemState):
        for kind in (None, *get_args(DeadlineKind)):
            word = one.word_for(state, kind)
            assert word is not None, (state, kind)
            assert state in one.states_for(word.word.zh)


@pytest.mark.parametrize("one", SETS, ids=name)
def test_pack_when_read_then_the_usual_words_for_a_deadline_are_known(one: Framework) -> None:
    kinds = [one.deadline_kind(word) for word in ("立行立改", "限期整改", "长期坚持", "随便什么")]
    assert kinds == ["immediate", "by_date", "standing", None]


def test_states_for_when_the_word_is_loose_then_not_closed() -> None:
    words = ("基本完成", "持续整改", "正在整改", "基本整改到位", "部分整改", "申请延期", "胡写的词")
    for one in SETS:
        for word in words:
            assert "closed" not in one.states_for(word), word


def test_catalogue_when_nothing_of_ones_own_then_the_packs_named_in_the_docs() -> None:
    assert [one.id for one in catalogue()] == [
        "audit",
        "branch-2023",
        "branch-2025",
        "branch-meeting",
        "environment",
        "hazard",
        "inspection",
        "iso9001-10-2",
        "mass-line-2013",
        "meeting",
        "meeting-2022",
        "meeting-2023",
        "meeting-2024",
        "meeting-2025",
        "mission-2019",
        "self-examination",
    ]


# What is general knowledge only, and so must be shown as unconfirmed.
UNCONFIRMED = {
    "meeting": {"deadlines.notice", "deadlines.report"},
    "meeting-2025": {"criteria.A2", "criteria.A3", "criteria.A4", "criteria.A5"},
    "branch-meeting": {"settings.excellent_share_max"},
    "inspection": {"deadlines.rectification"},
    "iso9001-10-2": {"confirmed", "criteria.10.2.1.a", "criteria.10.2.2"},
    "mission-2019": {"criteria.A3"},
}


@pytest.mark.parametrize("identifier", UNCONFIRMED)
def test_unconfirmed_when_value_is_general_knowledge_then_listed(identifier: str) -> None:
    one = _get(identifier)
    assert set(one.unconfirmed()) >= UNCONFIRMED[identifier]


def test_unconfirmed_when_value_was_read_then_not_listed() -> None:
    assert list(_get("self-examination").unconfirmed()) == []
    assert "criteria.A1" not in set(_get("meeting-2025").unconfirmed())
    assert not [name for name in _get("meeting-2024").unconfirmed() if name.startswith("criteria")]


def test_meeting_of_a_year_when_read_then_has_what_every_meeting_has() -> None:
    one = _get("meeting-2024")
    assert [section.role for section in one.required_sections("individual")] == [
        "opening",
        "last_year",
        "problems",
        "causes",
        "measures",
    ]
    share, report = one.setting("problem_cause_share_min"), one.deadline("report")
    assert share is not None
    assert share.value == 0.75
    assert report is not None
    assert (report.count, report.unit) == (15, "day")
    assert one.theme is not None
    assert one.theme.zh.startswith("巩固深化党纪学习教育成果")
    assert _get("meeting").theme is None


def test_meeting_2025_when_read_then_a_paper_needs_a_case() -> None:
    roles = [section.role for section in _get("meeting-2025").required_sections("individual")]
    assert roles.index("case") == roles.index("measures") + 1


def test_audit_when_read_then_its_three_kinds_and_no_other() -> None:
    words = _get("audit").deadline_words
    assert [(one.title.zh, one.kind) for one in words] == [
        ("立行立改", "immediate"),
        ("分阶段整改", "by_date"),
        ("持续整改", "standing"),
    ]


def test_hazard_when_read_then_five_things_in_place() -> None:
    below = _get("hazard").children("R1")
    assert [one.title.zh[2:4] for one in below] == ["措施", "责任", "资金", "时限", "预案"]


def test_two_levels_when_read_then_only_where_two_verify() -> None:
    levels = {one.id: one.two_levels.value for one in SETS if one.two_levels}
    assert levels.pop("environment") is True
    assert levels.pop("inspection") is True
    assert set(levels.values()) == {False}


def test_model_paper_when_its_titles_are_given_then_all_six_points(materials: Path) -> None:
    text = (materials / "2022-personal-self-examination.txt").read_text(encoding="utf-8-sig")
    titles = [line for line in text.splitlines() if re.match("（[一二三四五六]）带头", line)]
    choice = choose(titles, year=2022, kind="individual", frameworks=SETS)
    assert choice is not None
    assert choice.framework.id == "meeting-2022"
    assert choice.codes == ("A1", "A2", "A3", "A4", "A5", "A6")
    assert choice.score == 1.0


def _get(identifier: str) -> Framework:
    one = pick(SETS, identifier)
    assert one is not None
    return one


def _texts(one: Framework) -> list[Text]:
    found: list[Text] = []

    def visit(value: object) -> None:
        if isinstance(value, Text):
            found.append(value)
        elif isinstance(value, tuple) and not isinstance(value, Span):
            for part in value:
                visit(part)
        elif hasattr(value, "__dataclass_fields__"):
            for field in value.__dataclass_fields__:
                visit(getattr(value, field))

    visit(one)
    return found
