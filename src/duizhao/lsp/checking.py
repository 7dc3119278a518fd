"""One text of an editor, checked as ``duizhao check`` would check the file, with the settings near it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from duizhao.config import NAME
from duizhao.engine import InMemory
from duizhao.engine.asking import Plan, load
from duizhao.engine.checking import check
from duizhao.errors import DuizhaoError
from duizhao.record import Examined, Failure

SUFFIXES: Final = (".txt", ".text", ".md", ".markdown")


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What was found in a text: the text as checks see it, and its findings, or why there are none."""

    text: str
    examined: Examined | None = None
    error: DuizhaoError | None = None
    settings_error: DuizhaoError | None = None


class Checker:
    """Checks texts; ``config`` takes the place of every duizhao.toml near them."""

    def __init__(self, config: Path | None = None, frameworks: Path | None = None) -> None:
        self._config = config
        self._frameworks = frameworks
        self._plans: dict[Path, tuple[tuple[int, int], Plan]] = {}

    def check(self, path: str, text: str, roots: Sequence[Path] = ()) -> Answer:
        """Return what the checks say of a text that is, or will be, the file ``path``."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        try:
            plan = self._plan(Path(path), roots)
        except DuizhaoError as error:
            return Answer(text, settings_error=error)
        # With its mark the text is UTF-8 beyond doubt, however short it is.
        paper = InMemory(path, text.encode("utf-8-sig", "replace"))
        (found,) = check([paper], plan, jobs=1, frameworks=self._frameworks)
        if isinstance(found, Failure):
            return Answer(text, error=found.error)
        return Answer(text, found)

    def _plan(self, path: Path, roots: Sequence[Path]) -> Plan:
        settings = self._config or next((one for one in _near(path, roots) if one.is_file()), None)
        if settings is None:
            return Plan()
        facts = settings.stat()
        stamp = facts.st_mtime_ns, facts.st_size
        known = self._plans.get(settings)
        if known is None or known[0] != stamp:
            known = self._plans[settings] = stamp, Plan(load(settings, frameworks=self._frameworks))
        return known[1]


def _near(path: Path, roots: Sequence[Path]) -> Iterator[Path]:
    """Yield where settings may stand: in the file's folder, then in those above it within the workspace."""
    if not path.is_absolute():
        return
    yield path.parent / NAME
    root = next((root for root in roots if root in path.parents), path.parent)
    for folder in path.parent.parents:
        if root == folder or root in folder.parents:
            yield folder / NAME
