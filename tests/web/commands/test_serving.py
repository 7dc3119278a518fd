"""``duizhao serve`` as a process: what it prints, answers, keeps running, and leaves behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from processes import RUN, WRITE, environment, run, serving, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")]


def descendants(pid: int) -> set[int]:
    found = set[int]()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found |= {int(stat.parent.name), *descendants(int(stat.parent.name))}
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def test_serve_when_the_directory_is_empty_then_four_links_that_work_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data) as (process, address, printed):
        links = re.findall(rf"{address}/set-up/[\w-]+/", printed)
        assert f"数据目录：{data}" in printed
        assert len(links) == 4
        with urllib.request.urlopen(links[0], timeout=10) as page:
            assert "设置密码" in page.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0

    with serving(data) as (_process, _address, printed):
        assert "set-up" not in printed, "only the first time"
    verified = run(data, "audit", "verify")
    assert verified.returncode == 0
    assert "条记录前后相接" in verified.stdout
    assert run(data, "doctor").returncode == 0


def test_serve_when_told_to_stop_then_no_process_is_left(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as (process, _address, _printed):
        wait_for(lambda: len(descendants(process.pid)) >= 2)
        below = descendants(process.pid)
        process.send_signal(signal.SIGTERM)
        process.wait(20)

    wait_for(lambda: not any(alive(pid) for pid in below))


def test_serve_when_killed_without_a_word_then_everything_ends_with_it(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as (process, _address, _printed):
        wait_for(lambda: len(descendants(process.pid)) >= 2)
        below = descendants(process.pid)
        process.kill()
        process.wait(20)

    wait_for(lambda: not any(alive(pid) for pid in below))


def test_serve_when_the_worker_dies_then_another_one_works(tmp_path: Path) -> None:
    def words(pid: int) -> bytes:
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:  # it has just ended
            return b""

    def workers(of: int) -> set[int]:
        return {pid for pid in descendants(of) if b"commands.worker" in words(pid)}

    with serving(tmp_path / "data") as (process, _address, _printed):
        wait_for(lambda: workers(process.pid))
        (first,) = workers(process.pid)
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: workers(process.pid) - {first})


@pytest.mark.parametrize("name", ["serve", "demo"])
def test_port_when_another_server_has_it_then_said_in_one_line_and_nothing_loaded(
    tmp_path: Path, name: str
) -> None:
    with serving(tmp_path / "data") as (_process, address, _printed):
        port = address.rpartition(":")[2]
        done = subprocess.run(
            [sys.executable, "-m", "duizhao", name, "--port", port],
            env=environment(tmp_path / "other") | {"DUIZHAO_LANG": "zh"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert port in done.stderr
    assert "占用" in done.stderr
    assert not (tmp_path / "other").exists()


def test_host_when_it_is_not_of_this_machine_then_said_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "duizhao", "serve", "--host", "192.0.2.1"],
        env=environment(tmp_path / "data"),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 2
    assert "192.0.2.1:8000" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_secrets_when_made_then_nobody_else_can_read_them(tmp_path: Path) -> None:
    data = tmp_path / "data"
    run(data, "user", "list")

    for path in (data, *data.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path
    (data / "secrets" / "audit_key").chmod(0o644)
    doctor = run(data, "doctor")
    assert doctor.returncode == 1
    assert "duizhao_web.E002" in doctor.stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [("DATABASE_URL", "mysql://x/y"), ("DUIZHAO_URL", "ftp://x"), ("DUIZHAO_TIME_ZONE", "Mars/Base")],
)
def test_environment_when_it_makes_no_sense_then_said_by_name(tmp_path: Path, name: str, value: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN, "doctor"],
        env=environment(tmp_path / "data") | {name: value},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode != 0
    assert f"{name}: " in done.stderr.splitlines()[-1]


def test_log_when_several_processes_write_at_once_then_one_chain(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data) as (process, _address, _printed):
        process.send_signal(signal.SIGINT)
        process.wait(20)

    # How many the first start and the jobs of the day left: the worker may have come to them or not.
    before = int(run(data, "audit", "verify").stdout.split(maxsplit=1)[0])
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, str(n)], env=environment(data), stderr=subprocess.PIPE)
        for n in range(4)
    ]
    for writer in writers:
        _out, err = writer.communicate(timeout=120)
        assert writer.returncode == 0, err.decode()

    verified = run(data, "audit", "verify")
    assert verified.returncode == 0
    assert verified.stdout.startswith(f"{before + 60} ")


def test_log_when_changed_behind_its_back_then_exit_1_and_the_place(tmp_path: Path) -> None:
    import sqlite3

    data = tmp_path / "data"
    with serving(data) as (process, _address, _printed):
        process.send_signal(signal.SIGINT)
        process.wait(20)
    database = sqlite3.connect(data / "duizhao.sqlite3")
    database.execute("DROP TRIGGER audit_no_update")
    database.execute("DROP TRIGGER figure_locked_update")
    database.execute("UPDATE kernel_auditevent SET actor_name = 'x' WHERE number = 9")
    database.commit()
    database.close()

    verified = run(data, "audit", "verify")

    assert verified.returncode == 1
    assert "第 9 条被改动" in verified.stdout
    doctor = run(data, "doctor")
    assert doctor.returncode == 1
    assert "audit_no_update、figure_locked_update" in doctor.stdout
