"""Which columns a ledger has: their order, names, widths and kinds, as a TOML file says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

from duizhao.config.toml_words import words_of
from duizhao.data import DATA
from duizhao.errors import DuizhaoError, ErrorCode, reason_of
from duizhao.ledger.layout_faults import Place, Table
from duizhao.ledger.phrase import LedgerError, phrase
from duizhao.ledger.row import DATE_FIELDS

SCHEMA: Final = "duizhao.ledger-columns/1"
DEFAULT: Final = "default"
WIDTHS: Final = (2, 120)
MAX_FILE: Final = 1024 * 1024

Kind = Literal["text", "long", "choice", "date", "number"]
"""``long`` is running text (wrapped, left); ``text`` a few words; ``choice`` a drop-down list."""


@dataclass(frozen=True, slots=True)
class Title:
    """Words in both languages."""

    zh: str = ""
    en: str = ""

    def text(self, language: str) -> str:
        """Return the words in ``language``, in Chinese where there are none."""
        return (self.en if language == "en" else self.zh) or self.zh


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``key`` is a field of ``LedgerRow``, ``no`` for the position, or "" for a column of one's own. ``width``
    is in digits of the workbook's standard font, two of which take a Chinese character. ``fold`` says that
    the column stands folded in the workbook and is left out of the Word table.
    """

    key: str
    title: Title
    kind: Kind
    width: float
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    fold: bool = False
    help: Title = Title()

    @property
    def name(self) -> str:
        """What the column is called in ``LedgerRow.extra``; "" for a field."""
        return "" if self.key else self.title.zh


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns from left to right, the title above them, and how many of them stay in sight."""

    title: Title
    columns: tuple[Column, ...]
    frozen: int


def layout_names() -> tuple[str, ...]:
    """Return the names of the layouts in the package, the default first."""
    names = (file.name.removesuffix(".toml") for file in _folder().iterdir() if file.name.endswith(".toml"))
    return (DEFAULT, *sorted(set(names) - {DEFAULT, "fields"}))


@cache
def layout(name: str = DEFAULT) -> Layout:
    """Return a layout of the package by its name."""
    if name not in layout_names():
        allowed = tuple(layout_names())
        reason = phrase(_("没有台账格式“%(name)s”；现有：%(allowed)s"), name=name, allowed=allowed)
        raise LedgerError(ErrorCode.USAGE, [reason])
    return parse_layout((_folder() / f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml")


def load_layout(path: Path) -> Layout:
    """Return the layout in a TOML file of the user's own.

    Raises ``LedgerError`` (``config_invalid``) with file, line, key and the values allowed for every fault.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE)
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        raise DuizhaoError(ErrorCode.NOT_FOUND) from None
    except UnicodeDecodeError as error:
        raise LedgerError(
            ErrorCode.CONFIG_INVALID, [phrase(_("%(path)s 不是 UTF-8 编码"), path=path)]
        ) from error
    except OSError as error:
        raise DuizhaoError(ErrorCode.UNREADABLE, detail=reason_of(error)) from error
    return parse_layout(text, str(path))


@cache
def known_columns() -> Mapping[str, Column]:
    """Return the columns a layout can choose from, by key."""
    raw = tomllib.loads((_folder() / "fields.toml").read_text(encoding="utf-8"))
    return {
        key: Column(
            key=key,
            title=Title(field["zh"], field["en"]),
            kind=field["kind"],
            width=field["width"],
            choices=tuple(field.get("choices", ())),
            aliases=tuple(field.get("aliases", ())),
            help=Title(field["zh_help"], field["en_help"]),
        )
        for key, field in raw.items()
    }


def parse_layout(text: str, path: str) -> Layout:
    """Return the layout a TOML text describes; see ``load_layout``."""
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        detail = phrase(_("%(path)s 不是合法的 TOML：%(detail)s"), path=path, detail=words_of(error))
        raise LedgerError(ErrorCode.CONFIG_INVALID, [detail]) from error
    place = Place(path, text)
    table = Table(raw, place, ("schema", "title", "freeze", "columns"))
    table.one_of("schema", (SCHEMA,), required=True)
    title = _title(table.table("title", ("zh", "en")))
    columns = tuple(_column(entry) for entry in table.tables("columns", _COLUMN_KEYS))
    frozen = _frozen(table, columns)
    _check_whole(columns, place)
    place.raise_faults()
    return Layout(title, columns, frozen)


_COLUMN_KEYS: Final = ("key", "zh", "en", "kind", "width", "choices", "aliases", "fold", "zh_help", "en_help")
_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


def _title(table: Table) -> Title:
    return Title(table.text("zh", required=True), table.text("en"))


def _column(table: Table) -> Column:
    """Return one column: a field with what the file changes in it, or a column of one's own."""
    known = known_columns()
    key = table.one_of("key", tuple(known))
    base = known.get(key)
    if base is None:
        base = Column(key="", title=Title(), kind="text", width=10)
        if "key" not in table.raw:
            table.text("zh", required=True)
    column = Column(
        key=base.key,
        title=Title(table.text("zh") or base.title.zh, table.text("en") or base.title.en),
        kind=_kind(table, base),
        width=table.number("width", *WIDTHS) or base.width,
        choices=table.texts("choices") or base.choices,
        aliases=base.aliases + table.texts("aliases"),
        fold=table.flag("fold"),
        help=Title(table.text("zh_help") or base.help.zh, table.text("en_help") or base.help.en),
    )
    if column.kind == "choice" and not column.choices:
        table.refuse("choices", phrase(_("下拉列表（choice）要有 choices，列出可选的值")))
    return column


def _kind(table: Table, base: Column) -> Kind:
    """Return the kind, which must be able to hold what the field holds."""
    if not base.key:
        allowed = _KINDS
    elif base.kind in ("date", "number"):
        allowed = (base.kind, "text") if base.key in DATE_FIELDS else (base.kind,)
    else:
        allowed = ("text", "long", "choice")
    named = table.one_of("kind", allowed)
    return next((kind for kind in _KINDS if kind == named), base.kind)


def _frozen(table: Table, columns: tuple[Column, ...]) -> int:
    """Return how many columns stay in sight: up to the one that ``freeze`` names."""
    keys = [column.key or column.name for column in columns]
    named = table.one_of("freeze", tuple(key for key in keys if key))
    return keys.index(named) + 1 if named in keys else 0


def _check_whole(columns: tuple[Column, ...], place: Place) -> None:
    """Refuse a layout that cannot be read back: two columns of one name, or no number or problem."""
    keys = [column.key for column in columns if column.key]
    for key in ("id", "problem"):
        if columns and key not in keys:
            place.refuse(1, "columns", phrase(_("缺少必需的列 %(key)s"), key=key))
    for what in ("key", "zh"):
        values = [column.key if what == "key" else column.title.zh for column in columns]
        for number, value in enumerate(values):
            if value and value in values[:number]:
                line = place.line_of(what, "columns", number)
                place.refuse(
                    line, f"columns[{number + 1}].{what}", phrase(_("“%(value)s”出现了两次"), value=value)
                )


def _folder() -> Path:
    return DATA / "ledgers"


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message
