"""The generated papers: always the same, apart by split, of many layouts, and whole as Word files."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

import pytest
from benchmarks.reading import as_docx, generator, labels
from benchmarks.reading.matching import bare

from duizhao import readers


@pytest.mark.parametrize("split", labels.SPLITS)
def test_papers_when_generated_twice_then_they_are_the_same(split: str) -> None:
    first, second = (list(generator.papers(split, 8)) for _ in range(2))
    assert [paper.text for paper in first] == [paper.text for paper in second]
    assert [paper.gold for paper in first] == [paper.gold for paper in second]


def test_papers_when_of_different_splits_then_no_problem_is_shared() -> None:
    dev, heldout = (
        {problem["title"] for paper in generator.papers(split) for problem in paper.gold["problems"]}
        for split in labels.SPLITS
    )
    assert dev.isdisjoint(heldout)


def test_papers_when_generated_then_every_shape_and_kind_is_there() -> None:
    papers = list(generator.papers("dev"))
    assert Counter(paper.layout for paper in papers).keys() == {
        "paragraphs", "run_in", "semicolons", "blocks", "flat",
    }  # fmt: skip
    assert {paper.gold["kind"] for paper in papers} == {"team", "individual"}
    assert all(paper.gold["problems"] and paper.gold["measures"] for paper in papers)


@pytest.mark.parametrize("at", range(6))
def test_docx_when_read_back_then_the_numbers_are_printed_as_written(at: int) -> None:
    paper = list(generator.papers("dev", 6))[at]
    document = readers.read(as_docx.docx(paper.text, name=paper.name), "paper.docx")
    assert bare(document.text) == bare(paper.text)


def test_docx_when_lines_are_numbered_then_the_numbers_leave_the_text() -> None:
    data = as_docx.docx(
        "标题\n一、问题\n（一）学习方面\n1.学得浅。\n2.学得散。\n（二）作风方面\n1.走得少。\n", name="x"
    )
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    shown = re.sub(r"<[^>]*>", "", body)
    assert "学得浅。学得散。" in shown
    assert "1." not in shown
    assert body.count("<w:numPr>") == 6


def test_docx_when_lines_have_tabs_then_they_become_a_table() -> None:
    data = as_docx.docx("台账\n序号\t问题\t措施\n1\t灯不亮\t换灯\n", name="x")
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert (body.count("<w:tr>"), body.count("<w:tc>")) == (2, 6)
