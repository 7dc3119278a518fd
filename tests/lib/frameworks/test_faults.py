"""Every fault of a file is found, named, and told with the line it stands on."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.frameworks import FrameworkError, examine, load

SOUND = """\
schema: duizhao.framework/1
id: harbour
version: "1"
title: {zh: 港口自查, en: Harbour check}
use: aspects
source: notice
confirmed: true
sources:
  notice:
    title: {zh: 港务通知, en: Notice of the harbour}
kinds: [individual, team]
effective:
  from: "2024"
  until: "2024-12-31"
criteria:
  A1:
    title: {zh: 安全值守, en: Keeping watch}
    weight: 0.4
  A2:
    title: {zh: 服务船舶, en: Serving ships}
    weight: 0.6
  A2.1:
    title: {zh: 引航服务, en: Pilots}
    parent: A2
"""

# (what is changed, from, to, expected kind, line, key, part of the message)
CASES = [
    (
        "a key nobody knows",
        "use: aspects",
        "use: aspects\nlevels: 2",
        "unknown_key",
        6,
        "levels",
        "two_levels",
    ),
    ("a key is missing", "confirmed: true\nsources", "sources", "missing_key", 1, "", "confirmed"),
    ("a value not allowed", "use: aspects", "use: aspect", "wrong_value", 5, "use", "requirements"),
    (
        "a kind of paper not allowed",
        "individual, team",
        "person, team",
        "wrong_value",
        11,
        "kinds[1]",
        "minutes",
    ),
    (
        "one language",
        "{zh: 安全值守, en: Keeping watch}",
        "{zh: 安全值守}",
        "missing_key",
        17,
        "criteria.A1.title",
        "en",
    ),
    ("an empty language", "en: Keeping watch", 'en: ""', "empty", 17, "criteria.A1.title.en", ""),
    ("text without quotes", 'version: "1"', "version: 1", "must_be_text", 3, "version", "引号"),
    ("text for a number", "weight: 0.4", "weight: 很大", "must_be_number", 18, "criteria.A1.weight", ""),
    ("text for a flag", "confirmed: true", "confirmed: 是", "must_be_flag", 7, "confirmed", "true"),
    ("text for a list", "kinds: [individual, team]", "kinds: team", "must_be_list", 11, "kinds", ""),
    (
        "a number for a mapping",
        'effective:\n  from: "2024"\n  until: "2024-12-31"',
        "effective: 2024",
        "must_be_mapping",
        12,
        "effective",
        "",
    ),
    ("a weight above one", "weight: 0.4", "weight: 4", "too_large", 18, "criteria.A1.weight", "1"),
    ("an id with blanks", "id: harbour", "id: my harbour", "bad_form", 2, "id", "meeting-2022"),
    ("a code with marks", "  A2.1:", "  A2/1:", "bad_form", 22, "criteria.A2/1", "A1"),
    ("a code twice", "  A2.1:", "  A1:", "duplicate_key", 22, "criteria.A1", "16"),
    ("a key twice", "use: aspects", "use: aspects\nuse: aspects", "duplicate_key", 6, "use", "5"),
    ("a kind twice", "[individual, team]", "[team, team]", "repeated", 11, "kinds", ""),
    ("an unknown parent", "parent: A2", "parent: A9", "unknown_parent", 24, "criteria.A2.1.parent", "A9"),
    (
        "its own parent",
        "parent: A2",
        "parent: A2.1",
        "cyclic_parent",
        24,
        "criteria.A2.1.parent",
        "A2.1 → A2.1",
    ),
    ("weights of some", "    weight: 0.6\n", "", "weights_partial", 18, "criteria.A1.weight", "A2"),
    (
        "weights that do not add up",
        "weight: 0.6",
        "weight: 0.5",
        "weights_sum",
        18,
        "criteria.A1.weight",
        "0.9",
    ),
    ("an unknown source", "source: notice", "source: rumour", "unknown_source", 6, "source", "notice"),
    ("a month that is none", '"2024-12-31"', '"2024-13-31"', "bad_date", 14, "effective.until", "2024-13-31"),
    ("a day that is none", '"2024-12-31"', '"2023-02-29"', "bad_date", 14, "effective.until", ""),
    (
        "a date as people write it",
        '"2024-12-31"',
        '"2024年12月"',
        "bad_form",
        14,
        "effective.until",
        "2022-12",
    ),
    ("the end before the start", '"2024-12-31"', '"2023-12-31"', "dates_reversed", 14, "effective.until", ""),
    (
        "the same words twice",
        "zh: 引航服务",
        "zh: 带头服务船舶方面",
        "same_words",
        23,
        "criteria.A2.1.title",
        "A2",
    ),
    (
        "a base nobody has",
        "use: aspects",
        "use: aspects\nextends: meeting@99",
        "unknown_base",
        6,
        "extends",
        "meeting@1",
    ),
    (
        "its own base",
        "use: aspects",
        "use: aspects\nextends: harbour@1",
        "cyclic_base",
        6,
        "extends",
        "harbour@1 → harbour@1",
    ),
    ("no YAML", "kinds: [individual, team]", "kinds: [individual, team", "syntax", 12, "", ""),
    ("a tab", "  notice:", "\tnotice:", "syntax", 9, "", ""),
    ("an anchor", "use: aspects", "use: &a aspects", "reference", 5, "", ""),
    ("an alias", "use: aspects", "use: *a", "reference", 5, "", ""),
    ("a tag", "use: aspects", "use: !!python/name:os.system aspects", "reference", 5, "", ""),
    ("a second document", "kinds: [", "---\nkinds: [", "syntax", 11, "", ""),
    (
        "null where nothing is inherited",
        "kinds: [individual, team]",
        "kinds: null",
        "must_be_list",
        11,
        "kinds",
        "",
    ),
    (
        "another schema",
        "duizhao.framework/1",
        "duizhao.framework/9",
        "wrong_value",
        1,
        "schema",
        "framework/1",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_examine_when_file_is_faulty_then_kind_line_and_key(
    case: tuple[str, str, str, str, int, str, str], tmp_path: Path
) -> None:
    _, before, after, kind, line, key, words = case
    assert before in SOUND
    path = write(tmp_path / "harbour.yaml", SOUND.replace(before, after, 1))
    faults = examine([path])[0].faults
    assert [(str(one.kind), one.line, one.key) for one in faults] == [(kind, line, key)]
    assert faults[0].render().startswith(f"{path}:{line}: ")
    assert words in faults[0].message()


def test_examine_when_file_is_sound_then_its_set(tmp_path: Path) -> None:
    answer = examine([write(tmp_path / "harbour.yaml", SOUND)])[0]
    assert answer.faults == ()
    assert answer.framework is not None
    assert answer.framework.id == "harbour"
    assert not answer.framework.shipped


def test_examine_when_several_faults_then_all_in_order(tmp_path: Path) -> None:
    text = (
        SOUND.replace("use: aspects", "use: none")
        .replace("weight: 0.4", "weight: x")
        .replace("en: Pilots", "fr: x")
    )
    faults = examine([write(tmp_path / "a.yaml", text)])[0].faults
    assert [(one.kind, one.line) for one in faults] == [
        ("wrong_value", 5),
        ("must_be_number", 18),
        ("missing_key", 23),
        ("unknown_key", 23),
    ]


def test_examine_when_a_word_of_a_report_is_in_two_places_then_fault(tmp_path: Path) -> None:
    text = SOUND + (
        "reporting:\n"
        "  办结:\n    en: Done\n    states: [closed]\n    aliases: [完成]\n"
        "  推进:\n    en: Going on\n    states: [in_progress]\n    aliases: [完成]\n"
    )
    faults = examine([write(tmp_path / "a.yaml", text)])[0].faults
    assert [(one.kind, one.line, one.key) for one in faults] == [("same_word", 33, "reporting.推进.aliases")]


def test_examine_when_parents_go_in_a_circle_then_told_once(tmp_path: Path) -> None:
    text = SOUND.replace("    weight: 0.4\n", "    parent: A2\n").replace(
        "    weight: 0.6\n", "    parent: A2.1\n"
    )
    text = text.replace("    parent: A2\n", "    parent: A1\n", 2).replace(
        "    parent: A1\n", "    parent: A2\n", 1
    )
    faults = examine([write(tmp_path / "a.yaml", text)])[0].faults
    assert [one.kind for one in faults] == ["cyclic_parent"]


def test_examine_when_two_files_extend_each_other_then_both_are_told(tmp_path: Path) -> None:
    one = write(tmp_path / "a.yaml", SOUND.replace("use: aspects", "use: aspects\nextends: port@1"))
    text = SOUND.replace("id: harbour", "id: port").replace(
        "use: aspects", "use: aspects\nextends: harbour@1"
    )
    other = write(tmp_path / "b.yaml", text)
    answers = examine([one, other])
    kinds = {fault.kind for answer in answers for fault in answer.faults}
    assert kinds <= {"cyclic_base", "broken_base"}
    assert all(answer.faults for answer in answers)


def test_examine_when_the_base_is_faulty_then_told_at_extends(tmp_path: Path) -> None:
    base = write(tmp_path / "a.yaml", SOUND.replace("use: aspects", "use: none"))
    head = 'schema: duizhao.framework/1\nid: pier\nversion: "1"\n'
    text = head + "extends: harbour@1\ntitle: {zh: 码头, en: Pier}\n"
    child = write(tmp_path / "b.yaml", text)
    faults = examine([base, child])[1].faults
    assert [(one.kind, one.line) for one in faults] == [("broken_base", 4)]


def test_examine_when_two_files_have_one_name_then_told(tmp_path: Path) -> None:
    one = write(tmp_path / "a.yaml", SOUND)
    other = write(tmp_path / "b.yaml", SOUND.replace("Harbour check", "Another check"))
    same = write(tmp_path / "c.yaml", SOUND)
    answers = examine([one, other, same])
    assert [[fault.kind for fault in answer.faults] for answer in answers] == [[], ["twice"], []]


def test_load_when_faulty_then_error_with_every_fault_in_either_language(tmp_path: Path) -> None:
    path = write(tmp_path / "a.yaml", SOUND.replace("use: aspects", "use: none"))
    with pytest.raises(FrameworkError) as caught:
        load(path)
    error = caught.value
    assert error.code is ErrorCode.FRAMEWORK_INVALID
    assert f"{path}:5: use: “none”不能用" in error.message()
    again = pickle.loads(pickle.dumps(error))
    assert again.faults == error.faults
    assert again.message() == error.message()


def test_load_when_missing_then_not_found(tmp_path: Path) -> None:
    with pytest.raises(DuizhaoError) as caught:
        load(tmp_path / "none.yaml")
    assert caught.value.code is ErrorCode.NOT_FOUND


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n- b\n", "just words\n", "42\n", "null\n"])
def test_load_when_no_mapping_then_told(text: str, tmp_path: Path) -> None:
    with pytest.raises(FrameworkError) as caught:
        load(write(tmp_path / "a.yaml", text))
    assert [one.kind for one in caught.value.faults] == ["must_be_mapping"]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
