"""Help texts break where Chinese may break and fit their width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from duizhao.cli.help import Formatter
from duizhao.text.columns import width_of, wrap

WORDS = st.text(st.sampled_from("问题原因，。：“”（）ab c"), max_size=80)


def test_width_when_counted_then_as_shown() -> None:
    assert width_of("问a，") == 5
    assert width_of("e\u0301") == 1


def test_text_when_wrapped_then_marks_stay_with_their_words() -> None:
    assert wrap("一二三。四五（六七）八", 7) == ["一二", "三。四", "五（六", "七）八"]
    assert wrap("见 extract 命令", 8) == ["见", "extract", "命令"]
    assert wrap("", 10) == [""]


@given(WORDS, st.integers(6, 40))
def test_text_when_wrapped_then_nothing_is_lost(text: str, width: int) -> None:
    assert "".join(wrap(text, width)).replace(" ", "") == text.replace(" ", "")


@given(st.text(st.sampled_from("问题原因a "), max_size=80), st.integers(6, 40))
def test_text_when_wrapped_then_fits(text: str, width: int) -> None:
    words = max((len(word) for word in text.replace("问", " ").split()), default=0)

    assert all(width_of(line) <= max(width, words + 2) for line in wrap(text, width))


def test_list_when_a_term_is_long_then_its_text_stands_below() -> None:
    formatter = Formatter(width=30)

    formatter.write_dl(
        [("--很长很长很长很长很长的选项", "解释"), ("-o", "另一条解释很长很长很长")], col_max=10
    )

    assert formatter.getvalue().splitlines() == [
        "--很长很长很长很长很长的选项",
        "            解释",
        "-o          另一条解释很长很长",
        "            很长",
    ]
