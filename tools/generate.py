"""Write the generated files, or with ``--check`` write nothing and say which of them are stale.

A generator is a program ``tools/gen_*.py`` that writes its files, and with ``--check`` names the stale ones
and exits with 1.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    status = 0
    # The catalogues first: other generators print messages.
    scripts = sorted(Path(__file__).parent.glob("gen_*.py"), key=lambda path: path.name != "gen_messages.py")
    for script in scripts:
        if subprocess.run([sys.executable, str(script), *arguments], check=False).returncode:
            print(f"{script.name}: see above; make gen writes the files anew", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
