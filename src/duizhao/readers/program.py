"""How an outside program is found and run: within a time, an amount of output and, on Linux, of memory."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

from duizhao.errors import ErrorCode, ReadError, reason_of
from duizhao.readers.reader import MEGABYTE

# Where an installer puts a program that it does not put on the PATH.
_PLACES: Final[dict[str, tuple[str, ...]]] = {
    "soffice": (
        "{ProgramFiles}/LibreOffice/program/soffice.com",
        "{ProgramFiles(x86)}/LibreOffice/program/soffice.com",
        "{ProgramFiles}/LibreOffice/program/soffice.exe",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "/opt/libreoffice/program/soffice",
    ),
}


def find(name: str) -> Path | None:
    """Return the program's path: from the PATH, else from where its installer usually puts it."""
    on_path = shutil.which(name)
    if on_path:
        return Path(on_path)
    for pattern in _PLACES.get(name, ()):
        with contextlib.suppress(KeyError):
            place = Path(pattern.format_map(os.environ))
            if place.is_file():
                return place
    return None


def run(
    command: Sequence[str | Path],
    *,
    called: str,
    seconds: float,
    output: int = MEGABYTE,
    memory: int | None = None,
    environment: dict[str, str] | None = None,
) -> tuple[int, bytes, str]:
    """Run a program to its end; return its exit code, what it printed and the end of its complaints.

    ``seconds`` is wall time, ``output`` and ``memory`` are bytes; past any of them the program is killed
    with its children and ``ReadError`` (PROGRAM_FAILED, naming it ``called``) is raised. ``memory`` holds on
    Linux.
    """
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as complaints:
        process = _start(command, called, environment, printed, complaints)
        if memory is not None:
            _limit_memory(process.pid, memory)
        excess = _wait(process, printed, seconds, output)
        if excess:
            raise ReadError(ErrorCode.PROGRAM_FAILED, program=called, detail=excess)
        printed.seek(0)
        complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - 300))
        return process.returncode, printed.read(), complaints.read().decode("utf-8", "replace").strip()


def _start(
    command: Sequence[str | Path],
    called: str,
    environment: dict[str, str] | None,
    printed: IO[bytes],
    complaints: IO[bytes],
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [os.fspath(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=complaints,
            env={**os.environ, **(environment or {})},
            # A session of its own: it can be killed as a whole, and Ctrl-C reaches us first.
            start_new_session=sys.platform != "win32",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise ReadError(ErrorCode.PROGRAM_FAILED, program=called, detail=reason_of(error)) from error


def _wait(process: subprocess.Popen[bytes], printed: IO[bytes], seconds: float, output: int) -> str | None:
    """Wait for the end; kill the program where it takes too much and say of what."""
    end = time.monotonic() + seconds
    try:
        while process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
            if os.fstat(printed.fileno()).st_size > output:
                return f"> {output / MEGABYTE:.0f} MB"
            if process.poll() is None and time.monotonic() > end:
                return f"> {seconds:.0f} s"
    finally:  # also where Ctrl-C got us
        if process.poll() is None:
            _kill(process)
    return None


def _limit_memory(pid: int, memory: int) -> None:
    if sys.platform == "linux":
        import resource

        with contextlib.suppress(OSError):  # it has ended already
            resource.prlimit(pid, resource.RLIMIT_AS, (memory, memory))


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a program that runs, and its children."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], check=False, capture_output=True)
    else:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
