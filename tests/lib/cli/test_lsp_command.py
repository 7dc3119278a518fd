"""``duizhao lsp`` where its extra is not installed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest


def test_server_when_its_extra_is_missing_then_what_to_install_is_said(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith(("pygls", "lsprotocol", "duizhao.lsp."))]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("pygls", "lsprotocol"):
        monkeypatch.setitem(sys.modules, name, None)

    result = run("lsp")

    assert result.status == 2
    assert 'pip install "duizhao[lsp]"' in result.err
    assert result.out == ""
