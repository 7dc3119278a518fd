"""Faults of person: others, the team or subordinates instead of oneself, oneself as 该同志, wishes."""

from __future__ import annotations

import random
import re

from benchmarks.checks.planted import Planted, Planter, replaced

# Behind the title of a problem of a personal paper.
_PLACE = re.compile(r"(?<=[一二三四五六七八九]是)[\u4e00-\u9fff“”、，]{4,24}。(?=[^\n]{30})")
_SELF = re.compile(
    r"(?<=[，。；])我(?=[\u4e00-\u9fff])(?!们|市|县|区|镇|乡|局|校|院|省|国|党|委|办|处|中心|单位|公司|村|街|厅|部)"
)
_TEAM_SELF = re.compile(r"(?<=[，。；\n])班子(?=[\u4e00-\u9fff])(?!成员)")


def _personal(text: str) -> bool:
    head = "".join(text.strip().split("\n")[:2])
    others = re.search(
        r"班子(?!成员)|台账|通知|纪要|方案|报告|清单|通报|批评意见|意见建议|党组20|党组关于", head
    )
    return not others and bool(re.search("对照检查|检视|剖析|发言|检查材料|自查", head))


def _after_title(chance: random.Random, text: str, sentences: tuple[str, ...]) -> Planted | None:
    if not _personal(text):
        return None
    end = re.search(r"\n[二三][、.][^\n]{0,20}(?:原因|根源|剖析|措施|方向|打算)", text)
    places = [match.end() for match in _PLACE.finditer(text, 0, end.start() if end else len(text))]
    if not places:
        return None
    place = chance.choice(places)
    return replaced(text, place, place, chance.choice(sentences))


def others(chance: random.Random, text: str) -> Planted | None:
    """Somebody else is blamed."""
    return _after_title(
        chance,
        text,
        (
            "有的党员干部学习浮在表面，缺乏钻研精神。",
            "部分同志工作标准不高，满足于过得去。",
            "个别党员纪律意识淡薄，对规矩不够敬畏。",
            "一些领导干部作风漂浮，不愿深入基层。",
            "少数班子成员担当精神不足，遇事推诿。",
            "许多干部存在畏难情绪，工作推着走。",
            "有些人仅满足于泛读，没有学深悟透。",
            "不少同志理论学习不够系统，停留在表面。",
            "部分党员干部服务群众意识不强。",
            "他们对新要求理解不深，落实不到位。",
            "大家学习的主动性不够，研讨流于形式。",
            "某些同志把学习当负担，敷衍应付。",
        ),
    )


def team(chance: random.Random, text: str) -> Planted | None:
    """The team is blamed."""
    return _after_title(
        chance,
        text,
        (
            "班子成员理论学习不够深入，研讨流于形式。",
            "领导班子整体合力发挥不够，统筹谋划不足。",
            "班子对重点工作研究不深，推进不力。",
            "党组抓落实的力度不够，压力传导不到位。",
            "我们班子批评和自我批评的辣味不足。",
            "单位上下学习氛围不浓，制度落实不严。",
            "班子集体学习制度坚持得不好。",
        ),
    )


def subordinates(chance: random.Random, text: str) -> Planted | None:
    """Subordinates are blamed."""
    return _after_title(
        chance,
        text,
        (
            "分管科室工作拖沓，主动性不强。",
            "下属单位执行力不足，落实打折扣。",
            "基层干部能力素质不高，工作方法简单。",
            "分管部门的同志责任心不强，经常出差错。",
            "科室人员业务不精，材料质量不高。",
            "干部职工思想不够解放，创新意识不足。",
            "基层同志不作为，政策落不了地。",
        ),
    )


def third_person(chance: random.Random, text: str) -> Planted | None:
    """The author speaks of himself as of somebody else."""
    if not _personal(text):
        return None
    places = list(_SELF.finditer(text))
    if not places:
        return None
    chosen = chance.choice(places)
    return replaced(text, chosen.start(), chosen.end(), chance.choice(("该同志", "该同志本人", "其本人")))


def alone(chance: random.Random, text: str) -> Planted | None:
    """A team's paper speaks of one person."""
    if "班子" not in text[:60] or _personal(text):
        return None
    places = list(_TEAM_SELF.finditer(text))
    if not places:
        return None
    chosen = chance.choice(places)
    return replaced(text, chosen.start(), chosen.end(), "本人")


def wish(chance: random.Random, text: str) -> Planted | None:
    """A criticism is a wish."""
    if "批评" not in text[:60]:
        return None
    items = list(re.finditer(r"(?<=[.）：、])([^\n（]{12,80})(?=\n|（|$)", text[80:]))
    items = [one for one in items if re.search("不|少|偏|弱|没", one[1])]
    if not items:
        return None
    chosen = chance.choice(items)
    new = chance.choice(
        (
            "希望今后多下基层，多关心干部成长。",
            "建议进一步加强学习，提升理论水平。",
            "望在今后的工作中更加大胆管理。",
            "希望注意身体，劳逸结合。",
            "建议多到一线走一走，多听群众意见。",
        )
    )
    return replaced(text, chosen.start(1) + 80, chosen.end(1) + 80, new)


PLANTERS = (
    Planter("others blamed", "person", others),
    Planter("team blamed", "person", team),
    Planter("subordinates blamed", "person", subordinates),
    Planter("oneself as another", "person", third_person),
    Planter("one person in a team's paper", "person", alone),
    Planter("wish for criticism", "person", wish),
)
