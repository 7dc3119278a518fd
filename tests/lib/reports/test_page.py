"""The page: whole, closed to the outside, and linked both ways."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

from duizhao.record import Document, Failure, Material
from duizhao.reports.page import Article, Articles, write

HOSTILE = "<script>document.title='x'</script>\n</section></main><img src=x onerror=alert(1)>&amp;\n"


def page(*articles: Article, language: str = "zh") -> str:
    file = io.BytesIO()
    write(iter(articles), file, language)
    return file.getvalue().decode("utf-8")


@pytest.fixture
def article(material: Material, document: Document) -> Article:
    return Articles("zh")(material, document)


def test_page_when_read_back_then_the_text_is_exactly_the_papers(
    article: Article, document: Document
) -> None:
    tree = lxml_html.document_fromstring(page(article, article))

    sheets = tree.xpath("//div[@class='sheet']")
    assert [sheet.text_content() for sheet in sheets] == [document.text] * 2


def test_page_when_made_then_ids_are_unique_and_links_arrive(article: Article, material: Material) -> None:
    tree = lxml_html.document_fromstring(page(article, article))
    ids = Counter(tree.xpath("//@id"))
    targets = {href.removeprefix("#") for href in tree.xpath("//a/@href")}

    assert set(ids.values()) == {1}
    # A section is a place in the text and has no entry in the list to come back to.
    assert {target for target in targets - set(ids) if "-i-S" not in target} == set()
    assert len(material.sections) * 2 == len([href for href in targets if "-t-S" in href])


def test_page_when_made_then_every_finding_stands_on_both_sides(article: Article) -> None:
    tree = lxml_html.document_fromstring(page(article))
    found = {"P1", "P1e1", "P2", "C1", "C1r", "M1", "M2", "Q1", "L1"}

    assert {each for ids in tree.xpath("//*[@class='sheet']//@data-in") for each in ids.split()} == found
    assert set(tree.xpath("//aside//@data-id")) == found


def test_page_when_made_then_says_what_is_not_answered(article: Article) -> None:
    tree = lxml_html.document_fromstring(page(article))

    def of(entry: str) -> str:
        return str(tree.xpath(f"//*[@id='p1-i-{entry}']")[0].text_content())

    assert "未见对应措施" not in of("P1")
    assert "未见对应措施" in of("P2")
    assert "未见所对应的问题" not in of("M1")
    assert "未见所对应的问题" in of("M2")


def test_page_when_made_then_asks_nothing_from_outside(article: Article) -> None:
    text = page(article)

    assert not re.search(r"""(?:src|href)=["']?(?!#)[^"'>]""", text)
    assert "http:" not in text.replace("http-equiv", "")
    assert "https:" not in text
    assert "@import" not in text
    assert "url(" not in text


def test_page_when_made_then_only_its_own_script_may_run(article: Article) -> None:
    import base64
    import hashlib

    text = page(article)
    scripts = re.findall(r"<script>(.*?)</script>", text, re.S)
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()

    assert len(scripts) == 1
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in text


def test_page_when_a_paper_holds_html_then_it_is_text(material: Material, failure: Failure) -> None:
    document = Document(HOSTILE, "text/plain")
    hostile = replace(
        material,
        title=HOSTILE,
        unit=HOSTILE,
        source=replace(material.source, path=f"{HOSTILE}\"'.txt"),
        sections=(),
        problems=tuple(replace(each, title=HOSTILE, text=HOSTILE, examples=()) for each in material.problems),
        causes=(),
        measures=(),
        claims=(),
        last_year=(),
        links=tuple(replace(link, why=(HOSTILE,)) for link in material.links),
    )

    text = page(Articles("zh")(hostile, document), Articles("zh")(replace(failure, path=HOSTILE), None))
    tree = lxml_html.document_fromstring(text)

    assert text.count("<script>") == 1
    assert tree.xpath("//img") == []
    assert tree.xpath("//div[@class='sheet']")[0].text_content() == HOSTILE


def test_page_when_a_paper_failed_then_it_is_in_the_list_with_the_reason(
    article: Article, failure: Failure
) -> None:
    tree = lxml_html.document_fromstring(page(Articles("zh")(failure, None), article))

    assert (
        tree.xpath("//nav//li[@class='failed']")[0].text_content().startswith("b/坏.docx读不出来 文件已损坏")
    )
    assert tree.xpath("//nav//a/@data-paper") == tree.xpath("//article/@id") == ["p2-paper"]


def test_page_when_nothing_was_found_then_the_text_all_the_same(bare: Material, document: Document) -> None:
    tree = lxml_html.document_fromstring(page(Articles("zh")(bare, document)))

    assert tree.xpath("//h2")[0].text_content() == "a/档案局.txt"
    assert tree.xpath("//div[@class='sheet']")[0].text_content() == document.text


def test_page_when_english_then_no_chinese_but_the_papers(material: Material, document: Document) -> None:
    bare_document = Document("", "text/plain")
    ours = replace(material, title="T", unit="U", author=None, sections=(), problems=(), causes=(), links=(),
                   claims=(), last_year=(), source=replace(material.source, path="p"))  # fmt: skip
    ours = replace(ours, measures=tuple(replace(each, title="t", text="x") for each in material.measures))

    text = page(Articles("en")(ours, bare_document), language="en")

    body = re.sub(r"<style>.*?</style>", "", text, flags=re.S)
    assert re.findall(r"[\u4e00-\u9fff]+", body) == []
    assert document.text


def test_page_when_dark_printed_or_narrow_then_there_are_rules_for_it(article: Article) -> None:
    text = page(article)

    for rule in ("prefers-color-scheme: dark", "@media print", "max-width: 900px", "prefers-contrast"):
        assert rule in text
    assert '<html lang="zh-Hans"' in text


@pytest.mark.needs_chromium
def test_page_when_opened_at_a_finding_then_both_sides_show_it(article: Article, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page(article, article), encoding="utf-8")
    chromium = shutil.which("chromium")
    assert chromium is not None

    dumped = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         "--virtual-time-budget=2000", "--dump-dom", f"{path.as_uri()}#p2-t-C1r"],
        capture_output=True, check=True, timeout=60,
    ).stdout.decode()  # fmt: skip
    tree = lxml_html.document_fromstring(dumped)

    selected = tree.xpath("//*[contains(concat(' ', @class, ' '), ' sel ')]")
    assert {element.tag for element in selected} == {"a", "span"}
    assert "没有把学习当本职。" in "".join(element.text_content() for element in selected)
    assert all(element.xpath("ancestor::article/@id") == ["p2-paper"] for element in selected)
    assert tree.xpath("//article[contains(@class, 'on')]/@id") == ["p2-paper"]
    assert tree.xpath("//nav//a[@aria-current]/@data-paper") == ["p2-paper"]
