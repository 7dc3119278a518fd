"""What every registered reader promises, tried on a good file of its own and on what can be done to it."""

from __future__ import annotations

import random
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hostile import HOSTILE, Hostile, dense, listed, styled
from hypothesis import given, settings
from hypothesis import strategies as st
from numbering_samples import SAMPLES
from wordfile import abstract, docx, field, level, num, p, r, row, style, table, zipped

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers import READERS, SUFFIXES, Limits, choose, read
from duizhao.record import Document

LINES = [
    "对照检查材料",
    "一、存在的问题",
    "（一）学习方面",
    "一是学得不深。比如，2021年的学习没有笔记。",
    "二是用得不够。",
]
WORD = docx(
    p("题", style="H"),
    *(p(line, num=1, level=0) for line in LINES),
    p(field("PAGE", r("1")), '<w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>'),
    table(row("甲", "乙"), row("丙", "丁")),
    numbering=abstract(1, level(0, "chineseCounting", "%1、")) + num(1, 1),
    styles=style("H", "<w:rPr><w:b/></w:rPr>"),
    parts={"header": p("某单位"), "footnotes": f'<w:footnote w:id="1">{p("注")}</w:footnote>'},
)
HTML = "<html><body><h1>题</h1><ol>{}</ol><table><tr><td>甲<td>乙</table></body></html>".format(
    "".join(f"<li>{line}" for line in LINES)
)
# Readers that other programs or packages help are tried in tests of their own; here their bad files are.
GOOD = {
    "text": ("a.txt", "\n".join(LINES).encode()),
    "html": ("a.html", HTML.encode()),
    "docx": ("a.docx", WORD),
}
NAMES = [reader.name for reader in READERS]


def outcome(data: bytes, filename: str, limits: Limits = Limits()) -> Document | ErrorCode:  # noqa: B008
    """Return the document or the code; anything but a ``ReadError`` fails the test."""
    try:
        document = read(data, filename, limits=limits)
    except ReadError as error:
        return error.code if error.message() else ErrorCode.INTERNAL
    assert_sound(document)
    return document


def assert_sound(document: Document) -> None:
    end = 0
    for paragraph in document.paragraphs:
        start, stop = paragraph.span
        assert end <= start <= stop <= len(document.text)
        assert document.text.startswith(paragraph.number, start)
        assert stop - start >= len(paragraph.number)
        end = stop
    document.text.encode()  # no lone surrogates
    assert "\r" not in document.text
    assert "\0" not in document.text


@cache
def by_name() -> dict[str, tuple[str, ...]]:
    return {reader.name: reader.suffixes for reader in READERS}


# --------------------------------------------------------------------------- every reader


@pytest.mark.parametrize("name", NAMES)
def test_reader_when_registered_then_names_itself_and_its_files(name: str) -> None:
    reader = next(reader for reader in READERS if reader.name == name)
    assert NAMES.count(name) == 1
    assert reader.media_types
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.suffixes)
    assert set(reader.suffixes) <= SUFFIXES


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("data", [b"", b"\0", b"\0" * 5000, b"\xff\xfe\0", bytes(range(256)) * 20], ids=len)
def test_reader_when_file_is_nothing_of_its_own_then_refused(name: str, data: bytes) -> None:
    for suffix in by_name()[name]:
        found = outcome(data, f"a{suffix}")
        assert isinstance(found, ErrorCode)
        assert (found == ErrorCode.EMPTY) == (not data)


@pytest.mark.parametrize("name", GOOD)
def test_reader_when_file_is_good_then_always_the_same(name: str) -> None:
    filename, data = GOOD[name]
    document = outcome(data, filename)
    assert isinstance(document, Document)
    assert document == outcome(data, filename)
    assert all(line in document.text for line in LINES)
    assert document.media_type in next(reader.media_types for reader in READERS if reader.name == name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (name, other)
        for name in GOOD
        for other in ("a.txt", "a.docx", "a.html", "a.doc", "a.pdf", "a.odt", "a", "-", "甲.DOCX")
        if (name, other) != ("text", "a.html")  # a text is a web page if it is named so
    ],
)
def test_reader_when_file_is_named_otherwise_then_content_wins(name: str, other: str) -> None:
    filename, data = GOOD[name]
    mine, same = outcome(data, filename), outcome(data, other)
    assert isinstance(mine, Document)
    assert isinstance(same, Document)
    assert same.text == mine.text


