"""What each of many people does: mostly reads, every fourth thing is a write. Run by ``bench_load.py``."""

from __future__ import annotations

import json
import os
import random
import re
import uuid
from itertools import count
from pathlib import Path
from typing import Any

from locust import between, events, task
from locust.contrib.fasthttp import FastHttpUser

PEOPLE = json.loads(Path(os.environ["DUIZHAO_LOAD_PEOPLE"]).read_text(encoding="utf-8"))
PAUSE = float(os.environ.get("DUIZHAO_LOAD_PAUSE", "2"))
TOKEN = "a" * 32
FIELD = re.compile(r"<input[^>]*>")
NAMED = re.compile(r'\b(name|value)="([^"]*)"')
_turn = count()


class Person(FastHttpUser):
    """Somebody with a session of their own; what fails is counted by locust, with the answer."""

    wait_time = between(PAUSE / 2, PAUSE * 3 / 2)

    def on_start(self) -> None:
        """Take the next of those who are signed in."""
        self.who: dict[str, Any] = PEOPLE[next(_turn) % len(PEOPLE)]
        self.client.client.default_headers = {}
        self.headers = {
            "Cookie": f"duizhao_session={self.who['session']}; duizhao_form={TOKEN}",
            "Origin": self.host,
        }

    def see(self, address: str, name: str) -> str:
        """Open a page; return what it says."""
        with self.client.get(address, name=name, headers=self.headers, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"{answer.status_code}")
            return answer.text or ""

    def give(self, address: str, name: str, said: dict[str, str]) -> None:
        """Open a form, fill it in and send it, with what it hands along; it must be accepted."""
        page = self.see(address, f"{name}, form")
        form = dict(_fields(page)) | {"csrfmiddlewaretoken": TOKEN} | said
        with self.client.post(
            address, data=form, name=name, headers=self.headers, allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code != 302:
                answer.failure(f"{answer.status_code}: {_said(answer.text or '')}")
            else:
                answer.success()

    @task(4)
    def ledger(self) -> None:
        """Look at the ledger as it is."""
        self.see("/items/", "ledger")

    @task(2)
    def search(self) -> None:
        """Look for a common word in it."""
        self.see("/items/?q=" + random.choice(("水利", "调研", "补贴")), "ledger, a word")

    @task(2)
    def overdue(self) -> None:
        """Look at what is late."""
        self.see("/items/?date=overdue&sort=due", "ledger, overdue")

    @task(4)
    def item(self) -> None:
        """Open an item."""
        self.see(f"/items/{random.choice(self.who['read'])}/", "item")

    @task(2)
    def home(self) -> None:
        """Begin at the first page."""
        self.see("/", "home")

    @task(2)
    def papers(self) -> None:
        """Look at the papers."""
        self.see("/papers/", "papers")

    @task(4)
    def write(self) -> None:
        """Draft an item, or report on one of one's own."""
        mark = uuid.uuid4().hex[:8]
        if self.who["post"] == "coordinator":
            said = {
                "unit": self.who["unit"],
                "title": f"督办事项跟踪不到位 {mark}",
                "kind": "self",
                "year": "2025",
            }
            self.give("/items/new/", "create an item", said)
        elif self.who["own"]:
            address = f"/items/{random.choice(self.who['own'])}/do/progress/"
            self.give(address, "report progress", {"done": f"已到现场核对 {mark}"})


def _fields(page: str) -> Any:
    """Yield what the fields of a form hold before anything is typed."""
    for field in FIELD.findall(page.partition("<main")[2]):
        found = dict(NAMED.findall(field))
        if "name" in found:
            yield found["name"], found.get("value", "")


def _said(page: str) -> str:
    errors = re.findall(r'class="[^"]*error[^"]*"[^>]*>([^<]+)', page)
    return " ".join(errors)[:200]


@events.quitting.add_listener
def _keep(environment: Any, **_rest: Any) -> None:
    """Write down what was measured."""
    rows = [
        {
            "name": f"{one.method} {one.name}",
            "count": one.num_requests,
            "failed": one.num_failures,
            "median": one.get_response_time_percentile(0.5),
            "p95": one.get_response_time_percentile(0.95),
            "most": one.max_response_time,
        }
        for one in [*environment.stats.entries.values(), environment.stats.total]
    ]
    failures = [
        f"{one.method} {one.name}: {one.error} ({one.occurrences})"
        for one in environment.stats.errors.values()
    ]
    Path(os.environ["DUIZHAO_LOAD_FOUND"]).write_text(
        json.dumps({"rows": rows, "failures": failures}, ensure_ascii=False), encoding="utf-8"
    )
