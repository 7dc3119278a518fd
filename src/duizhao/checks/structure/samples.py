"""The paper that the examples of this family are cut from: six aspects of the meeting of 2023."""

from __future__ import annotations

from typing import Final

TITLE: Final = "某局副局长2023年度主题教育专题民主生活会个人对照检查材料"
OPENING: Final = "按照要求，现将情况报告如下。"
ASPECTS: Final = (
    "（一）理论学习方面\n一是读得少。集中学习缺课两次。\n二是记得少。笔记只有三页。",
    "（二）政治素质方面\n一是想得浅。文件看过就放下。\n二是说得软。会上附和的多。",
    "（三）能力本领方面\n一是学得慢。新系统上线半年还不会用。\n二是用得少。调研成果锁在抽屉里。",
    "（四）担当作为方面\n一是拖得久。信访件压了两个月。\n二是推得多。难事推给科室。",
    "（五）工作作风方面\n一是走得少。全年只下去四次。\n二是问得少。坐下来听汇报就走。",
    "（六）廉洁自律方面\n一是管得松。公车登记缺三个月。\n二是花得多。接待费超了预算。",
)
CAUSES: Final = "二、原因分析\n一是放松了学习。总以忙为由。\n二是放松了要求。总觉得差不多。"
MEASURES: Final = "三、整改措施\n一是每周三晚上自学。\n二是每月下去两次。"
LAST_YEAR: Final = "上年度查摆问题3个，均已整改。"


def paper(
    *,
    title: str = TITLE,
    opening: str = OPENING + LAST_YEAR,
    aspects: tuple[str, ...] = ASPECTS,
    causes: str = CAUSES,
    measures: str = MEASURES,
) -> str:
    """Return the paper with some parts replaced; an empty part is left out."""
    problems = "\n".join(("一、存在的问题", *aspects))
    return "\n".join(part for part in (title, opening, problems, causes, measures) if part)
