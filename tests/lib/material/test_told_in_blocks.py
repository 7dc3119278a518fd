"""Faults behind an aspect or a label, what shows them, and lists of what was achieved."""

from __future__ import annotations

from collections.abc import Callable

from duizhao.record import Material

Read = Callable[[str], Material]


def test_fault_when_it_stands_behind_its_aspect_over_what_shows_it_then_it_is_the_title(record: Read) -> None:
    material = record(
        "2025年度组织生活会个人对照检查材料\n一、存在的主要问题\n"
        "（一）政治忠诚方面：理论学习不够系统\n表现在：学习碎片化，满足于应付考学。\n"
        "（二）敬畏人民方面：服务基层意识不强\n表现在：对乡镇报文催得多、帮得少。\n"
        "二、整改措施\n（一）加强学习。每天自学一小时。\n（二）优化服务。要材料提前三天通知。\n"
    )
    assert [(p.aspect.title, p.title, p.text) for p in material.problems if p.aspect] == [
        ("政治忠诚方面", "理论学习不够系统", "学习碎片化，满足于应付考学。"),
        ("敬畏人民方面", "服务基层意识不强", "对乡镇报文催得多、帮得少。"),
    ]


def test_what_shows_a_problem_when_it_has_a_label_of_its_own_then_it_belongs_to_the_problem(
    record: Read,
) -> None:
    block = (
        "主要问题：{}不够深入。\n具体表现：一是时间保证不够，二是深度不够。\n"
        "产生原因：重视不够。\n整改措施：每周{}两次。\n"
    )
    material = record(
        "乡镇纪委书记2023年度民主生活会对照检查材料\n"
        f"一、理论学习方面\n{block.format('学习', '学习')}二、工作作风方面\n{block.format('调研', '下村')}"
    )
    assert len(material.problems) == len(material.causes) == len(material.measures) == 2
    assert material.problems[0].text.endswith("二是深度不够。")


def test_list_of_what_was_achieved_when_the_shortcomings_follow_then_it_holds_no_problem(
    record: Read,
) -> None:
    material = record(
        "车间党支部书记述职报告\n各位同志：\n下面就一年来的工作向大家述职。\n"
        "一年来，支部取得了一定成绩：一是学习扎实开展，组织24次；二是攻关见效，降本860万元。\n"
        "回顾工作，还存在一些不足：一是学习时间难保证，三班倒集中难；二是方法老套，青年不爱听。\n"
        "下一步，重点抓好两件事：一是推行班前微党课，让三班倒都能学；二是开通短视频号，讲青年的事。\n"
    )
    assert [problem.title for problem in material.problems] == ["学习时间难保证", "方法老套"]
    assert len(material.measures) == 2


def test_this_year_s_count_when_it_stands_in_the_part_on_last_year_then_it_is_no_account(
    record: Read,
) -> None:
    material = record(
        "2024年度民主生活会对照检查材料\n一、上年度民主生活会整改情况及本年度查摆情况\n"
        "2023年度检视问题8项，全部整改到位。本年度共查摆问题9个。\n"
        "二、存在的问题\n1.学习不深。读得少。\n2.作风不实。跑得少。\n"
    )
    assert [(one.found, one.done) for one in material.last_year] == [(8, 8)]


def test_criterion_when_it_opens_the_sentence_of_each_paragraph_then_it_is_the_aspect(record: Read) -> None:
    told = (
        "在理论学习方面，学得不够系统。原著读得少。",
        "在工作作风方面，调研不够。下乡只有十五次。",
        "在廉洁自律方面，对家属教育不够。",
    )
    for form in (
        "一、存在的问题\n（一）{}\n（二）{}\n（三）{}\n二、原因分析\n",
        "一、{}\n二、{}\n三、{}\n四、原因分析\n",
    ):
        material = record(
            "某局副局长2022年度民主生活会个人对照检查材料\n"
            + form.format(*told)
            + "1.学得不深。2.跑得不勤。\n"
        )
        assert [problem.aspect and problem.aspect.title for problem in material.problems] == [
            "在理论学习方面",
            "在工作作风方面",
            "在廉洁自律方面",
        ]
        assert [problem.text for problem in material.problems] == [line.split("，", 1)[1] for line in told]


def test_report_on_a_self_check_when_it_tells_faults_and_answers_then_they_are_problems(record: Read) -> None:
    material = record(
        "公司2023年度自查发现问题及整改情况报告\n集团纪委：\n现将自查情况报告如下。\n"
        "一、基本情况\n公司对6个部室开展自查，发现问题3项。\n二、发现的问题及整改情况\n"
        "1．部分合同未履行审批程序。整改情况：已补充审核。\n"
        "2．差旅费报销不规范。整改情况：已全部退回。\n"
        "3．废旧物资处置不公开。整改情况：已上线竞价平台。\n"
    )
    assert material.kind == "report"
    assert len(material.problems) == len(material.measures) == 3
    assert material.last_year == ()
