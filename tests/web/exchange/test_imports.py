"""Ledgers of any layout that come in: what is taken, what is refused, and that nothing is half done."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from items import YEAR, drafted, fresh, planned, proven, refused, working

from duizhao_web.apps.exchange.judging import Does, judged
from duizhao_web.apps.exchange.models import ColumnName, Incoming
from duizhao_web.apps.exchange.services.exporting import export
from duizhao_web.apps.exchange.services.importing import (
    ledger_bring,
    ledger_import,
    ledger_name_columns,
)
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.services.working import action_add
from duizhao_web.apps.rectification.words import DeadlineKind, SourceKind

if TYPE_CHECKING:
    from city import City

HEAD = ("序号", "问题来源", "存在的问题", "整改措施", "责任单位", "责任人", "完成时限", "销号标准")
ROW = (
    1,
    "巡察反馈",
    "台账更新不及时",
    "1.每周更新；2.每月核对",
    "乙镇",
    "county.member",
    "2026年6月底",
    "台账齐全",
)


def sheet(*rows: Sequence[Any], merges: Sequence[str] = ()) -> bytes:
    """Return a workbook with these rows, made by a program that is not ours."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for merge in merges:
        book.active.merge_cells(merge)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def brought(city: City, data: bytes, name: str = "台账.xlsx", who: str = "county.coordinator") -> Incoming:
    """Bring a file as the county's."""
    return ledger_bring(
        actor=city.actor(who),
        unit=city.unit("county"),
        name=name,
        data=data,
        year=YEAR,
        source=SourceKind.SELF,
        document="甲县巡察〔2026〕1号",
    )


def taken_in(city: City, data: bytes) -> list[Item]:
    """Import a file and return the county's items."""
    ledger_import(actor=city.actor("county.coordinator"), incoming=brought(city, data))
    return list(Item.objects.filter(unit=city.unit("county")).order_by("pk"))


def faults_of(city: City, data: bytes) -> list[tuple[str, str]]:
    """Return what is wrong with a file."""
    return judged(city.actor("county.coordinator"), brought(city, data)).faults


def exported(city: City, who: str = "county.coordinator") -> openpyxl.Workbook:
    """Return the county's ledger as it goes out."""
    made = export(actor=city.actor(who), dataset="ledger", writer="xlsx", wanted={})
    with made.file as file:
        return openpyxl.load_workbook(io.BytesIO(file.read()))


def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook as somebody saved it."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_ledger_of_another_layout_when_taken_in_then_items_with_all_it_says(city: City) -> None:
    (item,) = taken_in(city, sheet(("甲县巡察整改台账",), HEAD, ROW, merges=["A1:H1"]))

    assert item.title == "台账更新不及时"
    assert [one.kind for one in item.sources.all()] == [SourceKind.INSPECTION]
    assert item.sources.get().document == "甲县巡察〔2026〕1号"
    assert [one.text for one in item.actions.all()] == ["每周更新；", "每月核对"]
    assert [one.text for one in item.points.all()] == ["台账齐全"]
    assert (item.lead_unit.name, item.owner.name) == ("乙镇", "county.member")  # type: ignore[union-attr]
    assert (item.deadline_kind, item.deadline) == (DeadlineKind.BY_DATE, date(2026, 6, 30))
    assert item.state == "drafted"
    assert not Incoming.objects.exists()
    event = AuditEvent.objects.latest("number")
    assert (event.event, event.params["created"]) == ("exchange.ledger.imported", 1)


@pytest.mark.parametrize(
    ("written", "kind", "deadline"),
    [
        ("2023.6.30", "by_date", date(2023, 6, 30)),
        ("2023年6月底", "by_date", date(2023, 6, 30)),
        (date(2026, 6, 30), "by_date", date(2026, 6, 30)),
        ("长期", "standing", None),
        ("立行立改，长期坚持", "standing", None),
        ("立行立改", "immediate", None),
        ("", "", None),
    ],
)
def test_date_when_written_as_people_do_then_kind_and_day(
    city: City, written: Any, kind: str, deadline: date | None
) -> None:
    (item,) = taken_in(city, sheet(HEAD, (*ROW[:6], written, ROW[7])))

    assert (item.deadline_kind, item.deadline) == (kind, deadline)


