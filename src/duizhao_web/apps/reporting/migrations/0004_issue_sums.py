"""What the lines of an issue come to is issued with them; what was issued before is added up once.

The triggers that keep what was issued are taken away for this and put back.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_FROZEN = import_module("duizhao_web.apps.reporting.migrations.0002_frozen_figures")


def _summed(figures: list[dict[str, int]]) -> dict[str, int]:
    return {
        kind: sum(one.get(kind, 0) for one in figures) for kind in {kind for one in figures for kind in one}
    }


def add_up(apps: Any, _editor: BaseDatabaseSchemaEditor) -> None:
    """Fill in the sums of what was issued."""
    lines = apps.get_model("reporting", "IssueLine")
    for issue in apps.get_model("reporting", "Issue").objects.all():
        rows = list(
            lines.objects.filter(issue=issue).values_list(
                "unit_id", "report_id", "late", "figures", "request"
            )
        )
        reported = [row for row in rows if row[1] is not None]
        issue.units, issue.reported = len(rows), len(reported)
        issue.late = sum(1 for row in reported if row[2])
        issue.asked = sum(1 for row in reported if row[4])
        issue.sums = _summed([row[3] for row in reported])
        if issue.former_id is not None:
            same = {row[0] for row in rows}
            before = lines.objects.filter(issue=issue.former_id).values_list("unit_id", "figures")
            issue.sums_before = _summed([figures for unit, figures in before if unit in same])
        issue.save()


def _added(name: str, field: models.Field[Any, Any]) -> migrations.AddField:
    return migrations.AddField("issue", name, field)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_corrections_taken_back")]
    operations = [
        migrations.RunPython(_FROZEN.remove, _FROZEN.install),
        *(
            _added(name, models.PositiveIntegerField(default=0))
            for name in ("units", "reported", "late", "asked")
        ),
        *(_added(name, models.JSONField(blank=True, default=dict)) for name in ("sums", "sums_before")),
        migrations.RunPython(add_up, migrations.RunPython.noop),
        migrations.RunPython(_FROZEN.install, _FROZEN.remove),
    ]
