"""The command line: arguments, exit statuses, and what goes to which stream."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from duizhao.cli.group import program
from duizhao.cli.language import click_messages, language_of
from duizhao.cli.output import failure_line, prepare_streams, say, usage_lines
from duizhao.errors import DuizhaoError
from duizhao.i18n import translator

WRONG = 2
INTERRUPTED = 130
DEBUG = "--debug"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``duizhao ARGUMENTS`` and return its exit status.

    0 done and clean, 1 a check found something, 2 wrong use or unreadable input, 130 stopped by Ctrl-C,
    141 the reader of standard output went away.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    prepare_streams()
    language = language_of(given)
    _ = translator(language)
    with click_messages(language):
        try:
            status = program(language).main(
                given, prog_name="duizhao", standalone_mode=False, windows_expand_args=False
            )
        except click.ClickException as error:
            usage_lines(error, _)
            return error.exit_code
        except click.Abort:
            return INTERRUPTED
        except DuizhaoError as error:
            failure_line(error, _)
            return WRONG
        except Exception as error:
            if DEBUG in given:
                raise
            what = f"{type(error).__name__}: {error}"
            say(_("程序内部出错：%(what)s。加上 --debug 可以看到调用栈") % {"what": what})
            return WRONG
    return status if isinstance(status, int) else 0
