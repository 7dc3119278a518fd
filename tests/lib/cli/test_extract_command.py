"""``duizhao extract``: inputs, formats, failures, streams, statuses."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_extract_when_file_then_one_line_and_status_0(run: Run, paper: Path) -> None:
    result = run("extract", paper)

    (record,) = lines(result.out)
    assert (result.status, result.err) == (0, "")
    assert record["schema"] == "duizhao.material/1"
    assert record["source"]["path"] == str(paper)


@pytest.mark.parametrize("jobs", [[], ["--jobs", "2"]])
def test_extract_when_some_cannot_be_read_then_all_answered_in_order(
    run: Run, paper: Path, tmp_path: Path, jobs: list[str]
) -> None:
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")

    result = run("extract", "gone.txt", paper, empty, paper, *jobs)

    answers = lines(result.out)
    assert result.status == 2
    assert [answer["source"]["path"] for answer in answers] == [
        "gone.txt",
        str(paper),
        str(empty),
        str(paper),
    ]
    assert answers[0] == {
        "source": {"path": "gone.txt"},
        "error": {"code": "not_found", "message": "找不到文件或文件夹"},
    }
    assert answers[2]["error"]["code"] == "empty"
    assert result.err.splitlines() == [
        "错误：gone.txt：找不到文件或文件夹",
        f"错误：{empty}：文件是空的，没有任何内容",
    ]


def test_extract_when_folder_then_known_files_in_path_order(run: Run, paper: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.txt").write_bytes(paper.read_bytes())
    (tmp_path / "a.png").write_bytes(b"\x89PNG")

    paths = [answer["source"]["path"] for answer in lines(run("extract", tmp_path).out)]

    assert paths == [str(tmp_path / "b" / "x.txt"), str(paper)]


def test_extract_when_standard_input_then_path_is_a_dash(run: Run, paper: Path) -> None:
    first, second = lines(run("extract", "-", paper, stdin=paper.read_bytes()).out)

    assert first["source"]["path"] == "-"
    assert first["problems"] == second["problems"]


def test_extract_when_folder_is_empty_then_a_word_and_status_0(run: Run, tmp_path: Path) -> None:
    result = run("extract", tmp_path)

    assert (result.status, result.out) == (0, "")
    assert result.err.startswith("没有找到可读的材料")


def test_extract_when_json_then_one_array_of_the_same_objects(run: Run, paper: Path) -> None:
    array = run("extract", paper, "gone.txt", "--format", "json")

    assert json.loads(array.out) == lines(run("extract", paper, "gone.txt").out)


def test_extract_when_json_of_nothing_then_an_empty_array(run: Run, tmp_path: Path) -> None:
    assert json.loads(run("extract", tmp_path, "-f", "json").out) == []


def test_extract_when_table_then_counts(run: Run, paper: Path) -> None:
    result = run("extract", paper, "-f", "table")

    row = next(line for line in result.out.splitlines() if line.startswith("水务局.txt"))
    assert row.split()[1:8] == ["个人", "2023", "1", "2", "1", "1", "1"]


def test_extract_when_page_then_whole_file(run: Run, paper: Path, tmp_path: Path) -> None:
    output = tmp_path / "page.html"

    result = run("extract", paper, "gone.txt", "-f", "html", "-o", output)

    page = output.read_text(encoding="utf-8")
    assert result.status == 2
    assert result.out == ""
    assert page.startswith("<!doctype html>")
    assert page.endswith("</html>\n")
    assert "学用结合不紧" in page
    assert "gone.txt" in page


def test_extract_when_english_then_messages_are(run: Run) -> None:
    (answer,) = lines(run("extract", "gone.txt", "--lang", "en").out)

    assert answer["error"]["message"] == "No such file or folder"


def test_output_when_the_run_fails_then_the_old_file_stays(run: Run, paper: Path, tmp_path: Path) -> None:
    output = tmp_path / "old.jsonl"
    output.write_text("old", encoding="utf-8")
    packs = tmp_path / "packs" / "mine"
    packs.mkdir(parents=True)
    (packs / "1.yaml").write_text("schema: [", encoding="utf-8")

    result = run("extract", paper, "--frameworks", packs.parent, "-o", output)

    assert result.status == 2
    assert result.err.startswith("错误：")
    assert output.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.jsonl", "packs", paper.name]


@pytest.mark.skipif(os.name == "nt", reason="devices of POSIX")
def test_output_when_a_device_then_written_to_and_not_replaced(run: Run, paper: Path) -> None:
    assert run("extract", paper, "-o", "/dev/null").status == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_extract_when_interrupted_then_status_130_without_a_word(paper: Path, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(2000):
        (folder / f"{number}.txt").write_bytes(paper.read_bytes())
    process = subprocess.Popen(
        [sys.executable, "-m", "duizhao", "extract", str(folder), "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # Tests run in the background of a shell inherit an ignored Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdout is not None
    process.stdout.read(1)

    os.killpg(process.pid, signal.SIGINT)
    # The pipes end only when the workers are gone as well.
    _out, err = process.communicate(timeout=60)

    assert process.returncode == 130
    assert err.decode().strip() == ""


def test_progress_when_not_a_terminal_then_nothing_on_stderr(run: Run, paper: Path) -> None:
    assert run("extract", *[paper] * 40).err == ""
