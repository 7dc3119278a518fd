"""Whose paper it is and what kind: title, kind, year, date, unit and author."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from duizhao.outline import Outline, mark_at
from duizhao.record import Author, MaterialKind
from duizhao.text import chinese_number, number

_KEYWORD: Final = re.compile(
    r"对照检查|检视剖析|检查材料|剖析材料|发言(?:提纲|材料|稿)|材料|报告|方案|台账|清单|通知|意见|纪要|记录|通报|总结|情况|说明|述职|计划|措施|提纲|自查|检查$|剖析$"
)
_TITLE_MAX: Final = 70
_BYLINE: Final = re.compile(
    r"^[（(]?(?:20\d\d|二〇..)年.{0,8}[）)]?$|^(?:汇报人|发言人|报告人|撰写人|姓名|单位|作者|述职人|职务)[：:]|^[（(].{2,30}[）)]$"
)
_SALUTATION: Final = re.compile(r"[：:]$|^各位|^同志们|^尊敬的")

# Kind by the title's words, in the order they must be tried.
_KINDS: Final[tuple[tuple[MaterialKind, re.Pattern[str]], ...]] = (
    ("minutes", re.compile(r"(?:会议|谈话|学习|民主生活会|组织生活会|座谈会)?(?:记录|纪要)(?:表|稿)?$|会议记录")),
    ("notice", re.compile(r"通知(?:书)?$")),
    ("criticism", re.compile(r"批评意见|相互批评|互相批评|批评发言|对.{1,12}(?:同志)?的批评")),
    ("opinions", re.compile(r"(?:征求|征集|收集).{0,14}意见|意见(?:和|与|、)?建议(?:情况)?(?:的)?(?:汇总|汇总表|清单|梳理|反馈|收集|归纳|原汁原味)|意见(?:建议)?(?:汇总|反馈|清单|表)")),
    ("ledger", re.compile(r"台账|(?:问题|整改|任务|责任|措施|销号)(?:整改|任务|责任)?(?:清单|一览表|汇总表|明细表|销号表)|清单$|一览表$")),
    ("plan", re.compile(r"整改(?:落实|工作|实施)?(?:方案|计划)|(?:整改|改进)措施(?:方案)?$|整改承诺|方案$|整改任务书")),
    ("team", re.compile(r"(?:班子|党组|党委|常委会|支委会|支部委员会|党支部|领导集体|总支)(?:成员)?(?!书记|副书记|委员|班子成员|成员).{0,34}(?:对照检查|检视剖析|检查材料|剖析材料|对照剖析|检视问题|发言提纲|自查|剖析检查)")),
    ("individual", re.compile(r"个人|本人|自查|对照检查|检视剖析|检查材料|剖析材料|发言(?:提纲|材料|稿)|自我(?:检查|剖析)|述责述廉|党性分析|检视材料")),
    ("report", re.compile(r"报告|通报|(?:整改|进展|落实|完成|召开)(?:.{0,8})情况|总结|汇报")),
)  # fmt: skip
_TEAM_WORDS: Final = re.compile(
    r"班子(?!成员)|党组(?!书记|成员|副书记)|党委(?!书记|副书记|委员|班子成员)|常委会|支委会|支部委员会|党支部(?!书记|副书记|委员)"
)
_PERSON_WORDS: Final = re.compile(
    r"个人|本人|同志|书记|局长|主任|县长|市长|区长|镇长|乡长|校长|院长|部长|厅长|处长|科长|所长|委员|党员|经理|董事长|主席|常委(?!会|班子)|成员|理事长|护士长|股长|组长|检察长|队长|站长|园长|馆长|秘书长|主编|巡视员"
)

_YEAR: Final = re.compile(
    r"(20\d\d)(?:[-—－~至](20\d\d))?年?(?:度|)|(二[〇○零][一二三四五六七八九〇○零]{2})年"
)
_YEAR_TITLE: Final = re.compile(r"(20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})(?:年度?|(?=民主|组织|专题))")
_YEAR_MEETING: Final = re.compile(
    r"(20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年(?:度)?(?:[\u4e00-\u9fff]{0,14}?)(?:民主生活会|组织生活会|对照检查|述责述廉|审计|巡察|巡视|检查|督查|评审|评估|整改)"
)
_DATE: Final = re.compile(
    r"(20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年(\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(\d{1,2}|[一二三四五六七八九十]{1,3})日)?"
)
_DATE_LINE: Final = re.compile(rf"^[（(]?(?:{_DATE.pattern})[）)]?$")
_DATE_DOTTED: Final = re.compile(r"^[（(]?(20\d\d)[.\-/](\d{1,2})[.\-/](\d{1,2})[）)]?$")


@dataclass(frozen=True, slots=True)
class Identity:
    """What the head of a paper says of it. ``title_end`` is where the title's last line ends (normalised)."""

    title: str | None
    title_start: int
    title_end: int
    kind: MaterialKind
    year: int | None
    date: str | None
    unit: str | None
    author: Author | None
    preamble_start: int


