"""Records built by hand for the reports, every field filled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from duizhao.errors import ErrorCode, ReadError
from duizhao.record import (
    AspectRef,
    Author,
    Cause,
    Claim,
    Document,
    Example,
    Failure,
    FrameworkRef,
    LastYear,
    Link,
    Material,
    Measure,
    Problem,
    Root,
    Section,
    Source,
    Span,
)

TEXT = (
    "白鹭市档案局2023年度民主生活会对照检查材料\n"
    "上年查摆3个问题，完成2个，还有1个正在整改。对班子第2、3项问题我负主要责任。\n"
    "一、存在的问题\n"
    "（一）学习方面\n"
    "1.学得不深。停留于通读。比如，六月的培训我只到了半天。\n"
    "2.用得不好。学归学、做归做。\n"
    "二、原因\n"
    "（一）认识不到位。根本原因是没有把学习当本职。\n"
    "三、措施\n"
    "（一）每周集中学习一次。由分管领导点名。\n"
    "（二）改进查档服务。\n"
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


MATERIAL = Material(
    source=Source("a/档案局.txt", "0123456789abcdef" * 4, "text/plain", len(TEXT)),
    title="白鹭市档案局2023年度民主生活会对照检查材料",
    kind="individual",
    year=2023,
    date="2024-01-05",
    unit="白鹭市档案局",
    author=Author("陆某", "局长", chief=True),
    framework=FrameworkRef("meeting-2023", "1"),
    sections=(
        Section(
            "opening", None, at("上年查摆3个问题，完成2个，还有1个正在整改。对班子第2、3项问题我负主要责任。")
        ),
        Section("problems", "存在的问题", Span(at("一、存在").start, at("二、原因").start)),
        Section("causes", "原因", Span(at("二、原因").start, at("三、措施").start)),
        Section("measures", "措施", Span(at("三、措施").start, len(TEXT))),
    ),
    problems=(
        Problem(
            "P1",
            AspectRef(1, "学习方面", "A1"),
            "学得不深",
            "停留于通读。比如，六月的培训我只到了半天。",
            at("1.学得不深。停留于通读。比如，六月的培训我只到了半天。"),
            (Example("比如", "六月的培训我只到了半天。", at("比如，六月的培训我只到了半天。")),),
            5,
        ),
        Problem(
            "P2",
            AspectRef(1, "学习方面"),
            "用得不好",
            "学归学、做归做。",
            at("2.用得不好。学归学、做归做。"),
            (),
            6,
        ),
    ),
    causes=(
        Cause(
            "C1",
            "认识不到位",
            "根本原因是没有把学习当本职。",
            at("（一）认识不到位。根本原因是没有把学习当本职。"),
            Root("根本原因是", "没有把学习当本职。", at("根本原因是没有把学习当本职。")),
        ),
    ),
    measures=(
        Measure("M1", "每周集中学习一次", "由分管领导点名。", at("（一）每周集中学习一次。由分管领导点名。")),
        Measure("M2", None, "改进查档服务。", at("（二）改进查档服务。")),
    ),
    claims=(
        Claim(
            "对班子第2、3项问题我负主要责任。",
            at("对班子第2、3项问题我负主要责任。"),
            "listed",
            (2, 3),
            "主要责任",
        ),
    ),
    last_year=(
        LastYear(
            "上年查摆3个问题，完成2个，还有1个正在整改。",
            at("上年查摆3个问题，完成2个，还有1个正在整改。"),
            3,
            2,
            1,
        ),
    ),
    links=(
        Link("P1", "measure", "M1", 0.8125, ("共有词：学习",)),
        Link("P1", "cause", "C1", 0.9, ("同一顺序",)),
        Link("P2", "cause", "C1", 0.31),
    ),
)


@pytest.fixture
def document() -> Document:
    return Document(TEXT, "text/plain")


@pytest.fixture
def material() -> Material:
    return MATERIAL


@pytest.fixture
def bare() -> Material:
    """A paper in which nothing was found."""
    return replace(
        MATERIAL,
        title=None,
        kind="unknown",
        year=None,
        date=None,
        unit=None,
        author=None,
        framework=None,
        sections=(),
        problems=(),
        causes=(),
        measures=(),
        claims=(),
        last_year=(),
        links=(),
    )


@pytest.fixture
def failure() -> Failure:
    return Failure("b/坏.docx", ReadError(ErrorCode.DAMAGED, detail="<zip>"))
