"""Writes labelled papers in many layouts: the same habits in every combination, words of each split apart.

A paper is written with the marks of ``LABELS.md`` and read by ``labels.parse``, so its gold record is exact.
The same split always gives the same papers.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reading import labels
from benchmarks.reading.labels import Paper

COUNT = 120  # papers a split
_WORDS = Path(__file__).resolve().parent / "words"
_DIGITS = "一二三四五六七八九十"

_ASPECTS: dict[int, tuple[str, ...]] = {
    2014: ("形式主义方面", "官僚主义方面", "享乐主义方面", "奢靡之风方面"),
    2022: (
        "带头深刻领悟“两个确立”的决定性意义方面", "带头用党的创新理论凝心铸魂方面",
        "带头坚持和加强党的全面领导方面",
        "带头坚持以人民为中心的发展思想方面", "带头发扬斗争精神方面", "带头落实全面从严治党责任方面",
    ),
    2023: ("理论学习方面", "政治素质方面", "能力本领方面", "担当作为方面", "工作作风方面", "廉洁自律方面"),
    2024: (
        "带头严守政治纪律和政治规矩，维护党的团结统一方面", "带头增强党性、严守纪律、砥砺作风方面",
        "带头在遵规守纪、清正廉洁前提下勇于担责、敢于创新方面", "带头履行全面从严治党政治责任方面",
    ),
    2025: (
        "带头强化政治忠诚、提高政治能力方面", "带头固本培元、增强党性方面",
        "带头敬畏人民、敬畏组织、敬畏法纪方面",
        "带头干事创业、担当作为方面", "带头坚决扛起管党治党责任方面",
    ),
}  # fmt: skip
_PARTS = {
    "problems": ("存在的主要问题", "对照检查查摆的突出问题", "检视出来的问题", "存在的差距和不足"),
    "causes": ("原因分析", "产生问题的原因剖析", "问题产生的根源", "原因剖析"),
    "measures": ("今后努力方向和改进措施", "整改措施", "下一步整改打算", "努力方向"),
}

Number = Callable[[int], str]
_PART_NUMBERS: tuple[Number, ...] = (
    lambda n: f"{_DIGITS[n]}、",
    lambda n: f"第{_DIGITS[n]}部分 ",
    lambda n: f"{_DIGITS[n]}．",
)
_ASPECT_NUMBERS: tuple[Number, ...] = (
    lambda n: f"（{_DIGITS[n]}）",
    lambda n: f"({_DIGITS[n]})",
    lambda n: f"{n + 1}.",
)
_ITEM_NUMBERS: tuple[Number, ...] = (
    lambda n: f"{_DIGITS[n]}是",
    lambda n: f"{n + 1}.",
    lambda n: f"{n + 1}．",
    lambda n: f"{n + 1}、",
    lambda n: f"（{n + 1}）",
    lambda n: f"第{_DIGITS[n]}，",
    lambda n: "①②③④⑤⑥⑦⑧⑨"[n],
)
_MEASURE_NUMBERS: tuple[Number, ...] = (
    lambda n: f"{_DIGITS[n]}要",
    lambda n: f"（{_DIGITS[n]}）",
    lambda n: f"{n + 1}.",
    lambda n: f"{_DIGITS[n]}是",
)


def papers(split: str, count: int = COUNT) -> Iterator[Paper]:
    """Yield ``count`` generated papers of a split."""
    words = _read(_WORDS / f"{split}.txt")
    for at in range(count):
        name = f"{split}-{at:03d}"
        yield labels.parse(_Writer(words, random.Random(name)).source(), name=name)


def _read(path: Path) -> dict[str, list[tuple[str, ...]]]:
    words: dict[str, list[tuple[str, ...]]] = {}
    lines: list[tuple[str, ...]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = words.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(tuple(line.split("\t")))
    return words


@dataclass(frozen=True, slots=True)
class _Habits:
    """How one paper is laid out."""

    part: Number
    aspect: Number
    item: Number
    measure: Number
    title_end: str  # after a run-in title
    aspect_end: str  # after an aspect's heading
    break_: str  # between paragraphs
    shape: str  # "paragraphs", "run_in", "semicolons", "blocks", "flat"
    causes: str  # "part", "inside", "none"
    indent: str


class _Writer:
    """Writes one paper."""

    def __init__(self, words: dict[str, list[tuple[str, ...]]], chance: random.Random) -> None:
        self.words, self.chance = words, chance
        self.team = chance.random() < 0.3
        self.year = chance.choice(tuple(_ASPECTS))
        self.party, self.unit, self.chief, self.deputy = chance.choice(words["units"])
        self.name = chance.choice(words["names"])[0]
        self.leads = chance.random() < 0.5
        self.post = self.chief if self.leads else self.deputy
        self.habits = self._habits()
        self.causes = 0
        self.pool = {key: self._shuffled(key) for key in ("problems", "examples", "causes", "measures")}

    def source(self) -> str:
        """Return the paper with its header and marks."""
        parts = [self._opening(), self._problems(), *self._rest()]
        body = self.habits.break_.join(part for part in parts if part)
        return f"{self._header()}\n---\n{self._top()}\n{body}\n"

    # ------------------------------------------------------------------ choices

    def _habits(self) -> _Habits:
        pick = self.chance.choice
        shape = pick(("paragraphs", "paragraphs", "paragraphs", "run_in", "semicolons", "blocks", "flat"))
        aspect = pick(_ASPECT_NUMBERS)
        item = pick([one for one in _ITEM_NUMBERS if aspect(0) != "1." or one(0) not in ("1.", "1．", "1、")])
        return _Habits(
            part=pick(_PART_NUMBERS[:1] if aspect(0) == "1." else _PART_NUMBERS),
            aspect=aspect,
            item=item,
            measure=pick(_MEASURE_NUMBERS),
            title_end=pick(("。", "。", "：")),
            aspect_end="。" if shape == "run_in" else pick(("", "", "。", "：")),
            break_=pick(("\n", "\n", "\n\n")),
            shape=shape,
            causes="none" if shape == "blocks" else pick(("part", "part", "inside", "none")),
            indent=pick(("", "", "　　", "  ")),
        )

    def _shuffled(self, key: str) -> list[tuple[str, ...]]:
        lines = list(self.words[key])
        self.chance.shuffle(lines)
        return lines

    def _next(self, key: str) -> tuple[str, ...]:
        if not self.pool[key]:
            self.pool[key] = self._shuffled(key)
        return self.pool[key].pop()

    # ------------------------------------------------------------------ top and opening

    def _header(self) -> str:
        lines = {
            "layout": self.habits.shape,
            "kind": "team" if self.team else "individual",
            "year": str(self.year),
            "unit": f"{self.party} | {self.unit}",
        }
        if not self.team:
            post = f"{self.post} | {self.unit}{self.post}"
            lines |= {"author": self.name, "post": post, "chief": str(self.leads).lower()}
        if self.habits.shape == "blocks":
            lines["links"] = "measure cause"
        return "\n".join(f"{key}: {value}" for key, value in lines.items())

    def _top(self) -> str:
        meeting = "专题民主生活会" if self.year in (2014, 2023) else "民主生活会"
        if self.team:
            return f"<T>{self.party}班子{self.year}年度{meeting}对照检查材料</T>"
        titles = ("个人对照检查材料", "个人发言提纲", "对照检查发言材料")
        title = f"{self.year}年度{meeting}{self.chance.choice(titles)}"
        return f"<T>{title}</T>\n{self.unit}{self.post}  {self.name}"

    def _opening(self) -> str:
        said = ["按照会议要求，会前认真开展学习研讨、谈心谈话，听取各方面意见。"]
        if not self.team and self.chance.random() < 0.4:
            said.append(self._claim())
        if self.chance.random() < 0.4:
            said.append(self._last_year())
        said.append("现将对照检查情况报告如下。")
        return f"<S opening>{self.habits.indent}{''.join(said)}</S>"

    def _claim(self) -> str:
        word = "主要责任" if self.leads else self.chance.choice(("直接责任", "领导责任"))
        if self.leads or self.chance.random() < 0.5:
            return f"<claim all {word}>对班子查摆的问题，我全部认领，负{word}。</claim>"
        items = sorted(self.chance.sample(range(1, 10), 3))
        shown = "、".join(map(str, items))
        return (
            f"<claim {','.join(map(str, items))} {word}>对班子第{shown}项问题，我主动认领，负{word}。</claim>"
        )

    def _last_year(self) -> str:
        found = self.chance.randint(4, 15)
        still = self.chance.randint(1, 3)
        done = found - still
        return (
            f"<ly {found}/{done}/{still}>上年度民主生活会查摆的{found}个问题，已完成整改{done}个，"
            f"正在推进{still}个。</ly>"
        )

    # ------------------------------------------------------------------ problems

    def _part(self, role: str, at: int, inside: str) -> str:
        heading = self.chance.choice(_PARTS[role])
        number = self.habits.part(at)
        return f"<S {role}>{number}<h>{heading}</h>{self.habits.break_}{inside}</S>"

    def _problems(self) -> str:
        shape = self.habits.shape
        if shape == "blocks":
            inside = "".join(self._block(at) for at in range(self.chance.randint(4, 7)))
        elif shape == "flat":
            inside = self.habits.break_.join(self._problem(at) for at in range(self.chance.randint(4, 7)))
        else:
            groups = [self._aspect(at, title) for at, title in enumerate(_ASPECTS[self.year])]
            inside = self.habits.break_.join(groups)
        return self._part("problems", 0, inside)

    def _aspect(self, at: int, title: str) -> str:
        heading = f"{self.habits.indent}{self.habits.aspect(at)}<a>{title}</a>{self.habits.aspect_end}"
        count = self.chance.randint(1, 3)
        if self.habits.shape == "semicolons":
            items = [self._short(number, number == count - 1) for number in range(count)]
            return f"{heading}{self.habits.break_}{''.join(items)}"
        items = [self._problem(number) for number in range(count)]
        if self.habits.shape == "run_in":
            return heading + "".join(items)
        return self.habits.break_.join([heading, *items])

    def _short(self, at: int, last: bool) -> str:
        title, body = self._next("problems")
        end = "。" if last else "；"
        return f"<p>{_DIGITS[at]}是<t>{title}</t>，{body.rstrip('。')}{end}</p>"

    def _problem(self, at: int) -> str:
        title, body = self._next("problems")
        indent = "" if self.habits.shape == "run_in" else self.habits.indent
        inside = "" if self.habits.causes != "inside" else self._inside()
        number = self.habits.item(at)
        return f"{indent}<p>{number}<t>{title}</t>{self.habits.title_end}{body}{self._example()}{inside}</p>"

    def _example(self) -> str:
        kind = self.chance.random()
        if kind > 0.55:
            return ""
        when, what = self._next("examples")
        if kind > 0.35:
            return f"<e>{when}，{what}。</e>"
        marker = self.chance.choice(self.words["markers"])[0]
        return f"<e {marker}>{marker}，{when}，{what}。</e>"

    def _inside(self) -> str:
        self.causes += 1
        marker = self.chance.choice(self.words["roots"])[0]
        _, _, root = self._next("causes")
        comma = "" if marker.endswith(("是", "于")) else "，是"
        return f"<c p={self.causes}><r {marker}>{marker}{comma}{root}。</r></c>"

    def _block(self, at: int) -> str:
        title, body = self._next("problems")
        cause_title, cause_body, _ = self._next("causes")
        _, measure = self._next("measures")
        number = at + 1
        end = self.habits.break_ if self.chance.random() < 0.5 else ""
        return (
            f"<p>问题{number}：<t?>{title}</t>。{body}{self._example()}</p>{end}"
            f"<c p={number}>成因：¦{cause_title}，{cause_body}</c>{end}"
            f"<m p={number}>整改措施：¦{measure}</m>{self.habits.break_}"
        )

    # ------------------------------------------------------------------ causes and measures

    def _rest(self) -> Sequence[str]:
        if self.habits.shape == "blocks":
            return ()
        causes = self._part("causes", 1, self._causes()) if self.habits.causes == "part" else ""
        measures = self._part("measures", 2 if causes else 1, self._measures())
        closing = "<S closing>以上检查，请同志们批评指正。</S>" if self.chance.random() < 0.5 else ""
        return causes, measures, closing

    def _causes(self) -> str:
        number = self.chance.choice((self.habits.aspect, lambda n: f"{_DIGITS[n]}是"))
        return self.habits.break_.join(self._cause(number(at)) for at in range(self.chance.randint(2, 4)))

    def _cause(self, number: str) -> str:
        title, body, root = self._next("causes")
        said = ""
        if self.chance.random() < 0.7:
            marker = self.chance.choice(self.words["roots"])[0]
            comma = "" if marker.endswith(("是", "于")) else "，是"
            said = f"<r {marker}>{marker}{comma}{root}。</r>"
        return f"{self.habits.indent}<c>{number}<t>{title}</t>。{body}{said}</c>"

    def _measures(self) -> str:
        count = self.chance.randint(3, 5)
        return self.habits.break_.join(self._measure(at) for at in range(count))

    def _measure(self, at: int) -> str:
        title, body = self._next("measures")
        return f"{self.habits.indent}<m>{self.habits.measure(at)}<t>{title}</t>。{body}</m>"
