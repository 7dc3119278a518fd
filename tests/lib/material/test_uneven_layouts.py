"""Papers that do not do the same thing alike: what most of the siblings do holds for all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from duizhao.record import Material

Read = Callable[[str], Material]

TITLE = "青禾县水利局副局长2024年度民主生活会个人对照检查材料"
OPENING = "按照县委部署，会前我认真学习、征求意见、谈心谈话，现将对照检查情况报告如下。"
END = "二、原因分析\n（一）学得不够。坐不下来。\n三、整改措施\n（一）抓学习。每月自学两天。"
HEADINGS = ("理论学习不够扎实", "大局观念不够强", "为民服务不够主动", "工作作风不够过硬")
FAULTS = ("学得浅", "想得窄")


def lists(ordinal: Callable[[int], str], inline: set[int], lead: str = "") -> str:
    """Return headings over two faults each, those of ``inline`` in one paragraph with their heading."""
    lines = []
    for i, heading in enumerate(HEADINGS):
        mark = "" if i in inline else "\n"
        faults = mark.join(
            f"{n}是{fault}{i}。翻了几页就放下，没有往心里去。"
            for n, fault in zip("一二", FAULTS, strict=True)
        )
        lines.append(f"{ordinal(i)}{heading}。{mark}{lead}{faults}")
    return "\n".join(lines)


@pytest.mark.parametrize("inline", [set(), {2}, {0}, {3}])
def test_headings_over_lists_when_one_list_runs_in_then_it_is_read_like_the_others(
    inline: set[int], record: Read
) -> None:
    body = lists(lambda i: f"（{'一二三四'[i]}）", inline)
    material = record(f"{TITLE}\n{OPENING}\n一、存在的问题\n{body}\n{END}")
    assert [p.aspect and p.aspect.title for p in material.problems] == [h for h in HEADINGS for _ in FAULTS]
    assert [p.title for p in material.problems] == [f"{f}{i}" for i in range(4) for f in FAULTS]


@pytest.mark.parametrize("lead", ["具体表现为：", "主要表现在："])
@pytest.mark.parametrize("broken", [(), (0,), (1, 3)])
def test_forms_of_a_fault_below_it_when_some_begin_lines_then_they_are_its_text(
    lead: str, broken: tuple[int, ...], record: Read
) -> None:
    lines = []
    for i, heading in enumerate(HEADINGS):
        mark = "\n" if i in broken else ""
        lines += [
            f"{i + 1}、{heading}。",
            f"{lead}一是坐不下来。书翻了几页。{mark}二是学完就忘。没有往心里去。",
        ]
    body = "\n".join(lines)
    material = record(f"{TITLE}\n{OPENING}\n一、存在的问题\n{body}\n{END}")
    assert [(p.title, p.aspect) for p in material.problems] == [(h, None) for h in HEADINGS]
    assert all(lead not in p.text for p in material.problems)


@pytest.mark.parametrize("leader", ["", "………3", "\t12"])
@pytest.mark.parametrize("name", ["", "目录\n", "目 录\n"])
@pytest.mark.parametrize("titled_first", [True, False])
def test_contents_at_the_head_when_read_then_nothing_in_them_is_a_heading(
    leader: str, name: str, titled_first: bool, record: Read
) -> None:
    parts = ["一、存在的问题", "（一）理论学习方面", "（二）作风建设方面", "二、原因分析", "三、整改措施"]
    contents = name + "\n".join(part + leader for part in parts)
    first, second = (TITLE, contents) if titled_first else (contents, TITLE)
    body = (
        f"{parts[0]}\n{parts[1]}\n一是学得浅。书翻了几页。\n{parts[2]}\n一是走得少。一年没有下村。\n"
        f"{parts[3]}\n（一）学得不够。坐不下来。\n{parts[4]}\n（一）抓学习。每月自学两天。"
    )
    material = record(f"{first}\n{second}\n{OPENING}\n{body}")
    assert material.title == TITLE
    assert [s.role for s in material.sections] == ["opening", "problems", "causes", "measures"]
    assert [(p.aspect.no, p.title) for p in material.problems if p.aspect] == [(1, "学得浅"), (2, "走得少")]


@pytest.mark.parametrize("label", ["反馈问题：", "存在问题："])
def test_groups_of_findings_when_labelled_then_the_label_is_no_finding(label: str, record: Read) -> None:
    groups = []
    for i, heading in enumerate(HEADINGS[:2]):
        groups.append(f"（{'一二'[i]}）{label}{heading}")
        for k, fault in enumerate(("制度不健全", "监管不到位"), 1):
            groups.append(f"{2 * i + k}.{fault}{i}\n整改状态：完成\n整改情况：修订了办法，逐项销号。")
    material = record(
        "中共青禾县水利局党组\n关于巡察整改进展情况的通报\n根据部署，现将整改进展情况予以公布。\n"
        "一、组织整改情况\n召开党组会4次。\n二、巡察反馈问题整改进展情况\n" + "\n".join(groups)
    )
    assert [p.aspect and p.aspect.title for p in material.problems] == [h for h in HEADINGS[:2] for _ in "12"]
    assert [m.text for m in material.measures] == ["修订了办法，逐项销号。"] * 4


def test_plan_with_findings_told_below_them_when_read_then_what_is_told_is_their_text(record: Read) -> None:
    found = [
        f"{i}.关于“{fault}”的问题。\n具体表现：有3次没有研究，记录照抄。\n整改措施：①修订办法。②逐项销号。"
        for i, fault in enumerate(HEADINGS, 1)
    ]
    material = record(
        "中共青禾县水利局党组\n关于落实巡察反馈意见的整改方案\n根据部署，制定本方案。\n一、总体要求\n条条有着落。\n"
        "二、整改任务\n（一）聚焦贯彻落实上级决策部署方面\n" + "\n".join(found)
    )
    assert [p.title for p in material.problems] == list(HEADINGS)
    assert {p.text for p in material.problems} == {"有3次没有研究，记录照抄。"}
    assert len(material.measures) == 8


def test_spoken_paper_without_headings_when_read_then_its_paragraphs_are_problems(record: Read) -> None:
    material = record(
        f"{TITLE}\n各位同志，会前书记找我谈了话，老师傅们也提了意见，我照着毛病一样一样说。\n"
        "我先说学习。我这个人坐不住，发的书没有开封，体会总说回去消化。\n"
        "再说对用户。我总觉得水厂在山上，用户不直接见，停水没有提前说。\n"
        "安全上我也有账。报警仪坏了，批了维修单就没有再过问。\n"
        "为什么会有这些毛病？一来，是把自己当成干技术的。二来，是在一个地方待久了，麻木了。\n"
        "下一步怎么改，我也说几句实在的。\n"
        "学习上，我把手机交给内勤保管，三月底以前给全厂职工讲一课，讲不清楚就再讲一遍。\n"
        "用户这边，凡是要停水的，提前半小时报给客服，由我签字，谁漏报谁负责，先罚我。\n"
        "我的话说完了，请大家批评。"
    )
    assert [s.role for s in material.sections] == ["opening", "problems", "causes", "measures", "closing"]
    assert len(material.problems) == 3
    assert len(material.causes) == 2
    assert [m.text[:3] for m in material.measures] == ["学习上", "用户这"]


@pytest.mark.parametrize("sign", "▲◆■")
def test_signs_before_headings_of_lists_when_read_then_they_stand_above_the_numbers(
    sign: str, record: Read
) -> None:
    material = record(
        f"{TITLE}\n{OPENING}\n一、检视问题\n{sign}政治建设方面\n（1）学得浅。书翻了几页。\n（2）想得窄。只看眼前。\n"
        f"{sign}作风建设方面\n（3）走得少。一年没有下村。\n二、原因分析\n坐不下来，<心不静>。\n三、整改措施\n"
        f"{sign}抓学习。每月自学两天。\n{sign}改作风。每月下村两次。"
    )
    assert [(p.aspect and p.aspect.title, p.title) for p in material.problems] == [
        ("政治建设方面", "学得浅"),
        ("政治建设方面", "想得窄"),
        ("作风建设方面", "走得少"),
    ]
    assert [m.title for m in material.measures] == ["抓学习", "改作风"]


def test_text_pasted_with_markdown_marks_when_read_then_the_marks_are_no_words_of_it(record: Read) -> None:
    material = record(
        f"# {TITLE}\n\n{OPENING}\n\n## 一、存在的问题\n\n### （一）理论学习方面\n\n"
        "**1. 学得浅。** 书翻了几页。\n\n**2. 想得窄。** 只看眼前。\n\n## 二、产生问题的原因\n\n"
        "- **站位不高。** 把学习当成任务来对付。\n\n- **宗旨不牢。** 坐在屋里等人上门。\n\n"
        "## 三、整改措施\n\n1. **抓学习。** 每月自学两天。"
    )
    assert material.title == TITLE
    assert [(p.title, p.text) for p in material.problems] == [
        ("学得浅", "书翻了几页。"),
        ("想得窄", "只看眼前。"),
    ]
    assert [c.title for c in material.causes] == ["站位不高", "宗旨不牢"]
    assert [m.title for m in material.measures] == ["抓学习"]


def test_findings_in_groups_of_groups_when_read_then_the_highest_is_the_aspect(record: Read) -> None:
    material = record(
        "中共青禾县水利局党组关于巡察整改情况的通报\n根据部署，现将巡察整改情况予以公布。\n"
        "（一）在“贯彻上级决策部署不够有力”方面\n1.关于“学习不够到位”问题的整改\n"
        "（1）关于“没有专题学习”的整改\n召开专题学习会，逐条研读。\n（2）关于“研究次数不足”的整改\n修订议事清单。\n"
        "（二）在“基层党建弱化”方面\n1.关于“组织生活不规范”问题的整改\n（1）关于“没有开党员大会”的整改\n补开大会。"
    )
    assert [(p.aspect and p.aspect.no, p.title) for p in material.problems] == [
        (1, "没有专题学习"),
        (1, "研究次数不足"),
        (2, "没有开党员大会"),
    ]
    assert len(material.measures) == 3


def test_two_parts_that_analyse_when_none_is_named_for_problems_then_the_first_tells_them(
    record: Read,
) -> None:
    material = record(
        f"{TITLE}\n{OPENING}\n一、对照检查剖析\n（一）筑牢政治忠诚\n学习的系统性不够。\n（二）严守纪律规矩\n先干后补。\n"
        "二、问题根源\n（一）根基不牢。把学习当任务。\n三、整改方向\n（一）补短板。每月自学两天。"
    )
    assert [s.role for s in material.sections] == ["opening", "problems", "causes", "measures"]
    assert [p.aspect and p.aspect.title for p in material.problems] == ["筑牢政治忠诚", "严守纪律规矩"]


def test_fault_that_begins_like_a_criterion_when_read_then_it_is_a_problem(record: Read) -> None:
    material = record(
        f"{TITLE}\n{OPENING}\n一、存在的问题\n（一）学习上打折扣。书翻了几页。\n（二）带头发展办法少。合作社还是十一户。\n{END}"
    )
    assert [p.title for p in material.problems] == ["学习上打折扣", "带头发展办法少"]
    assert not any(p.aspect for p in material.problems)


def test_reasons_inside_problems_when_no_part_tells_causes_then_they_are_causes(record: Read) -> None:
    material = record(
        f"{TITLE}\n{OPENING}\n一、存在的问题\n1.学得浅。学习多是跟着走，原因在于对学习的认识不足。\n"
        "2.走得少。究其根源，是群众观念淡了。\n二、整改措施\n1.抓学习。每月自学两天。"
    )
    assert [c.text for c in material.causes] == ["原因在于对学习的认识不足。", "究其根源，是群众观念淡了。"]


@pytest.mark.parametrize(
    ("title", "year"),
    [("纪律作风方面存在的问题及整改措施", 2022), ("对照检查材料", 2021), ("个人述职报告", 2021)],
)
def test_year_of_a_paper_of_march_when_it_is_for_no_meeting_then_it_is_that_year(
    title: str, year: int, record: Read
) -> None:
    material = record(
        f"{title}\n青禾镇中心小学语文教师  简南乔\n作风整顿以来我作了自查，现报告如下：\n一、存在的问题\n"
        "1、学得浅。书翻了几页。\n二、整改措施\n1、抓学习。每月自学两天。\n2022年3月18日"
    )
    assert (material.kind, material.year, material.unit) == ("individual", year, "青禾镇中心小学")
    assert material.author is not None
    assert material.author.name == "简南乔"
