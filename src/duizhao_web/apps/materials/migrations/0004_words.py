"""The index of the words in papers, filled with the texts that are there.

How words are cut is written out here as it is now; it may be another way in the program later.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.db import migrations

NAME = "materials_words"


def pieces(text: str, *, joined: bool) -> list[str]:
    folded = re.sub(r"[^\S\n]+", "", unicodedata.normalize("NFKC", text).lower())
    runs = re.findall(r"[^\W_]+", folded.replace("\n", "") if joined else folded)
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
    else:
        tokenize = 'tokenize="unicode61 remove_diacritics 0"'
        editor.execute(f"CREATE VIRTUAL TABLE {NAME} USING fts5(words, content='', {tokenize})")
    versions = apps.get_model("materials", "Version").objects.order_by("pk")
    rows = versions.values_list("pk", "title", "text", "hard_wrapped").iterator(50)
    with editor.connection.cursor() as cursor:
        for pk, title, text, joined in rows:
            words = pieces(f"{title}\n", joined=False) + pieces(text, joined=joined)
            if on_postgresql:
                sql = f"INSERT INTO {NAME} (row_id, words) VALUES (%s, %s::tsvector)"
                cursor.executemany(sql, [(pk, vector) for vector in vectors(words)])
            else:
                sql = f"INSERT INTO {NAME} (rowid, words) VALUES (%s, %s)"
                cursor.execute(sql, [pk, " ".join(words)])


def remove(_apps: Any, editor: Any) -> None:
    editor.execute(f"DROP TABLE {NAME}")


class Migration(migrations.Migration):
    """Reversible: the index holds nothing that the texts do not."""

    dependencies = [("materials", "0003_text_digests")]

    operations = [migrations.RunPython(install, remove)]
