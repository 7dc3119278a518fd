"""What the checks say, and what the reviewer said of it: taken into the opinion, dismissed, or left."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from duizhao.corrections import Dismiss, TakeUp
from duizhao.i18n import Translator
from duizhao.record import Diagnostic
from duizhao.reports.check_marks import LABELS
from duizhao.reports.check_words import CATEGORIES, SEVERITIES
from duizhao.reports.marks import as_html
from duizhao_web.site.review.html import begins, button, empty, entry, group
from duizhao_web.site.review.view import View


def findings(view: View, _: Translator) -> str:
    """Return the diagnostics in the order of the text, and the reviewer's remarks."""
    rows = zip(view.diagnostics, view.last_words, strict=True)
    shown = [_entry(no, one, word, view, _) for no, (one, word) in enumerate(rows, 1)]
    remarks = list(_remarks(view, _))
    if not shown and not remarks:
        return empty(_("没有校核提示。选中文字后可以加批注。"))
    return group(_("校核提示"), shown, len(shown)) + group(_("批注"), remarks, len(remarks))


def finding_tools(_: Translator) -> str:
    """Return what can be done with a finding."""
    return button("take", "a", _("列入审阅意见")) + button("dismiss", "x", _("忽略…"))


def _entry(no: int, one: Diagnostic, word: TakeUp | Dismiss | None, view: View, _: Translator) -> str:
    sign = escape(_(LABELS[one.severity]) % {"no": no})
    title = view.titles.get(one.check, one.slug)
    head = (
        f'<span class="sign t-{one.severity}" title="{escape(_(SEVERITIES[one.severity]))}">{sign}</span>'
        f"<span>{as_html(title)}</span>"
    )
    line = view.lines.place(one.span.start)[0]
    about = _("第 %(line)s 行 · %(category)s · %(check)s") % {
        "line": line,
        "category": _(CATEGORIES[one.category]),
        "check": one.check,
    }
    below = (
        f'<p class="message">{as_html(one.message(_))}</p><p class="text">“{begins(one.quote)}”</p>'
        f'<p class="meta">{as_html(about)}{_others(one, view, _)}</p>{_word(word, _)}'
    )
    state = "taken" if isinstance(word, TakeUp) else "dismissed" if word else "open"
    return entry(
        f"D{no}", "finding", one.span, head, below, f' data-state="{state}" data-check="{one.check}"'
    )


def _others(one: Diagnostic, view: View, _: Translator) -> str:
    own = [related for related in one.related if related.path == one.path]
    return "".join(
        f' <button type="button" class="link" data-there="{related.span.start},{related.span.end}">'
        f"{escape(_('比对第 %(line)s 行') % {'line': view.lines.place(related.span.start)[0]})}</button>"
        for related in own
    )


def _word(word: TakeUp | Dismiss | None, _: Translator) -> str:
    match word:
        case TakeUp():
            note = f"：{as_html(word.note)}" if word.note else ""
            return f'<p class="word taken">✓ {escape(_("已列入审阅意见"))}{note}</p>'
        case Dismiss():
            return f'<p class="word dismissed">✕ {escape(_("已忽略"))}：{as_html(word.reason)}</p>'
    return ""


def _remarks(view: View, _: Translator) -> Iterator[str]:
    for no, one in enumerate(view.answers.remarks, 1):
        head = f'<span class="sign t-remark">{escape(_("批"))}</span><span>{as_html(one.text)}</span>'
        yield entry(f"N{no}", "remark", one.at.span, head, f'<p class="text">“{begins(one.at.quote)}”</p>')
