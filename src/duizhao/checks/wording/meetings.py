"""Which national meetings a paper names, whatever form the name has: found once for all checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from duizhao.checks.base import Paper, once
from duizhao.checks.wording.named import title_ranges
from duizhao.lexicons.official import MeetingKind, Month, latest, meetings, sessions
from duizhao.text import number
from duizhao.text.regex import regex

_N: Final = "[一二三四五六七八九十]{1,3}"
_FORMS: Final[tuple[tuple[MeetingKind, str], ...]] = (
    ("plenum", rf"第?(?P<c>{_N})届(?P<s>{_N})中全会"),
    ("plenum", rf"第(?P<c>{_N})届中央委员会第(?P<s>{_N})次全体会议"),
    ("discipline", rf"(?P<c>{_N})届中央纪委(?P<s>{_N})次全会"),
    ("discipline", rf"中央纪委(?P<c>{_N})届(?P<s>{_N})次全会"),
    ("discipline", rf"第(?P<c>{_N})届中央纪律检查委员会第(?P<s>{_N})次全体会议"),
    ("npc", rf"第?(?P<c>{_N})届全国(?:人大|人民代表大会)第?(?P<s>{_N})次(?:全体)?会议"),
    ("npc", rf"全国人大(?P<c>{_N})届(?P<s>{_N})次会议"),
    ("cppcc", rf"(?P<c>{_N})届全国政协(?P<s>{_N})次会议"),
    ("cppcc", rf"全国政协(?P<c>{_N})届(?P<s>{_N})次会议"),
    ("congress", rf"(?:党的|中国共产党)第(?P<c>{_N})次全国代表大会"),
    ("congress", rf"党的(?P<c>{_N})大(?![三二一]?[中届])"),
)
_PATTERNS: Final = tuple((kind, regex(form)) for kind, form in _FORMS)
_ANY: Final = regex("中全会|次全会|次全体会议|次会议|代表大会|党的[一二三四五六七八九十]{1,3}大")
_LOCAL: Final = regex(r"[省市县区州旗盟乡镇村][委党]?(?:委?员?会?)?第?$")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting where it is named, in normalised offsets; ``session`` is 0 for a congress."""

    start: int
    end: int
    kind: MeetingKind
    congress: int
    session: int

    @property
    def month(self) -> Month | None:
        """When it opened, ``None`` where the table does not have it."""
        return meetings().get((self.kind, self.congress, self.session))


@once
def named_meetings(paper: Paper) -> tuple[Meeting, ...]:
    """Return the national meetings the paper names outside the titles of documents, in their order."""
    text = paper.normal
    if not _ANY.search(text):
        return ()
    inside = title_ranges(paper)
    found = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(a <= match.start() < b for a, b in inside) or _LOCAL.search(
                text, max(0, match.start() - 6), match.start()
            ):
                continue
            congress = number(match["c"])
            session = number(match["s"]) if "s" in match.groupdict() else 0
            if congress is not None and session is not None:
                found.append(Meeting(match.start(), match.end(), kind, congress, session))
    return tuple(sorted(found, key=lambda one: one.start))


_MOST: Final[dict[MeetingKind, int]] = {"plenum": 9, "discipline": 9, "npc": 5, "cppcc": 5}


def cannot_be(one: Meeting) -> bool:
    """Say whether there was never such a meeting, and none is to come."""
    if one.kind == "congress":
        return one.congress > latest("congress") + 1
    known = sessions(one.kind, one.congress)
    if one.congress == latest(one.kind):  # it lasts: what is to come is not known
        return one.session > _MOST[one.kind]
    if one.congress > latest(one.kind):
        return one.congress > latest(one.kind) + 1
    return bool(known) and one.session not in known
