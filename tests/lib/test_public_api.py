"""The public names: each there, each documented, none imported before it is used."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

import duizhao


def test_names_when_listed_then_sorted_and_complete() -> None:
    assert duizhao.__all__ == sorted(duizhao._HOME)
    assert set(duizhao.__all__) <= set(dir(duizhao))


@pytest.mark.parametrize("name", duizhao.__all__)
def test_name_when_used_then_the_one_of_its_room(name: str) -> None:
    assert getattr(duizhao, name) is getattr(import_module(duizhao._HOME[name]), name)
    assert getattr(duizhao, name).__doc__


def test_name_when_unknown_then_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        duizhao.nonsense  # noqa: B018


def test_package_when_imported_then_nothing_else_is() -> None:
    code = "import sys, duizhao; print([name for name in sys.modules if name.startswith('duizhao.')])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)

    assert done.stdout == b"[]\n"
