"""Does a sign stand where a name or a number belongs?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.errors import _
from duizhao.record import Span
from duizhao.text.regex import regex

_SIGN: Final = "XxＸｘ×✕*＊○△●▲■◆"
_HAN: Final = "\u4e00-\u9fff"
_PATTERN: Final = regex(
    # ××, **, XX, xxx between or beside words
    rf"(?<![A-Za-z0-9{_SIGN}])[{_SIGN}]{{2,8}}(?![A-Za-z0-9{_SIGN}])"
    # a single sign between words, or before a unit: 教师x人, X市, *思想, ×%
    rf"|(?<=[{_HAN}，。；：、“《（])[XxＸｘ×✕](?=[{_HAN}%％])|(?<=[{_HAN}，。；：、“《（])[*＊○△](?=[{_HAN}%％]{{2}})"
    rf"|^[XxＸｘ×✕](?=[省市县区镇乡村局委院校厂]{{1}}[{_HAN}])"
    rf"|某某某?(?=[{_HAN}，。、）])",
    re.MULTILINE,
)
_ANY: Final = regex(rf"[{_SIGN}]|某某")
_WORDS: Final = regex(r"[XxＸ](?:光|射线|轴|形|型|染色体|片)|某某[人事物]")
_LINE: Final = regex(rf"[ \t{_SIGN}\-—_=·]*")
_DATE: Final = regex("[年月日时]")
_TIMES: Final = regex(r"[0-9] ?[×xX*] ?[0-9]")


# Pasted from a program that writes Markdown: **抓学习。** is emphasis, and stands for no word.
_EMPHASIS: Final = regex(r"\*\*(?=\S)[^*\n]+(?<=\S)\*\*")
_TWICE: Final = 2  # one pair may as well be a name left out on either side


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield every placeholder; those in dates are left to the check on dates. Emphasis is told once a paper."""
    text = paper.text
    if not _ANY.search(text):
        return
    emphasis = list(_EMPHASIS.finditer(text))
    emphasis = emphasis if len(emphasis) >= _TWICE else []
    if emphasis and paper.document.media_type != "text/markdown":
        first = emphasis[0].start()
        yield Finding(Span(first, first + len("**")), words(count=len(emphasis)), form="emphasis")
    marks = {place for one in emphasis for place in (one.start(), one.end() - len("**"))}
    for match in _PATTERN.finditer(text):
        start, end = match.span()
        if start in marks:
            continue
        if _DATE.match(text, end) or _WORDS.match(text, start) or _TIMES.match(text, max(0, start - 1)):
            continue
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", end)
        if _LINE.fullmatch(text, line_start, line_end if line_end >= 0 else len(text)):
            continue
        yield Finding(Span(start, end))


check = Check(
    id="TEM002",
    slug="placeholder",
    category="template",
    title=_("占位符号残留"),
    why=_("用符号代替单位、姓名、数字，是范文或者模板没有改完的痕迹。"),
    source=_("审阅通例：模板残留"),
    severity="error",
    message=_("此处是占位符号；请填写实际内容，或者删去这一处"),
    forms=(("emphasis", _("此处有排版用的星号，全文共 %(count)s 对，是粘贴时带来的；请删去")),),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n比如，在«**»镇调研时走马观花。",
        "对照检查材料\n一、存在的问题\n比如，«xxx»小学反映的问题没有解决。",
        "述职报告\n一、基本情况\n学校现有教师«x»人。",
        "对照检查材料\n一、存在的问题\n比如，对«某某»同志的提醒不及时。",
        "对照检查材料\n一、存在的问题\n全年办结率只有«××»%。",
        "对照检查材料\n一、存在的问题\n«**»学得浅。** 书翻了几页。\n**走得少。** 只下去四次。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n医院的X光机坏了三个月。\n* * *\n板房面积3×5米。某项目拖了一年。",
    ),
)
