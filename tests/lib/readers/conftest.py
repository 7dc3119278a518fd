"""Makes the builders beside the tests importable: ``wordfile`` writes Word files from raw XML."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
