"""Pages of a sized demonstration as somebody of each role opens them: queries, bytes, CPU time of this process.

Run on a data directory that ``duizhao demo --size`` filled; prints one line of JSON. On PostgreSQL the time of
the
database's own processes is not in it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
TIMES = 9


class Page(NamedTuple):
    """A page: what it is called, who opens it, its address; ``{…}`` is filled from the data."""

    name: str
    who: str
    address: str
    list: bool = True


PAGES = (
    Page("home, reviewer of 40 units", "lead0", "/", list=False),
    Page("home, coordinator at the top", "u0001.coordinator", "/", list=False),
    Page("papers, reviewer of 40 units", "lead0", "/papers/"),
    Page("papers, page 2", "lead0", "/papers/?cursor={cursor}"),
    Page("papers, two characters", "lead0", "/papers/?q=水利"),
    Page("papers, by unit, in review", "lead0", "/papers/?state=in_review&sort=unit"),
    Page("papers, chief at the top", "u0001.chief", "/papers/"),
    Page("papers, a member's", "{member}", "/papers/"),
    Page("who has not handed in, at the top", "u0001.coordinator", "/papers/missing/?year=2025"),
    Page("units, at the top", "u0001.coordinator", "/units/"),
    Page("units, found by name", "u0001.coordinator", "/units/?q=水利"),
    Page("people, at the top", "u0001.coordinator", "/people/"),
    Page("people, found by name", "u0001.coordinator", "/people/?q=惊蛰"),
    Page("assignments, at the top", "u0001.coordinator", "/duties/"),
    Page("assignments, reviewer of 40 units", "lead0", "/duties/"),
    Page("accounts", "system", "/accounts/"),
    Page("accounts, found by name", "system", "/accounts/?q=惊蛰"),
    Page("to be confirmed", "security", "/grants/"),
    Page("audit log", "audit", "/audit/"),
    Page("audit log, one kind of event", "audit", "/audit/?event=materials.opinion.signed"),
    Page("ledger, chief at the top", "u0001.chief", "/items/"),
    Page("ledger, page 2", "u0001.chief", "/items/?cursor={ledger}"),
    Page("ledger, by aspect", "u0001.chief", "/items/?group=aspect"),
    Page("ledger, two characters", "u0001.chief", "/items/?q=水利"),
    Page("ledger, a rare word", "u0001.chief", "/items/?q=松岭"),
    Page("ledger, overdue by date", "u0001.chief", "/items/?date=overdue&sort=due"),
    Page("ledger, without a standard", "u0001.chief", "/items/?lack=standard"),
    Page("ledger, a county's chief", "{chief}", "/items/"),
    Page("ledger, a county's, by owner", "{chief}", "/items/?group=owner"),
    Page("ledger, a county's, two characters", "{chief}", "/items/?q=水利"),
    Page("ledger, a county's, overdue by date", "{chief}", "/items/?date=overdue&sort=due"),
    Page("ledger, what is missing", "{chief}", "/items/coverage/", list=False),
    Page("ledger, lacking an owner", "u0001.chief", "/items/?lack=owner"),
    Page("ledger, lacking a date, by change", "u0001.chief", "/items/?lack=date&sort=changed"),
    Page("meetings, at the top", "u0001.chief", "/cycles/"),
    Page("periods, at the top", "u0001.chief", "/periods/"),
    Page("a period of all units, who stands where", "u0001.chief", "/periods/{period}/"),
    Page("a period, page 2", "u0001.chief", "/periods/{period}/?cursor={standing}"),
    Page("a period, not handed in", "u0001.chief", "/periods/{period}/?stage=missing"),
    Page("a period, found by name", "u0001.chief", "/periods/{period}/?q=水利"),
    Page("roll-up of all units", "u0001.chief", "/periods/issues/{issue}/"),
    Page("roll-up, page 2", "u0001.chief", "/periods/issues/{issue}/?cursor={lines}"),
    Page("roll-up, asked of the superior", "u0001.chief", "/periods/issues/{issue}/?only=asked"),
    Page("tasks handed down", "{chief}", "/assignments/"),
    Page("reminders", "{chief}", "/reminders/"),
    Page("an item", "{chief}", "/items/{item}/", list=False),
    Page("overview, the whole tree", "u0001.chief", "/overview/", list=False),
    Page("overview, a county's", "{chief}", "/overview/", list=False),
    Page("an item at the side", "{chief}", "/items/{item}/side/", list=False),
    Page("a unit", "u0001.coordinator", "/units/{county}/", list=False),
    Page("review of a paper", "lead0", "/papers/{paper}/", list=False),
)


def start(data: str) -> None:
    """Start Django on the data directory."""
    os.environ.update(DUIZHAO_DATA=data, DJANGO_SETTINGS_MODULE="duizhao_web.config.settings")
    sys.path[:0] = [str(ROOT / "src")]
    import django

    django.setup()
    from django.utils import translation

    translation.activate("zh-hans")


def signed_in(username: str) -> Client:
    """Return a browser in which somebody is signed in."""
    from django.test import Client

    from duizhao_web.apps.accounts.models import User
    from duizhao_web.apps.accounts.sessions import USER, SessionStore

    store = SessionStore()
    store[USER] = User.objects.get(username=username).pk
    store.create()
    client = Client(SERVER_NAME="localhost")
    client.cookies["duizhao_session"] = store.session_key
    return client


def cpu(what: Callable[[], object], times: int = TIMES) -> float:
    """Return the median CPU time in milliseconds, warmed up."""
    what()
    spent = []
    for _number in range(times):
        begun = time.process_time()
        what()
        spent.append((time.process_time() - begun) * 1000)
    return median(spent)


def wall(what: Callable[[], object], times: int = TIMES) -> float:
    """Return the median time in milliseconds, warmed up."""
    what()
    spent = []
    for _number in range(times):
        begun = time.perf_counter()
        what()
        spent.append((time.perf_counter() - begun) * 1000)
    return median(spent)


def measured() -> Iterator[dict[str, Any]]:
    """Yield what each page costs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    clients: dict[str, Client] = {}
    filled = _filled()
    for page in PAGES:
        who, address = page.who.format_map(filled), page.address.format_map(filled)
        client = clients.setdefault(who, signed_in(who))
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(address)
        assert answer.status_code == 200, (page.name, answer.status_code)
        yield {
            "name": page.name,
            "list": page.list,
            "sql": len(queries),
            "bytes": len(answer.content),
            "cpu": cpu(lambda client=client, address=address: client.get(address)),  # type: ignore[misc]
        }


