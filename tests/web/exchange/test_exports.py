"""Every dataset in every form: the full product, and what a file must never hold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest
from django.utils.translation import override
from papers import a_version

from duizhao_web.apps.exchange.catalogue import datasets, writers
from duizhao_web.apps.exchange.layouts import ITEM_LISTS
from duizhao_web.apps.exchange.printed import numbered
from duizhao_web.apps.exchange.services.exporting import export, may_export
from duizhao_web.apps.exchange.table import Heading, Table
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.units.models import Person
from duizhao_web.apps.units.services.people import person_create
from duizhao_web.apps.units.services.roster import roster_read
from duizhao_web.apps.units.services.tree import unit_create

if TYPE_CHECKING:
    from city import City

PRODUCT = [(dataset, writer) for dataset in datasets() for writer in writers()]
WHO = {"audit": "audit", "personal_list": "county.chief"}


def _bytes(city: City, dataset: str, writer: str, who: str = "", **wanted: Any) -> bytes:
    actor = city.actor(who or WHO.get(dataset, "city.coordinator"))
    made = export(actor=actor, dataset=dataset, writer=writer, wanted=wanted)
    with made.file as file:
        return file.read()


def read_back(writer: str, data: bytes) -> list[list[str]]:
    """Return a file's table, heading first, by a program not ours; a Word file without its numbers."""
    if writer == "csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    if writer == "json":
        found = json.loads(data)
        titles = [column["title"] for column in found["columns"]]
        keys = [column["key"] for column in found["columns"]]
        return [titles, *([str(row[key] or "") for key in keys] for row in found["rows"])]
    if writer == "docx":
        table = docx.Document(io.BytesIO(data)).tables[0]
        return [[cell.text for cell in row.cells][1:] for row in table.rows]
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [
        [
            "" if cell is None else str(cell.date() if hasattr(cell, "date") else cell)
            for cell in row
        ]
        for row in sheet.iter_rows(values_only=True)
    ]  # fmt: skip


@pytest.mark.parametrize(("dataset", "writer"), PRODUCT)
def test_export_when_written_then_a_program_reads_the_columns_in_their_order(
    city: City, dataset: str, writer: str
) -> None:
    a_version(city)

    rows = read_back(writer, _bytes(city, dataset, writer))

    columns = datasets()[dataset].columns
    assert rows[0] == [str(one.title) for one in columns if writer != "docx" or not (one.hidden or one.fold)]


def test_list_when_on_paper_then_days_and_names_are_not_parted_and_words_share_the_rest() -> None:
    page, date_and_edges = 105, 12

    for name in ITEM_LISTS:
        dataset = datasets()[name]
        headings = [one for one in dataset.headings(dataset.columns) if not (one.hidden or one.fold)]
        widths = numbered(headings, ()).widths[1:]

        scale = min(1, page / sum(widths))
        for heading, width in zip(headings, widths, strict=True):
            least = date_and_edges * 0.9 if heading.kind == "date" else 8
            assert width * scale >= least, (name, heading.title)


@pytest.mark.parametrize(("dataset", "writer"), PRODUCT)
def test_export_when_in_english_then_no_word_of_ours_is_chinese(
    city: City, dataset: str, writer: str
) -> None:
    with override("en"):
        titles = read_back(writer, _bytes(city, dataset, writer))[0]

    assert all(title.isascii() for title in titles)


@pytest.mark.parametrize(("dataset", "writer"), PRODUCT)
def test_export_when_made_then_the_log_has_rows_conditions_and_digest(
    city: City, dataset: str, writer: str
) -> None:
    import hashlib

    data = _bytes(city, dataset, writer, **({"year": 2025} if dataset == "papers" else {}))

    event = AuditEvent.objects.latest("number")
    assert event.event == "exchange.exported"
    assert event.params["sha256"] == hashlib.sha256(data).hexdigest()
    assert event.params["count"] == len(read_back(writer, data)) - 1
    assert event.params["wanted"] == (["year=2025"] if dataset == "papers" else [])


@pytest.mark.parametrize(("dataset", "writer"), PRODUCT)
@pytest.mark.parametrize("who", ["county.observer", "town.chief"])
def test_export_when_out_of_scope_then_refused_or_without_the_row(
    city: City, dataset: str, writer: str, who: str
) -> None:
    """The city's papers, units and people are nothing to a town below."""
    a_version(city, "city.chief")
    if not may_export(city.actor(who), dataset):
        with pytest.raises(AppError) as refused:
            _bytes(city, dataset, writer, who)
        assert refused.value.code == AppErrorCode.NOT_FOUND
        assert not AuditEvent.objects.filter(event="exchange.exported").exists()
        return

    cells = [cell for row in read_back(writer, _bytes(city, dataset, writer, who)) for cell in row]

    assert not {"市委", "city.chief", "city.member", "rival.chief"}.intersection(cells)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "\t"])
@pytest.mark.parametrize("writer", writers())
def test_export_when_a_text_looks_like_a_formula_then_it_stays_text(writer: str, sign: str) -> None:
    text = f"{sign}HYPERLINK(1)"
    table = Table("x", "x", (Heading("a", "a", 9),), [(text,)])
    file = io.BytesIO()
    writers()[writer].write(file, table)

    cell = read_back(writer, file.getvalue())[1][0]

    assert cell == (f"'{text}" if writer == "csv" else text)
    if writer == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(file.getvalue())).worksheets[0]
        assert sheet["A2"].data_type == "s"


