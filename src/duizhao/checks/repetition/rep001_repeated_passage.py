"""Does the same passage stand in two places of the paper?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.repetition.passages import repeated
from duizhao.errors import _
from duizhao.record import Related


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the second place of each passage; the first is related."""
    for one in repeated(paper):
        line = paper.text.count("\n", 0, one.first.start) + 1
        yield Finding(
            one.second,
            words(length=len("".join(paper.quote(one.first).split())), line=line),
            (Related(paper.path, one.first),),
        )


check = Check(
    id="REP001",
    slug="repeated-passage",
    category="repetition",
    title=_("同一段文字出现两次"),
    why=_("同一段话放在两个方面之下，其中必有一处不是本条的问题，多为拼凑、粘贴所致。"),
    source=_("审阅通例；规范表述、标题不计"),
    severity="warning",
    message=_("这 %(length)s 个字与第 %(line)s 行相同；请核对应放在哪一处"),
    find=find,
    bad=examples(
        "一、存在的问题\n一是学习不够。遇到棘手的事先想怎么绕过去，再想怎么向上面交代过去。\n二是担当不足。群众找上门来，"
        "«遇到棘手的事先想怎么绕过去，再想怎么向上面交代过去»，拖了半年。",
    ),
    good=examples(
        "一、存在的问题\n一是学习不够。深入学习贯彻习近平新时代中国特色社会主义思想不够系统。\n"
        "二是宗旨不牢。用习近平新时代中国特色社会主义思想指导实践不够自觉。",
    ),
)
