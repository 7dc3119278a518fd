"""Every address of the site, and who may open it. A route that is missing here fails the test.

``who`` names those who get the page; everybody else signed in gets ``others`` (404: not told that it
exists), and
nobody signed in is sent to sign in, unless the page is ``public``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from city import City
from items import (
    a_draw,
    a_matter,
    a_photo,
    a_plan,
    a_recheck,
    a_shown_assignment,
    a_shown_item,
    a_shown_notice,
    an_item,
)
from meetings import the_cycle
from papers import a_paper, a_team_paper, two_versions
from periods import a_draft, the_issue, the_period, the_report

from duizhao_web.apps.exchange.services.templating import template_keep, template_start
from duizhao_web.apps.exchange.templates import kind_of
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.units.models import ChangeKind, TreeChange
from duizhao_web.apps.units.services.changes import change_propose

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


def a_template(city: City) -> str:
    """Have the county use a Word template of its own; return for which kind of document."""
    unit = city.units["county"]
    with template_start(kind_of("duties"), unit).file as file:
        template_keep(
            actor=city.actor("county.coordinator"), unit=unit, kind="duties", name="a.docx", data=file.read()
        )
    return "duties"


def a_change(city: City) -> TreeChange:
    """Return a change of the tree that waits."""
    return TreeChange.objects.first() or change_propose(
        actor=city.actor("system"),
        kind=ChangeKind.LEAD,
        unit=city.unit("county"),
        superior=city.unit("rival"),
        on=clock.today(),
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
WITH_ITEMS = WITH_PAPERS - {"reviewer"}
BRINGING = frozenset(name for name in ALL if name.endswith((".chief", ".coordinator")))
LEADING = frozenset(name for name in ALL if name.endswith((".chief", ".member")))
WITH_UNITS = WITH_PAPERS | {"system"}
WRITERS = WITH_PAPERS - {"reviewer", "head"}


UNITS = ("city", "county", "town", "rival", "bureau")
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
# A chief has, by the meetings of the units below and the sample room of these tests.
KNOW = KEEP_COUNTY | {"county.chief", "city.chief", "bureau.chief"}
KNOW_DUTY = frozenset({"city.coordinator", "county.coordinator", "reviewer", "security", "system"})
COUNTY_UNIT: dict[str, Any] = {"unit": lambda city: city.units["county"].pk}
COUNTY_KIND: dict[str, Any] = COUNTY_UNIT | {"kind": "ledger"}
COUNTY_OWN: dict[str, Any] = COUNTY_UNIT | {"kind": a_template}
COUNTY = {"pk": lambda city: city.units["county"].pk}
DUAL = {"pk": lambda city: city.units["county"].second_superiors.get().pk}
CHANGE = {"pk": lambda city: a_change(city).pk}
TEAM = {"pk": lambda city: city.teams["county"].pk}
POST = {"pk": lambda city: city.posts["county.member"].pk}
TENURE = {"pk": lambda city: city.tenures["county.member"].pk}
PERSON = {"pk": lambda city: city.people["county.member"].pk}
DUTY = {"pk": lambda city: city.duties["reviewer"].pk}
USER = {"pk": lambda city: city.users["county.member"].pk}


# Who sees the county's meeting, who may change it, and who says that it was held.
CYCLE_SEERS = frozenset(
    {
        *("city.chief", "city.member", "city.coordinator", "bureau.chief"),
        *("county.chief", "county.member", "county.coordinator", "reviewer", "head"),
    }
)
CYCLE_OWN = frozenset({"county.chief", "county.coordinator"})
CYCLE_KEEPERS = CYCLE_OWN | {"city.chief", "city.coordinator", "bureau.chief"}
OPENERS = frozenset(
    {
        *("city.chief", "city.coordinator", "county.chief", "county.coordinator", "town.chief"),
        *("town.coordinator", "rival.chief", "rival.coordinator", "bureau.chief"),
    }
)
CYCLE = {"pk": the_cycle}


def a_view(city: Any) -> int:
    """Return the number of a view of the county's member."""
    from duizhao_web.apps.accounts.models import SavedView

    user = city.users["county.member"]
    return int(SavedView.objects.get_or_create(user=user, page="papers", name="一")[0].pk)


