"""A batch of papers with what checks say of them as a workbook: papers as given, findings, their kinds.

Papers and persons are never ranked: only the kinds of findings are ordered by how often they occur.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from duizhao.i18n import Translator, translator
from duizhao.record import Diagnostic, Examined, Failure, Related, SectionRole
from duizhao.reports.check_lacking import lacking
from duizhao.reports.check_places import Places
from duizhao.reports.check_view import by_severity
from duizhao.reports.check_words import CATEGORIES, SEVERITIES
from duizhao.reports.lines import Lines
from duizhao.reports.marks import item_label
from duizhao.reports.words import FOR_CHECKING_ONLY, KINDS, ROLES
from duizhao.reports.workbook import Book, Column, Row

if TYPE_CHECKING:
    from duizhao.checks.base import Check


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_QUOTE: Final = 300

_PAPERS: Final = (
    Column(_("序号"), 5, "count"), Column(_("材料"), 28), Column(_("种类"), 9), Column(_("对照标准"), 16),
    Column(_("全文字数"), 7, "count"), Column(_("问题字数"), 7, "count"), Column(_("问题占比"), 7, "share"),
    Column(_("原因占比"), 7, "share"), Column(_("问题和原因占比"), 8, "share"),
    Column(_("措施占比"), 7, "share"), Column(_("方面数"), 6, "count"), Column(_("问题数"), 6, "count"),
    Column(_("事例数"), 6, "count"), Column(_("原因数"), 6, "count"), Column(_("根源数"), 6, "count"),
    Column(_("措施数"), 6, "count"), Column(_("未见的内容"), 42), Column(_("错误"), 6, "count"),
    Column(_("警告"), 6, "count"), Column(_("提示"), 6, "count"), Column(_("备注"), 24),
)  # fmt: skip
_FINDINGS: Final = (
    Column(_("序号"), 5, "count"), Column(_("材料"), 24), Column(_("部分"), 10), Column(_("方面"), 18),
    Column(_("条目"), 7), Column(_("行（段）"), 6, "count"), Column(_("编号"), 9), Column(_("校核内容"), 16),
    Column(_("校核类别"), 9), Column(_("级别"), 6), Column(_("理由和核对办法"), 44), Column(_("原文"), 36),
    Column(_("另见"), 18), Column(_("可修订"), 8),
)  # fmt: skip
_KINDS: Final = (
    Column(_("校核类别"), 14), Column(_("处数"), 8, "count"), Column(_("错误"), 8, "count"),
    Column(_("警告"), 8, "count"), Column(_("提示"), 8, "count"), Column(_("涉及材料"), 10, "count"),
)  # fmt: skip
_CHECKS: Final = (
    Column(_("编号"), 9), Column(_("校核内容"), 30), Column(_("校核类别"), 14), Column(_("处数"), 8, "count"),
    Column(_("涉及材料"), 10, "count"), Column(_("理由"), 60),
)  # fmt: skip
_METHOD: Final = (
    FOR_CHECKING_ONLY,
    _("“材料概况”表按给出的先后列出，不排名、不打分。字数不计空格和换行；占比是该部分字数占全文字数的比例。"),
    _("“未见的内容”中问、因、措后面的数是第几条，与 duizhao extract 的编号一致，与做了哪些校核无关。"),
    _("“校核提示”表的行号以 duizhao text 打印的文字为准，Word 文件一行就是一段。“另见”是所说的另一处。"),
    _("“可修订”的是有把握的改法，用 duizhao check --fix 写成修订标记。须由人判断的只作提示。"),
)


def workbook(outcomes: Sequence[Examined | Failure], checks: Sequence[Check], language: str) -> bytes:
    """Return the workbook; ``checks`` give titles and reasons. Texts are texts, never formulas."""
    _ = translator(language)
    known = {check.id: check for check in checks}
    buffer = io.BytesIO()
    book = Book(buffer, _)
    book.sheet(_("材料概况"), _PAPERS, _papers(outcomes, _), frozen=2)
    book.sheet(_("校核提示"), _FINDINGS, _findings(outcomes, known, _), frozen=2)
    papers = [one for one in outcomes if isinstance(one, Examined)]
    book.sheet(_("校核类别"), _KINDS, _categories(papers, _))
    book.sheet(_("校核项目"), _CHECKS, _by_check(papers, known, _))
    book.notes(_("说明"), [_(words) for words in _METHOD])
    book.close()
    return buffer.getvalue()


def _papers(outcomes: Sequence[Examined | Failure], _: Translator) -> Iterator[Row]:
    for number, one in enumerate(outcomes, 1):
        if isinstance(one, Failure):
            why = _("◇ 读不出来：%(what)s") % {"what": one.error.message(_)}
            yield number, one.path, *[None] * (len(_PAPERS) - 3), why
        else:
            yield (
                number,
                one.path,
                *_figures(one, _),
                *by_severity(one.diagnostics).values(),
                _remarks(one, _),
            )


def _figures(paper: Examined, _: Translator) -> Row:
    material, overview = paper.material, paper.overview
    if material is None or overview is None:
        return (None,) * (len(_PAPERS) - 6)
    sizes = dict(overview.parts)
    aspects = {one.aspect.no for one in material.problems if one.aspect}
    return (
        _(KINDS[material.kind]),
        overview.framework,
        overview.characters,
        sizes.get("problems"),
        *(overview.share(*roles) for roles in _SHARES),
        len(aspects),
        len(material.problems),
        sum(len(one.examples) for one in material.problems),
        len(material.causes),
        sum(one.root is not None for one in material.causes),
        len(material.measures),
        "\n".join(lacking(overview, _)),
    )


_SHARES: Final[tuple[tuple[SectionRole, ...], ...]] = (
    ("problems",), ("causes",), ("problems", "causes"), ("measures",),
)  # fmt: skip


def _remarks(paper: Examined, _: Translator) -> str:
    words = [
        _("◇ 校核 %(check)s 未能完成：%(error)s") % {"check": one.check, "error": one.error}
        for one in paper.failures
    ]
    if paper.suppressed:
        words.append(_("已忽略 %(n)s 处") % {"n": paper.suppressed})
    if paper.known:
        words.append(_("上次已有 %(n)s 处，未列") % {"n": paper.known})
    return "\n".join(words)


def _findings(
    outcomes: Sequence[Examined | Failure], known: Mapping[str, Check], _: Translator
) -> Iterator[Row]:
    lines = {one.path: Lines(one.text) for one in outcomes if isinstance(one, Examined)}
    for number, paper in enumerate(outcomes, 1):
        if isinstance(paper, Failure):
            continue
        places = Places(paper)
        for one in paper.diagnostics:
            place = places.of(one.span)
            check = known.get(one.check)
            yield (
                number,
                paper.path,
                _(ROLES[place.role]) if place.role else "",
                place.aspect,
                item_label(place.item, _) if place.item else "",
                place.line,
                one.check,
                _(check.title) if check else one.slug,
                _(CATEGORIES[one.category]),
                _(SEVERITIES[one.severity]),
                one.message(_),
                one.quote if len(one.quote) <= _QUOTE else one.quote[:_QUOTE] + "…",
                "\n".join(_other(one, other, lines, _) for other in one.related),
                _("可修订") if one.fix else "",
            )


def _other(one: Diagnostic, other: Related, lines: Mapping[str, Lines], _: Translator) -> str:
    place = lines.get(other.path)
    words = _("第 %(line)s 行") % {"line": place.place(other.span.start)[0]} if place else ""
    return words if other.path == one.path else f"{other.path} {words}".strip()


def _categories(papers: Sequence[Examined], _: Translator) -> Iterator[Row]:
    """Yield the categories that occur, the most frequent first."""
    found = Counter((one.category, one.severity) for paper in papers for one in paper.diagnostics)
    concerned = Counter(key for paper in papers for key in {one.category for one in paper.diagnostics})
    totals = {key: sum(found[key, severity] for severity in SEVERITIES) for key in CATEGORIES}
    for key in sorted((key for key in CATEGORIES if totals[key]), key=lambda key: -totals[key]):
        counts = (found[key, severity] for severity in SEVERITIES)
        yield _(CATEGORIES[key]), totals[key], *counts, concerned[key]


def _by_check(papers: Sequence[Examined], known: Mapping[str, Check], _: Translator) -> Iterator[Row]:
    """Yield the checks that found something, the most frequent first."""
    found = Counter((one.check, one.category) for paper in papers for one in paper.diagnostics)
    concerned = Counter(key for paper in papers for key in {one.check for one in paper.diagnostics})
    for (id_, category), count in sorted(found.items(), key=lambda each: (-each[1], each[0])):
        check = known.get(id_)
        words = (_(check.title), _(check.why)) if check else ("", "")
        yield id_, words[0], _(CATEGORIES[category]), count, concerned[id_], words[1]