def test_header_of_two_rows_and_merged_cells_when_read_then_one_row_each(city: City) -> None:
    upper = ("序号", "问题", "", "责任分工", "", "完成时限")
    lower = ("", "问题描述", "整改措施", "牵头单位", "责任人", "")
    rows = [
        upper,
        lower,
        (1, "甲问题", "措施一", "甲县", "", "长期"),
        (2, "乙问题", "措施二", "乙镇", "", "长期"),
    ]

    items = taken_in(city, sheet(*rows, merges=["A1:A2", "B1:C1", "D1:E1", "F1:F2"]))

    assert [(one.title, one.lead_unit.name) for one in items] == [("甲问题", "甲县"), ("乙问题", "乙镇")]  # type: ignore[union-attr]


def test_problem_when_it_stands_over_several_rows_then_each_measure_has_its_day_and_person(
    city: City,
) -> None:
    second = ("", "", "", "入户核对", "", "county.second", "2026.9.30", "")
    data = sheet(HEAD, ROW, second, merges=["A2:A3", "B2:B3", "C2:C3", "E2:E3", "H2:H3"])

    (item,) = taken_in(city, data)

    assert item.deadline == date(2026, 9, 30)
    assert item.owner == city.people["county.member"]
    assert [(one.text, one.due, one.owner.name) for one in item.actions.all()] == [  # type: ignore[union-attr]
        ("每周更新；", date(2026, 6, 30), "county.member"),
        ("每月核对", date(2026, 6, 30), "county.member"),
        ("入户核对", date(2026, 9, 30), "county.second"),
    ]


@pytest.mark.parametrize(
    "written", ["county.member、县委书记", "办公室主任 county.member", "county.member（牵头）"]
)
def test_person_when_named_among_others_then_the_first_of_the_roster_and_that_is_said(
    city: City, written: str
) -> None:
    data = sheet(HEAD, (*ROW[:5], written, *ROW[6:]))

    (line,) = judged(city.actor("county.coordinator"), brought(city, data)).lines

    assert line.draft.owner == city.people["county.member"]
    assert any(written in hint for hint in line.hints)


def test_preview_when_a_row_is_new_then_it_shows_all_that_it_would_say(city: City, browser: Any) -> None:
    made = brought(city, sheet(HEAD, (1, "群众来信", *ROW[2:6], "每季度", ROW[7])))

    page = browser("county.coordinator").get(f"/imports/{made.pk}/").content.decode()

    for words in ("长期坚持", "每周更新", "每月核对", "台账齐全", "问题来源“群众来信”不在来源类别中"):
        assert words in page


def test_rows_when_one_is_wrong_then_named_and_nothing_taken_in(city: City) -> None:
    wrong = (2, "自查", "时限写得不对", "措施", "甲县", "", "某月某日", "标准")
    data = sheet(HEAD, ROW, wrong, (3, "自查", "", "有措施没有问题", "", "", "", ""))

    (where, fault), (other, _empty) = faults_of(city, data)
    assert where.endswith("第 3 行")
    assert "某月某日" in fault
    assert other.endswith("第 4 行")
    with refused(AppErrorCode.ROWS_REFUSED, "2"):
        taken_in(city, data)
    assert not Item.objects.exists()


def test_formula_when_nobody_computed_it_then_named(city: City) -> None:
    data = sheet(HEAD, (1, "自查", "=A1&B1", "措施", "甲县", "", "长期", "标准"))

    assert faults_of(city, data)
    with refused(AppErrorCode.ROWS_REFUSED):
        taken_in(city, data)


def test_people_and_units_when_unknown_then_said_and_left_out(city: City) -> None:
    plan = judged(
        city.actor("county.coordinator"),
        brought(city, sheet(HEAD, (1, "自查", "问题", "措施", "外地某局", "没有此人", "长期", "标准"))),
    )

    (line,) = plan.lines
    assert line.does == Does.CREATE
    assert sorted(line.hints) == ["“没有此人”不在名册中，未填入", "单位“外地某局”不在单位名单中，未填入"]


