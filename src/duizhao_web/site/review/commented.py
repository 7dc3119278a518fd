"""What stands in the margin of the Word file: the reviewer's points, before there are any the findings."""

from __future__ import annotations

from duizhao.corrections import Dismiss, TakeUp
from duizhao.i18n import Translator
from duizhao.reports.check_docx import comment
from duizhao.reports.word.comments import Comment
from duizhao_web.site.review.view import View


def comments(view: View, _: Translator) -> list[Comment]:
    """Return the comments in the order of the paper; what was dismissed is left out."""
    said = list(zip(view.diagnostics, view.last_words, strict=True))
    taken = [(one, word) for one, word in said if isinstance(word, TakeUp)]
    remarks = [Comment(one.at.span, _("批注"), (one.text,)) for one in view.answers.remarks]
    if not taken and not remarks:
        open_ones = [one for one, word in said if not isinstance(word, Dismiss)]
        return [comment(one, view.titles, _) for one in open_ones]
    points = []
    for one, word in taken:
        plain = comment(one, view.titles, _)
        note = (word.note,) if word.note else ()
        points.append(Comment(plain.span, plain.heading, (*note, *plain.lines)))
    return sorted([*points, *remarks], key=lambda one: one.span)
