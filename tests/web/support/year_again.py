"""The year's end: looked at again, a second round, somebody leaves, the year closes, the next opens."""

from __future__ import annotations

from calendar_at_hand import Calendar
from desk import Desk
from items import a_picture
from year_meeting import (
    CHIEF,
    COORDINATOR,
    FOLLOWING,
    GIVER,
    MATTER,
    MEMBER,
    OUTSIDER,
    RESEARCH,
    SECOND,
    STUDY,
    SUPERIOR,
    decided,
    uploaded,
)
from year_work import progressed, proved, submitted, verified

FAILED = "水泵又坏了一台，三组的地浇不上水"
FINDING = "扶贫项目账目不清"
REPORT = f"""关于对甲县巡察的反馈意见
一、存在的主要问题
（一）{FINDING}。2025年有两个项目没有决算。
（二）公车管理不严。加油卡没有登记。
"""
NEXT_TEAM = f"""2026年度民主生活会领导班子对照检查材料
一、存在的问题
（一）带头干事创业方面
1.抓落实有始无终。比如，{MATTER}，修好以后无人管护。
2.服务群众不够细。办事大厅排队时间长。
二、整改措施
1.落实管护责任。明确专人管护提灌站。
"""


def sent(desk: Desk, who: str, kind: str, since: str, until: str, group: str = "") -> None:
    """The superior assigns somebody to the unit; the security administrator confirms it."""
    desk.comes(SUPERIOR)
    desk.section("单位")
    desk.link("甲县")
    desk.link("指派审阅或督导")
    given = {"人员": who, "职责": kind, "开始日期": since, "截止日期": until}
    desk.fill(given | ({"督导组": group} if group else {}))
    desk.send("登记", "指派已登记，经安全管理员确认后生效。")
    desk.comes("security")
    desk.todo("确认 %(count)s 项权限")
    desk.choose(who)
    desk.send("确认所选", "已确认 1 项，权限即刻生效。")


def drawn(desk: Desk, calendar: Calendar) -> None:
    """The supervision group draws what is looked at again; what decided the draw is there for everybody."""
    calendar.turn_to("2026-09-18")
    sent(desk, "head", "督导组组长", "2026-09-18", "2026-12-31", "第一督导组")
    desk.comes("head")
    desk.section("整改")
    desk.link("回头看")
    desk.link("安排回头看")
    desk.fill({"抽取比例（%）": "100", "抽取种子": "2026-09", "回头看日期": "2026-09-30"})
    desk.send("预览")
    desk.sees(RESEARCH)
    desk.look("year-recheck-preview")
    desk.send("安排这 1 项", "已抽取并安排回头看 1 项。")
    desk.sees("结果与当时安排的一致")
    desk.look("year-draw")
    desk.comes(CHIEF)
    desk.section("整改")
    desk.link("回头看")
    desk.sees("待回头看", "2026-09-30")


def failed(desk: Desk) -> None:
    """The group goes there with a phone: it did not hold; whoever may begin again finds that waiting."""
    desk.comes("head", phone=True)
    desk.todo("回头看 %(count)s 项")
    desk.do_asked("记录回头看结果")
    desk.choose("反弹或者不实")
    desk.fill({"所见": FAILED, "现场核查地点": "河湾村三组", "核查人员": "督导组二人"})
    desk.attach("佐证（文件或者照片）", "现场.jpg", a_picture(), "image/jpeg")
    desk.look("year-recheck-phone")
    desk.send("记录回头看结果", "已办理：记录回头看结果。")
    desk.comes(CHIEF)
    desk.section("整改")
    desk.link("回头看")
    desk.sees("反弹或者不实", FAILED)
    desk.look("year-rechecks")
    desk.comes(OUTSIDER)
    desk.section("整改")
    desk.link("回头看")
    desk.misses(FAILED)


def begun_again(desk: Desk, calendar: Calendar) -> None:
    """The superior opens a second round; what the first one says stays as it was."""
    desk.comes(GIVER)
    desk.todo("决定 %(count)s 项是否重新整改")
    desk.do("重新整改")
    desk.fill({"理由": "提灌站又停", "重新整改的依据": "9月18日回头看", "新的完成时限": "2026-11-30"})
    desk.send("重新整改", "已办理：重新整改。")
    desk.stands("整改中")
    desk.sees("第 2 轮", "第 1 轮")
    calendar.turn_to("2026-11-18")
    desk.comes(MEMBER, phone=True)
    desk.todo_row(RESEARCH)
    desk.sees(FAILED)
    progressed(desk, "两台水泵全部更换，落实专人管护", "", "三组连续浇了两茬水")
    proved(desk, "管护协议", 0, 1)
    submitted(desk)
    verified(desk, RESEARCH, 2)
    desk.sees("第 2 轮", "2026-07-28")
    desk.look("year-closed-again")
    desk.take("closure-again", desk.main.get_by_role("button", name="销号确认单", exact=True))


