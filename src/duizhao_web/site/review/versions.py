"""Two versions of a paper side by side, line by line, with the words that differ marked; the rest folded."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from duizhao.i18n import Translator
from duizhao_web.site.review.differing import Row, rows, runs, side

# So many unchanged lines stay in sight on either side of a change.
_AROUND: Final = 1


def versions(old: str, new: str, _: Translator) -> str:
    """Return both texts as HTML; "" where they are the same."""
    found = rows(old, new)
    if not any(row.changed for row in found):
        return ""
    parts = []
    several = list(runs(found))
    for number, (changed, run) in enumerate(several):
        if changed:
            parts.append("".join(_row(row, _) for row in run))
        else:
            parts.append(_folded(run, number > 0, number < len(several) - 1, _))
    return f'<div class="diff">{"".join(parts)}</div>'


def _folded(run: Sequence[Row], after: bool, before: bool, _: Translator) -> str:
    """Return unchanged lines, those away from a change put away under one that opens them."""
    first, last = _AROUND if after else 0, len(run) - (_AROUND if before else 0)
    if last - first < 3:
        return "".join(_row(row, _) for row in run)
    words = escape(_("%(count)s 段未变") % {"count": last - first})
    hidden = "".join(_row(row, _) for row in run[first:last])
    around = ("".join(_row(row, _) for row in part) for part in (run[:first], run[last:]))
    return f"<details><summary>{words}</summary>{hidden}</details>".join(around)


def _row(row: Row, _: Translator) -> str:
    if not row.changed:
        text = side(row.old, "old")
        return f'<div class="pair"><p>{text}</p><p aria-hidden="true">{text}</p></div>'
    old, new = side(row.old, "old"), side(row.new, "new")
    hidden = [f'<span class="unseen">{escape(words)}</span>' for words in (_("改前："), _("改后："))]
    sides = (
        f"<p>{hidden[at]}{text}</p>" if text else '<p class="none"></p>' for at, text in enumerate((old, new))
    )
    return f'<div class="pair changed">{"".join(sides)}</div>'
