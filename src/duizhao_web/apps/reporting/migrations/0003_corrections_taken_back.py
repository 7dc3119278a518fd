"""A correction may be taken back; how many reports of a period stand where is read from an index.

Neither touches a table with triggers in a way that rebuilds it: an index is added to reports, the check is
that of their courses, which have none.
"""

from __future__ import annotations

from django.db import migrations, models

ACTS = [
    "ask",
    "begin",
    "fill",
    "confirm",
    "unconfirm",
    "hand_in",
    "return",
    "lock",
    "reply",
    "correct",
    "recall",
]


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_frozen_figures"), ("units", "0002_tree_changes")]
    operations = [
        migrations.RemoveConstraint(model_name="reportstep", name="report_act_known"),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["period", "stage", "edition", "handed_in_on"],
                condition=models.Q(("latest", True)),
                name="report_standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportstep",
            constraint=models.CheckConstraint(condition=models.Q(("act__in", ACTS)), name="report_act_known"),
        ),
    ]
