"""What the reports on shared text say in words: why two papers share some, what was left out, names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Final

from duizhao.i18n import Translator
from duizhao.record import Comparison, Pair


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


RELATIONS: Final[dict[str, str]] = {
    "same_author": _("署名相同"),
    "team_chief": _("班子材料与主要负责人材料"),
}
KINDS: Final = {"exact": _("完全相同"), "edited": _("略有改动")}


def relation(pair: Pair, _: Translator) -> str | None:
    """Return why two papers may well share text, where it is known."""
    if pair.source is None:
        return None
    if pair.source in RELATIONS:
        return _(RELATIONS[pair.source])
    return _("已登记来源：%(path)s") % {"path": os.path.basename(pair.source)}  # noqa: PTH119 (as written)


def shared(pair: Pair) -> int:
    """Return how many characters the passages of a pair have."""
    return sum(passage.length for passage in pair.passages)


def percent(share: float) -> str:
    """Return a share as a person reads it."""
    return f"{share * 100:.1f}%" if share < 0.9995 else "100%"


def left_out(comparison: Comparison, _: Translator) -> str:
    """Return the sentence on what was not counted."""
    return _("套话、标题、固定表述等 %(phrases)s 条、共 %(characters)s 字不计入重合") % {
        "phrases": comparison.discounted.phrases,
        "characters": comparison.discounted.characters,
    }


def remarks(comparison: Comparison, _: Translator, *, folder: str = "") -> Iterator[str]:
    """Yield the sentences on papers with the same text and on very short ones, named without ``folder``."""
    for group in comparison.identical:
        names = _("、").join(path.removeprefix(folder) for path in group)
        yield _("内容完全相同，只取第一份参加比对：%(paths)s") % {"paths": names}
    for path in comparison.short:
        yield _("%(path)s 不足 100 字，只比对整句") % {"path": path.removeprefix(folder)}


def paths(comparison: Comparison) -> list[str]:
    """Return the paths named in a comparison, without stored papers."""
    named = ((pair.a,) if pair.stored else (pair.a, pair.b) for pair in comparison.pairs)
    return list(dict.fromkeys(path for both in named for path in both))


def common_folder(known: Iterable[str]) -> str:
    """Return the folder all paths lie in, with its separator, or "" where there is none."""
    try:
        common = os.path.commonpath([os.path.dirname(path) for path in known])  # noqa: PTH120 (as written)
    except ValueError:
        return ""
    prefix = os.path.join(common, "") if common else ""  # noqa: PTH118
    return prefix if all(path.startswith(prefix) for path in known) else ""
