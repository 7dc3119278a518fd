"""The criteria set of a paper is told from its aspect titles, however units write them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.frameworks import Effective, Framework, catalogue, choose

# (what is special, titles, year, kind, expected set, expected codes; "-" is a title without a criterion)
Case = tuple[str, list[str], int | None, str, str | None, str]

FOUND: list[Case] = [
    # ------------------------------------------------------------------ 2022
    (
        "in full, as the notice has them",
        [
            "带头深刻领悟“两个确立”的决定性意义，增强“四个意识”、坚定“四个自信”、做到“两个维护”",
            "带头用习近平新时代中国特色社会主义思想凝心铸魂",
            "带头坚持和加强党的全面领导",
            "带头坚持以人民为中心的发展思想，推动改革发展稳定",
            "带头发扬斗争精神，防范化解风险挑战",
            "带头落实全面从严治党政治责任",
        ],
        2022,
        "individual",
        "meeting-2022",
        "A1 A2 A3 A4 A5 A6",
    ),
    (
        "half-width marks, blanks, numbers, no year",
        [
            '(一) 在带头深刻领悟"两个确立"的决定性意义 , 做到 "两个维护" 方面',
            "(二) 在带头用党的创新理论凝心铸魂方面",
            "(三) 在加强党的全面领导方面",
            "(四) 在坚持以人民为中心,推动改革发展稳定方面",
            "(五) 在发扬斗争精神、防范化解重大风险方面",
            "(六) 在落实全面从严治党责任方面",
        ],
        None,
        "team",
        "meeting-2022",
        "A1 A2 A3 A4 A5 A6",
    ),
    (
        "the last first, one missing",
        [
            "一是落实全面从严治党政治责任方面",
            "二是发扬斗争精神方面",
            "三是以人民为中心方面",
            "四是凝心铸魂方面",
            "五是领悟“两个确立”方面",
        ],
        2022,
        "individual",
        "meeting-2022",
        "A6 A5 A4 A2 A1",
    ),
    (
        "with 存在的问题 and a colon behind",
        [
            "1.拥护“两个确立”、做到“两个维护”方面存在的主要问题：",
            "2.凝心铸魂方面存在的主要问题：",
            "3.坚持党的全面领导方面存在的主要问题：",
            "4.推动改革发展稳定方面存在的主要问题：",
            "5.防范化解风险挑战方面存在的主要问题：",
            "6.全面从严治党方面存在的主要问题：",
        ],
        None,
        "unknown",
        "meeting-2022",
        "A1 A2 A3 A4 A5 A6",
    ),
    (
        "dated a year late",
        [
            "带头深刻领悟“两个确立”的决定性意义方面",
            "带头用新思想凝心铸魂方面",
            "带头坚持和加强党的全面领导方面",
            "带头坚持以人民为中心的发展思想方面",
            "带头发扬斗争精神方面",
            "带头落实全面从严治党政治责任方面",
        ],
        2023,
        "individual",
        "meeting-2022",
        "A1 A2 A3 A4 A5 A6",
    ),
    (
        "one long title alone",
        ["（二）带头用习近平新时代中国特色社会主义思想凝心铸魂方面"],
        None,
        "individual",
        "meeting-2022",
        "A2",
    ),
    (
        "with parts of another kind among them",
        [
            "（一）上年度整改落实情况",
            "（二）深刻领悟“两个确立”方面",
            "（三）用习近平新时代中国特色社会主义思想凝心铸魂方面",
            "（四）坚持和加强党的全面领导方面",
            "（五）坚持以人民为中心的发展思想方面",
            "（六）发扬斗争精神方面",
            "（七）落实全面从严治党政治责任方面",
        ],
        2022,
        "team",
        "meeting-2022",
        "- A1 A2 A3 A4 A5 A6",
    ),
    # ------------------------------------------------------------------ 2023
    (
        "the six words alone",
        ["理论学习方面", "政治素质方面", "能力本领方面", "担当作为方面", "工作作风方面", "廉洁自律方面"],
        2023,
        "individual",
        "meeting-2023",
        "A1 A2 A3 A4 A5 A6",
    ),
    (
        "the six words, no year",
        [
            "一、在理论学习上",
            "二、在政治素质上",
            "三、在能力本领上",
            "四、在担当作为上",
            "五、在工作作风上",
            "六、在廉洁自律上",
        ],
        None,
        "team",
        "meeting-2023",
        "A1 A2 A3 A4 A5 A6",
    ),
    (
        "one missing, reordered",
        [
            "廉洁自律方面的问题",
            "政治素质方面的问题",
            "理论学习方面的问题",
            "担当作为方面的问题",
            "能力本领方面的问题",
        ],
        2023,
        "individual",
        "meeting-2023",
        "A6 A2 A1 A4 A3",
    ),
    (
        "title with a slogan behind",
        [
            "（一）理论学习方面：学得不深，用得不活",
            "（二）政治素质方面：政治敏锐性不高",
            "（三）能力本领方面：办法不多",
            "（四）担当作为方面：闯劲不足",
            "（五）工作作风方面：调研不实",
            "（六）廉洁自律方面：要求不严",
        ],
        2023,
        "individual",
        "meeting-2023",
        "A1 A2 A3 A4 A5 A6",
    ),
    (
        "two titles only, the year agrees",
        ["理论学习方面", "廉洁自律方面"],
        2023,
        "individual",
        "meeting-2023",
        "A1 A6",
    ),
    # ------------------------------------------------------------------ 2024
    (
        "in full",
        [
            "带头严守政治纪律和政治规矩，维护党的团结统一方面",
            "带头增强党性、严守纪律、砥砺作风方面",
            "带头在遵规守纪、清正廉洁前提下勇于担责、敢于创新方面",
            "带头履行全面从严治党政治责任方面",
        ],
        2024,
        "individual",
        "meeting-2024",
        "A1 A2 A3 A4",
    ),
    (
        "敢于善为",
        [
            "（一）在严守政治纪律和政治规矩，维护党的团结统一方面",
            "（二）在增强党性、严守纪律、砥砺作风方面",
            "（三）在勇于担责、敢于善为方面",
            "（四）在履行全面从严治党政治责任方面",
        ],
        None,
        "team",
        "meeting-2024",
        "A1 A2 A3 A4",
    ),
    (
        "cut short",
        ["严守政治纪律方面", "增强党性方面", "勇于担责方面", "从严治党方面"],
        2024,
        "individual",
        "meeting-2024",
        "A1 A2 A3 A4",
    ),
    (
        "words put together",
        ["政治纪律方面", "党性作风方面", "担当创新方面", "从严治党方面"],
        2024,
        "ledger",
        "meeting-2024",
        "A1 A2 - A4",
    ),
    (
        "reordered, one missing",
        ["履行管党治党政治责任方面", "遵规守纪、清正廉洁前提下敢于创新方面", "维护党的团结统一方面"],
        2024,
        "individual",
        "meeting-2024",
        "A4 A3 A1",
    ),
    (
        "quotes reversed and stray blanks",
        [
            "一、 带头严守 政治纪律 和 政治规矩 ， 维护 党的团结统一",
            "二、 带头增强 党性 、严守 纪律 、砥砺 作风",
            "三、 带头在”遵规守纪、清正廉洁“前提下勇于担责、敢于创新",
            "四、 带头履行 ”全面从严治党“政治责任",
        ],
        None,
        "individual",
        "meeting-2024",
        "A1 A2 A3 A4",
    ),
    # ------------------------------------------------------------------ 2025
    (
        "in full",
        [
            "带头强化政治忠诚、提高政治能力方面",
            "带头固本培元、增强党性方面",
            "带头敬畏人民、敬畏组织、敬畏法纪方面",
            "带头干事创业、担当作为方面",
            "带头坚决扛起管党治党责任方面",
        ],
        2025,
        "individual",
        "meeting-2025",
        "A1 A2 A3 A4 A5",
    ),
    (
        "abbreviated",
        ["政治忠诚方面", "党性修养方面", "敬畏意识方面", "担当作为方面", "管党治党方面"],
        2025,
        "individual",
        "meeting-2025",
        "A1 - A3 A4 A5",
    ),
    (
        "no year, a member's own wording",
        [
            "第一，在强化政治忠诚方面，站位还不够高",
            "第二，在固本培元方面，党性锻炼还不够经常",
            "第三，在敬畏人民、敬畏组织方面，联系群众还不够紧",
            "第四，在干事创业方面，办法还不够多",
            "第五，在扛起管党治党责任方面，压力传导还不够",
        ],
        None,
        "individual",
        "meeting-2025",
        "A1 A2 A3 A4 A5",
    ),
    (
        "one missing, another order",
        ["坚决扛起管党治党责任", "干事创业、担当作为", "强化政治忠诚", "敬畏人民、敬畏组织、敬畏法纪"],
        2025,
        "team",
        "meeting-2025",
        "A5 A4 A1 A3",
    ),
    # ------------------------------------------------------------------ 2013-14
    (
        "the four alone",
        ["形式主义方面", "官僚主义方面", "享乐主义方面", "奢靡之风方面"],
        2013,
        "individual",
        "mass-line-2013",
        "A3.1 A3.2 A3.3 A3.4",
    ),
    (
        "with discipline and the eight points before them, no year",
        [
            "（一）遵守党的政治纪律方面",
            "（二）贯彻中央八项规定精神方面",
            "（三）形式主义方面存在的问题",
            "（四）官僚主义方面存在的问题",
            "（五）享乐主义方面存在的问题",
            "（六）奢靡之风方面存在的问题",
        ],
        None,
        "team",
        "mass-line-2013",
        "A1 A2 A3.1 A3.2 A3.3 A3.4",
    ),
    (
        "the four as one",
        ["遵守党的政治纪律方面", "执行中央八项规定、转变作风方面", "“四风”方面"],
        2014,
        "individual",
        "mass-line-2013",
        "A1 A2 A3",
    ),
    (
        "reordered, in quotes",
        ["“享乐主义”问题", "“奢靡之风”问题", "“官僚主义”问题", "“形式主义”问题"],
        None,
        "individual",
        "mass-line-2013",
        "A3.3 A3.4 A3.2 A3.1",
    ),
    # ------------------------------------------------------------------ 2019
    (
        "the four searches",
        [
            "在增强“四个意识”、坚定“四个自信”、做到“两个维护”方面的差距",
            "在知敬畏、存戒惧、守底线方面的差距",
            "在群众观点、群众立场、群众感情、服务群众方面的差距",
            "在思想觉悟、能力素质、道德修养、作风形象方面的差距",
        ],
        2019,
        "individual",
        "mission-2019",
        "A2.1 A2.2 A2.3 A2.4",
    ),
    (
        "the four comparisons, no year",
        ["对照党中央决策部署", "对照党章党规", "对照人民群众新期待", "对照先进典型、身边榜样"],
        None,
        "team",
        "mission-2019",
        "A1.1 A1.2 A1.3 A1.4",
    ),
    # ------------------------------------------------------------------ branch
    (
        "six of the branch",
        ["创新理论方面", "党性修养方面", "联系服务群众方面", "先锋模范方面", "作风建设方面", "廉洁自律方面"],
        2025,
        "individual",
        "branch-2025",
        "B1 B2 B3 B4 B5 B6",
    ),
    (
        "six of the branch, longer, no year",
        [
            "（一）学习贯彻党的创新理论方面",
            "（二）党性修养提高方面",
            "（三）联系服务群众方面",
            "（四）发挥先锋模范作用方面",
            "（五）改进作风方面",
            "（六）廉洁自律方面",
        ],
        None,
        "team",
        "branch-2025",
        "B1 B2 B3 B4 B5 B6",
    ),
    (
        "four of the branch in 2023",
        ["学习贯彻党的创新理论情况", "党性修养提高情况", "联系服务群众情况", "发挥先锋模范作用情况"],
        2023,
        "individual",
        "branch-2023",
        "B1 B2 B3 B4",
    ),
    (
        "six of the branch, one missing, reordered",
        ["廉洁自律方面", "先锋模范方面", "党性修养方面", "创新理论方面", "作风建设方面"],
        2026,
        "individual",
        "branch-2025",
        "B6 B4 B2 B1 B5",
    ),
]

NOT_FOUND: list[Case] = [
    ("no titles at all", [], 2022, "individual", None, ""),
    (
        "the dimensions of a causes part",
        ["（一）在思想方面", "（二）在政治方面", "（三）在作风方面", "（四）在担当方面", "（五）在廉政方面"],
        2022,
        "individual",
        None,
        "",
    ),
    (
        "the parts of a paper",
        ["对照检查找出的问题", "原因分析", "今后努力方向及改进措施"],
        2022,
        "individual",
        None,
        "",
    ),
    (
        "a school's business",
        ["教学质量方面", "师资队伍方面", "招生就业方面", "校园安全方面"],
        2025,
        "team",
        None,
        "",
    ),
    (
        "another year's points that share two with 2022",
        [
            "带头深刻领悟“两个确立”的决定性意义，学懂弄通新思想方面",
            "带头大力弘扬伟大建党精神方面",
            "带头学习贯彻六中全会精神方面",
            "带头履职尽责、为群众办实事方面",
            "带头担起全面从严治党政治责任方面",
        ],
        2021,
        "individual",
        None,
        "",
    ),
    (
        "2020: leadership is in it, nothing else",
        [
            "带头学习贯彻新思想方面",
            "带头坚持和加强党的全面领导方面",
            "带头贯彻新发展理念方面",
            "带头履职担当、改进作风方面",
            "带头正风肃纪方面",
        ],
        2020,
        "individual",
        None,
        "",
    ),
    (
        "another year's points that are near to 2022, no year",
        [
            "带头深刻领悟“两个确立”的决定性意义，做到“两个维护”方面",
            "带头用新思想武装头脑方面",
            "带头弘扬伟大建党精神方面",
            "带头践行根本宗旨、为民办实事方面",
            "带头担起全面从严治党责任方面",
        ],
        None,
        "individual",
        None,
        "",
    ),
    ("one short title, no year", ["廉洁自律方面"], None, "individual", None, ""),
    ("one short title of another year", ["担当作为方面"], 2021, "individual", None, ""),
    (
        "feedback of an inspection",
        [
            "在落实党的理论和路线方针政策方面",
            "在落实全面从严治党战略部署方面",
            "在落实新时代党的组织路线方面",
            "在落实上次巡察整改方面",
        ],
        2024,
        "report",
        None,
        "",
    ),
    (
        "one of 2013's words in a list of today",
        ["整治形式主义为基层减负方面", "优化营商环境方面", "项目建设方面", "数字政务方面"],
        2024,
        "team",
        None,
        "",
    ),
    (
        "政治忠诚 in a list of another kind",
        ["对党政治忠诚教育方面", "干部培训方面", "档案管理方面", "信息宣传方面"],
        2025,
        "team",
        None,
        "",
    ),
    (
        "三严三实",
        ["严以修身方面", "严以用权方面", "严以律己方面", "谋事要实方面", "创业要实方面", "做人要实方面"],
        2015,
        "individual",
        None,
        "",
    ),
    ("only marks and numbers", ["（一）", "（二）。", "……"], 2022, "individual", None, ""),
    (
        "safety, not a meeting",
        ["治理措施", "治理责任", "治理资金", "治理时限", "应急预案"],
        2024,
        "plan",
        None,
        "",
    ),
]


@pytest.fixture(scope="module")
def frameworks() -> tuple[Framework, ...]:
    return tuple(one for one in catalogue() if one.shipped)


def name(case: Case) -> str:
    return f"{case[4]}: {case[0]}"


@pytest.mark.parametrize("case", FOUND, ids=name)
def test_choose_when_titles_are_known_then_set_and_codes(
    case: Case, frameworks: tuple[Framework, ...]
) -> None:
    _, titles, year, kind, expected, codes = case
    choice = choose(titles, year=year, kind=kind, frameworks=frameworks)
    assert choice is not None
    assert choice.framework.id == expected
    assert " ".join(code or "-" for code in choice.codes) == codes


@pytest.mark.parametrize("case", NOT_FOUND, ids=name)
def test_choose_when_nothing_fits_then_none(case: Case, frameworks: tuple[Framework, ...]) -> None:
    _, titles, year, kind, _, _ = case
    assert choose(titles, year=year, kind=kind, frameworks=frameworks) is None


def test_choose_when_titles_are_shuffled_then_codes_follow_them(frameworks: tuple[Framework, ...]) -> None:
    titles = ["廉洁自律方面", "理论学习方面", "工作作风方面", "担当作为方面", "政治素质方面", "能力本领方面"]
    there = choose(titles, year=2023, kind="individual", frameworks=frameworks)
    back = choose(titles[::-1], year=2023, kind="individual", frameworks=frameworks)
    assert there is not None
    assert back is not None
    assert there.codes == back.codes[::-1]


def test_choose_when_a_title_stands_twice_then_a_code_stands_once(frameworks: tuple[Framework, ...]) -> None:
    titles = ["理论学习方面", "理论学习方面", "政治素质方面", "能力本领方面", "担当作为方面", "工作作风方面"]
    choice = choose(titles, year=2023, kind="individual", frameworks=frameworks)
    assert choice is not None
    assert sorted(code for code in choice.codes if code) == ["A1", "A2", "A3", "A4", "A5"]


def test_choose_when_found_then_says_the_shared_words(frameworks: tuple[Framework, ...]) -> None:
    titles = ["（一）用新思想凝心铸魂方面", "（二）发扬斗争精神方面", "（三）坚持党的全面领导方面"]
    choice = choose(titles, year=2022, kind="individual", frameworks=frameworks)
    assert choice is not None
    assert [match.shared[0] for match in choice.matches if match] == [
        "思想凝心铸魂",
        "发扬斗争精神",
        "党的全面领导",
    ]
    assert 0 < choice.score <= 1


def test_choose_when_two_sets_fit_equally_then_year_decides(frameworks: tuple[Framework, ...]) -> None:
    old = next(one for one in frameworks if one.id == "meeting-2023")
    new = replace(old, id="meeting-2033", effective=Effective("2033", "2033"))
    titles = [one.title.zh for one in old.criteria]
    for year, expected in ((2023, "meeting-2023"), (2033, "meeting-2033")):
        choice = choose(titles, year=year, kind="individual", frameworks=(old, new))
        assert choice is not None
        assert (choice.framework.id, choice.why) == (expected, ("titles", "year"))


def test_choose_when_two_sets_fit_equally_then_kind_decides(frameworks: tuple[Framework, ...]) -> None:
    old = replace(next(one for one in frameworks if one.id == "meeting-2023"), kinds=("individual",))
    new = replace(old, id="meeting-x", kinds=("team",))
    titles = [one.title.zh for one in old.criteria]
    choice = choose(titles, year=2023, kind="team", frameworks=(old, new))
    assert choice is not None
    assert (choice.framework.id, choice.why) == ("meeting-x", ("titles", "kind"))


def test_choose_when_nothing_breaks_the_tie_then_none(frameworks: tuple[Framework, ...]) -> None:
    old = next(one for one in frameworks if one.id == "meeting-2023")
    titles = [one.title.zh for one in old.criteria]
    twin = replace(old, id="meeting-x")
    assert choose(titles, year=2023, kind="team", frameworks=(old, twin)) is None


def test_choose_when_a_user_derives_a_set_then_the_users_own_wins(frameworks: tuple[Framework, ...]) -> None:
    old = next(one for one in frameworks if one.id == "meeting-2023")
    own = replace(old, id="meeting-2023-harbour", shipped=False)
    titles = [one.title.zh for one in old.criteria]
    choice = choose(titles, year=2023, kind="team", frameworks=(old, own))
    assert choice is not None
    assert (choice.framework.id, choice.why) == ("meeting-2023-harbour", ("titles", "own"))


def test_choose_when_a_set_has_two_versions_then_the_newer(frameworks: tuple[Framework, ...]) -> None:
    old = replace(next(one for one in frameworks if one.id == "meeting-2023"), version="9")
    new = replace(old, version="10")
    titles = [one.title.zh for one in old.criteria]
    choice = choose(titles, year=2023, kind="team", frameworks=(new, old))
    assert choice is not None
    assert choice.framework.version == "10"


@given(st.lists(st.text(max_size=30), max_size=8), st.none() | st.integers(1990, 2050))
def test_choose_when_titles_are_anything_then_answers_in_shape(titles: list[str], year: int | None) -> None:
    choice = choose(titles, year=year, kind="unknown", frameworks=catalogue())
    if choice is not None:
        assert len(choice.codes) == len(titles)
        known = {one.code for one in choice.framework.criteria}
        given_codes = [code for code in choice.codes if code]
        assert set(given_codes) <= known
        assert len(given_codes) == len(set(given_codes))
