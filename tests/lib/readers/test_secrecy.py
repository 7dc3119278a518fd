"""Classification marks: what is refused, what is not, and that the refusal says nothing of the content."""

from __future__ import annotations

import pytest

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
