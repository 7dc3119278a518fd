"""Causes and measures that last paragraphs tell, and parts that a spoken paper counts."""

from __future__ import annotations

from collections.abc import Callable

from duizhao.record import Material

Read = Callable[[str], Material]

ASPECTS = """党员个人对照检查材料
对照党章，我查摆自己存在以下问题：
一、理想信念方面。学习不够系统，平时忙于业务，静下心来读书的时间不多。
二、能力素质方面。业务钻研不够，对新系统操作不熟练。
三、联系群众方面。沟通不够，与服务对象交流缺乏耐心。
"""


def test_paper_of_aspects_when_last_paragraphs_list_causes_and_measures_then_they_are_items(
    record: Read,
) -> None:
    material = record(
        ASPECTS
        + "产生以上问题的原因，一是学习自觉性不高，二是进取精神不足，三是宗旨意识有所淡化。\n"
        + "今后，我将从以下几方面加以改进：\n"
        + "一是加强理论学习。每天读书半小时。\n"
        + "二是提升业务能力。三个月内熟练掌握新系统。\n"
        + "三是密切联系群众。每周到窗口接待半天。\n"
    )
    assert [problem.aspect.title for problem in material.problems if problem.aspect] == [
        "理想信念方面",
        "能力素质方面",
        "联系群众方面",
    ]
    assert len(material.causes) == len(material.measures) == 3
    assert [section.role for section in material.sections] == ["opening", "problems", "causes", "measures"]


def test_paper_of_aspects_when_last_labels_stand_once_then_their_lists_are_items_each(record: Read) -> None:
    material = record(
        ASPECTS
        + "产生问题的原因：一是学习自觉性不高；二是进取精神不足；三是宗旨意识有所淡化。\n"
        + "整改措施：一是每天读书半小时；二是三个月内熟练掌握新系统；三是每周到窗口接待半天。\n"
    )
    assert len(material.problems) == 3
    assert len(material.causes) == len(material.measures) == 3


def test_paragraph_on_what_comes_next_when_a_part_is_named_for_it_then_it_opens_nothing(record: Read) -> None:
    material = record(
        ASPECTS
        + "今后，一是要提高认识，二是要端正态度。\n"
        + "四、整改措施\n1．加强理论学习。每天读书半小时。\n2．提升业务能力。熟练掌握新系统。\n"
    )
    assert [measure.title for measure in material.measures] == ["加强理论学习", "提升业务能力"]


def test_spoken_paper_when_it_counts_its_parts_then_they_are_parts(record: Read) -> None:
    material = record(
        "专题民主生活会对照检查\n同志们：\n按照统一部署，下面我作对照检查。\n"
        "首先，讲讲我自身存在的问题。\n"
        "第一，政治站位不够高。对产业转型的部署理解不深，落实慢了半拍。\n"
        "第二，管干部不够严。对班子成员提醒不够，有两名同志受到处分，我负有责任。\n"
        "其次，讲讲问题的根源。\n"
        "第一，理论根基不牢。读原著少。\n第二，担当意识不强。怕得罪人。\n"
        "最后，讲讲今后的打算。\n"
        "第一，把政治建设摆在首位。每月学习一次。\n第二，把队伍管到位。半年谈心一遍。\n"
    )
    assert [problem.title for problem in material.problems] == ["政治站位不够高", "管干部不够严"]
    assert material.problems[1].text.endswith("我负有责任。")
    assert [cause.title for cause in material.causes] == ["理论根基不牢", "担当意识不强"]
    assert [measure.title for measure in material.measures] == ["把政治建设摆在首位", "把队伍管到位"]


def test_report_when_findings_stand_behind_labels_in_groups_then_each_is_a_problem(record: Read) -> None:
    material = record(
        "关于区委第二巡察组反馈意见整改落实情况的报告\n区委第二巡察组：\n现将整改落实情况报告如下。\n"
        "一、整改落实情况\n（一）在落实决策部署方面\n1.学习贯彻不够深入\n"
        "（1）存在问题：中心组学习计划性不强。\n整改情况：制定年度学习计划，已学习8次。\n整改结果：已完成。\n"
        "（2）存在问题：学用结合不紧密。\n整改情况：开展大讨论，形成调研报告6篇。\n整改结果：已完成。\n"
        "2.服务大局有差距\n"
        "（1）存在问题：督查督办力度不够。\n整改情况：修订督查办法，对超期事项亮灯提醒。\n整改结果：基本完成。\n"
    )
    assert [problem.title for problem in material.problems] == [
        "中心组学习计划性不强",
        "学用结合不紧密",
        "督查督办力度不够",
    ]
    assert {problem.aspect.title for problem in material.problems if problem.aspect} == {"在落实决策部署方面"}
    assert len(material.measures) == 3


def test_item_when_its_title_says_that_measures_fall_short_then_it_is_a_problem(record: Read) -> None:
    material = record(
        "2022年度民主生活会对照检查材料\n"
        "1.学习贯彻还不到位。联系实际不够。\n"
        "2.落实部署深度不足、措施不硬。思路不宽，推动不力。\n"
        "3.服务群众不够用心。下去得少。\n"
        "二、整改措施\n1.强化理论武装。每月学习一次。\n2.深入基层。每月下乡两天。\n"
    )
    assert len(material.problems) == 3


def test_year_when_a_founding_stands_beside_it_then_it_is_that_of_the_work(record: Read) -> None:
    material = record(
        "第二网格党支部标准化建设自查报告\n一、基本情况\n"
        "本支部成立于2018年3月，现有党员47名。2023年8月，支部对照细则开展自查。\n"
        "二、存在的问题\n1.党费收缴不按月。代收代交较多。\n2.到会率低。平均只有五成。\n"
        "三、整改措施\n1.规范收缴。2024年3月底前开通线上交费。\n2.改进活动。2024年6月底前开设微党课。\n"
    )
    assert material.year == 2023


def test_title_when_a_greeting_of_a_site_stands_above_it_then_it_is_left_out(record: Read) -> None:
    material = record(
        "某某文库，欢迎您！\n青枫镇领导班子2025年度民主生活会对照检查材料\n现将对照检查情况报告如下。\n"
        "一、存在的问题\n1.学习不深。读得少。\n2.作风不实。跑得少。\n"
    )
    assert material.title == "青枫镇领导班子2025年度民主生活会对照检查材料"
