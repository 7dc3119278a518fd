"""Makes different papers of the genre, and copies between them, where the answer is known.

Every sentence is put together from clauses with several gaps, so two papers rarely say the same thing at
length, while they share short wordings, titles, theme sentences and formulas as real ones do. There are two
worlds that share no clause and no filler: ``TUNED`` was looked at while thresholds were set, ``HELD_OUT`` not.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class World:
    """What papers are made of. Clauses have gaps: ``{d}`` field, ``{o}`` thing, ``{p}`` place, ``{x}`` shortfall,
    ``{m}`` means, ``{v}`` doing, ``{a}`` how, ``{w}`` who, ``{s}`` a stock remark that many papers use.
    """

    faults: tuple[str, ...]
    causes: tuple[str, ...]
    measures: tuple[str, ...]
    titles: tuple[str, ...]
    fields: tuple[str, ...]
    things: tuple[str, ...]
    places: tuple[str, ...]
    shortfalls: tuple[str, ...]
    means: tuple[str, ...]
    doings: tuple[str, ...]
    manners: tuple[str, ...]
    people: tuple[str, ...]
    remarks: tuple[str, ...]
    aspects: tuple[str, ...]
    themes: tuple[str, ...]
    formulas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A made paper; ``sentences`` are the parts of ``text`` that may be copied, as spans."""

    name: str
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Planted:
    """A passage that was put into paper ``b`` from paper ``a``; spans of their texts."""

    a: int
    b: int
    span_a: tuple[int, int]
    span_b: tuple[int, int]


@dataclass(slots=True)
class Corpus:
    """Papers and what was planted in them."""

    papers: list[Paper]
    planted: list[Planted] = field(default_factory=list)


def unrelated(count: int, seed: int, world: World, *, length: int = 4_300) -> Corpus:
    """Return ``count`` papers that share nothing but titles, themes and formulas."""
    rng = random.Random(seed)
    return Corpus([_paper(f"{seed}-{number:06d}.txt", rng, world, length) for number in range(count)])


def with_copies(
    corpus: Corpus, copies: int, seed: int, *, share: tuple[float, float] = (0.1, 0.9),
    edit: float = 0.0, regular: bool = False, shuffled: bool = False, one_source: bool = False,
) -> Corpus:  # fmt: skip
    """Put passages of some papers into others: ``share`` of the receiving paper, whole sentences.

    ``edit`` is the part of characters replaced, left out or doubled (``regular``: every 1/edit-th one replaced);
    ``shuffled`` puts the copied sentences in another order, scattered over the paper.
    """
    rng = random.Random(seed)
    papers = list(corpus.papers)
    order = list(range(len(papers)))
    rng.shuffle(order)
    receivers, givers = order[:copies], order[copies:]
    planted: list[Planted] = []
    for turn, receiver in enumerate(receivers):
        giver = givers[0] if one_source else givers[turn % len(givers)]
        portion = share[0] + (share[1] - share[0]) * (turn + 0.5) / copies
        copied = _taken(papers[giver], portion, rng, shuffled)
        papers[receiver], spans = _put(papers[receiver], papers[giver], copied, rng, edit, regular, shuffled)
        planted += [Planted(giver, receiver, a, b) for a, b in spans]
    return Corpus(papers, planted)


def with_repeats(corpus: Corpus, seed: int, *, size: tuple[int, int] = (20, 60)) -> Corpus:
    """Repeat one or two stretches of every second paper inside the paper itself."""
    rng = random.Random(seed)
    papers, planted = list(corpus.papers), []
    for number in range(0, len(papers), 2):
        paper = papers[number]
        first, last = sorted(rng.sample(range(len(paper.sentences)), 2))
        if last - first < 4:
            continue
        start, end = paper.sentences[first]
        taken = paper.text[start : min(end - 1, start + rng.randint(*size))].rstrip("，、；")
        at = paper.sentences[last][1]
        text = f"{paper.text[:at]}{taken}，{paper.text[at:]}"
        papers[number] = Paper(paper.name, text, ())
        planted.append(Planted(number, number, (start, start + len(taken)), (at, at + len(taken))))
    return Corpus(papers, planted)


