"""Data files of the package, and where they lie.

They are named by path: ``importlib.resources`` brings tempfile, random and more along at every start, and
numpy wants files anyway.
"""

from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent
