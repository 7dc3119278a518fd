"""Do the main job on the sample papers with the real commands and say where the results are."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from duizhao.i18n import preferred_language

ROOT = Path(__file__).resolve().parent.parent
# One by one: the list of samples beside these folders is a text too, and no paper.
LAST_YEAR, THIS_YEAR = "examples/2024", "examples/2025"
SAMPLES = (LAST_YEAR, THIS_YEAR, "examples/other")
OUT = Path("out")


@dataclass(frozen=True, slots=True)
class Step:
    """One command, what it is for in both languages, and the file it writes, if any."""

    zh: str
    en: str
    arguments: tuple[str, ...]
    result: Path | None = None

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
    Step("上年的问题今年再次出现", "Problems of last year that are back", ("recur", LAST_YEAR, THIS_YEAR)),
)


def main() -> int:
    """Run the steps in order; stop at the first that fails and return its exit status."""
    language = preferred_language()
    (ROOT / OUT).mkdir(exist_ok=True)
    for step in STEPS:
        written = ("--output", str(step.result)) if step.result else ()
        arguments = [*step.arguments, *written]
        print(f"\n{step.words(language)}\n$ duizhao {' '.join(arguments)}", flush=True)
        status = subprocess.run(
            [sys.executable, "-m", "duizhao", *arguments], cwd=ROOT, check=False
        ).returncode
        if status:
            return status
    print()
    for step in STEPS:
        if step.result:
            print(f"{step.words(language)}: {ROOT / step.result}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
