"""Which date people mean by what they write in a cell meant for one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.ledger.dates import date_from, date_from_number, lacks_year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-06-30", date(2023, 6, 30)),
        ("2023.6.3", date(2023, 6, 3)),
        ("2023/6/30", date(2023, 6, 30)),
        ("２０２３．６．３０", date(2023, 6, 30)),
        (" 2023 年 6 月 30 日 前 ", date(2023, 6, 30)),
        ("2023-06-30 00:00:00", date(2023, 6, 30)),
        ("2023年6月30日前", date(2023, 6, 30)),
        ("2023年6月", date(2023, 6, 30)),
        ("2023年6月底", date(2023, 6, 30)),
        ("2023年6月底前完成", date(2023, 6, 30)),
        ("2024年2月底", date(2024, 2, 29)),
        ("2023年6月上旬", date(2023, 6, 10)),
        ("2023年6月中旬", date(2023, 6, 20)),
        ("2023.6", date(2023, 6, 30)),
        ("2023年第一季度", date(2023, 3, 31)),
        ("2023年四季度末", date(2023, 12, 31)),
        ("2023年上半年", date(2023, 6, 30)),
        ("2024年6月-9月", date(2024, 9, 30)),
        ("2023年6月30日至7月15日", date(2023, 7, 15)),
        ("2024年6月1日至9月10日", date(2024, 9, 10)),
        ("2024年11月至2025年3月底", date(2025, 3, 31)),
        ("2023年底", date(2023, 12, 31)),
        ("2023年年底前", date(2023, 12, 31)),
        ("20230630", date(2023, 6, 30)),
        ("二〇二三年六月三十日", date(2023, 6, 30)),
        ("2023年十二月底", date(2023, 12, 31)),
    ],
)
def test_date_when_written_in_a_usual_way_then_is_that_day(text: str, expected: date) -> None:
    assert date_from(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "长期坚持",
        "6月底",
        "2023年13月",
        "2023-02-30",
        "尽快",
        "2023-06-30\n2023-12-31",
        "12",
    ],
)
def test_date_when_none_is_meant_or_several_then_none(text: str) -> None:
    assert date_from(text) is None


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (45107, date(2023, 6, 30)),
        (20230630, date(2023, 6, 30)),
        (2023.6, date(2023, 6, 30)),
        (2023.12, date(2023, 12, 31)),
    ],
)
def test_number_when_it_was_a_date_then_is_that_day(number: float, expected: date) -> None:
    assert date_from_number(number) == expected


@pytest.mark.parametrize("number", [2023.1, 2023, 12, 0.5, -3, 1e300])
def test_number_when_it_may_mean_two_days_or_none_then_none(number: float) -> None:
    # 2023.1 is what a spreadsheet makes of 2023.10.
    assert date_from_number(number) is None


@pytest.mark.parametrize("text", ["6月底", "六月底前", "年底前", "今年底", "12月", "三季度"])
def test_text_when_it_names_a_month_only_then_lacks_the_year(text: str) -> None:
    assert lacks_year(text)


@pytest.mark.parametrize("text", ["尽快", "2023年6月", "长期坚持"])
def test_text_when_it_names_a_year_or_no_month_then_lacks_none(text: str) -> None:
    assert not lacks_year(text)


@given(st.text())
def test_date_from_any_text_raises_nothing(text: str) -> None:
    date_from(text)


@given(st.dates())
def test_date_from_iso_form_is_the_date_itself(day: date) -> None:
    if day.year >= 1000:
        assert date_from(day.isoformat()) == day
