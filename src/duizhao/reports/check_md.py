"""A batch of papers with what checks say of them as a short summary in Markdown, to be pasted somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duizhao.i18n import Translator, translator
from duizhao.record import Category, Examined, Failure
from duizhao.reports.check_lacking import lacking
from duizhao.reports.check_view import by_category, by_severity
from duizhao.reports.check_words import CATEGORIES, SEVERITIES
from duizhao.reports.markdown import escaped, table
from duizhao.reports.words import FOR_CHECKING_ONLY, SHORT_KINDS


def text(outcomes: Sequence[Examined | Failure], language: str) -> str:
    """Return the summary: papers in the order given, kinds of findings, and what could not be done."""
    _ = translator(language)
    return "\n".join(_lines(outcomes, _)) + "\n"


def _lines(outcomes: Sequence[Examined | Failure], _: Translator) -> Iterator[str]:
    papers = [one for one in outcomes if isinstance(one, Examined)]
    yield f"# {_('材料校核')}"
    yield ""
    yield escaped(_total(papers, _))
    if papers:
        yield ""
        yield from table(_head(_), (_row(paper, _) for paper in papers), figures=range(2, 11))
    kinds = by_category(papers)
    if kinds:
        yield ""
        yield from table((_("校核类别"), _("处数")), _kinds(kinds, _), figures=(1,))
    left = list(_left(outcomes, _))
    if left:
        yield ""
        yield from (f"- {escaped(words)}" for words in left)
    yield ""
    yield escaped(_(FOR_CHECKING_ONLY))


def _total(papers: Sequence[Examined], _: Translator) -> str:
    counts = by_severity(one for paper in papers for one in paper.diagnostics)
    words = {
        "papers": len(papers),
        "errors": counts["error"],
        "warnings": counts["warning"],
        "questions": counts["question"],
    }
    return _("材料 %(papers)s 份：错误 %(errors)s 处，警告 %(warnings)s 处，提示 %(questions)s 处") % words


def _head(_: Translator) -> tuple[str, ...]:
    sizes = (_("全文字数"), _("问题和原因占比"), _("问题数"), _("事例数"), _("原因数"), _("措施数"))
    return _("材料"), _("种类"), *sizes, *map(_, SEVERITIES.values()), _("未见的内容")


def _row(paper: Examined, _: Translator) -> tuple[str | int, ...]:
    counts = by_severity(paper.diagnostics).values()
    material, overview = paper.material, paper.overview
    if material is None or overview is None:
        return paper.path, *[""] * 7, *counts, ""
    share = overview.share("problems", "causes")
    return (
        paper.path,
        _(SHORT_KINDS[material.kind]),
        overview.characters,
        "" if share is None else f"{share:.1%}",
        len(material.problems),
        sum(len(one.examples) for one in material.problems),
        len(material.causes),
        len(material.measures),
        *counts,
        _("；").join(lacking(overview, _)),
    )


def _kinds(kinds: dict[Category, int], _: Translator) -> Iterator[tuple[str, int]]:
    for key, count in sorted(kinds.items(), key=lambda each: -each[1]):
        yield _(CATEGORIES[key]), count


def _left(outcomes: Sequence[Examined | Failure], _: Translator) -> Iterator[str]:
    """Yield what could not be read or asked, and how much is set aside or known already."""
    for one in outcomes:
        if isinstance(one, Failure):
            yield _("读不出来：%(path)s：%(what)s") % {"path": one.path, "what": one.error.message(_)}
            continue
        for failed in one.failures:
            what = {"path": one.path, "check": failed.check, "error": failed.error}
            yield _("校核 %(check)s 未能完成：%(path)s：%(error)s") % what
    papers = [one for one in outcomes if isinstance(one, Examined)]
    if suppressed := sum(paper.suppressed for paper in papers):
        yield _("已按设置忽略 %(n)s 处") % {"n": suppressed}
    if known := sum(paper.known for paper in papers):
        yield _("上次已有、未列出 %(n)s 处") % {"n": known}
