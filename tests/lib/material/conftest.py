"""Reading a text into its record in one call."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from duizhao.frameworks import catalogue
from duizhao.material import build
from duizhao.record import Document, Material, Source

Read = Callable[[str], Material]


@pytest.fixture(scope="session")
def record() -> Read:
    """Return the function that reads a text as the file ``paper.txt`` into its record."""
    frameworks = catalogue()

    def read(text: str) -> Material:
        source = Source("paper.txt", "0" * 64, "text/plain", len(text))
        return build(Document(text, "text/plain"), source, frameworks)

    return read
