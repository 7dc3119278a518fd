"""Papers that number, label and break lines in a way of their own lose none of their items."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from duizhao.record import Material

Read = Callable[[str], Material]

TITLE = "青禾县水利局副局长2024年度民主生活会个人对照检查材料"
OPENING = "按照县委部署，会前我认真学习、征求意见、谈心谈话，现将对照检查情况报告如下。"
FAULTS = ("理论学习不够深入", "落实工作不够细致", "调查研究不够扎实", "担当精神有所减弱")
TOLD = (
    "中心组学习常被会议冲掉，学完很少同实际对照。",
    "文件来一件转一件，缺少统筹谋划，办理结果没有逐件过问。",
    "到点上看得多，到面上听得少，群众的话没有听进去。",
    "遇到难题总想等上级明确，自己拿主意少，推一推才动一动。",
)
WHY = ("理想信念有所松懈", "宗旨意识有所淡化")
CAUSES = ("理想信念有所松懈。放松了主观世界的改造。", "宗旨意识有所淡化。与群众坐在一起的时候少了。")
WAYS = ("抓实理论学习", "密切联系群众")
MEASURES = (
    "抓实理论学习。每月自学不少于两天，年底前写出两篇报告。",
    "密切联系群众。每季度到联系村住两晚。",
)
ITEMS = [f"{fault}。{told}" for fault, told in zip(FAULTS, TOLD, strict=True)]


def end(second: str = "二、原因分析", third: str = "三、整改措施") -> str:
    causes = "\n".join(f"（{n}）{cause}" for n, cause in zip("一二", CAUSES, strict=True))
    measures = "\n".join(f"（{n}）{measure}" for n, measure in zip("一二", MEASURES, strict=True))
    return f"{second}\n{causes}\n{third}\n{measures}"


def listed(ordinals: tuple[str, ...], between: str = "\n") -> str:
    return between.join(f"{ordinal}{item}" for ordinal, item in zip(ordinals, ITEMS, strict=True))


@pytest.mark.parametrize(
    "problems",
    [
        listed(("——", "——", "——", "——")),
        listed(("问题1\n", "问题2\n", "问题3\n", "问题4\n")),
        listed(("首先，", "二是", "三是", "最后，")),
        listed(("一是", "二是", "二是", "四是"), ""),
        listed(("一是", "二是", "四是", "五是"), ""),
        listed(("（一）、", "（二）、", "（三）、", "（四）、")),
        listed(("1.\u3000", "2.\u3000", "3.\u3000", "4.\u3000")),
    ],
)
@pytest.mark.parametrize(
    "parts",
    [
        ("一、存在的问题", "二、原因分析", "三、整改措施"),
        ("一 、 存在的问题", "二，原因分析", "三．整改措施"),
        ("一、存在的问题", "二、原因分析", "二、整改措施"),
        ("一、对照检查情况", "二、剖析情况", "三、整改情况"),
    ],
)
def test_items_however_they_are_numbered_when_read_then_none_is_lost(
    problems: str, parts: tuple[str, str, str], record: Read
) -> None:
    material = record(f"{TITLE}\n{OPENING}\n{parts[0]}\n{problems}\n{end(*parts[1:])}")
    assert [p.title for p in material.problems] == list(FAULTS)
    assert [c.title for c in material.causes] == list(WHY)
    assert [m.title for m in material.measures] == list(WAYS)


def test_parts_numbered_without_a_mark_when_read_then_they_stand_over_decimals(record: Read) -> None:
    problems = "\n".join(f"1.{k // 2 + 1}.{k % 2 + 1} {item}" for k, item in enumerate(ITEMS))
    first, second = problems.split("\n")[:2], problems.split("\n")[2:]
    lines = [TITLE, OPENING, "1 存在的问题", "1.1 理论学习方面", *first, "1.2 工作作风方面", *second]
    lines += ["2 原因分析", *(f"2.{i} {cause}" for i, cause in enumerate(CAUSES, 1))]
    lines += ["3 整改措施", *(f"3.{i} {measure}" for i, measure in enumerate(MEASURES, 1))]
    material = record("\n".join(lines))
    assert [s.role for s in material.sections] == ["opening", "problems", "causes", "measures"]
    assert [p.aspect and p.aspect.no for p in material.problems] == [1, 1, 2, 2]
    assert [m.title for m in material.measures] == list(WAYS)


def test_lone_first_item_inside_one_paragraph_when_read_then_it_is_an_item(record: Read) -> None:
    body = f"（一）理论学习方面。一是{ITEMS[0]}二是{ITEMS[1]}（二）工作作风方面。一是{ITEMS[2]}"
    ways = f"二、原因分析（一）{CAUSES[0]}（二）{CAUSES[1]}三、整改措施（一）{MEASURES[0]}（二）{MEASURES[1]}"
    material = record(f"{TITLE}\n{OPENING}一、存在的问题{body}{ways}")
    assert [(p.aspect and p.aspect.no, p.title) for p in material.problems] == [
        (1, FAULTS[0]),
        (1, FAULTS[1]),
        (2, FAULTS[2]),
    ]


def test_labels_with_high_numbers_when_they_stand_under_every_aspect_then_they_are_fields(
    record: Read,
) -> None:
    blocks = [
        f"{n}、{aspect}\n（一）具体问题：1.{ITEMS[2 * k]}2.{ITEMS[2 * k + 1]}\n"
        f"（二）原因分析：{CAUSES[k]}\n（三）整改措施：{MEASURES[k]}"
        for k, (n, aspect) in enumerate((("一", "理论学习方面"), ("二", "工作作风方面")))
    ]
    material = record("\n".join([TITLE, OPENING, *blocks]))
    assert [(p.aspect and p.aspect.no, p.title) for p in material.problems] == [
        (1 + k // 2, fault) for k, fault in enumerate(FAULTS)
    ]
    assert (len(material.causes), len(material.measures)) == (2, 2)


def test_fault_told_in_prose_over_a_list_when_read_then_the_list_is_part_of_it(record: Read) -> None:
    problems = "\n".join(f"{i}.{item}\n①有三次是补记的。\n②有两次迟了。" for i, item in enumerate(ITEMS, 1))
    material = record(f"{TITLE}\n{OPENING}\n一、存在的问题\n{problems}\n{end()}")
    assert [(p.title, p.aspect) for p in material.problems] == [(fault, None) for fault in FAULTS]
    assert all("②" in p.text for p in material.problems)


def test_aspect_that_leads_over_to_its_list_when_read_then_the_lead_is_no_part_of_it(record: Read) -> None:
    aspects = [
        f"{k + 1}.对照“{word}”，主要问题是：\n一是{ITEMS[2 * k]}\n二是{ITEMS[2 * k + 1]}"
        for k, word in enumerate(("对党忠诚", "勇于担当"))
    ]
    material = record("\n".join([TITLE, OPENING, "一、存在的问题", *aspects, end()]))
    assert [p.aspect and p.aspect.title for p in material.problems] == [
        "对照“对党忠诚”",
        "对照“对党忠诚”",
        "对照“勇于担当”",
        "对照“勇于担当”",
    ]


REPORT = "中共青禾县水利局党组关于巡察整改进展情况的通报\n按照要求，现将整改进展情况公布如下。\n"
FOUND = ("学习贯彻党的创新理论不深入", "水利工程质量监管不到位")
DONE = ("制定学习计划，已开展研讨4次。", "对在建项目开展飞检12次，责令返工3处。")


def test_finding_with_its_facts_before_the_answer_when_read_then_they_are_its_text(record: Read) -> None:
    body = "\n".join(
        f"{i}.关于{found}的问题。涉及3家单位。整改情况：{done}"
        for i, (found, done) in enumerate(zip(FOUND, DONE, strict=True), 1)
    )
    material = record(
        f"{REPORT}一、整改组织情况\n召开党组会3次。\n二、反馈问题整改情况\n（一）管理方面\n{body}"
    )
    assert [(p.title, p.text) for p in material.problems] == [(found, "涉及3家单位。") for found in FOUND]
    assert [m.text for m in material.measures] == list(DONE)


def test_findings_that_are_parts_themselves_when_read_then_their_measures_are_found(record: Read) -> None:
    body = "\n".join(
        f"{n}、关于{found}的问题\n（一）整改措施。{done}\n（二）整改成效。面貌明显改善。"
        for n, found, done in zip("一二", FOUND, DONE, strict=True)
    )
    material = record(REPORT + body)
    assert [p.title for p in material.problems] == list(FOUND)
    assert [m.text for m in material.measures] == list(DONE)


def test_title_as_wide_as_the_page_when_lines_are_broken_then_the_byline_is_no_part_of_it(
    record: Read,
) -> None:
    width = len(TITLE)
    paragraphs = [
        OPENING,
        "一、存在的问题",
        *(f"（{n}）{i}{i}" for n, i in zip("一二三四", ITEMS, strict=True)),
    ]
    wrapped = [p[k : k + width] for p in paragraphs for k in range(0, len(p), width)]
    material = record("\n".join([TITLE, "党组成员、副局长  简南乔", *wrapped, end()]))
    assert material.title == TITLE
    assert material.author is not None
    assert material.author.name == "简南乔"
    assert [p.title for p in material.problems] == list(FAULTS)


def test_list_that_begins_at_its_second_item_when_read_then_the_words_before_it_are_the_first(
    record: Read,
) -> None:
    why = (
        "二、原因剖析\n主要是理论武装不够，放松了自己。\n其次是宗旨意识淡化，离群众远了。\n"
        "三、整改措施\n（一）补课。每周学习。"
    )
    material = record(f"{TITLE}\n{OPENING}\n一、存在的问题\n{listed(('1.', '2.', '3.', '4.'))}\n{why}")
    assert [c.text[:4] for c in material.causes] == ["主要是理", "宗旨意识"]


def test_part_on_how_the_year_went_when_it_speaks_of_showing_then_it_holds_no_problem(record: Read) -> None:
    material = record(
        f"{TITLE}\n{OPENING}\n一、一年来的主要表现\n在思想上，按时参加学习。\n"
        f"二、存在的问题\n{listed(('1.', '2.', '3.', '4.'))}"
    )
    assert [s.role for s in material.sections] == ["opening", "other", "problems"]
    assert len(material.problems) == 4


@pytest.mark.parametrize(
    ("heading", "mark"),
    [
        ("一、对照“五个带头”查摆存在的主要问题", "："),
        ("一、自画像：问题在哪里", ""),
        ("一、存在的问题", "："),
        ("■ 问题查摆", "："),
    ],
)
def test_heading_of_problems_with_a_quotation_or_colon_when_read_then_it_is_one_heading(
    heading: str, mark: str, record: Read
) -> None:
    sign = heading[0] == "■"
    causes, measures = ("■ 原因分析：", "■ 整改措施：") if sign else ("二、原因分析", "三、整改措施")
    body = f"（一）带头增强党性方面\n{listed(('一是', '二是', '三是', '四是'))}"
    material = record(f"{TITLE}\n{OPENING}\n{heading}{mark}\n{body}\n{end(causes, measures)}")
    assert [s.role for s in material.sections] == ["opening", "problems", "causes", "measures"]
    assert material.sections[1].heading == heading.removeprefix("一、").removeprefix("■ ")
    assert [p.title for p in material.problems] == list(FAULTS)


def test_table_of_text_with_merged_cells_when_read_then_a_row_keeps_the_aspect_above_it(record: Read) -> None:
    material = record(
        "青禾县水利局民主生活会问题整改台账\n类别\t序号\t问题表现\t产生原因\t整改举措\n"
        "理论学习\t1\t学习不深入\t重视不够\t每月学习\n\t2\t转化不够\t思考少\t每季研讨\n"
        "工作作风\t3\t调研少\t怕吃苦\t每月下村"
    )
    assert [s.role for s in material.sections] == ["problems"]
    assert [(p.aspect and p.aspect.title, p.text) for p in material.problems] == [
        ("理论学习", "学习不深入"),
        ("理论学习", "转化不够"),
        ("工作作风", "调研少"),
    ]
    assert [m.text for m in material.measures] == ["每月学习", "每季研讨", "每月下村"]


def test_findings_in_parts_by_how_far_they_are_when_read_then_all_have_their_answer(record: Read) -> None:
    parts = "\n".join(
        f"{n}、{state}整改的问题\n1.{found}。\n{done}"
        for n, state, found, done in zip("一二", ("已完成", "正在"), FOUND, DONE, strict=True)
    )
    material = record(REPORT + parts)
    assert [p.title for p in material.problems] == list(FOUND)
    assert [m.text for m in material.measures] == list(DONE)


def test_findings_with_numbered_labels_when_read_then_each_is_a_problem(record: Read) -> None:
    blocks = "\n".join(
        f"反馈问题{i}：{found}。\n整改情况：{done}"
        for i, (found, done) in enumerate(zip(FOUND, DONE, strict=True), 1)
    )
    material = record(
        f"{REPORT}一、整改组织情况\n开会3次。\n二、反馈问题整改情况\n（一）理论学习方面\n{blocks}"
    )
    assert [p.text for p in material.problems] == [f"{found}。" for found in FOUND]
    assert [p.aspect and p.aspect.title for p in material.problems] == ["理论学习方面"] * 2
    assert [m.text for m in material.measures] == list(DONE)
