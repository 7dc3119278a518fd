"""A server killed at any moment while people write: what it acknowledged is there, nothing is half done."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import sys
import threading
import time
import uuid
from pathlib import Path

import pytest
from processes import ROWS, SIGNED_IN, environment, run

sys.path.insert(0, str(Path(__file__).parent))
from test_serving import alive, descendants, serving, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")]
TOKEN = "a" * 32
# So many writes must have been acknowledged, over at least three kills; bench_endurance.py asks for more.
WRITES = int(os.environ.get("BENCH_WRITES", "9"))
KILLS = 3


class Writer(threading.Thread):
    """Hands in one version after the other until the server is gone; keeps what was acknowledged."""

    def __init__(self, address: str, session: str, target: str) -> None:
        super().__init__()
        self.host, self.session, self.target = address.partition("//")[2], session, target
        self.acknowledged: list[str] = []
        self.refused: list[str] = []

    def run(self) -> None:
        while True:
            name = uuid.uuid4().hex
            try:
                status, said = self.hand_in(name)
            except (OSError, http.client.HTTPException):
                return
            (self.acknowledged if status == 200 else self.refused).append(name if status == 200 else said)

    def hand_in(self, name: str) -> tuple[int, str]:
        text = f"2025年度民主生活会个人对照检查材料\n一、存在的问题\n1.学习不深。{name}。"
        fields = {"csrfmiddlewaretoken": TOKEN, "target": self.target, "year": "2025"}
        parts = [
            f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{fields[key]}' for key in fields
        ]
        parts.append(
            '--x\r\nContent-Disposition: form-data; name="file"; filename="材料.txt"\r\n'
            f"Content-Type: text/plain\r\n\r\n{text}"
        )
        connection = http.client.HTTPConnection(self.host, timeout=30)
        headers = {
            "Content-Type": "multipart/form-data; boundary=x",
            "Accept": "application/json",
            "Cookie": f"duizhao_session={self.session}; duizhao_form={TOKEN}",
        }
        body = ("\r\n".join(parts) + "\r\n--x--\r\n").encode()
        try:
            connection.request("POST", "/papers/upload/", body, headers)
            with connection.getresponse() as answer:
                return answer.status, answer.read().decode()
        finally:
            connection.close()


def kill(pid: int) -> None:
    """End a process and what it started, without a word, the children in any order."""
    pids = [pid, *descendants(pid)]
    random.shuffle(pids)
    for each in pids:
        os.kill(each, signal.SIGKILL) if alive(each) else None
    wait_for(lambda: not any(alive(each) for each in pids))


def test_server_when_killed_while_people_write_then_what_it_acknowledged_is_there(tmp_path: Path) -> None:
    data = tmp_path / "data"
    acknowledged: list[str] = []
    signed_in: list[tuple[str, str]] = []
    kills = 0
    while kills < KILLS or len(acknowledged) < WRITES:
        kills += 1
        with serving(data) as (process, address, _printed):
            while len(signed_in) < 3:
                signed_in.append(a_writer(data, f"w{len(signed_in)}", tmp_path))
            writers = [Writer(address, *each) for each in signed_in]
            for writer in writers:
                writer.start()
            wait_for(lambda writers=writers: all(writer.acknowledged for writer in writers))  # type: ignore[misc]
            time.sleep(random.uniform(0.5, 3.5))
            kill(process.pid)
            for writer in writers:
                writer.join()
                acknowledged += writer.acknowledged
                assert writer.refused == []

    print(f"{kills} kills, {len(acknowledged)} writes acknowledged")
    rows = run_rows(data)
    texts = "\n".join(row["text"] for row in rows)
    assert [name for name in acknowledged if name not in texts] == []
    for row in rows:
        assert (data / "files" / row["sha256"][:2] / row["sha256"]).is_file()
    doctor = run(data, "doctor")
    assert doctor.returncode == 0, doctor.stdout


def test_upload_when_the_connection_is_lost_in_the_middle_then_nothing_kept_and_others_answered(
    tmp_path: Path,
) -> None:
    import socket

    data = tmp_path / "data"
    with serving(data) as (_process, address, _printed):
        session, target = a_writer(data, "w", tmp_path)
        host, port = address.partition("//")[2].split(":")
        for _ in range(8):
            with socket.create_connection((host, int(port))) as lost:
                lost.sendall(
                    f"POST /papers/upload/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 50000\r\n"
                    "Content-Type: multipart/form-data; boundary=x\r\n"
                    f"Cookie: duizhao_session={session}; duizhao_form={TOKEN}\r\n\r\n--x\r\nContent".encode()
                )
        writer = Writer(address, session, target)
        assert writer.hand_in("whole")[0] == 200
    assert len(run_rows(data)) == 1
    assert len([path for path in (data / "files").rglob("*") if path.is_file()]) == 1


def a_writer(data: Path, name: str, folder: Path) -> tuple[str, str]:
    import subprocess

    done = subprocess.run(
        [sys.executable, "-c", SIGNED_IN, name, str(folder / "never")],
        env=environment(data),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    session, target = done.stdout.split()
    return session, target


def run_rows(data: Path) -> list[dict[str, str]]:
    import subprocess

    done = subprocess.run(
        [sys.executable, "-c", ROWS], env=environment(data), capture_output=True, text=True, check=True
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return [row["fields"] for row in rows if row["model"] == "materials.version"]