# Who may read the item of the county's team: its own, those above, the supervision group.
ITEM_READERS = frozenset(
    {
        "county.chief",
        "county.member",
        "county.coordinator",
        "city.chief",
        "city.member",
        "bureau.chief",
        "head",
    }
)
ITEM_LEADERS = frozenset({"county.chief", "county.member", "city.chief", "city.member", "bureau.chief"})
# Both ends of what the county handed to the town, and those above.
ENDS = ITEM_READERS | {"town.chief", "town.coordinator"}
# A notice is seen where it came from, too.
NOTICE_READERS = ITEM_READERS | {"city.coordinator"}
# Who may know figures of some unit: a post in a team or beside it, or an assignment.
FIGURES = ALL - {"county.observer", "system", "security", "audit"}
# Who plans that closed items are looked at again: the chief of a unit, its supervision group.
PLANNERS = frozenset(name for name in ALL if name.endswith(".chief")) | {"head"}
COUNTY_TEAM = frozenset({"county.chief", "county.member", "county.coordinator"})
REPORT_READERS = COUNTY_TEAM | {"city.chief", "city.member", "city.coordinator", "bureau.chief", "head"}
PERIOD_OVERSEERS = frozenset({"city.chief", "city.member", "city.coordinator"})
PERIOD_SEERS = PERIOD_OVERSEERS | COUNTY_TEAM | {"rival.chief", "rival.coordinator"}
PERIOD_READERS = frozenset(name for name in ALL if name.endswith((".chief", ".member", ".coordinator"))) | {
    "head"
}
PERIOD_OPENERS = frozenset(
    {"city.chief", "city.coordinator", "county.chief", "county.coordinator", "bureau.chief"}
)
ITEM = {"item": a_shown_item}
PLAN = {"unit": lambda city: city.units["county"].pk, "year": 2025}
OWN_LIST = PLAN | {"person": lambda city: city.people["county.member"].pk}
ASSIGNMENT = {"pk": a_shown_assignment}
NOTICE = {"pk": a_shown_notice}


def a_ledger(city: Any) -> int:
    """Return the number of a ledger the county's coordinator has brought."""
    from duizhao_web.apps.exchange.models import Incoming
    from duizhao_web.apps.exchange.services.importing import ledger_bring
    from duizhao_web.apps.rectification.words import SourceKind

    found = Incoming.objects.first() or ledger_bring(
        actor=city.actor("county.coordinator"),
        unit=city.unit("county"),
        name="台账.csv",
        data="问题,措施,时限\n甲,乙,长期\n".encode(),
        year=2025,
        source=SourceKind.SELF,
    )
    return int(found.pk)


def a_report(city: Any) -> int:
    """Return the number of a report of inspection the county's coordinator has brought."""
    from duizhao_web.apps.exchange.models import IncomingReport
    from duizhao_web.apps.exchange.services.reports import report_bring, report_read
    from duizhao_web.apps.rectification.words import SourceKind

    found = IncomingReport.objects.first() or report_bring(
        actor=city.actor("county.coordinator"),
        unit=city.unit("county"),
        read=report_read("反馈.txt", "巡察反馈意见\n一、主要问题\n（一）账目不清。\n".encode()),
        year=2025,
        source=SourceKind.INSPECTION,
    )
    return int(found.pk)