@pytest.mark.parametrize("name", GOOD)
def test_reader_when_file_is_truncated_then_only_read_errors(name: str) -> None:
    filename, data = GOOD[name]
    for end in sorted({*range(5, len(data), max(1, len(data) // 150)), len(data) - 1}):
        found = outcome(data[:end], filename)
        assert name != "docx" or isinstance(found, ErrorCode)


@pytest.mark.parametrize("name", GOOD)
@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), flips=st.integers(1, 12))
def test_reader_when_bytes_are_flipped_then_only_read_errors(name: str, seed: int, flips: int) -> None:
    filename, data = GOOD[name]
    chance, changed = random.Random(seed), bytearray(data)
    for _ in range(flips):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    outcome(bytes(changed), filename)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), flips=st.integers(1, 12))
def test_docx_when_its_xml_is_flipped_then_only_read_errors(seed: int, flips: int) -> None:
    """Bytes changed within the parts, so that the archive's checksums hold and the XML is what is tried."""
    chance = random.Random(seed)
    parts = {name: bytearray(content) for name, content in unzipped(WORD).items()}
    for _ in range(flips):
        part = parts[chance.choice(list(parts))]
        part[chance.randrange(len(part))] = chance.choice(b"<>/=\"' w:09aZ\xe4")
    outcome(zipped({name: bytes(content) for name, content in parts.items()}), "a.docx")


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=400), suffix=st.sampled_from(sorted(SUFFIXES)))
def test_any_reader_when_bytes_are_random_then_only_read_errors(data: bytes, suffix: str) -> None:
    if suffix not in (".rtf", ".odt", ".ott"):  # which go to a program of their own
        outcome(data, f"a{suffix}")


@cache
def unzipped(data: bytes) -> dict[str, bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --------------------------------------------------------------------------- hostile files


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_hostile_file_when_read_then_answered(hostile: Hostile) -> None:
    found = outcome(hostile.make(), hostile.filename)
    assert (found if isinstance(found, ErrorCode) else "") in hostile.codes


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_size=100), ErrorCode.TOO_LARGE),
        (Limits(entries=3), ErrorCode.BOMB),
        (Limits(unpacked_size=1000), ErrorCode.BOMB),
        (Limits(part_size=1000), ErrorCode.TOO_LARGE),
        (Limits(marks=100), ErrorCode.TOO_LARGE),
        (Limits(depth=4), ErrorCode.TOO_DEEP),
        (Limits(characters=20), ErrorCode.TOO_LARGE),
        (Limits(lines=3), ErrorCode.TOO_LARGE),
    ],
    ids=str,
)
def test_docx_when_a_limit_is_lower_then_refused_by_it(limits: Limits, code: ErrorCode) -> None:
    assert outcome(WORD, "a.docx", limits) == code


@pytest.mark.parametrize("name", ["text", "html"])
def test_text_when_larger_than_its_limit_then_refused(name: str) -> None:
    filename, data = GOOD[name]
    assert outcome(data, filename, Limits(text_size=len(data))) != ErrorCode.TOO_LARGE
    assert outcome(data, filename, Limits(text_size=len(data) - 1)) == ErrorCode.TOO_LARGE


def test_docx_when_encrypted_by_the_archive_then_so_named() -> None:
    locked = bytearray(WORD)
    locked[locked.find(b"PK\x01\x02") + 8] |= 1
    assert outcome(bytes(locked), "a.docx") == ErrorCode.ENCRYPTED


@pytest.mark.parametrize("stream", ["EncryptedPackage", "DRMContent"])
@pytest.mark.parametrize("filename", ["a.docx", "a.doc", "a"])
def test_docx_when_encrypted_by_word_then_so_named(stream: str, filename: str) -> None:
    compound = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 1000 + stream.encode("utf-16-le") + b"\0" * 1000
    assert outcome(compound, filename) == ErrorCode.ENCRYPTED


