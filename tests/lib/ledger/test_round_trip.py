"""Rows that go into a file come out of it as they were, whatever stands in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duizhao.ledger import Extra, LedgerRow, layout, layout_names, read, write
from duizhao.ledger.row import DATE_FIELDS, FIELDS

ODD_TEXTS = (
    *("=1+1", "+86", "-5", "@名单", "\t缩进", "\r回车", "'=1", "''", "'", "＝1", "<r>甲</r>", "<r></r>"),
    *("_x0041_", "_x005F_x0041_", "_x0000_x0000_", "_x0041\x00", "a\x00b\x1f", "\ufffe\uffff", "\u2028行"),
    *("甲\r\n乙\r丙\n丁", "  前后空白　", "2023", "45107", "1,234", "2023.10", "TRUE", "#REF!", "\ufeff"),
    *("填表人：", "合计", "问题", '"引号",逗号;', "]]>&amp;<", "😀😀", "第 3 列", "〔全文过长〕"),
)
NASTY = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.sampled_from(ODD_TEXTS))
NOT_DATES = st.sampled_from(["", "长期坚持", "立行立改，长期坚持", "=1+1", " 视情 ", "6月底", "\x01"])
DATES = st.one_of(NOT_DATES, st.dates(date(1900, 3, 1), date(2199, 12, 31)))
VALUES = st.one_of(
    NASTY.filter(lambda text: text != ""),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1800, 1, 1), date(2199, 12, 31)),
)
TEXT_FIELDS = tuple(name for name in FIELDS if name not in ("id", "problem", *DATE_FIELDS))


def rows_of(extras: st.SearchStrategy[tuple[Extra, ...]]) -> st.SearchStrategy[list[LedgerRow]]:
    """Lists of rows with any text in any field, numbered one by one."""
    row = st.builds(
        LedgerRow,
        id=st.just("-"),
        problem=NASTY.filter(lambda text: text.strip() != ""),
        **dict.fromkeys(TEXT_FIELDS, NASTY),
        due=DATES,
        review=DATES,
        closed=DATES,
        extra=extras,
    )
    lists = st.lists(row, min_size=1, max_size=4)
    return lists.map(lambda rows: [replace(row, id=f"3fa9c1d2-P{n}") for n, row in enumerate(rows, start=1)])


EXTRAS = st.dictionaries(
    st.sampled_from(["涉及金额", "审计报告文号", "Note 2", "=SUM(A1)", "<r>列</r>", "建章立制"]),
    VALUES,
    max_size=3,
).map(lambda found: tuple(Extra(name, value) for name, value in found.items()))
TEXTS = EXTRAS.map(lambda extras: tuple(replace(extra, value=str(extra.value)) for extra in extras))
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def ordered(rows: list[LedgerRow]) -> list[LedgerRow]:
    """Extra columns come back in the order in which the file has them."""
    names = list(dict.fromkeys(extra.name for row in rows for extra in row.extra))
    return [replace(row, extra=tuple(sorted(row.extra, key=lambda e: names.index(e.name)))) for row in rows]


@QUICK
@given(rows=rows_of(EXTRAS))
def test_workbook_gives_back_every_row_whatever_stands_in_it(rows: list[LedgerRow], tmp_path: Path) -> None:
    write(rows, tmp_path / "t.xlsx")
    assert list(read(tmp_path / "t.xlsx").rows) == ordered(rows)


@QUICK
@given(rows=rows_of(EXTRAS), name=st.sampled_from(layout_names()), language=st.sampled_from(["zh", "en"]))
def test_workbook_gives_back_what_its_columns_do_not_show(
    rows: list[LedgerRow], name: str, language: str, tmp_path: Path
) -> None:
    write(rows, tmp_path / "t.xlsx", columns=layout(name), language=language)
    assert {row.id: replace(row, extra=()) for row in read(tmp_path / "t.xlsx").rows} == {
        row.id: replace(row, extra=()) for row in rows
    }


@QUICK
@given(rows=rows_of(TEXTS))
def test_csv_gives_back_every_row_whatever_stands_in_it(rows: list[LedgerRow], tmp_path: Path) -> None:
    write(rows, tmp_path / "t.csv")
    assert list(read(tmp_path / "t.csv").rows) == ordered(rows)
