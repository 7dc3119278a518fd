"""Items of the team of every unit, fifty each, open and in every state an item may begin in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.search import pieces
from duizhao_web.apps.rectification import events
from duizhao_web.apps.rectification.finding import WORDS, digest_of, words_of
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import (
    Action,
    Evidence,
    Item,
    Owned,
    Progress,
    Source,
    StandardPoint,
    Step,
    Wording,
)
from duizhao_web.apps.rectification.words import DeadlineKind, EvidenceKind, ItemState, SourceKind
from duizhao_web.apps.units.models import Person, Unit
from duizhao_web.demo.sized.ground import Ground
from duizhao_web.demo.sized.logged import log, moment, written
from duizhao_web.demo.sized.places import Place

PER_UNIT: Final = 50
YEAR: Final = 2025
_UNITS_TOGETHER: Final = 20
_ASPECTS: Final = (
    "理论学习方面",
    "政治建设方面",
    "履职尽责方面",
    "联系群众方面",
    "担当作为方面",
    "从严治党方面",
)
_SHORT: Final = (
    "到{village}调研只听汇报，没有入户",
    "水利工程管护责任没有落到人",
    "基层减负文件多头下发",
    "群众来信答复超过规定时间",
    "重点项目调度只看报表",
    "年轻干部培养缺少具体安排",
    "对{village}饮水问题交办后没有再过问",
    "集体学习以读文件代替研讨",
    "惠农补贴公示不到村",
    "安全生产检查记录不完整",
)
_STATES: Final = (
    *(ItemState.IN_PROGRESS,) * 9,
    *(ItemState.PLANNED,) * 4,
    *(ItemState.DRAFTED,) * 3,
    *(ItemState.SUBMITTED,) * 2,
    ItemState.RETURNED,
    ItemState.BLOCKED,
)
_KINDS: Final = (DeadlineKind.BY_DATE, DeadlineKind.BY_DATE, DeadlineKind.IMMEDIATE, DeadlineKind.STANDING)
_SOURCES: Final = (SourceKind.SELF, SourceKind.SELF, SourceKind.OPINIONS, SourceKind.INSPECTION)


def rectify(ground: Ground, say: Callable[[int], None]) -> None:
    """Build the items of every unit."""
    places = ground.places
    for first in range(0, len(places), _UNITS_TOGETHER):
        with transaction.atomic():
            _store(ground, places[first : first + _UNITS_TOGETHER])
        say(min(100, (first + _UNITS_TOGETHER) * 100 // len(places)))


def _store(ground: Ground, places: Sequence[Place]) -> None:
    items = Item.objects.bulk_create([one for place in places for one in _items(ground, place)])
    points = StandardPoint.objects.bulk_create(
        [
            StandardPoint(item=item, number=number, text=text)
            for item in items
            for number, text in enumerate(("制度印发并上墙", "随机抽查三处，没有同类问题"), 1)
            if item.serial % 9 or number > 2
        ]
    )
    said: dict[int, list[str]] = {}
    for point in points:
        said.setdefault(point.item_id, []).append(point.text)
    texts = [words_of(item, said.get(item.pk, [])) for item in items]
    wordings = Wording.objects.bulk_create(
        [Wording(item=item, digest=digest_of(text)) for item, text in zip(items, texts, strict=True)]
    )
    WORDS.put_all((one.pk, pieces(text)) for one, text in zip(wordings, texts, strict=True))
    for model, rows in _parts(items):
        model.objects.bulk_create(rows)
    log(
        written(
            events.OF[Command.CREATE],
            item,
            item.unit_path,
            item.created_at,
            code=item.code,
            kind=Command.CREATE.value,
        )
        for item in items
    )


def _items(ground: Ground, place: Place) -> Iterator[Item]:
    unit, today = ground.units[place.number - 1], clock.today()
    people = [ground.people[place.number, post] for post in range(5)]
    for serial in range(1, PER_UNIT + 1):
        yield _item(place, unit, people, serial, today)


def _item(place: Place, unit: Unit, people: Sequence[Person], serial: int, today: date) -> Item:
    turn = serial * 7 + place.number * 3
    aspect, state = serial % len(_ASPECTS), _STATES[turn % len(_STATES)]
    kind = _KINDS[turn % len(_KINDS)]
    standing = kind == DeadlineKind.STANDING
    due = None if standing else today + timedelta(days=turn * 11 % 240 - 40)
    approved = moment(today - timedelta(days=120)) if state != ItemState.DRAFTED else None
    began = None if state in (ItemState.DRAFTED, ItemState.PLANNED) else today - timedelta(days=100)
    owner, verifier = people[1 + turn % 3], people[0]
    title = _SHORT[turn % len(_SHORT)].format(village=place.villages[serial % 3])
    return Item(
        unit=unit,
        unit_path=unit.path,
        numbered_in=unit,
        year=YEAR,
        serial=serial,
        code=f"{YEAR}-{aspect + 1:02d}-{serial:03d}",
        aspect_no=aspect + 1,
        aspect=_ASPECTS[aspect],
        title=title,
        text=f"{title}，{place.name}有关方面反映较多，一年内出现两次以上，至今没有专人跟到底。",
        cause="责任没有分到人，检查停留在听汇报。",
        goal="年底前同类问题不再发生。",
        deadline_kind=kind,
        deadline=due,
        first_deadline=due if approved else None,
        review_on=today + timedelta(days=90) if standing else None,
        sponsor=people[0] if serial % 4 else None,
        owner=owner if serial % 17 or approved else None,
        verifier=verifier if serial % 11 or approved else None,
        lead_unit=unit,
        state=state,
        created_at=moment(today - timedelta(days=150)),
        created_by_name=people[4].name,
        changed_at=moment(today - timedelta(days=1 + turn % 60), turn % 8 + 9),
        approved_at=approved,
        started_on=began,
        reported_on=today - timedelta(days=turn * 5 % 90) if began else None,
        submitted_on=today - timedelta(days=3) if state == ItemState.SUBMITTED else None,
        submission=1 if state in (ItemState.SUBMITTED, ItemState.RETURNED) else 0,
    )


def _parts(items: Sequence[Item]) -> Iterator[tuple[Any, list[Any]]]:
    begun = [item for item in items if item.started_on is not None]
    yield Source, [Source(item=item, kind=_SOURCES[item.serial % len(_SOURCES)]) for item in items]
    yield (
        Action,
        [
            Action(
                item=item,
                number=number,
                text=text,
                owner_id=item.owner_id,
                due=item.deadline or item.review_on,
            )
            for item in items
            for number, text in enumerate(("列出清单，逐项明确到人", "每月到现场核对一次并通报"), 1)
            if item.serial % 13 or item.approved_at
        ],
    )
    yield (
        Owned,
        [Owned(item=item, person_id=item.owner_id, since=item.created_at) for item in items if item.owner_id],
    )
    yield Step, [_step(item) for item in items]
    yield Progress, [_progress(item) for item in begun]
    yield Evidence, [_evidence(item) for item in begun if item.serial % 2]


def _step(item: Item) -> Step:
    return Step(
        item=item,
        round=1,
        command=Command.CREATE.value,
        target=item.state,
        by_name=item.created_by_name,
        at=item.created_at,
    )


def _progress(item: Item) -> Progress:
    return Progress(
        item=item,
        round=1,
        by_id=item.owner_id,
        by_name=item.owner.name if item.owner else "",
        at=moment(item.reported_on or clock.today()),
        on=item.reported_on or clock.today(),
        done="已核对两个村的台账，问题列出清单，正在逐项办理",
        next_step="下月底前办结并公示",
    )


def _evidence(item: Item) -> Evidence:
    return Evidence(
        item=item,
        kind=EvidenceKind.DOCUMENT,
        title="问题清单",
        content=f"{item.code} 号",
        effective_on=item.reported_on or clock.today(),
        round=1,
        by_id=item.owner_id,
        by_name=item.owner.name if item.owner else "",
        at=moment(item.reported_on or clock.today()),
    )
