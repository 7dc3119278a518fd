"""Installs the other checkers with npm, once, under ``.tools/peers``, and asks them."""

from __future__ import annotations

import difflib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / ".tools" / "peers"
PACKAGES: Final = (
    "autocorrect-node@2.14.0",
    "zhlint@0.8.2",
    "textlint@15.8.0",
    "@textlint/kernel@15.8.0",
    "@textlint/textlint-plugin-text@15.8.0",
    "@textlint-rule/textlint-rule-no-unmatched-pair@2.0.4",
)
# textlint has no rules of its own; of those for any language this one speaks of pairs.
PEERS: Final = {
    "autocorrect": "AutoCorrect 2.14.0",
    "zhlint": "zhlint 0.8.2",
    "textlint": "textlint 15.8.0 (unmatched pairs)",
}


@dataclass(frozen=True, slots=True)
class Message:
    """Where a checker says something, in code points, and what kind of thing."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a checker says of each text, and the CPU seconds from text to answer."""

    messages: tuple[tuple[Message, ...], ...]
    seconds: float


def install() -> str | None:
    """Install the checkers; return why that is not possible, or ``None``."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        return "node and npm are not installed"
    wanted = FOLDER / ".installed"
    if wanted.is_file() and wanted.read_text(encoding="utf-8") == "\n".join(PACKAGES):
        return None
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    command = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--ignore-scripts", *PACKAGES]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"npm install failed: {(done.stderr or done.stdout).strip()[-300:]}"
    wanted.write_text("\n".join(PACKAGES), encoding="utf-8")
    return None


def ask(name: str, texts: Sequence[str]) -> Said:
    """Return what one of the checkers says of texts, all in one process."""
    script = Path(__file__).with_name("checkers.mjs")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(list(texts)), encoding="utf-8")
        command = ["node", str(script), str(FOLDER), name, str(file)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr[-500:]}")
    answer = json.loads(done.stdout)
    found = (tuple(messages(text, said)) for text, said in zip(texts, answer["said"], strict=True))
    return Said(tuple(found), answer["seconds"])


def messages(text: str, said: Sequence[Any]) -> Iterator[Message]:
    """Yield what a checker said of a text: places in UTF-16 units, or lines before and after."""
    starts, wide = _lines(text), _wide(text)
    for one in said:
        if isinstance(one, dict):  # a line before and after: what differs is what is meant
            yield from _changed(one["old"], one["new"], starts[one["line"] - 1])
        else:
            yield Message(_code_point(one[0], wide), _code_point(one[1], wide), one[2])


def _changed(old: str, new: str, start: int) -> Iterator[Message]:
    for tag, left, right, to, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Message(start + left, start + max(right, left + 1), f"{old[left:right]} > {new[to:end]}")


def _lines(text: str) -> list[int]:
    return [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]


def _wide(text: str) -> list[int]:
    """Return where, in UTF-16 units, characters of two units stand."""
    found = (at for at, character in enumerate(text) if character > "\uffff")
    return [at + earlier for earlier, at in enumerate(found)]


def _code_point(unit: int, wide: Sequence[int]) -> int:
    return unit - sum(at < unit for at in wide)