def test_same_file_when_taken_in_twice_then_nothing_twice(city: City) -> None:
    data = sheet(HEAD, ROW)
    taken_in(city, data)

    plan = judged(city.actor("county.coordinator"), brought(city, data))

    assert plan.counts[Does.CREATE] == 0
    assert len(taken_in(city, data)) == 1


def test_same_problem_when_it_stands_twice_then_named(city: City) -> None:
    ((where, fault),) = faults_of(city, sheet(HEAD, ROW, ROW))

    assert where.endswith("第 3 行")
    assert "第 2 行的问题相同" in fault


def test_unit_when_it_is_not_below_then_named(city: City) -> None:
    head = (*HEAD, "单位")

    assert "丙县" in faults_of(city, sheet(head, (*ROW, "丙县")))[0][1]
    # A unit below is seen, and its items are for its own people to draft.
    assert "乙镇" in faults_of(city, sheet(head, (*ROW, "乙镇")))[0][1]


def test_columns_when_nobody_knows_them_then_a_person_says_and_it_is_kept(city: City) -> None:
    data = sheet(("毛病", "办法"), ("资料不全", "补齐"))
    incoming = brought(city, data)
    actor = city.actor("county.coordinator")
    plan = judged(actor, incoming)
    assert plan.unread
    assert [title for title, _key in plan.columns] == ["毛病", "办法"]

    ledger_name_columns(actor=actor, incoming=incoming, columns={"毛病": "problem", "办法": "measures"})
    ledger_import(actor=actor, incoming=Incoming.objects.get())

    assert Item.objects.get().title == "资料不全"
    assert dict(ColumnName.objects.values_list("title", "field")) == {"毛病": "problem", "办法": "measures"}
    assert not judged(actor, brought(city, sheet(("毛病", "办法"), ("另一处不全", "补齐")))).unread


def test_columns_when_two_mean_the_same_then_refused(city: City) -> None:
    with refused(AppErrorCode.INVALID):
        ledger_name_columns(
            actor=city.actor("county.coordinator"),
            incoming=brought(city, sheet(HEAD, ROW)),
            columns={"存在的问题": "problem", "整改措施": "problem"},
        )


def test_exported_ledger_when_it_comes_back_then_the_items_are_known(city: City) -> None:
    item = drafted(city)
    book = exported(city)
    titles = [cell.value for cell in book.worksheets[0][1]]
    book.worksheets[0].cell(2, titles.index("整改目标") + 1).value = "全年蹲点不少于 15 天"
    # Somebody rewords the problem and the code; the identity goes with the row.
    book.worksheets[0].cell(2, titles.index("问题") + 1).value = "调研走得还不够深"
    book.worksheets[0].cell(2, 1).value = "改过的编号"

    items = taken_in(city, saved(book))

    assert [one.pk for one in items] == [item.pk]
    assert (fresh(item).goal, fresh(item).title) == ("全年蹲点不少于 15 天", "调研走得还不够深")
    assert [one.text for one in fresh(item).points.all()] == [one.text for one in item.points.all()]


def test_exported_ledger_when_nothing_was_changed_then_nothing_is(city: City) -> None:
    drafted(city)
    working(city, title="另一个问题")

    plan = judged(city.actor("county.coordinator"), brought(city, saved(exported(city))))

    assert [line.does for line in plan.lines] == [Does.NOTHING, Does.NOTHING]
    assert plan.faults == []


def test_exported_ledger_when_the_item_moved_meanwhile_then_named(city: City) -> None:
    item = drafted(city)
    data = saved(exported(city))
    Item.objects.filter(pk=item.pk).update(version=item.version + 1)

    assert "重新导出" in faults_of(city, data)[0][1]


