"""How long a Word paper takes to read, ours beside two peers, and what hostile files cost.

The paper has the size of a real one (60 paragraphs, about 4,400 characters) and is written twice: by
python-docx, whose template carries 340 KB of styles, and as Word writes it, in three runs a paragraph, each
with its own looks, numbered automatically.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import docx
from docx2python import docx2python

from duizhao.readers import read

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "lib" / "readers"))

import wordfile
from hostile import HOSTILE, Hostile

HEADINGS = ("存在的问题", "原因分析", "整改措施")
SENTENCES = (
    "抓工作落实的劲头有时不够足，任务布置下去以后，跟踪问效不够及时。",
    "到基层走访多是听情况介绍，同群众面对面谈的时间少。",
    "遇到需要几个部门一起办的事，主动上门商量不多。",
)
# A process of its own for each hostile file, since a peak of memory never falls again.
MEASURED = """
import json, sys, time
from pathlib import Path
from duizhao.errors import ReadError
from duizhao.readers import read
data = Path(sys.argv[1]).read_bytes()
start = time.perf_counter()
try:
    code = f"read, {len(read(data, sys.argv[2]).text):,} characters"
except ReadError as error:
    code = str(error.code)
seconds = time.perf_counter() - start
try:
    # The kernel's figure for this program alone; getrusage's still holds its parent's.
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
except OSError:
    peak = float("nan")
print(json.dumps([seconds, peak, code]))
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables; exit status 1 if a hostile file was answered wrongly or too dearly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="the best of so many rounds is taken")
    options = parser.parse_args(arguments)
    print_speed(options.rounds)
    return 0 if print_hostile() else 1


def print_speed(rounds: int) -> None:
    """Print milliseconds a document for each reader on both papers."""
    papers = {"by python-docx": paper_of_python_docx(), "as Word writes it": paper_of_word()}
    print("reader                       " + "".join(f"{name:>20}" for name in papers) + "   numbers")
    ours: list[float] = []
    for name, reader in READERS.items():
        times = [milliseconds(partial(reader, data), rounds) for data in papers.values()]
        ours = ours or times
        cells = "".join(
            f"{took:>9.2f} ms{took / mine:>6.1f} ×" for took, mine in zip(times, ours, strict=True)
        )
        numbered = "yes" if "（一）" in reader(papers["as Word writes it"]) else "no"
        print(f"{name:<29}{cells}   {numbered}")
    print("bytes                        " + "".join(f"{len(data):>20,}" for data in papers.values()))


def print_hostile() -> bool:
    """Print what each hostile file costs; return whether all were answered well."""
    print(f"\n{'hostile file':<30}{'bytes':>12}{'seconds':>9}{'peak MB':>9}  answer (bars: 1 s, 150 MB)")
    sound = True
    with tempfile.TemporaryDirectory() as folder:
        for hostile in HOSTILE:
            size, seconds, peak, answer = measured(hostile, Path(folder) / "file")
            code = "" if answer.startswith("read") else answer
            good = code in hostile.codes and seconds <= 1 and not peak > 150
            sound &= good
            print(
                f"{hostile.name:<30}{size:>12,}{seconds:>9.3f}{peak:>9.0f}  {answer}{'' if good else '  <<<'}"
            )
    return sound


def measured(hostile: Hostile, path: Path) -> tuple[int, float, float, str]:
    """Return (bytes, seconds to read, peak memory of the process in MB, what came of it)."""
    path.write_bytes(hostile.make())
    command = [sys.executable, "-c", MEASURED, str(path), hostile.filename]
    done = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")
    seconds, peak, answer = json.loads(done.stdout)
    return path.stat().st_size, seconds, peak, answer


def milliseconds(act: Callable[[], object], rounds: int) -> float:
    """Return the best time of one call."""
    act()
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(10):
            act()
        best = min(best, (time.perf_counter() - start) / 10)
    return best * 1000


def lines() -> list[tuple[int, str]]:
    """Return 60 lines of neutral text with their levels: 0 to 2, and -1 for plain ones."""
    made: list[tuple[int, str]] = [(-1, "某县某局领导班子对照检查材料")]
    for heading in HEADINGS:
        made.append((0, heading))
        for part in range(6):
            made.append((1, f"第{part + 1}个方面的情况"))
            made += [(2, "".join(SENTENCES)) for _ in range(2)]
    return [*made, *[(-1, SENTENCES[0])] * (60 - len(made))]


def paper_of_python_docx() -> bytes:
    """Return the paper with its numbers typed in."""
    document = docx.Document()
    marks = {-1: "", 0: "一、", 1: "（一）", 2: "一是"}
    for level, text in lines():
        document.add_paragraph(marks[level] + text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def paper_of_word() -> bytes:
    """Return the paper as Word writes it: numbered, in runs with fonts and sizes of their own."""
    numbering = wordfile.abstract(
        1,
        wordfile.level(0, "chineseCounting", "%1、"),
        wordfile.level(1, "chineseCounting", "（%2）"),
        wordfile.level(2, "decimal", "%3."),
    )
    look = '<w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hint="eastAsia"/>'
    look += '<w:sz w:val="32"/><w:szCs w:val="32"/>'
    shape = '<w:spacing w:line="579" w:lineRule="exact"/>'
    shape += '<w:ind w:firstLine="640" w:firstLineChars="200"/><w:jc w:val="both"/>'
    blocks = [
        wordfile.p(
            *(wordfile.r(text[at : at + 25], look) for at in range(0, len(text), 25)),
            num=1 if level >= 0 else None,
            level=level if level >= 0 else None,
            style="a",
            properties=shape,
            mark=look,
        )
        for level, text in lines()
    ]
    styles = wordfile.style("a", f"<w:rPr>{look}</w:rPr>", more=' w:default="1"')
    return wordfile.docx(*blocks, numbering=numbering + wordfile.num(1, 1), styles=styles)


def by_docx2python(data: bytes) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says itself that it does not know Chinese numbers
        with docx2python(io.BytesIO(data)) as found:
            return str(found.text)


READERS: dict[str, Callable[[bytes], str]] = {
    "duizhao, with looks": lambda data: read(data, "a.docx").text,
    "python-docx, paragraphs": lambda data: "\n".join(
        p.text for p in docx.Document(io.BytesIO(data)).paragraphs
    ),
    "docx2python, text": by_docx2python,
}

if __name__ == "__main__":
    sys.exit(main())
