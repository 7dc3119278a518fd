"""Faults of wording: names of the past, meetings that never were, names missed by a slip, two names of one thing.

Papers name few documents and institutions, so a sentence that names one is put in, in a form that the papers use.
"""

from __future__ import annotations

import random
import re
from typing import Final

from benchmarks.checks.planted import Planted, Planter

from duizhao.lexicons.official import Issued, documents, institutions, sessions

_PLACE: Final = re.compile(r"(?<=[\u4e00-\u9fff]。)(?=[\u4e00-\u9fff])")
_YEAR: Final = re.compile(r"20(\d\d)年")
_HEAD: Final = 160
_ABOUT: Final = (
    "对{}反馈的问题整改不够及时。",
    "落实{}的部署要求有差距。",
    "与{}沟通衔接不够主动。",
    "{}交办的3件事办得慢。",
    "{}通报以后，没有立即组织学习。",
)
_STUDY: Final = (
    "对{}学得不深不透。",
    "学习{}只满足于读过。",
    "没有把{}同本职工作结合起来。",
    "对照{}查摆自己不够经常。",
    "{}在科室没有传达到每个人。",
)
_LOCAL: Final = (
    *("县国土资源局", "环保局", "县安监局", "工商局", "市质监局", "县食品药品监督管理局", "卫计局", "卫计委"),
    *("地税局", "国税局", "县扶贫办", "市环境保护局", "文广新局", "县旅发委", "法制办", "省国土资源厅"),
    *("国家旅游局", "国土资源部", "国家工商总局", "银保监会", "国家安全监管总局", "中国银监会"),
)
_TERMS: Final = ("建档立卡贫困户", "精准扶贫", "决战脱贫攻坚", "新农合", "财政专项扶贫资金", "新冠肺炎")
_NUMERALS: Final = "零一二三四五六七八九十"
_COMMON: Final = "的一是不了在人有这中大来上个国和也子时道说出对得起于着下自之年过发后作里用"
_PAIRS: Final = (
    ("国家卫生健康委", "国家卫健委"),
    ("国家发展改革委", "国家发改委"),
    ("住房城乡建设部", "住建部"),
    ("人力资源社会保障部", "人社部"),
    ("国务院国资委", ""),
)
_NAMES: Final = ("三联工作法", "红色网格员驿站", "书记领办项目", "阳光议事广场", "民情直通车")


def _put(chance: random.Random, text: str, sentence: str, fault: str) -> Planted | None:
    """Put a sentence behind one of the text's; the fault is where a reader would point."""
    places = [match.start() for match in _PLACE.finditer(text, min(len(text), _HEAD))]
    if not places:
        return None
    at = chance.choice(places)
    start = at + sentence.index(fault)
    return Planted(text[:at] + sentence + text[at:], start, start + len(fault))


def _about(chance: random.Random, text: str, name: str) -> Planted | None:
    return _put(chance, text, chance.choice(_ABOUT).format(name), name)


def _study(chance: random.Random, text: str, words: str, fault: str) -> Planted | None:
    return _put(chance, text, chance.choice(_STUDY).format(words), fault)


def _is_recent(text: str, since: int) -> bool:
    found = _YEAR.search(text[:_HEAD])
    return found is not None and 2000 + int(found[1]) >= since


def abolished(chance: random.Random, text: str) -> Planted | None:
    """An institution that no longer exists."""
    return _about(chance, text, chance.choice(_LOCAL)) if _is_recent(text, 2024) else None


def outdated(chance: random.Random, text: str) -> Planted | None:
    """A term that was replaced."""
    if not _is_recent(text, 2023):
        return None
    term = chance.choice(_TERMS)
    return _put(chance, text, chance.choice(("{}工作抓得不实。", "对{}的情况掌握不够。")).format(term), term)


def no_meeting(chance: random.Random, text: str) -> Planted | None:
    """A plenum that never was."""
    congress = chance.choice((16, 17, 18, 19))
    session = chance.choice([n for n in range(8, 10) if n not in sessions("plenum", congress)])
    name = f"十{_NUMERALS[congress - 10]}届{_NUMERALS[session]}中全会"
    return _study(chance, text, f"党的{name}精神", name)


def misnamed_meeting(chance: random.Random, text: str) -> Planted | None:
    """A congress or plenum called otherwise."""
    name = chance.choice(
        (
            "党的第二十届全国代表大会",
            "党的二十届三次全会",
            "党的第十九届代表大会",
            "党的二十大三中全会",
            "党的十九届五次全会",
        )
    )
    return _study(chance, text, f"{name}精神", name)


