"""Which lines of a table are none of its rows: headings of groups, signatures, sums, the header once more."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from duizhao.ledger.grid import GridRow, text_of
from duizhao.ledger.header import Header

_FOOT: Final = re.compile(
    r"\s*(?:注|备注|说明|填表|填报|制表|审核|审批|复核|签字|签名|联系人|联系电话|日期|合计|总计|小计|单位负责人|主要负责人)"
    r"(?:人|单位|部门|日期|时间|意见)?\s*(?:\d*\s*[:：（(]|$)"
)

_SUM: Final = re.compile(r"[合总小共累]\s*计[:：]?")
_FEW: Final = 4  # cells a line under the table may have
_NUMBER: Final = re.compile(r"[（(]?[\d一二三四五六七八九十百]+[）)]?[、.．]?")


def is_content(row: GridRow, header: Header) -> bool:
    """Say whether a row has more in it than its position, and is not the header once more."""
    filled = ((at, text) for at, cell in enumerate(row.cells) if (text := text_of(cell).strip()))
    named = dict(enumerate(header.titles))
    # The first cell that is neither settles it.
    only_number = only_names = True
    for at, text in filled:
        is_no = at < len(header.keys) and header.keys[at] == "no"
        only_number = only_number and is_no and bool(_NUMBER.fullmatch(text))
        only_names = only_names and " ".join(text.split()) == named.get(at)
        if not (only_number or only_names):
            return True
    return False


def lone_text(row: GridRow) -> str:
    """Return the text of a row with one filled cell, or of one whose first cell is a line under the table."""
    texts = (text for cell in row.cells if (text := text_of(cell).strip()))
    filled = list(islice(texts, _FEW + 1))
    return filled[0] if len(filled) == 1 or (len(filled) <= _FEW and is_foot(filled[0])) else ""


def is_sum(row: GridRow, header: Header) -> bool:
    """Say whether a row without a number of ours adds up the others: 合计 comes first, or as its problem."""
    if "id" in header.keys and text_of(row.cell(header.keys.index("id"))).strip():
        return False
    first = next((text for cell in row.cells if (text := text_of(cell).strip())), "")
    problem = text_of(row.cell(header.keys.index("problem"))).strip()
    return bool(_SUM.fullmatch(first) or _SUM.fullmatch(problem))


def without_number(heading: str) -> str:
    """Return a heading without the number before it: 一、, （一）, 1."""
    number = _NUMBER.match(heading)
    rest = heading[number.end() :].strip() if number else ""
    return rest if number and rest and number[0][-1] in "）)、.．" else heading


def is_foot(text: str) -> bool:
    """Say whether a text is a line under the table, such as 填表人：."""
    return bool(_FOOT.match(text))
