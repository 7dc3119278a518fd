"""Shared text: what is found of what was planted, how fast, against the peers, and how much memory it takes.

    python benchmarks/bench_overlap.py [quality|signatures|batch|index ...] [--papers 1000 10000 100000]
        [--stored 2000 20000] [--seeds 101 102]

Without sizes it takes one to two minutes. What a million papers would take is read off the straight line through
the last two sizes. Times are CPU seconds of one core. Peers (rensa, datasketch) get the same texts in the same run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.overlap.measure import Result, judge, measure, measure_stored
from benchmarks.overlap.papers import HELD_OUT, TUNED, Corpus, World, unrelated, with_copies, with_repeats

from duizhao.overlap import Index, Text, add_to_index, compare
from duizhao.overlap.folding import fold_codes
from duizhao.overlap.sketches import near_pairs, plain_sign, signatures, signer

REPEATS = "repeats inside a paper"
MILLION = 1_000_000
LENGTH = 3_900  # makes papers of about 13 kB
EDITS = (
    ("word for word", 0.0, False),
    ("every 12th character", 1 / 12, True),
    ("1 in 12 at random", 1 / 12, False),
)
# A process of its own for each measurement, since a peak of memory never falls again.
MEASURED = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[1])
from benchmarks import bench_overlap
print(json.dumps(getattr(bench_overlap, sys.argv[2])(*map(json.loads, sys.argv[3:]))))
"""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tables", nargs="*", default=["quality", "signatures", "batch", "index"])
    parser.add_argument("--papers", type=int, nargs="+", default=[1_000, 5_000], help="sizes of the batches")
    parser.add_argument("--stored", type=int, nargs="+", default=[1_000, 5_000], help="sizes of the indexes")
    parser.add_argument("--seeds", type=int, nargs="+", default=[101], help="for the planted copies")
    given = parser.parse_args()
    if "quality" in given.tables:
        quality(given.seeds)
    if "signatures" in given.tables:
        signing()
    if "batch" in given.tables:
        batches(given.papers)
    if "index" in given.tables:
        indexes(given.stored)
    return 0


def quality(seeds: Sequence[int]) -> None:
    """Print what is found of what was planted in 100 papers, and what is reported where nothing was."""
    print("Planted copies (10 % to 90 % of a paper, 20 of 100 papers), and 100 unrelated papers")
    print("world     what                                       passages  recall  covered  false")
    for name, world in (("tuned", TUNED), ("held out", HELD_OUT)):
        for title, made in _planted(world):
            corpora = [made(seed) for seed in seeds]
            _print_quality(name, title, [measure(corpus) for corpus in corpora])
            if title != REPEATS:
                _print_quality(name, "    its source in an index", [measure_stored(each) for each in corpora])


def _print_quality(world: str, title: str, results: Sequence[Result]) -> None:
    passages = sum(each.passages for each in results)
    recall = f"{sum(each.found for each in results) / passages:.4f}" if passages else "     –"
    covered = sum(each.covered for each in results) / len(results)
    false = sum(each.false for each in results) / len(results)
    print(f"{world:8}  {title:41}  {passages:8}  {recall}  {covered:7.3f}  {false:5.1f}", flush=True)


def _planted(world: World) -> list[tuple[str, Callable[[int], Corpus]]]:
    def base(seed: int) -> Corpus:
        return unrelated(100, seed, world, length=LENGTH)

    rows: list[tuple[str, Callable[[int], Corpus]]] = [("unrelated papers", base)]
    for edited, edit, regular in EDITS:
        for order, shuffled in (("", False), (", sentences reordered", True)):

            def made(
                seed: int, edit: float = edit, regular: bool = regular, shuffled: bool = shuffled
            ) -> Corpus:
                return with_copies(base(seed), 20, seed, edit=edit, regular=regular, shuffled=shuffled)

            rows.append((edited + order, made))
    rows.append(("one source of all copies, 1 in 12 at random", lambda seed: with_copies(
        base(seed), 20, seed, edit=1 / 12, one_source=True)))  # fmt: skip
    rows.append((REPEATS, lambda seed: with_repeats(base(seed), seed)))
    return rows


def signing() -> None:
    """Print how many signatures a second are made of texts in memory."""
    texts = [paper.text for paper in unrelated(2_000, 7, HELD_OUT, length=LENGTH).papers]
    size = sum(len(text.encode()) for text in texts) / len(texts)
    print(f"\nSignatures of 128 numbers from text in memory, papers of {size / 1000:.1f} kB")
    rows: list[tuple[str, Callable[[str], object], int]] = [
        ("duizhao, numpy", lambda text: plain_sign(fold_codes(text)), 2_000)
    ]
    if signer() is not plain_sign:
        rows.append(("duizhao[fast], numba", lambda text: signer()(fold_codes(text)), 2_000))
    rows += _peers()
    own = 0.0
    for name, sign, count in rows:
        sign(texts[0])
        start = time.process_time()
        for text in texts[:count]:
            sign(text)
        rate = count / (time.process_time() - start)
        own = own or rate
        print(f"{name:22} {rate:10,.0f} papers/s   {own / rate:7.1f} times slower than numpy's", flush=True)
    start = time.process_time()
    pairs = near_pairs(signatures(texts))
    print(
        f"near pairs of {len(texts):,} signatures: {len(pairs)}, "
        f"signing included {time.process_time() - start:.2f} s"
    )