def panels() -> dict[str, float]:
    """Return what each part of the overview of the whole tree takes."""
    from django.db import connection

    from duizhao_web.apps.accounts.actors import actor_of
    from duizhao_web.apps.accounts.models import User
    from duizhao_web.apps.insight import overview
    from duizhao_web.apps.kernel import clock

    actor = actor_of(User.objects.get(username="u0001.chief"), clock.today())
    scope = overview.scope_of(actor, None, None)
    counted, rounds = overview.sums(actor, scope), overview.finished(actor, scope)
    # SQLite works in this process, where others on the machine do not count; PostgreSQL in its own.
    taken = wall if connection.vendor == "postgresql" else cpu
    return {
        "what is counted": taken(lambda: overview.sums(actor, scope)),
        "finished rounds": taken(lambda: overview.finished(actor, scope)),
        "line of figures": taken(lambda: overview.figures(actor, scope, counted, rounds)),
        "heat map": taken(lambda: overview.heat_map(actor, scope, counted)),
        "trend": taken(lambda: overview.months(actor, scope, rounds)),
        "what needs a call": taken(lambda: overview.calls(actor, scope)),
        "named again": taken(lambda: overview.named_again(actor, scope)),
    }


def writes() -> dict[str, float]:
    """Return the CPU time of creating an item, starting one and reporting on one, over the pages' own forms."""
    from duizhao_web.apps.accounts.models import User
    from duizhao_web.apps.rectification.models import Item

    owner = User.objects.filter(username__endswith=".member1", person__owned_items__state="planned").first()
    assert owner is not None
    owned = Item.objects.filter(owner=owner.person).select_related("unit").order_by("pk")
    planned, begun = list(owned.filter(state="planned")), owned.filter(state="in_progress")[0]
    unit = planned[0].unit
    doing, drafting = signed_in(owner.username), signed_in(f"{unit.code}.coordinator")

    def sent(client: Client, address: str, **said: Any) -> None:
        answer = client.post(address, said)
        assert answer.status_code == 302, (address, answer.status_code, answer.content.decode()[-3_000:])

    def start(item: Item) -> None:
        sent(doing, f"/items/{item.pk}/do/start/", version=item.version)

    new = {"unit": f"{unit.name} #{unit.pk}", "year": 2025, "title": "交办后没有再过问", "kind": "self"}
    report = {"on": begun.started_on.isoformat(), "done": "已核对台账"} if begun.started_on else {}
    spent = []
    for item in planned[:5]:
        begin = time.process_time()
        start(item)
        spent.append((time.process_time() - begin) * 1000)

    def progress() -> None:
        version = Item.objects.values_list("version", flat=True).get(pk=begun.pk)
        sent(doing, f"/items/{begun.pk}/do/progress/", version=version, **report)

    return {
        "create an item": cpu(lambda: sent(drafting, "/items/new/", **new)),
        "start an item": median(spent),
        "report progress": cpu(progress),
    }


