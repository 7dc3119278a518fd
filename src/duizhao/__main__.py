"""``python -m duizhao`` and the ``duizhao`` command."""

from __future__ import annotations

import sys
from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    try:
        from duizhao.cli import main as run

        return run(arguments)
    except KeyboardInterrupt:  # before the command line could take care of it, or after
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
