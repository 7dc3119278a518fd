"""Papers made for the tests of shared text."""

from __future__ import annotations

import sys
from pathlib import Path

# The papers are those the benchmark is run on.
sys.path.insert(0, str(Path(__file__).parents[3]))
