"""The findings of a paper as a list in HTML, every entry leading to its place in the text and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import PurePath
from typing import Final

from duizhao.i18n import Translator
from duizhao.record import Diagnostic
from duizhao.reports.check_marks import LABELS, place_id
from duizhao.reports.check_view import Numbered
from duizhao.reports.check_words import CATEGORIES, SEVERITIES
from duizhao.reports.lines import Lines
from duizhao.reports.marks import as_html

# How much of the words a finding is about is shown: the passage itself stands beside it.
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Known:
    """What an entry may need to know of the whole page: titles of checks, papers by path, their lines."""

    titles: Mapping[str, str]
    numbers: Mapping[str, int]
    lines: Mapping[str, Lines]


def entries(
    paper: int, findings: Sequence[Numbered], whole: str, known: Known, _: Translator
) -> Iterator[str]:
    """Yield an entry a finding of the paper with number ``paper``, whose title is ``whole``."""
    for each in findings:
        yield _entry(paper, each, whole, known, _)


def _entry(paper: int, each: Numbered, whole: str, known: Known, _: Translator) -> str:
    one = each.one
    label = escape(_(LABELS[one.severity]) % {"no": each.no})
    about = _("第 %(line)s 行 · %(category)s · %(check)s") % {
        "line": each.line,
        "category": _(CATEGORIES[one.category]),
        "check": one.check,
    }
    return (
        f'<li class="entry" id="\0i-D{each.no}" data-id="D{each.no}" data-severity="{one.severity}"'
        f' data-category="{one.category}">'
        f'<a class="head" href="#\0t-D{each.no}" data-go="D{each.no}">'
        f'<span class="label t-{one.severity}" title="{escape(_(SEVERITIES[one.severity]))}">{label}</span>'
        f"{as_html(known.titles.get(one.check, one.slug))}</a>"
        f'<p class="message">{as_html(one.message(_))}</p>{_quote(one, whole)}{_fix(one, _)}'
        f'{_related(paper, each, known, _)}<p class="meta">{as_html(about)}</p></li>'
    )


def _quote(one: Diagnostic, whole: str) -> str:
    """Return the words a finding is about; of one about the whole paper the title says nothing."""
    words = " ".join(one.quote.split())
    if not words or "".join(words.split()) == "".join(whole.split()):
        return ""
    return f'<p class="quote">{as_html(words if len(words) <= _SHOWN else words[:_SHOWN] + "…")}</p>'


def _fix(one: Diagnostic, _: Translator) -> str:
    if one.fix is None:
        return ""
    return f'<p class="fix">{escape(_("有把握的改法，--fix 可写成修订"))}</p>'


def _related(paper: int, each: Numbered, known: Known, _: Translator) -> str:
    """Return links to the other places a finding speaks of, by line, those of other papers by file."""
    shown = []
    for n, other in enumerate(each.one.related, 1):
        lines, number = known.lines.get(other.path), known.numbers.get(other.path)
        words = "" if other.path == each.one.path else PurePath(other.path).name
        if lines is None or number is None:
            shown.append(as_html(words))
            continue
        line = _("第 %(line)s 行") % {"line": lines.place(other.span.start)[0]}
        target = f"p{number}-t-{place_id(paper, each.no, n)}"
        shown.append(f'<a href="#{target}" data-far="{target}">{as_html(f"{words} {line}".strip())}</a>')
    return f'<p class="other">{escape(_("另见"))} {escape(_("、")).join(shown)}</p>' if shown else ""
