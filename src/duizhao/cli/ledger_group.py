"""A command that is also a group: ``duizhao ledger FILES`` makes, ``duizhao ledger merge FILES`` merges."""

from __future__ import annotations

from typing import Final

import click

DEFAULT: Final = "make"
_LEFT_OUT: Final = "duizhao.cli.ledger_group.left_out"


class LedgerGroup(click.Group):
    """A group whose command ``make`` need not be named; its options stand in the group's own help."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put in the command that was left out; a file called ``merge`` is written ``./merge``."""
        first = _without_language(args)[:1]
        if first and first[0] not in self.commands and first[0] not in ctx.help_option_names:
            args = [DEFAULT, *args]
            ctx.meta[_LEFT_OUT] = True
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command, without a name in usage lines where none was typed."""
        name, command, rest = super().resolve_command(ctx, args)
        return "" if ctx.meta.get(_LEFT_OUT) else name, command, rest

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of making a ledger, then the commands."""
        make = self.commands[DEFAULT]
        click.Command.format_options(make, ctx, formatter)
        self.format_commands(ctx, formatter)


def _without_language(args: list[str]) -> list[str]:
    """Return the arguments without ``--lang`` before them, which the group itself takes."""
    if args[:1] == ["--lang"]:
        return args[2:]
    return args[1:] if args and args[0].startswith("--lang=") else args
