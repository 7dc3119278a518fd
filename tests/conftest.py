"""What every test may need: programs of the machine, named when a test is skipped for one."""

from __future__ import annotations

import shutil

import pytest

PROGRAMS = {"needs_libreoffice": "soffice", "needs_pdftotext": "pdftotext", "needs_chromium": "chromium"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, by name, the tests whose program is not installed."""
    missing = {mark: program for mark, program in PROGRAMS.items() if shutil.which(program) is None}
    for item in items:
        for mark, program in missing.items():
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=f"program not installed: {program}"))
