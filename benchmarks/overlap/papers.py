"""Makes different papers of the genre, and copies between them, where the answer is known.

Every sentence is put together from clauses with several gaps, so two papers rarely say the same thing at
length, while they share short wordings, titles, theme sentences and formulas as real ones do. There are two
worlds that share no clause and no filler: thresholds were set on ``TUNED``; ``HELD_OUT`` is for measuring.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path


@dataclass(frozen=True, slots=True)
class World:
    """What papers are made of.

    Clauses have gaps: ``{d}`` field, ``{o}`` thing, ``{p}`` place, ``{x}`` shortfall, ``{m}`` means, ``{v}`` doing,
    ``{a}`` how, ``{w}`` who, ``{s}`` a stock remark that many papers use.
    """

    faults: tuple[str, ...]
    causes: tuple[str, ...]
    measures: tuple[str, ...]
    titles: tuple[str, ...]
    fields: tuple[str, ...]
    things: tuple[str, ...]
    places: tuple[str, ...]
    shortfalls: tuple[str, ...]
    means: tuple[str, ...]
    doings: tuple[str, ...]
    manners: tuple[str, ...]
    people: tuple[str, ...]
    remarks: tuple[str, ...]
    aspects: tuple[str, ...]
    themes: tuple[str, ...]
    formulas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A made paper; ``sentences`` are the parts of ``text`` that may be copied, as spans."""

    name: str
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Planted:
    """A passage that was put into paper ``b`` from paper ``a``; spans of their texts."""

    a: int
    b: int
    span_a: tuple[int, int]
    span_b: tuple[int, int]


@dataclass(slots=True)
class Corpus:
    """Papers and what was planted in them."""

    papers: list[Paper]
    planted: list[Planted] = field(default_factory=list)


def unrelated(count: int, seed: int, world: World, *, length: int = 4_300) -> Corpus:
    """Return ``count`` papers that share nothing but titles, themes and formulas."""
    rng = random.Random(seed)
    return Corpus([_paper(f"{seed}-{number:06d}.txt", rng, world, length) for number in range(count)])


def with_copies(
    corpus: Corpus, copies: int, seed: int, *, share: tuple[float, float] = (0.1, 0.9),
    edit: float = 0.0, regular: bool = False, shuffled: bool = False, one_source: bool = False,
) -> Corpus:  # fmt: skip
    """Put passages of some papers into others: ``share`` of the receiving paper, whole sentences.

    ``edit`` is the part of characters replaced, left out or doubled (``regular``: every n-th one replaced);
    ``shuffled`` puts the copied sentences in another order, scattered over the paper.
    """
    rng = random.Random(seed)
    papers = list(corpus.papers)
    order = list(range(len(papers)))
    rng.shuffle(order)
    receivers, givers = order[:copies], order[copies:]
    planted: list[Planted] = []
    for turn, receiver in enumerate(receivers):
        giver = givers[0] if one_source else givers[turn % len(givers)]
        portion = share[0] + (share[1] - share[0]) * (turn + 0.5) / copies
        copied = _taken(papers[giver], portion, rng, shuffled)
        papers[receiver], spans = _put(papers[receiver], papers[giver], copied, rng, edit, regular, shuffled)
        planted += [Planted(giver, receiver, a, b) for a, b in spans]
    return Corpus(papers, planted)


def with_repeats(corpus: Corpus, seed: int, *, size: tuple[int, int] = (20, 60)) -> Corpus:
    """Repeat one or two stretches of every second paper inside the paper itself."""
    rng = random.Random(seed)
    papers, planted = list(corpus.papers), []
    for number in range(0, len(papers), 2):
        paper = papers[number]
        first, last = sorted(rng.sample(range(len(paper.sentences)), 2))
        if last - first < 4:
            continue
        start, end = paper.sentences[first]
        taken = paper.text[start : min(end - 1, start + rng.randint(*size))].rstrip("，、；")
        at = paper.sentences[last][1]
        text = f"{paper.text[:at]}{taken}，{paper.text[at:]}"
        papers[number] = Paper(paper.name, text, ())
        planted.append(Planted(number, number, (start, start + len(taken)), (at, at + len(taken))))
    return Corpus(papers, planted)


