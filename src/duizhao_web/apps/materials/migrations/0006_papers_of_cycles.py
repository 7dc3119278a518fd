"""Papers of a unit and year go to its annual meeting, where one was opened already."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def link(apps: Any, _editor: Any) -> None:
    """Give each paper without a meeting the annual one of its unit and year."""
    paper, cycle = apps.get_model("materials", "Paper"), apps.get_model("cycles", "Cycle")
    annual = cycle.objects.filter(unit=OuterRef("unit"), year=OuterRef("year"), kind="annual")
    paper.objects.filter(cycle__isnull=True).update(cycle=Subquery(annual.values("pk")[:1]))


class Migration(migrations.Migration):
    """Backwards nothing is to be done: the column goes."""

    dependencies = [("materials", "0005_cycle")]

    operations = [migrations.RunPython(link, migrations.RunPython.noop)]
