"""Word files of ours in LibreOffice: comments at their place, seen and printed; changes settled both ways."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from wordfile import abstract, cell, docx, level, num, p, r, row, table
from wordview import as_text, comments, converted, odt_ranges, printed, settled

from duizhao.checks.catalogue import catalogue
from duizhao.engine import InMemory
from duizhao.engine.checking import check
from duizhao.engine.paper import read_document
from duizhao.readers import read
from duizhao.record import Diagnostic, Document, Examined, Fix, Span
from duizhao.reports.check_docx import commented, corrected

pytestmark = [pytest.mark.slow, pytest.mark.needs_libreoffice]

BOLD = '<w:b/><w:sz w:val="36"/>'
INS = '<w:ins w:id="91" w:author="甲" w:date="2026-01-01T00:00:00Z">{}</w:ins>'
DEL = INS.replace("w:ins", "w:del").format("<w:r><w:delText>旧话</w:delText></w:r>")
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NOTES = (
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>脚注的话</w:t></w:r></w:p></w:footnote>'
)
OLD = '<w:comment w:id="4" w:author="乙"><w:p><w:r><w:t>审阅人的旧批注</w:t></w:r></w:p></w:comment>'
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="2400000" '
    'cy="700000"/><wp:docPr id="1" name="box"/><a:graphic><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr '
    'txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2400000" cy="700000"/></a:xfrm><a:prstGeom '
    'prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>'
    "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>"
    '<w:pict><v:shape style="width:190pt;height:55pt"><v:textbox><w:txbxContent>{0}</w:txbxContent>'
    "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def rich() -> bytes:
    """Return a paper with everything that makes a place hard to find."""
    old = (
        '<w:commentRangeStart w:id="4"/>{}<w:commentRangeEnd w:id="4"/>'
        '<w:r><w:commentReference w:id="4"/></w:r>'
    )
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return docx(
        p("水利局2024年度对照检查材料"),
        p(r("一是学", BOLD), r("习不够，"), r("，深入。", BOLD)),
        p(r("二是"), INS.format(r("作风不")), DEL, r("扎实，，须改。")),
        p(old.format(r("三是旧批注之下")), r("还有，，文字。")),
        p(r("四是有脚注"), NOTE, r("的一段，，完。")),
        p("五是自动编号，，一段", num=1, level=0),
        p(r("框之前"), BOX.format(p("框里的话")), r("框之后，，完。")),
        table(row("表头甲", "表头乙"), row(cell(p(r("格"), r("子里，")), p(r("，两段"))), "另一格，，完")),
        p("最后一段，，结束。"),
        numbering=abstract(1, level(0, "chineseCountingThousand", "（%1）")) + num(1, 1),
        parts={"footnotes": NOTES, "comments": f"<w:comments {namespace}>{OLD}</w:comments>"},
    )


def on(document: Document, words: str, number: int) -> Diagnostic:
    """Return a finding on the first place of some words."""
    start = document.text.index(words)
    span = Span(start, start + len(words))
    params = (("n", str(number)),)
    return Diagnostic(
        "a.docx", "NUM001", "s", "numbering", "warning", "核对第%(n)s处", params, span, words
    )  # fmt: skip


def doubled(document: Document) -> list[Diagnostic]:
    """Return findings with a fix on every doubled comma that stands in one line."""
    found, at = [], document.text.find("，，")
    while at >= 0:
        span = Span(at, at + 2)
        found.append(
            Diagnostic("a", "PUN004", "s", "punctuation", "error", "m", (), span, "，，", (), Fix(span, "，"))
        )
        at = document.text.find("，，", at + 2)
    return found


def with_comments(data: bytes, name: str, words: Sequence[str]) -> bytes:
    document = read(data, name)
    return commented(
        data, document, [on(document, each, n) for n, each in enumerate(words)], catalogue(), "zh"
    )


WORDS = (
    "水利局", "学习不够，，深", "二是作风不扎实", "旧批注之下还", "注的一段", "自动编", "框之后",
    "头乙", "子里，", "一格，", "两段", "最后一段，，结束。",
)  # fmt: skip


def test_rich_paper_when_commented_then_every_comment_at_its_place_and_the_text_the_same(
    tmp_path: Path,
) -> None:
    data = rich()

    made = with_comments(data, "a.docx", WORDS)

    shown = odt_ranges(converted(made, tmp_path, "odt"))
    for n, each in enumerate(WORDS):
        assert [text for said, text in shown if f"核对第{n}处" in said] == [each]
    assert [text for said, text in shown if "旧批注" in said] == ["三是旧批注之下"]
    assert comments(made)["4"] == ("乙", ["审阅人的旧批注"])
    assert as_text(made, tmp_path) == as_text(data, tmp_path)


def test_words_in_a_box_when_commented_then_shown_beside_the_box(tmp_path: Path) -> None:
    data = rich()

    made = with_comments(data, "a.docx", ["框里的"])

    (said,) = [said for said, _text in odt_ranges(converted(made, tmp_path, "odt")) if "核对第0处" in said]
    assert "NUM001" in said
    assert as_text(made, tmp_path) == as_text(data, tmp_path)


@pytest.mark.needs_extra("pdf")
def test_paper_when_printed_then_every_comment_on_its_page_at_its_line(tmp_path: Path) -> None:
    paragraphs = [p(f"第{n}段的话", *(f"，还有第{k}句" for k in range(30))) for n in range(24)]
    data = docx(*paragraphs[:12], table(row("表中的话", "另一格")), *paragraphs[12:])
    words = ["第0段的话", "第7段的话", "另一格", "第15段的话", "第23段的话"]

    notes, places = printed(with_comments(data, "a.docx", words), tmp_path, words)

    assert len({page for page, *_ in notes}) > 1
    assert [word for *_, word in places] == words
    for n, (page, bottom, top, _word) in enumerate(places):
        (note,) = [one for one in notes if f"核对第{n}处" in one[3]]
        assert note[0] == page
        assert note[1] <= bottom
        assert top <= note[2]


@pytest.mark.parametrize("name", ["报告.txt", "报告.pdf"])
def test_paper_that_is_no_word_file_when_commented_then_every_comment_at_its_place(
    tmp_path: Path, name: str
) -> None:
    text = "水利局对照检查材料\n一是学习不够深入，时紧时松。\n二是作风不够扎实，走得少、看得少。\n"
    data = text.encode()
    if name.endswith("pdf"):
        pytest.importorskip("pypdfium2")
        (tmp_path / "text.txt").write_bytes(data)
        data = _printed(docx(*text.splitlines()), tmp_path)
    words = ["对照检查", "时紧时松", "二是作风不够扎实", "。"]

    made = with_comments(data, name, words)

    shown = odt_ranges(converted(made, tmp_path, "odt"))
    assert [words_ for _said, words_ in shown] == [
        each for _at, each in sorted((text.index(each), each) for each in words)
    ]
    assert as_text(made, tmp_path).split() == text.split()


def _printed(data: bytes, folder: Path) -> bytes:
    return converted(data, folder, "pdf")


def test_rich_paper_when_corrected_then_accepted_the_right_text_and_rejected_the_old(
    tmp_path: Path,
) -> None:
    data = rich()
    document = read(data, "a.docx")

    result = corrected(data, document, doubled(document))

    assert len(result.made) == 8
    before = settled(data, tmp_path, accept=True)
    assert before.count("，，") == 8
    assert settled(result.data, tmp_path, accept=True) == before.replace("，，", "，")
    rejected = settled(data, tmp_path, accept=False)
    assert settled(result.data, tmp_path, accept=False) == rejected
    assert "旧话" in rejected


def test_paper_when_checked_and_corrected_then_both_ways_right_in_libreoffice(tmp_path: Path) -> None:
    """The same through the real checks: what they call certain, and nothing else, is changed."""
    sample = Path(__file__).parents[4] / "examples" / "other" / "整改方案.docx"
    data = sample.read_bytes()
    (paper,) = check([InMemory("整改方案.docx", data)])
    assert isinstance(paper, Examined)
    fixes = [one.fix for one in paper.diagnostics if one.fix is not None]
    document = read_document(sample)

    result = corrected(data, document, paper.diagnostics)

    expected = document.text
    for one in sorted(result.made, key=lambda each: each.span, reverse=True):
        assert one.fix is not None
        expected = expected[: one.fix.span.start] + one.fix.text + expected[one.fix.span.end :]
    assert len(result.made) <= len(fixes)
    assert settled(result.data, tmp_path, accept=False) == as_text(data, tmp_path)
    assert read(result.data, "b.docx").text == expected
