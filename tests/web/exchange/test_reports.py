"""Reports of inspection and audit that come in as prose: what is read, corrected, taken, known again."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from items import YEAR, refused

from duizhao_web.apps.exchange.jobs import forget_reports
from duizhao_web.apps.exchange.models import IncomingReport, TakenReport
from duizhao_web.apps.exchange.named import Named, from_stored, looked_at
from duizhao_web.apps.exchange.services.reports import (
    report_bring,
    report_drop,
    report_edit,
    report_read,
    report_take,
)
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.words import SourceKind

if TYPE_CHECKING:
    from city import City

INSPECTION: Final = """中共云川市委第三巡察组关于巡察甲县的反馈意见
云巡三组〔2025〕12号
根据统一部署，第三巡察组进行了巡察。现反馈如下：
一、总体评价
甲县能够认真贯彻部署，工作取得一定成效。
二、发现的主要问题
（一）落实决策部署方面
1.学习贯彻不够深入。中心组2024年仅集中学习4次，其中2次以传阅代替研讨。
2.防汛物资管理不规范。3座水库账实不符，缺少编织袋1200条。
（二）群众身边的问题方面
1.招投标监管不严。抽查12个项目，3个应招未招，涉及金额86万元。
三、意见建议
（一）强化理论武装。
中共云川市委第三巡察组
2025年6月20日
"""
AUDIT: Final = """云川市审计局审计报告
云审报〔2025〕7号
被审计单位：甲县
一、被审计单位基本情况
甲县为一级预算单位。
二、审计发现的主要问题和处理意见
（一）预算编制不完整
未将上年结转资金132.5万元编入年初部门预算。
（二）专项资金使用不合规
1.挤占专项资金18.6万元用于日常办公支出。从农村饮水安全专项中列支差旅费。
三、审计建议
（一）加强预算管理。
云川市审计局
2025年4月18日
"""


def brought(
    city: City,
    text: str | bytes = INSPECTION,
    *,
    name: str = "反馈意见.txt",
    who: str = "county.coordinator",
    **said: Any,
) -> IncomingReport:
    """Bring a report as the county's."""
    data = text.encode() if isinstance(text, str) else text
    values: dict[str, Any] = {"year": YEAR, "source": SourceKind.INSPECTION} | said
    return report_bring(
        actor=city.actor(who), unit=city.unit("county"), read=report_read(name, data), **values
    )


def edited(city: City, report: IncomingReport, *rows: Named) -> IncomingReport:
    """Write rows into a report."""
    return report_edit(
        actor=city.actor("county.coordinator"), report=report, rows=rows, document=report.document
    )


def taken(city: City, report: IncomingReport) -> list[Item]:
    """Make items of a report; return the county's."""
    report_take(actor=city.actor("county.coordinator"), report=report)
    return list(Item.objects.filter(unit=city.unit("county")).order_by("pk"))


def as_word(text: str) -> bytes:
    """Return the words as somebody would have them in Word."""
    made = docx.Document()
    for line in text.splitlines():
        made.add_paragraph(line)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_report_of_inspection_when_taken_then_an_item_a_problem_with_its_words_and_document(
    city: City,
) -> None:
    items = taken(city, brought(city))

    assert [item.title for item in items] == ["学习贯彻不够深入", "防汛物资管理不规范", "招投标监管不严"]
    assert [(item.aspect_no, item.aspect) for item in items][::2] == [
        (1, "落实决策部署方面"),
        (2, "群众身边的问题方面"),
    ]
    source = items[2].sources.get()
    assert source.kind == SourceKind.INSPECTION
    assert "3个应招未招，涉及金额86万元" in source.text
    assert source.document == "《中共云川市委第三巡察组关于巡察甲县的反馈意见》（云巡三组〔2025〕12号）"
    assert source.given_on == date(2025, 6, 20)
    assert {item.state for item in items} == {"drafted"}
    assert not IncomingReport.objects.exists()
    event = AuditEvent.objects.latest("number")
    assert (event.event, event.params["count"]) == ("exchange.report.taken", 3)


def test_report_of_audit_when_brought_as_word_then_its_problems_are_found(city: City) -> None:
    report = brought(city, as_word(AUDIT), name="审计报告.docx", source=SourceKind.AUDIT)

    assert [row.title for row in from_stored(report.rows)] == [
        "预算编制不完整",
        "挤占专项资金18.6万元用于日常办公支出",
    ]
    assert {item.sources.get().kind for item in taken(city, report)} == {"audit"}


def test_rows_when_edited_left_out_added_then_items_as_the_person_says(city: City) -> None:
    report = brought(city)
    first, second, third = from_stored(report.rows)
    mine = replace(first, title="中心组学习流于形式", lead=city.unit("town").pk, quote="不是报告里的话")

    items = taken(
        city, edited(city, report, mine, second, replace(third, take=False), Named("自己加的", "另有一事"))
    )

    assert [item.title for item in items] == ["中心组学习流于形式", "防汛物资管理不规范", "自己加的"]
    assert items[0].lead_unit == city.unit("town")
    assert items[0].sources.get().text == first.quote  # the report's words are not the form's to change
    assert items[2].sources.get().text == "另有一事"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "没有写问题"),
        ({"title": "长" * 301}, "超过 300 字"),
        ({"text": "长" * 5_001}, "超过 5000 字"),
        ({"title": "防汛物资管理不规范。"}, "与第 1 条的问题相同"),
        ({"lead": 10**15}, "责任单位不是本单位"),
    ],
)
def test_row_when_wrong_then_said_and_nothing_is_taken(
    city: City, change: dict[str, Any], words: str
) -> None:
    report = brought(city)
    one, two, three = from_stored(report.rows)
    report = edited(city, report, two, one, replace(three, **change))

    (fault,) = looked_at(city.actor("county.coordinator"), report)[2].faults
    assert words in fault
    with refused(AppErrorCode.ROWS_REFUSED):
        taken(city, report)
    assert not Item.objects.exists()
    assert len(from_stored(IncomingReport.objects.get().rows)) == 3


