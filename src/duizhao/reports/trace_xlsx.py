"""A trace as a workbook: problems, links with their reasons, what is left over, claims, and what it means."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from duizhao.i18n import Translator, translator
from duizhao.record import Failure, Link, Material
from duizhao.reports.marks import item_label
from duizhao.reports.reasons import reasons
from duizhao.reports.trace_view import Claims, Target, Trace, claims, heading, trace
from duizhao.reports.trace_words import METHOD, NO_CAUSE, NO_MEASURE, NO_PROBLEM, OPEN, claimants
from duizhao.reports.words import FOR_CHECKING_ONLY
from duizhao.reports.workbook import Book, Column, Row


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_PROBLEMS: Final[tuple[Column, ...]] = (
    Column(_("材料"), 24), Column(_("问题"), 7), Column(_("方面"), 20), Column(_("标题"), 26),
    Column(_("内容"), 50), Column(_("原因"), 26), Column(_("措施"), 26), Column(_("未对应"), 14),
)  # fmt: skip
_LINKS: Final[tuple[Column, ...]] = (
    Column(_("材料"), 24), Column(_("问题"), 7), Column(_("问题标题"), 26), Column(_("类别"), 7),
    Column(_("对应"), 7), Column(_("对应标题"), 30), Column(_("把握"), 8, "score"), Column(_("依据"), 50),
)  # fmt: skip
_IDLE: Final[tuple[Column, ...]] = (
    Column(_("材料"), 24), Column(_("编号"), 8), Column(_("标题"), 30), Column(_("内容"), 60),
    Column(_("未对应"), 18),
)  # fmt: skip
_CLAIMS: Final[tuple[Column, ...]] = (
    Column(_("班子材料"), 24), Column(_("问题"), 7), Column(_("标题"), 32),
    Column(_("认领情况（按材料给出的先后）"), 70),
)  # fmt: skip
_KINDS: Final = {"cause": _("原因"), "measure": _("措施")}


def workbook(materials: Sequence[Material], failures: Sequence[Failure], language: str) -> bytes:
    """Return the workbook; texts are written as texts, never as formulas or markup."""
    _ = translator(language)
    traces = [trace(material) for material in materials]
    buffer = io.BytesIO()
    book = Book(buffer, _)
    book.sheet(_("问题"), _PROBLEMS, [row for found in traces for row in _problems(found, _)])
    book.sheet(_("对应"), _LINKS, [row for found in traces for row in _links(found, _)])
    book.sheet(_("未对应的原因和措施"), _IDLE, [row for found in traces for row in _idle(found, _)])
    teams = claims(materials)
    if teams:
        book.sheet(_("认领"), _CLAIMS, [row for found in teams for row in _claimed(found, _)])
    lines = [_(FOR_CHECKING_ONLY), _(METHOD)]
    lines += [
        _("读不出来：%(path)s：%(what)s") % {"path": failure.path, "what": failure.error.message(_)}
        for failure in failures
    ]
    book.notes(_("说明"), lines)
    book.close()
    return buffer.getvalue()


def _problems(found: Trace, _: Translator) -> Iterator[Row]:
    names = {one.id: one for one in found.targets}
    for row in found.rows:
        problem = row.problem
        left = [NO_MEASURE] if not row.measures else []
        left += [NO_CAUSE] if found.material.causes and not row.causes else []
        yield (
            found.material.source.path,
            item_label(problem.id, _),
            problem.aspect.title if problem.aspect else "",
            problem.title or "",
            problem.text,
            _listed(row.causes, names, _),
            _listed(row.measures, names, _),
            "\n".join(f"{OPEN} {_(words)}" for words in left),
        )


def _links(found: Trace, _: Translator) -> Iterator[Row]:
    names = {one.id: one for one in found.targets}
    for row in found.rows:
        for link in (*row.causes, *row.measures):
            yield (
                found.material.source.path,
                item_label(link.problem, _),
                heading(row.problem, 60),
                _(_KINDS[link.kind]),
                item_label(link.to, _),
                heading(names[link.to], 60),
                float(link.score),
                "\n".join(reasons(link.why, _)),
            )


def _idle(found: Trace, _: Translator) -> Iterator[Row]:
    for one in found.idle:
        path = found.material.source.path
        yield path, item_label(one.id, _), one.title or "", one.text, f"{OPEN} {_(NO_PROBLEM)}"


def _claimed(found: Claims, _: Translator) -> Iterator[Row]:
    for one in found.problems:
        name = item_label(one.problem.id, _)
        yield found.team.source.path, name, heading(one.problem, 60), claimants(one, _)


def _listed(links: Sequence[Link], names: Mapping[str, Target], _: Translator) -> str:
    return "\n".join(
        f"{item_label(link.to, _)} {heading(names[link.to])}（{link.score:.2f}）" for link in links
    )
