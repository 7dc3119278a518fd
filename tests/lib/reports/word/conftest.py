"""Makes two builders importable: ``wordfile`` writes Word files from XML, ``wordview`` looks into them."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
for folder in (HERE, HERE.parents[1] / "readers"):
    sys.path.insert(0, str(folder))
