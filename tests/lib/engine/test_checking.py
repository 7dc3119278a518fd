"""A run of checks: what is asked, what is set aside, what is hidden, and what happens when a check raises."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from duizhao.checks.base import Finding, Options, Paper
from duizhao.config import Config, parse
from duizhao.engine import InMemory
from duizhao.engine.asking import Plan, every_check
from duizhao.engine.baseline import Baseline, new_only
from duizhao.engine.checking import check
from duizhao.record import Examined

EXAMPLES = Path(__file__).parents[3] / "examples"
SKIPPED = "工作报告\n一是抓学习。\n三是抓落实。\n"


def config(text: str) -> Config:
    return parse(text, "duizhao.toml", every_check(), ())


def examined(text: str, plan: Plan, *, path: str = "报告.txt") -> Examined:
    (one,) = check([InMemory(path, text.encode())], plan)
    assert isinstance(one, Examined)
    return one


def ids(one: Examined) -> list[str]:
    return [found.check for found in one.diagnostics]


def test_checks_when_selected_on_the_line_then_those_alone() -> None:
    assert ids(examined(SKIPPED, Plan(select=("numbering",)))) == ["NUM001"]
    assert ids(examined(SKIPPED, Plan(select=("numbering",), ignore=("NUM001",)))) == []


def test_severity_when_set_by_id_and_category_then_the_id_wins() -> None:
    settings = config('[checks.severity]\nnumbering = "question"\nNUM001 = "error"')

    (found,) = examined(SKIPPED, Plan(settings, select=("NUM001",))).diagnostics

    assert found.severity == "error"


def test_profile_when_the_paper_is_of_its_framework_then_it_holds() -> None:
    paper = EXAMPLES / "2024" / "1-班子.docx"
    (plain,) = check([paper], Plan(select=("STR007",)))
    assert isinstance(plain, Examined)
    assert ids(plain) == ["STR007"]
    from duizhao.engine import extract

    framework = extract(paper).framework
    assert framework is not None
    settings = config(f"[frameworks.{framework.id}.STR007]\nleast = 10")

    (set_,) = check([paper], Plan(settings, select=("STR007",)))

    assert isinstance(set_, Examined)
    assert ids(set_) == []


def test_own_words_when_a_finding_lies_inside_one_then_not_reported() -> None:
    text = "工作报告\n平台名为“云澄，，问政”，各乡镇均已开通。\n"
    assert ids(examined(text, Plan(select=("PUN004",)))) == ["PUN004"]

    one = examined(text, Plan(config('words = ["云澄，，问政"]'), select=("PUN004",)))

    assert ids(one) == []
    assert one.suppressed == 1


def test_line_when_it_has_date_and_reason_then_the_paragraph_below_is_left_alone() -> None:
    text = SKIPPED.replace("三是", "忽略 NUM001 2026-03-01：原文引用\n三是")

    one = examined(text, Plan())

    assert "NUM001" not in ids(one)
    assert not {"SUP001", "SUP002"} & set(ids(one))
    assert one.suppressed == 1
    assert one.text == text


def test_line_when_nothing_is_left_to_set_aside_then_it_is_reported() -> None:
    text = SKIPPED.replace("三是", "忽略 NUM001 2026-03-01：原文引用\n二是")

    (found,) = examined(text, Plan(select=("NUM001", "SUP001"))).diagnostics

    assert (found.check, found.severity) == ("SUP001", "question")
    assert found.quote == "忽略 NUM001 2026-03-01：原文引用"
    assert "NUM001" in found.message()


def test_line_when_its_check_was_not_asked_then_not_called_stale() -> None:
    text = SKIPPED.replace("三是", "忽略 NUM001 2026-03-01：原文引用\n二是")

    assert ids(examined(text, Plan(select=("SUP001",)))) == []


def test_line_when_incomplete_then_no_effect_and_reported() -> None:
    text = SKIPPED.replace("三是", "忽略 NUM001\n三是")

    assert set(ids(examined(text, Plan(select=("NUM001", "SUP002"))))) == {"NUM001", "SUP002"}


SUPPRESS = '[[suppress]]\ncheck = "NUM001"\npath = "{}"\ntext = "{}"\nreason = "引用"\ndate = 2026-03-01'


@pytest.mark.parametrize(
    ("path", "words", "kept"),
    [("*.txt", "三是抓落实", 0), ("报告.txt", "三是", 0), ("通知.txt", "三是", 1)],
)
def test_suppression_when_path_and_text_fit_then_set_aside(path: str, words: str, kept: int) -> None:
    one = examined(SKIPPED, Plan(config(SUPPRESS.format(path, words)), select=("NUM001", "SUP001")))

    assert ids(one) == ["NUM001"] * kept
    assert one.suppressed == 1 - kept


def test_suppression_when_it_covers_nothing_then_its_line_is_named_once() -> None:
    papers = [InMemory(f"{name}.txt", SKIPPED.encode()) for name in "ab"]
    settings = config("\n\n" + SUPPRESS.format("*.txt", "抓学习"))

    first, second = check(papers, Plan(settings, select=("NUM001", "SUP001")))

    assert isinstance(first, Examined)
    assert isinstance(second, Examined)
    assert ids(first) == ["SUP001", "NUM001"]
    assert "第 3 行" in first.diagnostics[0].message()
    assert ids(second) == ["NUM001"]


def test_secret_when_found_then_hidden_in_text_and_in_every_quote() -> None:
    number = "13800001234"
    text = f"工作报告\n反映人李某，电话{number}。\n反映人李某，电话{number}。\n"

    one = examined(text, Plan())

    assert "SEC003" in ids(one)
    assert number not in one.text
    assert len(one.text) == len(text)
    assert not [found for found in one.diagnostics if number in found.quote + found.message()]


def test_secret_when_set_aside_then_still_hidden() -> None:
    text = "工作报告\n忽略 SEC003 2026-03-01：公开的号码\n反映人李某，电话13800001234。\n"

    one = examined(text, Plan())

    assert "SEC003" not in ids(one)
    assert "13800001234" not in one.text


def test_check_when_it_raises_then_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(paper: Paper, options: Options) -> Iterator[Finding]:  # noqa: ARG001
        raise RuntimeError("不行")

    checks = tuple(
        dataclasses.replace(one, find=broken) if one.id == "NUM002" else one for one in every_check()
    )
    monkeypatch.setattr("duizhao.engine.asking.every_check", lambda: checks)

    one = examined(SKIPPED, Plan(select=("numbering",)))

    assert ids(one) == ["NUM001"]
    (failure,) = one.failures
    assert (failure.path, failure.check) == ("报告.txt", "NUM002")
    assert "不行" in failure.error
    assert "Traceback" in failure.trace


def test_batch_when_checked_then_siblings_are_asked_and_processes_make_no_difference() -> None:
    papers = [EXAMPLES / "2025"]

    alone = check(papers, jobs=1)

    assert alone == check(papers, jobs=2)
    assert any("CLA001" in ids(one) for one in alone if isinstance(one, Examined))
    (team,) = check([EXAMPLES / "2025" / "1-班子.docx"])
    assert isinstance(team, Examined)
    assert "CLA001" not in ids(team)


OWN = "去年七月到柳林村看水厂，在村口停了十分钟就走了，村民想反映水压的事没有找到人。"
PAPER = "{}2024年度民主生活会{}对照检查材料\n一、存在的问题\n一是学习不够。{}\n{}\n"
FAULTS = (
    "讲课的稿子是科室写的，自己只改了标题，有两次连标题也没有改，念到一半念不下去，台下都看出来了。",
    "必读书目读完了一本，笔记抄在旧本子上，检查时才补日期，被督导组的同志当场翻出来问了半天。",
    "网上课程开着声音做别的事，学时够了，题目错了一大半，补考时又请年轻同志代做，自己没有看。",
)


def overlaps(*papers: tuple[str, str]) -> list[tuple[str, str, list[str]]]:
    """Return path, quote and related paths of what is said of shared text."""
    done = check([InMemory(path, text.encode()) for path, text in papers], Plan(select=("overlap",)))
    return [
        (found.path, found.quote, [other.path for other in found.related])
        for one in done
        if isinstance(one, Examined)
        for found in one.diagnostics
    ]


def a_paper(number: int, *, post: str = "副局长", whose: str = "个人", unit: str | None = None) -> str:
    named = unit or ("云澄县水务局", "沅芷县教育局", "杏坞县民政局")[number]
    return PAPER.format(named + post, whose, FAULTS[number], OWN)


def test_overlap_when_papers_share_a_passage_then_each_names_the_others_once() -> None:
    found = overlaps(*((f"{number}.txt", a_paper(number)) for number in range(3)))

    assert [(path, others) for path, _, others in found] == [
        ("0.txt", ["1.txt", "2.txt"]),
        ("1.txt", ["0.txt", "2.txt"]),
        ("2.txt", ["0.txt", "1.txt"]),
    ]
    assert all(OWN.rstrip("。") in quote for _, quote, _ in found)


def test_overlap_when_team_and_chief_or_a_source_then_not_asked() -> None:
    unit = "云澄县水务局"
    team, chief = a_paper(0, post="领导班子", whose="", unit=unit), a_paper(1, post="局长", unit=unit)
    notice = f"关于开好民主生活会的通知\n各党组：\n现将有关事项通知如下。\n一、总体要求\n{OWN}\n特此通知。\n"

    assert overlaps(("班子.txt", team), ("局长.txt", chief)) == []
    assert overlaps(("甲.txt", a_paper(0)), ("乙.txt", a_paper(1)), ("通知.txt", notice)) == []


def test_overlap_when_two_papers_are_the_same_then_the_title_is_named() -> None:
    text = a_paper(0)

    found = overlaps(("甲.txt", text), ("乙.txt", text))

    assert [quote for _, quote, _ in found] == [text.split("\n", 1)[0]] * 2


def test_baseline_when_known_then_only_new_ones_are_left() -> None:
    before = examined(SKIPPED, Plan(select=("numbering",)))
    (old,) = before.diagnostics
    now = examined(f"{SKIPPED}六是抓好。\n", Plan(select=("numbering",)))
    from collections import Counter

    (new,) = new_only([now], Baseline({old.path: Counter({(old.check, old.quote): 1})}))

    assert isinstance(new, Examined)
    assert new.known == 1
    assert len(new.diagnostics) == len(now.diagnostics) - 1 > 0
