"""Two who change one item at once, as processes of their own: nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from processes import environment

SUPPORT = Path(__file__).resolve().parents[1] / "support"
# Of each of the two; benchmarks/bench_endurance.py asks for more.
TRIES = int(os.environ.get("BENCH_TRIES", "60"))
BEGIN = f"""
import sys
sys.path.insert(0, {str(SUPPORT)!r})
from importlib import import_module
import_module("duizhao_web.commands.surroundings").start("zh")
from city import NOW, City, founded
from duizhao_web.apps.kernel.clock import FixedClock, use_clock
"""
FOUND = (
    BEGIN
    + """
import_module("duizhao_web.commands.migrating").migrate()
from items import drafted
with use_clock(FixedClock(NOW)):
    city = founded()
    print(drafted(city, goal="0").pk, city.users["county.coordinator"].pk)
"""
)
EDIT = (
    BEGIN
    + """
from duizhao_web.apps.accounts.actors import actor_of
from duizhao_web.apps.accounts.models import User
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.services.drafting import Draft, item_edit
pk, user, tries = map(int, sys.argv[1:])
done = late = 0
with use_clock(FixedClock(NOW)):
    actor = actor_of(User.objects.select_related("person").get(pk=user), clock.today())
    for _ in range(tries):
        item = Item.objects.get(pk=pk)
        try:
            item_edit(
                actor=actor,
                item=item,
                expected_version=item.version,
                draft=Draft(goal=str(int(item.goal) + 1)),
            )
            done += 1
        except AppError as error:
            assert error.code == AppErrorCode.CONFLICT, error
            late += 1
print(done, late)
"""
)

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="processes of POSIX")]


def run(code: str, data: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> list[int]:
    out, error = process.communicate(timeout=300 + TRIES)
    assert process.returncode == 0, error[-3_000:]
    return [int(word) for word in out.split()]


def test_item_when_two_processes_change_it_then_each_change_is_there_or_was_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    item, user = said(run(FOUND, data))

    writers = [run(EDIT, data, str(item), str(user), str(TRIES)) for _ in range(2)]
    (first, late), (second, later) = (said(writer) for writer in writers)

    database = sqlite3.connect(data / "duizhao.sqlite3")
    ((version, goal),) = database.execute(
        "SELECT version, goal FROM rectification_item WHERE id = ?", [item]
    ).fetchall()
    ((steps,),) = database.execute(
        "SELECT COUNT(*) FROM rectification_step WHERE item_id = ? AND command = 'edit'", [item]
    ).fetchall()
    database.close()
    print(f"{2 * TRIES} tries, {first + second} acknowledged, {late + later} refused, the count is {goal}")
    # Each adds one to what it read: a change that was written over would be missing in the count.
    assert int(goal) == steps == first + second
    assert version == 2 + first + second
    assert first + late == second + later == TRIES