def misdated_meeting(chance: random.Random, text: str) -> Planted | None:
    """A plenum with a wrong year."""
    name, year = chance.choice((("十八届六中全会", 2017), ("十九届六中全会", 2020), ("二十届三中全会", 2023)))
    return _study(chance, text, f"{year}年召开的党的{name}精神", name)


def _slip(chance: random.Random, name: str) -> str:
    """Return a name with one slip inside it."""
    at = chance.randrange(3, len(name) - 3)
    way = chance.choice(("left out", "other", "swapped", "doubled"))
    if way == "left out":
        return name[:at] + name[at + 1 :]
    if way == "other":
        return name[:at] + chance.choice(_COMMON) + name[at + 1 :]
    if way == "swapped" and name[at] != name[at + 1]:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + name[at] + name[at:]


def _plain(one: Issued) -> str:
    return one.name.removesuffix("（试行）")


def document(chance: random.Random, text: str) -> Planted | None:
    """The name of a rule or law missed by a slip."""
    names = {_plain(one) for one in documents() if one.kind in ("party", "law") and one.until is None}
    long = sorted(name for name in names if 11 <= len(name) <= 26 and "（" not in name)
    right = chance.choice(long)
    name = _slip(chance, right)
    return _study(chance, text, f"《{name}》", name) if name not in names else None


def kind_of_document(chance: random.Random, text: str) -> Planted | None:
    """A rule of the Party called another kind of rule."""
    names = sorted(
        _plain(one) for one in documents() if one.name.startswith("中国共产党") and "条例" in one.name[-6:]
    )
    name = chance.choice([one for one in names if one.endswith("条例")]).removesuffix("条例")
    name += chance.choice(("规定", "准则", "办法"))
    return _study(chance, text, f"《{name}》", name)


def repealed(chance: random.Random, text: str) -> Planted | None:
    """A document that something else has taken the place of."""
    if not _is_recent(text, 2023):
        return None
    gone = [one.name for one in documents() if one.until and (2012, 1) < one.until < (2022, 1)]
    name = chance.choice(gone)
    return _study(chance, text, f"《{name}》", name)


def edition(chance: random.Random, text: str) -> Planted | None:
    """A year in which the document was not issued."""
    known = [one for one in documents() if one.editions]
    one = chance.choice(known)
    year = chance.choice([y for y in range(2006, 2026) if all(abs(y - e) > 1 for e in one.editions)])
    return _study(chance, text, f"{year}年修订的《{one.name}》", str(year))


def issuer(chance: random.Random, text: str) -> Planted | None:
    """A body that does not issue such documents."""
    one = chance.choice([one for one in documents() if one.kind in ("party", "law", "regulation")])
    wrong = {"party": "国务院", "law": "国务院", "regulation": "全国人大常委会"}[one.kind]
    return _study(chance, text, f"{wrong}{chance.choice(('印发', '颁布', '发布'))}的《{one.name}》", wrong)


def institution(chance: random.Random, text: str) -> Planted | None:
    """The full name of an institution missed by a slip."""
    names = sorted(one.name for one in institutions() if one.level == "central" and len(one.name) > 8)
    name = _slip(chance, chance.choice(names))
    return _about(chance, text, name) if name not in names else None


def two_names(chance: random.Random, text: str) -> Planted | None:
    """Two short forms of one institution."""
    one, other = chance.choice(_PAIRS[:-1])
    first = _about(chance, text, one)
    return _about(chance, first.text, other) if first else None


def unsteady(chance: random.Random, text: str) -> Planted | None:
    """A name in quotation marks written with another character once."""
    name = chance.choice(_NAMES)
    other = name[:2] + chance.choice("联络网红星") + name[3:]
    planted = text
    for _ in range(2):
        put = _put(chance, planted, chance.choice(_ABOUT).format(f"“{name}”"), name)
        if put is None:
            return None
        planted = put.text
    return _put(chance, planted, chance.choice(_ABOUT).format(f"“{other}”"), other) if other != name else None


PLANTERS = (
    Planter("abolished institution", "wording", abolished),
    Planter("outdated term", "wording", outdated),
    Planter("no such plenum", "wording", no_meeting),
    Planter("misnamed meeting", "wording", misnamed_meeting),
    Planter("misdated meeting", "wording", misdated_meeting),
    Planter("misnamed document", "wording", document),
    Planter("wrong kind of document", "wording", kind_of_document),
    Planter("repealed document", "wording", repealed),
    Planter("wrong edition", "wording", edition),
    Planter("wrong issuer", "wording", issuer),
    Planter("misnamed institution", "wording", institution),
    Planter("two names", "wording", two_names),
    Planter("unsteady name", "wording", unsteady),
)
