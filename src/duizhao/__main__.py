"""``python -m duizhao`` and the ``duizhao`` command."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    from duizhao.cli import main as run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
