"""What the background process does for papers, on request."""

from __future__ import annotations

from django_tasks import task

from duizhao_web.apps.materials.comparing import compare_waiting


@task()
def texts_compare() -> int:
    """Compare the texts that wait; a request that finds none left costs one query."""
    return compare_waiting()
