"""Teams and posts: set up, edit, put in order, close."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units import events
from duizhao_web.apps.units.models import Post, PostKind, Team, Unit
from duizhao_web.apps.units.policy import (
    POST_CLOSE,
    POST_CREATE,
    POST_EDIT,
    TEAM_CLOSE,
    TEAM_CREATE,
    TEAM_ORDER,
)
from duizhao_web.apps.units.subjects import of_staff, of_unit


@service
def team_create(*, actor: Actor, unit: Unit, name: str, since: date) -> Team:
    """Set up a leading team of a unit."""
    authorise(actor, TEAM_CREATE, of_unit(unit))
    team = Team(unit=unit, unit_path=unit.path, name=name, since=since)
    team.full_clean()
    team.save()
    record(events.TEAM_CREATED, actor=actor, about=team, unit_path=unit.path, unit=unit.name, team=name)
    return team


@service
def team_close(*, actor: Actor, team: Team, on: date) -> Team:
    """Let a team end that has no open post."""
    team = Team.objects.select_for_update(of=("self",)).select_related("unit").get(pk=team.pk)
    authorise(actor, TEAM_CLOSE, of_staff(team))
    titles = list(team.posts.filter(until__isnull=True).values_list("title", flat=True)[:5])
    if titles:
        raise AppError(AppErrorCode.NOT_EMPTY, detail="、".join(titles))
    if on < team.since:
        raise AppError(AppErrorCode.DATES_REVERSED)
    team.until = on
    team.save(update_fields=["until"])
    record(
        events.TEAM_CLOSED,
        actor=actor,
        about=team,
        unit_path=team.unit_path,
        unit=team.unit.name,
        team=team.name,
    )
    return team


@service
def team_order(*, actor: Actor, team: Team, post_ids: Sequence[int]) -> list[Post]:
    """Put the open posts of a team in the given order, which is the team's own in every list."""
    team = Team.objects.select_for_update().get(pk=team.pk)
    authorise(actor, TEAM_ORDER, of_staff(team))
    posts = {post.pk: post for post in team.posts.filter(until__isnull=True)}
    if set(post_ids) != set(posts) or len(post_ids) != len(posts):
        raise AppError(AppErrorCode.CONFLICT)
    ordered = [posts[key] for key in post_ids]
    for position, post in enumerate(ordered, start=1):
        post.position = position
    Post.objects.bulk_update(ordered, ["position"])
    record(
        events.TEAM_ORDERED,
        actor=actor,
        about=team,
        unit_path=team.unit_path,
        team=team.name,
        titles=[post.title for post in ordered],
    )
    return ordered


@service
def post_create(
    *, actor: Actor, unit: Unit, team: Team | None, title: str, kind: PostKind, since: date
) -> Post:
    """Set up a post at the end of a team's order; a coordinator's stands in no team."""
    authorise(actor, POST_CREATE, of_unit(unit))
    if team is not None and team.unit_id != unit.pk:
        raise AppError(AppErrorCode.NOT_FOUND)
    post = Post(unit=unit, unit_path=unit.path, team=team, title=title, kind=kind, since=since)
    post.position = (team.posts.count() if team else 0) + 1
    post.full_clean()
    post.save()
    record(
        events.POST_CREATED,
        actor=actor,
        about=post,
        unit_path=unit.path,
        unit=unit.name,
        post=title,
        kind=str(kind.value),
    )
    return post


@service
def post_edit(*, actor: Actor, post: Post, title: str) -> Post:
    """Change a post's title. What it is cannot change: that is another post."""
    post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post.pk)
    authorise(actor, POST_EDIT, of_staff(post))
    before, post.title = post.title, title
    post.full_clean()
    post.save(update_fields=["title"])
    record(
        events.POST_EDITED,
        actor=actor,
        about=post,
        unit_path=post.unit_path,
        unit=post.unit.name,
        before=before,
        post=title,
    )
    return post


@service
def post_close(*, actor: Actor, post: Post, on: date) -> Post:
    """Let a post end that nobody holds any more."""
    post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post.pk)
    authorise(actor, POST_CLOSE, of_staff(post))
    holder = post.tenures.filter(until__isnull=True).select_related("person").first()
    if holder is not None:
        raise AppError(AppErrorCode.NOT_EMPTY, detail=holder.person.name)
    if on < post.since:
        raise AppError(AppErrorCode.DATES_REVERSED)
    post.until = on
    post.save(update_fields=["until"])
    record(
        events.POST_CLOSED,
        actor=actor,
        about=post,
        unit_path=post.unit_path,
        unit=post.unit.name,
        post=post.title,
    )
    return post
