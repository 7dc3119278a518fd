"""Official documents from what is on record: what stands in them, who gets them, that they open in Word."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Any

import docx
import pytest
from django.utils.translation import override
from docx.enum.section import WD_ORIENT
from items import a_shown_notice, closed, drafted, refused, working
from periods import SAID, a_period, do, issued, locked, the_issue, the_report

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers import office
from duizhao_web.apps.exchange.catalogue import documents
from duizhao_web.apps.exchange.services.documenting import document_make
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent

if TYPE_CHECKING:
    from city import City

NOTICE = "仅供工作核对，不作为评价个人的依据"


def opened(city: City, name: str, pk: int, who: str = "county.chief", **wanted: Any) -> Any:
    """Return a document as a program that is not ours reads it."""
    made = document_make(actor=city.actor(who), name=name, pk=pk, wanted=wanted)
    with made.file as file:
        return docx.Document(io.BytesIO(file.read()))


def text_of(document: Any) -> str:
    """Return all its text, tables among it."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_closure_when_made_then_each_point_with_answer_and_proof(city: City) -> None:
    item = closed(city)

    text = text_of(opened(city, "closure", item.pk))

    for words in (
        item.code,
        "调研报告印发\n核验：达到\n佐证：关于河湾村调研情况的报告（2026-03-10）",
        "河湾村的三个问题办结\n核验：达到\n现场看过",
        "county.second，2026-03-10",
        "退回 0 次，延期 0 次",
        "责任人（签字）",
        NOTICE,
    ):
        assert words in text
    event = AuditEvent.objects.latest("number")
    assert (event.event, event.object_id) == ("exchange.document.made", item.pk)


def test_closure_when_the_item_is_open_then_said_why_there_is_none(city: City) -> None:
    with refused(AppErrorCode.NOT_READY, "尚未销号"):
        opened(city, "closure", working(city).pk)


def test_supervision_when_made_then_to_whom_about_what_and_by_when(city: City) -> None:
    document = opened(city, "supervision", a_shown_notice(city), "city.chief")

    text = text_of(document)

    assert "甲县：" in text
    assert "请于 2026年4月10日 前答复。" in text
    assert "市委" in text


def test_report_when_made_then_figures_matters_and_what_is_open(city: City) -> None:
    closed(city)
    drafted(city, title="督办跟得不够牢")

    document = opened(city, "progress_report", city.unit("county").pk, year=2025)
    text = text_of(document)

    assert "应整改 2 项，已销号 1 项，正在整改 1 项，其中逾期 0 项" in text
    assert "督办跟得不够牢。责任人：county.member；时限：2026-06-30；状态：拟定。" in text
    assert document.sections[1].orientation == WD_ORIENT.LANDSCAPE
    assert len(document.tables[-1].rows) == 3
    assert not any(mark in text for mark in ("秘密", "机密", "绝密"))


def test_report_when_rolled_up_then_units_in_the_order_of_the_tree(city: City) -> None:
    drafted(city)
    drafted(city, at="town")

    document = opened(city, "progress_report", city.unit("county").pk, year=2025, below=1)

    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [
        ["单位", "应整改", "已销号", "正在整改"],
        ["甲县", "1", "0", "1"],
        ["乙镇", "1", "0", "1"],
    ]


def test_last_year_when_made_then_of_the_year_before(city: City) -> None:
    drafted(city)

    assert "2025年度整改落实情况" in text_of(opened(city, "last_year", city.unit("county").pk, year=2026))
    with refused(AppErrorCode.NOT_READY):
        opened(city, "last_year", city.unit("county").pk, year=2025)


def test_period_table_when_made_then_sums_who_lacks_and_what_is_asked(city: City) -> None:
    drafted(city)
    period = a_period(city)
    do(city, "city.chief", "reply", locked(city, period), text="资金四月到位。")

    document = opened(city, "period_table", issued(city, period).pk, "city.member")
    text = text_of(document)

    assert document.paragraphs[0].text == "2026年3月调度情况表"
    assert "整改事项 1 项，本期新增 1 项、销号 0 项；未销号 1 项" in text
    assert "应报 2 个单位，已报 1 个。未报：丙县。" in text
    assert f"甲县：{SAID.request}。答复：资金四月到位。" in text
    rows = [[cell.text for cell in row.cells][:3] for row in document.tables[-1].rows]
    assert rows[1:] == [["甲县", "1", "1"], ["丙县（未报）", "—", "—"], ["合计", "1", "1"]]
    assert document.sections[1].orientation == WD_ORIENT.LANDSCAPE
    assert not any(mark in text for mark in ("秘密", "机密", "绝密"))


