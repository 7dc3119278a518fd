"""Papers for the tests of corrections: numbered, as long as wanted, no sentence twice."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache

import pytest

from duizhao.corrections import Anchor, anchored
from duizhao.linking import link
from duizhao.material import build
from duizhao.record import Document, Material, Source, Span

_MATTERS = (
    "学习抓得不够紧",
    "调研走得不够深",
    "督办跟得不够牢",
    "担当做得不够硬",
    "纪律管得不够严",
    "联系群众不够近",
)
_PLACES = ("支部", "社区", "工地", "窗口", "企业", "学校", "村组", "机关", "市场", "园区", "医院", "车站")


@pytest.fixture(scope="session")
def a_paper() -> Callable[[int], str]:
    """Build a paper of two aspects, with as many problems, three causes and three measures."""

    def build_text(problems: int) -> str:
        half = problems // 2
        lines = ["2024年度民主生活会个人对照检查材料", "一、存在的问题"]
        lines += ["（一）带头增强党性方面", *(_problem(n, n) for n in range(half))]
        lines += ["（二）带头严守纪律方面", *(_problem(n - half, n) for n in range(half, problems))]
        lines += ["二、原因剖析", *(_cause(n) for n in range(3))]
        lines += ["三、整改措施", *(_measure(n) for n in range(3))]
        return "\n".join(lines) + "\n"

    return build_text


@pytest.fixture(scope="session")
def read() -> Callable[[str], tuple[Document, Material]]:
    """Read a text as a document with its record, links included."""
    return _read


@pytest.fixture(scope="session")
def words() -> Callable[[str, str], Anchor]:
    """Return the anchor of the first place in a text where the words stand."""

    def anchor(text: str, quote: str) -> Anchor:
        start = text.index(quote)
        return anchored(text, Span(start, start + len(quote)))

    return anchor


@cache
def _read(text: str) -> tuple[Document, Material]:
    document = Document(text, "text/plain")
    material = build(document, Source("paper.txt", "0" * 64, "text/plain", len(text)))
    return document, dataclasses.replace(material, links=link(material))


def _problem(no: int, n: int) -> str:
    where, matter = _PLACES[n % 12], _MATTERS[n % 6]
    return (
        f"{no + 1}.{where}{matter}。平时对{where}第{n}组的情况了解不多，会上讲过{n + 2}次，会后没有再问。"
        f"比如，2024年{n % 12 + 1}月到{where}第{n}组，只听了介绍，没有看现场。"
    )


def _cause(n: int) -> str:
    about = _MATTERS[n][:2]
    return f"{n + 1}.{about}放松。对{_PLACES[n]}的事想得浅。根本原因是{about}的弦松了{n + 1}年。"


def _measure(n: int) -> str:
    about = _MATTERS[n][:2]
    return f"{n + 1}.补上{about}这一课。每月到{_PLACES[n]}一次，{n + 3}月底前办完第{n}组的事。"
