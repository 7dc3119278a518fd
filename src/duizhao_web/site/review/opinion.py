"""The draft of the review opinion: what was taken up and remarked, in the order of the paper."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.corrections import TakeUp
from duizhao.i18n import Translator
from duizhao.record import Span
from duizhao_web.site.review.view import View


def draft(view: View, _: Translator) -> str:
    """Return the opinion's text for the reviewer to go on with, one numbered line a point."""
    points = sorted(_points(view, _))
    return "\n".join(f"{no}. {words}" for no, (_span, words) in enumerate(points, 1))


def _points(view: View, _: Translator) -> Iterator[tuple[Span, str]]:
    for one, word in zip(view.diagnostics, view.last_words, strict=True):
        if isinstance(word, TakeUp):
            said = f"{one.message(_)}{('（' + word.note + '）') if word.note else ''}"
            yield one.span, f"{_place(view, one.span, _)}{said}"
    for remark in view.answers.remarks:
        yield remark.at.span, f"{_place(view, remark.at.span, _)}{remark.text}"


def _place(view: View, span: Span, _: Translator) -> str:
    for problem in view.material.problems:
        if problem.span.start <= span.start and span.end <= problem.span.end:
            title = problem.title or problem.text[:20]
            return _("问题 %(no)s“%(title)s”：") % {"no": problem.id[1:], "title": title}
    return _("第 %(line)s 行：") % {"line": view.lines.place(span.start)[0]}
