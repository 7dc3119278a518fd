"""How many planted faults the checks find, how often they speak of clean papers, and how fast they are.

Every module ``benchmarks/checks/plant_*.py`` is taken. ``--missed`` lists the planted faults of the development
papers that were not found; of the held-out papers only totals are ever printed.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import os
import pkgutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import benchmarks.checks
from benchmarks.checks import batch, measure, papers
from benchmarks.checks.planted import Planter

from duizhao.checks.catalogue import shipped
from duizhao.checks.examine import defaults, examine

RECALL_GOAL = 0.95
ALARM_GOAL = 0.1  # diagnostics a clean paper, all categories that are planted together
START_GOAL = 0.5  # seconds a command takes on a small file
SPEED_GOAL = 150  # papers a second
MODEL_SIZE = 4300  # characters of the paper the speed is promised for


def main(arguments: Sequence[str] | None = None) -> int:
    """Print recall by planted fault, false alarms by category and check, and the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--family", action="append", help="only planters of this module (numbering, template …)"
    )
    parser.add_argument("--times", type=int, default=2, help="how often each fault is planted in each paper")
    parser.add_argument(
        "--papers", type=int, nargs="*", default=[100, 1000], help="sizes of the batches that are timed"
    )
    parser.add_argument(
        "--missed", action="store_true", help="list what was missed in the development papers"
    )
    options = parser.parse_args(arguments)
    planters = list(planters_of(options.family))
    results = {split: measure.recall(split, planters, options.times) for split in papers.SPLITS}
    print("\n".join(_recall_table(planters, results)))
    if options.missed:
        print("\n".join(_missed(results["dev"])))
    print("\n".join(_alarm_table(list(measure.planted_kinds(planters)))))
    print("\n".join(_speed()))
    print("\n".join(_start_up()))
    print("\n".join(_batches(options.papers)))
    return 0


def planters_of(families: Sequence[str] | None = None) -> Iterator[Planter]:
    """Yield the planters of every module ``plant_*``, or of some."""
    for module in sorted(pkgutil.iter_modules(benchmarks.checks.__path__), key=lambda one: one.name):
        family = module.name.removeprefix("plant_")
        if family != module.name and (not families or family in families):
            yield from importlib.import_module(f"benchmarks.checks.{module.name}").PLANTERS


def _recall_table(
    planters: Sequence[Planter], results: dict[papers.Split, dict[str, measure.Result]]
) -> Iterator[str]:
    yield f"{'category':13}{'planted fault':32}" + "".join(f"{split:>20}" for split in papers.SPLITS)
    for planter in planters:
        cells = [_cell(results[split].get(planter.name)) for split in papers.SPLITS]
        yield f"{planter.category:13}{planter.name:32}" + "".join(f"{cell:>20}" for cell in cells)
    for category in measure.planted_kinds(planters):
        names = [planter.name for planter in planters if planter.category == category]
        yield f"{category:13}{'all':32}" + "".join(
            f"{_cell(_sum([results[split][name] for name in names if name in results[split]])):>20}"
            for split in papers.SPLITS
        )
    yield f"goal on unseen papers: {RECALL_GOAL:.2f}"


def _sum(parts: Sequence[measure.Result]) -> measure.Result:
    return measure.Result(sum(one.planted for one in parts), sum(one.found for one in parts))


def _cell(result: measure.Result | None) -> str:
    return f"{result.found}/{result.planted} {result.recall:.3f}" if result and result.planted else "-"


def _missed(results: dict[str, measure.Result]) -> Iterator[str]:
    for name, result in results.items():
        for paper, planted in result.missed:
            before = planted.text[max(0, planted.start - 30) : planted.start]
            behind = planted.text[planted.end : planted.end + 30]
            said = f"{before}«{planted.text[planted.start : planted.end]}»{behind}".replace("\n", "/")
            yield f"  {name}: {paper}: {said}"


def _alarm_table(categories: Sequence[str]) -> Iterator[str]:
    found = {split: measure.alarms(split, categories) for split in papers.SPLITS}
    yield f"\n{'diagnostics of clean papers':45}" + "".join(
        f"{f'{split} ({found[split].papers} papers)':>24}" for split in papers.SPLITS
    )
    for category in (*categories, "all"):
        cells = []
        for split in papers.SPLITS:
            one = found[split]
            count = one.by_category[category] if category != "all" else sum(one.by_category.values())
            cells.append(f"{count} = {count / max(one.papers, 1):.3f} a paper")
        yield f"{category:45}" + "".join(f"{cell:>24}" for cell in cells)
    checks = sorted({check for one in found.values() for check in one.by_check})
    for check in checks:
        yield f"  {check:43}" + "".join(f"{found[split].by_check[check]:>24}" for split in papers.SPLITS)
    yield f"goal: {ALARM_GOAL} a paper"


def _speed() -> Iterator[str]:
    """Time all checks on a paper of the model's size, put together from clean ones."""
    texts = [text for _, text in papers.clean("dev") if "二、" in text and "一是" in text]
    text = ""
    for line in (
        line for one in sorted(texts, key=len, reverse=True) for line in one.splitlines(keepends=True)
    ):
        if len(text) >= MODEL_SIZE:
            break
        text += line
    paper = measure.paper_of(text, "speed.txt")
    asked = defaults(shipped())
    best = min(_timed(paper, asked) for _ in range(40))
    yield f"\nall {len(asked)} checks on {len(text)} characters: {best * 1000:.2f} ms = {1 / best:.0f} papers a CPU second, best of 40"
    yield f"goal: {SPEED_GOAL} papers/s from an extracted paper of {MODEL_SIZE} characters"


def _start_up() -> Iterator[str]:
    """Time whole commands on a small file, from the shell to the last byte."""
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "paper.txt"
        paper.write_text("工作报告\n一是抓学习。\n二是抓落实。\n", encoding="utf-8")
        yield "\nfrom the shell to the end, best of 5, with what the other processes of this machine left of it"
        for words in (["--help"], ["check", str(paper)], ["check", str(paper), "--format", "json"]):
            _command(words)  # leaves the compiled files an installation brings along
            best = min(_command(words) for _ in range(5))
            yield f"  duizhao {' '.join(words).replace(str(paper), 'paper.txt'):36}{best:.2f} s"
    yield f"goal: {START_GOAL} s"


def _command(words: Sequence[str]) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "duizhao", *words], capture_output=True, check=True, env=environment
    )
    return time.perf_counter() - start


def _batches(sizes: Sequence[int]) -> Iterator[str]:
    """Time whole runs over batches: what is asked of papers together must grow as their number does."""
    if sizes:
        yield f"\n{'papers in the batch':>20}{'each alone, CPU s':>20}{'together, CPU s':>20}{'together, ms a paper':>24}"
    for size in sizes:
        one = batch.cost(size)
        yield f"{size:>20}{one.alone:>20.2f}{one.together:>20.3f}{one.together / size * 1000:>24.3f}"


def _timed(paper: measure.Paper, asked: list[measure.Asked]) -> float:
    fresh = dataclasses.replace(paper)  # nothing computed yet
    start = time.process_time()
    examine(fresh, asked)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
