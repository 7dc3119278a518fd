"""A paper names its latest version, and what a list shows and sorts by of it: no list reads a text.

The version is named so that a word found in the index leads to its paper without a look at every version.
"""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def fill(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 (Django calls it so)
    """Fill the columns, a version at a time."""
    paper = apps.get_model("materials", "Paper")
    latest = apps.get_model("materials", "Version").objects.filter(number=F("paper__latest"))
    for pk, paper_id, record, findings in latest.values_list("pk", "paper_id", "record", "findings").iterator(
        50
    ):
        checks = sorted({one["check"] for one in findings})
        paper.objects.filter(pk=paper_id).update(
            current=pk,
            problems=len(record.get("problems", ())),
            findings=len(findings),
            flagged=f" {' '.join(checks)} " if checks else "",
        )


class Migration(migrations.Migration):
    """Reversible: the columns hold nothing that the versions do not."""

    dependencies = [("materials", "0006_papers_of_cycles")]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="current",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="materials.version",
            ),
        ),
        migrations.AddField(
            model_name="paper", name="problems", field=models.PositiveIntegerField(default=0)
        ),
        migrations.AddField(
            model_name="paper", name="findings", field=models.PositiveIntegerField(default=0)
        ),
        migrations.AddField(
            model_name="paper", name="flagged", field=models.TextField(blank=True, default="")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
