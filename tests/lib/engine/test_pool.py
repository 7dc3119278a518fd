"""The pool: order, bounded look-ahead, processes that die, and that none is left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from duizhao.engine import InMemory
from duizhao.engine.pool import LOOK_AHEAD, in_processes

HERE = Path(__file__).parent


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(HERE))
    import pool_work

    return pool_work


def names(count: int, prefix: str = "a") -> list[str]:
    return [f"{prefix}{number}" for number in range(count)]


def test_answers_when_the_first_is_slow_then_come_in_order(work: ModuleType) -> None:
    assert list(in_processes(names(60), work.late_first, work.lost, jobs=2)) == names(60)


def test_work_when_two_jobs_then_done_in_two_other_processes(work: ModuleType) -> None:
    pids = set(in_processes(names(40), work.whose, work.lost, jobs=2))

    assert len(pids) == 2
    assert os.getpid() not in pids


def test_paper_when_in_memory_then_worked_on_here(work: ModuleType) -> None:
    papers = ["a", InMemory("b", b"x" * 1_000_000), "c"]

    pids = list(in_processes(papers, work.whose, work.lost, jobs=1))

    assert pids[1] == os.getpid()
    assert pids[0] == pids[2] != os.getpid()


def test_papers_when_nobody_takes_answers_then_only_a_window_is_taken(work: ModuleType) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield "a"

    answers = in_processes(endless(), work.upper, work.lost, jobs=2)
    for _ in range(500):
        next(answers)
    ahead = taken - 500
    answers.close()

    assert 0 < ahead <= 2 * LOOK_AHEAD


def test_paper_when_its_process_is_killed_then_it_alone_is_lost(work: ModuleType) -> None:
    papers = [*names(10), "deadly", *names(10, "b"), "deadly too", "deadly again", *names(10, "c")]

    answers = list(in_processes(papers, work.deadly, work.lost, jobs=2))

    assert answers == [work.lost(paper) if paper.startswith("deadly") else paper for paper in papers]


def test_papers_when_every_one_kills_then_each_is_answered(work: ModuleType) -> None:
    papers = names(5, "deadly")

    assert list(in_processes(papers, work.deadly, work.lost, jobs=2)) == [
        work.lost(paper) for paper in papers
    ]


def test_work_when_no_process_comes_up_then_done_here(
    work: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    assert list(in_processes(names(9), work.CannotArrive(), work.lost, jobs=2)) == [
        n.upper() for n in names(9)
    ]
    assert "not on this side" in capfd.readouterr().err


def test_no_papers_when_run_then_no_answers(work: ModuleType) -> None:
    assert list(in_processes([], work.upper, work.lost, jobs=2)) == []


def test_iterator_when_closed_early_then_no_process_is_left(work: ModuleType) -> None:
    answers = in_processes(names(1000), work.upper, work.lost, jobs=2)
    next(answers)
    assert multiprocessing.active_children()

    answers.close()

    assert multiprocessing.active_children() == []


SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
import pool_work
from duizhao.engine.pool import in_processes
if __name__ == "__main__":
    print("up", flush=True)
    list(in_processes(["a", "b", "c"], pool_work.sleepy, pool_work.lost, jobs=2))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM] if os.name != "nt" else [])
def test_processes_when_the_parent_is_killed_then_end_too(number: int, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(script), str(HERE)], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"up\n"

    parent.send_signal(number)

    # Every process below holds our pipe: its end is reached when the last of them is gone. The work itself
    # takes a minute, so that they would still be there.
    assert parent.communicate(timeout=30) == (b"", None)
    parent.wait()
