"""The index of the words in items, filled with what there is; the orders of the ledger on PostgreSQL.

How words are cut and joined is written out here as it is now; it may be another way in the program later.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Any

from django.db import migrations

NAME = "rectification_words"
# SQLite has what is without a value first anyway.
FIRST = {
    "item_first_deadline": "deadline NULLS FIRST, id",
    "item_first_aspect": "aspect_no NULLS FIRST, aspect, id",
    "item_first_owner": "owner_id NULLS FIRST, id",
    "item_first_report": "reported_on NULLS FIRST, id",
}


def pieces(text: str) -> list[str]:
    folded = re.sub(r"[^\S\n]+", "", unicodedata.normalize("NFKC", text).lower())
    runs = re.findall(r"[^\W_]+", folded)
    return [one for run in runs for one in (*(run[at : at + 2] for at in range(len(run) - 1)), run[-1])]


def vectors(words: list[str]) -> list[str]:
    found = []
    for first in range(0, max(1, len(words)), 4_000):
        places: dict[str, list[int]] = {}
        for place, word in enumerate(words[max(0, first - 30) : first + 4_000], 1):
            places.setdefault(word, []).append(place)
        found.append(" ".join(f"'{word}':{','.join(map(str, at))}" for word, at in places.items()))
    return found


def install(apps: Any, editor: Any) -> None:
    on_postgresql = editor.connection.vendor == "postgresql"
    if on_postgresql:
        editor.execute(f"CREATE TABLE {NAME} (row_id bigint NOT NULL, words tsvector NOT NULL)")
        editor.execute(f"CREATE INDEX {NAME}_words ON {NAME} USING gin (words)")
        for name, columns in FIRST.items():
            editor.execute(f"CREATE INDEX {name} ON rectification_item ({columns})")
    else:
        tokenize = 'tokenize="unicode61 remove_diacritics 0"'
        editor.execute(f"CREATE VIRTUAL TABLE {NAME} USING fts5(words, content='', {tokenize})")
    wording = apps.get_model("rectification", "Wording")
    with editor.connection.cursor() as cursor:
        for item in apps.get_model("rectification", "Item").objects.order_by("pk").iterator(50):
            text = said(item)
            made = wording.objects.create(item=item, digest=hashlib.sha256(text.encode()).hexdigest())
            if on_postgresql:
                sql = f"INSERT INTO {NAME} (row_id, words) VALUES (%s, %s::tsvector)"
                cursor.executemany(sql, [(made.pk, vector) for vector in vectors(pieces(text))])
            else:
                sql = f"INSERT INTO {NAME} (rowid, words) VALUES (%s, %s)"
                cursor.execute(sql, [made.pk, " ".join(pieces(text))])


def said(item: Any) -> str:
    points = item.points.order_by("number").values_list("text", flat=True)
    return "\n".join([item.code, item.title, item.text, item.cause, item.goal, item.aspect, *points])


def remove(apps: Any, editor: Any) -> None:
    editor.execute(f"DROP TABLE {NAME}")
    if editor.connection.vendor == "postgresql":
        for name in FIRST:
            editor.execute(f"DROP INDEX {name}")
    apps.get_model("rectification", "Wording").objects.all().delete()


class Migration(migrations.Migration):
    """Reversible: the index holds nothing that the items do not."""

    dependencies = [("rectification", "0005_ledger")]

    operations = [migrations.RunPython(install, remove)]