ADDRESSES = (
    Address("home", ALL),
    Address("health", ALL, public=True),
    Address("language", ALL, "post", data={"language": "en"}, answer=302, public=True),
    Address("display", ALL, "post", data={"set": "theme:dark"}, answer=302, public=True),
    Address("sign-in", ALL, answer=302, public=True),
    Address("second-factor", ALL, answer=302, public=True),
    Address("oidc", ALL, answer=404, public=True),
    Address("oidc-back", ALL, answer=404, public=True),
    Address("sign-out", ALL, "post", answer=302),
    Address("set-up", ALL, arguments={"token": "none"}, answer=410, public=True),
    Address("own", ALL),
    Address("own-mail", ALL - {"system", "security", "audit"}),
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
    Address("cycles", WITH_PAPERS),
    Address("cycle-new", OPENERS),
    Address("cycle-deadlines", OPENERS),
    Address("cycle", CYCLE_SEERS, arguments=CYCLE),
    Address("cycle-seers", CYCLE_SEERS, arguments=CYCLE),
    Address("cycle-notice", frozenset(), "post", arguments=CYCLE),
    Address("cycle-edit", CYCLE_KEEPERS, arguments=CYCLE, seers=CYCLE_SEERS),
    Address("cycle-withdraw", CYCLE_KEEPERS, arguments=CYCLE, seers=CYCLE_SEERS),
    Address("cycle-hold", CYCLE_OWN, arguments=CYCLE, seers=CYCLE_SEERS),
    Address(
        "cycle-step",
        CYCLE_OWN,
        "post",
        arguments=CYCLE,
        data={"step": "study", "on": "2026-03-02"},
        answer=302,
        seers=CYCLE_SEERS,
    ),
    Address(
        "cycle-close",
        frozenset(),
        "post",
        arguments=CYCLE,
        data={"version": "1"},
        otherwise={"county.chief": 409},
        seers=CYCLE_SEERS,
    ),
    Address(
        "cycle-reopen",
        frozenset(),
        arguments=CYCLE,
        otherwise={"county.chief": 409},
        seers=CYCLE_SEERS,
    ),
    Address("cycle-last-year", frozenset(), arguments=CYCLE),
    Address("plan-carried", frozenset(), "post", arguments={"pk": a_plan}),
    Address("cycle-below", CYCLE_SEERS, arguments=CYCLE),
    Address("cycle-open-below", CYCLE_KEEPERS, arguments=CYCLE),
    Address("papers", WITH_PAPERS),
    # For lead reviewers, none of whom is in this table; ``test_list.py`` has theirs.
    Address("papers-return", frozenset()),
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
    Address("assignments", ALL),
    Address("assignment", ENDS, arguments=ASSIGNMENT),
    Address(
        "assignment-act",
        frozenset({"town.chief", "town.coordinator"}),
        arguments=ASSIGNMENT | {"act": "receive"},
        otherwise=dict.fromkeys(ITEM_READERS, 409),
    ),
    Address("item-assign", ITEM_LEADERS, arguments=ITEM, seers=ITEM_READERS),
    Address("item-follow", ITEM_READERS, arguments=ITEM),
    Address("item-lead", ITEM_LEADERS, "post", ITEM, answer=302, seers=ITEM_READERS),
    Address("item-leader-act", ITEM_LEADERS, arguments=ITEM, seers=ITEM_READERS),
    Address("item-visit", ITEM_READERS, arguments=ITEM),
    Address(
        "item-notice",
        ITEM_READERS - {"county.member", "county.coordinator"},
        arguments=ITEM,
        seers=ITEM_READERS,
    ),
    Address("overview", FIGURES, arguments={}),
    Address("overview-years", FIGURES, arguments={}),
    Address("reminders", ALL),
    Address("reminders-seen", ALL - {"system", "security", "audit"}, "post", answer=302),
    Address("notices", ALL),
    Address("notice", NOTICE_READERS, arguments=NOTICE),
    Address(
        "notice-answer",
        frozenset({"county.chief", "county.coordinator"}),
        arguments=NOTICE,
        seers=NOTICE_READERS,
    ),
    Address("notice-settle", frozenset({"city.chief"}), arguments=NOTICE, seers=NOTICE_READERS),
    Address("items-hand-over", frozenset(name for name in ALL if name.endswith(".chief"))),
    Address("unit-take-over", frozenset(), arguments=COUNTY),
    Address("matters", ALL),
    Address(
        "matter",
        frozenset({"county.chief", "city.chief", "city.member", "bureau.chief", "head"}),
        arguments={"pk": a_matter},
        seers=ITEM_READERS,
    ),
    Address("periods", PERIOD_READERS),
    Address("period-new", PERIOD_OPENERS),
    Address("period-due", PERIOD_OPENERS),
    Address("period", PERIOD_SEERS, arguments={"pk": the_period}),
    Address(
        "period-act",
        frozenset({"city.chief", "city.coordinator"}),
        arguments={"pk": the_period, "act": "close"},
        otherwise={"city.member": 409},
    ),
    Address("period-act", frozenset(), arguments={"pk": the_period, "act": "nonsense"}),
    Address("period-issue", PERIOD_OVERSEERS, arguments={"pk": the_issue}),
    Address("period-report", REPORT_READERS, arguments={"pk": the_report}),
    Address("period-report", COUNTY_TEAM, arguments={"pk": a_draft}),
    Address("period-report-seers", REPORT_READERS, arguments={"pk": the_report}),
    Address(
        "period-report-fill",
        frozenset({"county.chief", "county.coordinator"}),
        arguments={"pk": a_draft},
        otherwise={"county.member": 409},
    ),
    Address(
        "period-report-act",
        frozenset({"city.chief", "city.coordinator"}),
        arguments={"pk": the_report, "act": "lock"},
        otherwise=dict.fromkeys(REPORT_READERS, 409),
    ),
    Address("period-report-act", frozenset(), arguments={"pk": the_report, "act": "begin"}),
    Address("period-figure", REPORT_READERS, arguments={"pk": the_report, "kind": "all"}),
    Address("period-figure", frozenset(), arguments={"pk": the_report, "kind": "nonsense"}),
    Address("rechecks", ALL),
    Address("rechecks-plan", PLANNERS),
    Address("recheck-draw", ITEM_READERS, arguments={"pk": a_draw}),
    Address("recheck-file", frozenset(), "post", arguments={"pk": a_recheck}),
    Address("plans", WITH_PAPERS),
    Address("plan", ITEM_READERS, arguments=PLAN),
    Address(
        "plan-begin", frozenset({"county.chief", "county.coordinator"}), arguments=PLAN, seers=ITEM_READERS
    ),
    Address("own-list", frozenset({"county.member", "county.chief"}), arguments=OWN_LIST),
    Address(
        "own-list-begin", frozenset({"county.member"}), arguments=OWN_LIST, seers=frozenset({"county.chief"})
    ),
    Address(
        "plan-do",
        frozenset({"county.chief", "county.coordinator"}),
        arguments={"pk": a_plan, "what": "discuss"},
        seers=ITEM_READERS,
    ),
    Address("items-make", TEAM_READERS, "post", arguments={"paper": a_team_paper}, answer=302),
    Address("items", WITH_PAPERS),
    Address("items-columns", ALL, "post", data={"col": "owner"}, answer=302),
    Address("items-coverage", ALL),
    Address("items-changes", ALL, "post", answer=422),
    Address("items-remind", ALL, "post"),
    Address(
        "item-cell",
        frozenset({"county.chief"}),
        arguments={"pk": an_item, "field": "owner"},
        seers=ITEM_READERS,
    ),
    Address("item-side", ITEM_READERS, arguments={"pk": an_item}),
    Address(
        "item-new", frozenset({f"{unit}.{role}" for unit in UNITS for role in ("chief", "coordinator")}) & ALL
    ),
    Address("item-new-own", frozenset({name for name in ALL if name.endswith((".chief", ".member"))})),
    Address("item", ITEM_READERS, arguments={"pk": an_item}),
    Address("item-seers", ITEM_READERS, arguments={"pk": an_item}),
    Address(
        "item-judge",
        frozenset(),
        "post",
        arguments={"pk": an_item},
        otherwise=dict.fromkeys(ITEM_READERS, 403),
    ),
    Address(
        "item-do",
        frozenset({"county.member", "county.coordinator"}),
        arguments={"pk": an_item, "what": "progress"},
        seers=ITEM_READERS,
    ),
    Address(
        "item-do-part",
        frozenset({"county.member", "county.coordinator"}),
        arguments={"pk": an_item, "what": "action_done", "part": 1},
        seers=ITEM_READERS,
    ),
    Address("evidence-picture", ITEM_READERS, arguments={"pk": an_item, "evidence": a_photo}),
    Address("evidence-file", ITEM_READERS, "post", arguments={"pk": an_item, "evidence": a_photo}),
    Address("audit", frozenset({"audit"})),
    Address("export", WITH_PAPERS, "post", arguments={"dataset": "papers", "writer": "xlsx"}),
    Address("export", WITH_PAPERS, "post", arguments={"dataset": "missing", "writer": "docx"}),
    Address("exports", WITH_ITEMS),
    Address("document", frozenset(), "post", arguments={"name": "closure", "pk": 0}),
    Address("document-pdf", frozenset(), "post", arguments={"name": "closure", "pk": 0}),
    Address(
        "export-columns",
        frozenset({"county.coordinator", "county.chief"}),
        arguments={"unit": lambda city: city.units["county"].pk, "dataset": "tasks"},
    ),
    Address(
        "export-columns-drop",
        frozenset({"county.coordinator", "county.chief"}),
        "post",
        {"unit": lambda city: city.units["county"].pk, "dataset": "tasks"},
        answer=302,
    ),
    Address("export-columns", frozenset(), arguments=COUNTY_UNIT | {"dataset": "audit"}),
    Address("templates", frozenset({"county.coordinator", "county.chief"}), arguments=COUNTY_UNIT),
    Address("template", frozenset(), arguments=COUNTY_UNIT | {"kind": "people"}),
    Address("template", frozenset({"county.coordinator", "county.chief"}), arguments=COUNTY_KIND),
    Address("template-start", frozenset({"county.coordinator", "county.chief"}), arguments=COUNTY_KIND),
    Address("template-kept", frozenset({"county.coordinator", "county.chief"}), arguments=COUNTY_OWN),
    Address(
        "template-drop", frozenset({"county.coordinator", "county.chief"}), "post", COUNTY_OWN, answer=302
    ),
    Address("imports", BRINGING),
    Address("import-reports", BRINGING),
    Address("import-report", frozenset({"county.coordinator"}), arguments={"pk": a_report}),
    Address(
        "import-report-act",
        frozenset({"county.coordinator"}),
        "post",
        {"pk": a_report, "act": "save"},
        answer=302,
    ),
    Address("import-report-act", frozenset(), "post", {"pk": a_report, "act": "nothing"}),
    Address("import", frozenset({"county.coordinator"}), arguments={"pk": a_ledger}),
    Address(
        "import-act",
        frozenset({"county.coordinator"}),
        "post",
        {"pk": a_ledger, "act": "columns"},
        answer=302,
    ),
    Address("import-act", frozenset(), "post", {"pk": a_ledger, "act": "nothing"}),
    Address("export", WITH_ITEMS, "post", arguments={"dataset": "ledger", "writer": "xlsx"}),
    Address("export", FIGURES, "post", arguments={"dataset": "overview_figures", "writer": "xlsx"}),
    Address("export", FIGURES, "post", arguments={"dataset": "overview_years", "writer": "csv"}),
    Address("export", LEADING, "post", arguments={"dataset": "personal_list", "writer": "docx"}),
    Address("export", WITH_UNITS, "post", arguments={"dataset": "units", "writer": "csv"}),
    Address("export", WITH_UNITS, "post", arguments={"dataset": "people", "writer": "xlsx"}),
    Address("export", frozenset({"audit"}), "post", arguments={"dataset": "audit", "writer": "json"}),
    Address("export", frozenset(), "post", arguments={"dataset": "papers", "writer": "exe"}),
    Address("export", frozenset(), "post", arguments={"dataset": "passwords", "writer": "csv"}),
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
    Address("change-withdraw", SYSTEM, arguments=CHANGE, seers=KEEP_COUNTY | {"security"}),
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
    Address("duties-new", frozenset({"city.coordinator", "county.coordinator"})),
    Address("duties", ALL),
    Address("duty-recuse", frozenset({"city.coordinator", "reviewer"}), arguments=DUTY, seers=KNOW_DUTY),
    Address("duty-end", frozenset({"city.coordinator", "security"}), arguments=DUTY, seers=KNOW_DUTY),
    Address("accounts", frozenset({"system", "security"})),
    Address("account-new", SYSTEM),
    Address("accounts-open", SYSTEM),
    Address("account", frozenset({"system", "security"}), arguments=USER),
    Address("account-link", SYSTEM, arguments=USER, seers=frozenset({"security"})),
    Address("account-end", SYSTEM, arguments=USER, seers=frozenset({"security"})),
    Address("account-unlock", SYSTEM, "post", USER, answer=302, seers=frozenset({"security"})),
    Address("administrator-grant", frozenset({"security"}), arguments=USER, answer=409, seers=SYSTEM),
    Address("administrator-revoke", frozenset({"security"}), "post", USER, answer=409, seers=SYSTEM),
    Address("grants", frozenset({"security"})),
    Address("grants-decide", frozenset({"security"}), "post", answer=302),
)
