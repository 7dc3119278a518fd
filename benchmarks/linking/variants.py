"""The labelled papers in harder dress: a measure missing, measures run together, measures full of slogans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from typing import TypeVar

from labelled import Paper

from duizhao.record import Cause, Material, Measure

_Item = TypeVar("_Item", Cause, Measure)

SLOGANS = (
    "面对新使命新任务，必须始终保持清醒头脑，以更高标准、更实作风、更大干劲开创工作新局面",
    "把学习贯彻党的创新理论作为首要政治任务，在思想上政治上行动上同党中央保持高度一致",
    "牢记人民是我们最大的底气，始终把群众放在心中最高位置，不断增强人民群众的获得感",
    "敢于担当是共产党人的鲜明品格，要以时不我待的紧迫感把各项工作往前赶、往实里做",
    "清正廉洁是立身之本，要常怀敬畏之心、常思贪欲之害、常弃非分之想，永葆政治本色",
    "作风建设永远在路上，要以钉钉子精神抓好每一项工作，做到善作善成、久久为功",
    "对党忠诚、为党分忧、为民造福是根本政治担当，要把它落实到工作的方方面面",
    "坚持问题导向、目标导向、结果导向相统一，立足本职、主动作为、真抓实干",
    "领导干部要当好表率，一级做给一级看，一级带着一级干，形成上下同心的生动局面",
    "以踏石留印的劲头推动高质量发展，奋力在新征程上写出让组织放心的答卷",
    "严格遵守党章党规党纪，时刻自重自省自警自励，在大是大非面前站稳立场",
    "始终做到心中有党、心中有民、心中有责、心中有戒，不辜负组织的培养和群众的期望",
)


def less_one(paper: Paper) -> Iterator[Paper]:
    """Yield the paper once for each of its measures, without that measure."""
    measures = paper.material.measures
    for gone in measures if len(measures) > 2 else ():
        kept = tuple(one for one in measures if one is not gone)
        yield _with(paper, kept, {one.id: {one.id} for one in kept})


def merged(paper: Paper) -> Iterator[Paper]:
    """Yield the paper with every two neighbouring measures run together, as papers of few measures have them."""
    measures = paper.material.measures
    if len(measures) < 4 or paper.layout not in ("sections", "onetoone"):
        return
    for first in (0, 1):
        pairs = [measures[place : place + 2] for place in range(first, len(measures), 2)]
        if first:
            pairs.insert(0, measures[:1])
        joined = tuple(_joined(f"M{place}", pair) for place, pair in enumerate(pairs, 1))
        yield _with(paper, joined, {f"M{p}": {one.id for one in pair} for p, pair in enumerate(pairs, 1)})


def padded(paper: Paper) -> Iterator[Paper]:
    """Yield the paper with two slogans around each measure and one before each cause."""
    slogans = cycle(SLOGANS[sum(map(ord, paper.id)) % len(SLOGANS) :] + SLOGANS)
    material = paper.material
    measures = tuple(
        replace(one, text=f"{next(slogans)}。{one.text}。{next(slogans)}") for one in material.measures
    )
    causes = tuple(replace(one, text=f"{next(slogans)}。{one.text}") for one in material.causes)
    yield replace(paper, material=replace(material, measures=measures, causes=causes))


def shuffled(paper: Paper) -> Iterator[Paper]:
    """Yield the paper with its measures and its causes in another order, where no order is meant."""
    if paper.layout == "sections":
        material = paper.material
        yield replace(
            paper,
            material=replace(material, causes=_turned(material.causes), measures=_turned(material.measures)),
        )


def _turned(items: tuple[_Item, ...]) -> tuple[_Item, ...]:
    """Return every other item, then the rest backwards, in the places that the items had."""
    order = (*items[1::2], *items[::2][::-1])
    return tuple(replace(one, span=items[place].span) for place, one in enumerate(order))


def _joined(name: str, pair: tuple[Measure, ...]) -> Measure:
    title = "，".join(one.title for one in pair if one.title)
    return replace(pair[0], id=name, title=title or None, text="。".join(one.text for one in pair))


def _with(paper: Paper, measures: tuple[Measure, ...], holds: dict[str, set[str]]) -> Paper:
    """Return the paper with other measures; ``holds`` tells which of the old ones each of them contains."""
    gold = {
        problem: {name for name, old in holds.items() if old & right}
        for problem, right in paper.measures.items()
    }
    material: Material = replace(paper.material, measures=measures)
    return replace(paper, material=material, measures=gold)
