"""Papers for the city: handed in through the services."""

from __future__ import annotations

from city import City

from duizhao_web.apps.materials import reading
from duizhao_web.apps.materials.models import Outcome, Paper, PaperState, Version
from duizhao_web.apps.materials.services.papers import latest_of, paper_submit, paper_upload
from duizhao_web.apps.materials.services.reviews import opinion_sign

TEXT = """2025年度民主生活会个人对照检查材料
一、存在的问题
（一）带头增强党性方面
1.学习抓得不够紧。平时读原著不多，会上讲过两次，河湾村的调研没有去。比如，2025年3月到社区走访，只听了介绍，没有看现场。
2.调研走得不够深。去基层的次数少，蹲点不足，了解情况多靠听汇报。
（二）带头严守纪律方面
3.督办跟得不够牢。交办以后没有再问，事项拖了三个月。
二、原因剖析
1.学习放松。对理论武装的紧迫性想得浅。根本原因是思想的弦松了。
2.宗旨意识淡化。与群众接触少。
三、整改措施
1.加强学习。每月读一本原著，6月底前讲一次党课。
2.深入调研。每季度蹲点一周，9月底前写出报告。
"""


def a_version(
    city: City, who: str = "county.member", text: str = TEXT, *, submit: bool = True, year: int = 2025
) -> Version:
    """Upload a paper as its author, or as the coordinator for the team, and hand it in."""
    actor = city.actor(who)
    unit = city.unit(who.partition(".")[0])
    person = None if who.endswith("coordinator") else city.people[who]
    read = reading.read("材料.txt", text.encode())
    version = paper_upload(actor=actor, unit=unit, person=person, year=year, read=read)
    if submit:
        paper_submit(actor=actor, paper=version.paper)
    return latest_of(Paper.objects.get(pk=version.paper_id))


TEAM = """2025年度民主生活会领导班子对照检查材料
一、存在的问题
（一）带头增强党性方面
1.学习抓得不够紧。班子集体学习少，研讨时发言多讲成绩。
2.调研走得不够深。下基层的次数少，蹲点不足。
3.督办跟得不够牢。交办以后没有再问。
二、整改措施
1.加强学习。每月集体学习一次。
"""


def a_team_paper(city: City) -> str:
    """Return the number of the county's team paper, handed in where it is not yet."""
    found = Paper.objects.filter(kind="team", unit=city.unit("county")).first()
    return str(found.pk if found else a_version(city, "county.coordinator", TEAM).paper_id)


def two_versions(city: City) -> str:
    """Return the number of the county member's paper, of which a second version was handed in."""
    number = int(a_paper(city))
    if not Version.objects.filter(paper_id=number, number=2).exists():
        Paper.objects.filter(pk=number).update(state=PaperState.RETURNED)
        a_version(city, text=TEXT.replace("平时读原著不多", "平时读原著不够多"))
    return str(number)


def a_paper(city: City) -> str:
    """Return the number of the county member's paper, handed in where it is not yet."""
    found = Paper.objects.filter(person=city.people["county.member"]).first()
    return str(found.pk if found else a_version(city).paper_id)


def agreed_team_paper(city: City, text: str = TEAM) -> Paper:
    """Return a paper of the county's team that the lead reviewer has agreed to."""
    version = a_version(city, "county.coordinator", text)
    opinion_sign(actor=city.actor("lead"), version=version, edition=0, outcome=Outcome.AGREED)
    return Paper.objects.select_related("unit", "person").get(pk=version.paper_id)
