"""What was done about last year's papers: plans, items in every state, a failed recheck, a personal list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.materials.models import Paper
from duizhao_web.apps.rectification.models import Item, Plan
from duizhao_web.apps.rectification.services.asking import extension_ask, item_withdraw
from duizhao_web.apps.rectification.services.blocking import item_block
from duizhao_web.apps.rectification.services.drafting import (
    Draft,
    Origin,
    Todo,
    item_create,
    item_edit,
    items_from_paper,
)
from duizhao_web.apps.rectification.services.plans import (
    item_approve,
    plan_begin,
    plan_discuss,
    plan_endorse,
    plan_freeze,
    plan_sign,
)
from duizhao_web.apps.rectification.services.proving import evidence_add
from duizhao_web.apps.rectification.services.rechecking import (
    item_reopen,
    recheck_plan,
    recheck_record,
    rechecks_draw,
)
from duizhao_web.apps.rectification.services.shaping import item_merge
from duizhao_web.apps.rectification.services.talking import comment_add
from duizhao_web.apps.rectification.services.verifying import (
    Said,
    item_close,
    item_return,
    item_submit,
    item_verify,
    points_answer,
)
from duizhao_web.apps.rectification.services.working import (
    action_add,
    action_done,
    item_start,
    item_start_at_once,
    progress_report,
)
from duizhao_web.apps.rectification.words import DeadlineKind, EvidenceKind, SourceKind
from duizhao_web.apps.units.models import PostKind
from duizhao_web.demo.city import UNITS, Place

if TYPE_CHECKING:
    from duizhao_web.demo.load import City

On = Callable[[date], AbstractContextManager[None]]
YEAR: Final = 2024
_WATER: Final = "qinghe.water"
_MADE, _WRITTEN, _ENDORSED = date(2025, 1, 22), date(2025, 1, 24), date(2025, 2, 7)
_MET, _BEGUN = date(2025, 2, 12), date(2025, 2, 17)
_POINTS: Final = ("台账按月更新，责任落实到人", "回访服务对象，没有新的同类反映")
_REPORTS: Final = ("建了台账，定了责任人，走访了两个村", "查了一遍现场，能当场改的都改了")


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes of one item: whose it is, who verifies it, when it is due, and how far it has come."""

    owner: str
    verifier: str
    due: int
    """Days from today."""
    state: str
    kind: DeadlineKind = DeadlineKind.BY_DATE
    points: tuple[str, ...] = _POINTS
    two_levels: bool = False
    ago: int = 60
    """How many days before today it was closed, where it was."""


# The water bureau's items, by problem of its paper.
_PARTS: Final = {
    "P1": Part(
        "resources",
        "works",
        -240,
        "closed",
        ago=150,
        points=("每季度一个治水专题，形成会议纪要", "专题定下的事逐项办结"),
    ),
    "P2": Part(
        "chief",
        "lanpu.water.member",
        -200,
        "reopened",
        ago=210,
        points=("险情半小时内电话报、当天书面报", "全年无迟报"),
    ),
    "P3": Part(
        "works",
        "resources",
        -30,
        "verified",
        two_levels=True,
        points=("泵站机组通水", "三个村春灌不再租柴油泵"),
    ),
    "P4": Part(
        "works", "resources", -12, "overdue", points=("走到渠尾的蹲点报告", "渠尾用水户反映的问题办结")
    ),
    "P5": Part("resources", "works", 20, "returned", points=("夜间巡查记录", "举报到场时间不超过一小时")),
    "P6": Part(
        "resources", "works", 90, "blocked", points=("方案提交县政府常务会议", "两个试点灌区执行新水价")
    ),
    "P7": Part("works", "resources", 5, "due_soon", points=("变更先批后干", "下半年廉政谈话全覆盖")),
    "P8": Part(
        "works",
        "resources",
        30,
        "submitted",
        kind=DeadlineKind.STANDING,
        points=("站所每季度查岗", "暗访无脱岗"),
    ),
}
_OTHERS: Final = ("closed", "overdue", "stalled", "planned", "submitted", "due_soon", "closed", "blocked")


