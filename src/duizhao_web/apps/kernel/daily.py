"""Jobs of the day: each runs once a day, and a day the server was off is noticed when it is on again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import IntegrityError, transaction

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.models import DailyRun
from duizhao_web.apps.kernel.room import Room

Job = Callable[[date], None]


def jobs() -> Iterator[tuple[str, Job]]:
    """Yield name and function of each room's jobs (``JOBS`` in its module ``jobs``, where it has one)."""
    for config in apps.get_app_configs():
        if isinstance(config, Room) and find_spec(f"{config.name}.jobs") is not None:
            for job in import_module(f"{config.name}.jobs").JOBS:
                yield f"{config.label}.{job.__name__}", job


def run_often() -> None:
    """Run what each room does every few minutes (``OFTEN`` in its module ``jobs``, where it has some)."""
    for config in apps.get_app_configs():
        if isinstance(config, Room) and find_spec(f"{config.name}.jobs") is not None:
            for job in getattr(import_module(f"{config.name}.jobs"), "OFTEN", ()):
                job()


def run_due() -> list[str]:
    """Run what has not run today; return the names. A job and the note that it ran are one transaction."""
    today = clock.today()
    ran = set(DailyRun.objects.filter(day=today).values_list("job", flat=True))
    done = []
    for name, job in jobs():
        if name not in ran:
            try:
                with transaction.atomic():
                    DailyRun.objects.create(job=name, day=today)
                    job(today)
            except IntegrityError:
                continue  # another worker was quicker
            done.append(name)
    return done
