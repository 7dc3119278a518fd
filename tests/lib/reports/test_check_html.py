"""The page of checks: the paper's own text, every finding on both sides, nothing from outside."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from duizhao.checks.catalogue import catalogue
from duizhao.errors import ErrorCode, ReadError
from duizhao.record import CheckFailure, Diagnostic, Examined, Failure, Fix, Material, Related, SetAside, Span
from duizhao.reports.check_html import page

HOSTILE = (
    "<script>document.title='x'</script>\n</section></main><img src=x onerror=alert(1)>&amp;\n=1+1\0\ud800\n"
)
TEXT = "白鹭市档案局2023年度对照检查材料\n一是问提突出，，须抓紧。\n电话138****5678。\n三是落实不力。\n"


def on(words: str, text: str = TEXT, **more: Any) -> Diagnostic:
    start = text.index(words)
    values: dict[str, Any] = {
        "path": "a/档案局.txt", "check": "NUM001", "slug": "skipped", "category": "numbering",
        "severity": "warning", "template": "“%(x)s”之前没有二", "params": (("x", words),),
        "span": Span(start, start + len(words)), "quote": words,
    }  # fmt: skip
    return Diagnostic(**values | more)


@pytest.fixture
def papers() -> tuple[Examined | Failure, ...]:
    doubled = on(
        "，，", check="PUN004", category="punctuation", severity="error", fix=Fix(Span(24, 26), "，")
    )
    found = (
        on("白鹭市档案局2023年度对照检查材料", check="STR007", category="structure", severity="question"),
        on(
            "问提突出，，须抓紧", related=(Related("a/档案局.txt", Span(0, 3)), Related("b.docx", Span(0, 2)))
        ),
        doubled,
        on("138****5678", check="SEC003", category="secrecy"),
        on("三是", related=(Related("没有的.txt", Span(0, 1)),)),
    )
    failed = (CheckFailure("a/档案局.txt", "ARI001", "ValueError", "Traceback"),)
    aside = (SetAside(on("三是"), "paper", "原文引用", "2026-01-01"),)
    return (
        Examined("a/档案局.txt", TEXT, found, failed, aside),
        Failure("c/坏.docx", ReadError(ErrorCode.DAMAGED, detail="<zip>")),
        Examined("b.docx", "无事\n"),
    )


def made(*outcomes: Examined | Failure, language: str = "zh") -> str:
    return page(outcomes, catalogue(), language).decode("utf-8")


def tree(*outcomes: Examined | Failure) -> Any:
    return lxml_html.document_fromstring(made(*outcomes))


def test_text_when_shown_then_exactly_the_papers(papers: tuple[Examined | Failure, ...]) -> None:
    sheets = tree(*papers).xpath("//div[@class='sheet']")

    assert [sheet.text_content() for sheet in sheets] == [TEXT, "无事\n"]


def test_page_when_made_then_ids_are_unique_and_links_arrive(papers: tuple[Examined | Failure, ...]) -> None:
    found = tree(*papers)
    ids = Counter(found.xpath("//@id"))

    assert set(ids.values()) == {1}
    targets = {href.removeprefix("#") for href in found.xpath("//a/@href")}
    # From another place a reader comes back over the finding that speaks of it.
    assert {target for target in targets - set(ids) if "-i-R" not in target} == set()


def test_findings_when_shown_then_on_both_sides_in_order(papers: tuple[Examined | Failure, ...]) -> None:
    article = tree(*papers).xpath("//article[@id='p1-paper']")[0]

    marked = {id_ for ids in article.xpath(".//*[@class='sheet']//@data-in") for id_ in ids.split()}
    assert marked == {"D1", "D2", "D3", "D4", "D5", "R1-2-1"}
    assert article.xpath(".//li/@data-id") == ["D1", "D2", "D3", "D4", "D5"]
    words = "".join(
        each.text_content()
        for each in article.xpath(".//*[@class='sheet']//span")
        if "D2" in each.get("data-in").split()
    )
    assert words == "问提突出，，须抓紧"


def test_entry_when_shown_then_title_message_line_and_places(papers: tuple[Examined | Failure, ...]) -> None:
    found = tree(*papers)

    def of(entry: str) -> str:
        return str(found.xpath(f"//*[@id='p1-i-{entry}']")[0].text_content())

    title = next(check.title for check in catalogue() if check.id == "NUM001")
    assert f"警2{title}“问提突出，，须抓紧”之前没有二问提突出，，须抓紧另见 第 1 行、b.docx 第 1 行" in of(
        "D2"
    )
    assert "第 2 行 · 序号编排 · NUM001" in of("D2")
    assert "--fix" in of("D3")
    assert "没有的.txt" in of("D5")
    assert found.xpath("//*[@id='p2-t-R1-2-2']")


def test_entry_when_about_the_whole_paper_then_without_its_title(material: Material) -> None:
    title = "白鹭市档案局2023年度对照检查材料"
    one = on(title, template="全文过短", params=())
    paper = Examined("a.txt", TEXT, (one,), material=replace(material, title=title))

    assert title not in tree(paper).xpath("//li[@class='entry']")[0].text_content()


def test_list_when_shown_then_in_the_order_given_with_what_failed(
    papers: tuple[Examined | Failure, ...],
) -> None:
    found = tree(*papers)

    names = [each.text_content() for each in found.xpath("//nav//*[@class='name']")]
    abouts = [each.text_content() for each in found.xpath("//nav//*[@class='about']")]
    assert names == ["档案局.txt", "c/坏.docx", "b.docx"]
    assert abouts[0] == "错误 1 · 警告 3 · 提示 1"
    assert abouts[1].startswith("读不出来 文件已损坏")
    assert abouts[2] == "没有要指出的"
    head = found.xpath("//article")[0].xpath("./header")[0].text_content()
    assert "已忽略 1 处" in head
    assert "ARI001" in head


def test_list_when_papers_have_the_same_title_then_told_apart_by_path(material: Material) -> None:
    text = f"{material.title}\n"
    papers = [Examined(path, text, material=material) for path in ("a/局长.docx", "b/局长.docx")]

    listed = [item.text_content() for item in tree(*papers).xpath("//nav//li")]

    assert ["a/局长.docx" in listed[0], "b/局长.docx" in listed[1]] == [True, True]
    assert "局长.docx" not in tree(papers[0]).xpath("//nav//li")[0].text_content()


def test_title_when_masked_in_the_text_then_the_name_of_the_file(material: Material) -> None:
    shown = tree(
        replace(
            Examined("a.txt", TEXT), material=replace(material, title="白鹭市档案局2023年度\n对照检查材料")
        ),
        replace(Examined("b.txt", TEXT), material=replace(material, title="机密标题")),
    )

    assert [each.text_content() for each in shown.xpath("//h2")[:2]] == [
        "白鹭市档案局2023年度\n对照检查材料",
        "b.txt",
    ]


def test_page_when_made_then_asks_nothing_from_outside_and_runs_only_its_script(
    papers: tuple[Examined | Failure, ...],
) -> None:
    text = made(*papers)
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in text
    assert not re.search(r"""(?:src|href)=["']?(?!#)[^"'>]""", text)
    assert "https:" not in text
    assert "url(" not in text


def test_page_when_a_paper_holds_html_then_it_is_text() -> None:
    one = on(
        "img", HOSTILE, path=HOSTILE, params=(("x", HOSTILE),), quote=HOSTILE, check=HOSTILE, slug=HOSTILE
    )
    failure = Failure(HOSTILE, ReadError(ErrorCode.UNREADABLE, detail=HOSTILE))

    text = made(Examined(HOSTILE, HOSTILE, (one,)), failure)

    shown = lxml_html.document_fromstring(text)
    assert text.count("<script>") == 1
    assert shown.xpath("//img") == []
    assert shown.xpath("//div[@class='sheet']")[0].text_content() == HOSTILE.replace("\0", "\ufffd").replace(
        "\ud800", "\ufffd"
    )


def test_page_when_english_then_no_chinese_but_the_papers() -> None:
    one = on(
        "x",
        "x\n",
        params=(),
        template="",
        check="none",
        slug="none",
        related=(Related("a/档案局.txt", Span(0, 1)),),
    )
    text = made(Examined("a/档案局.txt", "x\n", (one,), aside=(SetAside(one, "words", ""),)), language="en")

    body = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", text, flags=re.S).replace("档案局", "")
    assert re.findall(r"[\u4e00-\u9fff]+", body) == []


def test_two_thousand_findings_when_shown_then_each_once() -> None:
    text = "一是学习不深入，二是工作不扎实。" * 250 + "\n"
    found = tuple(
        on("一", text, span=Span(n, n + 1 + n % 9), quote=text[n : n + 1 + n % 9]) for n in range(2000)
    )

    shown = tree(Examined("a.txt", text, found))

    assert shown.xpath("//div[@class='sheet']")[0].text_content() == text
    assert len(shown.xpath("//a[contains(@class,'tag')]")) == len(shown.xpath("//li[@class='entry']")) == 2000


@pytest.fixture
def dumped(tmp_path: Path, papers: tuple[Examined | Failure, ...]) -> Any:
    """Return the page as Chromium has it after a script ran in it."""

    def dump(place: str, script: str = "") -> Any:
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", made(*papers))
        path = tmp_path / "page.html"
        path.write_text(text.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
        chromium = shutil.which("chromium")
        assert chromium is not None
        done = subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000",
             f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", f"{path.as_uri()}#{place}"],
            capture_output=True, check=True, timeout=60,
        )  # fmt: skip
        return lxml_html.document_fromstring(done.stdout.decode())

    return dump


@pytest.mark.needs_chromium
def test_page_when_opened_at_a_finding_then_both_sides_and_its_other_place_show_it(dumped: Any) -> None:
    shown = dumped("p1-i-D2")

    selected = shown.xpath("//*[contains(concat(' ', @class, ' '), ' sel ')]")
    assert [each.get("data-id") for each in selected if each.tag == "li"] == ["D2"]
    assert {each.get("data-go") for each in selected if each.tag == "a"} == {"D2", "R1-2-1"}
    assert shown.xpath("//article[contains(@class, 'on')]/@id") == ["p1-paper"]


@pytest.mark.needs_chromium
def test_filter_when_boxes_are_taken_off_then_only_the_rest_is_listed_and_marked(dumped: Any) -> None:
    shown = dumped(
        "p1-paper",
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: '3'}));"
        "document.querySelector('[value=secrecy]').click();",
    )

    gone = shown.xpath("//li[contains(@class, 'off')]/@data-id")
    assert gone == ["D1", "D4"]
    assert shown.xpath("//a[contains(@class, 'tag') and contains(@class, 'off')]/@data-go") == ["D1", "D4"]
    plain = shown.xpath("//*[@data-in='D4' or @data-in='D1']/@class")
    assert all("k-" not in each or "k-place" in each for each in plain)
    assert shown.xpath("//*[@class='chosen']")[0].text == "3 / 4"


@pytest.mark.needs_chromium
def test_keys_when_pressed_then_step_through_findings_and_papers(dumped: Any) -> None:
    key = "document.dispatchEvent(new KeyboardEvent('keydown', {{key: '{}'}}));"

    stepped = dumped("p1-paper", "".join(key.format(each) for each in "jjj"))
    turned = dumped("p1-paper", key.format("]"))

    assert stepped.xpath("//li[contains(@class, 'sel')]/@data-id") == ["D3"]
    assert turned.xpath("//article[contains(@class, 'on')]/@id") == ["p2-paper"]
