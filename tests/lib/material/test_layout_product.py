"""Headings, aspects and items in every mix of ordinals that papers use give the same record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import pytest

from duizhao.record import Material

Read = Callable[[str], Material]
Ordinal = Callable[[int], str]

ASPECTS = {
    "带头强化政治忠诚方面": {
        "学习不深": "中心组学习常被会议冲掉。比如，3月的学习改成了调度会。",
        "落实不细": "文件来一件转一件，缺少统筹。",
    },
    "带头干事创业方面": {
        "办法不多": "水库除险加固拖了两年，群众有意见。",
        "担当不够": "遇到难题等上级，自己想办法少。",
    },
}
TITLES = [title for problems in ASPECTS.values() for title in problems]
CAUSES = ["理论学习抓得不紧。根本原因是把学习当任务。", "宗旨意识有所淡化。根本原因是群众观念不牢。"]
MEASURES = ["抓实学习。中心组每月学习一次，年底测评。", "抓实项目。6月底前完成除险加固。"]

HAN = "一二三四"
ORDINALS: dict[str, Ordinal] = {
    "一、": lambda i: f"{HAN[i]}、",
    "（一）": lambda i: f"（{HAN[i]}）",
    "1.": lambda i: f"{i + 1}.",
    "１．": lambda i: f"{'１２３４'[i]}．",
    "1、": lambda i: f"{i + 1}、",
    "1）": lambda i: f"{i + 1}）",
    "（1）": lambda i: f"（{i + 1}）",
    "①": lambda i: "①②③④"[i],
    "●": lambda _: "●",
    "一是": lambda i: f"{HAN[i]}是",
    "第一，": lambda i: f"第{HAN[i]}，",
    "其一，": lambda i: f"其{HAN[i]}，",
    "首先，": lambda i: ("首先，", "其次，", "再次，", "最后，")[i],
    "": lambda _: "",
}
HEADINGS = {
    "": ("存在的问题", "原因分析", "整改措施"),
    "【】": ("【检视问题】", "【原因剖析】", "【努力方向】"),
    "第一部分": ("第一部分 存在的主要问题", "第二部分 原因剖析", "第三部分 整改措施"),
    "壹、": ("壹、存在问题", "贰、原因分析", "叁、整改措施"),
    "一、": ("一、存在的突出问题", "二、产生问题的原因剖析", "三、下一步努力方向和整改措施"),
    "（一）": ("（一）查摆的突出问题", "（二）原因分析", "（三）整改打算"),
}
LEADS = ("", "经认真对照检查，主要存在以下问题：")
ARABIC = ("1.", "１．", "1、", "1）")
RUN_IN = ("一是", "第一，", "其一，", "首先，", "（1）", "①", "1.")


def mixes() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield headings, aspects, items, shape and mark behind titles; two levels never share their ordinals."""
    for headings, aspects, items, mark in product(HEADINGS, ("一、", "（一）", "1.", ""), ORDINALS, "。："):
        if headings == aspects != "" or headings == items or (aspects in ARABIC and items in ARABIC):
            continue
        # An official order turned upside down is read as it stands.
        if aspects == items or (items in ("一、", "（一）") and aspects):
            continue
        yield headings, aspects, items, "lines", mark
        if items in RUN_IN:
            yield headings, aspects, items, "one paragraph", mark
            yield headings, aspects, items, "behind the aspect", mark


@pytest.mark.parametrize("mix", sorted(mixes()), ids="-".join)
def test_mix_of_ordinals_when_read_then_the_same_record(mix: tuple[str, ...], record: Read) -> None:
    headings, aspects, items, shape, mark = mix
    lead = LEADS[len(shape) % 2]
    material = record(paper(HEADINGS[headings], ORDINALS[aspects], ORDINALS[items], shape, mark, lead))

    assert [problem.title for problem in material.problems] == TITLES
    assert [problem.aspect and problem.aspect.title for problem in material.problems] == [
        aspect for aspect, problems in ASPECTS.items() for _ in problems
    ]
    assert [cause.title for cause in material.causes] == [cause.split("。")[0] for cause in CAUSES]
    assert [measure.title for measure in material.measures] == [
        measure.split("。")[0] for measure in MEASURES
    ]
    assert [section.role for section in material.sections] == ["opening", "problems", "causes", "measures"]


def paper(
    headings: tuple[str, str, str], aspect: Ordinal, item: Ordinal, shape: str, mark: str, lead: str
) -> str:
    lines = [
        "青禾县水利局领导班子2025年度民主生活会对照检查材料",
        "按照县委安排，现对照检查如下。",
        headings[0],
    ]
    lines += [lead] if lead else []
    for number, (title, problems) in enumerate(ASPECTS.items()):
        found = [f"{item(i)}{name}{mark}{text}" for i, (name, text) in enumerate(problems.items())]
        if shape == "lines":
            lines += [aspect(number) + title, *found]
        elif shape == "one paragraph":
            lines += [aspect(number) + title, "".join(found)]
        else:
            lines.append(f"{aspect(number)}{title}。{''.join(found)}")
    numbered = ORDINALS["1." if headings[0].startswith("（一）") else "（一）"]
    lines += [headings[1], *(numbered(i) + cause for i, cause in enumerate(CAUSES))]
    lines += [headings[2], *(numbered(i) + measure for i, measure in enumerate(MEASURES))]
    return "\n".join(lines)
