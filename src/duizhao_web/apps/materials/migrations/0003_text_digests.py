"""Give every text that is there already the digest it is known by."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import migrations


def digests(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 (Django calls it so)
    """Fill the column, a text at a time."""
    version = apps.get_model("materials", "Version")
    for pk, text in version.objects.filter(text_sha256="").values_list("pk", "text").iterator(50):
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        version.objects.filter(pk=pk).update(text_sha256=digest)


class Migration(migrations.Migration):
    """The old column is not lost on the way back: the next migration down drops it whole."""

    dependencies = [("materials", "0002_overlap")]

    operations = [migrations.RunPython(digests, migrations.RunPython.noop)]