def test_docx_when_many_styles_or_lists_then_all_are_found() -> None:
    document = outcome(styled(100), "a.docx")
    assert isinstance(document, Document)
    looks = [paragraph.format for paragraph in document.paragraphs]
    assert [look.style for look in looks if look][::2] == [f"s{at}" for at in range(100)]
    numbers = outcome(listed(100), "a.docx")
    assert isinstance(numbers, Document)
    assert numbers.text.startswith("1.甲\n2.甲\n")


@pytest.mark.parametrize("data", [WORD, *(sample.data for sample in SAMPLES)], ids=range(len(SAMPLES) + 1))
def test_docx_when_looks_are_not_taken_out_then_the_same(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = outcome(data, "a.docx")
    monkeypatch.setattr("duizhao.readers.docx.looks._MOST", -1)
    assert outcome(data, "a.docx") == document


def test_docx_when_numbers_stand_where_looks_are_taken_out_then_read() -> None:
    forged = '<w:p><w:pPr number="{0}"/><w:r><w:rPr number="{0}"/><w:t>甲</w:t></w:r></w:p>'
    numbers = ("0", "7", "-1", "x", "99999999999")
    document = outcome(docx(*map(forged.format, numbers), p(r("乙", "<w:b/>"))), "a.docx")
    assert isinstance(document, Document)
    assert document.text == "甲\n" * len(numbers) + "乙\n"


def test_docx_when_entities_are_plain_then_read() -> None:
    found = outcome(dense("<w:p><w:r><w:t>&lt;甲&gt;&amp;&#20057;&#13;</w:t></w:r></w:p>"), "a.docx")
    assert isinstance(found, Document)
    assert found.text == "<甲>&乙 \n"


# --------------------------------------------------------------------------- choosing


@pytest.mark.parametrize(
    "data", [b"MZ\x90\0\3" + b"\0" * 500, b"\x7fELF\2\1\1" + b"\0" * 500, b"Rar!\x1a\7\1\0" + b"\xf0" * 500]
)
def test_program_or_archive_when_named_docx_then_unknown(data: bytes) -> None:
    assert outcome(data, "a.docx") == ErrorCode.UNKNOWN_TYPE
    with pytest.raises(ReadError):
        choose(data, "a.docx")


def test_zip_when_it_holds_no_paper_then_unknown() -> None:
    assert outcome(zipped({"甲.txt": "乙"}), "a.docx") == ErrorCode.UNKNOWN_TYPE


def test_docx_when_parts_are_missing_then_damaged_and_named() -> None:
    parts = unzipped(WORD)
    without = zipped({name: content for name, content in parts.items() if name != "word/document.xml"})
    with pytest.raises(ReadError) as caught:
        read(without, "a.docx")
    assert caught.value.code == ErrorCode.DAMAGED
    assert caught.value.params == {"detail": "word/document.xml"}


def test_docx_when_names_differ_in_case_or_slashes_then_found() -> None:
    parts = {name.upper().replace("/", "\\"): content for name, content in unzipped(WORD).items()}
    assert outcome(zipped(parts), "a.docx") == outcome(WORD, "a.docx")


def test_text_when_read_then_nothing_heavy_is_imported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(GOOD["text"][1])
    code = (
        "import sys; from duizhao.readers import read; read(open('a.txt', 'rb').read(), 'a.txt');"
        "print(sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    heavy = {"lxml", "numpy", "pypdfium2", "PIL", "legacy_doc", "docx", "openpyxl", "zipfile", "subprocess"}
    assert not heavy & set(eval(run.stdout))


@pytest.mark.parametrize("where", ["body", "box", "header", "cell"])
def test_docx_when_marked_secret_anywhere_a_mark_stands_then_refused(where: str) -> None:
    mark = p("秘密", r("★"), "10年")
    box = f"<w:r><w:pict><w:txbxContent>{mark}</w:txbxContent></w:pict></w:r>"
    blocks = {
        "body": ("题", mark),
        "box": (p("题", box, "长" * 2000),),
        "header": ("题",),
        "cell": (table(row("份号", "x").replace(p("x"), mark)),),
    }
    parts = {"header2": mark} if where == "header" else None
    assert outcome(docx(*blocks[where], parts=parts), "a.docx") == ErrorCode.CLASSIFIED