def test_exported_ledger_when_it_comes_back_then_each_change_is_shown_with_what_is_there(
    city: City, browser: Any
) -> None:
    item = drafted(city)
    book = exported(city)
    titles = [cell.value for cell in book.worksheets[0][1]]
    for title, words in (
        ("整改目标", "全年不少于 15 天"),
        ("核验人", "county.chief"),
        ("完成时限", "2026-07-31"),
        ("整改措施", "换一种办法"),
    ):
        book.worksheets[0].cell(2, titles.index(title) + 1).value = words
    incoming = brought(city, saved(book))

    (line,) = judged(city.actor("county.coordinator"), incoming).lines
    assert [tuple(change) for change in line.changes] == [
        ("整改目标", "每名班子成员全年蹲点不少于 10 天", "全年不少于 15 天"),
        ("完成时限", "2026-06-30", "2026-07-31"),
        ("核验人", "county.second", "county.chief"),
        ("任务 1", "到河湾村蹲点一周", "换一种办法"),
    ]
    page = browser("county.coordinator").get(f"/imports/{incoming.pk}/").content.decode()
    assert "<del>2026-06-30</del> <ins>2026-07-31</ins>" in page

    Item.objects.filter(pk=item.pk).update(version=item.version + 1)
    (line,) = judged(city.actor("county.coordinator"), incoming).lines
    assert line.does == Does.NOTHING
    assert line.faults
    assert len(line.changes) == 4  # who has to settle it sees what it was about
    with refused(AppErrorCode.ROWS_REFUSED):
        ledger_import(actor=city.actor("county.coordinator"), incoming=incoming)
    assert fresh(item).goal == item.goal


def test_progress_when_written_into_the_ledger_then_reported(city: City) -> None:
    item = working(city)
    book = exported(city)
    titles = [cell.value for cell in book.worksheets[0][1]]
    book.worksheets[0].cell(2, titles.index("进展情况") + 1).value = "报告已印发"

    taken_in(city, saved(book))

    assert item.progress.first().done == "报告已印发"  # type: ignore[union-attr]
    assert fresh(item).state == "in_progress"


@pytest.mark.parametrize("carried", ["duizhao-item-999999-1", "duizhao-item-x", "别的字"])
def test_identity_when_it_names_nothing_here_then_named(city: City, carried: str) -> None:
    assert faults_of(city, sheet((*HEAD, "系统标识"), (*ROW, carried)))


def test_identity_when_it_is_another_units_item_then_it_does_not_exist(city: City) -> None:
    item = drafted(city, at="town")
    Item.objects.filter(pk=item.pk).update(unit_path=city.unit("rival").path)

    assert (
        "无权查看" in faults_of(city, sheet((*HEAD, "系统标识"), (*ROW, f"duizhao-item-{item.pk}-1")))[0][1]
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("台账.xlsx", b""),
        ("台账.xlsx", b"PK\x03\x04 broken"),
        ("台账.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("台账.pdf", b"%PDF-1.7"),
        ("台账.xlsx", b"x" * (10 * 1024 * 1024 + 1)),
    ],
)
def test_file_when_it_is_no_ledger_then_said_and_not_kept(city: City, name: str, data: bytes) -> None:
    with refused(AppErrorCode.FILE_REFUSED):
        brought(city, data, name)

    assert not Incoming.objects.exists()


def test_file_when_it_bears_a_secrecy_mark_then_kept_nowhere(city: City) -> None:
    with refused(AppErrorCode.FILE_REFUSED):
        brought(city, sheet(("机密★10年",), HEAD, ROW))

    assert not Incoming.objects.exists()


@pytest.mark.parametrize("who", ["county.member", "rival.coordinator", "city.chief", "reviewer", "system"])
def test_ledger_when_brought_by_somebody_else_then_refused(city: City, who: str) -> None:
    with pytest.raises(Exception, match=r"forbidden|not_found"):
        brought(city, sheet(HEAD, ROW), who=who)


