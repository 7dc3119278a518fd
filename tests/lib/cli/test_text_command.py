"""``duizhao text`` prints what spans point into, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_text_when_printed_then_the_file_character_for_character(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff　　一、问题\r\n\r\n尾 ".encode())

    result = run("text", path)

    assert (result.status, result.out, result.err) == (0, "　　一、问题\n\n尾 ", "")


def test_text_when_compared_with_spans_then_they_fit(run: Run, paper: Path) -> None:
    text = run("text", paper).out
    record = json.loads(run("extract", paper).out)

    start, end = record["problems"][0]["span"]
    assert (
        text[start:end]
        == "一是学用结合不紧。学得多、用得少。比如，去年七月学完防汛条例，直到汛后也没有修订预案。"
    )
    assert record["source"]["characters"] == len(text)


def test_text_when_from_standard_input_then_the_same(run: Run, paper: Path, paper_text: str) -> None:
    assert run("text", "-", stdin=paper.read_bytes()).out == paper_text


def test_text_when_output_is_named_then_written_there(
    run: Run, paper: Path, paper_text: str, tmp_path: Path
) -> None:
    output = tmp_path / "out.txt"

    result = run("text", paper, "-o", output)

    assert (result.status, result.out, result.err) == (0, "", "")
    assert output.read_bytes() == paper_text.encode()


def test_text_when_file_is_missing_then_status_2_and_nothing_on_stdout(run: Run) -> None:
    result = run("text", "gone.txt")

    assert (result.status, result.out) == (2, "")
    assert result.err == "错误：gone.txt：找不到文件或文件夹\n"


def test_text_when_output_cannot_be_written_then_says_so(run: Run, paper: Path, tmp_path: Path) -> None:
    result = run("text", paper, "-o", tmp_path / "nowhere" / "out.txt")

    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("错误：文件写不进去：")
