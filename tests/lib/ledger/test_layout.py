"""A TOML file says which columns a ledger has; a wrong one is answered with line, key and what is allowed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.ledger import LedgerError, layout, layout_names, load_layout
from duizhao.ledger.header import _plain
from duizhao.ledger.layout import known_columns, parse_layout
from duizhao.ledger.row import DATE_FIELDS, FIELDS

HEAD = 'schema = "duizhao.ledger-columns/1"\ntitle = { zh = "台账" }\n'
LEAST = HEAD + '[[columns]]\nkey = "id"\n[[columns]]\nkey = "problem"\n'


def faults(text: str) -> list[str]:
    with pytest.raises(LedgerError) as caught:
        parse_layout(text, "我的.toml")
    assert caught.value.code is ErrorCode.CONFIG_INVALID
    return [phrase.text() for phrase in caught.value.phrases]


@pytest.mark.parametrize("name", layout_names())
def test_layout_of_the_package_when_loaded_then_has_both_languages_and_help(name: str) -> None:
    for column in layout(name).columns:
        assert column.title.zh
        assert column.title.en
        assert column.help.zh
        assert column.help.en
    assert layout(name).title.en


@pytest.mark.parametrize("name", layout_names())
def test_layout_of_the_package_when_printed_then_its_open_columns_fit_a_page(name: str) -> None:
    # 152 digits of the standard font fit across A4 landscape: 0.6 of full size is 6.3 points at least.
    open_ones = [column.width for column in layout(name).columns if not column.fold and column.key != "unit"]
    assert 152 / sum(open_ones) > 0.58


def test_layouts_of_the_package_are_the_default_and_two_more() -> None:
    assert layout_names() == ("default", "audit", "inspection")


def test_default_layout_shows_every_field_of_a_row() -> None:
    assert {column.key for column in layout().columns} == {"no", *FIELDS}


def test_known_columns_are_the_fields_of_a_row_and_dates_are_dates() -> None:
    known = known_columns()
    assert set(known) == {"no", *FIELDS}
    assert {key for key, column in known.items() if column.kind == "date"} == DATE_FIELDS


def test_no_name_stands_for_two_columns() -> None:
    names = Counter(
        (name, column.key)
        for column in known_columns().values()
        for name in {_plain(one) for one in (column.title.zh, column.title.en, *column.aliases)}
    )
    keys = Counter(name for name, _key in names)
    assert [name for name, count in keys.items() if count > 1] == []


def test_layout_when_column_is_changed_then_only_what_is_said_differs() -> None:
    changed = '[[columns]]\nkey = "owner"\nzh = "经办人"\nwidth = 20\n'
    own = '[[columns]]\nzh = "涉及金额"\nkind = "number"\n'
    columns = parse_layout(LEAST + changed + own, "x").columns
    assert (columns[2].title.zh, columns[2].width, columns[2].kind) == ("经办人", 20, "text")
    assert (columns[3].key, columns[3].name, columns[3].kind) == ("", "涉及金额", "number")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LEAST.replace("/1", "/9"), "我的.toml:1: schema: “duizhao.ledger-columns/9”不能用"),
        (
            LEAST.replace('"problem"', '"problme"'),
            "我的.toml:6: columns[2].key: “problme”不能用；可用的有：no、id",
        ),
        (LEAST + "width = 0.5\n", "我的.toml:7: columns[2].width: 应当在 2 到 120 之间"),
        (LEAST + 'width = "宽"\n', "我的.toml:7: columns[2].width: 应当是数值"),
        (LEAST + "widht = 3\n", "我的.toml:7: columns[2].widht: 没有这一项；可用的有：key、zh"),
        (LEAST + "fold = 1\n", "我的.toml:7: columns[2].fold: 应当是 true 或 false"),
        (
            LEAST + 'kind = "date"\n',
            "我的.toml:7: columns[2].kind: “date”不能用；可用的有：text、long、choice",
        ),
        (LEAST + '[[columns]]\nkind = "text"\n', "我的.toml:7: columns[3].zh: 缺少这一项"),
        (LEAST + '[[columns]]\nzh = "甲"\nkind = "choice"\n', "我的.toml:7: columns[3].choices: 下拉列表"),
        (LEAST + '[[columns]]\nkey = "id"\n', "我的.toml:8: columns[3].key: “id”出现了两次"),
        (LEAST + '[[columns]]\nzh = "问题"\n', "我的.toml:8: columns[3].zh: “问题”出现了两次"),
        (HEAD + '[[columns]]\nkey = "problem"\n', "我的.toml:1: columns: 缺少必需的列 id"),
        (
            LEAST.replace("title", 'freeze = "ower"\ntitle'),
            "我的.toml:2: freeze: “ower”不能用；可用的有：id、problem",
        ),
        (HEAD + "columns = 3\n", "我的.toml:3: columns: 应当由若干个 [[columns]] 组成"),
        (LEAST + 'choices = ["甲", "甲"]\n', "我的.toml:7: columns[2].choices: 应当是一组互不相同"),
        (LEAST + 'zh = "一\\n二"\n', "我的.toml:7: columns[2].zh: 应当是一行文字"),
        ("title = [", "我的.toml 不是合法的 TOML"),
    ],
)
def test_layout_when_wrong_then_fault_names_file_line_key_and_what_is_allowed(
    text: str, expected: str
) -> None:
    assert any(fault.startswith(expected) for fault in faults(text)), faults(text)


def test_layout_when_several_faults_then_all_are_said_at_once() -> None:
    assert len(faults(LEAST + "width = 0\nfold = 2\nextra = 1\n")) == 3


def test_load_layout_when_file_is_missing_or_not_utf8_then_error_says_so(tmp_path: Path) -> None:
    with pytest.raises(DuizhaoError) as missing:
        load_layout(tmp_path / "没有.toml")
    assert missing.value.code is ErrorCode.NOT_FOUND
    (tmp_path / "gb.toml").write_bytes("# 台账".encode("gb18030"))
    with pytest.raises(DuizhaoError, match="不是 UTF-8 编码"):
        load_layout(tmp_path / "gb.toml")


def test_load_layout_when_saved_by_notepad_then_mark_and_line_ends_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_bytes(b"\xef\xbb\xbf" + LEAST.replace("\n", "\r\n").encode())
    assert len(load_layout(tmp_path / "w.toml").columns) == 2


def test_layout_when_name_is_unknown_then_error_lists_the_names() -> None:
    with pytest.raises(LedgerError, match="default、audit、inspection"):
        layout("defualt")
