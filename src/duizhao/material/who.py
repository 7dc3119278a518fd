"""Which unit a paper comes from, and its author's name and post, from title and by-lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from duizhao.lexicons import alternation
from duizhao.record import Author, MaterialKind

_BODY: Final = (
    r"(?:党组|党委|党总支|党支部|总支|支部|党工委|机关党委|纪委"
    r"|县委|市委|区委|省委|政法委)"
)
_POST: Final = (
    rf"{_BODY}?(?:专职)?(?:第一)?副?书记|(?:县|市|区|镇|乡)?委?常委(?!会|班子)"
    rf"|(?:常务)?副?(?:县|市|区|镇|乡|街道|人大|政协)?{alternation('posts')}"
    r"|(?:党组|党委|班子|支委|党委会|领导班子)(?:班子)?(?:成员|委员)|(?:组织|宣传|纪检|统战)委员"
    r"|[一二三四]级(?:调研员|主任科员|巡视员)|(?:二级)?巡视员|调研员"
)
_POSTS: Final = re.compile(rf"(?:{_POST})(?:[、兼，](?:[\u4e00-\u9fff]{{0,6}}?)(?:{_POST}))*")
_END: Final = alternation("unit_endings")
_UNIT: Final = re.compile(
    rf"[\u4e00-\u9fffA-Za-z0-9*×]{{1,28}}?{_END}"
    r"(?=$|[\s（(，、]|20\d\d|二〇|领导|班子|党组|党委|常委|党支部|党总支|支部|关于|书记|副|成员|机关|个人|民主|组织|专题|专项|对照|整改|巡察|审计)"
)
_ENDS_LIKE_UNIT: Final = re.compile(rf"{_END}$")
_NOT_UNIT: Final = re.compile(r"^(?:党员|领导干部|个人|主题教育|专题|学习|民主|组织生活)")
_BARE: Final = re.compile(r"(?:县|市|区|省|镇|乡)?(?:委|党委|党组|党支部|支部|政府)")
_OFFICE: Final = re.compile(
    r"(.+?(?:局|馆|委|院|办|校|部|厅|中心|公司|集团|政府|党委|党组))(.{1,8}(?:科|股|处|室|所|队))"
)
_NAME: Final = (
    r"(?!.*(?:对照|检查|检视|剖析|个人|本人|材料|班子|发言|民主|提纲|党员|支部|汇报|述职))"
    r"(?:(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|端木|夏侯|司徒|南宫|轩辕|长孙)[\u4e00-\u9fff]{1,2}"
    r"|[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff](?:某某?|[×*xX]{1,2}))"
)
_LABEL: Final = re.compile(r"^(?:单位|汇报人|发言人|报告人|姓名|撰写人|述职人)[：:]\s*")
_CHIEF_WORDS: Final = re.compile(
    r"(?:作为|身为).{0,14}(?:党组书记|党委书记|支部书记|一把手|主要负责人|主要负责同志|班长|第一责任人|(?<!副)书记)"
)
_MEMBER_WORDS: Final = re.compile(
    r"(?:作为|身为).{0,10}(?:分管领导|班子成员|党组成员|党委委员|副职|副局长|副主任|副县长|副书记|支部委员|普通党员)"
)


def who(
    title: str | None, bylines: Sequence[str], body: str, kind: MaterialKind
) -> tuple[str | None, Author | None]:
    """Return unit and author; only a person's own paper has an author."""
    head = re.sub(r"^关于", "", title or "")
    lines = [re.sub(r"(?:20\d\d|二[〇○零]..)年?度?.*$", "", head) or head, *bylines]
    unit = _first(_unit, lines)
    if kind != "individual":
        return unit, None
    post = _first(lambda line: _post(line, unit), lines)
    named = re.search(rf"{_BODY}$", unit) if unit and post and re.match("副?书记|常委", post) else None
    if named and post:
        post = named[0] + post
    office = _OFFICE.fullmatch(unit) if unit and post else None
    if office and post:
        unit, post = office[1], office[2] + post
    comrade = re.match(rf"({_NAME})同志", lines[0])
    name = _first(_name, lines[1:]) or (comrade[1] if comrade else _name_behind_post(lines[0]))
    chief = _chief(post, body)
    if post is None and name is None and chief is None:
        return unit, None
    return unit, Author(name, post, chief)


def _first(read: Callable[[str], str | None], lines: Sequence[str]) -> str | None:
    return next((found for line in lines if (found := read(line))), None)


def _plain(line: str) -> str:
    plain = _LABEL.sub("", line.strip("（）() "))
    return re.sub(r"^中共(?=.{2,8}[省市县区镇乡局])", "", plain)


def _unit(line: str) -> str | None:
    plain = _plain(line)
    posts = _POSTS.search(plain)
    before = plain[: posts.start()].rstrip() if posts else ""
    if len(before) >= 3 and _ENDS_LIKE_UNIT.search(before) and " " not in before:
        unit = before
    else:
        match = _UNIT.match(plain)
        if match is None:
            return None
        unit = match[0]
    return None if _NOT_UNIT.match(unit) or _BARE.fullmatch(unit) else unit


def _post(line: str, unit: str | None) -> str | None:
    plain = _plain(line)
    if unit and plain.startswith(unit):
        plain = plain[len(unit) :]
    match = _POSTS.search(plain)
    if match is None:
        return None
    lead = plain[: match.start()].strip()
    if unit is None and re.fullmatch(r"[\u4e00-\u9fff]{1,4}", lead):
        return lead + match[0]
    return match[0]


def _name(line: str) -> str | None:
    labelled = re.match(rf"^(?:姓名|汇报人|发言人|报告人|撰写人|述职人)[：:]\s*({_NAME})(?:\s|$)", line)
    if labelled:
        return labelled[1]
    plain = _plain(line)
    last = plain.split(" ")[-1].removesuffix("同志")
    if " " in plain and re.fullmatch(_NAME, last) and not _POSTS.search(last):
        return last
    if _POSTS.search(plain):
        return _name_behind_post(plain)
    return plain if re.fullmatch(_NAME, plain) and not _ENDS_LIKE_UNIT.search(plain) else None


def _name_behind_post(line: str) -> str | None:
    plain = _plain(line)
    match = _POSTS.search(plain)
    if match is None:
        return None
    rest = plain[match.end() :].strip(" （）()：:、").removesuffix("同志").removesuffix("同志的")
    return rest if re.fullmatch(_NAME, rest) else None


def _chief(post: str | None, body: str) -> bool | None:
    """Say whether the author heads the team: by the post, else by what the paper says of it."""
    if post:
        plain = post.replace("专职", "").replace("第一副", "副")
        if re.search(r"副|成员|委员|常委|纪委书记|政法委书记|调研员|巡视员|总工程师|总会计师", plain):
            return False
        if re.search(r"[科股组班队]长$|护士长|[科股室]主任$|干事|科员|教师|主管", plain):
            return None
        if re.search(r"书记|长$|主任|经理|主席|总裁", plain):
            return True
    if _CHIEF_WORDS.search(body):
        return True
    return False if _MEMBER_WORDS.search(body) else None
