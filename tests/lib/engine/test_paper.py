"""One paper: its bytes, its name, its document, its record."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from duizhao.engine import InMemory, extract, name_of, read_document
from duizhao.errors import ErrorCode, ReadError
from duizhao.readers import Limits
from duizhao.record import Link, Material


def test_document_when_read_then_the_text_as_it_is(paper: Path, paper_text: str) -> None:
    assert read_document(paper).text == paper_text
    assert read_document(str(paper)).media_type == "text/plain"


def test_document_when_in_memory_then_as_from_the_file(paper: Path) -> None:
    assert read_document(InMemory("-", paper.read_bytes())) == read_document(paper)


def test_record_when_extracted_then_names_its_source(paper: Path, paper_text: str) -> None:
    source = extract(paper).source

    assert source.path == str(paper)
    assert source.sha256 == hashlib.sha256(paper.read_bytes()).hexdigest()
    assert source.characters == len(paper_text)


def test_record_when_extracted_then_holds_the_parts(paper: Path) -> None:
    material = extract(paper)

    assert (material.kind, material.year) == ("individual", 2023)
    assert [problem.title for problem in material.problems] == ["学用结合不紧", "学习不成体系"]
    assert [cause.root is not None for cause in material.causes] == [True]


def test_record_when_extracted_then_links_are_those_of_the_linker(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def linked(material: Material) -> tuple[Link, ...]:
        return (Link(material.problems[1].id, "measure", material.measures[0].id, 0.5),)

    monkeypatch.setattr("duizhao.linking.link", linked)

    assert extract(paper).links == (Link("P2", "measure", "M1", 0.5),)


@pytest.mark.parametrize(
    ("name", "code"), [("gone.txt", ErrorCode.NOT_FOUND), ("", ErrorCode.UNREADABLE)]
)  # the second is the folder itself
def test_path_when_no_file_then_says_so(tmp_path: Path, name: str, code: ErrorCode) -> None:
    with pytest.raises(ReadError) as caught:
        read_document(tmp_path / name)

    assert caught.value.code == code


def test_path_when_it_holds_nul_then_unreadable() -> None:
    with pytest.raises(ReadError) as caught:
        read_document("a\0b.txt")

    assert caught.value.code == ErrorCode.UNREADABLE


@pytest.mark.parametrize("in_memory", [True, False])
def test_file_when_above_the_limit_then_refused(tmp_path: Path, in_memory: bool) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"a" * 2001)
    paper = InMemory("long.txt", path.read_bytes()) if in_memory else path

    assert len(read_document(paper, limits=Limits(file_size=2001)).text) == 2001
    with pytest.raises(ReadError) as caught:
        read_document(paper, limits=Limits(file_size=2000))

    assert caught.value.code == ErrorCode.TOO_LARGE


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_name_when_not_utf8_then_writable_all_the_same(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + "/材料.txt".encode("gb18030")
    Path(os.fsdecode(path)).write_text("一、问题\n", encoding="utf-8")

    assert "\ufffd" in name_of(os.fsdecode(path))
    assert read_document(os.fsdecode(path)).text == "一、问题\n"
    extract(os.fsdecode(path)).source.path.encode("utf-8")
