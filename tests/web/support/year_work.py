"""The year's work: handed down and answered for, reported from a phone, extended, returned, closed."""

from __future__ import annotations

from calendar_at_hand import Calendar
from desk import Desk
from items import a_picture
from year_meeting import (
    CHIEF,
    COORDINATOR,
    DOWN,
    FOLLOWING,
    GIVER,
    MEMBER,
    OUTSIDER,
    RESEARCH,
    SECOND,
)
from year_plan import STANDARD

HANDED = "把三组提灌站修好，五月底前恢复浇地"
PASSED = "五月十日前修好水泵和渠口"
REPORTED = "水泵已更换，渠口清淤三百米"


def handed_down(desk: Desk, calendar: Calendar) -> None:
    """The superior hands a matter to the unit, which signs for it and passes it on; both ends see it."""
    calendar.turn_to("2026-04-07")
    desk.comes(GIVER)
    desk.item(RESEARCH)
    desk.link("交办和跟进")
    desk.link("交办")
    desk.fill({"交办内容和要求": HANDED, "承办单位": "甲县", "办理期限": "2026-05-31"})
    desk.send("交办", "已交办，办结前可以收回。")
    handed = desk.path
    desk.comes(OUTSIDER)
    desk.is_told_nothing(handed)
    desk.comes(CHIEF)
    desk.todo("签收 %(count)s 件交办")
    desk.link("签收")
    desk.send("签收", "已签收。")
    desk.link("转交下级办理")
    desk.fill({"交办内容和要求": PASSED, "承办单位": "乙镇", "办理期限": "2026-05-10"})
    desk.send("转交下级办理", "已转交")
    desk.comes(GIVER)
    desk.section("交办")
    desk.sees(HANDED, "办理中")
    desk.press(desk.main.get_by_role("link", name=HANDED))
    desk.sees("上下承接", PASSED)
    desk.look("year-chain")


def answered_for(desk: Desk, calendar: Calendar) -> None:
    """The town signs and answers with a phone, is sent back once; each giver confirms what is theirs."""
    desk.comes(DOWN, phone=True)
    desk.look("year-town-home")
    desk.todo("签收 %(count)s 件交办")
    desk.link("签收")
    desk.send("签收", "已签收。")
    desk.look("year-assignment")
    calendar.turn_to("2026-05-08")
    for words in ("正在办", REPORTED):
        desk.comes(DOWN, phone=True)
        desk.todo("办理并答复 %(count)s 件交办")
        desk.link("答复")
        desk.fill({"内容": words})
        desk.send("答复", "已答复，等交办人确认。")
        desk.comes(CHIEF)
        desk.todo("确认 %(count)s 件交办的答复")
        desk.sees(words)
        if words != REPORTED:
            desk.link("退回重办")
            desk.fill({"意见": "写明修了什么、能不能浇地"})
            desk.send("退回重办", "已退回重办。")
    desk.link("确认办结")
    desk.send("确认办结", "已确认办结。")
    desk.section("工作台")
    desk.todo("办理并答复 %(count)s 件交办")
    desk.link("答复")
    desk.fill({"内容": f"{REPORTED}，已经放水。"})
    desk.send("答复", "已答复，等交办人确认。")
    desk.comes(GIVER)
    desk.todo("确认 %(count)s 件交办的答复")
    desk.sees("已经放水")
    desk.link("确认办结")
    desk.send("确认办结", "已确认办结。")
    desk.section("工作台")
    desk.waits_not("确认 %(count)s 件交办的答复")


def reported(desk: Desk, calendar: Calendar) -> None:
    """The owner reports from a phone, with a photo; chief, superior and verifier read it."""
    calendar.turn_to("2026-05-20")
    desk.comes(MEMBER, phone=True)
    desk.look("year-owner-home")
    desk.todo_row(RESEARCH)
    desk.do("开始整改")
    desk.send("开始整改", "已办理：开始整改。")
    progressed(desk, "四名成员已蹲点七天，提灌站试放水", "六月再蹲点三天", "三组的地浇上了水")
    proved(desk, "提灌站放水照片", 0, photo=True)
    desk.look("year-owner-reported")
    desk.comes(GIVER)
    desk.item(RESEARCH)
    desk.sees("提灌站试放水", "三组的地浇上了水", "提灌站放水照片")


def progressed(desk: Desk, done: str, following: str = "", effect: str = "") -> None:
    """Report what was done and what comes next."""
    desk.do("报告进展")
    desk.fill({"做了什么": done, "下一步": following, "成效": effect})
    desk.send("报告进展", "已办理：报告进展。")


def proved(
    desk: Desk, title: str, *points: int, photo: bool = False, standard: tuple[str, ...] = STANDARD
) -> None:
    """Add evidence: what it is called, what it proves."""
    desk.do("补充佐证材料")
    desk.fill({"种类": "照片" if photo else "文号", "名称": title})
    desk.choose(*(f"{at + 1}. {standard[at]}" for at in points))
    if photo:
        desk.attach("文件或照片", "现场.jpg", a_picture(), "image/jpeg")
    else:
        desk.fill({"内容": "甲县发〔2026〕7号"})
    desk.send("补充佐证材料", "已办理：补充佐证材料。")


