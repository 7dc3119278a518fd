"""The formats of ``duizhao check``: what each writes of the papers and what was found in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from duizhao.cli.papers import table_page
from duizhao.i18n import translator
from duizhao.record import Examined, Failure

Outcome = Examined | Failure


@dataclass(frozen=True, slots=True)
class Result:
    """What a format writes: the papers with what was found, and for whom it is."""

    outcomes: Sequence[Outcome]
    language: str
    terminal: bool


def _json(result: Result) -> bytes:
    from duizhao.reports import check_json

    return check_json.document(result.outcomes, result.language)


def _table(result: Result) -> bytes:
    from duizhao.reports import check_table

    _ = translator(result.language)
    return check_table.text(result.outcomes, **table_page(terminal=result.terminal), _=_).encode(
        "utf-8", "replace"
    )


def _sarif(result: Result) -> bytes:
    from duizhao.engine.asking import every_check
    from duizhao.reports import sarif

    return sarif.document(result.outcomes, every_check(), result.language)


def _html(result: Result) -> bytes:
    from duizhao.engine.asking import every_check
    from duizhao.reports import check_html

    return check_html.page(result.outcomes, every_check(), result.language)


def _xlsx(result: Result) -> bytes:
    from duizhao.engine.asking import every_check
    from duizhao.reports import check_xlsx

    return check_xlsx.workbook(result.outcomes, every_check(), result.language)


def _md(result: Result) -> bytes:
    from duizhao.reports import check_md

    return check_md.text(result.outcomes, result.language).encode("utf-8", "replace")


FORMATS: Final[dict[str, Callable[[Result], bytes]]] = {
    "table": _table,
    "html": _html,
    "xlsx": _xlsx,
    "md": _md,
    "json": _json,
    "sarif": _sarif,
}
