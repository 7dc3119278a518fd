"""Do the main job on the sample papers with the real commands, say where the results are, serve the demo.

With ``SERVE=0`` in the environment it ends after the job.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len

from duizhao.i18n import preferred_language

ROOT = Path(__file__).resolve().parent.parent
# One by one: the list of samples beside these folders is a text too, and no paper.
LAST_YEAR, THIS_YEAR = "examples/2024", "examples/2025"
SAMPLES = (LAST_YEAR, THIS_YEAR, "examples/other")
OUT = Path("out")
WIDTH = 80
DEMO = ROOT / OUT / "demo"
PORTS = range(8000, 8020)


@dataclass(frozen=True, slots=True)
class Step:
    """One command, what it is for in both languages, and the file or folder it writes, if any."""

    zh: str
    en: str
    arguments: tuple[str, ...]
    result: Path | None = None
    folder: Path | None = None

    def words(self, language: str) -> str:
        return self.en if language == "en" else self.zh


STEPS = (
    Step("各份材料里有什么", "What the papers hold", ("extract", *SAMPLES, "--format", "table")),
    Step(
        "网页：原文与提取结果对照",
        "Page: text and findings side by side",
        ("extract", *SAMPLES, "--format", "html"),
        OUT / "材料.html",
    ),
    Step("整改台账", "Rectification ledger", ("ledger", *SAMPLES, "--force"), OUT / "整改台账.xlsx"),
    Step(
        "网页：问题与原因、措施的对应",
        "Page: problems with their causes and measures",
        ("trace", *SAMPLES, "--format", "html"),
        OUT / "对应.html",
    ),
    Step(
        "网页：文字重合",
        "Page: text that stands in two papers",
        ("compare", *SAMPLES, "--format", "html"),
        OUT / "文字重合.html",
    ),
    Step(
        "网页：校核提示，原文标出位置",
        "Page: what the checks say, marked in the papers",
        ("check", *SAMPLES, "--format", "html", "--fail-on", "never"),
        OUT / "校核.html",
    ),
    Step(
        "本年材料的 Word 批注和有把握的修订",
        "This year's papers in Word, with comments and certain corrections",
        ("check", THIS_YEAR, "--format", "json", "--annotate", "--fix", "--force", "--fail-on", "never"),
        OUT / "校核.json",
        OUT / "批注",
    ),
    Step(
        "上年的问题今年再次出现",
        "Problems of last year that are back",
        ("recur", LAST_YEAR, THIS_YEAR),
        OUT / "再次出现.txt",
    ),
)


def main() -> int:
    """Run the steps in order; stop at the first that fails and return its exit status."""
    language = preferred_language()
    (ROOT / OUT).mkdir(exist_ok=True)
    for step in STEPS:
        written = ("--output", str(step.result)) if step.result else ()
        beside = ("--into", str(step.folder)) if step.folder else ()
        arguments = [*step.arguments, *written, *beside]
        print(f"\n{step.words(language)}\n{_typed(arguments)}", flush=True)
        status = subprocess.run(
            [sys.executable, "-m", "duizhao", *arguments], cwd=ROOT, check=False
        ).returncode
        if status:
            return status
    print()
    print(f"Results in {ROOT / OUT}:" if language == "en" else f"结果在 {ROOT / OUT}：")
    shown = [(path.name, step.words(language)) for step in STEPS if (path := step.folder or step.result)]
    width = max(cell_len(name) for name, _ in shown)
    for name, words in shown:
        print(f"  {name}{' ' * (width - cell_len(name))}  {words}")
    return 0 if os.environ.get("SERVE") == "0" else _serve(language)


def _serve(language: str) -> int:
    """Load the demo where it is not there yet, and serve it until told to stop."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DUIZHAO_URL")}
    environment = kept | {"DUIZHAO_DATA": str(DEMO)}
    port = str(next(filter(_is_free, PORTS), 0))
    logins = DEMO / "logins.txt"
    if logins.exists():
        print(
            "\nThe demo loaded earlier (make clean removes it):"
            if language == "en"
            else "\n此前载入的演示（make clean 可清除）："
        )
        print("".join(logins.read_text(encoding="utf-8").splitlines(keepends=True)[1:]), flush=True)
        arguments = ["serve", "--port", port]
    else:
        shutil.rmtree(DEMO, ignore_errors=True)  # half a demo, of a run that was stopped
        print("\n$ duizhao demo", flush=True)
        arguments = ["demo", "--port", port]
    try:
        return subprocess.run(
            [sys.executable, "-m", "duizhao", *arguments], cwd=ROOT, env=environment, check=False
        ).returncode
    except KeyboardInterrupt:
        return 0


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) != 0


def _typed(arguments: list[str]) -> str:
    """Return the command as one types it, broken where it would not fit on a narrow terminal."""
    lines = ["$ duizhao"]
    for argument in arguments:
        if cell_len(lines[-1]) + cell_len(argument) + len(" \\ ") > WIDTH:
            lines[-1] += " \\"
            lines.append("   ")
        lines[-1] += f" {argument}"
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
