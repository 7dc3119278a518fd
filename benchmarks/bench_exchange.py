"""Lists of 10,000 items as files: seconds and the memory of the process, each in a process of its own.

The database is an SQLite file of its own with one unit; its items are written in bulk, the files by the service.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ITEMS = 10_000
PROBLEM = (
    "调研走得不够深，去基层的次数少，蹲点不足，了解情况多靠听汇报，对河湾村等偏远村的实际困难掌握不全面。"
)
CASES = (("ledger", "xlsx"), ("ledger", "csv"), ("ledger", "json"), ("problems", "xlsx"), ("tasks", "xlsx"))


def main() -> int:
    """Fill a database, then write each list in a new process and print what it took."""
    with tempfile.TemporaryDirectory() as data:
        run("fill", data)
        print(f"{ITEMS} items, 2 points, 2 actions, 1 report and 1 source each; SQLite")
        print("| list | form | CPU seconds | seconds | memory before, MB | at most, MB | file, kB |")
        print("|---|---|---:|---:|---:|---:|---:|")
        for dataset, writer in CASES:
            got = json.loads(run("write", data, dataset, writer))
            print(
                "| {dataset} | {writer} | {cpu:.2f} | {seconds:.2f} | {before:.0f} | {most:.0f} | {size:.0f} |".format(
                    **got
                )
            )
    return 0


def run(*arguments: str) -> str:
    """Run this file as another process."""
    done = subprocess.run([sys.executable, __file__, *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def start(data: str) -> None:
    """Start Django on the data directory."""
    os.environ.update(DUIZHAO_DATA=data, DJANGO_SETTINGS_MODULE="duizhao_web.config.settings")
    sys.path[:0] = [str(ROOT / "src")]
    from duizhao_web.config import secrets

    secrets.prepare(Path(data))
    import django

    django.setup()
    from django.utils import translation

    translation.activate("zh-hans")


def fill(data: str) -> None:
    """Found a unit with a chief and write its items."""
    start(data)
    from datetime import date

    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from duizhao_web.apps.accounts.services.accounts import account_create
    from duizhao_web.apps.kernel import clock
    from duizhao_web.apps.kernel.actor import SYSTEM
    from duizhao_web.apps.rectification.models import Action, Item, Progress, Source, StandardPoint
    from duizhao_web.apps.units.models import PostKind
    from duizhao_web.apps.units.services.people import person_create, tenure_confirm, tenure_propose
    from duizhao_web.apps.units.services.teams import post_create, team_create
    from duizhao_web.apps.units.services.tree import unit_create

    since = date(2020, 1, 1)
    unit = unit_create(actor=SYSTEM, name="市委", superior=None, since=since, code="1")
    team = team_create(actor=SYSTEM, unit=unit, name="班子", since=since)
    post = post_create(actor=SYSTEM, unit=unit, team=team, title="书记", kind=PostKind.CHIEF, since=since)
    person = person_create(actor=SYSTEM, unit=unit, name="甲")
    tenure_confirm(actor=SYSTEM, tenure=tenure_propose(actor=SYSTEM, post=post, person=person, since=since))
    account_create(actor=SYSTEM, username="chief", name="甲", person=person)
    now, on = clock.now(), date(2026, 6, 30)
    items = Item.objects.bulk_create(
        Item(
            unit=unit, unit_path=unit.path, numbered_in=unit, year=2025, serial=number,
            code=f"2025-03-{number:05d}", title=f"{number} {PROBLEM}", text=PROBLEM * 2, cause=PROBLEM,
            goal="每名班子成员全年蹲点不少于 10 天", aspect="带头干事创业方面", deadline_kind="by_date",
            deadline=on, owner=person, sponsor=person, created_at=now, created_by_name="甲", changed_at=now,
        )
        for number in range(1, ITEMS + 1)
    )  # fmt: skip
    Source.objects.bulk_create(Source(item=item, kind="self") for item in items)
    for number in (1, 2):
        StandardPoint.objects.bulk_create(
            StandardPoint(item=one, number=number, text=PROBLEM) for one in items
        )
        Action.objects.bulk_create(Action(item=one, number=number, text=PROBLEM, due=on) for one in items)
    Progress.objects.bulk_create(
        Progress(item=item, round=1, by_name="甲", at=now, on=since, done=PROBLEM) for item in items
    )


def write(data: str, dataset: str, writer: str) -> None:
    """Write one list and print what it took."""
    start(data)
    from duizhao_web.apps.accounts.actors import actor_of
    from duizhao_web.apps.accounts.models import User
    from duizhao_web.apps.exchange.services.exporting import export
    from duizhao_web.apps.kernel import clock

    User.objects.update(password_set_at=clock.now())
    actor = actor_of(User.objects.select_related("person").get(username="chief"), clock.today())
    export(actor=actor, dataset="units", writer=writer, wanted={}).file.close()  # everything is loaded
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began, cpu = time.perf_counter(), time.process_time()
    made = export(actor=actor, dataset=dataset, writer=writer, wanted={})
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    size = made.file.seek(0, 2) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    words = {"dataset": dataset, "writer": writer, "seconds": seconds, "cpu": cpu, "size": size}
    print(json.dumps(words | {"before": before, "most": most}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        fill(sys.argv[2])
    elif sys.argv[1:2] == ["write"]:
        write(*sys.argv[2:])
    else:
        sys.exit(main())
