"""Where the findings of checks stand in a paper's text, and the other places they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from duizhao.i18n import Translator
from duizhao.record import Examined, Severity, Span
from duizhao.reports.check_view import Numbered
from duizhao.reports.check_words import SEVERITIES

Kind = Severity | Literal["place"]


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


# What stands in the margin: short enough for three figures.
LABELS: Final[dict[Kind, str]] = {
    "error": _("错%(no)s"),
    "warning": _("警%(no)s"),
    "question": _("提%(no)s"),
    "place": _("见%(no)s"),
}
_NAME: Final = _("第 %(no)s 条：%(severity)s")
_PLACE: Final = _("第 %(no)s 条所说的另一处")
_PLACE_OF: Final = _("另一份材料第 %(no)s 条所说的另一处")


@dataclass(frozen=True, slots=True)
class CheckMark:
    """A finding in the text, or another place one speaks of (``place``)."""

    id: str
    kind: Kind
    no: int
    span: Span
    elsewhere: bool = False  # the finding is in another paper

    @property
    def covers(self) -> bool:
        """Return whether its text is shown as part of it: always."""
        return True

    def label(self, _: Translator) -> str:
        """Return what stands in the margin."""
        return _(LABELS[self.kind]) % {"no": self.no}

    def name(self, _: Translator) -> str:
        """Return the full name, for those who hear the page."""
        if self.kind == "place":
            return _(_PLACE_OF if self.elsewhere else _PLACE) % {"no": self.no}
        return _(_NAME) % {"no": self.no, "severity": _(SEVERITIES[self.kind])}


Places = Mapping[str, Sequence[CheckMark]]


def places(papers: Sequence[tuple[Examined, Sequence[Numbered]]]) -> dict[str, list[CheckMark]]:
    """Return the other places findings speak of, by the path of the paper they are in.

    Of papers with the same path the first is meant.
    """
    found: dict[str, list[CheckMark]] = {paper.path: [] for paper, _findings in papers}
    for number, (paper, findings) in enumerate(papers, 1):
        for each in findings:
            for n, other in enumerate(each.one.related, 1):
                if other.path in found:
                    mark = CheckMark(
                        place_id(number, each.no, n), "place", each.no, other.span, other.path != paper.path
                    )
                    found[other.path].append(mark)
    return found


def place_id(paper: int, no: int, n: int) -> str:
    """Return the id of the ``n``-th other place that finding ``no`` of a paper speaks of."""
    return f"R{paper}-{no}-{n}"


def marks(findings: Sequence[Numbered], others: Sequence[CheckMark]) -> tuple[CheckMark, ...]:
    """Return everything to be marked, in the order of the text, what encloses before what is enclosed."""
    every = [*_own(findings), *others]
    return tuple(sorted(every, key=lambda mark: (mark.span.start, -mark.span.end, mark.no)))


def _own(findings: Sequence[Numbered]) -> Iterator[CheckMark]:
    for each in findings:
        yield CheckMark(f"D{each.no}", each.one.severity, each.no, each.one.span)