def identify(outline: Outline) -> Identity:
    """Return title, kind, year, date, unit and author of a paper, each ``None`` where it does not say."""
    first_head = outline.nodes[0].start if outline.nodes else len(outline.text.text)
    lines = [
        # A copy without line breaks has its first part behind the title in one line.
        (
            line.start,
            first_head
            if line.start < first_head < line.end and first_head - line.start <= _TITLE_MAX
            else line.end,
        )
        for line in outline.text.lines
    ]
    text = outline.text.text
    taken = _title_lines(text, lines)
    title = "".join(text[a:b] for a, b in taken) or None
    first = len(taken)
    bylines = []
    while first < min(len(lines), len(taken) + 4) and taken and _is_byline(text, *lines[first]):
        bylines.append(_with_gaps(outline, *lines[first]))
        first += 1
    body_start = lines[first][0] if first < len(lines) else len(text)
    kind = _kind(title, text, body_start)
    date = _date(text, lines, bylines)
    year = _year(title, text[body_start : body_start + 700], date)
    unit, author = _who(title, bylines, text[body_start:], kind)
    return Identity(
        title,
        taken[0][0] if taken else 0,
        taken[-1][1] if taken else 0,
        kind,
        year,
        date,
        unit,
        author,
        body_start,
    )


def _with_gaps(outline: Outline, start: int, end: int) -> str:
    """Return a by-line with the blanks between unit, post and name put back."""
    text = outline.text.text
    gaps = sorted(g for g in outline.text.gaps if start < g < end)
    pieces = [text[a:b] for a, b in zip([start, *gaps], [*gaps, end], strict=True)]
    if any(
        len(piece) == 1 for piece in pieces[:-1]
    ):  # a name of two characters is set with a blank inside: 李 某
        pieces = [*pieces[:-2], pieces[-2] + pieces[-1]] if len(pieces[-1]) == 1 else pieces
    return " ".join(pieces)


# --------------------------------------------------------------------------- title