def test_period_report_when_made_then_figures_words_and_lines_to_sign(city: City) -> None:
    drafted(city)
    report = locked(city, a_period(city))

    text = text_of(opened(city, "period_report", report.pk, "county.coordinator"))

    for words in ("甲县2026年3月调度情况表", SAID.progress, SAID.request, "确认人（签字）", NOTICE):
        assert words in text


@pytest.mark.parametrize("who", ["rival.chief", "reviewer", "system", "audit"])
@pytest.mark.parametrize("name", documents())
def test_document_when_it_is_not_theirs_to_see_then_it_does_not_exist(
    city: City, name: str, who: str
) -> None:
    pk = {"closure": lambda: closed(city).pk, "supervision": lambda: a_shown_notice(city)}
    pk |= {"period_table": lambda: the_issue(city), "period_report": lambda: the_report(city)}
    number = pk.get(name, lambda: city.unit("county").pk)()

    with refused(AppErrorCode.NOT_FOUND):
        opened(city, name, number, who)
    assert not AuditEvent.objects.filter(event="exchange.document.made").exists()


def test_documents_when_in_english_then_no_word_of_ours_is_chinese(city: City) -> None:
    item = closed(city)
    with override("en"):
        document = opened(city, "closure", item.pk)

    assert all(row.cells[0].text.isascii() for row in document.tables[0].rows)


def test_page_when_asked_for_a_report_then_a_word_file(city: City, browser: Any) -> None:
    drafted(city)
    pk = city.unit("county").pk

    page = browser("county.chief").get("/exports/?year=2025").content.decode()
    assert f'formaction="/documents/progress_report/{pk}/?year=2025"' in page
    response = browser("county.chief").post(f"/documents/progress_report/{pk}/?year=2025")

    data = b"".join(response.streaming_content)
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "甲县2025年度整改落实情况报告"


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_pdf_when_libreoffice_is_there_then_offered_and_holds_the_same_words(
    city: City, browser: Any
) -> None:
    from duizhao.engine import InMemory, read_document

    item = closed(city)
    client = browser("county.chief")
    assert f"/documents/closure/{item.pk}/pdf/" in client.get(f"/items/{item.pk}/").content.decode()

    answer = client.post(f"/documents/closure/{item.pk}/pdf/")
    data = b"".join(answer.streaming_content)

    assert answer["Content-Type"] == "application/pdf"
    text = "".join(read_document(InMemory("x.pdf", data)).text.split())
    assert item.code in text
    assert "河湾村的三个问题办结" in text
    assert AuditEvent.objects.latest("number").params["sha256"] == hashlib.sha256(data).hexdigest()


def test_pdf_when_libreoffice_is_not_there_then_not_offered_and_said_why(
    city: City, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "is_there", lambda: False)
    item = closed(city)

    assert "/pdf/" not in browser("county.chief").get(f"/items/{item.pk}/").content.decode()
    with refused(AppErrorCode.NOT_READY, "没有 LibreOffice"):
        document_make(actor=city.actor("county.chief"), name="closure", pk=item.pk, wanted={}, pdf=True)


@pytest.mark.parametrize("trouble", ["> 90 s", "exit status 1"])
def test_pdf_when_libreoffice_fails_then_said_and_nothing_is_given(
    city: City, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    def failing(_data: bytes, _name: str) -> bytes:
        raise ReadError(ErrorCode.PROGRAM_FAILED, program="LibreOffice", detail=trouble)

    monkeypatch.setattr(office, "is_there", lambda: True)
    monkeypatch.setattr(office, "to_pdf", failing)
    item = closed(city)
    for _again in range(2):  # the next one is not kept waiting by the one that failed
        with refused(AppErrorCode.NOT_READY, "PDF 没有生成"):
            document_make(actor=city.actor("county.chief"), name="closure", pk=item.pk, wanted={}, pdf=True)
    assert not AuditEvent.objects.filter(event="exchange.document.made").exists()