def extended(desk: Desk, calendar: Calendar) -> None:
    """More time is asked for, signed by the sponsor, granted by the chief; the first date stays in sight."""
    calendar.turn_to("2026-06-10")
    desk.comes(MEMBER)
    desk.item(RESEARCH)
    desk.do("申请延期")
    desk.fill({"延期到": "2026-07-31", "理由": "汛期停工，蹲点推迟"})
    desk.send("申请延期", "已办理：申请延期。")
    desk.sees("由 2026-06-30 延到 2026-07-31")
    desk.comes(CHIEF)
    desk.waits_not("审批 %(count)s 项申请")
    desk.comes(SECOND)
    desk.todo("签署 %(count)s 项申请")
    desk.do_asked("责任领导签署申请")
    desk.send("责任领导签署申请", "已办理：责任领导签署申请。")
    desk.comes(CHIEF)
    desk.todo("审批 %(count)s 项申请")
    desk.do_asked("审批申请")
    desk.sees("汛期停工，蹲点推迟")
    desk.choose("同意")
    desk.look("year-deciding")
    desk.send("审批申请", "已办理：审批申请。")
    desk.comes(GIVER)
    desk.item(RESEARCH)
    desk.sees("2026-07-31", "首次时限 2026-06-30")


def reminded(desk: Desk, calendar: Calendar) -> None:
    """The superior sends a notice where nobody reported; the unit answers, the superior settles it."""
    calendar.turn_to("2026-07-06")
    desk.comes(GIVER)
    desk.item(FOLLOWING)
    desk.link("交办和跟进")
    desk.link("提醒督办")
    desk.fill({"方式": "督办", "文号": "市督〔2026〕5号", "答复期限": "2026-07-15"})
    desk.fill({"事由和要求": "三个月没有报告，请说明进展和打算"})
    desk.send("发出", "已发出，答复前一直列在双方的工作台上。")
    desk.take("supervision", desk.main.get_by_role("button", name="下载通知单", exact=True))
    notice = desk.path
    desk.comes(COORDINATOR)
    desk.todo("答复 %(count)s 件提醒督办")
    desk.link("答复")
    desk.fill({"内容": "交办事项已建台账，每周一调度"})
    desk.send("答复", "已答复。")
    desk.comes(GIVER)
    desk.todo("办结 %(count)s 件提醒督办")
    desk.sees("每周一调度")
    desk.look("year-notice")
    desk.link("办结")
    desk.fill({"办理结果": "已按要求办理"})
    desk.send("办结", "已办结。")
    desk.comes(OUTSIDER)
    desk.is_told_nothing(notice)


def returned(desk: Desk, calendar: Calendar) -> None:
    """Closing is asked for too early; the verifier answers point by point and returns it with the reason."""
    calendar.turn_to("2026-07-20")
    desk.comes(MEMBER)
    desk.item(RESEARCH)
    settled(desk)
    proved(desk, "蹲点日志", 1)
    submitted(desk)
    desk.comes(CHIEF)
    desk.todo("核验 %(count)s 项")
    desk.verdict(0, met=True)
    desk.verdict(1, met=False, note="日志只有七天")
    desk.fill({"退回的理由": "蹲点不足十天，补足再报"}, optional="退回时填")
    desk.look("year-judging")
    desk.send("退回整改", "核验意见已保存。")
    desk.stands("退回")
    desk.comes(MEMBER)
    desk.waits("补正退回的 %(count)s 项", RESEARCH)


def settled(desk: Desk) -> None:
    """Write down of every action of the item that it is done."""
    found = desk.main.get_by_role("link", name="任务完成", exact=True)
    while found.count():
        desk.press(found.first)
        desk.send("任务完成", "已办理：任务完成。")


def submitted(desk: Desk) -> None:
    """Ask for the item to be closed."""
    desk.do("提出销号申请")
    desk.send("提出销号申请", "已办理：提出销号申请。")
    desk.stands("申请销号")


def closed(desk: Desk, calendar: Calendar) -> None:
    """What was missing is added, the verifier sees it and closes; everybody who may sees when and by whom."""
    calendar.turn_to("2026-07-28")
    desk.comes(MEMBER)
    desk.todo("补正退回的 %(count)s 项")
    desk.sees("蹲点不足十天，补足再报")
    progressed(desk, "补蹲点三天", effect="群众说水来得及时")
    proved(desk, "蹲点日志（补）", 1)
    submitted(desk)
    verified(desk, RESEARCH, 2)
    desk.look("year-closed")
    desk.take("closure", desk.main.get_by_role("button", name="销号确认单", exact=True))
    desk.comes(GIVER)
    desk.item(RESEARCH)
    desk.stands("已销号")
    desk.sees("2026-07-28")


def verified(desk: Desk, title: str, points: int) -> None:
    """The verifier finds every point met, and closes the item."""
    desk.comes(CHIEF)
    desk.todo("核验 %(count)s 项")
    desk.main.get_by_role("heading", name=title).wait_for()
    for at in range(points):
        desk.verdict(at, met=True, note="现场看过")
    desk.send("核验通过并销号", "核验意见已保存。")
    desk.stands("已销号")
