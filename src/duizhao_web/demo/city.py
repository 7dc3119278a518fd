"""Who there is in the city of the demonstration: units on three levels, their people, what they work on.

No family name here is one that anybody bears; the three authors of the sample papers have the names that
stand in them.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from duizhao_web.apps.units.models import PostKind


class Seat(NamedTuple):
    """A post, who holds it, and the account's name after the unit's."""

    title: str
    name: str
    key: str
    kind: PostKind = PostKind.MEMBER


class Place(NamedTuple):
    """A unit: its key, that of its superior, its name, its people, its work and where that is done."""

    key: str
    superior: str
    name: str
    seats: tuple[Seat, ...]
    things: tuple[str, ...]
    places: tuple[str, ...]


CHIEF, COORDINATOR, OBSERVER = PostKind.CHIEF, PostKind.COORDINATOR, PostKind.OBSERVER
_TOWNS: Final = ("杏坞乡", "芦汀镇", "枕溪镇", "槐渡村")

UNITS: Final = (
    Place(
        "lanpu",
        "",
        "岚浦市",
        (
            Seat("市委书记", "砚惊蛰", "chief", CHIEF),
            Seat("市委副书记、市长", "檐清和", "member"),
            Seat("市委常委、组织部部长", "橹谷雨", "second"),
            Seat("市委组织部联络员", "笺小满", "coordinator", COORDINATOR),
        ),
        ("营商环境", "老旧小区改造", "防汛备汛"),
        ("青禾县", "望舒县", "东埠街道"),
    ),
    Place(
        "lanpu.water",
        "lanpu",
        "岚浦市水务局",
        (
            Seat("党组书记、局长", "篷白露", "chief", CHIEF),
            Seat("党组成员、副局长", "岫霜降", "member"),
            Seat("联络员", "檐立冬", "coordinator", COORDINATOR),
        ),
        ("供水管网", "水库调度", "水质检测"),
        ("东埠水厂", "青禾县", "望舒县"),
    ),
    Place(
        "lanpu.traffic",
        "lanpu",
        "岚浦市交通运输局",
        (
            Seat("党组书记、局长", "篱处暑", "chief", CHIEF),
            Seat("党组成员、副局长", "砚秋分", "member"),
            Seat("联络员", "橹寒露", "coordinator", COORDINATOR),
        ),
        ("公交调度", "农村公路养护", "货车治超"),
        ("东埠客运站", "青禾县", "望舒县"),
    ),
    Place(
        "qinghe",
        "lanpu",
        "青禾县",
        (
            Seat("县委书记", "檐芒种", "chief", CHIEF),
            Seat("县委副书记、县长", "笺夏至", "member"),
            Seat("县委常委、组织部部长", "篷大暑", "second"),
            Seat("县委组织部联络员", "岫立秋", "coordinator", COORDINATOR),
        ),
        ("粮食仓储", "农房安全", "养老助餐", "防汛备汛"),
        _TOWNS,
    ),
    Place(
        "qinghe.water",
        "qinghe",
        "青禾县水利局",
        (
            Seat("党组书记、局长", "闻照川", "chief", CHIEF),
            Seat("党组成员、副局长（工程）", "钟望潮", "works"),
            Seat("党组成员、副局长（水资源）", "苏可汀", "resources"),
            Seat("联络员", "砚小寒", "coordinator", COORDINATOR),
            Seat("县委组织部列席", "篱大寒", "observer", OBSERVER),
        ),
        ("农村供水", "泵站改造", "河道采砂"),
        _TOWNS,
    ),
    Place(
        "qinghe.school",
        "qinghe",
        "青禾县教育局",
        (
            Seat("党组书记、局长", "橹立夏", "chief", CHIEF),
            Seat("党组成员、副局长", "笺清明", "member"),
            Seat("联络员", "篷雨水", "coordinator", COORDINATOR),
        ),
        ("校车接送", "食堂供餐", "课后服务", "乡村教师周转房"),
        ("城关小学", "杏坞学校", "芦汀学校"),
    ),
    Place(
        "qinghe.xingwu",
        "qinghe",
        "杏坞乡",
        (
            Seat("党委书记", "岫春分", "chief", CHIEF),
            Seat("党委委员、副乡长", "檐重阳", "member"),
            Seat("联络员", "砚中秋", "coordinator", COORDINATOR),
        ),
        ("村道管护", "垃圾清运", "危房改造"),
        ("杏坞村", "上杏坞村", "石井村"),
    ),
    Place(
        "wangshu",
        "lanpu",
        "望舒县",
        (
            Seat("县委书记", "篱端午", "chief", CHIEF),
            Seat("县委副书记、县长", "橹小雪", "member"),
            Seat("县委组织部联络员", "笺大雪", "coordinator", COORDINATOR),
        ),
        ("冷链仓储", "山塘整治", "企业用地审批"),
        ("月湾镇", "北坪乡", "望舒工业园"),
    ),
    Place(
        "wangshu.care",
        "wangshu",
        "望舒县民政局",
        (
            Seat("党组书记、局长", "篷冬至", "chief", CHIEF),
            Seat("党组成员、副局长", "岫小暑", "member"),
            Seat("联络员", "檐上元", "coordinator", COORDINATOR),
        ),
        ("养老助餐", "临时救助", "殡葬服务"),
        ("月湾镇", "北坪乡"),
    ),
)

SECOND_SUPERIOR: Final = ("qinghe.water", "lanpu.water")
"""Led beside the tree: the county's water bureau by the city's."""

REVIEW_OFFICE: Final = "岚浦市材料审阅组"
REVIEWERS: Final = (
    Seat("审阅人", "笺立春", "reviewer"),
    Seat("审阅组长", "砚七夕", "lead"),
)
GROUP: Final = (
    Seat("督导组组长", "橹重午", "head"),
    Seat("督导组成员", "岫腊八", "inspector"),
    Seat("督导组联络员", "篱元夕", "liaison"),
)
GROUP_NAME: Final = "岚浦市第一督导组"
SUPERVISED: Final = ("qinghe", "qinghe.water")
