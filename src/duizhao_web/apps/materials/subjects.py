"""Papers as the policy sees them, and which command asks for which kind."""

from __future__ import annotations

from typing import Final, NamedTuple

from duizhao_web.apps.accounts.visibility import Right, rights
from duizhao_web.apps.kernel.actor import Actor, Subject
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise, may
from duizhao_web.apps.materials import policy
from duizhao_web.apps.materials.models import Paper, PaperKind


class Commands(NamedTuple):
    """The commands for one kind of paper."""

    read: str
    upload: str
    submit: str
    review: str
    sign: str


OF: Final = {
    PaperKind.INDIVIDUAL.value: Commands(
        policy.PAPER_READ,
        policy.PAPER_UPLOAD,
        policy.PAPER_SUBMIT,
        policy.PAPER_REVIEW,
        policy.PAPER_SIGN,
    ),
    PaperKind.TEAM.value: Commands(
        policy.TEAM_READ, policy.TEAM_UPLOAD, policy.TEAM_SUBMIT, policy.TEAM_REVIEW, policy.TEAM_SIGN
    ),
}


def of_paper(paper: Paper) -> Subject:
    """Return a paper as a subject; one that is not stored yet is new."""
    state = paper.state if paper.pk else policy.NEW
    return Subject(state, paper.unit_path, person_id=paper.person_id)


def may_with(actor: Actor, paper: Paper, command: str) -> bool:
    """Return whether the actor may do this with the paper (``upload``, ``submit``, ``review``, ``sign``)."""
    return may(actor, getattr(OF[paper.kind], command), of_paper(paper))


def authorise_with(actor: Actor, paper: Paper, command: str) -> None:
    """Return where the actor may; a superior reads the chief's paper and no other."""
    authorise(actor, getattr(OF[paper.kind], command), of_paper(paper))
    if command == "read" and Right.READ not in rights(actor, paper.thing):
        raise AppError(AppErrorCode.NOT_FOUND)
