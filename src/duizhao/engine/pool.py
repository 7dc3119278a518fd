"""Work spread over processes: answers in order, a bounded number under way, a process that dies replaced.

Each process has a pipe of its own and answers paper by paper, so that it is known which paper a process had
in hand when it died; nothing else is lost. Processes are started afresh (``spawn``) on every platform: no
locks, threads or descriptors are inherited, and Linux runs what Windows runs.
"""

from __future__ import annotations

import gc
import heapq
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Generic, TypeVar

from duizhao.engine.paper import InMemory, Input

Answer = TypeVar("Answer")
Numbered = tuple[int, Input]

# Papers in a process's pipe: enough that it never waits for us, few enough that none waits behind a slow one.
DEPTH: Final = 4
# Papers, for each process, that may be answered before their turn.
LOOK_AHEAD: Final = 32
# Seconds a process gets to end by itself.
GRACE: Final = 1.0
# Each process works alone; libraries that start threads of their own would only get in each other's way.
_ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def in_processes(
    papers: Iterable[Input],
    work: Callable[[Input], Answer],
    lost: Callable[[Input], Answer],
    *,
    jobs: int,
) -> Iterator[Answer]:
    """Yield ``work(paper)`` for each paper in the order given, worked out in ``jobs`` processes.

    ``lost`` answers for a paper whose process was killed or crashed. Where no process can be started the work
    is done here, as it is for papers in memory. All processes have ended when the iterator is exhausted or
    closed.
    """
    run = _Run(papers, work, lost, jobs)
    try:
        yield from run.answers()
    finally:
        run.stop()


class _Run(Generic[Answer]):
    def __init__(
        self,
        papers: Iterable[Input],
        work: Callable[[Input], Answer],
        lost: Callable[[Input], Answer],
        jobs: int,
    ) -> None:
        self._papers = enumerate(papers)
        self._work = work
        self._lost = lost
        self._window = jobs * LOOK_AHEAD
        self._taken = 0
        self._due = 0
        self._handed_back: list[Numbered] = []  # a heap: the earliest first
        self._answers: dict[int, Answer] = {}
        self._workers = [_Worker(work) for _ in range(jobs)]

    def answers(self) -> Iterator[Answer]:
        """Yield the answers in order, each as soon as its turn has come."""
        while True:
            self._hand_out()
            if self._due in self._answers:
                yield self._answers.pop(self._due)
                self._due += 1
            elif any(worker.papers for worker in self._workers):
                self._collect()
            else:
                return

    def stop(self) -> None:
        """End all processes, whatever they are doing."""
        for worker in self._workers:
            worker.connection.close()
        for worker in self._workers:
            worker.end()

    def _hand_out(self) -> None:
        while True:
            worker = min(self._workers, key=_Worker.load, default=None)
            if worker is not None and worker.load() >= DEPTH:
                return
            taken = self._take()
            if taken is None:
                return
            if worker is None or isinstance(taken[1], InMemory):
                self._answers[taken[0]] = self._work(taken[1])
                return  # one at a time: its turn may have come
            if not worker.give(taken):
                heapq.heappush(self._handed_back, taken)
                if not worker.papers:
                    self._replace(worker)

    def _take(self) -> Numbered | None:
        if self._handed_back:
            return heapq.heappop(self._handed_back)
        if self._taken - self._due >= self._window:
            return None
        taken = next(self._papers, None)
        self._taken += taken is not None
        return taken

    def _collect(self) -> None:
        busy = {worker.connection: worker for worker in self._workers if worker.papers}
        for connection in wait(list(busy)):
            worker = busy[connection]  # type: ignore[index]  # wait returns what it was given
            try:
                answer = worker.connection.recv()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            if worker.ready:
                self._answers[worker.papers.popleft()[0]] = answer
            worker.ready = True

    def _replace(self, worker: _Worker) -> None:
        """Answer for the paper a dead process had in hand, and let another process do the rest."""
        worker.end()
        self._workers.remove(worker)
        if worker.ready:  # one that never came up is not the fault of a paper, nor would another come up
            if worker.papers:
                number, paper = worker.papers.popleft()
                self._answers[number] = self._lost(paper)
            self._workers.append(_Worker(self._work))
        for taken in worker.papers:
            heapq.heappush(self._handed_back, taken)


class _Worker:
    """A process, the pipe to it, and the papers given to it whose answers are not read yet, in that order."""

    def __init__(self, work: Callable[[Input], Any]) -> None:
        context = multiprocessing.get_context("spawn")
        self.papers: deque[Numbered] = deque()
        self.ready = False
        self._takes_more = True
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        with _no_interrupt():
            self._process.start()
        theirs.close()

    def load(self) -> int:
        """Return how many papers wait for this process; as many as may, where it is found dead."""
        # Its last answers may still be in the pipe: only when they are read is it known what it died of.
        return len(self.papers) if self._takes_more else DEPTH

    def give(self, taken: Numbered) -> bool:
        """Hand over a paper; answer whether there was still somebody to take it."""
        try:
            self.connection.send(taken[1])
        except OSError:
            self._takes_more = False
            return False
        self.papers.append(taken)
        return True

    def end(self) -> None:
        """End the process: by itself where it can, by force where it does not."""
        self.connection.close()
        self._process.join(GRACE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _serve(connection: Connection, work: Callable[[Input], Any]) -> None:
    """Answer papers until the other side is gone; the first message says that we are up."""
    # A paper is thousands of small objects that hold no cycles: look for cycles seldom.
    gc.set_threshold(50_000, 20, 20)
    _leave_interrupts_to_the_parent()
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    for variable in _ONE_THREAD:
        os.environ.setdefault(variable, "1")
    try:
        connection.send(None)
        while True:
            connection.send(work(connection.recv()))
    except (EOFError, OSError):
        return


def _end_with_the_parent() -> None:
    """End this process, even in the middle of a paper, when the one that started it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Start a process in which Ctrl-C is held back until it is up, so that it dies without a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Whoever starts the first process starts this one too, which lets Ctrl-C through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_interrupts_to_the_parent() -> None:
    # A handler that does nothing, and not SIG_IGN, which programs started from here would inherit.
    signal.signal(signal.SIGINT, lambda _number, _frame: None)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
