"""The year's first chapters, from the notice to agreed papers and claimed problems."""

from __future__ import annotations

from calendar_at_hand import Calendar
from desk import Desk
from papers import TEXT

SUPERIOR, GIVER, OUTSIDER = "city.coordinator", "city.chief", "rival.chief"
CHIEF, MEMBER, SECOND, COORDINATOR = (f"county.{one}" for one in ("chief", "member", "second", "coordinator"))
DOWN = "town.chief"
MATTER = "河湾村三组提灌站停用两年，38 户靠柴油泵浇地"
STUDY, RESEARCH, FOLLOWING = "学习抓得不够紧", "调研走得不够深", "督办跟得不够牢"
TEAM = f"""2025年度民主生活会领导班子对照检查材料
一、存在的问题
（一）带头增强党性方面
1.{STUDY}。班子集体学习少，研讨时发言多讲成绩。
2.{RESEARCH}。下基层的次数少。比如，{MATTER}，班子没有人到现场看过。
3.{FOLLOWING}。交办以后没有再问。
二、整改措施
1.加强学习。每月集体学习一次，年底前自查一次。
2.深入调研。6月底前到河湾村蹲点，把提灌站修好。
3.跟踪督办。每周问一次交办事项。
"""
CLAIM = "对班子查摆出的第1、2条问题，我主动认领并负直接责任。"
OWN = (
    TEXT.replace("二、原因剖析", f"{CLAIM}\n二、原因剖析")
    .replace(STUDY, "原著读得不够多")
    .replace(RESEARCH, "基层去得不够勤")
    .replace(FOLLOWING, "交办问得不够细")
)


def opened(desk: Desk, *, year: int, meeting_on: str) -> None:
    """The superior opens the unit's meeting; the unit finds it on its first page, others find nothing."""
    title = f"{year}年度民主生活会"
    desk.comes(SUPERIOR)
    desk.section("民主生活会")
    desk.link("部署民主生活会")
    desk.fill({"通知标题": f"关于开好{title}的通知", "年度": str(year), "名称": title})
    desk.fill({"拟召开日期": meeting_on})
    desk.choose("甲县")
    desk.send("开始部署")
    desk.comes(CHIEF)
    desk.section("民主生活会")
    desk.link(title)
    desk.sees("还剩", "班子材料")
    desk.look(f"year-{year}-meeting")
    meeting = desk.path
    desk.comes(OUTSIDER)
    desk.section("民主生活会")
    desk.misses(title)
    desk.is_told_nothing(meeting)


def handed_in(desk: Desk) -> None:
    """The team's paper and a member's own are read, handed in, and in nobody's way but the reviewers'."""
    for who, text in ((COORDINATOR, TEAM), (MEMBER, OWN)):
        desk.comes(who)
        desk.section("民主生活会")
        desk.link("2025年度民主生活会")
        desk.link("上传材料")
        uploaded(desk, text)
        desk.section("工作台")
        desk.todo("提交审阅")
        desk.sees("已上传")
        desk.send("提交审阅", "已提交审阅。")
        desk.sees("审阅中")
    desk.comes(COORDINATOR)
    desk.section("材料")
    desk.misses(MEMBER)
    desk.comes(GIVER)
    desk.section("材料")
    desk.misses(MEMBER)


def uploaded(desk: Desk, text: str) -> None:
    """Choose a file, see what was read, and keep it."""
    file = {"name": "材料.txt", "mimeType": "text/plain", "buffer": text.encode()}
    desk.main.locator("#up-file").set_input_files([file])
    desk.touch(desk.main.locator(".uploads button").first)
    desk.main.locator(".uploads .done").first.wait_for()


def reviewed(desk: Desk, calendar: Calendar) -> None:
    """A hint goes into the opinion; the lead returns the paper; the next version is agreed to."""
    calendar.turn_to("2026-03-13")
    desk.comes("reviewer")
    desk.todo("审阅 %(count)s 份材料")
    desk.section("工作台")
    desk.todo_row(MEMBER)
    desk.look("year-review")
    desk.touch(desk.main.locator("#tab-findings"))
    desk.touch(desk.main.locator("#panel-findings .head").first)
    desk.page.keyboard.press("a")
    desk.main.locator(".review[data-count='1']:not([aria-busy])").wait_for()
    desk.take("review", desk.main.get_by_role("button", name="下载带批注的 Word"))
    desk.link("形成审阅意见")
    desk.send("保存草稿")
    desk.comes(MEMBER)
    desk.section("材料")
    desk.sees("审阅中")
    decided(desk, MEMBER, "签发：退回修改")
    calendar.turn_to("2026-03-16")
    desk.comes(MEMBER)
    desk.todo("修改退回的材料")
    desk.link("查看审阅意见")
    desk.sees("lead")
    desk.page.go_back(wait_until="load")
    desk.link("上传修改稿")
    uploaded(desk, f"{OWN}以上请批评指正。\n")
    desk.section("材料")
    desk.send("提交审阅", "已提交审阅。")
    decided(desk, MEMBER, "签发：同意")
    decided(desk, "班子材料", "签发：同意")
    desk.comes(MEMBER)
    desk.section("材料")
    desk.sees("已同意")


def decided(desk: Desk, whose: str, outcome: str) -> None:
    """The lead reviewer signs the opinion on a paper."""
    desk.comes("lead")
    desk.todo_row(whose)
    desk.link("形成审阅意见")
    desk.send(outcome)
    desk.sees("签发")


def claimed(desk: Desk) -> None:
    """The chief sees who has claimed what, the coordinator only what they may read."""
    desk.comes(CHIEF)
    desk.section("材料")
    desk.link("班子材料")
    desk.link("认领情况")
    desk.sees(CLAIM, "直接责任", "没有人认领：", "问题 3")
    desk.look("year-claims")
    claims = desk.path
    desk.comes(COORDINATOR)
    desk.page.goto(desk.address + claims)
    desk.sees("没有您可以查看的个人材料")
    desk.comes(OUTSIDER)
    desk.is_told_nothing(claims)
