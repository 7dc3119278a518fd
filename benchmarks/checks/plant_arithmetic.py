"""Faults of arithmetic: sums, percentages, all done beside open items, dates, years, counts of lists."""

from __future__ import annotations

import random
import re

from benchmarks.checks.planted import Planted, Planter, replaced

_END = re.compile(r"(?<=[\u4e00-\u9fff]。)(?=\n)")
_HAN = "零一二三四五六七八九十"
_DATE = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日")
_MONTH = re.compile(r"(?<=[年，。])(\d{1,2})月(?=[，份底初赴在])")
_YEAR = re.compile(r"20[12]\d(?=年度)")
_COUNTED = re.compile(r"([三四五六])个方面(?=[^。\n]{0,12}[：:。]\n)")


def _inserted(chance: random.Random, text: str, sentence: str) -> Planted | None:
    places = [match.start() for match in _END.finditer(text)]
    if not places:
        return None
    place = chance.choice(places)
    return replaced(text, place, place, sentence)


def _off(chance: random.Random, number: int) -> int:
    return max(1, number + chance.choice((-3, -2, -1, 1, 2, 3)))


def total(chance: random.Random, text: str) -> Planted | None:
    """The parts do not add up to the sum."""
    a, b, c = (chance.randint(2, 19) for _ in range(3))
    n = a + b + c
    wrong = n + chance.choice((-2, -1, 1, 2, 3))
    sentence = chance.choice(
        (
            f"上年度共查摆问题{wrong}个，已完成整改{a + b}个，正在整改{c}个。",
            f"全年共收到意见建议{wrong}条，其中政治建设方面{a}条、能力作风方面{b}条、廉洁自律方面{c}条。",
            f"巡察反馈的{wrong}个问题，已整改到位{a}个，基本完成{b}个，尚未完成{c}个。",
            f"先后开展谈心谈话{wrong}人次，其中班子成员{a}人次，中层干部{b}人次，普通职工{c}人次。",
            f"累计走访农户{a}户、企业{b}户、商户{c}户，共计{wrong}户。",
            f"检查发现隐患{wrong}处，其中一般隐患{a + b}处，重大隐患{c}处。",
            f"去年查摆的问题共{wrong}项，完成{a + b}项，{c}项还在推进。",
            f"共梳理突出问题{wrong}个，其中个人层面{a}个、班子层面{b}个、上级反馈{c}个。",
            f"全局干部{wrong}人，其中党员{a + b}人，群众{c}人。",
        )
    )
    return _inserted(chance, text, sentence)


def percent(chance: random.Random, text: str) -> Planted | None:
    """A percentage does not follow from its numbers."""
    n = chance.randint(20, 80)
    a = chance.randint(n // 2, n - 1)
    right = round(100 * a / n)
    wrong = right + chance.choice((-9, -6, 5, 7, 11))
    sentence = chance.choice(
        (
            f"上年度查摆问题{n}个，完成整改{a}个，整改完成率{wrong}%。",
            f"应办信访件{n}件，已办结{a}件，办结率达到{wrong}%。",
            f"抽查台账{n}份，合格{a}份，合格率为{wrong}.5%。",
            f"在册党员{n}名，参加学习{a}名，占{wrong}%。",
            f"全县{n}个村中有{a}个村没有达标，占比{wrong}%。",
            f"反馈问题{n}项，已整改{a}项，完成率为{wrong}.1%。",
        )
    )
    return _inserted(chance, text, sentence)


def all_done(chance: random.Random, text: str) -> Planted | None:
    """Everything is said to be done beside what is not."""
    a, b = chance.randint(6, 20), chance.randint(1, 4)
    sentence = chance.choice(
        (
            f"上年度查摆的{a}个问题已全部整改到位，其中{b}个问题仍在推进。",
            f"去年民主生活会查摆问题{a}个，目前已全部完成整改，还有{b}个问题正在整改。",
            f"上年度整改事项{a}项，整改完成率100%，尚有{b}项未完成。",
            f"巡察反馈问题均已整改完成，剩余{b}个问题持续推进。",
        )
    )
    return _inserted(chance, text, sentence)


def impossible_date(chance: random.Random, text: str) -> Planted | None:
    """A date does not exist."""
    new = (
        "2月30日",
        "4月31日",
        "13月5日",
        "6月31日",
        "9月31日",
        "11月31日",
        "7月32日",
        "2023年2月29日",
        "0月8日",
    )
    dates = list(_DATE.finditer(text)) or list(_MONTH.finditer(text))
    if not dates:
        return None
    chosen = chance.choice(dates)
    return replaced(text, chosen.start(), chosen.end(), chance.choice(new))


def title_year(chance: random.Random, text: str) -> Planted | None:
    """The title speaks of another year than the text, which names its year elsewhere."""
    title = _YEAR.search(text, 0, 60)
    if title is None or text[: title.start()].endswith(("（", "(")) or f"{title[0]}年" not in text[160:]:
        return None
    if text[:160].count(title[0]) > 1:
        return None
    year = int(title[0]) + chance.choice((-2, -1, 1, 2, -3))
    return replaced(text, title.start(), title.end(), str(year))


def count_of_list(chance: random.Random, text: str) -> Planted | None:
    """A list has another number of items than was announced."""
    found = list(_COUNTED.finditer(text))
    if not found:
        return None
    chosen = chance.choice(found)
    number = _HAN.index(chosen[1]) + chance.choice((-1, 1))
    return replaced(text, chosen.start(1), chosen.end(1), _HAN[number])


def direction(chance: random.Random, text: str) -> Planted | None:
    """Something rises to less or falls to more."""
    low, high = chance.randint(10, 40), chance.randint(50, 90)
    sentence = chance.choice(
        (
            f"按期办结率由{high}%提高到{low}%。",
            f"投诉量从{low}件下降到{high}件。",
            f"全年会议由{low}次压减至{high}次。",
            f"群众满意度从{high}%上升到{low}%。",
        )
    )
    return _inserted(chance, text, sentence)


def attendance(chance: random.Random, text: str) -> Planted | None:
    """More came than should have, or those away do not add up."""
    n = chance.randint(9, 30)
    sentence = chance.choice(
        (
            f"会议应到{n}人，实到{n + 2}人。",
            f"应到党员{n}名，实到{n - 3}名，请假{chance.choice((1, 2, 4))}名。",
            f"班子成员应到{n}人，实到{n - 1}人，因公请假2人。",
        )
    )
    return _inserted(chance, text, sentence)


PLANTERS = (
    Planter("sum", "arithmetic", total),
    Planter("percentage", "arithmetic", percent),
    Planter("all done", "arithmetic", all_done),
    Planter("impossible date", "arithmetic", impossible_date),
    Planter("year of the title", "arithmetic", title_year),
    Planter("count of a list", "arithmetic", count_of_list),
    Planter("direction", "arithmetic", direction),
    Planter("attendance", "arithmetic", attendance),
)
