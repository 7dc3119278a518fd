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
    r"|(?:党组|党委|党工委|班子|支委|党委会|领导班子|党总支|党支部|支部|校务|院务)(?:班子)?(?:成员|委员)|(?:组织|宣传|纪检|统战)委员"
    r"|[一二三四]级(?:调研员|主任科员|巡视员)|(?:二级)?巡视员|调研员"
)
_POSTS: Final = re.compile(rf"(?:{_POST})(?:[、兼，](?:[\u4e00-\u9fff]{{0,6}}?)(?:{_POST}))*")
_END: Final = alternation("unit_endings")
# A short ending such as 局 or 镇 ends a unit's name only where the words go on like this.
_GOES_ON: Final = (
    r"(?=$|[\s（(，、]|20\d\d|二〇|领导|班子|党组|党委|常委|党支部|党总支|支部|关于|书记|副|成员|机关"
    r"|个人|民主|组织|专题|专项|对照|整改|巡察|审计|安全|生态|环境|落实|述|年度|党员|干部|职工|深入|贯彻|学习|开展|师德|作风)"
)
_UNIT: Final = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9*×]{1,28}?(?:有限责任公司|股份有限公司|有限公司|人民政府|委员会|检察院|人民法院)"
    rf"|[\u4e00-\u9fffA-Za-z0-9*×]{{1,28}}?{_END}{_GOES_ON}"
    r"|[\u4e00-\u9fff]{1,6}[省市县区](?=关于|贯彻|落实)"
)
_BRANCH: Final = re.compile(r"(?:机关|第[一二三四五六七八九十]{1,2})党(?:总支|支部)(?!书记|副书记|委员)")
# 卫生健康委员会党委, where the words before name an office and no committee of the party.
_BODY_OF: Final = re.compile(r"(?<=委员会)(?:党委|党组|党总支)(?!书记|副书记|成员|委员)")
_ENDS_LIKE_UNIT: Final = re.compile(rf"{_END}$")
_NOT_UNIT: Final = re.compile(r"^(?:党员|领导干部|个人|主题教育|专题|学习|民主|组织生活)")
_BARE: Final = re.compile(r"(?:县|市|区|省|镇|乡)?(?:委|党委|党组|党支部|支部|政府)")
_OFFICE: Final = re.compile(
    r"(.+(?:局|馆|委|院|(?<![局厅部院])办(?!公)|校|部|厅|中心|公司|集团|政府|党委|党组|中学|小学|学校|学院|大学|银行|局|街道|镇|乡))(.{1,8}(?:科|股|处|室|所|队))"
)
_NAME: Final = (
    r"(?!.*(?:对照|检查|检视|剖析|个人|本人|材料|班子|发言|民主|提纲|党员|支部|汇报|述职|[稿版]$|草案))"
    r"(?:(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|端木|夏侯|司徒|南宫|轩辕|长孙)[\u4e00-\u9fff]{1,2}"
    r"|[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff](?:某某?|[×*xX]{1,2}))"
)
_SHORTEST_UNIT: Final = 4
_LONGEST_OFFICE: Final = 6
_LABEL: Final = re.compile(
    r"^(?P<label>单位|部门|汇报人|发言人|报告人|姓名|撰写人|述职人|提出人|职务|作者)[：:]\s*"
)
_SIGNED: Final = re.compile(r"(?:[\u4e00-\u9fff]{2,6}[：:])?[\u4e00-\u9fff×*]{2,24}")
# 樟坪村党支部书记：某某 at head or foot.
_SIGNED_BY: Final = re.compile(r"([\u4e00-\u9fff、]{4,36})[：:]([\u4e00-\u9fff·×*]{2,4})")
_NAMES: Final = ("汇报人", "发言人", "报告人", "姓名", "撰写人", "述职人", "作者")
_LEADS: Final = re.compile(
    r"^(?:关于|对|致|在(?=[县市区省])|(?:20\d\d|二[〇○零]..)年?度?|中共(?=.{2,8}[省市县区镇乡局])(?!.{2,24}委员会))+"
)
_CHIEF_WORDS: Final = re.compile(
    r"(?:作为|身为).{0,14}(?:党组书记|党委书记|支部书记|一把手|主要负责人|主要负责同志|班长|第一责任人|(?<!副)书记)"
)
_MEMBER_WORDS: Final = re.compile(
    r"(?:作为|身为).{0,10}(?:分管领导|班子成员|党组成员|党委委员|副职|副局长|副主任|副县长|副书记|支部委员|普通党员)"
)


def who(
    title: str | None, bylines: Sequence[str], foot: Sequence[str], body: str, kind: MaterialKind
) -> tuple[str | None, Author | None]:
    """Return unit and author; only a person's own paper has an author.

    ``foot`` are the last lines: a unit that signs there is named where the head names none.
    """
    head = _head(title or "")
    unit = _first(_unit, [*head, *bylines, *_pieces(bylines)])
    signing = [line for line in foot if _SIGNED_BY.fullmatch(line) and not _LABEL.match(line)]
    unit = (
        unit
        or _first(_unit, _pieces(signing))
        or _first(_signing_unit, [*reversed(foot), *reversed(_pieces(foot))])
    )
    if kind != "individual" and not (kind in ("ledger", "plan") and "个人" in (title or "")):
        return unit, None
    post = _first(lambda piece: _post(piece, unit), [*head, *_pieces(bylines), *_pieces(signing)])
    unit, post = _parted(unit, post)
    signed = [piece for piece in _pieces(foot) if _SIGNED.fullmatch(piece)]
    name = _first(_name, _pieces(bylines)) or _first(_name_in_title, head) or _first(_name, signed)
    chief = _chief(post, body)
    if post is None and name is None and chief is None:
        return unit, None
    return unit, Author(name, post, chief)


