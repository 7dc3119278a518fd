"""Who the people are: prints sessions of coordinators, members and chiefs of a sized demonstration, as JSON.

They are signed in already: judging a password takes a tenth of a second on purpose, and nobody does it every
minute.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
UNITS = 25


def main(data: str) -> None:
    """Sign in two people of each of some units, and name the items each may work on."""
    from benchmarks.server.pages import signed_in, start

    start(data)
    from duizhao_web.apps.accounts.models import User
    from duizhao_web.apps.rectification.models import Item
    from duizhao_web.apps.units.models import Unit

    people = []
    for number, unit in enumerate(Unit.objects.order_by("position")[10 : 10 + UNITS]):
        for post in ("coordinator", "member1" if number % 5 else "chief"):
            user = User.objects.get(username=f"{unit.code}.{post}")
            own = Item.objects.filter(owner=user.person, state="in_progress").order_by("pk")[:20]
            read = Item.objects.filter(unit=unit).order_by("pk")[:20]
            people.append(
                {
                    "post": post,
                    "unit": f"{unit.name} #{unit.pk}",
                    "session": signed_in(user.username).cookies["duizhao_session"].value,
                    "own": list(own.values_list("pk", flat=True)),
                    "read": list(read.values_list("pk", flat=True)),
                }
            )
    print(json.dumps(people, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