def test_unit_when_it_belongs_to_another_branch_then_not_to_be_named(city: City) -> None:
    report = brought(city)
    one, *_rest = from_stored(report.rows)
    report = edited(city, report, replace(one, lead=city.unit("rival").pk))

    assert looked_at(city.actor("county.coordinator"), report)[0].faults


def test_same_report_when_brought_while_it_waits_then_what_was_corrected_stays(city: City) -> None:
    report = brought(city)
    one, *rest = from_stored(report.rows)
    edited(city, report, replace(one, title="改过的"), *rest)

    again = brought(city, as_word(INSPECTION), name="同一份.docx")

    assert again.pk == report.pk
    assert from_stored(again.rows)[0].title == "改过的"


def test_same_report_when_brought_after_it_was_taken_then_known_and_nothing_ticked(
    city: City, browser: Any
) -> None:
    report = brought(city)
    one, *rest = from_stored(report.rows)
    taken(city, edited(city, report, one, *(replace(row, take=False) for row in rest)))

    again = brought(city, as_word(INSPECTION), name="又一次.docx")

    assert [row.take for row in from_stored(again.rows)] == [False, True, True]
    assert TakenReport.objects.get().count == 1
    page = browser("county.coordinator").get(f"/imports/reports/{again.pk}/").content.decode()
    assert "导入过，拟定了 1 项" in page
    ticked = edited(city, again, *(replace(row, take=True) for row in from_stored(again.rows)))
    with refused(AppErrorCode.ROWS_REFUSED):
        taken(city, ticked)
    assert Item.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("密件.txt", "秘密★10年\n巡察反馈\n一、主要问题\n（一）账目不清。".encode()),
        ("空.txt", b""),
        ("表.xlsx", b"PK\x03\x04"),
        ("坏.docx", b"PK\x03\x04 broken"),
        ("坏.pdf", b"%PDF-1.7 nothing"),
        ("../../x.exe", b"MZ"),
    ],
)
def test_file_when_marked_or_unreadable_then_said_and_kept_nowhere(
    city: City, browser: Any, name: str, data: bytes
) -> None:
    fields = {"unit": city.unit("county").pk, "year": YEAR, "source": "inspection"}
    answer = browser("county.coordinator").post(
        "/imports/reports/", {**fields, "file": SimpleUploadedFile(name, data)}
    )

    assert answer.status_code == 422
    assert 'class="errorlist"' in answer.content.decode() or "error" in answer.content.decode()
    assert not IncomingReport.objects.exists()


def test_report_when_nothing_is_found_then_said_and_rows_can_be_typed(city: City, browser: Any) -> None:
    report = brought(city, "关于工作的函\n请按期报送材料。\n")
    client = browser("county.coordinator")

    page = client.get(f"/imports/reports/{report.pk}/").content.decode()
    assert "没有从报告中读出问题" in page
    with refused(AppErrorCode.NOT_READY):
        taken(city, report)
    assert client.post(f"/imports/reports/{report.pk}/add/", {"document": "函"}).status_code == 302
    typed = {"document": "函〔2025〕3号", "title-0": "报送不及时", "text-0": "", "take-0": "on"}
    assert client.post(f"/imports/reports/{report.pk}/take/", typed).status_code == 302
    assert Item.objects.get().sources.get().document == "函〔2025〕3号"


def test_page_when_rows_are_wrong_then_what_was_typed_is_kept(city: City, browser: Any) -> None:
    report = brought(city)
    typed = {"document": "x", "title-0": "", "text-0": "还没想好", "take-0": "on", "lead-0": "9" * 30}

    answer = browser("county.coordinator").post(f"/imports/reports/{report.pk}/take/", typed)

    assert answer.status_code == 422
    assert "没有写问题" in answer.content.decode()
    assert from_stored(IncomingReport.objects.get().rows)[0].text == "还没想好"


def test_report_when_it_holds_markup_then_shown_as_words(city: City, browser: Any) -> None:
    report = brought(city, INSPECTION.replace("招投标监管不严", "<script>alert(1)</script>监管不严"))

    page = browser("county.coordinator").get(f"/imports/reports/{report.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("who", ["county.member", "rival.coordinator", "city.chief", "reviewer", "system"])
def test_report_when_brought_by_somebody_else_then_refused(city: City, who: str) -> None:
    with pytest.raises(Exception, match=r"forbidden|not_found"):
        brought(city, who=who)


def test_report_when_nobody_goes_on_then_forgotten_after_a_week(city: City) -> None:
    report = brought(city)
    forget_reports(clock.today())
    assert IncomingReport.objects.exists()

    IncomingReport.objects.filter(pk=report.pk).update(at=clock.now().replace(year=2025))
    forget_reports(clock.today())
    assert not IncomingReport.objects.exists()


def test_report_when_dropped_then_gone(city: City) -> None:
    report_drop(actor=city.actor("county.coordinator"), report=brought(city))

    assert not IncomingReport.objects.exists()
    assert not Item.objects.exists()
