import gc
import importlib
import pkgutil
import re

import pytest

import duizhao
from duizhao.text.regex import _Late, regex


def test_regex_when_used_then_is_what_compile_returns() -> None:
    late, early = (
        regex("(?P<year>[0-9]{4})年", re.MULTILINE),
        re.compile("(?P<year>[0-9]{4})年", re.MULTILINE),
    )
    text = "2023年、2024年"
    assert late.pattern == early.pattern
    assert late.findall(text) == early.findall(text)
    assert [one.span() for one in late.finditer(text, 3)] == [one.span() for one in early.finditer(text, 3)]
    assert late.sub(r"\g<year>", text) == early.sub(r"\g<year>", text)
    assert (late.flags, late.groups, dict(late.groupindex)) == (early.flags, early.groups, early.groupindex)


def test_regex_when_wrong_then_first_use_says_so() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("一")


def test_every_regex_of_the_package_compiles() -> None:
    for module in pkgutil.walk_packages(duizhao.__path__, "duizhao."):
        if module.name == "duizhao.__main__":
            continue
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as error:
            # A part of an extra that is not installed; ours are never missing.
            if (error.name or "duizhao").startswith("duizhao"):
                raise
    late = [one for one in gc.get_objects() if type(one) is _Late and one.pattern != "("]
    assert len(late) > 200
    for one in late:
        re.compile(one.pattern, one.flags_given)