def _paper(name: str, rng: random.Random, world: World, length: int) -> Paper:
    text, spans = "", []
    here = rng.choice(world.places)

    def add(part: str, counts: bool = False) -> None:
        nonlocal text
        if counts:
            spans.append((len(text), len(text) + len(part)))
        text += part

    add(f"{here}{rng.choice(('党组', '党委', '班子'))}成员年度民主生活会个人对照检查材料\n\n")
    add(rng.choice(world.themes))
    for formula in rng.sample(world.formulas, 2):
        add(formula + rng.choice("，。"))
    add("现将本人情况报告如下：\n一、对照检查找出的问题\n")
    problems = max(1, round(length / 230))
    per_aspect = max(1, round(problems / len(world.aspects)))
    numbers = "一二三四五六七八九十"
    for place, aspect in enumerate(world.aspects):
        add(f"（{numbers[place]}）{aspect}方面\n")
        for number in range(per_aspect):
            add(f"{numbers[number]}是")
            add(_filled(rng.choice(world.titles), rng, world) + "。")
            for _ in range(2):
                add(_sentence(world.faults, rng, world), counts=True)
            if rng.random() < 0.5:
                add(rng.choice(world.formulas) + "做得不够。")
            add("\n")
    add("二、产生问题的原因\n")
    for number in range(max(1, round(length / 1200))):
        add(f"（{numbers[number]}）")
        for _ in range(3):
            add(_sentence(world.causes, rng, world), counts=True)
        add(rng.choice(world.formulas) + "抓得不紧。\n")
    add("三、今后努力方向及改进措施\n")
    for number in range(max(1, round(length / 1200))):
        add(f"{numbers[number]}要{rng.choice(world.formulas)}。")
        for _ in range(3):
            add(_sentence(world.measures, rng, world), counts=True)
        add(rng.choice(world.themes) + "\n")
    return Paper(name, text, tuple(spans))


def _sentence(clauses: tuple[str, ...], rng: random.Random, world: World) -> str:
    return "，".join(_filled(clause, rng, world) for clause in rng.sample(clauses, rng.randint(2, 4))) + "。"


def _filled(clause: str, rng: random.Random, world: World) -> str:
    gaps = {
        "{d}": world.fields, "{o}": world.things, "{p}": world.places,
        "{x}": world.shortfalls, "{m}": world.means, "{v}": world.doings, "{a}": world.manners,
        "{w}": world.people, "{s}": world.remarks,
    }  # fmt: skip
    for gap, fillers in gaps.items():
        while gap in clause:
            clause = clause.replace(gap, rng.choice(fillers), 1)
    return clause.replace("{n}", str(rng.randint(2, 97))).replace("{t}", str(rng.randint(1, 12)))


def _taken(giver: Paper, portion: float, rng: random.Random, shuffled: bool) -> list[tuple[int, int]]:
    count = max(1, round(portion * len(giver.sentences)))
    if shuffled:
        chosen = rng.sample(range(len(giver.sentences)), count)
    else:
        first = rng.randint(0, len(giver.sentences) - count)
        chosen = list(range(first, first + count))
    return [giver.sentences[number] for number in chosen]


def _put(
    receiver: Paper, giver: Paper, copied: list[tuple[int, int]], rng: random.Random,
    edit: float, regular: bool, shuffled: bool,
) -> tuple[Paper, list[tuple[tuple[int, int], tuple[int, int]]]]:  # fmt: skip
    if shuffled:
        places = sorted(rng.sample(range(len(receiver.sentences)), len(copied)))
    else:
        first = rng.randint(0, len(receiver.sentences) - len(copied))
        places = list(range(first, first + len(copied)))
    text, at, spans, kept = "", 0, [], []
    new = dict(zip(places, copied, strict=True))
    for number, (start, end) in enumerate(receiver.sentences):
        text += receiver.text[at:start]
        begin = len(text)
        if number in new:
            text += _edited(giver.text[slice(*new[number])], rng, edit, regular)
            spans.append((new[number], (begin, len(text))))
        else:
            text += receiver.text[start:end]
        kept.append((begin, len(text)))
        at = end
    text += receiver.text[at:]
    if not shuffled:
        spans = _merged(spans)
    return Paper(receiver.name, text, tuple(kept)), spans


