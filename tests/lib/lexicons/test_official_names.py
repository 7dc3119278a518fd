"""The tables of official names: every entry sound, with its source; near misses derived and never stored."""

from __future__ import annotations

import re

import pytest

from duizhao.lexicons import rows
from duizhao.lexicons.near import slip
from duizhao.lexicons.official import (
    documents,
    institutions,
    latest,
    meetings,
    near_title,
    sessions,
    spellings,
    terms,
    titles,
)

COLUMNS = {
    "meetings": 5,
    "documents": 8,
    "institutions": 7,
    "terms": 4,
    "campaigns": 4,
    "spellings": 3,
    "short_forms": 3,
    "stops": 2,
}


@pytest.mark.parametrize("name", COLUMNS)
def test_table_when_read_then_every_row_is_whole_and_has_a_source(name: str) -> None:
    for row in rows(name):
        assert len(row) == COLUMNS[name], row
        assert row[0].strip(), row
        assert row[-1].strip(), row
        assert all(cell == cell.strip() for cell in row), row


@pytest.mark.parametrize("name", [name for name in COLUMNS if name != "meetings"])
def test_table_when_read_then_no_entry_stands_twice(name: str) -> None:
    entries = [row[0] for row in rows(name)]
    assert len(set(entries)) == len(entries)


def test_dates_when_read_then_a_name_ends_after_it_began() -> None:
    for one in institutions():
        assert one.until is None or one.since is None or one.since < one.until, one
        assert one.until is None or one.successor, one
    for document in documents():
        assert document.until is None or document.successor, document
        assert list(document.editions) == sorted(document.editions), document
    assert all(2000 < term.until[0] < 2100 for term in terms().values())


def test_meetings_when_counted_then_every_congress_has_its_sessions_in_order() -> None:
    assert latest("congress") == 20
    for congress in range(11, 20):
        numbers = sessions("plenum", congress)
        assert numbers == tuple(range(1, len(numbers) + 1))
        months = [meetings()["plenum", congress, number] for number in numbers]
        assert months == sorted(months)


def test_successor_when_it_is_a_document_of_the_table_then_it_lasted_longer() -> None:
    known = {one.name: one for one in documents()}
    for one in documents():
        if one.until is not None and one.successor in known:
            ended = known[one.successor].until
            assert ended is None or ended > one.until, one


def test_names_when_compared_then_none_in_force_is_a_near_miss_of_another() -> None:
    """Otherwise what is right would be reported, or what is wrong could not be told."""
    for one in documents():
        if one.until is None:
            assert near_title(one.name) is None


@pytest.mark.parametrize(
    ("written", "name", "place"),
    [
        ("abxd", "abcd", (2, 3)),
        ("abd", "abcd", (2, 2)),
        ("abccd", "abcd", (3, 4)),
        ("acbd", "abcd", (1, 3)),
        ("abcd", "abcd", None),
        ("axyd", "abcd", None),
        ("ab", "abcd", None),
    ],
)
def test_slip_when_names_differ_then_the_place_of_one_slip_is_told(
    written: str, name: str, place: tuple[int, int] | None
) -> None:
    assert slip(written, name) == place


def test_near_title_when_a_number_differs_then_it_is_another_document() -> None:
    assert near_title("中共中央国务院关于做好2024年全面推进乡村振兴重点工作的意见") is None
    assert near_title("2018－2022年全国干部教育培训规划") is None


def test_near_title_when_a_unit_has_rules_of_its_own_then_they_are_not_taken_for_the_partys() -> None:
    for own in (
        "党组工作规则",
        "信访工作办法",
        "云澄县城市供热条例",
        "公务接待管理办法",
        "干部教育培训工作规定",
    ):
        assert near_title(own) is None


def test_titles_when_an_old_and_a_new_one_share_a_short_way_then_it_means_the_new() -> None:
    assert titles()["干部教育培训工作条例"].until is None
    assert titles()["干部教育培训工作条例（试行）"].until is not None
    assert titles()["纪律处分条例"].name == "中国共产党纪律处分条例"


def test_spellings_when_derived_then_each_points_at_the_other() -> None:
    assert all(spellings()[other] == word for word, other in spellings().items())


def test_stops_when_read_then_each_holds_an_entry_it_keeps_apart() -> None:
    names = {name for one in institutions() for name in one.names}
    for stop, _ in rows("stops"):
        assert any(stop.startswith(name) or name in stop for name in names) or re.search("质监局", stop), stop
