"""Whether words tell a fact that can be looked up: a time, a place, a number, the name of a matter."""

from __future__ import annotations

from typing import Final

from duizhao.record import Problem
from duizhao.text.regex import regex

_HAN: Final = "[一二三四五六七八九十百千两几数]"
_UNIT: Final = (
    "(?:[个件次人名户家份处条篇天年月日岁项亩吨元堂期场张本封趟遍度节座台辆套间村队所级回盏根口栋页章组宗笔桩]"
    "|公里|小时|分钟|万|亿)"
)
_TIME: Final = (
    r"\d|[去今前当次]年|年[初底中末]|[上下]半年|季度|[一二三四五六七八九十]月|汛期|暑期|节前|节后|[上本当]月|[上本]周"
    "|那[天年次]|[早晚夜]上|昨|深夜|当天|第二天"
)
_NAME: Final = (
    "“[^”]{2,20}”(?:项目|工程|问题|案|事件|信访|活动|平台|行动|专项|小区|企业|公司)"
    "|[\u4e00-\u9fff]{2,6}(?:村|社区|小区|镇|乡|街道|中学|小学|学院|医院|公司|企业|园区|水库|大桥|路段|泵站|工地"
    "|门店|商场|市场|广场|党支部|科室|股室|老街|大街|巷|敬老院|福利院|中心|号楼|窗口|大厅|大队|食堂|宿舍)"
    "|[\u4e00-\u9fff]{2,8}(?:项目|工程|案件|案|事件|信访件|投诉|会议|读书班|培训班|专题会|活动)"
)
_FACT: Final = regex(rf"{_TIME}|{_HAN}{{1,5}}多?余?{_UNIT}(?!都|而|就|过)|{_NAME}")
# 一个 and 一次 count nothing; what stands in quotation marks is a name or a slogan.
_FIGURE: Final = regex(rf"\d|(?:[二三四五六七八九两]|十|百|{_HAN}{{2,5}})多?余?{_UNIT}")
_QUOTED: Final = regex("“[^”]{1,30}”|《[^》]{1,40}》")
# Matters everybody has: they name nothing.
_GENERAL: Final = regex(
    r"(?:重点|民生|建设|资金|具体|一些|部分|个别|各类|有关|相关|所有|日常|重大|上级)(?:项目|工程|会议|活动|企业|案件)|党组织|专项活动|开展活动|工作会议"
)


def tells_fact(words: str) -> bool:
    """Say whether there is anything in words that somebody could look up."""
    return bool(_FACT.search(_GENERAL.sub("", words)))


def gives_figure(words: str) -> bool:
    """Say whether words outside quotation marks give a figure."""
    return bool(_FIGURE.search(words) and _FIGURE.search(_QUOTED.sub("", words)))


def is_general(problem: Problem) -> bool:
    """Say whether a problem has neither an example nor a figure."""
    return not problem.examples and not gives_figure(problem.text)