class Rectifying:
    """One unit's year of rectification, step by step, each by whoever may."""

    def __init__(self, city: City, on: On, today: date, place: Place) -> None:
        self.city, self.on, self.today, self.place = city, on, today, place

    def key(self, who: str) -> str:
        """Return the key of somebody of the unit, or of another where the name says so."""
        return who if "." in who else f"{self.place.key}.{who}"

    def who(self, who: str) -> Actor:
        """Return somebody as an actor."""
        return self.city.actor(self.key(who))

    def plan(self, paper: Paper, parts: dict[str, Part]) -> list[Item]:
        """Let the team's paper become a plan that is signed, discussed, endorsed and frozen."""
        with self.on(_MADE):
            items = items_from_paper(actor=self.who("coordinator"), paper=paper, problem_ids=list(parts))
            plan = plan_begin(
                actor=self.who("coordinator"),
                unit=paper.unit,
                year=YEAR,
                sponsor=self.city.people[self.key("chief")],
            )
        with self.on(_WRITTEN):
            for item in items:
                self._write(item, parts[item.problem_id], "coordinator")
        self._through(plan)
        return [_fresh(item) for item in items]

    def _through(self, plan: Plan) -> None:
        with self.on(_ENDORSED):
            chief = self.who("chief")
            plan = plan_sign(actor=chief, plan=plan, expected_version=plan.version)
            if plan.kind == "team":
                plan = plan_discuss(actor=chief, plan=plan, expected_version=plan.version, on=clock.today())
            plan = plan_endorse(actor=chief, plan=plan, expected_version=plan.version)
        with self.on(_MET):
            plan_freeze(
                actor=self.who("chief"), plan=plan, expected_version=plan.version, meeting_on=clock.today()
            )

    def _write(self, item: Item, part: Part, by: str) -> None:
        due = max(self.today + timedelta(days=part.due), _BEGUN + timedelta(days=60))
        standing = part.kind == DeadlineKind.STANDING
        draft = Draft(
            goal="问题不再发生，做法写进制度",
            deadline_kind=part.kind,
            deadline=None if standing else due,
            review_on=due if standing else None,
            sponsor=None if item.personal else self.city.people[self.key("chief")],
            owner=None if item.personal else self.city.people[self.key(part.owner)],
            verifier=self.city.people[self.key(part.verifier)],
            points=part.points,
            two_levels=part.two_levels,
        )
        item = item_edit(actor=self.who(by), item=item, expected_version=item.version, draft=draft)
        if not item.actions.exists():
            action_add(
                actor=self.who(by),
                item=item,
                expected_version=item.version,
                text="查清底数，逐件办结",
                due=due,
            )
        for action in item.actions.filter(due__isnull=True):
            action.due = due
            action.save(update_fields=["due"])

    def go_on(self, item: Item, part: Part) -> None:
        """Bring an approved item where it is to stand."""
        if part.state == "planned":
            return
        owner = self.who(part.owner)
        with self.on(_BEGUN):
            item_start(actor=owner, item=item, expected_version=item.version)
        for count, (day, done) in enumerate(zip(self._reports(part), _REPORTS, strict=False), 1):
            with self.on(day):
                progress_report(
                    actor=owner,
                    item=item,
                    on=clock.today(),
                    done=done,
                    next_step="下月再看一遍",
                    effect=_effect(count),
                )
        getattr(self, f"_{part.state}", lambda _item, _part: None)(_fresh(item), part)

    def _reports(self, part: Part) -> tuple[date, ...]:
        """Return the days of the reports: once where nobody has heard since, else twice, the last lately."""
        if part.state in ("stalled", "overdue"):
            return (self.today - timedelta(days=40),)
        if part.state in ("closed", "reopened"):
            return (_BEGUN + timedelta(days=30), self._closing(part) - timedelta(days=9))
        back = 52 if part.state == "blocked" else 10
        return (_BEGUN + timedelta(days=30), self.today - timedelta(days=back))

    def _closing(self, part: Part) -> date:
        return max(self.today - timedelta(days=part.ago), _BEGUN + timedelta(days=60))

    def _prove(self, item: Item, part: Part, day: date) -> None:
        owner = self.who(part.owner)
        with self.on(day):
            for action in item.actions.filter(state="open"):
                action_done(
                    actor=owner, action=action, expected_version=_fresh(item).version, on=clock.today()
                )
            evidence_add(
                actor=owner,
                item=item,
                kind=EvidenceKind.DOCUMENT,
                title="工作台账和通知",
                content="青水发〔2025〕12号",
                effective_on=clock.today(),
                points=[1],
            )
            evidence_add(
                actor=owner,
                item=item,
                kind=EvidenceKind.SITE,
                title="现场核查记录",
                content="到现场两次，看了台账和实物，问了 6 户，没有新的同类反映。",
                effective_on=clock.today(),
                points=list(range(2, len(part.points) + 1)),
            )
            item_submit(actor=owner, item=_fresh(item), expected_version=_fresh(item).version)

    def _answer(self, item: Item, part: Part, day: date) -> Item:
        with self.on(day):
            answers = {number: Said(met=True) for number in range(1, len(part.points) + 1)}
            return points_answer(
                actor=self.who(part.verifier),
                item=item,
                expected_version=_fresh(item).version,
                answers=answers,
            )

    def _closed(self, item: Item, part: Part) -> None:
        day = self._closing(part)
        self._prove(item, part, day - timedelta(days=3))
        item = self._answer(item, part, day)
        with self.on(day):
            item_close(actor=self.who(part.verifier), item=item, expected_version=item.version)

    def _submitted(self, item: Item, part: Part) -> None:
        self._prove(item, part, self.today - timedelta(days=3))

    def _verified(self, item: Item, part: Part) -> None:
        self._prove(item, part, self.today - timedelta(days=9))
        item = self._answer(item, part, self.today - timedelta(days=6))
        with self.on(self.today - timedelta(days=6)):
            item_verify(actor=self.who(part.verifier), item=item, expected_version=item.version)

    def _returned(self, item: Item, part: Part) -> None:
        self._prove(item, part, self.today - timedelta(days=9))
        with self.on(self.today - timedelta(days=5)):
            item_return(
                actor=self.who(part.verifier),
                item=item,
                expected_version=_fresh(item).version,
                reason="第二条只有两次记录，请补上近三个月的",
            )

    def _overdue(self, item: Item, part: Part) -> None:
        with self.on(self.today - timedelta(days=15)):
            extension_ask(
                actor=self.who(part.owner),
                item=item,
                expected_version=item.version,
                until=self.today + timedelta(days=45),
                reason="汛期抢险占用了人手，渠尾还有两段没有走到",
            )

    def _blocked(self, item: Item, part: Part) -> None:
        with self.on(self.today - timedelta(days=50)):
            item_block(
                actor=self.who(part.owner),
                item=item,
                expected_version=item.version,
                reason="须由县政府常务会议审定，方案还没有排上会",
                document="青水〔2025〕31号（请示）",
                interim="两个灌区先装计量，账先记起来",
                review_on=self.today + timedelta(days=30),
            )

    def _reopened(self, item: Item, part: Part) -> None:
        self._closed(item, part)
        head = self.city.actor("head")
        with self.on(self.today - timedelta(days=12)):
            recheck = recheck_plan(actor=head, item=_fresh(item), due_on=clock.today(), basis="督导组抽看")
            recheck_record(
                actor=head, recheck=recheck, held=False, on=clock.today(), found="又有一次迟报，晚了一天"
            )
        with self.on(self.today - timedelta(days=10)):
            item_reopen(
                actor=self.city.actor("qinghe.chief"),
                item=_fresh(item),
                expected_version=_fresh(item).version,
                reason="同样的问题又发生了",
                basis="督导组回头看记录",
                deadline=self.today + timedelta(days=60),
            )

    def own_list(self, who: str, paper: Paper) -> None:
        """Let a member's paper become the member's own list, watched over by the chief."""
        member = self.who(who)
        with self.on(_MADE):
            items = items_from_paper(actor=member, paper=paper)
            plan = plan_begin(actor=member, unit=paper.unit, year=YEAR, person=paper.person)
        part = Part(who, "chief", 40, "planned", points=("做到了，有记录",))
        with self.on(_WRITTEN):
            for item in items:
                self._write(item, part, who)
            plan = plan_sign(actor=member, plan=plan, expected_version=plan.version)
        with self.on(_ENDORSED):
            plan_endorse(actor=self.who("chief"), plan=plan, expected_version=plan.version)
        for item, state in zip(items, ("submitted", "closed", "due_soon"), strict=False):
            self.go_on(_fresh(item), Part(who, "chief", 40, state, points=part.points, ago=35))

    def this_year(self) -> None:
        """Draft by hand what others pointed out this year; one begins at once, one goes into another."""
        coordinator = self.who("coordinator")
        unit, year = self.city.units[self.place.key], YEAR + 1
        with self.on(self.today - timedelta(days=8)):
            audit, talk, twice, gone = (
                item_create(
                    actor=coordinator,
                    unit=unit,
                    year=year,
                    draft=Draft(title=title, owner=self.city.people[self.key("works")]),
                    origins=[Origin(kind, text, document)],
                    actions=[Todo("查清原因，当月改好")],
                )
                for title, kind, text, document in _BY_HAND
            )
            item_edit(
                actor=coordinator,
                item=audit,
                expected_version=audit.version,
                draft=Draft(
                    deadline_kind=DeadlineKind.IMMEDIATE,
                    deadline=self.today + timedelta(days=6),
                    verifier=self.city.people[self.key("resources")],
                    points=["利息上缴国库，有缴款书"],
                ),
            )
            item_start_at_once(actor=self.who("works"), item=audit, expected_version=_fresh(audit).version)
            item_merge(
                actor=coordinator,
                item=twice,
                expected_version=twice.version,
                into=talk,
                reason="说的是同一件事",
            )
            item_withdraw(
                actor=self.who("chief"),
                item=gone,
                expected_version=gone.version,
                reason="经核实不属于本局职责",
            )
            comment_add(actor=self.who("chief"), item=audit, text="缴款书拿到后先给财务股看一眼。")
            planned = item_create(
                actor=coordinator,
                unit=unit,
                year=year,
                draft=Draft(title="雨水情信息有时晚报半小时"),
                origins=[Origin(SourceKind.SUPERVISION, "督导组会上点评", given_on=clock.today())],
            )
            self._write(planned, Part("resources", "works", 60, "planned"), "coordinator")
            item_approve(actor=self.who("chief"), item=planned, expected_version=_fresh(planned).version)