def _title_lines(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the lines that make up the title: the first line that reads like one, and its other half."""
    for i, (a, b) in enumerate(lines[:6]):
        line = text[a:b]
        if not _title_like(line) or mark_at(text, a) is not None:
            if (
                i == 0
                and len(line) <= 30
                and not line.endswith(("。", "；", "："))
                and mark_at(text, a) is None
            ):
                continue
            return []
        taken = [(a, b)]
        for c, d in lines[i + 1 : i + 3]:
            if not _continues_title(text, taken, c, d):
                break
            taken.append((c, d))
        if _KEYWORD.search("".join(text[p:q] for p, q in taken)) or i > 0 or len(lines) > 1:
            return taken
        return []
    return []


def _title_like(line: str) -> bool:
    return (
        2 < len(line) <= _TITLE_MAX
        and not line.endswith(("。", "；", "，", "："))
        and "。" not in line
        and not _BYLINE.match(line)
        and not re.match(r"^(?:附件|附表|内部|秘密|编号|第.{1,3}[页稿])", line)
    )


def _continues_title(text: str, taken: list[tuple[int, int]], start: int, end: int) -> bool:
    line, so_far = text[start:end], "".join(text[a:b] for a, b in taken)
    if not _title_like(line) or mark_at(text, start) is not None or len(line) > 40:
        return False
    if not _KEYWORD.search(line):
        return False
    if _KEYWORD.search(so_far):
        return bool(
            re.match(
                r"^(?:个人|班子)?(?:对照检查|检视剖析|发言提纲|发言材料|检查材料|剖析材料|整改|情况)", line
            )
        )
    return True


def _is_byline(text: str, start: int, end: int) -> bool:
    line = text[start:end]
    if len(line) > 40 or line.endswith(("。", "；", "，")) or mark_at(text, start) is not None:
        return False
    if _BYLINE.match(line) or _DATE_LINE.match(line) or _DATE_DOTTED.match(line):
        return True
    if line.endswith("：") or _KEYWORD.search(line):
        return False
    return bool(_PERSON_WORDS.search(line)) or len(line) <= 8


# --------------------------------------------------------------------------- kind


def _kind(title: str | None, text: str, body_start: int) -> MaterialKind:
    named = _kind_of_title(title) if title else None
    body = text[body_start:]
    if named == "individual" and title and not _PERSON_WORDS.search(title):
        if re.search(r"自查.{0,6}报告|检查报告$", title) and not re.search(
            r"本人|我(?![们市县区镇乡局校院省国厅部中委办公单])", body
        ):
            return "report"
        return "team" if _speaks_as_team(body) else "individual"
    if named == "report" and title and re.search(r"述责述廉|述职", title):
        return "individual"
    if named is not None:
        return named
    return _kind_of_body(body)


def _kind_of_title(title: str) -> MaterialKind | None:
    plain = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    if re.search(r"个人.{0,6}(?:对照|检视|检查|剖析|查摆)", plain):
        return "individual"
    for kind, pattern in _KINDS:
        if pattern.search(plain):
            if kind == "team" and re.search(r"个人|本人|同志", plain):
                continue
            return kind
    return None


def _speaks_as_team(body: str) -> bool:
    mine = len(
        re.findall(
            r"本人|我(?!们|市|县|区|镇|乡|局|校|院|省|国|党|委|办|处|中心|单位|公司|村|街|厅|部)", body
        )
    )
    ours = len(re.findall(r"班子(?!成员)|我们|党组(?!书记|成员)|常委会|党委(?!书记|副书记)", body))
    return ours > mine


def _kind_of_body(body: str) -> MaterialKind:
    faults = len(re.findall(r"不够|不足|不深|不实|有待|欠缺|差距|不严|不强", body))
    if faults < 2 and not re.search(r"对照检查|检视|查摆", body):
        return "unknown"
    return "team" if _speaks_as_team(body) else "individual"


# --------------------------------------------------------------------------- year and date


def _to_year(numeral: str) -> int | None:
    return number(numeral.replace("○", "〇").replace("零", "〇"))


def _year(title: str | None, opening: str, date: str | None) -> int | None:
    """Return the year the paper is about: the title's, else that of the meeting named in the opening."""
    for pattern, source in ((_YEAR_TITLE, title or ""), (_YEAR_MEETING, opening)):
        for match in pattern.finditer(source):
            before = source[max(0, match.start() - 6) : match.start()]
            if source is opening and re.search(r"上年度|上一年|去年", before):
                continue
            return _to_year(match[1])
    # No meeting is named: the year of the date, a meeting of the first quarter being last year's.
    if date is not None:
        return int(date[:4]) - (int(date[5:7]) <= 3)
    years = [int(y) for y in re.findall(r"(20\d\d)年", opening)]
    return max(years, default=None)


def _date(text: str, lines: list[tuple[int, int]], bylines: list[str]) -> str | None:
    """Return the date the paper is signed with: a line of its own at the head or the foot, ISO 8601."""
    foot = [text[a:b] for a, b in lines[-4:]]
    for line in (*bylines, *reversed(foot)):
        match = _DATE_LINE.match(line)
        if match:
            return _iso(_to_year(match[1]), number(match[2]), number(match[3]) if match[3] else None)
        dotted = _DATE_DOTTED.match(line)
        if dotted:
            return _iso(int(dotted[1]), int(dotted[2]), int(dotted[3]))
        inside = _DATE.search(line)
        if inside and line in bylines:
            return _iso(_to_year(inside[1]), number(inside[2]), number(inside[3]) if inside[3] else None)
    return None


def _iso(year: int | None, month: int | None, day: int | None) -> str | None:
    if not year or not month or not 1 <= month <= 12:
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day and 1 <= day <= 31 else "")


