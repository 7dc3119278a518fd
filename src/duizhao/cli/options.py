"""Arguments and options that several commands share, so that they mean the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from duizhao.i18n import LANGUAGES, Translator

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def files_argument(_: Translator, *, required: bool = True) -> Callable[[Decorated], Decorated]:
    """``files: tuple[str, ...]``: files, folders, patterns, ``-``; see ``duizhao.cli.inputs.papers``."""
    return click.argument(
        "files",
        nargs=-1,
        required=required,
        type=click.Path(),
        callback=named(_),
        metavar=_("文件..."),
        help=_("文件、文件夹（逐层读取认得的文件）、通配符；- 表示标准输入"),
    )


def file_argument(_: Translator) -> Callable[[Decorated], Decorated]:
    """``file: str``: one file or ``-``."""
    return click.argument(
        "file",
        type=click.Path(),
        callback=named(_),
        metavar=_("文件"),
        help=_("一份材料；- 表示标准输入"),
    )


def output_option(_: Translator) -> Callable[[Decorated], Decorated]:
    """``output: Path | None``: where the document goes instead of standard output."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        callback=named(_),
        metavar=_("文件"),
        help=_("写入文件，不打印到屏幕"),
    )


def format_option(_: Translator, names: Sequence[str], *, default: str) -> Callable[[Decorated], Decorated]:
    """``format_name: str``: one of ``names``."""
    return click.option(
        "-f",
        "--format",
        "format_name",
        type=click.Choice(list(names)),
        default=default,
        show_default=True,
        help=_("输出格式"),
    )


def jobs_option(_: Translator) -> Callable[[Decorated], Decorated]:
    """``jobs: int | None``: how many processes; ``None`` lets the engine choose."""
    return click.option(
        "-j",
        "--jobs",
        type=whole_number(_, 1),
        metavar=_("个数"),
        help=_("同时使用的进程数，不写则按文件多少和处理器核数决定"),
    )


def frameworks_option(_: Translator) -> Callable[[Decorated], Decorated]:
    """``frameworks: Path | None``: a folder with criteria sets of one's own."""
    return click.option(
        "--frameworks",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        metavar=_("文件夹"),
        help=_("自有对照标准所在的文件夹，与内置标准一并使用"),
    )


def language_option(_: Translator) -> click.Option:
    """``--lang``, accepted before and after the command; it is read before the line is parsed."""
    return click.Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        is_eager=True,  # a wrong one is said even beside --help
        help=_("界面语言，不写则按系统语言"),
    )


def whole_number(_: Translator, least: int | None = None) -> click.types.IntParamType:
    """Return the type of a whole number that says in the person's language what is asked for."""
    kind = click.INT if least is None else click.IntRange(min=least)
    kind.name = _("整数").removeprefix("a ")  # in English after "is not a valid"
    return kind


def named(_: Translator) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """Return what refuses the name of no length that an unset variable of the shell stands for."""

    def refuse(ctx: click.Context, parameter: click.Parameter, value: Any) -> Any:
        given = value if isinstance(value, tuple) else (value,)
        if "" in given or Path() in given:
            raise click.BadParameter(_("文件名是空的"), ctx, parameter)
        return value

    return refuse
