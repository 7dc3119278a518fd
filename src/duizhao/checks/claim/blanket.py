"""Which claims take everything without saying what."""

from __future__ import annotations

from typing import Final

from duizhao.checks.base import Paper
from duizhao.record import Claim
from duizhao.text.regex import regex

# What narrows a claim without giving numbers: the author's own field, or a list that is attached.
_NARROWED: Final = regex(
    r"其余|其他|分管|联系|涉及我|与我有关|和我有关|有关的|本人(?:负责|承担)|我(?:负责|牵头|主抓)|职责范围|清单|附后|见附件|认领表|其中|以下|[：:]|方面的问题|“"
)


def blanket_claims(paper: Paper) -> list[Claim]:
    """Return the claims that take all problems of the team and name none."""
    return [
        claim
        for claim in paper.material.claims
        if claim.scope == "all" and not claim.items and not _NARROWED.search(claim.text)
    ]
