"""``duizhao index add|list|drop``: the file that holds former years' papers as hashes and places."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

import click

from duizhao.cli.group import State
from duizhao.cli.options import Decorated, files_argument, format_option, jobs_option, whole_number
from duizhao.cli.output import about, say, write_bytes
from duizhao.cli.papers import Account, answers
from duizhao.engine import name_of
from duizhao.i18n import Translator
from duizhao.overlap import Entry, Index, Text, add_to_index, drop_from_index
from duizhao.record import Document, Failure, Material
from duizhao.text.columns import in_columns
from duizhao.text.shown import on_one_line


def command(_: Translator) -> click.Command:
    """Build the group with its help in the translator's language."""
    group = click.Group(
        "index",
        help=_("管理文字重合索引：一个文件，只存哈希值和位置，不存原文，供 compare --against 比对往年材料。"),
    )
    for build in (_add, _list, _drop):
        group.add_command(build(_))
    return group


def _add(_: Translator) -> click.Command:
    @click.command("add", help=_("把材料加入索引，索引不存在时新建。已在索引中的文件不重复加入。"))
    @_index_argument(_, exists=False)
    @files_argument(_)
    @click.option("--year", type=whole_number(_), metavar=_("年度"), help=_("材料年度，不写则取材料自身所述"))
    @click.option("--unit", metavar=_("单位"), help=_("单位名称，不写则取材料自身所述"))
    @jobs_option(_)
    @click.pass_obj
    def add(
        state: State,
        index: Path,
        files: tuple[str, ...],
        year: int | None,
        unit: str | None,
        jobs: int | None,
    ) -> int:
        account = Account()
        run = answers(state, files, _text, jobs=jobs, frameworks=None, bar=True, _=_)
        texts = _labelled(run, account, year, unit)
        first = list(islice(texts, 1))
        if not first:
            account.unwritten = index
            return account.close(_)
        with about(index):
            added = add_to_index(index, chain(first, texts))
        for path in added.known:
            say(_("%(path)s 已在索引中，未重复加入") % {"path": path})
        say(_("已加入 %(count)s 份材料：%(index)s") % {"count": added.added, "index": index})
        return account.close(_)

    return add


def _list(_: Translator) -> click.Command:
    @click.command("list", help=_("列出索引中的材料。"))
    @_index_argument(_)
    @format_option(_, ["table", "json"], default="table")
    @click.option("--check", is_flag=True, help=_("读出全部内容，核对是否完好"))
    def show(index: Path, format_name: str, check: bool) -> int:
        with about(index):
            opened = Index(index)
        entries = opened.entries
        document = _json(entries) if format_name == "json" else _table(entries, _)
        write_bytes(None, document.encode("utf-8", "replace"))
        if check and not opened.is_whole():
            say(_("索引内容已损坏；请从备份恢复或重新建立"))
            return 2
        return 0

    return show


def _drop(_: Translator) -> click.Command:
    @click.command("drop", help=_("把材料从索引中除去。以列出的路径指定，也可用 SHA-256 的前 8 位以上。"))
    @_index_argument(_)
    @click.argument(
        "names", nargs=-1, required=True, metavar=_("材料..."), help=_("索引中所列的路径，或 SHA-256 的开头")
    )
    def drop(index: Path, names: tuple[str, ...]) -> int:
        with about(index):
            dropped = drop_from_index(index, [name_of(name) for name in names])
        for entry in dropped:
            say(_("已除去 %(path)s") % {"path": entry.path})
        return 0

    return drop


def _index_argument(_: Translator, *, exists: bool = True) -> Callable[[Decorated], Decorated]:
    kind = click.Path(path_type=Path, dir_okay=False, exists=exists)
    return click.argument("index", type=kind, metavar=_("索引"), help=_("索引文件"))


def _text(outcome: Material | Failure, document: Document | None) -> Text | Failure:
    if isinstance(outcome, Failure):
        return outcome
    assert document is not None
    source = outcome.source
    return Text(source.path, document.text, unit=outcome.unit, year=outcome.year, sha256=source.sha256)


def _labelled(
    run: Iterator[Text | Failure], account: Account, year: int | None, unit: str | None
) -> Iterator[Text]:
    for outcome in run:
        account.add(outcome if isinstance(outcome, Failure) else None)
        if isinstance(outcome, Text):
            yield Text(
                outcome.path,
                outcome.text,
                unit=unit or outcome.unit,
                year=year or outcome.year,
                sha256=outcome.sha256,
            )


def _json(entries: Sequence[Entry]) -> str:
    rows = [
        {
            "path": entry.path,
            "sha256": entry.sha256,
            "year": entry.year,
            "unit": entry.unit,
            "characters": entry.characters,
        }
        for entry in entries
    ]
    return json.dumps(rows, ensure_ascii=False) + "\n"


def _table(entries: Sequence[Entry], _: Translator) -> str:
    rows = [
        tuple(
            on_one_line(part)
            for part in (each.sha256[:8], str(each.year or "—"), each.unit or "—", each.path)
        )
        for each in entries
    ]
    lines = [*in_columns(rows), _("共 %(count)s 份") % {"count": len(entries)}]
    return "".join(f"{line}\n" for line in lines)
