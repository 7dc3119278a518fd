"""Every address of the site, and who may open it. A route that is missing here fails the test.

``who`` names those who get the page; everybody else signed in gets ``others`` (404: not told that it
exists), and
nobody signed in is sent to sign in, unless the page is ``public``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from papers import a_paper, a_team_paper, two_versions

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
    seers: frozenset[str] = frozenset()
    """Those who know that it exists and may not: they get 403."""

    def expected(self, name: str) -> int:
        """Return what somebody gets."""
        if name in self.who:
            return self.answer
        if name in self.otherwise:
            return self.otherwise[name]
        return 403 if name in self.seers else self.others


# Who may read the paper of the county's member.
READERS = frozenset({"county.member", "county.chief", "reviewer"})
# Who may read the paper of the county's team: its own, its assigned, and the leaders directly above.
TEAM_READERS = frozenset(
    {
        "county.member",
        "county.chief",
        "county.coordinator",
        "city.chief",
        "city.member",
        "bureau.chief",
        "reviewer",
        "head",
    }
)
# Who may hand in papers or read some: a page of their own.
WITH_PAPERS = ALL - {"county.observer", "system", "security", "audit"}
WRITERS = WITH_PAPERS - {"reviewer", "head"}


SYSTEM = frozenset({"system"})
SEE_COUNTY = frozenset(
    {
        "city.chief",
        "city.member",
        "city.coordinator",
        "county.chief",
        "county.member",
        "county.coordinator",
        "bureau.chief",
        "reviewer",
        "head",
        "system",
        "security",
    }
)
KEEP_COUNTY = frozenset({"city.coordinator", "county.coordinator", "system"})
# Those with some say in the county are told that something is not theirs to do, others that there is nothing.
# A chief has, by the sample room of these tests.
KNOW = KEEP_COUNTY | {"county.chief"}
KNOW_DUTY = frozenset({"city.coordinator", "county.coordinator", "reviewer", "security", "system"})
COUNTY = {"pk": lambda city: city.units["county"].pk}
DUAL = {"pk": lambda city: city.units["county"].second_superiors.get().pk}
TEAM = {"pk": lambda city: city.teams["county"].pk}
POST = {"pk": lambda city: city.posts["county.member"].pk}
TENURE = {"pk": lambda city: city.tenures["county.member"].pk}
PERSON = {"pk": lambda city: city.people["county.member"].pk}
DUTY = {"pk": lambda city: city.duties["reviewer"].pk}
USER = {"pk": lambda city: city.users["county.member"].pk}


def a_view(city: Any) -> int:
    """Return the number of a view of the county's member."""
    from duizhao_web.apps.accounts.models import SavedView

    user = city.users["county.member"]
    return int(SavedView.objects.get_or_create(user=user, page="papers", name="一")[0].pk)


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
    Address(
        "view-keep",
        ALL,
        "post",
        data={"page": "papers", "name": "待审", "query": "state=in_review"},
        answer=302,
    ),
    Address("view-drop", frozenset({"county.member"}), "post", arguments={"pk": a_view}, answer=302),
    Address("papers", WITH_PAPERS),
    Address("paper-look", WRITERS, "post", answer=422),
    Address("paper-upload", frozenset(), "post", data={"year": "2025"}),
    Address("review", READERS, arguments={"paper": a_paper}),
    Address("missing", WITH_PAPERS),
    Address("paper-commented", READERS, "post", arguments={"paper": a_paper}),
    Address("paper-seers", READERS, arguments={"paper": a_paper}),
    Address("claims", TEAM_READERS, arguments={"paper": a_team_paper}),
    Address("versions", READERS, arguments={"paper": two_versions}),
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
    Address("units", ALL),
    Address("units-suggest", ALL),
    Address("unit-top", SYSTEM),
    Address("unit", SEE_COUNTY, arguments=COUNTY),
    Address("who-sees", SEE_COUNTY, arguments=COUNTY),
    Address("unit-below", KEEP_COUNTY, arguments=COUNTY, seers=KNOW),
    Address("unit-edit", KEEP_COUNTY, arguments=COUNTY, seers=KNOW),
    Address("unit-move", SYSTEM, arguments=COUNTY, seers=KNOW),
    Address("unit-merge", SYSTEM, arguments=COUNTY, seers=KNOW),
    Address("unit-close", KEEP_COUNTY - {"county.coordinator"}, arguments=COUNTY, seers=KNOW),
    Address("superior-add", SYSTEM, arguments=COUNTY, seers=KNOW),
    Address("superior-end", SYSTEM, arguments=DUAL, seers=KNOW),
    Address("team-new", KEEP_COUNTY, arguments=COUNTY, seers=KNOW),
    Address("coordinator-new", KEEP_COUNTY, arguments=COUNTY, seers=KNOW),
    Address("person-new", KEEP_COUNTY, arguments=COUNTY, seers=KNOW),
    Address("duty-new", frozenset({"city.coordinator"}), arguments=COUNTY, seers=KNOW),
    Address("group-new", frozenset({"county.coordinator"}), arguments=COUNTY, seers=KNOW),
    Address("team-order", KEEP_COUNTY, "post", TEAM, answer=409, seers=KNOW),
    Address("team-close", KEEP_COUNTY, arguments=TEAM, seers=KNOW),
    Address("post-new", KEEP_COUNTY, arguments=TEAM, seers=KNOW),
    Address("post-edit", KEEP_COUNTY, arguments=POST, seers=KNOW),
    Address("post-close", KEEP_COUNTY, arguments=POST, seers=KNOW),
    Address("post-appoint", KEEP_COUNTY, arguments=POST, seers=KNOW),
    Address("tenure-end", KEEP_COUNTY, arguments=TENURE, seers=frozenset({"security"})),
    Address("people", ALL),
    Address("people-suggest", ALL),
    Address("roster", SYSTEM),
    Address("roster-template", SYSTEM),
    Address("person", SEE_COUNTY, arguments=PERSON),
    Address("person-edit", KEEP_COUNTY, arguments=PERSON, seers=KNOW),
    Address("duties", ALL),
    Address("duty-recuse", frozenset({"city.coordinator", "reviewer"}), arguments=DUTY, seers=KNOW_DUTY),
    Address("duty-end", frozenset({"city.coordinator", "security"}), arguments=DUTY, seers=KNOW_DUTY),
    Address("accounts", frozenset({"system", "security"})),
    Address("account-new", SYSTEM),
    Address("account", frozenset({"system", "security"}), arguments=USER),
    Address("account-link", SYSTEM, arguments=USER, seers=frozenset({"security"})),
    Address("account-end", SYSTEM, arguments=USER, seers=frozenset({"security"})),
    Address("account-unlock", SYSTEM, "post", USER, answer=302, seers=frozenset({"security"})),
    Address("administrator-grant", frozenset({"security"}), arguments=USER, answer=409, seers=SYSTEM),
    Address("administrator-revoke", frozenset({"security"}), "post", USER, answer=409, seers=SYSTEM),
    Address("grants", frozenset({"security"})),
    Address("grants-decide", frozenset({"security"}), "post", answer=302),
)
