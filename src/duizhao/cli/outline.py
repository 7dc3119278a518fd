"""``duizhao outline``: the numbering of papers as a tree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from duizhao.cli.group import State
from duizhao.cli.inputs import papers, spare
from duizhao.cli.options import files_argument, format_option, output_option
from duizhao.cli.output import write_bytes
from duizhao.cli.papers import Account, shown_on_terminal
from duizhao.engine import Input, name_of
from duizhao.errors import DuizhaoError
from duizhao.i18n import Translator
from duizhao.record import Failure, OutlineEntry
from duizhao.text.shown import on_one_line

Read = tuple[str, Sequence[OutlineEntry] | Failure]


def command(_: Translator) -> click.Command:
    """Build the command with its help in the translator's language."""

    @click.command(
        "outline",
        help=_("打印材料的层次结构：各级序号、标题和所在行。行号就是 text 命令打印的第几行。"),
    )
    @files_argument(_)
    @format_option(_, ("tree", "json"), default="tree")
    @output_option(_)
    @click.pass_obj
    def outline(state: State, files: tuple[str, ...], format_name: str, output: Path | None) -> int:
        account = Account()
        spare(files, output, _)
        read = [_read(paper, account) for paper in papers(files)]
        document = _json(read, state.language) if format_name == "json" else _tree(read, _)
        write_bytes(output, document, keep=account.keeps(output))
        return account.close(_, told=shown_on_terminal(output) and format_name == "json")

    return outline


def _read(paper: Input, account: Account) -> Read:
    from duizhao.engine.structure import outline_entries

    try:
        entries = outline_entries(paper)
    except DuizhaoError as error:
        failure = Failure(name_of(paper), error)
        account.add(failure)
        return failure.path, failure
    account.add(None)
    return name_of(paper), entries


def _json(read: Sequence[Read], language: str) -> bytes:
    from duizhao.reports import jsonl, outline

    objects = [
        jsonl.as_json(found, language) if isinstance(found, Failure) else outline.as_json(path, found)
        for path, found in read
    ]
    return b"[\n" + b",\n".join(jsonl.encoded(each) for each in objects) + b"\n]\n"


def _tree(read: Sequence[Read], _: Translator) -> bytes:
    from duizhao.reports.outline import tree

    blocks = []
    for path, found in read:
        if not isinstance(found, Failure):
            lines = list(tree(found)) or [_("（没有带序号的标题或条目）")]
            head = [path] if len(read) > 1 else []
            blocks.append("".join(f"{on_one_line(each)}\n" for each in (*head, *lines)))
    return "\n".join(blocks).encode("utf-8", "replace")
