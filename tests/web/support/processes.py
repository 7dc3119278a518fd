"""Commands of the server as processes of their own, on a data directory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RUN = """
import sys
from importlib import import_module
import click
from duizhao.cli.group import State
name, *arguments = sys.argv[1:]
command = import_module(f"duizhao_web.commands.{name}").command(str)
sys.exit(command.main(arguments, standalone_mode=False, obj=State("zh", False)) or 0)
"""


WRITE = """
import sys
from importlib import import_module
import_module("duizhao_web.commands.surroundings").start("zh")
from datetime import date
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.units.services.tree import unit_create
for n in range(15):
    unit_create(actor=SYSTEM, name=f"{sys.argv[1]}-{n}", superior=None, since=date(2020, 1, 1))
"""


def environment(data: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DUIZHAO_", "DATABASE_", "DJANGO_"))
    }
    return kept | {"DUIZHAO_DATA": str(data), "PYTHONUNBUFFERED": "1"}


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the server to its end."""
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        env=environment(data),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
