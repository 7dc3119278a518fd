"""A real server on a sized demonstration: how soon it answers, what it takes in, what memory it holds."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
PAPERS = 500
# So many browsers send at once; each sends one paper after the other.
BROWSERS = 4
FIRST_YEAR = 1990
THINGS = ("供水管网", "水库调度", "农村公路养护", "老旧小区改造")
PLACES = ("东埠水厂", "城关小学", "月湾镇")
CLI = [sys.executable, "-m", "duizhao"]


class Figures(NamedTuple):
    """What was measured of the server's processes."""

    start: float
    uploaded: float
    memory: dict[str, float]


def measured(data: Path, environment: dict[str, str], port: int) -> Figures:
    """Start the server on a data directory, hand papers in, and look at its processes."""
    with running(environment, port) as (process, start):
        uploaded = _upload(data, port)
        return Figures(start, uploaded, _memory(process.pid))


@contextmanager
def running(
    environment: dict[str, str], port: int, *options: str, log: Path = Path(os.devnull)
) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Start a server; yield its process and how long it took until it answered."""
    begun = time.perf_counter()
    with log.open("wb") as said:
        process = subprocess.Popen(
            [*CLI, "serve", "--port", str(port), *options], env=environment, stdout=said, stderr=said
        )
    try:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - begun > 60:
                raise SystemExit("the server does not answer")
            time.sleep(0.02)
        yield process, time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    try:
        return _Browser(port).get("/health/")[0] == 200
    except OSError:
        return False


def _upload(data: Path, port: int) -> float:
    """Hand in a paper of a team for each of many years, by many coordinators; return the seconds it takes."""
    password = (data / "logins.txt").read_text(encoding="utf-8").split("\n")[1].rpartition("：")[2].strip()
    browsers = [_Browser(port) for _number in range(BROWSERS * 4)]
    for number, browser in enumerate(browsers):
        browser.sign_in(f"u{number + 20:04d}.coordinator", password)
    each = -(-PAPERS // len(browsers))
    begun = time.perf_counter()
    with ThreadPoolExecutor(BROWSERS) as pool:
        done = sum(pool.map(lambda one: one[1].hand_in(one[0], each), enumerate(browsers)))
    spent = time.perf_counter() - begun
    assert done >= PAPERS, done
    return spent * PAPERS / done


class _Browser:
    """As much of a browser as it takes to sign in and to send a file."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.target = ""

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path, None, {})

    def sign_in(self, username: str, password: str) -> None:
        self.get("/sign-in/")
        form = {
            "username": username,
            "password": password,
            "csrfmiddlewaretoken": self.cookies["duizhao_form"],
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        status, _body = self._ask("POST", "/sign-in/", urlencode(form).encode(), headers)
        assert status == 302, status
        _status, page = self.get("/papers/")
        found = re.search(r'<option value="(\d+-team)"', page)
        assert found
        self.target = found[1]

    def hand_in(self, number: int, count: int) -> int:
        """Send so many papers; return how many were kept."""
        from duizhao_web.demo.writing import Assignment, write

        kept = 0
        for year in range(FIRST_YEAR, FIRST_YEAR + count):
            text = write(Assignment(f"第{number}单位{year}", "", 2025, THINGS, PLACES))
            kept += self._send(text.replace("2025", str(year)).encode(), year) == 200
        return kept

    def _send(self, data: bytes, year: int) -> int:
        mark = uuid.uuid4().hex
        fields = {
            "target": self.target,
            "year": str(year),
            "csrfmiddlewaretoken": self.cookies["duizhao_form"],
        }
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        parts.append(
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n'
            "Content-Type: text/plain\r\n\r\n"
        )
        body = "".join(parts).encode() + data + f"\r\n--{mark}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "Accept": "application/json"}
        status, answer = self._ask("POST", "/papers/upload/", body, headers)
        if status == 200:
            json.loads(answer)
        return status

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        origin = f"http://127.0.0.1:{self.connection.port}"
        self.connection.request(method, path, body, {"Cookie": cookie, "Origin": origin, **headers})
        answer = self.connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _equals, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        said = answer.read().decode("utf-8", "replace")
        # A connection that waits for its turn may be closed by the server.
        self.connection.close()
        return answer.status, said


def _memory(pid: int) -> dict[str, float]:
    """Return what memory each process of the server holds after the run, in MB, by what it does.

    Judging a password takes 100 MB for a moment, on purpose; that is not in it.
    """
    found: dict[str, float] = {}
    for one in [pid, *below(pid)]:
        try:
            status = Path(f"/proc/{one}/status").read_text(encoding="ascii")
            command = Path(f"/proc/{one}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        held = re.search(r"VmRSS:\s+(\d+)", status)
        if held:
            found[f"{one} {command.strip()[-48:]}"] = int(held[1]) / 1024
    return found


def below(pid: int) -> list[int]:
    """Return the processes a process has started, and those they have."""
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in path.read_text(encoding="ascii").split():
            found += [int(child), *below(int(child))]
    return found


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def environment(data: Path, database: str, port: int) -> dict[str, str]:
    """Return the surroundings of the server's processes."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DUIZHAO_", "DJANGO_"))}
    kept |= {"DUIZHAO_DATA": str(data), "DUIZHAO_URL": f"http://127.0.0.1:{port}"}
    kept["PYTHONPATH"] = str(ROOT / "src")
    # An installed server has its bytecode; without it each start would compile everything anew.
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    if database:
        kept["DATABASE_URL"] = database
    return kept
