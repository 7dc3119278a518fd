"""``duizhao extract``: the record of every paper, as lines, JSON, a table or a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import click

from duizhao.cli.group import State
from duizhao.cli.inputs import spare
from duizhao.cli.options import (
    files_argument,
    format_option,
    frameworks_option,
    jobs_option,
    output_option,
)
from duizhao.cli.output import destination
from duizhao.cli.papers import Account, answers, shown_on_terminal, table_page
from duizhao.engine import Renderer
from duizhao.i18n import Translator, translator
from duizhao.reports import page, table
from duizhao.reports.jsonl import JsonLines, Line


def command(_: Translator) -> click.Command:
    """Build the command with its help in the translator's language."""

    @click.command(
        "extract",
        help=_(
            "提取材料中的问题、事例、原因、根源、措施、认领，连同各自在文字中的位置。"
            "读不出来的文件照样占一行，写明原因，其余照常处理。"
        ),
    )
    @files_argument(_)
    @format_option(_, list(FORMATS), default="jsonl")
    @output_option(_)
    @jobs_option(_)
    @frameworks_option(_)
    @click.pass_obj
    def extract(
        state: State,
        files: tuple[str, ...],
        format_name: str,
        output: Path | None,
        jobs: int | None,
        frameworks: Path | None,
    ) -> int:
        render, write = FORMATS[format_name]
        spare(files, output, _)
        account = Account()
        shown = shown_on_terminal(output)
        run = answers(
            state,
            files,
            render(state.language),
            jobs=jobs,
            frameworks=frameworks,
            bar=format_name == "table" or not shown,
            _=_,
        )
        with destination(output, keep=account.keeps(output)) as file:
            write(counted(run, account), file, Target(state.language, terminal=shown))
        return account.close(_, told=shown and format_name != "html")

    return extract


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a document is written for: their language, and whether a terminal shows it to them."""

    language: str
    terminal: bool


def counted(run: Iterator[Any], account: Account) -> Iterator[Any]:
    """Pass the answers on and enter them into the account."""
    for answer in run:
        account.add(answer.failure)
        yield answer


def _write_lines(lines: Iterator[Line], file: BinaryIO, target: Target) -> None:
    for line in lines:
        file.write(line.data)
        if target.terminal:
            file.flush()


def _write_array(lines: Iterator[Line], file: BinaryIO, _target: Target) -> None:
    file.write(b"[")
    for number, line in enumerate(lines):
        file.write((b",\n" if number else b"\n") + line.data.rstrip(b"\n"))
    file.write(b"\n]\n")


def _write_table(rows: Iterator[table.Row], file: BinaryIO, target: Target) -> None:
    text = table.text(list(rows), **table_page(terminal=target.terminal), _=translator(target.language))
    file.write(text.encode())


def _write_page(articles: Iterator[page.Article], file: BinaryIO, target: Target) -> None:
    page.write(articles, file, target.language)


# Name -> how a paper is rendered (made for a language, used where the paper is read), how all are written.
FORMATS: Final[
    dict[str, tuple[Callable[[str], Renderer[Any]], Callable[[Iterator[Any], BinaryIO, Target], None]]]
] = {
    "jsonl": (JsonLines, _write_lines),
    "json": (JsonLines, _write_array),
    "table": (lambda _language: table.row, _write_table),
    "html": (page.Articles, _write_page),
}
