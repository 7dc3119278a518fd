"""Is a local short form used that a reader from elsewhere may not know?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.named import WITHOUT, excepted, uses
from duizhao.errors import _
from duizhao.lexicons import pairs, rows


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield each short form once where it is neither quoted nor explained nor at home."""
    known = {row[0]: row for row in rows("short_forms")}
    seen = set()
    for use in uses(paper):
        row = known.get(use.name)
        if row is None or use.name in seen or excepted(use.name, options):
            continue
        seen.add(use.name)
        if not (_is_explained(paper, use.start, use.end) or _is_home(paper, row[1])):
            yield Finding(paper.source(use.start, use.end), words(name=use.name))


def _is_explained(paper: Paper, start: int, end: int) -> bool:
    text = paper.normal
    return text[start - 1 : start] == "“" or text[end : end + 1] == "（" or f"简称{text[start:end]}" in text


def _is_home(paper: Paper, divisions: str) -> bool:
    """Say whether the paper's unit lies where everybody knows the word; no divisions: it is known nowhere."""
    named = "".join((paper.material.unit or "", paper.material.title or ""))
    codes = [
        code
        for name in re.findall(r"[\u4e00-\u9fff]{2,5}?[省市县区州旗]", named)
        for code in pairs("places").get(name, "").split()
    ]
    return any(code.startswith(home) for code in codes for home in divisions.split())


check = Check(
    id="WOR014",
    slug="unexplained-short-form",
    category="wording",
    title=_("地方简称没有说明"),
    why=_("地方上的简称外地人、上级审阅的人不一定懂；首次出现写全称。"),
    source=_("词表 short_forms.tsv 各条来源；《党政机关公文处理工作条例》对简称的要求"),
    severity="question",
    message=_("“%(name)s”是地方或者行业的简称；首次出现请写全称或者注明，本单位通用的可以列入自有词语"),
    find=find,
    options=(WITHOUT,),
    bad=examples("一是担当不够。重点项目«安征迁»进度慢了2个月。"),
    good=examples(
        "一是担当不够。重点项目安置、征收、拆迁（简称安征迁）进度慢了2个月，安征迁专班只到过3次现场。"
    ),
)
