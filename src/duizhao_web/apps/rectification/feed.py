"""The timeline of an item in one query: steps, reports, comments, requests, blocks, rechecks, sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import BigIntegerField, CharField, DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from duizhao_web.apps.rectification.models import (
    Block,
    Comment,
    Item,
    Owned,
    Progress,
    Recheck,
    Request,
    Source,
    Step,
)

# What other entries of the feed tell in more words.
OWNED: Final = "owned"
"""That somebody became the owner: told by the steps, but it says who may never verify."""
_TOLD: Final = ("progress", "comment", "ask", "block", "review", "plan_recheck")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline; what ``words`` holds depends on the kind."""

    kind: str
    pk: int
    round: int
    at: datetime
    by: str
    person: int | None
    day: date | None
    words: tuple[str, ...]


def feed(item: Item) -> list[Entry]:
    """Return everything that happened to an item, latest first."""
    rows = _rows(
        Step.objects.filter(item=item).exclude(command__in=_TOLD),
        "step",
        words=("command", "source", "target", "note"),
    )
    rows = rows.union(
        _rows(
            Progress.objects.filter(item=item),
            "progress",
            day="on",
            words=("done", "next_step", "effect", "voice"),
        ),
        _rows(Comment.objects.filter(item=item), "comment", round_=None, words=("text",)),
        _rows(
            Request.objects.filter(item=item),
            "request",
            day="until",
            words=("kind", "reason", "granted", "note", "level", "before", "signed_at"),
        ),
        _rows(
            Block.objects.filter(item=item),
            "block",
            day="review_on",
            words=("reason", "document", "interim", "lifted_note"),
        ),
        _rows(
            Recheck.objects.filter(item=item),
            "recheck",
            at="planned_at",
            by="planned_by_name",
            day="due_on",
            words=("chosen", "basis", "held", "found"),
        ),
        _rows(
            Source.objects.filter(item=item),
            "source",
            at="item__created_at",
            by="item__created_by_name",
            person=None,
            round_=None,
            day="given_on",
            words=("kind", "text", "document"),
        ),
        _rows(
            Owned.objects.filter(item=item),
            OWNED,
            at="since",
            by="person__name",
            person="person_id",
            round_=None,
            words=("reason",),
        ),
        all=True,
    )
    entries = [
        Entry(kind, pk, round_, at, by, person, day, tuple(words))
        for kind, pk, round_, at, by, person, day, *words in rows
    ]
    return sorted(entries, key=lambda one: (one.at, _RANK[one.kind], one.pk), reverse=True)


def open_requests(entries: Iterable[Entry]) -> list[Request]:
    """Return the requests nobody has decided, out of a timeline that was fetched already."""
    return [_request(entry) for entry in entries if entry.kind == "request" and not entry.words[2]]


def _request(entry: Entry) -> Request:
    kind, reason, _granted, _note, level, before, signed_at = entry.words
    return Request(
        pk=entry.pk,
        kind=kind,
        reason=reason,
        level=int(level),
        before=date.fromisoformat(before[:10]) if before else None,
        until=entry.day,
        round=entry.round,
        by_id=entry.person,
        by_name=entry.by,
        at=entry.at,
        # Whether, not when: the page asks for no more.
        signed_at=entry.at if signed_at else None,
    )


_RANK: Final = {
    kind: place
    for place, kind in enumerate(
        (OWNED, "source", "step", "progress", "request", "block", "recheck", "comment")
    )
}
_WORDS: Final = 7


def _rows(
    rows: QuerySet[Any],
    kind: str,
    *,
    words: Iterable[str],
    at: str = "at",
    by: str = "by_name",
    person: str | None = "by_id",
    round_: str | None = "round",
    day: str | None = None,
) -> QuerySet[Any, Any]:
    """Return the rows of one table in the shape all of them share."""
    texts: list[Any] = [Cast(F(name), TextField()) for name in words]
    texts += [Value("", TextField())] * (_WORDS - len(texts))
    columns: dict[str, Any] = {
        "feed_kind": Value(kind, CharField()),
        "feed_pk": F("pk"),
        "feed_round": F(round_) if round_ else Value(1),
        "feed_at": F(at),
        "feed_by": F(by),
        "feed_person": F(person) if person else Cast(Value(None), BigIntegerField()),
        "feed_day": F(day) if day else Cast(Value(None), DateField()),
    }
    columns |= {f"feed_{place}": text for place, text in enumerate(texts)}
    found: QuerySet[Any, Any] = rows.order_by().annotate(**columns).values_list(*columns)
    return found