def _merged(
    spans: list[tuple[tuple[int, int], tuple[int, int]]],
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    joined = spans[:1]
    for (_, _), (a, b) in pairwise(spans):
        (last_a, last_b) = joined[-1]
        if a[0] == last_a[1] and b[0] == last_b[1]:
            joined[-1] = ((last_a[0], a[1]), (last_b[0], b[1]))
        else:
            joined.append((a, b))
    return joined


def _edited(sentence: str, rng: random.Random, edit: float, regular: bool) -> str:
    if not edit:
        return sentence
    step, out = round(1 / edit), []
    for number, character in enumerate(sentence):
        if regular:
            out.append(rng.choice(_OTHERS) if number % step == step - 1 else character)
        elif rng.random() < edit:
            out.append(rng.choice((rng.choice(_OTHERS), rng.choice(_OTHERS), "", character * 2)))
        else:
            out.append(character)
    return "".join(out)


_OTHERS = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"

TUNED = World(
    faults=(
        "{v}{d}{a}，{o}{x}", "{t}月在{p}{v}{o}{a}", "{w}反映的{o}{s}", "对{d}{a}，{p}的{o}{s}",
        "{d}{x}，{v}{o}{a}", "没有同{w}{v}{o}", "{p}{n}处{o}{x}，自己{a}", "靠{m}{v}{d}，{s}",
        "{v}{w}提的{o}{a}", "{o}{s}，{w}有意见", "把{d}交给{w}后{a}", "听{w}说{o}{x}才去{p}",
        "{d}与{o}{a}，{m}代替了{v}", "怕{o}{x}，{v}{p}的{d}{s}", "{n}次到{p}，{v}{o}{a}",
        "{w}在{p}{v}{d}，自己{s}", "年初想{v}的{o}{a}", "拿{m}应付{p}的{o}", "{o}拖到{t}月，{w}{s}",
        "{v}{o}只看{m}，{d}{x}",
    ),
    causes=(
        "觉得{d}{x}不要紧，{v}{o}{a}", "遇到{w}{a}，总想用{m}对付{o}", "离{p}远了，{v}{o}{s}",
        "看重{m}，看轻{w}的{o}", "{v}{d}图省事，{o}{a}", "在{p}待久了，{d}{s}", "学{d}{a}，讲不清{o}",
        "顾虑{w}的脸色，{o}{x}", "惯于{m}，{v}{d}{a}", "守着{p}的旧套路，{o}{s}",
        "心思不在{d}，{v}{w}的{o}{x}", "对{o}{s}，怨{w}{a}",
    ),
    measures=(
        "{t}月前与{w}{v}{o}", "到{p}住{n}天，{v}{d}", "{o}由本人{v}，{w}监督", "用{m}重查{p}的{d}",
        "请{w}评{o}，结果贴在{p}", "先改自己的{x}，再{v}{d}", "为{o}立{n}条规矩，{w}照办", "每周{v}{p}的{o}一次",
        "{d}换{m}，{o}逐户落实", "把{w}的{o}写进{d}清单", "同{w}一道{v}{p}的{d}", "年底由{p}打分，不合格重做{o}",
    ),
    titles=(
        "{v}{d}{a}", "{o}{x}", "与{w}走动少", "对{p}的{d}{s}", "{d}{a}", "用{m}对付{o}",
    ),
    fields=(
        "粮食储备", "河道治理", "老旧小区加装电梯", "产业园招工", "职业教育", "医保结算", "乡村道路养护", "国企改制",
        "招商落地", "燃气安全", "森林防火", "养老服务", "殡葬改革", "科技特派", "文物保护", "林权登记", "渔船管理",
        "物流补短板", "供水一体化", "农房抗震", "夜间经济", "数据共享", "社区矫正", "退役安置", "信用体系", "冷链建设",
        "学前教育", "县域医共体", "土地复垦", "扬尘管控", "垃圾分类", "校园食堂监管", "零工市场", "托育服务", "水库移民",
        "村集体经济", "种业振兴", "畜禽防疫", "档案数字化", "政务热线", "公交线网", "停车治理", "电动车充电", "桥梁检测",
        "尾矿整治", "地灾避险", "消防改造", "普惠金融", "专利转化", "会展经济",
    ),
    things=(
        "引水渠漏损", "拆迁户过渡费", "园区断头路", "职校实训台", "异地结算单", "塌方路段", "改制职工社保", "意向合同",
        "老化管线", "防火隔离带", "日间照料床位", "公墓选址", "大棚病害", "古桥修缮", "林权纠纷", "休渔补贴", "仓储用地",
        "二次加压泵房", "危房鉴定", "摊区油烟", "部门数据口径", "矫正对象脱管", "安置岗位", "失信修复", "冷库电价",
        "学位缺口", "药品配送", "复垦验收", "渣土车辆", "投放点位", "食材台账", "欠薪线索", "托位收费", "移民后扶资金",
        "集体鱼塘发包", "制种基地", "检疫票证", "卷宗扫描", "热线重复件", "末班车时间", "车位挪用", "充电棚线路",
        "伸缩缝破损", "尾矿坝监测点", "避险搬迁户", "消防水池", "首贷难", "闲置专利", "展位空置", "排涝站设备",
        "灌区用水户", "蔬菜直通车", "村医补助", "校车线路", "旱厕改造", "沼气池", "旧衣回收箱", "茶园认证", "盲道占用",
    ),
    places=(
        "青杨岭镇", "白石渡村", "临河开发区", "柳树湾社区", "红岩水库", "东坪林场", "老码头街道", "南湖新城", "双井乡",
        "云台山景区", "沙洲圩", "大槐树村", "龙泉路口", "平安里小区", "石门冲", "新圩港", "长乐桥片区", "枫林渡", "北关大院",
        "竹园坝", "凤尾洲", "盘龙工业园", "西堤", "清溪口", "马鞍山脚", "望江台", "三河口", "油坊巷", "水磨沟", "梨花屯",
        "黄泥坡", "月牙塘", "苇荡农场", "金鸡岭", "百福巷", "渔梁坝", "望城岗", "麻石街", "野鸭湖", "和睦新村",
    ),
    shortfalls=(
        "漏项", "推诿", "数字打架", "重复建设", "前紧后松", "程序倒置", "标准偏低", "应付了事", "底数不清", "衔接脱节",
        "信息迟滞", "超期", "责任空档", "考虑不周", "用力不匀", "把关不严", "半途而废", "走样", "简单化", "扯皮",
    ),
    means=(
        "老办法", "微信群通知", "一纸函件", "现场办公", "专题会", "第三方核查", "电话调度", "挂图督战", "联席会商",
        "积分管理", "样板观摩", "试点先行", "包干到人", "台账销号", "夜间走访", "集中攻坚", "随机抽查", "书面检查",
    ),
    doings=(
        "梳理", "核对", "督促", "走访", "谋划", "攻坚", "打磨", "化解", "盘点", "推介", "约谈", "复查", "试办",
        "统筹", "兜底", "裁并", "改造", "追踪", "答复", "联办", "测算", "摸排", "压实", "疏通", "评估", "移交",
        "修订", "公示", "抽查", "回访", "整顿", "培育", "挖潜", "稳控", "督查", "宣讲", "清退", "认领", "对接",
        "补种", "调处", "设计", "考察", "引进", "验收", "压减", "抢修", "轮训", "把脉", "带教",
    ),
    manners=(
        "一拖再拖", "浮皮潦草", "抓大放小", "时紧时松", "没有下文", "心中无数", "单打独斗", "急于出彩", "讲得多做得少",
        "停在纸面", "点到为止", "找不准方向", "舍不得投入", "拉不下面子", "慢人一步", "顾此失彼", "习惯等通知", "放在最后",
        "没有章法", "错过农时", "反复三次", "忽冷忽热", "抹不开情面", "忙而无功", "只顾眼前", "沾沾自喜", "不闻不问",
        "打了折扣", "拿不定主意", "见事迟缓", "虎头蛇尾", "蜻蜓点水", "隔靴搔痒", "人云亦云", "得过且过", "绕开难点",
        "轻信汇报", "没人敢碰", "凑够数量", "半年未动",
    ),
    people=(
        "离任干部", "果农", "街坊", "挂职同志", "船老大", "护林员", "老支书", "个体户", "新录用人员", "幼儿家长",
        "外来务工者", "驻村队员", "网约车司机", "菜农", "合作社社员", "退休教师", "包片干部", "窗口人员", "创业青年",
        "养殖户", "环卫工", "物业经理", "人民调解员", "科室长", "村会计", "民营企业主", "乡医", "移民户", "保洁组长",
        "低保对象",
    ),
    remarks=(
        "研究不深不透", "力度不够大", "成效不够明显", "办法措施不多", "跟踪问效不够", "抓得不紧不实", "缺乏深入思考", "重视程度不够",
        "主动性不强", "存在畏难情绪", "督促指导不够", "标准要求不高", "联系实际不紧", "创新意识不强", "满足于过得去", "思考谋划不多",
        "落实不够到位", "效果不够理想", "统筹协调不够", "靠前指挥不够",
    ),
    aspects=(
        "带头守好初心、站稳立场", "带头学习新知、提高本领", "带头依规用权、清白做事",
        "带头为民解忧、办好实事", "带头敢闯敢试、攻坚克难", "带头从严管队伍、正风气",
    ),
    themes=(
        "根据上级关于开展“三查三改三提升”专题活动的通知，我围绕“转作风、办实事、促发展”这个主题，逐条对照检查了自己一年来的思想和工作。",
        "要把“三查三改三提升”专题活动的成果体现到年度各项任务上，做到学有所悟、查有所得、改有所成，以新面貌迎接新考验。",
        "在今后工作中，我一定牢记组织重托和群众期盼，珍惜岗位，从严要求，不折不扣落实好“三查三改三提升”各项要求。",
    ),
    formulas=(
        "坚决服从组织安排、维护班子团结统一", "树立功在平时、利在长远的政绩观念", "发扬一张蓝图绘到底、一任接着一任干的作风",
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”", "深刻领悟“两个确立”的决定性意义", "坚持以人民为中心的发展思想",
        "落实中央八项规定及其实施细则精神", "做到讲原则守规矩、重操守作表率", "守牢安全稳定底线、生态环保红线",
        "用党的创新理论武装头脑、指导实践、推动工作", "践行一线工作法、马上就办真抓实干", "把规矩立在前面、把责任扛在肩上",
        "发挥党员先锋模范作用", "推动全面从严治党向基层延伸", "保持同人民群众的血肉联系", "坚持上下同心、左右协力、前后衔接",
    ),
)  # fmt: skip

HELD_OUT = World(
    faults=(
        "{w}催了{n}回，{o}仍{a}", "谈{d}{a}，轮到{v}{o}便{x}", "{p}的{d}{s}，{o}又{x}",
        "自己{v}{o}时{a}，苦了{w}", "以{m}顶替{v}{p}", "{v}{d}的钱{a}，{o}落空",
        "{t}月{p}出了{o}，{w}{s}", "任由{d}{x}，没替{w}{v}过{o}", "见{w}{a}也不提醒，{o}{s}",
        "{o}这件事{a}，{p}议论多", "{d}凭{m}，{v}{o}没有下文", "{w}来访谈{o}，自己{a}", "{p}{n}户的{o}{s}",
        "为{d}开会{n}次，{v}{o}{x}", "嫌{o}{a}，让{w}去{v}", "{v}{p}{a}，回来只讲{d}",
    ),
    causes=(
        "以为{w}会{v}，自己对{o}{a}", "{d}里{x}惯了，{s}", "把{p}当客栈，{o}{a}", "图{m}轻巧，不肯{v}{d}",
        "读{d}的书{a}，碰到{o}{s}", "护着{w}，任{o}{x}", "怕{v}{o}惹事，{d}{a}", "多年{m}，{p}的{w}{s}",
        "只记{d}的功，不记{o}{x}", "同{w}{v}{p}少，{a}",
    ),
    measures=(
        "{w}和我结对，{t}月起{v}{o}", "在{p}设{n}个点，当天{v}{d}", "{o}改用{m}，由{w}验",
        "公开{d}的账，{p}来{v}", "亲手{v}{n}件{o}，件件回话", "停掉{m}，腾手{v}{p}", "{d}出错先罚自己，再问{w}",
        "给{o}定日子，{x}就重来", "随{w}去{p}{v}{o}{n}天", "让{w}在{p}讲{d}",
    ),
    titles=(
        "{d}{a}", "碰{o}就躲", "待{w}{s}", "{v}{p}{x}", "{o}{a}",
    ),
    fields=(
        "港口疏浚", "中药材种植", "社区食堂", "盐碱地改良", "电商进村", "博物馆夜场", "职工疗养", "骨干网改造", "义务植树",
        "民办学校规范", "蓝莓出口", "慢病管理", "铁路沿线整治", "共享单车管理", "非遗传承", "渔港升级", "乡镇快递", "光伏入户",
        "早教普惠", "公租房轮候", "湿地修复", "血站建设", "法律援助", "气象预警", "广场舞噪声", "河长巡河", "菜篮子保供",
        "技师评聘", "残疾人就业", "古村落活化", "农机合作", "雪具生产", "网约车监管", "楼宇招租", "夜市管理", "冬季供热",
        "家政培训", "农资打假", "宗教场所安全", "体育公园", "油菜花节", "应急广播", "药店连锁", "小微贷款",
    ),
    things=(
        "航标灯失修", "黄芪烂根", "老人助餐券", "排碱沟淤塞", "代购网点关门", "讲解员缺编", "疗养名额", "光缆挂杆", "苗木死株",
        "超额招生", "退运货柜", "随访记录", "轨道边违建", "单车堆积", "学徒津贴", "避风锚地", "包裹积压", "逆变器故障",
        "早教师资", "轮候名册", "围垦旧堤", "采血车停靠", "援助案件超时", "预警短信", "音响扰民", "巡河记录", "蔬菜加价",
        "技师津贴", "无障碍坡道", "祠堂漏雨", "农机库棚", "外贸订单", "司机投诉", "空置写字楼", "占道烧烤", "热力管网爆裂",
        "月嫂证书", "假种子", "香火消防", "跑道开裂", "花期堵车", "喇叭哑火", "处方留存", "续贷断档", "堤顶道路", "晾晒场地",
    ),
    places=(
        "雁归镇", "七里铺", "松山矿区", "北渡口", "锦绣苑", "落星湖", "桃源坪", "荷花塘", "上马街", "鹿鸣谷", "曲水巷",
        "紫金坡", "官渡", "板桥新村", "苍耳沟", "铜鼓岭", "外滩码头", "晒谷坪", "小南门", "飞云渡", "石佛寺村", "芦花汀",
        "十字坡", "天鹅洲", "桂花井", "茅草街", "羊角垭", "望夫石村", "团结渠", "花桥镇", "旧机场片区", "响水滩",
    ),
    shortfalls=(
        "弄虚", "脱岗", "拖沓", "口径不一", "重采购轻维护", "有头无尾", "照抄照转", "层层加码", "账实不符", "上热下冷",
        "急就章", "避重就轻", "手续缺失", "分工重叠", "失管", "冷热不均",
    ),
    means=(
        "临时突击", "电子表格", "短信催办", "蹲点解剖", "圆桌对谈", "邻县取经", "专家会诊", "错时服务", "网格上报", "倒排工期",
        "联名承诺", "举牌验收", "抽签抽检", "接力督办", "双周例会", "登门致歉",
    ),
    doings=(
        "巡看", "过问", "清欠", "张罗", "拍板", "收尾", "盯防", "查账", "操办", "商办", "扩面", "分派", "动员",
        "起草", "试跑", "丈量", "守护", "救急", "搭台", "换届", "接访", "纠偏", "减负", "护航", "铺开", "普查",
        "牵线", "认账", "上门", "送达", "讨教", "添置", "维保", "下沉", "协商", "宣传", "预判", "遴选", "增设",
        "招募",
    ),
    manners=(
        "雷声大雨点小", "推来推去", "没走到底", "想当然", "两张皮", "讲排场", "怕出错", "不敢较真", "装看不见", "光说不练",
        "拖了一季", "打太极", "掐头去尾", "记不起来", "躲在后头", "没入心", "赶末班车", "半生不熟", "少了火候", "不接地气",
        "只报喜", "嫌麻烦", "摆花架子", "缩手缩脚", "图热闹", "迟到早退", "留了尾巴", "打马虎眼", "凭印象", "顺水推舟",
        "没算细账", "丢三落四",
    ),
    people=(
        "摆渡人", "裁缝铺主", "冬泳协会", "大学生村官", "地质队员", "电工班", "返乡青年", "缝纫工", "花匠", "货车车主",
        "基建科", "检测站", "烤烟户", "快递员", "老兵", "临聘人员", "绿化队", "门卫", "牧民", "片警", "棋友",
        "热心居民", "商会", "渔嫂", "租户", "志愿者",
    ),
    remarks=(
        "压力传导不够", "认识不够深刻", "抓落实的韧劲不足", "结合实际不够", "调查研究不够深入", "工作标准不高", "担当精神不足",
        "缺乏持之以恒的劲头", "解决问题不彻底", "底数掌握不清", "求真务实不够", "推动工作不够有力", "斗争精神不强", "服务意识有所淡化",
        "自我要求有所放松", "办法不多招数不新",
    ),
    aspects=(
        "做到心中有信念、脚下有定力", "做到脑中有知识、手上有本事", "做到眼里有百姓、身边有朋友", "做到肩上有担子、面前有标尺",
        "做到身上有正气、家中有清风",
    ),
    themes=(
        "遵照“强根基、优作风、开新局”集中教育的安排，我结合谈话中大家提出的批评，把自己摆进去，一项一项查，一条一条改，形成了这份材料。",
        "今后我将以“强根基、优作风、开新局”集中教育为起点，常照镜子常掸灰尘，让组织放心、让群众满意、让自己安心。",
    ),
    formulas=(
        "学习贯彻习近平新时代中国特色社会主义思想", "坚持把纪律和规矩挺在前面", "树立正确的政绩观", "做到忠诚干净担当",
        "弘扬艰苦奋斗、勤俭办一切事业的传统", "落实党风廉政建设主体责任", "发扬斗争精神、增强斗争本领", "密切联系群众的优良作风",
        "解决好世界观、人生观、价值观这个“总开关”问题", "养成凡事有交代、件件有着落、事事有回音的习惯", "严守政治纪律和政治规矩",
        "讲团结顾大局、比奉献争一流", "健全科学民主依法决策的机制", "坚持眼睛向下、脚步向下、服务向下",
    ),
)  # fmt: skip
