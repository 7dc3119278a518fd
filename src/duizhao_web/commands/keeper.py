"""Keep one worker beside the server: started again when it dies, ended with the server.

This is a process of its own with nothing else in it. The server forks; a fork beside ``Popen`` would hold
open the pipe that tells ``Popen`` that its program has started, and the worker would never be started again.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import Final, NoReturn

_STOP_WITHIN: Final = 10.0
_RESTART_AFTER: Final = 2.0


def main() -> NoReturn:
    """Start a worker whenever there is none, until told to stop or left alone."""
    from duizhao_web.config.orphans import end_with_parent

    end_with_parent()
    signal.signal(signal.SIGTERM, _leave)
    worker: subprocess.Popen[bytes] | None = None
    try:
        while True:
            # On Windows its standard input, a pipe of ours, ends when we are gone without a word.
            worker = subprocess.Popen(
                [sys.executable, "-m", "duizhao_web.commands.worker"], stdin=subprocess.PIPE
            )
            worker.wait()
            time.sleep(_RESTART_AFTER)
    finally:
        if worker is not None:
            end(worker)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to stop, and see to it that it does."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(_STOP_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()


def _leave(*_: object) -> NoReturn:
    sys.exit(0)


if __name__ == "__main__":
    main()
