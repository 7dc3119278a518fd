"""The server's tests: a data directory of their own, a fixed clock, the database that ``DATABASE_URL`` names.

Without the extra ``web`` nothing here is collected but ``test_the_extra.py``, which is then skipped by name.
A city with its people stands in the database before the first test; what a test changes is taken back
after it.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

HAS_WEB = importlib.util.find_spec("django") is not None
HERE = Path(__file__).parent
ROOMS = sorted({path.parent.name for path in HERE.glob("*/test_*.py")})
collect_ignore_glob: list[str] = [] if HAS_WEB else [f"{room}/*" for room in ROOMS]
sys.path.insert(0, str(Path(__file__).parent / "support"))

if TYPE_CHECKING:
    from city import City
    from django.test import Client


def _start_django() -> str:
    """Let the settings see a fresh data directory, whatever the machine has."""
    data = os.environ["DUIZHAO_DATA"] = tempfile.mkdtemp(prefix="duizhao-test-")
    for name in ("DUIZHAO_URL", "DUIZHAO_TIME_ZONE"):
        os.environ.pop(name, None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "duizhao_web.config.settings"
    from duizhao_web.config import secrets

    secrets.prepare(Path(data))
    import django
    from django.conf import settings

    # Argon2 is slow on purpose; what is tested here is not how slow.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "sample_room.apps.SampleRoom"]
    django.setup()
    # Not for processes that this one starts: each sees to its own.
    del os.environ["DJANGO_SETTINGS_MODULE"]
    return data


if HAS_WEB:
    DATA = _start_django()
    from browsing import address, chromium, open_page, served_site  # noqa: F401 (fixtures)

    @pytest.fixture(scope="session", autouse=True)
    def _no_data_left() -> Iterator[None]:
        yield
        shutil.rmtree(DATA, ignore_errors=True)

    @pytest.fixture(autouse=True)
    def _fixed_clock() -> Iterator[None]:
        from city import NOW

        from duizhao_web.apps.kernel.clock import FixedClock, use_clock

        with use_clock(FixedClock(NOW)):
            yield

    @pytest.fixture(autouse=True)
    def _first_language() -> Iterator[None]:
        """Begin in Chinese, whatever page in English the test before has asked for."""
        from django.utils import translation

        with translation.override("zh-hans"):
            yield

    @pytest.fixture(autouse=True)
    def _chinese() -> Iterator[None]:
        # A request that was answered in English leaves it on in its thread.
        from django.utils import translation

        with translation.override("zh-hans"):
            yield

    @pytest.fixture(scope="session")
    def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> City:
        """Found the city once, through the services."""
        from city import NOW, founded

        from duizhao_web.apps.kernel.clock import FixedClock, use_clock

        with django_db_blocker.unblock(), use_clock(FixedClock(NOW)):
            return founded()

    @pytest.fixture
    def city(db: None, django_db_setup: City) -> City:
        """The city as it was founded."""
        return django_db_setup

    @pytest.fixture
    def browser(city: City) -> Callable[[str], Client]:
        """Return a browser in which somebody of the city is signed in; "" is nobody."""
        from city import signed_in

        return lambda name: signed_in(city, name)
