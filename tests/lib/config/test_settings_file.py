"""duizhao.toml: what it sets, and what is said of one that is wrong."""

from __future__ import annotations

import pickle

import pytest

from duizhao.config import Config, ConfigError, parse
from duizhao.engine.asking import every_check
from duizhao.errors import ErrorCode
from duizhao.i18n import translator

WHOLE = """\
words = ["水利水利"]

[checks]
ignore = ["PUN005", "cause"]

[checks.severity]
REP001 = "error"
numbering = "question"

[checks.REP004]
least = 30
words = ["不够"]
per_thousand = 7

[frameworks.four-leads]
select = ["structure"]

[[suppress]]
check = "NUM001"
path = "2024/*.docx"
text = "三是抓落实"
reason = "原文引用"
date = 2026-03-01
"""


def read(text: str) -> Config:
    return parse(text, "duizhao.toml", every_check(), {"four-leads", "four-leads@1"})


def test_file_when_everything_is_set_then_read() -> None:
    config = read(WHOLE)

    assert config.words == ("水利水利",)
    assert config.rules.select is None
    assert config.rules.ignore == ("PUN005", "cause")
    assert config.rules.severity == {"REP001": "error", "numbering": "question"}
    assert config.rules.options == {"REP004": {"least": 30, "words": ("不够",), "per_thousand": 7.0}}
    assert config.profiles["four-leads"].select == ("structure",)
    (one,) = config.suppressions
    assert (one.check, one.reason, one.date, one.line) == ("NUM001", "原文引用", "2026-03-01", 18)


def test_file_when_empty_then_nothing_is_set() -> None:
    assert read("") == Config(path="duizhao.toml")


@pytest.mark.parametrize(
    ("text", "line", "key", "said"),
    [
        ("words = [1]", 1, "words", "文字的列表"),
        ("\nwrods = []", 2, "wrods", "words、checks、frameworks、suppress"),
        ("[checks]\n\nselect = ['spelling']", 3, "checks.select", "structure、numbering"),
        ("[checks]\nREP001 = 'error'", 2, "checks.REP001", "一组设置"),
        ("[checks]\nsevere = 1", 2, "checks.severe", "select、ignore、enable、severity"),
        ("[checks.severity]\nREP001 = 'grave'", 2, "checks.severity.REP001", "error、warning、question"),
        ("[checks.XYZ001]\na = 1", 1, "checks.XYZ001", "XYZ001"),
        ("[checks.REP004]\nmost = 1", 2, "checks.REP004.most", "words、least、per_thousand"),
        ("[checks.REP004]\nleast = true", 2, "checks.REP004.least", "数字"),
        ("[checks.REP004]\nleast = 'ten'", 2, "checks.REP004.least", "整数"),
        ("[frameworks.none]", 1, "frameworks.none", "four-leads"),
        ("[[suppress]]\ncheck = 'NUM001'\npath = 'a'\ndate = 2026-03-01", 1, "suppress[1]", "reason"),
        ("[[suppress]]\ncheck = 'NUM001'\npath = 'a'\nreason = '引用'", 1, "suppress[1]", "date"),
        ("[[suppress]]\ncheck = 'NUM001'\nreason = '引用'\ndate = 2026-03-01", 1, "suppress[1]", "path"),
        (WHOLE + "[[suppress]]\nchek = 'NUM001'", 25, "suppress[2].chek", "check、path、text、reason、date"),
        (
            "[[suppress]]\ncheck = 'NUM001'\npath = 'a'\nreason = '引'\ndate = 'May'",
            5,
            "suppress[1].date",
            "2026",
        ),
        ("[checks]\nselect = [", 2, "", "TOML"),
    ],
)
def test_file_when_wrong_then_line_key_and_allowed_values_are_named(
    text: str, line: int, key: str, said: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)

    assert caught.value.code is ErrorCode.CONFIG_INVALID
    assert (caught.value.line, caught.value.key) == (line, key)
    assert f"duizhao.toml 第 {line} 行" in caught.value.message()
    assert said in caught.value.message()
    assert f"line {line}" in caught.value.message(translator("en"))
    assert pickle.loads(pickle.dumps(caught.value)).message() == caught.value.message()