def _head(title: str) -> list[str]:
    """Return what of the title can name a unit or post: the words before the year, and those in brackets."""
    plain = _without_leads(title)
    words = re.sub(r"(?:20\d\d|二[〇○零]..)年?度?.*$", "", plain) or plain
    return [words, *re.findall(r"[（(]([^（）()]{4,40})[）)]", title)]


def _without_leads(words: str) -> str:
    return _LEADS.sub("", words)


def _pieces(bylines: Sequence[str]) -> list[str]:
    """Return by-lines cut at their blanks, and before a name behind ：; a line without either stays whole."""
    pieces = [piece for line in bylines for piece in line.strip("（）() ").split() if piece]
    return [part for piece in pieces for part in _parts(piece)]


def _parts(piece: str) -> list[str]:
    named = None if _LABEL.match(piece) else _SIGNED_BY.fullmatch(piece)
    return [named[1], named[2]] if named else [piece]


def _first(read: Callable[[str], str | None], pieces: Sequence[str]) -> str | None:
    return next((found for piece in pieces if (found := read(piece))), None)


def _plain(piece: str) -> str:
    return _without_leads(_LABEL.sub("", piece.strip("（）() ")))


def _unit(piece: str) -> str | None:
    plain = _plain(piece)
    posts = _POSTS.search(plain)
    before = plain[: posts.start()].rstrip() if posts else ""
    if len(before) >= 3 and _ENDS_LIKE_UNIT.search(before) and " " not in before:
        unit = before
    else:
        match = _UNIT.match(plain)
        if match is None:
            return _before_office(before)
        unit = match[0]
        branch = _BRANCH.match(plain, match.end()) or _BODY_OF.match(plain, match.end())
        unit += branch[0] if branch else ""
    return None if _NOT_UNIT.match(unit) or _BARE.fullmatch(unit) else unit


def _before_office(before: str) -> str | None:
    """Return the unit in words that go on with an office or subject (某某小学 + 语文)."""
    if " " in before:
        return None
    for end in range(len(before) - 1, max(_SHORTEST_UNIT, len(before) - _LONGEST_OFFICE) - 1, -1):
        unit = before[:end]
        if _ENDS_LIKE_UNIT.search(unit):
            return None if _NOT_UNIT.match(unit) or _BARE.fullmatch(unit) else unit
    return None


def _signing_unit(line: str) -> str | None:
    plain = _plain(line)
    signs = 4 <= len(plain) <= 28 and re.fullmatch(r"[\u4e00-\u9fff×*]+", plain)
    return plain if signs and _ENDS_LIKE_UNIT.search(plain) and not _NOT_UNIT.match(plain) else None


def _post(piece: str, unit: str | None) -> str | None:
    plain = _plain(piece)
    if unit and plain.startswith(unit):
        plain = plain[len(unit) :]
    match = _POSTS.search(plain)
    if match is None:
        return None
    lead = plain[: match.start()].strip().removeprefix("党员")
    office = re.fullmatch(
        r"[\u4e00-\u9fff]{1,8}(?:科|股|处|室|班|组|部|队|所|车间|项目)|[\u4e00-\u9fff]{1,4}", lead
    )
    return lead + match[0] if office and (unit is None or len(lead) > 1) else match[0]


def _parted(unit: str | None, post: str | None) -> tuple[str | None, str | None]:
    """Give the words between unit and post to the one they belong to (县委 + 书记, 档案馆 + 编研科科长)."""
    if not unit or not post:
        return unit, post
    named = re.search(rf"{_BODY}$", unit)
    if named and re.match("副?书记|常委", post):
        post = named[0] + post
    office = _OFFICE.fullmatch(unit)
    return (office[1], office[2] + post) if office else (unit, post)


def _name(piece: str) -> str | None:
    label = _LABEL.match(piece)
    plain = _LABEL.sub("", piece).removesuffix("同志")
    if label and label["label"] not in _NAMES:
        return None
    if re.fullmatch(_NAME, plain) and not _POSTS.search(plain) and not _ENDS_LIKE_UNIT.search(plain):
        return plain
    return _name_behind_post(piece)


def _name_in_title(title: str) -> str | None:
    comrade = re.match(r"([\u4e00-\u9fff]{2,4})同志", title)
    return comrade[1] if comrade and re.fullmatch(_NAME, comrade[1]) else _name_behind_post(title)


def _name_behind_post(piece: str) -> str | None:
    plain = _plain(piece)
    match = _POSTS.search(plain)
    if match is None:
        return None
    rest = (
        plain[match.end() :].strip(" （）()：:、").removesuffix("在").removesuffix("的").removesuffix("同志")
    )
    return rest if re.fullmatch(_NAME, rest) else None


def _chief(post: str | None, body: str) -> bool | None:
    """Say whether the author heads the team: by the post, else by what the paper says of it."""
    if post:
        plain = post.replace("专职", "").replace("第一副", "副")
        if re.search(
            r"副|成员|委员|常委|纪委书记|政法委书记|调研员|巡视员|总工程师|总会计师|总规划师|总经济师|教导员|指导员",
            plain,
        ):
            return False
        if "书记" in plain:
            return True
        if re.search(r"[科股组班队庭]长$|护士长|[科股室处]主任$|干事|科员|教师|主管", plain):
            return False
        if re.search(r"长$|主任|经理|主席|总裁", plain):
            return True
    if _CHIEF_WORDS.search(body):
        return True
    return False if _MEMBER_WORDS.search(body) else None
