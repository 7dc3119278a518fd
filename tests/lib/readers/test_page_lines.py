"""Words with places become the lines of a paper; header, footer and page numbers stand apart."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from duizhao.readers.pages import Page, Word, document, plain

EM = 16.0
LEFT, RIGHT = 80.0, 512.0


def a_word(text: str, *, x: float = LEFT, y: float = 100.0, em: float = EM) -> Word:
    wide = sum(1.0 if character > "⺀" else 0.5 for character in text)
    return Word(text, x, y, x + wide * em, y + 1.3 * em)


def a_page(*lines: str, head: str = "", foot: str = "", first: float = 110.0) -> Page:
    """A page of A4 in points: lines 28 points apart; a line that begins with a blank is indented by two."""
    words = [
        a_word(line.strip(), x=LEFT + 2 * EM * line.startswith(" "), y=first + 28 * i)
        for i, line in enumerate(lines)
    ]
    words += [a_word(head, y=40.0, em=11)] if head else []
    words += [a_word(foot, y=795.0, em=11)] if foot else []
    return Page(595.0, 842.0, tuple(words))


def lines_of(*pages: Page) -> list[str]:
    return document(pages, "application/pdf").text.splitlines()


def test_line_when_set_in_then_begins_with_two_blanks() -> None:
    page = a_page(
        " 一是学习不够深入", "联系实际不够紧密，满足于一般号召", " 二是调研不够扎实", "走马观花多，解剖麻雀少"
    )
    assert lines_of(page)[0] == "　　一是学习不够深入"
    assert lines_of(page)[1] == "联系实际不够紧密，满足于一般号召"


def test_title_when_centred_then_has_no_indent() -> None:
    body = "按照通知要求认真开展对照检查现将有关情况报告如下请予"
    title = a_word("个人对照检查材料", x=(LEFT + RIGHT) / 2 - 4 * EM, y=80)
    page = a_page(body, body)
    assert lines_of(Page(page.width, page.height, (title, *page.words)))[0] == "个人对照检查材料"


def test_words_when_in_any_order_then_same_text() -> None:
    words = [a_word(c, x=LEFT + EM * (i % 20), y=110 + 28 * (i // 20)) for i, c in enumerate("对照检查" * 15)]
    expected = document([Page(595, 842, tuple(words))], "application/pdf").text
    random.Random(7).shuffle(words)
    assert document([Page(595, 842, tuple(words))], "application/pdf").text == expected
    assert expected.replace("\n", "") == "对照检查" * 15


def test_digits_beside_chinese_when_set_apart_by_a_quarter_then_no_blank() -> None:
    words = (a_word("在"), a_word("2024", x=LEFT + 1.25 * EM), a_word("年", x=LEFT + 3.5 * EM))
    assert lines_of(Page(595, 842, words)) == ["在2024年"]


def test_cells_when_side_by_side_then_parted_by_tabs() -> None:
    rows = [
        a_word(cell, x=x, y=120 + 28 * i)
        for i, row in enumerate((("序号", "存在问题表现"), ("1", "学习不够深入细")))
        for x, cell in zip((LEFT, LEFT + 3 * EM), row, strict=True)
    ]
    assert lines_of(Page(595, 842, tuple(rows))) == ["序号\t存在问题表现", "1\t学习不够深入细"]


def test_repeated_lines_when_in_the_margins_then_header_and_footer() -> None:
    pages = [a_page("正文" * 10, head="青川县水务局", foot=f"— {i} —") for i in (1, 2, 3)]
    result = document(pages, "application/pdf")
    assert result.header == ("青川县水务局",)
    assert result.footer == ("— 1 —",)
    assert result.text.splitlines() == ["正文" * 10] * 3


def test_heading_when_it_begins_two_pages_of_four_then_stays() -> None:
    pages = [
        a_page(top, "正文" * 10, *["正文" * 9] * 20, first=75)
        for top in ("整改措施：", "一", "整改措施：", "二")
    ]
    assert document(pages, "application/pdf").text.count("整改措施：") == 2


def test_page_number_when_written_in_any_usual_way_then_no_part_of_the_body() -> None:
    for foot in ("-1-", "—1—", "第 1 页", "第1页 共1页", "1/1", "一1-"):
        result = document([a_page("正文" * 10, foot=foot)], "application/pdf")
        assert (result.text, len(result.footer)) == ("正文" * 10 + "\n", 1), foot


def test_bare_number_when_it_counts_the_pages_then_footer_else_body() -> None:
    counting = document([a_page("正文" * 10, foot=str(i)) for i in (5, 6, 7)], "application/pdf")
    alone = document([a_page("正文" * 10, foot=text) for text in ("48", "尾页")], "application/pdf")
    assert counting.footer == ("5",)
    assert "48" in alone.text


def test_body_line_when_it_stands_high_on_one_page_then_stays() -> None:
    result = document(
        [a_page("一、存在的问题", first=60), a_page("二、原因分析", first=60)], "application/pdf"
    )
    assert result.text == "一、存在的问题\n二、原因分析\n"
    assert result.header == ()


def test_sentence_when_it_runs_over_a_page_end_then_no_empty_line() -> None:
    first = a_page(*["正文文字"] * 20, "在项目推进上还存在", foot="— 1 —")
    second = a_page("急于求成的思想。", *["正文文字"] * 20, foot="— 2 —")
    assert "还存在\n急于求成" in document([first, second], "application/pdf").text


def test_paragraphs_when_parted_by_room_then_by_an_empty_line() -> None:
    words = [a_word("正文", y=110 + 28 * i + (20 if i >= 3 else 0)) for i in range(6)]
    assert lines_of(Page(595, 842, tuple(words))) == ["正文"] * 3 + [""] + ["正文"] * 3


def test_lookalikes_when_printed_for_common_characters_then_put_right() -> None:
    assert plain("⼀是⽼⺠反映的⻓期问题⻓") == "一是老民反映的长期问题长"
    assert plain("①（一）ＡＢ㈠") == "①（一）ＡＢ㈠"  # real characters of the paper stay


@given(
    st.lists(
        st.lists(
            st.builds(
                Word,
                text=st.text(
                    st.characters(min_codepoint=33, exclude_categories=("C", "Z")), min_size=1, max_size=6
                ),
                left=st.floats(-50, 600),
                top=st.floats(-50, 900),
                right=st.floats(-50, 600),
                bottom=st.floats(-50, 900),
            ),
            max_size=12,
        ),
        max_size=4,
    )
)
def test_any_words_when_placed_anywhere_then_none_is_lost(given_pages: list[list[Word]]) -> None:
    result = document([Page(595, 842, tuple(words)) for words in given_pages], "application/pdf")
    kept = "".join((result.text, *result.header, *result.footer))
    for words in given_pages:
        for word in words:
            assert set(plain(word.text)) <= set(kept)
