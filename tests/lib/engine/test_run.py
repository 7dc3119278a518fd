"""A run over many papers: order, failures, processes, internal errors."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from duizhao.engine import InMemory, Outcome, rendered, run
from duizhao.engine.run import SMALL
from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.record import Document, Failure, Material

Make = Callable[[int], list[Path]]


def year(outcome: Outcome) -> int | None:
    assert isinstance(outcome, Material)
    return outcome.year


@pytest.mark.parametrize("jobs", [1, 2])
def test_papers_when_many_then_answered_in_order(papers: Make, jobs: int) -> None:
    assert [year(outcome) for outcome in run(papers(40), jobs=jobs)] == list(range(2000, 2040))


def test_records_when_from_other_processes_then_the_same(papers: Make) -> None:
    paths = papers(4)

    assert list(run(paths, jobs=2)) == list(run(paths, jobs=1))


@pytest.mark.parametrize("jobs", [1, 2])
def test_file_when_unreadable_then_a_failure_in_its_place(papers: Make, tmp_path: Path, jobs: int) -> None:
    first, second = papers(2)
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")

    outcomes = list(run([first, tmp_path / "gone.txt", second, empty, first], jobs=jobs))

    assert [outcome.error.code for outcome in outcomes if isinstance(outcome, Failure)] == [
        ErrorCode.NOT_FOUND,
        ErrorCode.EMPTY,
    ]
    assert [isinstance(outcome, Material) for outcome in outcomes] == [True, False, True, False, True]
    assert outcomes[0] == outcomes[4]


def test_folder_when_given_then_its_papers(papers: Make, tmp_path: Path) -> None:
    papers(3)

    assert [year(outcome) for outcome in run([tmp_path])] == [2000, 2001, 2002]


def test_papers_when_few_and_jobs_not_said_then_no_other_process(papers: Make) -> None:
    for _ in run(papers(SMALL - 1)):
        assert multiprocessing.active_children() == []


def test_papers_when_many_and_jobs_not_said_then_other_processes(papers: Make) -> None:
    answers = run(papers(SMALL))
    next(answers)

    assert multiprocessing.active_children()
    assert len(list(answers)) == SMALL - 1


def test_papers_when_endless_then_streamed(paper_text: str) -> None:
    def endless() -> Iterator[InMemory]:
        while True:
            yield InMemory("x.txt", paper_text.encode())

    answers = run(endless())

    assert [year(next(answers)) for _ in range(3)] == [2023] * 3


def test_rendering_when_asked_then_sees_record_and_document(paper: Path, paper_text: str) -> None:
    def spans(outcome: Outcome, document: Document | None) -> str | None:
        if document is None:
            return None
        assert isinstance(outcome, Material)
        start, end = outcome.problems[1].span
        return document.text[start:end]

    assert list(rendered([paper, "gone.txt"], spans)) == ["二是学习不成体系。碎片化学习多。", None]
    assert paper_text.count("二是学习") == 1


def broken(outcome: Outcome, _document: Document | None) -> str:
    if isinstance(outcome, Material) and outcome.year == 2001:
        raise KeyError("odd paper")
    return outcome.error.message() if isinstance(outcome, Failure) else str(outcome.year)


def test_paper_when_the_program_fails_on_it_then_the_others_go_on(
    papers: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(rendered(papers(3), broken, jobs=1)) == [
        "2000",
        "程序内部出错：KeyError: 'odd paper'；其余文件照常处理",
        "2002",
    ]
    assert capsys.readouterr().err == ""


def test_paper_when_the_program_fails_and_debugging_then_traceback(
    papers: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    list(rendered(papers(2), broken, jobs=1, debug=True))

    assert "Traceback" in capsys.readouterr().err


def test_frameworks_when_folder_is_faulty_then_the_run_is_refused(paper: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packs" / "mine"
    folder.mkdir(parents=True)
    (folder / "1.yaml").write_text("schema: [", encoding="utf-8")

    with pytest.raises(DuizhaoError) as caught:
        run([paper], frameworks=folder.parent)

    assert caught.value.code == ErrorCode.FRAMEWORK_INVALID
