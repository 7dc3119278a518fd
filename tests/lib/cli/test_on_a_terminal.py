"""What a person at a terminal sees, and what stays out of the way."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals of POSIX")

ENVIRONMENT = os.environ | {"DUIZHAO_LANG": "zh", "TERM": "xterm", "COLUMNS": "120", "NO_COLOR": ""}


def on_terminal(arguments: list[str], *, out: bool, err: bool, **variables: str) -> tuple[int, str, str]:
    """Run the program with standard output or error (or both) on a terminal; return status and both texts."""
    import pty

    main, side = pty.openpty()
    shown: list[bytes] = []

    def read() -> None:
        while True:
            try:
                data = os.read(main, 65536)
            except OSError:  # the last process that held the terminal is gone
                return
            if not data:
                return
            shown.append(data)

    reader = threading.Thread(target=read)
    reader.start()
    process = subprocess.Popen(
        [sys.executable, "-m", "duizhao", *arguments],
        stdout=side if out else subprocess.PIPE,
        stderr=side if err else subprocess.PIPE,
        env=ENVIRONMENT | variables,
    )
    os.close(side)
    piped = process.communicate(timeout=60)
    reader.join(timeout=60)
    os.close(main)
    terminal = b"".join(shown).decode().replace("\r\n", "\n")
    return process.returncode, terminal, (piped[0] or piped[1] or b"").decode()


@pytest.fixture
def papers(tmp_path: Path, paper_text: str) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(paper_text, encoding="utf-8")
    return folder


def test_progress_when_somebody_watches_then_a_bar_that_goes_away(papers: Path) -> None:
    status, shown, document = on_terminal(["extract", str(papers)], out=False, err=True)

    assert status == 0
    assert "读取材料" in shown
    assert "30/30" in shown or "/30" in shown
    assert shown.rstrip("\n").endswith("\x1b[2K")  # the bar's line is erased at the end
    assert document.count("\n") == 30


def test_progress_when_the_document_goes_to_the_terminal_then_no_bar(papers: Path) -> None:
    _status, shown, _ = on_terminal(["extract", str(papers)], out=True, err=True)

    assert "读取材料" not in shown
    assert shown.count('"schema"') == 30


def test_failure_when_it_stands_in_the_document_on_the_terminal_then_not_said_twice(paper: Path) -> None:
    status, shown, _ = on_terminal(["extract", str(paper), "gone.txt"], out=True, err=True)

    assert status == 2
    assert shown.count("找不到文件") == 1


def test_table_when_the_terminal_is_wide_then_a_long_name_stays_whole(papers: Path) -> None:
    name = "一份名字很长很长很长很长的材料最终稿.txt"
    (papers / "00.txt").rename(papers / name)

    _status, shown, _ = on_terminal(["extract", str(papers), "--format", "table"], out=True, err=False)

    assert name in shown
    assert 80 < max(len(line) for line in shown.splitlines() if line.startswith("─")) <= 120


def test_text_when_it_has_no_line_end_then_the_terminal_gets_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、问题", encoding="utf-8")

    assert on_terminal(["text", str(path)], out=True, err=False)[1] == "一、问题\n"


def test_table_when_styled_then_only_bold_and_dim(papers: Path) -> None:
    _status, shown, _ = on_terminal(["extract", str(papers), "--format", "table"], out=True, err=False)

    assert set(re.findall(r"\x1b\[(\d+(?:;\d+)*)m", shown)) == {"0", "1", "2"}


def test_table_when_no_color_is_asked_for_then_plain(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENVIRONMENT, "NO_COLOR", "1")

    _status, shown, _ = on_terminal(["extract", str(papers), "--format", "table"], out=True, err=False)

    assert "\x1b" not in shown


@pytest.mark.parametrize("command", ["check", "trace", "compare", "extract", "frameworks"])
def test_table_when_the_terminal_is_dumb_or_narrow_then_plain_and_readable(
    command: str, papers: Path
) -> None:
    rest = ["list"] if command == "frameworks" else [str(papers / "00.txt")]
    rest += ["-f", "table"] if command == "extract" else []
    _status, shown, _ = on_terminal([command, *rest], out=True, err=False, TERM="dumb", COLUMNS="3")

    assert "\x1b" not in shown
    widths = [sum(1 + (character > "\u2e80") for character in line) for line in shown.splitlines()]
    assert 20 < max(widths) <= 40
