"""Classification marks: what is refused, what is not, and that the refusal says nothing of the content."""

from __future__ import annotations

import pytest
from wordfile import docx, p, r

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers import read, refuse_classified
from duizhao.record import Document

MARKS = [
    "秘密★10年",
    "机密★",
    "绝密★启用前",
    "秘 密 ★",
    "秘　密　★　１０　年",
    "绝密★长期",
    "机密★二十年",
    "秘密★6个月",
    "秘密 10年",
    "机密  20年",
    "秘密（5年）",
    "【机密★20年】",
    "密级：秘密★10年",
    "秘密★1年 特急",
    "机密★至2035年12月31日",
    "秘密*10年",
    "机密·20年",
    "绝密★考试结束后",
    "000123\t秘密★10年",
    "000123      机密★20年",
    # Beside the number of the copy, however it is set apart.
    "编号：0001　机密★10年",
    "编号：0001 机密★10年",
    "编号 0001　　机密★",
    "份号：000123　秘密★1年　特急",
    "份号000123 绝密★长期",
    "文件编号：〔2023〕12号　机密★10年",
    "No.000123　秘密★10年",
    "第0001号　机密★10年",
    "000001　机密★20年",
    "（0001）　机密★20年",
    "机密★20年　编号：0001",
    "编号：0001　秘密 10年",
    # The star before the level, or more than one; urgency first; characters that take no room.
    "★秘密★",
    "★ 机密 ★",
    "★秘密",
    "机密★★",
    "特急　秘密★10年",
    "\u200b秘密\u200b★10年\ufeff",
    "祕密★10年",
]
NO_MARKS = [
    "带有机密★标志的文件要按规定管理",
    "机密★标志的文件要按规定管理",
    "秘密",
    "机密",
    "绝密",
    "密级：秘密",
    "内部",
    "内部★",
    "内部资料 注意保存",
    "秘密 2022年",
    "秘密文件管理制度执行10年来情况",
    "机密10年制度落实不到位",
    "一是保守国家秘密10年。",
    "秘密工作座谈会前",
    "商业秘密★",
    "（一）秘密级文件3年",
    "编号：0001　机密★10年的文件没有登记",
    "编号0001的文件标有　机密★10年",
    "登记的编号：0001　机密★10年",
    "青禾县水务局　机密★10年文件没有登记",
    "发现标有　机密★10年",
    "2023　秘密　10年",
    "1. 机密★20年",
    "一是　秘密★10年",
    "★秘密文件★管理不严",
    "★内部★",
    "编号：0001　密级：秘密",
    "编号：0001",
]


def code_of(document: Document) -> ErrorCode | None:
    try:
        refuse_classified(document)
    except ReadError as error:
        return error.code
    return None


@pytest.mark.parametrize("mark", MARKS)
def test_file_when_marked_alone_on_a_line_then_refused(mark: str) -> None:
    text = f"关于某事的情况\n\n{mark}\n某市机关\n"
    with pytest.raises(ReadError) as caught:
        read(text.encode(), "a.txt")
    assert caught.value.code == ErrorCode.CLASSIFIED
    assert not caught.value.params
    assert mark not in str(caught.value)


@pytest.mark.parametrize("line", NO_MARKS)
def test_file_when_words_are_no_mark_then_read(line: str) -> None:
    assert read(f"标题\n{line}\n正文\n".encode(), "a.txt").text == f"标题\n{line}\n正文\n"


@pytest.mark.parametrize("mark", MARKS)
def test_document_when_header_is_marked_then_refused(mark: str) -> None:
    assert code_of(Document(text="正文", media_type="", header=("某单位", mark))) == ErrorCode.CLASSIFIED


def test_document_when_mark_stands_after_the_first_page_then_read() -> None:
    line = "对照检查材料的一行正文，写得不长也不短。\n"
    assert code_of(Document(text=line * 29 + "秘密★10年", media_type="")) == ErrorCode.CLASSIFIED
    assert code_of(Document(text=line * 30 + "秘密★10年", media_type="")) is None
    assert code_of(Document(text="字" * 900 + "\n秘密★10年", media_type="")) is None


def test_document_when_page_begins_blank_then_mark_is_still_found() -> None:
    assert code_of(Document(text="\n \n" * 200 + "秘密★10年\n", media_type="")) == ErrorCode.CLASSIFIED


def test_document_when_footnote_speaks_of_marks_then_read() -> None:
    assert code_of(Document(text="正文", media_type="", footnotes=("秘密★10年",))) is None


HIDDEN = "<w:vanish/>"
BODY = p("青禾县水务局局长对照检查材料") + p("一、存在的问题")


@pytest.mark.parametrize(
    "mark",
    [
        p(r("秘密★10年", HIDDEN)),
        p(r("秘密", HIDDEN), r("★10年", HIDDEN), mark=HIDDEN),
        p("编号：0001", r("机密★10年", HIDDEN)),
        p(r("甲"), r("乙", HIDDEN)) + p(r("密级：机密★20年", HIDDEN), mark=HIDDEN),
    ],
)
def test_word_file_when_its_mark_is_hidden_text_then_refused(mark: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(docx(mark + BODY), "a.docx")
    assert caught.value.code == ErrorCode.CLASSIFIED
    with pytest.raises(ReadError) as caught:
        read(docx(BODY, parts={"header1": mark}), "a.docx")
    assert caught.value.code == ErrorCode.CLASSIFIED


def test_page_when_its_mark_is_hidden_then_refused() -> None:
    page = (
        "<html><body><p>编号：0001<span style='mso-hide:all'>{}</span></p><p>对照检查材料</p></body></html>"
    )
    with pytest.raises(ReadError) as caught:
        read(page.format("<b>机密</b>★10年").encode(), "a.html")
    assert caught.value.code == ErrorCode.CLASSIFIED
    assert "标志" not in read(page.format("机密★标志的文件").encode(), "a.html").text


@pytest.mark.parametrize(
    "body",
    [
        BODY + p(r("带有机密★标志的文件", HIDDEN)),
        BODY + p("密级", r("：机密★10年的文件没有登记", HIDDEN)),
        p("字" * 900) + BODY + p(r("秘密★10年", HIDDEN)),
    ],
)
def test_word_file_when_hidden_text_is_no_mark_of_the_first_page_then_read(body: str) -> None:
    assert "★" not in read(docx(body), "a.docx").text