_BY_HAND: Final = (
    ("专户利息没有及时上缴", SourceKind.AUDIT, "两个专户利息合计 1.2 万元", "青审〔2025〕18号"),
    ("村里报修没有人回话", SourceKind.TALKS, "三个村支书都提到", ""),
    ("报修电话打不通", SourceKind.OPINIONS, "意见箱收到两条", ""),
    ("县城内涝点改造慢", SourceKind.OPINIONS, "意见箱收到一条", ""),
)


def rectify(city: City, on: On, today: date) -> None:
    """Load what was done about last year's papers."""
    for place in UNITS:
        paper = Paper.objects.filter(unit=city.units[place.key], kind="team", year=YEAR).first()
        if paper is None:
            continue
        work = Rectifying(city, on, today, place)
        parts = _PARTS if place.key == _WATER else dict(_parts(place, paper))
        items = work.plan(paper, parts)
        for item in items:
            work.go_on(item, parts[item.problem_id])
        if place.key == _WATER:
            own = Paper.objects.get(person=city.people[f"{_WATER}.resources"], year=YEAR)
            work.own_list("resources", own)
            work.this_year()
    _look_again(city, on, today)


def _look_again(city: City, on: On, today: date) -> None:
    """Let the supervision group draw what it will look at again, at a unit where it failed once already."""
    unit = city.units[_WATER]
    with on(today - timedelta(days=2)):
        closed = Item.objects.filter(unit=unit, personal=False, state="closed").select_related("unit")
        rechecks_draw(
            actor=city.actor("head"),
            items=list(closed.order_by("pk")),
            seed="5718",
            share=50,
            due_on=today + timedelta(days=6),
            narrowed=f"{YEAR} 年度",
        )


def _parts(place: Place, paper: Paper) -> Iterator[tuple[str, Part]]:
    """Yield parts for a few problems of another unit's paper: done by members, checked by their chief."""
    members = [seat.key for seat in place.seats if seat.kind == PostKind.MEMBER]
    problems = paper.versions.get(number=paper.latest).record["problems"][: len(_OTHERS) // 2]
    shift = UNITS.index(place)
    for count, problem in enumerate(problems):
        state = _OTHERS[(count + shift) % len(_OTHERS)]
        due = {"overdue": -9, "due_soon": 4, "closed": -200}.get(state, 50)
        # Spread over the last twelve months, so that there is a course of things to see.
        ago = 20 + (shift * 53 + count * 97) % 320
        yield problem["id"], Part(members[count % len(members)], "chief", due, state, ago=ago)


def _effect(count: int) -> str:
    return "" if count == 1 else "近两个月没有新的同类反映"


def _fresh(item: Item) -> Item:
    return Item.objects.select_related("unit", "person").get(pk=item.pk)


__all__: Sequence[str] = ("rectify",)
