"""Papers put together at random from the ways in which the genre writes headings, labels, items and answers.

Every seed is one paper. What it says is known beforehand; only its dress changes. The product of all ways
is far too large to try, so each seed draws one from every list.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import count

import pytest

from duizhao.record import Material

Read = Callable[[str], Material]
Ordinal = Callable[[int], str]

HAN = "一二三四五六"
ORDINALS: dict[str, Ordinal] = {
    "一、": lambda i: f"{HAN[i]}、",
    "（一）": lambda i: f"（{HAN[i]}）",
    "1.": lambda i: f"{i + 1}.",
    "1、": lambda i: f"{i + 1}、",
    "（1）": lambda i: f"（{i + 1}）",
    "①": lambda i: "①②③④⑤⑥"[i],
    "◆": lambda _: "◆",
    "第一，": lambda i: f"第{HAN[i]}，",
    "其一，": lambda i: f"其{HAN[i]}，",
    "一是": lambda i: f"{HAN[i]}是",
    "一要": lambda i: f"{HAN[i]}要",
    "问题一：": lambda i: f"问题{HAN[i]}：",
    "【问题1】": lambda i: f"【问题{i + 1}】",
    "": lambda _: "",
}
RANK = {
    key: rank
    for rank, key in enumerate(
        ("", "一、", "（一）", "1.", "1、", "（1）", "①", "◆", "第一，", "其一，", "一是", "一要")
    )
}
RANK |= {"1、": RANK["1."], "问题一：": RANK["1."], "【问题1】": RANK["1."]}
PARTS: dict[str, Callable[[int, str], str]] = {
    "一、": lambda i, words: f"{HAN[i]}、{words}",
    "一、…：": lambda i, words: f"{HAN[i]}、{words}：",
    "一、…。": lambda i, words: f"{HAN[i]}、{words}。",
    "（一）": lambda i, words: f"（{HAN[i]}）{words}",
    "第一部分": lambda i, words: f"第{HAN[i]}部分 {words}",
    "壹、": lambda i, words: f"{'壹贰叁肆'[i]}、{words}",
    "【】": lambda _, words: f"【{words}】",
    "■": lambda _, words: f"■ {words}",
    "words alone": lambda _, words: words,
}
PART_RANK = {"一、": 1, "一、…：": 1, "一、…。": 1, "（一）": 2}
PROBLEM_PARTS = (
    "存在的问题", "存在的主要问题", "查摆出的突出问题", "检视出的问题及具体表现", "问题查摆", "检视问题情况",
    "主要问题和差距", "自身存在的不足", "我的问题在哪里", "对照检查发现的问题", "查找出的主要问题",
)  # fmt: skip
CAUSE_PARTS = (
    "原因分析", "产生问题的原因剖析", "问题产生的根源", "深层次原因剖析", "思想根源剖析", "剖析根源",
    "主要原因", "原因及教训", "问题成因", "为什么会这样",
)  # fmt: skip
MEASURE_PARTS = (
    "整改措施", "下一步整改措施", "努力方向和整改措施", "下步打算", "改进措施", "整改思路及措施", "整改举措",
    "今后改进的措施", "整改落实措施", "今后打算", "改进方向", "怎么改",
)  # fmt: skip
ASPECTS = (
    ("带头强化政治忠诚、提高政治能力方面", "带头固本培元、增强党性方面"),
    ("理论学习方面", "政治素质方面"),
    ("在思想上", "在工作上"),
    ("形式主义", "官僚主义"),
    ("政治建设方面存在的问题", "组织建设方面存在的问题"),
    ("对照“学思想、见实效”方面", "对照“强党性、守纪律”方面"),
)
PROBLEMS = (
    ("理论学习不够深入", "中心组学习常被会议冲掉，学完很少同实际对照。"),
    ("落实工作不够细致", "文件来一件转一件，缺少统筹谋划。"),
    ("调查研究不够扎实", "到点上看得多，到面上听得少，群众的话没有听进去。"),
    ("担当精神有所减弱", "遇到难题总想等上级明确，自己拿主意少。"),
)
EXAMPLES = ("比如，3月的专题学习改成了调度会。", "", "2025年6月12日，南塘泵站停机四小时无人报告。", "")
CAUSES = (
    ("理想信念有所松懈", "总觉得业务忙就是讲政治，放松了主观世界的改造。", "根本原因是党性修养抓得不紧。"),
    ("宗旨意识有所淡化", "与群众坐在一条板凳上的时候少了。", "追其根源，还是群众观念不牢。"),
    ("担当精神有所减退", "求稳怕乱的心态占了上风。", "说到底是责任心不强。"),
)
MEASURES = (
    ("抓实理论学习", "每月自学不少于两天，年底前写出两篇调研报告。"),
    ("密切联系群众", "每季度到联系村住两晚，6月底前办好三件实事。"),
    ("强化责任担当", "重大项目一周一调度，难题不过夜。"),
)
OPENING = "按照县委部署，在认真学习、征求意见的基础上，现对照检查如下。"
TEAM = "青禾县水利局领导班子2025年度民主生活会对照检查材料"


def titles(items: Sequence[object]) -> list[str | None]:
    return [item.title for item in items]  # type: ignore[attr-defined]


def roles(material: Material) -> list[str]:
    return [section.role for section in material.sections if section.role != "closing"]


# --------------------------------------------------------------------------- parts, aspects and items


@pytest.mark.parametrize("seed", range(400))
def test_parts_in_any_dress_when_read_then_every_item_is_found(seed: int, record: Read) -> None:
    draw = random.Random(seed)
    part = draw.choice(sorted(PARTS))
    ranks = [PART_RANK.get(part, 0)]
    aspects: Sequence[str | None] = draw.choice([(None,), *ASPECTS])
    over = _below(draw, ("（一）", "一、", "1.", ""), ranks) if aspects[0] else ""
    if over == "" and aspects[0] and not aspects[0].split("存在")[0].endswith("方面"):
        aspects = ASPECTS[1]
    item = _below(draw, [key for key in ORDINALS if key not in ("", "一要")], ranks)
    stop = draw.choice(["。", "：", "\n", "，主要表现在："])
    lines = [TEAM, OPENING, PARTS[part](0, draw.choice(PROBLEM_PARTS))]
    lines += draw.choice([[], ["经认真查摆，主要存在以下问题："], ["对照以上内容，主要有以下几方面问题。"]])
    number = count()
    found = []
    for i, aspect in enumerate(aspects):
        if aspect:
            lines.append(ORDINALS[over](i) + aspect + draw.choice(["", "。", "："] if over else ["", "。"]))
        for k in range(2 if aspect else 4):
            at = next(number)
            title, text = PROBLEMS[at]
            lines.append(f"{ORDINALS[item](k)}{title}{stop}{text}{EXAMPLES[at]}")
            found.append((title, aspect))
    below = ["（一）", "1.", "一是", "第一，", ""]
    mark = draw.choice("。：")
    lines.append(PARTS[part](1, draw.choice(CAUSE_PARTS)))
    cause = _below(draw, below, ranks[:1])
    lines += _listed(draw, cause, [f"{title}{mark}{text}{root}" for title, text, root in CAUSES])
    lines.append(PARTS[part](2, draw.choice(MEASURE_PARTS)))
    measure = _below(draw, [*below, "一要"], ranks[:1])
    lines += _listed(draw, measure, [f"{title}{mark}{text}" for title, text in MEASURES])
    lines += draw.choice(
        [[], ["以上是我的对照检查，请同志们批评指正。"], ["附件：1.征求意见记录", "2.问题清单"]]
    )
    paper = "\n".join(lines)

    material = record(paper)

    assert [(p.title, p.aspect and p.aspect.title) for p in material.problems] == found, paper
    assert sum(len(p.examples) for p in material.problems) == 2, paper
    assert titles(material.causes) == [title for title, *_ in CAUSES], paper
    assert all(cause.root for cause in material.causes), paper
    assert titles(material.measures) == [title for title, _ in MEASURES], paper
    assert roles(material) == ["opening", "problems", "causes", "measures"], paper


def _below(draw: random.Random, keys: Sequence[str], ranks: list[int]) -> str:
    """Draw an ordinal that ranks below those drawn before, as the official order has it."""
    key = draw.choice([key for key in keys if key == "" or RANK[key] > ranks[-1]])
    if key:
        ranks.append(RANK[key])
    return key


def _listed(draw: random.Random, ordinal: str, items: Sequence[str]) -> list[str]:
    """Return items as lines, or run together where their ordinals may stand inside a paragraph."""
    lines = [ORDINALS[ordinal](i) + item for i, item in enumerate(items)]
    return ["".join(lines)] if ordinal in ("一是", "一要", "第一，") and draw.random() < 0.5 else lines


@pytest.mark.parametrize("seed", range(200))
def test_items_split_by_semicolons_when_read_then_each_has_its_first_clause_as_title(
    seed: int, record: Read
) -> None:
    draw = random.Random(seed)
    part = draw.choice(sorted(PARTS))
    lines = [TEAM, OPENING]
    runs = [
        (PROBLEM_PARTS, ("", "存在的问题主要有："), [(title, text) for title, text in PROBLEMS[:3]]),
        (
            CAUSE_PARTS,
            ("", "主要原因：", "产生上述问题的原因，主要有："),
            [(title, text) for title, text, _ in CAUSES],
        ),
        (MEASURE_PARTS, ("", "下一步，我们将从以下方面抓好整改："), list(MEASURES)),
    ]
    for i, (headings, leads, items) in enumerate(runs):
        lines.append(PARTS[part](i, draw.choice(headings)))
        ordinal = draw.choice(
            [key for key in ("一是", "①", "（1）", "1.") if RANK[key] > PART_RANK.get(part, 0)]
        )
        texts = [f"{ORDINALS[ordinal](k)}{title}，{text[:-1]}" for k, (title, text) in enumerate(items)]
        lead = draw.choice(leads)
        if draw.random() < 0.5:
            lines.append(lead + "；".join(texts) + "。")
        else:
            lines += [lead] if lead else []
            lines += [f"{text}；" for text in texts[:-1]] + [f"{texts[-1]}。"]
    paper = "\n".join(lines)

    material = record(paper)

    assert titles(material.problems) == [title for title, _ in PROBLEMS[:3]], paper
    assert titles(material.causes) == [title for title, *_ in CAUSES], paper
    assert titles(material.measures) == [title for title, _ in MEASURES], paper
    assert roles(material) == ["opening", "problems", "causes", "measures"], paper


# --------------------------------------------------------------------------- one block a problem

PROBLEM_LABELS = ("存在问题", "问题表现", "具体表现", "主要表现", "问题描述", "查摆问题")
CAUSE_LABELS = (
    "原因分析",
    "原因剖析",
    "产生原因",
    "存在原因",
    "深层次原因",
    "思想根源",
    "问题成因",
    "原因查找",
)
MEASURE_LABELS = (
    "整改措施",
    "改进措施",
    "具体整改措施",
    "努力方向",
    "下步打算",
    "今后打算",
    "整改任务",
    "对策措施",
)
LABELS: dict[str, Callable[[str, str, int], str]] = {
    "原因分析：": lambda label, text, _: f"{label}：{text}",
    "原因分析:": lambda label, text, _: f"{label}:{text}",
    "【原因分析】": lambda label, text, _: f"【{label}】{text}",
    "【原因分析】：": lambda label, text, _: f"【{label}】：{text}",
    "原因分析：\n": lambda label, text, _: f"{label}：\n{text}",
    "（1）原因分析：": lambda label, text, i: f"（{i + 1}）{label}：{text}",
    "①原因分析：": lambda label, text, i: f"{'①②③'[i]}{label}：{text}",
    "●原因分析：": lambda label, text, _: f"●{label}：{text}",
}


@pytest.mark.parametrize("seed", range(300))
def test_blocks_with_any_labels_when_read_then_each_problem_has_cause_and_measure(
    seed: int, record: Read
) -> None:
    draw = random.Random(seed)
    head = draw.choice(["问题一：", "【问题1】", "1.", "（一）"])
    dress = LABELS[draw.choice(sorted(LABELS))]
    labels = draw.choice(PROBLEM_LABELS), draw.choice(CAUSE_LABELS), draw.choice(MEASURE_LABELS)
    more = draw.choice([[], ["整改时限：2026年6月底前"], ["责任人：某某；完成时限：2026年6月底"]])
    lines = ["2025年度组织生活会个人对照检查材料", OPENING]
    lines += draw.choice([[], ["一、检视问题、原因剖析及整改措施"], ["检视问题及整改措施"]])
    for i, ((title, text), (_, why, root), (_, what)) in enumerate(
        zip(PROBLEMS, CAUSES, MEASURES, strict=False)
    ):
        lines.append(ORDINALS[head](i) + title + draw.choice(["", "。"]))
        lines += [
            dress(label, words, k)
            for k, (label, words) in enumerate(zip(labels, (text, why + root, what), strict=True))
        ]
        lines += more
    paper = "\n".join(lines)

    material = record(paper)

    assert titles(material.problems) == [title for title, _ in PROBLEMS[:3]], paper
    assert [problem.text for problem in material.problems] == [text for _, text in PROBLEMS[:3]], paper
    assert [cause.text for cause in material.causes] == [why + root for _, why, root in CAUSES], paper
    assert all(cause.root for cause in material.causes), paper
    assert [measure.text for measure in material.measures] == [what for _, what in MEASURES], paper


# --------------------------------------------------------------------------- findings and what was done

FINDINGS = (
    ("中心组学习流于形式", "修订学习规则，实行月通报，今年以来集中学习7次。"),
    ("河道保洁经费拨付不及时", "已于3月底前拨付经费126万元，建立按季拨付机制。"),
    ("公务用车管理不规范", "清退超标准车辆2台，完善派车登记。"),
)
FINDING_FORMS = (
    "关于“{}”问题的整改。", "针对“{}”的问题。", "关于“{}”问题", "“{}”问题整改情况", "“{}”。",
    "对反馈的“{}”问题",
    "关于{}问题。", "关于{}的问题", "针对{}的问题。", "{}。", "{}", "反馈问题：{}。",
)  # fmt: skip
ANSWER_FORMS = (
    "该问题已完成整改。{}", "该问题正在整改。{}", "整改情况：{}", "整改落实情况：{}",
    "整改进展：{}",
    "整改结果：{}", "完成情况：{}", "【整改情况】{}", "已完成整改。{}", "一是{}二是举一反三，开展自查。",
    "{}",
    "整改措施：{}\n整改成效：形成长效机制，群众满意。", "整改措施：{}",
)  # fmt: skip
FINDING_PARTS = (
    "反馈问题整改落实情况", "具体整改情况", "整改工作进展情况", "审计查出问题的整改情况", "逐项整改情况",
    "整改任务完成情况", "问题整改进展", "对照反馈意见逐项整改情况",
)  # fmt: skip
REPORTS = (
    "中共青禾县水利局党组关于巡察整改进展情况的通报",
    "青禾县水利局关于2024年度预算执行审计查出问题整改情况的报告",
    "青禾县水利局党组\n关于2024年度民主生活会\n整改落实情况的报告",
    "青禾县水利局关于专项审计调查发现问题整改情况的函",
)


@pytest.mark.parametrize("seed", range(300))
def test_report_in_any_dress_when_read_then_every_finding_has_its_answer(seed: int, record: Read) -> None:
    draw = random.Random(seed)
    number = count()
    lines = [draw.choice(REPORTS), "根据统一安排，县委第二巡察组开展了巡察。现将整改情况报告如下："]
    before = draw.choice(
        [None, "组织领导情况", "主要做法", "履行整改主体责任情况", "提高政治站位，压实整改责任"]
    )
    if before:
        lines += [f"{HAN[next(number)]}、{before}", "（一）强化责任。成立领导小组，召开党组会6次。"]
    lines.append(f"{HAN[next(number)]}、{draw.choice(FINDING_PARTS)}")
    group = draw.choice([None, "聚焦落实重大决策部署方面", "关于“全面从严治党”方面"])
    lines += [f"（一）{group}"] if group else []
    ordinal = draw.choice(["1.", "1、", "（1）"] if group else ["1.", "1、", "（1）", "（一）"])
    form, answer = draw.choice(FINDING_FORMS), draw.choice(ANSWER_FORMS)
    for i, (finding, done) in enumerate(FINDINGS):
        lines += [ORDINALS[ordinal](i) + form.format(finding), answer.format(done)]
    after = draw.choice([None, "下一步工作打算", "后续整改安排", "下步工作计划"])
    if after:
        lines += [
            f"{HAN[next(number)]}、{after}",
            "（一）持续用力。每季度调度一次。",
            "（二）健全机制。年底前修订制度4项。",
        ]
    paper = "\n".join([*lines, "中共青禾县水利局党组", "2025年3月20日"])

    material = record(paper)

    assert material.kind == "report", paper
    assert [(p.title or p.text.rstrip("。"), p.aspect and p.aspect.title) for p in material.problems] == [
        (finding, group) for finding, _ in FINDINGS
    ], paper
    assert len(material.measures) == len(FINDINGS) + (2 if after else 0), paper
    expected = ["opening", *(["other"] if before else []), "problems", *(["measures"] if after else [])]
    assert roles(material) == expected, paper


# --------------------------------------------------------------------------- broken lines

DRESSES: dict[str, Callable[[str], str]] = {
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: "\n".join("　　" + line for line in text.split("\n")),
    "half-width marks": lambda text: text.translate(str.maketrans("，：；（）", ",:;()")),
    "broken at 30": lambda text: _broken(text, 30),
    "broken at 38": lambda text: _broken(text, 38),
    "numbered pages": lambda text: "\n".join(
        line + (f"\n- {i} -" if i % 9 == 8 else "") for i, line in enumerate(_broken(text, 34).split("\n"))
    ),
}


def _broken(text: str, width: int) -> str:
    """Break lines as a page does, paragraphs indented."""
    lines = ["　　" + line for line in text.split("\n")]
    return "\n".join(line[at : at + width] for line in lines for at in range(0, len(line), width))


@pytest.mark.parametrize("dress", sorted(DRESSES))
def test_paper_in_another_dress_when_read_then_the_same_items(dress: str, record: Read) -> None:
    lines = [TEAM, OPENING, "一、存在的主要问题"]
    for i, aspect in enumerate(ASPECTS[1]):
        lines.append(f"（{HAN[i]}）{aspect}")
        lines += [f"{k + 1}.{title}。{text}{EXAMPLES[k]}" for k, (title, text) in enumerate(PROBLEMS)]
    lines += [
        "二、原因剖析",
        *(f"（{HAN[i]}）{title}。{text}{root}" for i, (title, text, root) in enumerate(CAUSES)),
    ]
    lines += ["三、整改措施", *(f"（{HAN[i]}）{title}。{text}" for i, (title, text) in enumerate(MEASURES))]
    paper = "\n".join(lines)

    assert _said(record(DRESSES[dress](paper))) == _said(record(paper))


def _said(material: Material) -> list[object]:
    """Return what a record says, blanks and the width of marks left out."""

    def plain(words: str | None) -> str:
        return "".join((words or "").split()).translate(str.maketrans(",:;()", "，：；（）"))

    items = [*material.problems, *material.causes, *material.measures]
    return [
        *((plain(item.title), plain(item.text).split("-")[0]) for item in items),
        *(len(problem.examples) for problem in material.problems),
        *(cause.root is not None for cause in material.causes),
        roles(material),
    ]
