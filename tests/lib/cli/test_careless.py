"""What a careless person types is answered in one line that names the file and the cure."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

WRITING = [
    ("text",),
    ("outline",),
    ("extract",),
    ("check",),
    ("trace", "-f", "xlsx"),
    ("compare",),
]


@pytest.mark.parametrize("command", WRITING, ids=lambda command: command[0])
def test_output_when_it_is_the_paper_then_refused(command: tuple[str, ...], run: Run, paper: Path) -> None:
    before = paper.read_bytes()
    result = run(*command, paper, "-o", paper)

    assert (result.status, result.out) == (2, "")
    assert result.err.endswith(f"错误：{paper} 是要读的材料，不能写到那里；请换一个文件名\n")
    assert paper.read_bytes() == before


@pytest.mark.parametrize("command", WRITING[1:], ids=lambda command: command[0])
def test_output_when_it_is_a_paper_of_the_folder_then_refused(
    command: tuple[str, ...], run: Run, paper: Path
) -> None:
    assert "是要读的材料" in run(*command, paper.parent, "-o", paper).err
    assert "是要读的材料" in run(*command, paper.parent / "*.txt", "-o", paper).err


def test_output_when_it_is_one_of_the_two_years_then_refused(run: Run, paper: Path, tmp_path: Path) -> None:
    last = tmp_path / "上年.txt"
    last.write_bytes(paper.read_bytes())
    assert "是要读的材料" in run("recur", last, paper, "-o", last).err


def test_output_when_it_was_no_paper_then_written_anew(run: Run, paper: Path, tmp_path: Path) -> None:
    output = tmp_path / "结果.json"
    assert run("extract", paper.parent, "-o", output).status == 0
    assert run("extract", paper.parent, "-o", output).status == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-o", ""), "文件名是空的"),
        (("-j", "abc"), "'abc' 不是 整数"),
        (("--baseline", "{paper}"), "{paper} 不是 duizhao check --format json 的结果"),
        (("--config", "{wrong}"), "{wrong} 第 1 行：不合 TOML 的写法：值的写法不对；文字要加英文双引号"),
    ],
)
def test_option_when_wrong_then_said_in_a_line(
    arguments: tuple[str, ...], words: str, run: Run, paper: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("words = 甲\n", encoding="utf-8")
    names = {"paper": paper, "wrong": wrong}
    result = run("check", paper, *(each.format(**names) for each in arguments))

    assert (result.status, result.out) == (2, "")
    assert words.format(**names) in result.err.splitlines()[-1]


def test_file_when_its_error_does_not_name_it_then_named(run: Run, paper: Path, tmp_path: Path) -> None:
    gone = tmp_path / "没有.toml"
    said = {
        run("ledger", paper, "-o", "-", "--columns", gone).err: f"错误：{gone}：找不到文件或文件夹\n",
        run("compare", paper, "--against", paper).err: f"错误：{paper}：索引文件不能用：不是文字重合索引\n",
        run("index", "list", paper).err: f"错误：{paper}：索引文件不能用：不是文字重合索引\n",
        run("index", "add", paper, paper).err: f"错误：{paper}：索引文件不能用：不是文字重合索引\n",
        run("index", "drop", paper, "x").err: f"错误：{paper}：索引文件不能用：不是文字重合索引\n",
        run("compare", paper, "--source", "").err.splitlines()[-1]: "文件名是空的",
        run("ledger", "merge", "", "-o", "-").err.splitlines()[-1]: "文件名是空的",
    }
    for line, words in said.items():
        assert line.endswith(words)


def test_merge_when_the_output_is_given_and_is_not_there_then_not_found(run: Run, tmp_path: Path) -> None:
    gone = tmp_path / "没有.csv"
    assert run("ledger", "merge", gone, "-o", gone).err.startswith(f"错误：{gone}：找不到文件或文件夹\n")
    assert run("ledger", "merge", "-", "-o", "-").err.startswith("错误：-：找不到文件或文件夹")


@pytest.mark.skipif(os.name == "nt", reason="names of 255 characters there")
def test_output_when_its_name_is_as_long_as_it_may_be_then_written(
    run: Run, paper: Path, tmp_path: Path
) -> None:
    for command, suffix in (("extract", ".json"), ("ledger", ".csv")):
        output = tmp_path / ("长" * 80 + "a" * (15 - len(suffix)) + suffix)
        assert run(command, paper, "-o", output).status == 0
        assert output.exists()


@pytest.mark.skipif(os.name == "nt", reason="folders are closed in another way there")
def test_output_when_its_folder_is_closed_then_said(paper: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    # Root may write anywhere, unless it is started without that right.
    as_others = ["setpriv", "--bounding-set=-all"] if os.geteuid() == 0 else []
    for command in ("extract", "ledger"):
        done = subprocess.run(
            [*as_others, sys.executable, "-m", "duizhao", command, str(paper), "-o", str(closed / "a.csv")],
            capture_output=True,
            check=False,
        )
        assert done.stderr.decode() == f"错误：文件写不进去：{closed / 'a.csv'}：没有权限\n"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", ["check", "trace", "compare", "ledger"])
def test_workbook_when_written_then_excel_takes_the_names_of_its_sheets(
    command: str, language: str, run: Run, paper: Path, tmp_path: Path
) -> None:
    other = tmp_path / "another.txt"
    other.write_text(paper.read_text(encoding="utf-8") + "（二）抓好落实。\n", encoding="utf-8")
    output = tmp_path / "t.xlsx"
    form = [] if command == "ledger" else ["-f", "xlsx"]
    result = run(command, paper, other, *form, "-o", output, "--lang", language)

    assert result.status in {0, 1}, result.err
    with zipfile.ZipFile(output) as book:
        names = re.findall('<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    assert names
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_names_allowed_when_listed_then_joined_as_the_language_does(run: Run, paper: Path) -> None:
    arguments = ("ledger", paper, "-o", "-", "--columns", "没有")
    assert "default、audit、inspection" in run(*arguments).err
    assert "default, audit, inspection" in run(*arguments, "--lang", "en").err
    arguments = ("check", paper, "--select", "没有")
    assert "structure、numbering" in run(*arguments).err
    assert "structure, numbering" in run(*arguments, "--lang", "en").err
