"""Is a word used whose spelling is not settled?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.named import WITHOUT, excepted, uses
from duizhao.errors import _
from duizhao.lexicons.official import spellings


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield each such word once, outside quotation marks."""
    seen = set()
    for use in uses(paper):
        other = spellings().get(use.name)
        if other is None or use.name in seen or excepted(use.name, options):
            continue
        if paper.normal[use.start - 1 : use.start] == "“":
            continue
        seen.add(use.name)
        yield Finding(paper.source(use.start, use.end), words(name=use.name, right=other))


check = Check(
    id="WOR013",
    slug="contested-word",
    category="wording",
    title=_("写法不一的词"),
    why=_("有的缩略语各地写法不同，没有定论；一份材料、一个单位应当统一。"),
    source=_("词表 spellings.tsv 各条来源"),
    severity="question",
    message=_("“%(name)s”也有写作“%(right)s”的；请按上级文件的写法统一"),
    find=find,
    options=(WITHOUT,),
    bad=examples("一是作风不实。在«精文简会»上办法不多，全年发文比上年多6件。"),
    good=examples("一是作风不实。在精简文件、会议上办法不多，全年发文比上年多6件。"),
)
