"""The background process: queued tasks, one after another, and the jobs of the day."""

from __future__ import annotations

import logging
import os
import threading
from typing import Final

_DAILY_EVERY: Final = 600.0
_LOOK_EVERY: Final = 1.0
_log = logging.getLogger("duizhao_web.worker")


def main() -> None:
    """Work until the server that started this process ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duizhao_web.config.settings")
    from duizhao_web.config.arenas import keep_few_arenas
    from duizhao_web.config.orphans import end_with_parent

    end_with_parent()
    keep_few_arenas()
    import django

    django.setup()
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["default"],
        interval=_LOOK_EVERY,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    _ask()
    threading.Thread(target=_daily, name="daily", daemon=True).start()
    worker.run()


def _ask() -> None:
    """Ask for what an update of the program leaves to do anew."""
    from duizhao_web.apps.materials.tasks import texts_compare

    texts_compare.enqueue()


def _daily() -> None:
    from django.db import close_old_connections

    from duizhao_web.apps.kernel.daily import run_due, run_often

    pause = threading.Event()
    while True:
        close_old_connections()
        try:
            run_due()
            run_often()
        except (
            Exception
        ):  # the outer edge: what failed today is tried again, and tomorrow's jobs must not wait for it
            _log.exception("a job failed")
        pause.wait(_DAILY_EVERY)


if __name__ == "__main__":
    main()
