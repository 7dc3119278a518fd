"""The paper itself as HTML: character for character the author's text, with marks in the margin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from duizhao.i18n import Translator
from duizhao.record import Span
from duizhao.reports.check_marks import CheckMark
from duizhao.reports.marks import Placed, marked, marks
from duizhao_web.site.review.view import View


@dataclass(frozen=True, slots=True)
class Written:
    """A remark or an overlap in the text: its own letter in the margin."""

    id: str
    kind: str
    span: Span
    sign: str
    told: str

    @property
    def covers(self) -> bool:
        """Return whether its text is shown as part of it: always."""
        return True

    def label(self, _: Translator) -> str:
        """Return what stands in the margin."""
        return self.sign

    def name(self, _: Translator) -> str:
        """Return the full name, for those who hear the page."""
        return self.told


def sheet(view: View, _: Translator) -> str:
    """Return the text as paragraphs; without its tags it is the text itself: places can be counted in it."""
    found: list[Placed] = [*marks(view.material), *_said(view, _)]
    found.sort(key=lambda mark: (mark.span.start, -mark.span.end))
    # The library leaves room for a paper's number in each id; here is one paper only.
    return "".join(marked(view.text, found, _)).replace("\0", "")


def _said(view: View, _: Translator) -> Iterator[Placed]:
    for no, (one, word) in enumerate(zip(view.diagnostics, view.last_words, strict=True), 1):
        if word is None or type(word).__name__ == "TakeUp":
            yield CheckMark(f"D{no}", one.severity, no, one.span)
    for no, overlap in enumerate(view.overlaps, 1):
        yield Written(f"O{no}", "overlap", overlap.here, _("重"), _("与别处重合的文字 %(no)s") % {"no": no})
    for no, remark in enumerate(view.answers.remarks, 1):
        yield Written(f"N{no}", "remark", remark.at.span, _("批"), _("批注 %(no)s") % {"no": no})
