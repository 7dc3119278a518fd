"""``duizhao text``: the text that every span points into."""

from __future__ import annotations

from pathlib import Path

import click

from duizhao.cli.inputs import one_paper, spare
from duizhao.cli.options import file_argument, output_option
from duizhao.cli.output import failure_line, write_bytes
from duizhao.cli.papers import shown_on_terminal
from duizhao.errors import DuizhaoError
from duizhao.i18n import Translator
from duizhao.text.shown import in_lines


def command(_: Translator) -> click.Command:
    """Build the command with its help in the translator's language."""

    @click.command(
        "text",
        help=_("打印一份材料的文字。extract 等命令给出的位置，就是这里的第几个字（从 0 起，左闭右开）。"),
    )
    @file_argument(_)
    @output_option(_)
    def text(file: str, output: Path | None) -> int:
        from duizhao.engine import read_document

        spare([file], output, _)
        try:
            document = read_document(one_paper(file))
        except DuizhaoError as error:
            failure_line(error, _, file)
            return 2
        text = document.text
        if shown_on_terminal(output):  # character for character elsewhere
            text = in_lines(text) + ("" if text.endswith("\n") else "\n")
        write_bytes(output, text.encode("utf-8", "replace"))
        return 0

    return text
