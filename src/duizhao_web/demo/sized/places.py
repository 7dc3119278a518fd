"""Who there is: units of a province or a city, with names that are nobody's and nowhere's.

Every unit's name is six characters long and every person's three: a paper is stamped out of another by
putting names of the same length in, and every place in its record stays where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final

from duizhao_web.apps.kernel.paths import STEP
from duizhao_web.apps.units.models import PostKind


class Size(StrEnum):
    """How much is built: 200 units with 10,000 problems, or 2,000 with 100,000."""

    CITY = "city"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit: its number from one, its superior's (0 at the top), its code, name and place in the tree."""

    number: int
    superior: int
    code: str
    name: str
    path: str
    villages: tuple[str, str, str]

    @property
    def depth(self) -> int:
        """Return how deep it stands, the top being one."""
        return len(self.path) // STEP


POSTS: Final = (
    ("党组书记、局长", PostKind.CHIEF),
    ("党组成员、副局长", PostKind.MEMBER),
    ("党组成员、副局长（分管业务）", PostKind.MEMBER),
    ("党组成员、总工程师", PostKind.MEMBER),
    ("联络员", PostKind.COORDINATOR),
)
_TOP: Final = "云隰省机关委"


def _cut(text: str, length: int) -> tuple[str, ...]:
    return tuple(text[at : at + length] for at in range(0, len(text), length))


_CITIES: Final = [f"{one}浦市" for one in "岚枕芦槐杏浔汀淅沅泠"]
_COUNTIES: Final = _cut("青禾县望舒县石井县南坪县北埠县东溪县西渡县上坞县下洲县中塘县", 3)
_BUREAUS: Final = _cut("水利局教育局民政局交通局农业局卫健局住建局环保局应急局统计局审计局", 3)
_TOWNS: Final = _cut("杏坞乡芦汀镇枕溪镇槐渡镇石泉乡柳湾镇", 3)
_OFFICES: Final = (*_BUREAUS, *_cut("财政局文旅局市监局林业局司法局信访局城管局", 3))
_BELOW_PROVINCE: Final = 9
_FAMILIES: Final = "砚檐橹笺篷岫篱隰檩舲"
_GIVEN: Final = _cut(
    "惊蛰清和谷雨小满白露霜降立冬处暑秋分寒露芒种夏至大暑立秋小寒大寒立夏清明雨水春分重阳中秋端午小雪大雪", 2
)
_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def places(size: Size) -> list[Place]:
    """Return the units in the order of the tree's levels: 200 of a city, 2,000 of a province."""
    found: list[Place] = []
    if size == Size.CITY:
        city = _add(found, None, "岚浦市机关委")
        _settle(found, city, _CITIES[0])
        _add(found, city, "岚浦市粮储局")
        return found
    top = _add(found, None, _TOP)
    for office in _OFFICES[:_BELOW_PROVINCE]:
        _add(found, top, f"云隰省{office}")
    for name in _CITIES:
        _settle(found, _add(found, top, f"{name}机关委"), name)
    return found


def person_name(number: int) -> str:
    """Return a name of three characters; the same one comes again after some hundreds."""
    family, given = divmod(number, len(_GIVEN))
    return _FAMILIES[family % len(_FAMILIES)] + _GIVEN[given]


def _settle(found: list[Place], city: Place, name: str) -> None:
    """Put a city's bureaus and counties below it: 198 units."""
    for office in _OFFICES:
        _add(found, city, f"{name}{office}")
    for county_name in _COUNTIES:
        county = _add(found, city, f"{name}{county_name}")
        for below in (*_BUREAUS, *_TOWNS):
            _add(found, county, f"{county_name}{below}")


def _add(found: list[Place], superior: Place | None, name: str) -> Place:
    number = len(found) + 1
    below = sum(1 for one in found if one.superior == (superior.number if superior else 0))
    path = (superior.path if superior else "") + _step(below + 1)
    place = Place(number, superior.number if superior else 0, f"u{number:04d}", name, path, _villages(number))
    found.append(place)
    return place


def _step(number: int) -> str:
    digits = ""
    for _place in range(STEP):
        number, rest = divmod(number, len(_DIGITS))
        digits = _DIGITS[rest] + digits
    return digits


def _villages(number: int) -> tuple[str, str, str]:
    pairs = list(product("松竹梅兰菊桂桐榆槿枫", "岭湾洼垸坳埂畈圩塬沟"))
    first, second, third = (pairs[(number * step) % len(pairs)] for step in (1, 7, 13))
    return (f"{''.join(first)}村", f"{''.join(second)}村", f"{''.join(third)}村")


def counties_of(found: list[Place]) -> Iterator[list[Place]]:
    """Yield the units in groups as reviewers are sent to them: a county with all below it, at most forty."""
    groups: dict[str, list[Place]] = {}
    for place in found:
        groups.setdefault(place.path[: 3 * STEP], []).append(place)
    waiting: list[Place] = []
    for _path, group in sorted(groups.items()):
        if waiting and len(waiting) + len(group) > _TOGETHER:
            yield waiting
            waiting = []
        waiting += group
    if waiting:
        yield waiting


_TOGETHER: Final = 40
