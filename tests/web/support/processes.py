"""Commands of the server as processes of their own, on a data directory."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RUN = """
import sys
from importlib import import_module
import click
from duizhao.cli.group import State
name, *arguments = sys.argv[1:]
command = import_module(f"duizhao_web.commands.{name}").command(str)
sys.exit(command.main(arguments, standalone_mode=False, obj=State("zh", False)) or 0)
"""


WRITE = """
import sys
from importlib import import_module
import_module("duizhao_web.commands.surroundings").start("zh")
from datetime import date
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.units.services.tree import unit_create
for n in range(15):
    unit_create(actor=SYSTEM, name=f"{sys.argv[1]}-{n}", superior=None, since=date(2020, 1, 1))
"""


def environment(data: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DUIZHAO_", "DATABASE_", "DJANGO_"))
    }
    return kept | {"DUIZHAO_DATA": str(data), "PYTHONUNBUFFERED": "1"}


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the server to its end."""
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        env=environment(data),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def free_port() -> int:
    """Return a port nobody has, and below those the system hands out by itself while the server starts."""
    while True:
        with socket.socket() as free, contextlib.suppress(OSError):
            free.bind(("127.0.0.1", port := 12_000 + secrets.randbelow(20_000)))
            return port


@contextmanager
def serving(data: Path) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """Start a server; yield the process, its address, and what it printed until it said where it is."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, "serve", "--port", str(port)],
        env=environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    printed = ""
    try:
        for line in process.stdout:
            printed += line
            if line.startswith("打开 "):
                break
        wait_for(lambda: answers(address))
        yield process, address, printed
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(20)
        process.stdout.close()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health/", timeout=5) as response:
            return response.read().startswith(b"ok")
    except OSError:
        return False


def wait_for(condition: object) -> None:
    for _ in range(600):
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.1)
    raise AssertionError("waited in vain")


# A chief of a unit of their own, who hands in a paper after the other and says so, until told to stop.
HAND_IN = """
import sys
from importlib import import_module
from itertools import count
from pathlib import Path
import_module("duizhao_web.commands.surroundings").start("zh")
from datetime import date
from duizhao_web.apps.accounts.actors import actor_of
from duizhao_web.apps.accounts.services.accounts import account_create
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.materials import reading
from duizhao_web.apps.materials.services.papers import paper_upload
from duizhao_web.apps.units.models import PostKind
from duizhao_web.apps.units.services.people import person_create, tenure_confirm, tenure_propose
from duizhao_web.apps.units.services.teams import post_create, team_create
from duizhao_web.apps.units.services.tree import unit_create
name, stop = sys.argv[1], Path(sys.argv[2])
since = date(2020, 1, 1)
unit = unit_create(actor=SYSTEM, name=name, superior=None, since=since)
team = team_create(actor=SYSTEM, unit=unit, name=name, since=since)
post = post_create(actor=SYSTEM, unit=unit, team=team, title=name, kind=PostKind.CHIEF, since=since)
person = person_create(actor=SYSTEM, unit=unit, name=name)
tenure_confirm(actor=SYSTEM, tenure=tenure_propose(actor=SYSTEM, post=post, person=person, since=since))
user = account_create(actor=SYSTEM, username=name, name=name, person=person)
actor = actor_of(user, clock.today())
for n in count():
    if stop.exists():
        break
    text = f"2025年度民主生活会个人对照检查材料\\n一、存在的问题\\n1.学习不深。第{n}次。"
    read = reading.read("材料.txt", text.encode())
    version = paper_upload(actor=actor, unit=unit, person=person, year=2025, read=read)
    print(version.pk, version.sha256, flush=True)
"""

# Every table with its rows, as text, one a line: what two databases are compared by.
ROWS = """
import json
from importlib import import_module
import_module("duizhao_web.commands.surroundings").start("zh")
from django.apps import apps
from django.core import serializers
for model in apps.get_models():
    for row in serializers.serialize("python", model._base_manager.order_by("pk")):
        print(json.dumps(row, default=str, ensure_ascii=False, sort_keys=True))
"""

# Somebody who may hand in a paper, signed in: prints the session's key and what the form calls the paper.
SIGNED_IN = (
    HAND_IN.partition("actor = actor_of")[0]
    + """
from duizhao_web.apps.accounts.services.own import put_password
from duizhao_web.apps.accounts.sessions import USER, SessionStore
put_password(user, "河水清且涟漪，岸芷汀兰，郁郁青青")
store = SessionStore()
store[USER] = user.pk
store.create()
print(store.session_key, f"{unit.pk}-{person.pk}")
"""
)