# --------------------------------------------------------------------------- unit and author

_POST: Final = (
    r"(?:党组|党委|党总支|党支部|总支|支部|党工委|机关党委|纪委|县委|市委|区委|镇党委|乡党委|街道党工委|政法委)?(?:专职)?(?:第一)?副?书记"
    r"|(?:县|市|区|镇|乡)?(?:委)?常委|(?:常务)?副?(?:局长|理事长|护士长|股长|组长|总监|司令|政委|主管|班长|店长|段长|工长|主任医师|主任|县长|市长|区长|镇长|乡长|校长|院长|部长|厅长|处长|科长|所长|总经理|董事长|主席|检察长|队长|站长|园长|馆长|秘书长|总工程师|总会计师|经理|台长|社长|行长|股长|庭长|支队长|大队长|会长)"
    r"|(?:党组|党委|班子|支委|党委会|领导班子)(?:班子)?(?:成员|委员)|(?:组织|宣传|纪检|统战)委员|组织部长|宣传部长|[一二三四]级(?:调研员|主任科员|巡视员)|调研员"
)
_POSTS: Final = re.compile(rf"(?:{_POST})(?:[、兼，](?:[\u4e00-\u9fff]{{0,6}}?)(?:{_POST}))*")
_UNIT_END: Final = r"(?:常委会|县委|市委|区委|省委|工委|党委|党组|党总支|党支部|支部|委员会|人民政府|政府|管委会|局|厅|委|办公室|办|中心|医院|学校|学院|大学|中学|小学|(?:有限|股份有限|有限责任)?公司|集团|银行|法院|检察院|公安局|街道|镇|乡|村|社区|站|所|馆|院|处|部|联合会|残联|文联|科协|工商联|总工会|妇联|团委|科|支队|大队|分局|幼儿园|研究院|研究所|开发区|园区|台|社|人大|政协)"
_UNIT: Final = re.compile(
    rf"[\u4e00-\u9fffA-Za-z0-9*×]{{2,28}}?{_UNIT_END}(?=$|[\s（(，、]|20\d\d|二〇|领导|班子|党组|党委|常委|党支部|党总支|支部|关于|书记|副|成员|机关|个人|民主|组织|专题|\d|局长|主任|[\u4e00-\u9fff]{{0,4}}(?:长|书记|成员|委员))"
)
_NAME: Final = re.compile(
    r"(?:^|[\s、，：:）)])([\u4e00-\u9fff]{1,2}(?:某某|某|[×xX*]{1,2}|[\u4e00-\u9fff]{1,2}))(?:同志)?[）)]?$"
)


