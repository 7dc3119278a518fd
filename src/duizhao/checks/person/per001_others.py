"""Does a personal paper speak of other people's faults instead of the author's?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.person.subjects import blamed
from duizhao.errors import _
from duizhao.text.regex import regex

_OTHERS: Final = regex(
    r"(?<=[，。；：\n])(?:(?:有的|有些|部分|个别|一些|少数|极少数|许多|很多|不少|多数|某些|大多数)"
    r"(?:[\u4e00-\u9fff]{0,4}?)(?:党员干部|领导干部|年轻干部|党员领导干部|党员|干部|同志|领导|成员|人员|(?<!来)人)(?!民|才|心|情|口|大|社|事)"
    # Whose opinion was not heard falls short in nothing, nor do those who at last say nothing any more.
    r"(?!的(?:不同)?(?:意见|建议|诉求|想法|困难|反映))"
    r"|他们|她们|大家(?!也就))"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield other people who are said to fall short."""
    yield from blamed(paper, _OTHERS, "problems", "causes")


check = Check(
    id="PER001",
    slug="others",
    category="person",
    title=_("以他人问题代替个人问题"),
    why=_("个人材料要把自己摆进去；写“有的党员”“部分同志”，是拿别人的问题充自己的问题。"),
    source=_("审阅通例：没有把自己摆进去、把职责摆进去；某企业自查规则所列第三人称"),
    severity="warning",
    message=_("此处说的是“%(subject)s”；个人材料请写明本人的问题，或者写明本人在其中的责任"),
    find=find,
    bad=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。«有的党员干部»学习浮在表面，不求甚解。\n二是作风不实。下去得少。",
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。读得少。\n二是作风不实。"
        "«部分同志»工作标准不高，满足于过得去。",
    ),
    good=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是学习不够。对部分党员学习不经常的情况提醒不够。\n"
        "二是作风不实。有的同志报表重复要，我明知也只是口头说一说。",
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是民主不够。急于推进工作，个别班子成员的不同意见没有得到充分讨论。\n"
        "二是听不进话。别人提建议，没听完就说不行，慢慢地，大家也就不说了。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual"}),
)
