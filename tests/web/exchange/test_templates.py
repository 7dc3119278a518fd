"""Word templates of a unit's own: begun from ours, judged, inherited, used, and never half taken in."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from items import YEAR, a_shown_notice, closed, drafted, refused, working

from duizhao_web.apps.exchange.catalogue import datasets
from duizhao_web.apps.exchange.layouts import ITEM_LISTS, Chosen
from duizhao_web.apps.exchange.models import WordTemplate
from duizhao_web.apps.exchange.services.arranging import layout_keep
from duizhao_web.apps.exchange.services.documenting import document_make
from duizhao_web.apps.exchange.services.exporting import export
from duizhao_web.apps.exchange.services.templating import (
    template_drop,
    template_keep,
    template_look,
    template_sample,
    template_start,
)
from duizhao_web.apps.exchange.templates import kind_of, kinds
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent

if TYPE_CHECKING:
    from city import City

NOTICE = "仅供工作核对，不作为评价个人的依据"


def start(city: City, kind: str, at: str = "county") -> bytes:
    with template_start(kind_of(kind), city.unit(at)).file as file:
        return file.read()


def a_template(*paragraphs: str, row: tuple[str, ...] = ()) -> bytes:
    """Return what a coordinator made in Word: paragraphs, and a table whose second row has fields."""
    document = docx.Document()
    for text in (*paragraphs, "{{核对说明}}"):
        document.add_paragraph(text)
    if row:
        table = document.add_table(2, len(row))
        for at, text in enumerate(row):
            table.cell(0, at).text = "本县的表头"
            table.cell(1, at).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def kept(city: City, kind: str, data: bytes, at: str = "county") -> WordTemplate:
    return template_keep(
        actor=city.actor(f"{at}.coordinator"), unit=city.unit(at), kind=kind, name="模板.docx", data=data
    )


def words_of(data: bytes) -> list[str]:
    """Return what stands in a file, paragraph by paragraph and row by row, empty ones left out."""

    def lines() -> Iterator[str]:
        document: Any = docx.Document(io.BytesIO(data))
        for one in document.iter_inner_content():
            if hasattr(one, "rows"):
                yield from ("｜".join(cell.text for cell in row.cells) for row in one.rows)
            else:
                yield one.text

    return [line for line in lines() if line.strip("｜ \n")]


def listed(city: City, dataset: str, who: str = "county.chief", **wanted: Any) -> list[str]:
    made = export(actor=city.actor(who), dataset=dataset, writer="docx", wanted=wanted)
    with made.file as file:
        return words_of(file.read())


def document(city: City, name: str, pk: int, who: str = "county.chief", **wanted: Any) -> list[str]:
    made = document_make(actor=city.actor(who), name=name, pk=pk, wanted=wanted)
    with made.file as file:
        return words_of(file.read())


# ----------------------------------------------------------------- ours to begin from


@pytest.mark.parametrize("kind", kinds())
def test_start_when_looked_at_then_a_template_without_fault_that_uses_every_group(
    city: City, kind: str
) -> None:
    looked = template_look(kind_of(kind), "起始.docx", start(city, kind))

    assert looked.faults == ()
    assert {name.partition(".")[0] for name in looked.used} >= set(kind_of(kind).shape.groups)


@pytest.mark.parametrize("dataset", ITEM_LISTS)
def test_list_when_made_by_the_start_then_the_very_words_of_our_own_form(city: City, dataset: str) -> None:
    closed(city)
    working(city, title="督办跟得不够牢\t<b>&")
    ours = listed(city, dataset)

    kept(city, dataset, start(city, dataset))

    assert listed(city, dataset) == ours
    assert len(ours) > (3 if dataset == "personal_list" else 5)


def test_closure_when_made_by_the_start_then_the_words_of_our_own_form(city: City) -> None:
    item = closed(city)
    ours = document(city, "closure", item.pk)

    kept(city, "closure", start(city, "closure"))

    assert document(city, "closure", item.pk) == ours


def test_supervision_when_made_by_the_start_then_text_date_and_sender(city: City) -> None:
    pk = a_shown_notice(city)
    ours = document(city, "supervision", pk, "city.chief")

    kept(city, "supervision", start(city, "supervision"), "city")

    theirs = document(city, "supervision", pk, "city.chief")
    assert [line for line in ours if line not in theirs] == []
    assert [line for line in theirs if line not in ours] == ["答复", "办理结果"]


@pytest.mark.parametrize("name", ["progress_report", "last_year"])
def test_report_when_made_by_the_start_then_figures_matters_and_annex(city: City, name: str) -> None:
    closed(city)
    drafted(city, title="督办跟得不够牢")
    year = YEAR if name == "progress_report" else YEAR + 1
    ours = document(city, name, city.unit("county").pk, year=year)

    kept(city, name, start(city, name))
    theirs = document(city, name, city.unit("county").pk, year=year)

    # Matters are not parted by aspect there.
    assert [line for line in ours if line not in theirs] == ["带头干事创业方面"]


# ----------------------------------------------------------------- whose is used


def test_template_when_a_unit_has_one_then_its_people_and_those_below_export_by_it(
    city: City, browser: Any
) -> None:
    drafted(city)
    drafted(city, at="town", title="镇里的问题")
    data = a_template("{{单位}}致上级", row=("{{行.序号}}", "{{行.问题}}（{{行.责任人}}）"))

    kept(city, "ledger", data)

    assert listed(city, "ledger", "county.member")[:2] == ["甲县致上级", NOTICE]
    assert listed(city, "ledger", unit=city.unit("county").pk)[2:] == [
        "本县的表头｜本县的表头",
        "1｜调研走得不够深（county.member）",
    ]
    assert listed(city, "ledger", "town.chief")[0] == "乙镇致上级"
    assert listed(city, "ledger", "city.chief")[0] == "整改台账"
    assert listed(city, "tasks")[0] == "任务清单"
    page = browser("town.chief").get("/exports/").content.decode()
    assert "<dt>整改台账</dt><dd>甲县的模板</dd>" in page
    assert '<dt>任务清单</dt><dd><span class="soft">本系统的公文格式</span></dd>' in page

    kept(city, "ledger", a_template("镇里的", row=("{{行.问题}}",)), "town")
    assert listed(city, "ledger", "town.chief")[0] == "镇里的"
    assert listed(city, "ledger")[0] == "甲县致上级"

    template_drop(actor=city.actor("town.coordinator"), unit=city.unit("town"), kind="ledger")
    assert listed(city, "ledger", "town.chief")[0] == "乙镇致上级"
    assert [event.event for event in AuditEvent.objects.filter(event__startswith="exchange.template")] == [
        "exchange.template.kept",
        "exchange.template.kept",
        "exchange.template.dropped",
    ]


def test_other_forms_when_there_is_a_template_then_as_they_were(city: City) -> None:
    drafted(city)
    kept(city, "ledger", a_template("x", row=("{{行.问题}}",)))

    made = export(actor=city.actor("county.chief"), dataset="ledger", writer="csv", wanted={})
    with made.file as file:
        assert file.read().decode("utf-8-sig").startswith("编号,")


def test_export_by_a_template_when_recorded_then_its_rows_and_its_digest(city: City) -> None:
    drafted(city)
    drafted(city, title="督办跟得不够牢")
    kept(city, "duties", a_template("{{行.问题}}", "又：{{行.问题}}"))

    made = export(actor=city.actor("county.chief"), dataset="duties", writer="docx", wanted={})
    with made.file as file:
        data = file.read()

    event = AuditEvent.objects.latest("number")
    assert (event.params["count"], made.count) == (2, 2)
    assert event.params["sha256"] == hashlib.sha256(data).hexdigest()


def test_fields_when_the_unit_has_columns_of_its_own_then_named_as_ever(city: City) -> None:
    drafted(city)
    layout_keep(
        actor=city.actor("county.coordinator"),
        unit=city.unit("county"),
        chosen=[Chosen("problem", "毛病"), Chosen("owner")],
    )

    data = start(city, "ledger")
    assert words_of(data)[-2:] == ["序号｜毛病｜责任人", "{{行.序号}}｜{{行.问题}}｜{{行.责任人}}"]
    kept(city, "ledger", data)
    assert listed(city, "ledger")[-1] == "1｜调研走得不够深｜county.member"


def test_fields_of_every_kind_when_written_then_read_as_they_are_named() -> None:
    from duizhao.reports.word.template_slots import parted, written

    for kind in kinds().values():
        names = kind.shape.known.written
        assert len(set(names)) == len(names)
        assert [written(*parted(name)) for name in names] == list(names)
        assert all(need.endswith(".") or need in names for need in kind.shape.needed)
        assert [name for name, _about, _must in kind.shape.told] == list(dict.fromkeys(names)) or {
            name for name, _about, _must in kind.shape.told
        } == set(names)
    assert set(ITEM_LISTS) <= set(datasets())


# ----------------------------------------------------------------- what is not let in


def test_template_when_wrong_then_every_fault_is_said_and_the_former_one_stays(
    city: City, browser: Any
) -> None:
    former = kept(city, "ledger", a_template("从前的", row=("{{行.问题}}",)))
    bad = a_template("{{单位名称}}", "{% for x in y %}")
    address = f"/exports/templates/{city.unit('county').pk}/ledger/"
    client = browser("county.coordinator")

    for do in ("check", "try", "keep"):
        answer = client.post(address, {"do": do, "file": SimpleUploadedFile("新.docx", bad)})
        page = answer.content.decode()
        assert answer.status_code == 422
        for words in (
            "没有“单位名称”这个字段",
            "{% for x in y %}",
            "缺少“行.”开头的字段",
            "没有保存任何内容",
        ):
            assert words in page
    with refused(AppErrorCode.FILE_REFUSED, "单位名称"):
        kept(city, "ledger", bad)

    assert WordTemplate.objects.get().sha256 == former.sha256
    assert listed(city, "ledger")[0] == "从前的"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a word file", "不是完好的 Word 文档"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "不是完好的 Word 文档"),
        (b"x" * (2 * 1024 * 1024 + 1), "超过 2 MB"),
        (a_template("秘密★5年", "{{行.问题}}"), "密级标志"),
    ],
)
def test_file_when_it_is_none_or_too_large_or_classified_then_said(
    city: City, browser: Any, data: bytes, words: str
) -> None:
    address = f"/exports/templates/{city.unit('county').pk}/ledger/"
    answer = browser("county.chief").post(address, {"do": "keep", "file": SimpleUploadedFile("x.docx", data)})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not WordTemplate.objects.exists()


def test_page_when_a_file_is_good_then_checked_tried_and_kept(city: City, browser: Any) -> None:
    data = a_template("{{标题}}", row=("{{行.序号}}", "{{行.问题}}"))
    address = f"/exports/templates/{city.unit('county').pk}/ledger/"
    client = browser("county.coordinator")

    def post(do: str) -> Any:
        return client.post(address, {"do": do, "file": SimpleUploadedFile("C:\\a\\县里的.docx", data)})

    page = post("check").content.decode()
    assert "可以用" in page
    assert (
        "用到的字段： <code>标题</code> <code>核对说明</code> <code>行.序号</code> <code>行.问题</code>"
        in page
    )
    tried = words_of(b"".join(post("try").streaming_content))
    assert tried == ["整改台账", NOTICE, "本县的表头｜本县的表头", "1｜（问题）", "2｜（问题）"]
    assert not WordTemplate.objects.exists()

    assert post("keep").status_code == 302
    assert "县里的.docx" in client.get(f"/exports/templates/{city.unit('county').pk}/").content.decode()
    assert "county.coordinator于" in client.get(address).content.decode()
    assert words_of(b"".join(client.get(f"{address}kept/").streaming_content))[0] == "{{标题}}"
    assert client.post(f"{address}drop/").status_code == 302
    assert client.get(f"{address}kept/").status_code == 404


@pytest.mark.parametrize(
    "who",
    ["county.member", "county.observer", "rival.coordinator", "city.coordinator", "town.chief", "system"],
)
def test_template_when_kept_by_somebody_else_then_refused(city: City, who: str) -> None:
    with pytest.raises(Exception, match=r"forbidden|not_found"):
        template_keep(
            actor=city.actor(who),
            unit=city.unit("county"),
            kind="ledger",
            name="a.docx",
            data=a_template("{{行.问题}}"),
        )


def test_template_when_its_kind_has_other_fields_now_then_said_who_must_act(city: City) -> None:
    drafted(city)
    one = kept(city, "ledger", a_template("{{行.问题}}"))
    other = a_template("{{行.从前的字段}}")
    WordTemplate.objects.filter(pk=one.pk).update(data=other)

    with refused(AppErrorCode.NOT_READY, "“甲县”的 Word 模板已不能用"):
        listed(city, "ledger")


def test_list_by_a_template_when_longer_than_word_opens_then_refused(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from duizhao_web.apps.exchange.services import exporting

    drafted(city)
    drafted(city, title="督办跟得不够牢")
    kept(city, "ledger", a_template("{{行.问题}}"))
    few = {name: replace(one, most=1) for name, one in exporting.writers().items()}
    monkeypatch.setattr(exporting, "writers", lambda: few)

    with refused(AppErrorCode.EXPORT_TOO_LONG):
        listed(city, "ledger")


@pytest.mark.slow
@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("kind", ["ledger", "closure", "progress_report"])
def test_start_when_saved_by_another_program_then_still_a_template_and_opened_there(
    city: City, kind: str
) -> None:
    from duizhao.engine import InMemory, read_document
    from duizhao.readers import office

    data = office.to_docx(start(city, kind), "a.docx")

    looked = template_look(kind_of(kind), "a.docx", data)
    assert looked.faults == ()
    with template_sample(kind_of(kind), looked).file as file:
        pdf = office.to_pdf(file.read(), "a.docx")
    text = "".join(read_document(InMemory("x.pdf", pdf)).text.split())
    assert str(kind_of(kind).title) in text
    assert "{{" not in text
    assert "（问题）" in text or "（内容）" in text


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_pdf_when_the_unit_has_a_template_then_made_of_it(city: City) -> None:
    from duizhao.engine import InMemory, read_document

    item = closed(city)
    fields = ("{{编号}}", "{{问题}}", "{{核验人}}", "{{销号日期}}", "本县独有的话", "{{标准.内容}}")
    kept(city, "closure", a_template(*fields))

    made = document_make(actor=city.actor("county.chief"), name="closure", pk=item.pk, wanted={}, pdf=True)
    with made.file as file:
        text = read_document(InMemory("x.pdf", file.read())).text

    assert "本县独有的话" in text
    assert "河湾村的三个问题办结" in text
