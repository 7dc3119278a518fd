"""Which lines of a text are tables with a header row, and what stands in each column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from duizhao.outline.vocabulary import field_of
from duizhao.text import Normalised

Range = tuple[int, int]

_ASPECT: Final = re.compile(r"方面|对照(?:内容|标准|检查内容)|类别|分类|领域|对照事项")
_HEADER_WORDS: Final = re.compile(
    r"序号|编号|问题|原因|根源|成因|措施|举措|整改|时限|责任|方面|目标|完成|备注|单位|进展|事例|销号"
)
_NUMBER: Final = re.compile(r"序\s*号|编号|No\.?")
_ROLES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("cause", re.compile(r"原因|根源|成因")),
    ("measure", re.compile(r"措施|举措|打算|努力方向|整改计划|整改办法|整改内容")),
    ("progress", re.compile(r"整改(?:落实|完成)?(?:情况|进展|结果)|进展|完成情况")),
    ("example", re.compile(r"事例|案例|具体表现")),
    ("other", re.compile(r"时限|责任|目标|标准|备注|单位|时间|序号|编号|销号|佐证|状态|类型|来源")),
    ("problem", re.compile(r"问题|不足|表现|差距|隐患")),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row. ``columns`` names what each column holds: problem, cause, measure,
    progress, example, aspect, other or ``None``; ``rows`` are the body rows as normalised ranges of cells.
    """

    start: int
    end: int
    columns: tuple[str | None, ...]
    rows: tuple[tuple[Range, ...], ...]


def find_tables(normalised: Normalised) -> tuple[Table, ...]:
    """Return the tables of a text that have a header row with a column of problems."""
    tables = []
    for rows in _row_groups(normalised):
        table = _table(normalised.text, rows)
        if table is not None:
            tables.append(table)
    return tuple(tables)


def column_role(header: str) -> str | None:
    """Return what a column with this header holds, ``None`` where the words do not say."""
    plain = re.sub(r"[\s（）()/、及与和]", "", header)
    named = field_of(plain)
    if named is not None:
        return named
    if _ASPECT.search(plain) and "措施" not in plain and "整改类型" not in plain:
        return "aspect"
    for role, pattern in _ROLES:
        if pattern.search(plain):
            return role
    return None


def _table(text: str, rows: list[list[Range]]) -> Table | None:
    for i, row in enumerate(rows[:3]):
        headers = [text[a:b].replace("\n", "") for a, b in row]
        words = [h for h in headers if h and len(h) <= 16 and _HEADER_WORDS.search(h)]
        if len(words) < 2 or len(words) < 0.5 * len([h for h in headers if h]):
            continue
        columns = tuple(column_role(header) for header in headers)
        body = rows[i + 1 :]
        if "problem" not in columns or not body:
            continue
        placed = (_placed(text, row, headers) for row in body)
        return Table(rows[0][0][0], rows[-1][-1][1], _one_problem_column(columns, headers), tuple(placed))
    return None


def _placed(text: str, row: list[Range], headers: list[str]) -> tuple[Range, ...]:
    """Return a row with the empty cells put back that stood before its number and were lost as blanks."""
    lost = len(headers) - len(row)
    numbered = next((i for i, header in enumerate(headers) if _NUMBER.fullmatch(header)), None)
    if lost <= 0 or numbered != lost or not text[slice(*row[0])].isdigit():
        return tuple(row)
    start = row[0][0]
    return (*((start, start) for _ in range(lost)), *row)


def _one_problem_column(columns: tuple[str | None, ...], headers: list[str]) -> tuple[str | None, ...]:
    """Keep one problem column: of 问题类别 and 问题描述 the description is the problem."""
    places = [i for i, role in enumerate(columns) if role == "problem"]
    if len(places) < 2:
        return columns
    best = next((i for i in places if re.search(r"描述|具体|表现|内容|简述", headers[i])), places[0])
    return tuple("other" if role == "problem" and i != best else role for i, role in enumerate(columns))


def _row_groups(normalised: Normalised) -> list[list[list[Range]]]:
    """Return runs of rows: of a document's own tables, or of neighbouring lines with tabs."""
    groups: list[list[list[Range]]] = []
    last: object = None
    for line in normalised.lines:
        cell = line.paragraph.cell if line.paragraph else None
        if cell is not None:
            if last != ("table", cell.table):
                groups.append([])
                last = ("table", cell.table)
            _add_cell(groups[-1], cell.row, cell.column, (line.start, line.end))
            continue
        content = normalised.text[line.start : line.end]
        separator = "\t" if "\t" in content else "|" if content.count("|") >= 2 else None
        if separator is None:
            last = None
            continue
        if set(content) <= set("|-: \t"):
            continue
        if last != "lines":
            groups.append([])
            last = "lines"
        groups[-1].append(_split(content, line.start, separator))
    return [[row for row in group if row] for group in groups if len(group) >= 2]


def _add_cell(rows: list[list[Range]], row: int, column: int, span: Range) -> None:
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    while len(cells) < column:
        cells.append((span[0], span[0]))
    if len(cells) == column:
        cells.append(span)
    else:
        cells[column] = (cells[column][0], span[1])


def _split(content: str, start: int, separator: str) -> list[Range]:
    cells, at = [], 0
    parts = content.split(separator)
    for i, part in enumerate(parts):
        outer = separator == "|" and i in (0, len(parts) - 1) and not part.strip()
        if not outer:
            a = start + at + (len(part) - len(part.lstrip()))
            cells.append((a, max(a, start + at + len(part.rstrip()))))
        at += len(part) + 1
    return cells
