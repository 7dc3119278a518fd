"""``duizhao compare``: text that stands twice in a paper, in two papers, or in a stored one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import click

from duizhao.cli.group import State
from duizhao.cli.inputs import spare
from duizhao.cli.options import files_argument, format_option, jobs_option, named, output_option
from duizhao.cli.output import about, destination
from duizhao.cli.papers import Account, answers, shown_on_terminal, table_page
from duizhao.engine import name_of
from duizhao.i18n import Translator, translator
from duizhao.overlap import SAME_AUTHOR, TEAM_CHIEF, Expected, Index, Text, compare
from duizhao.record import Comparison, Document, Failure, Material


def command(_: Translator) -> click.Command:
    """Build the command with its help in the translator's language."""

    @click.command(
        "compare",
        help=_(
            "查找文字重合：同一份材料内部、各份材料之间、与索引中往年材料之间。"
            "套话、标题、固定表述和登记来源中的文字不计入。只说明哪些文字相同，不判断谁用了谁的。"
        ),
    )
    @files_argument(_)
    @click.option(
        "--against",
        "against",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        multiple=True,
        metavar=_("索引"),
        help=_("同时与索引文件中的材料比对，可多次使用"),
    )
    @click.option(
        "--source",
        "sources",
        multiple=True,
        callback=named(_),
        metavar=_("文件"),
        help=_("登记来源（通知、反馈意见等）：其中的文字不计入材料之间的重合，可多次使用"),
    )
    @click.option(
        "--same-author", nargs=2, multiple=True, metavar=_("文件 文件"), help=_("注明两份材料出自同一人")
    )
    @click.option(
        "--team-chief",
        nargs=2,
        multiple=True,
        metavar=_("文件 文件"),
        help=_("注明两份材料是班子材料和主要负责人材料"),
    )
    @format_option(_, list(FORMATS), default="table")
    @output_option(_)
    @jobs_option(_)
    @click.pass_obj
    def run(
        state: State,
        files: tuple[str, ...],
        against: tuple[Path, ...],
        sources: tuple[str, ...],
        same_author: tuple[tuple[str, str], ...],
        team_chief: tuple[tuple[str, str], ...],
        format_name: str,
        output: Path | None,
        jobs: int | None,
    ) -> int:
        if format_name == "xlsx" and shown_on_terminal(output):
            raise click.UsageError(_("xlsx 请用 -o 写入文件"))
        spare(files, output, _)
        account, of_sources = Account(), Account()
        read = _read(state, files, jobs, account, _)
        registered = _read(state, sources, jobs, of_sources, _)
        comparison = compare(
            read.texts,
            sources=registered.texts,
            against=[_opened(path) for path in against],
            expected=[*_pairs(same_author, SAME_AUTHOR), *_pairs(team_chief, TEAM_CHIEF), *read.expected()],
        )
        shown = shown_on_terminal(output)
        failures = [*account.failures, *of_sources.failures]
        texts = {**registered.by_path(), **read.by_path()}
        result = Result(comparison, failures, texts, state.language, shown)
        with destination(output, keep=account.keeps(output)) as file:
            file.write(FORMATS[format_name](result))
        account.failures = failures
        return account.close(_, told=format_name == "table" and shown)

    return run  # fmt: skip


def _opened(path: Path) -> Index:
    with about(path):
        return Index(path)


@dataclass(frozen=True, slots=True)
class Result:
    """What a format writes: the comparison, what failed, the papers' texts, and for whom it is."""

    comparison: Comparison
    failures: Sequence[Failure]
    texts: Mapping[str, str]
    language: str
    terminal: bool


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper that was read: its text, and what it says about itself."""

    text: Text
    team: bool
    chief: bool


@dataclass(slots=True)
class _Papers:
    papers: list[_Paper] = field(default_factory=list)

    @property
    def texts(self) -> list[Text]:
        return [paper.text for paper in self.papers]

    def by_path(self) -> dict[str, str]:
        return {paper.text.path: paper.text.text for paper in self.papers}

    def expected(self) -> Iterator[Expected]:
        """Yield each team's paper with its chief's, where the papers say so."""
        teams: dict[str | None, _Paper] = {
            paper.text.unit: paper for paper in self.papers if paper.team and paper.text.unit
        }
        for paper in self.papers:
            team = teams.get(paper.text.unit)
            if paper.chief and not paper.team and team is not None:
                yield Expected(team.text.path, paper.text.path, TEAM_CHIEF)


def _read(state: State, files: Sequence[str], jobs: int | None, account: Account, _: Translator) -> _Papers:
    read = _Papers()
    if not files:
        return read
    for outcome in answers(state, files, _paper, jobs=jobs, frameworks=None, bar=True, once=True, _=_):
        if isinstance(outcome, Failure):
            account.add(outcome)
            continue
        account.add(None)
        read.papers.append(outcome)
    return read


def _paper(outcome: Material | Failure, document: Document | None) -> _Paper | Failure:
    if isinstance(outcome, Failure):
        return outcome
    assert document is not None
    author = outcome.author
    text = Text(
        path=outcome.source.path,
        text=document.text,
        unit=outcome.unit,
        author=author.name if author else None,
        year=outcome.year,
        sha256=outcome.source.sha256,
    )
    return _Paper(text, team=outcome.kind == "team", chief=bool(author and author.chief))


def _pairs(named: Sequence[tuple[str, str]], source: str) -> Iterator[Expected]:
    for a, b in named:
        yield Expected(name_of(a), name_of(b), source)


def _json(result: Result) -> bytes:
    from duizhao.reports import compare_json

    return compare_json.document(result.comparison, result.failures, result.language)


def _table(result: Result) -> bytes:
    from duizhao.reports import compare_table

    _ = translator(result.language)
    text = compare_table.text(result.comparison, result.failures, **table_page(terminal=result.terminal), _=_)
    return text.encode("utf-8", "replace")


def _html(result: Result) -> bytes:
    from duizhao.reports import compare_html

    return compare_html.page(result.comparison, result.failures, result.texts, result.language)


def _xlsx(result: Result) -> bytes:
    from duizhao.reports import compare_xlsx

    return compare_xlsx.workbook(result.comparison, result.failures, result.language)


FORMATS: Final[dict[str, Callable[[Result], bytes]]] = {
    "table": _table,
    "json": _json,
    "html": _html,
    "xlsx": _xlsx,
}