def periods() -> dict[str, float]:
    """Return the CPU time of asking all units for a report over the page's own form, of taking that back, and of
    rolling all of them up as a workbook.
    """
    from duizhao_web.apps.kernel import clock
    from duizhao_web.apps.reporting.models import Issue, Period

    chief = signed_in("u0001.chief")
    issue = Issue.objects.order_by("-pk").values_list("pk", flat=True)[0]
    day = clock.today().isoformat()
    form = {"title": "量一次", "since": day, "until": day, "days": 3, "reach": "tree"}
    opened, withdrawn = [], []
    for _turn in range(3):
        begin = time.process_time()
        answer = chief.post("/periods/new/", form)
        opened.append((time.process_time() - begin) * 1000)
        assert answer.status_code == 302, answer.content.decode()[-3_000:]
        pk = Period.objects.get(title=form["title"]).pk
        begin = time.process_time()
        answer = chief.post(f"/periods/{pk}/do/withdraw/", {"version": 1, "text": "量完"})
        withdrawn.append((time.process_time() - begin) * 1000)
        assert answer.status_code == 302, answer.content.decode()[-3_000:]

    def export() -> None:
        answer: Any = chief.post(f"/exports/period_rollup/xlsx/?issue={issue}")
        assert len(b"".join(answer.streaming_content)) > 5_000

    return {
        "ask all units": median(opened),
        "take it back": median(withdrawn),
        "roll-up as a workbook": cpu(export, 3),
    }


def search() -> dict[str, Any]:
    """Return what it takes to find a word of two characters among the papers, whoever may see them."""
    from duizhao_web.apps.materials.finding import having
    from duizhao_web.apps.materials.models import Paper

    def first_page(word: str) -> list[int]:
        rows = Paper.objects.filter(having(word)).order_by("-changed_at", "-id")
        return list(rows.values_list("pk", flat=True)[:51])

    words = ("水利", "松岭", "学习", "泵站")
    return {
        "papers": Paper.objects.count(),
        "found": {word: Paper.objects.filter(having(word)).count() for word in words},
        "ms": {word: wall(lambda word=word: first_page(word)) for word in words},  # type: ignore[misc]
    }


def _filled() -> dict[str, Any]:
    from duizhao_web.apps.accounts.models import User
    from duizhao_web.apps.kernel.paging import page_of
    from duizhao_web.apps.materials.models import Paper, PaperState
    from duizhao_web.apps.units.models import Unit

    county = Unit.objects.filter(name__endswith="县").order_by("path")[3]
    member = User.objects.filter(username__endswith=".member1", person__unit=county).get()
    lead = User.objects.get(username="lead0")
    from duizhao_web.apps.accounts.actors import actor_of
    from duizhao_web.apps.kernel import clock

    rows = Paper.objects.visible_to(actor_of(lead, clock.today()))
    page = page_of(rows, order=("-changed_at", "-id"))
    paper = rows.filter(state=PaperState.IN_REVIEW).order_by("pk").first()
    assert paper is not None
    from duizhao_web.apps.rectification.ledger import Ledger, Wanted, order_of
    from duizhao_web.apps.rectification.models import Item

    chief = User.objects.get(username=f"{county.code}.chief")
    top = actor_of(User.objects.get(username="u0001.chief"), clock.today())
    first, _count = Ledger(top, Wanted()).page(order=order_of("", None), cursor="", size=30)
    item = Item.objects.filter(unit=county).order_by("pk").first()
    assert item is not None
    from duizhao_web.apps.reporting.models import Issue, Period

    period, issue = Period.objects.get(stage="open"), Issue.objects.order_by("-pk")[0]
    standing = page_of(period.reports.filter(latest=True), order=("unit_path", "id"))
    reported = {"period": period.pk, "issue": issue.pk, "standing": standing.after}
    reported["lines"] = page_of(issue.lines.all(), order=("id",)).after
    ledger = reported | {"chief": chief.username, "ledger": first.after, "item": item.pk}
    return ledger | {"county": county.pk, "member": member.username, "cursor": page.after, "paper": paper.pk}


if __name__ == "__main__":
    start(sys.argv[1])
    found = {"pages": list(measured()), "search": search(), "panels": panels(), "writes": writes()}
    found["periods"] = periods()
    print(json.dumps(found, ensure_ascii=False))