def test_pages_when_a_ledger_is_brought_then_looked_at_named_and_taken_in(city: City, browser: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = browser("county.coordinator")
    fields = {"unit": city.unit("county").pk, "year": YEAR, "source": "audit", "document": "审计报告"}
    file = SimpleUploadedFile("问题清单.xlsx", sheet(HEAD, ROW))

    answer = client.post("/imports/", {**fields, "file": file})
    page = client.get(answer["Location"]).content.decode()

    assert "台账更新不及时" in page
    assert '<option value="problem" selected>' in page
    assert browser("county.chief").get(answer["Location"]).status_code == 404
    said = {f"column-{at}": key for at, key in enumerate(("", "source", "problem", "measures"))}
    assert client.post(f"{answer['Location']}columns/", said).status_code == 302
    assert client.post(f"{answer['Location']}take-in/").status_code == 302
    item = Item.objects.get()
    assert (item.title, item.owner, item.deadline) == ("台账更新不及时", None, None)


def test_page_when_the_file_is_wrong_then_told_beside_the_form(city: City, browser: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    fields = {"unit": city.unit("county").pk, "year": YEAR, "source": "audit"}
    answer = browser("county.chief").post(
        "/imports/", {**fields, "file": SimpleUploadedFile("x.pdf", b"%PDF-1.7")}
    )

    assert answer.status_code == 422
    assert "pdf" in answer.content.decode()


# ----------------------------------------------------------------- steps and units that take part


def changed(city: City, **cells: str) -> bytes:
    """Return the county's ledger with the cells of its first row changed, as somebody sent it back."""
    book = exported(city)
    titles = [cell.value for cell in book.worksheets[0][1]]
    for title, words in cells.items():
        book.worksheets[0].cell(2, titles.index(title) + 1).value = words
    return saved(book)


def steps(item: Item) -> list[tuple[str, str]]:
    return [(one.text, one.state) for one in item.actions.order_by("number")]


def with_steps(city: City, *texts: str, **draft: Any) -> Item:
    item = drafted(city, **draft)
    for text in texts:
        action_add(
            actor=city.actor("county.coordinator"), item=item, expected_version=fresh(item).version, text=text
        )
    return fresh(item)


def test_steps_when_changed_then_shown_one_by_one_and_done_through_the_services(city: City) -> None:
    item = with_steps(city, "每月召开一次调度会", "年底前组织一次评估", "完成一份调研报告")
    said = ("到河湾村蹲点两周", "完成一份调研报告", "每月召开一次调度会", "建立联系点制度", "公开承诺事项")
    data = changed(city, 整改措施="\n".join(f"{at}. {text}" for at, text in enumerate(said, 1)))

    (line,) = judged(city.actor("county.coordinator"), brought(city, data)).lines
    assert [tuple(change) for change in line.changes] == [
        ("任务 1", "到河湾村蹲点一周", "到河湾村蹲点两周"),
        ("任务 3", "年底前组织一次评估", "（删去，记为不再办理）"),
        ("新增任务", "", "建立联系点制度"),
        ("新增任务", "", "公开承诺事项"),
    ]
    taken_in(city, data)

    assert steps(item) == [
        ("到河湾村蹲点两周", "open"),
        ("每月召开一次调度会", "open"),
        ("年底前组织一次评估", "dropped"),
        ("完成一份调研报告", "open"),
        ("建立联系点制度", "open"),
        ("公开承诺事项", "open"),
    ]
    first = item.actions.get(number=1)
    assert first.due == date(2026, 5, 31)  # what the ledger does not say of a step stays
    assert AuditEvent.objects.latest("number").params["edited"] == 1


def test_step_when_left_out_then_dropped_with_the_reason_and_not_deleted(city: City) -> None:
    item = with_steps(city, "每月召开一次调度会")

    taken_in(city, changed(city, 整改措施="每月召开一次调度会"))

    assert steps(item) == [("到河湾村蹲点一周", "dropped"), ("每月召开一次调度会", "open")]
    assert "台账.xlsx" in item.actions.get(number=1).note
    # What was dropped is not asked for again.
    assert judged(city.actor("county.coordinator"), brought(city, saved(exported(city)))).counts == {
        Does.NOTHING: 1
    }


def test_step_when_done_then_it_stays_and_that_is_said(city: City) -> None:
    item = proven(city)
    action_add(
        actor=city.actor("county.member"), item=item, expected_version=item.version, text="每月召开一次调度会"
    )
    data = changed(city, 整改措施="1. 到河湾村蹲点三周\n2. 每季召开一次调度会", 进展情况="两次调度会开完")

    (line,) = judged(city.actor("county.coordinator"), brought(city, data)).lines
    assert (line.does, line.reports) == (Does.EDIT, True)
    assert line.hints == ["任务“到河湾村蹲点一周”已经完成，不能改写为“到河湾村蹲点三周”，保留原样"]
    taken_in(city, data)

    assert steps(item) == [("到河湾村蹲点一周", "done"), ("每季召开一次调度会", "open")]
    assert item.progress.first().done == "两次调度会开完"  # type: ignore[union-attr]
    event = AuditEvent.objects.filter(event="exchange.ledger.imported").latest("number")
    assert (event.params["edited"], event.params["reported"]) == (1, 1)


def test_steps_of_a_planned_item_when_changed_then_said_that_a_file_begins_nothing(city: City) -> None:
    item = planned(city)
    data = changed(city, 整改措施="换一种办法")

    (line,) = judged(city.actor("county.coordinator"), brought(city, data)).lines
    assert line.does == Does.NOTHING
    assert any("整改措施未改" in hint for hint in line.hints)
    taken_in(city, data)
    assert (steps(item), fresh(item).state) == ([("到河湾村蹲点一周", "open")], "planned")


def test_step_of_several_lines_when_it_comes_back_then_the_same_step(city: City) -> None:
    item = with_steps(city, "分两步走：\n1.先摸底；\n2.再整改。")
    data = saved(exported(city))

    assert judged(city.actor("county.coordinator"), brought(city, data)).counts == {Does.NOTHING: 1}
    taken_in(city, changed(city, 整改措施=""))
    assert len(steps(item)) == 2  # an empty cell changes nothing


def test_steps_when_somebody_was_quicker_then_named_and_nothing_is_changed(city: City) -> None:
    item = with_steps(city, "每月召开一次调度会")
    data = changed(city, 整改措施="1. 到河湾村蹲点一周\n2. 每季召开一次调度会", 整改目标="别的目标")
    action_add(
        actor=city.actor("county.member"), item=item, expected_version=item.version, text="别人加的任务"
    )

    with refused(AppErrorCode.ROWS_REFUSED):
        taken_in(city, data)

    assert [text for text, _state in steps(item)] == [
        "到河湾村蹲点一周",
        "每月召开一次调度会",
        "别人加的任务",
    ]
    assert fresh(item).goal == item.goal


def test_cooperating_units_when_changed_then_shown_and_taken_over(city: City) -> None:
    item = drafted(city, cooperating=[city.unit("town")])
    data = changed(city, 配合单位="甲县；乙镇")

    (line,) = judged(city.actor("county.coordinator"), brought(city, data)).lines
    assert [tuple(change) for change in line.changes] == [("配合单位", "乙镇", "甲县\n乙镇")]
    taken_in(city, data)
    assert {unit.name for unit in item.cooperating.all()} == {"甲县", "乙镇"}

    data = changed(city, 配合单位="外地某局")
    (line,) = judged(city.actor("county.coordinator"), brought(city, data)).lines
    assert line.does == Does.NOTHING
    assert line.hints == ["单位“外地某局”不在单位名单中，未填入", "配合单位中有认不出的，这一格未改"]
    taken_in(city, data)
    assert item.cooperating.count() == 2


def test_steps_when_another_ledger_names_the_same_problem_then_only_said_that_they_differ(city: City) -> None:
    item = with_steps(city, "每月召开一次调度会")
    data = sheet(HEAD, (1, "巡察反馈", item.title, "上级概括的一条措施", "", "", "", ""))

    (line,) = judged(city.actor("county.coordinator"), brought(city, data)).lines
    assert (line.item, line.steps.added) == (item, ())
    assert any("未导入；请在事项页修改任务" in hint for hint in line.hints)
    taken_in(city, data)
    assert [text for text, _state in steps(item)] == ["到河湾村蹲点一周", "每月召开一次调度会"]
