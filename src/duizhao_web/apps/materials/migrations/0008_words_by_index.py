"""How PostgreSQL finds the words in papers: always by the index.

A text lies apart from its row, and a planner that does not count the way there reads all texts for a word
that many have: 100 ms for what the index answers in ten.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

FUNCTION = "materials_words_having"


def install(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f"CREATE OR REPLACE FUNCTION {FUNCTION}(wanted tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE "
            "SET enable_seqscan = off AS "
            "'SELECT row_id FROM materials_words WHERE words @@ wanted'"
        )


def remove(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP FUNCTION {FUNCTION}(tsquery)")


class Migration(migrations.Migration):
    """Reversible: a way to ask, nothing that is kept."""

    dependencies = [("materials", "0007_paper_at_a_glance")]
    operations = [migrations.RunPython(install, remove)]
