"""The command line as a person meets it: arguments in, exit status and two streams out."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from duizhao.cli import main

PAPER = """青禾县水务局局长2023年度民主生活会个人对照检查材料
对班子的问题，我全部认领并负主要责任。
一、存在的问题
（一）理论学习方面
一是学用结合不紧。学得多、用得少。比如，去年七月学完防汛条例，直到汛后也没有修订预案。
二是学习不成体系。碎片化学习多。
二、原因分析
（一）学习抓得不严。忙于事务，根本原因是对理论指导实践认识不足。
三、整改措施
（一）抓实学习转化。每季度对照所学修订一项制度。
"""


@dataclass(frozen=True)
class Result:
    """What a run left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``duizhao ARGUMENTS`` in this process, in Chinese unless said otherwise."""
    monkeypatch.setenv("DUIZHAO_LANG", "zh")

    def call(*arguments: object, stdin: bytes | None = None) -> Result:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main([str(argument) for argument in arguments])
        return Result(status, *capfd.readouterr())

    return call


@pytest.fixture
def paper_text() -> str:
    return PAPER


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "水务局.txt"
    path.write_text(PAPER, encoding="utf-8", newline="\n")
    return path