def _who(
    title: str | None, bylines: list[str], body: str, kind: MaterialKind
) -> tuple[str | None, Author | None]:
    head = re.sub(r"^关于", "", title or "")
    head = re.sub(r"(?:20\d\d|二[〇○零]..)年?度?.*$", "", head) or head
    unit = _unit(head) or next((u for line in bylines if (u := _unit(line))), None)
    if kind != "individual":
        return unit, None
    post = _post(head, unit) or next((p for line in bylines if (p := _post(line, unit))), None)
    if (
        post
        and unit
        and (
            office := re.fullmatch(
                r"(.+?(?:局|馆|委|院|办|校|部|厅|中心|公司|集团|政府|党委|党组))(.{1,8}(?:科|股|处|室|所|队))",
                unit,
            )
        )
    ):
        unit, post = office[1], office[2] + post
    name = next((n for line in bylines if (n := _name(line))), None)
    chief = _chief(post, body)
    if post is None and name is None and chief is None:
        return unit, None
    return unit, Author(name, post, chief)


def _unit(text: str) -> str | None:
    text = re.sub(
        r"^(?:单位|汇报人|发言人|报告人)[：:]|^中共(?=.{2,6}[省市县区镇乡局])", "", text.strip("（）() ")
    )
    match = _UNIT.match(text)
    if not match:
        return None
    unit = match[0]
    if re.match(r"党员|领导干部|个人|主题教育|专题", unit):
        return None
    return None if re.fullmatch(r"(?:县|市|区|省|镇|乡)?(?:委|党委|党组|党支部|支部|政府)", unit) else unit


def _post(text: str, unit: str | None) -> str | None:
    text = text.strip("（）() ")
    if unit and text.startswith(unit):
        text = text[len(unit) :]
    match = _POSTS.search(text)
    if not match:
        return None
    post = match[0]
    if match.start() and unit is None:
        lead = text[: match.start()]
        post = (lead[-4:] if re.fullmatch(r"[\u4e00-\u9fff]{1,4}", lead) else "") + post
    return post


def _name(line: str) -> str | None:
    labelled = re.match(r"^(?:姓名|汇报人|发言人|报告人|撰写人)[：:]\s*([\u4e00-\u9fff×*]{2,4})", line)
    if labelled:
        return labelled[1]
    match = _POSTS.search(line)
    if not match:
        last = line.split(" ")[-1]
        if " " in line and re.fullmatch(r"[\u4e00-\u9fff×*]{2,3}", last):
            return last
        return (
            line
            if re.fullmatch(r"[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]某某?|[\u4e00-\u9fff][×*]{1,2}", line)
            else None
        )
    last = line.split(" ")[-1]
    if " " in line and re.fullmatch(r"[\u4e00-\u9fff×*]{2,4}", last) and not _POSTS.search(last):
        return last
    rest = line[match.end() :].strip(" （）()：:、")
    rest = re.sub(r"同志$", "", rest)
    return rest if re.fullmatch(r"[\u4e00-\u9fff×*]{2,4}", rest) else None


def _chief(post: str | None, body: str) -> bool | None:
    """Say whether the author heads the team: by the post, else by what the paper says of it."""
    if post:
        plain = post.replace("专职", "").replace("第一副", "副")
        if re.search(r"副|成员|委员|常委|纪委书记|政法委书记|调研员|总工程师|总会计师", plain):
            return False
        if re.search(r"[科股组班]长$|护士长|队长$|[科股室]主任$", plain):
            return None
        if re.search(r"书记|长$|主任|经理|主席|董事长", plain):
            return True
    if re.search(
        r"(?:作为|身为).{0,14}(?:党组书记|党委书记|支部书记|一把手|主要负责人|主要负责同志|班长|第一责任人|(?<!副)书记)",
        body,
    ):
        return True
    if re.search(
        r"(?:作为|身为).{0,10}(?:分管领导|班子成员|党组成员|党委委员|副职|副局长|副主任|副县长|副书记|支部委员|普通党员)",
        body,
    ):
        return False
    return None


__all__ = ["Identity", "chinese_number", "identify"]
