"""The year's plans: items out of agreed papers, the team's plan, a member's own list, the meeting itself."""

from __future__ import annotations

from calendar_at_hand import Calendar
from desk import Desk
from year_meeting import (
    CHIEF,
    COORDINATOR,
    FOLLOWING,
    GIVER,
    MEMBER,
    OUTSIDER,
    RESEARCH,
    SECOND,
    STUDY,
)

POINTS = "提灌站恢复使用\n班子成员每人蹲点不少于十天"
STANDARD = ("提灌站恢复使用", "班子成员每人蹲点不少于十天")


def drafted(desk: Desk, calendar: Calendar) -> None:
    """The coordinator makes items of the agreed paper; what each still lacks is in sight until nothing is."""
    calendar.turn_to("2026-03-18")
    desk.comes(COORDINATOR)
    desk.section("方案")
    desk.link("甲县班子整改方案")
    desk.link("编制")
    desk.fill({"责任领导": SECOND})
    desk.send("编制")
    desk.sees("没有事项的问题")
    desk.look("year-plan-empty")
    desk.send("逐条生成整改事项", "已生成 3 个整改事项。")
    desk.sees("没有时限", "没有责任人", "没有核验人", "没有销号标准")
    plan = desk.path
    for title, until, points in (
        (STUDY, "2026-12-31", "每月集体学习一次"),
        (RESEARCH, "2026-06-30", POINTS),
        (FOLLOWING, "2026-09-30", "交办事项按期办结"),
    ):
        desk.page.goto(desk.address + plan)
        desk.press(desk.main.locator("table.list tr", has_text=title).get_by_role("link").first)
        arranged(desk, points, until, sponsor=SECOND, owner=MEMBER)
    desk.page.goto(desk.address + plan)
    desk.sees("没有：每个问题都有事项")
    desk.comes(OUTSIDER)
    desk.is_told_nothing(plan)


def arranged(
    desk: Desk, points: str, until: str, *, sponsor: str = "", owner: str = "", verifier: str = CHIEF
) -> None:
    """Say of an item how it is known to be done, until when, who does it and who checks it."""
    people = {"责任领导": sponsor, "责任人": owner, "核验人": verifier}
    desk.do("修改事项")
    desk.fill({"整改目标": "作风转变，问题解决", "销号标准": points, "类别": "限期整改", "完成时限": until})
    desk.fill({label: name for label, name in people.items() if name})
    desk.send("修改事项", "已办理：修改事项。")
    if not desk.main.get_by_role("link", name="修改任务", exact=True).count():
        desk.do("增加任务")
        desk.fill({"任务": "逐条整改", "时限": until})
        desk.send("增加任务", "已办理：增加任务。")
        return
    for at in range(desk.main.get_by_role("link", name="修改任务", exact=True).count()):
        desk.press(desk.main.get_by_role("link", name="修改任务", exact=True).nth(at))
        desk.fill({"时限": until})
        desk.send("修改任务", "已办理：修改任务。")


def signed(desk: Desk, calendar: Calendar) -> None:
    """The sponsor signs items and plan, the team has discussed it, the chief endorses all of it at once."""
    calendar.turn_to("2026-03-23")
    desk.comes(SECOND)
    for left in (3, 2, 1):
        desk.waits(f"签字 {left} 项")
        desk.todo(f"签字 {left} 项")
        desk.do("责任领导签字")
        desk.send("责任领导签字", "已办理：责任领导签字。")
        desk.section("工作台")
    desk.waits_not("签字 %(count)s 项")
    desk.todo("签字 %(count)s 份方案清单")
    desk.link("签字")
    desk.send("签字", "已办理：签字。")
    desk.comes(COORDINATOR)
    desk.section("方案")
    desk.link("甲县班子整改方案")
    desk.link("记录集体研究")
    desk.fill({"集体研究的日期": "2026-03-22"})
    desk.send("记录集体研究", "已办理：记录集体研究。")
    desk.comes(CHIEF)
    desk.todo("审定 %(count)s 份方案清单")
    desk.link("审定方案")
    desk.send("审定方案", "已办理：审定方案。")
    desk.sees("审定")
    desk.comes(GIVER)
    desk.section("整改")
    desk.sees(STUDY, RESEARCH, FOLLOWING)


def listed(desk: Desk) -> None:
    """A member's own list: one item for several problems, handed in, endorsed; others know that it is."""
    desk.comes(MEMBER)
    desk.section("方案")
    desk.link("我的个人整改清单")
    desk.link("编制")
    desk.send("编制")
    desk.touch(desk.main.locator("summary", has_text="并成一项"))
    desk.fill({"理由": "同一根子上的问题"})
    desk.send("把选中的问题并成一项", "已生成 1 个整改事项。")
    own = desk.path
    desk.press(desk.main.locator("table.list tr", has_text="原著读得不够多").get_by_role("link").first)
    arranged(desk, "每季度蹲点一周", "2026-11-30")
    desk.page.goto(desk.address + own)
    desk.link("签字")
    desk.send("签字", "已办理：签字。")
    desk.look("year-own-list")
    desk.comes(COORDINATOR)
    desk.section("方案")
    desk.link("甲县班子整改方案")
    desk.sees("已交出的个人整改清单", MEMBER)
    desk.is_told_nothing(own)
    desk.comes(GIVER)
    desk.is_told_nothing(own)
    desk.comes(CHIEF)
    desk.todo_row(f"{MEMBER}个人整改清单")
    desk.link("审定方案")
    desk.send("审定方案", "已办理：审定方案。")


def held(desk: Desk, calendar: Calendar) -> None:
    """The meeting is held; after it both plans are frozen with what was said."""
    calendar.turn_to("2026-03-28")
    desk.comes(COORDINATOR)
    desk.todo("登记“%(title)s”召开情况")
    desk.fill({"召开日期": "2026-03-27", "应到人数": "3", "实到人数": "3"})
    desk.send("登记", "召开情况已登记。")
    desk.section("工作台")
    desk.todo("会后定稿 %(count)s 份方案清单")
    desk.link("会后定稿")
    desk.fill({"会议日期": "2026-03-27", "会上意见": "督导组点评：提灌站要先修好。方案已经列为第一项。"})
    desk.send("会后定稿", "已办理：会后定稿。")
    desk.sees("督导组点评")
    desk.look("year-plan-frozen")
    desk.comes(CHIEF)
    desk.todo("会后定稿 %(count)s 份方案清单")
    desk.link("会后定稿")
    desk.fill({"会议日期": "2026-03-27"})
    desk.send("会后定稿", "已办理：会后定稿。")