@pytest.mark.parametrize("writer", writers())
def test_writer_when_a_text_is_hostile_then_the_file_is_whole(writer: str) -> None:
    hostile = "甲\x00\x0b\ud800]]><w:p/>&_x0041_<r>x</r>\n乙"
    table = Table(
        "x", "表/[一]:?", (Heading("a", "头\n", 9), Heading("b", "日", 9, "date")), [(hostile, None)]
    )
    file = io.BytesIO()

    assert writers()[writer].write(file, table) == 1

    cell = read_back(writer, file.getvalue())[1][0]
    assert cell.startswith("甲")
    assert cell.endswith("乙")


@pytest.mark.parametrize("writer", writers())
def test_writer_when_there_are_many_rows_then_they_are_taken_one_by_one(writer: str) -> None:
    """No writer holds the rows: each is gone by the time some hundreds have followed it."""
    import gc
    import weakref

    class Text(str):
        """A text that can be watched."""

    alive: list[weakref.ref[Text]] = []
    most = 0

    def rows() -> Iterator[tuple[str, ...]]:
        nonlocal most
        for number in range(3_000):
            text = Text(f"第{number}行")
            alive.append(weakref.ref(text))
            yield (text,)
            if number % 500 == 499:
                gc.collect()
                most = max(most, sum(one() is not None for one in alive))

    writers()[writer].write(io.BytesIO(), Table("x", "x", (Heading("a", "a", 9),), rows()))

    assert len(alive) == 3_000
    assert most < 100


def test_word_when_more_rows_than_it_opens_at_ease_then_told_and_nothing_recorded(city: City) -> None:
    home = city.unit("city")
    Person.objects.bulk_create(
        Person(unit=home, unit_path=home.path, name=f"甲{number}") for number in range(5_001)
    )

    with pytest.raises(AppError) as refused:
        _bytes(city, "people", "docx")

    assert refused.value.code == AppErrorCode.EXPORT_TOO_LONG
    assert "5000" in refused.value.message
    assert not AuditEvent.objects.filter(event="exchange.exported").exists()


def test_names_when_exported_for_print_then_the_notice_stands_beside_them(city: City) -> None:
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(_bytes(city, "people", "docx"))).paragraphs)

    assert "仅供工作核对，不作为评价个人的依据" in text
    assert not {"秘密", "机密", "绝密", "内部"}.intersection(text.split())


def test_people_when_exported_then_the_roster_takes_them_as_known(city: City) -> None:
    for number, person in enumerate(Person.objects.all()):
        person.staff_code = f"n{number}"
        person.save()

    plan = roster_read(
        actor=city.actor("system"), data=_bytes(city, "people", "xlsx", "system"), today=date(2026, 3, 10)
    )

    assert plan.faults == []
    assert (plan.units, plan.people) == (0, 0)
    assert plan.tenures == len(city.tenures)


def test_papers_when_narrowed_then_only_those(city: City) -> None:
    a_version(city)
    a_version(city, "county.second", year=2024)

    rows = read_back("csv", _bytes(city, "papers", "csv", "county.chief", year=2024))

    assert [row[2] for row in rows[1:]] == ["county.second"]


def test_audit_when_exported_then_whole_in_order(city: City) -> None:
    before = AuditEvent.objects.count()

    rows = read_back("csv", _bytes(city, "audit", "csv"))

    assert [int(row[0]) for row in rows[1:]] == list(range(1, before + 1))


def test_audit_when_narrowed_by_a_day_then_only_its_events(city: City) -> None:
    rows = read_back("csv", _bytes(city, "audit", "csv", since=date(2026, 3, 11)))

    assert len(rows) == 1


def test_units_when_exported_then_each_under_the_superior_one_sees(city: City) -> None:
    unit_create(actor=SYSTEM, name="=1+1", superior=city.unit("town"), since=date(2026, 1, 1))

    rows = read_back("json", _bytes(city, "units", "json", "county.coordinator"))

    assert [(row[1], row[3]) for row in rows[1:]] == [("甲县", ""), ("乙镇", "甲县"), ("=1+1", "乙镇")]


def test_queries_when_there_are_more_people_then_as_many(
    city: City, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        person_create(actor=SYSTEM, unit=city.unit("county"), name=f"某{number}")
    actor = city.actor("city.coordinator")

    with django_assert_max_num_queries(12):
        export(actor=actor, dataset="people", writer="csv", wanted={}).file.close()


def test_buttons_when_the_page_is_narrowed_then_so_is_the_export(city: City, browser: Any) -> None:
    page = browser("county.chief").get("/papers/?year=2024&cursor=").content.decode()

    assert 'formaction="/exports/papers/xlsx/?year=2024"' in page

    response = browser("county.chief").post("/exports/papers/csv/?year=2024")
    assert "attachment" in response["Content-Disposition"]
    assert AuditEvent.objects.latest("number").params["wanted"] == ["year=2024"]
    assert b"".join(response.streaming_content).startswith("\ufeff单位".encode())