def _peers() -> list[tuple[str, Callable[[str], object], int]]:
    def shingles(text: str) -> list[str]:
        return [text[at : at + 5] for at in range(len(text) - 4)]

    rows: list[tuple[str, Callable[[str], object], int]] = []
    try:
        from rensa import RMinHash

        def rensa(text: str) -> object:
            made = RMinHash(num_perm=128, seed=1)
            made.update(shingles(text))
            return made.digest()

        rows.append(("rensa RMinHash", rensa, 500))
    except ImportError:
        print("rensa is not installed")
    try:
        from datasketch import MinHash

        def datasketch(text: str) -> object:
            made = MinHash(num_perm=128)
            made.update_batch([shingle.encode() for shingle in shingles(text)])
            return made.digest()

        rows.append(("datasketch MinHash", datasketch, 60))
    except ImportError:
        print("datasketch is not installed")
    return rows


def batches(sizes: Sequence[int]) -> None:
    """Print what comparing all papers of a batch with all costs, passages included."""
    print("\nAll papers against all, 5 % with a copied part, passages included; texts are in memory before")
    print("papers    CPU s   papers/CPU s   MB before   MB at most   pairs   recall   false passages")
    costs: list[tuple[int, list[float]]] = []
    for size in sizes:
        seconds, before, peak, pairs, recall, false = _apart("batch", size)
        costs.append((size, [seconds, peak]))
        print(
            f"{size:7,}  {seconds:6.1f}  {size / seconds:13,.0f}  {before:10.0f}  {peak:11.0f}  {pairs:6}"
            f"   {recall:.4f}   {false}",
            flush=True,
        )
    seconds, peak = _projected(costs)
    print(f"1,000,000 projected: {seconds:,.0f} CPU s, {peak / 1000:,.0f} GB at most, texts included")


def batch(size: int) -> list[float]:
    """Compare a batch; return seconds, memory before and at most, pairs, recall and false passages."""
    import resource

    corpus = with_copies(
        unrelated(size, 11, HELD_OUT, length=LENGTH), size // 20, 3, edit=1 / 12, shuffled=True
    )
    papers = [Text(paper.name, paper.text) for paper in corpus.papers]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    pairs = compare(papers).pairs
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    result = judge(corpus, pairs)
    return [seconds, before, peak, len(pairs), result.recall, result.false]


def indexes(sizes: Sequence[int]) -> None:
    """Print what an index costs to add to and to compare 100 papers with."""
    print("\nIndex: papers added, then 100 new papers compared with all of them (20 have a stored part)")
    print(" stored   add CPU s   papers/CPU s   file MB   compare CPU s   MB at most   found of 20")
    costs: list[tuple[int, list[float]]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            added, megabytes = _apart("stored", f"{folder}/index", size)
            seconds, peak, found = _apart("queried", f"{folder}/index", size)
        print(
            f"{size:7,}  {added:10.1f}  {size / added:13,.0f}  {megabytes:8.0f}  {seconds:14.2f}"
            f"  {peak:11.0f}  {found:12}",
            flush=True,
        )
        costs.append((size, [added, megabytes]))
    added, megabytes = _projected(costs)
    print(f"1,000,000 projected: added in {added:,.0f} CPU s, {megabytes / 1000:,.1f} GB")


def _projected(costs: Sequence[tuple[int, list[float]]]) -> list[float]:
    """Return what a million papers would take, on the straight line through the last two sizes."""
    (first, low), (last, high) = (costs[-2:] * 2)[:2]
    if first == last:
        return [value * MILLION / last for value in high]
    return [b + (b - a) / (last - first) * (MILLION - last) for a, b in zip(low, high, strict=True)]


def stored(path: str, size: int) -> list[float]:
    """Make an index of papers; return the seconds it took and its size in MB."""
    spent = 0.0
    for begin in range(0, size, 20_000):
        papers = unrelated(min(20_000, size - begin), 1_000 + begin, HELD_OUT, length=LENGTH).papers
        start = time.process_time()
        add_to_index(Path(path), [Text(paper.name, paper.text) for paper in papers])
        spent += time.process_time() - start
    return [spent, Path(path).stat().st_size / 1e6]


def queried(path: str, size: int) -> list[float]:
    """Compare 100 papers with an index; return seconds, memory at most, and how many copies were found."""
    import resource

    old = unrelated(min(20_000, size), 1_000, HELD_OUT, length=LENGTH).papers[-20:]
    new = unrelated(100, 5, HELD_OUT, length=LENGTH).papers
    papers = [Text(f"new/{number}", paper.text) for number, paper in enumerate(new)]
    for number, paper in enumerate(old):
        part = paper.text[paper.sentences[20][0] : paper.sentences[30][1]]
        papers[number] = Text(papers[number].path, papers[number].text + part)
    start = time.process_time()
    pairs = compare(papers, against=[Index(Path(path))]).pairs
    seconds = time.process_time() - start
    found = {pair.a for pair in pairs if pair.stored and pair.b == old[int(pair.a[4:]) % 20].name}
    return [seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(found)]


def _apart(task: str, *arguments: object) -> list[float]:
    command = [sys.executable, "-c", MEASURED, str(ROOT), task, *map(json.dumps, arguments)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise SystemExit(1)
    values: list[float] = json.loads(done.stdout)
    return values


if __name__ == "__main__":
    raise SystemExit(main())