def _paper(name: str, rng: random.Random, world: World, length: int) -> Paper:
    text, spans = "", []
    here = rng.choice(world.places)

    def add(part: str, counts: bool = False) -> None:
        nonlocal text
        if counts:
            spans.append((len(text), len(text) + len(part)))
        text += part

    add(f"{here}{rng.choice(('党组', '党委', '班子'))}成员年度民主生活会个人对照检查材料\n\n")
    add(rng.choice(world.themes))
    for formula in rng.sample(world.formulas, 2):
        add(formula + rng.choice("，。"))
    add("现将本人情况报告如下：\n一、对照检查找出的问题\n")
    problems = max(1, round(length / 230))
    per_aspect = max(1, round(problems / len(world.aspects)))
    numbers = "一二三四五六七八九十"
    for place, aspect in enumerate(world.aspects):
        add(f"（{numbers[place]}）{aspect}方面\n")
        for number in range(per_aspect):
            add(f"{numbers[number]}是")
            add(_filled(rng.choice(world.titles), rng, world) + "。")
            for _ in range(2):
                add(_sentence(world.faults, rng, world), counts=True)
            if rng.random() < 0.5:
                add(rng.choice(world.formulas) + "做得不够。")
            add("\n")
    add("二、产生问题的原因\n")
    for number in range(max(1, round(length / 1200))):
        add(f"（{numbers[number]}）")
        for _ in range(3):
            add(_sentence(world.causes, rng, world), counts=True)
        add(rng.choice(world.formulas) + "抓得不紧。\n")
    add("三、今后努力方向及改进措施\n")
    for number in range(max(1, round(length / 1200))):
        add(f"{numbers[number]}要{rng.choice(world.formulas)}。")
        for _ in range(3):
            add(_sentence(world.measures, rng, world), counts=True)
        add(rng.choice(world.themes) + "\n")
    return Paper(name, text, tuple(spans))


def _sentence(clauses: tuple[str, ...], rng: random.Random, world: World) -> str:
    return "，".join(_filled(clause, rng, world) for clause in rng.sample(clauses, rng.randint(2, 4))) + "。"


def _filled(clause: str, rng: random.Random, world: World) -> str:
    gaps = {
        "{d}": world.fields, "{o}": world.things, "{p}": world.places,
        "{x}": world.shortfalls, "{m}": world.means, "{v}": world.doings, "{a}": world.manners,
        "{w}": world.people, "{s}": world.remarks,
    }  # fmt: skip
    for gap, fillers in gaps.items():
        while gap in clause:
            clause = clause.replace(gap, rng.choice(fillers), 1)
    return clause.replace("{n}", str(rng.randint(2, 97))).replace("{t}", str(rng.randint(1, 12)))


def _taken(giver: Paper, portion: float, rng: random.Random, shuffled: bool) -> list[tuple[int, int]]:
    count = max(1, round(portion * len(giver.sentences)))
    if shuffled:
        chosen = rng.sample(range(len(giver.sentences)), count)
    else:
        first = rng.randint(0, len(giver.sentences) - count)
        chosen = list(range(first, first + count))
    return [giver.sentences[number] for number in chosen]


def _put(
    receiver: Paper, giver: Paper, copied: list[tuple[int, int]], rng: random.Random,
    edit: float, regular: bool, shuffled: bool,
) -> tuple[Paper, list[tuple[tuple[int, int], tuple[int, int]]]]:  # fmt: skip
    if shuffled:
        places = sorted(rng.sample(range(len(receiver.sentences)), len(copied)))
    else:
        first = rng.randint(0, len(receiver.sentences) - len(copied))
        places = list(range(first, first + len(copied)))
    text, at, spans, kept = "", 0, [], []
    new = dict(zip(places, copied, strict=True))
    for number, (start, end) in enumerate(receiver.sentences):
        text += receiver.text[at:start]
        begin = len(text)
        if number in new:
            text += _edited(giver.text[slice(*new[number])], rng, edit, regular)
            spans.append((new[number], (begin, len(text))))
        else:
            text += receiver.text[start:end]
        kept.append((begin, len(text)))
        at = end
    text += receiver.text[at:]
    if not shuffled:
        spans = _merged(spans)
    return Paper(receiver.name, text, tuple(kept)), spans


def _merged(
    spans: list[tuple[tuple[int, int], tuple[int, int]]],
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    joined = spans[:1]
    for (_, _), (a, b) in pairwise(spans):
        (last_a, last_b) = joined[-1]
        if a[0] == last_a[1] and b[0] == last_b[1]:
            joined[-1] = ((last_a[0], a[1]), (last_b[0], b[1]))
        else:
            joined.append((a, b))
    return joined


def _edited(sentence: str, rng: random.Random, edit: float, regular: bool) -> str:
    if not edit:
        return sentence
    step, out = round(1 / edit), []
    for number, character in enumerate(sentence):
        if regular:
            out.append(rng.choice(_OTHERS) if number % step == step - 1 else character)
        elif rng.random() < edit:
            out.append(rng.choice((rng.choice(_OTHERS), rng.choice(_OTHERS), "", character * 2)))
        else:
            out.append(character)
    return "".join(out)


_OTHERS = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"


def _world(name: str) -> World:
    parts: dict[str, list[str]] = {}
    table = Path(__file__).parent / "worlds" / f"{name}.tsv"
    for line in table.read_text(encoding="utf-8").splitlines():
        part, item = line.split("\t")
        parts.setdefault(part, []).append(item)
    return World(**{part: tuple(items) for part, items in parts.items()})


TUNED = _world("tuned")
HELD_OUT = _world("held_out")
