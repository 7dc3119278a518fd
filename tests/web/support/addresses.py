"""Every address of the site, and who may open it. A route that is missing here fails the test.

``who`` names those who get the page; everybody else signed in gets ``others`` (404: not told that it
exists), and
nobody signed in is sent to sign in, unless the page is ``public``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from papers import a_paper

ALL = frozenset(
    {
        "city.chief",
        "city.member",
        "city.coordinator",
        "county.chief",
        "county.member",
        "county.coordinator",
        "county.observer",
        "town.chief",
        "town.coordinator",
        "rival.chief",
        "rival.coordinator",
        "bureau.chief",
        "reviewer",
        "head",
        "system",
        "security",
        "audit",
    }
)


class Address(NamedTuple):
    """An address by its name, how it is asked for, and who may."""

    name: str
    who: frozenset[str]
    method: str = "get"
    arguments: dict[str, Any] = {}
    data: dict[str, str] = {}
    answer: int = 200
    others: int = 404
    public: bool = False
    otherwise: dict[str, int] = {}
    """Those who get another answer: they may read the paper and may not do this with it."""


# Who may read the paper of the county's member.
READERS = frozenset({"county.member", "county.chief", "reviewer"})
# Who may hand in papers or read some: a page of their own.
WITH_PAPERS = ALL - {"county.observer", "system", "security", "audit"}
WRITERS = WITH_PAPERS - {"reviewer", "head"}


ADDRESSES = (
    Address("home", ALL),
    Address("health", ALL, public=True),
    Address("language", ALL, "post", data={"language": "en"}, answer=302, public=True),
    Address("sign-in", ALL, answer=302, public=True),
    Address("second-factor", ALL, answer=302, public=True),
    Address("sign-out", ALL, "post", answer=302),
    Address("set-up", ALL, arguments={"token": "none"}, answer=410, public=True),
    Address("own", ALL),
    Address("password", ALL),
    Address("factor-set", ALL),
    Address("factor-remove", ALL),
    Address("sessions-end", ALL, "post", answer=302),
    Address("papers", WITH_PAPERS),
    Address("paper-look", WRITERS, "post", answer=422),
    Address("paper-upload", frozenset(), "post", data={"year": "2025"}),
    Address("review", READERS, arguments={"paper": a_paper}),
    Address(
        "paper-submit",
        frozenset(),
        "post",
        arguments={"paper": a_paper},
        otherwise={"county.member": 409, "county.chief": 403, "reviewer": 403},
    ),
    Address(
        "decide",
        frozenset({"reviewer"}),
        "post",
        arguments={"paper": a_paper},
        answer=422,
        otherwise={"county.member": 403, "county.chief": 403},
    ),
    Address(
        "undo",
        frozenset(),
        "post",
        arguments={"paper": a_paper},
        otherwise={"county.member": 403, "county.chief": 403, "reviewer": 409},
    ),
    Address("opinion", frozenset({"reviewer"}), arguments={"paper": a_paper}),
    Address(
        "opinion-save",
        frozenset(),
        "post",
        arguments={"paper": a_paper},
        data={"edition": "7", "text": "请补充事例"},
        otherwise={"county.member": 403, "county.chief": 403, "reviewer": 409},
    ),
    Address("paper-file", READERS, "post", arguments={"paper": a_paper}),
    Address("audit", frozenset({"audit"})),
    Address("audit-file", frozenset({"audit"}), "post"),
    Address("audit-verify", frozenset({"audit"}), "post"),
)