def inspected(desk: Desk) -> None:
    """A report of inspection comes in, is gone through problem by problem, and becomes drafts."""
    desk.comes(COORDINATOR)
    desk.section("清单台账")
    desk.link("导入台账")
    desk.link("导入反馈报告")
    desk.attach("反馈报告", "反馈意见.txt", REPORT.encode(), "text/plain")
    desk.send("上传试读")
    desk.sees("取用第 1 条")
    desk.look("year-report")
    desk.send("拟定为整改事项", "已拟定整改事项：2 项。")
    desk.sees(FINDING)


def left(desk: Desk, calendar: Calendar) -> None:
    """The owner leaves the post: the chief sees what passes to whom, and hands all of it over at once."""
    calendar.turn_to("2026-12-15")
    desk.comes(CHIEF)
    desk.section("整改")
    desk.link("移交")
    desk.fill({"谁换岗、离任": MEMBER, "由谁接着办": SECOND, "理由": "调任丙县"})
    desk.send("预览")
    desk.sees("可以移交 2 处", STUDY, FOLLOWING)
    desk.look("year-hand-over-preview")
    desk.send("移交这 2 处", "已移交 2 处")
    desk.comes(SECOND)
    desk.waits("推进 %(count)s 项整改", STUDY, FOLLOWING)


def ended(desk: Desk, calendar: Calendar) -> None:
    """The chief closes the year: what is open goes on as what it is, told beforehand item by item."""
    calendar.turn_to("2027-01-08")
    desk.comes(CHIEF)
    desk.section("民主生活会")
    desk.link("2025年度民主生活会")
    desk.link("办结")
    desk.sees(STUDY, FOLLOWING, "结转到 2026 年度", "个人整改清单")
    desk.look("year-closing")
    desk.send("办结", "本次民主生活会已办结，结转下年 3 项。")


def accounted(desk: Desk) -> None:
    """The next meeting knows what became of the year before, item by item, for the unit and its superior."""
    for who in (COORDINATOR, GIVER):
        desk.comes(who)
        desk.section("民主生活会")
        desk.press(desk.main.locator("tr", has_text="甲县").get_by_role("link", name="2026年度民主生活会"))
        desk.sees("2025 年度应整改 3 项", "回头看反弹 1 项，重新整改 1 项")
        desk.link("逐项查看")
        desk.sees(RESEARCH, "第 2 轮", "回头看反弹或者不实", STUDY)
        desk.look("year-account")
    desk.take("last-year", desk.main.get_by_role("button", name="下载 Word 文稿"))
    account = desk.path
    desk.comes(OUTSIDER)
    desk.is_told_nothing(account)


def named_again(desk: Desk) -> None:
    """The next paper names the same matter: the plan asks, and takes in what was carried over."""
    desk.comes(COORDINATOR)
    desk.section("材料")
    uploaded(desk, NEXT_TEAM)
    desk.section("工作台")
    desk.todo("提交审阅")
    desk.send("提交审阅", "已提交审阅。")
    sent(desk, "lead", "审阅组长", "2027-01-08", "2027-02-10")
    decided(desk, "班子材料", "签发：同意")
    desk.comes(COORDINATOR)
    desk.section("方案")
    desk.link("甲县班子整改方案")
    desk.sees("上年结转的事项", STUDY, FOLLOWING)
    desk.link("编制")
    desk.fill({"责任领导": SECOND})
    desk.send("编制")
    desk.sees("往年同一具体事项？")
    desk.look("year-next-plan")
    desk.send("列入本年方案", "已列入本年方案 2 项。")
    desk.send("逐条生成整改事项", "已生成 2 个整改事项。")
    desk.sees("已列入方案")
    desk.comes(GIVER)
    desk.section("总览")
    desk.sees("同一具体事项再现", "抓落实有始无终")
    desk.main.locator("#year-on-year").wait_for()
    desk.look("year-overview")
