"""Fit how the figures of a reading weigh (checks/typo/evidence.py) and write data/lexicons/typo_weights.npz.

    python benchmarks/checks/calibrate_typo.py SOURCES [--tables FOLDER]

Needs scikit-learn, and the sources of ``tools/count_words.py``. The development papers are halved: the counts of each
half, and nine tenths of the general texts, read the other half, clean and with slips planted, so that no text is
read with counts taken from it. What each half teaches is tried on the other one; what is written was taught by both.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tools")]

import count_words
from benchmarks.checks import papers, plant_typo
from benchmarks.checks.planted import Planted

from duizhao.checks.typo.evidence import evidence
from duizhao.checks.typo.readings import Readings, Slip, readings
from duizhao.checks.typo.stream import MARGIN, stream
from duizhao.checks.typo.weights import MORE
from duizhao.lexicons.counts import Counts, Floats, counts, counts_from
from duizhao.record import Document
from duizhao.text import normalise

TARGET: Final = ROOT / "src/duizhao/data/lexicons/typo_weights.npz"
TIMES: Final = 10  # slips of each kind planted in a paper
AROUND: Final = 250  # characters of the paper that a planted slip is read with
KINDS: Final = {
    "homophone": (Slip.SOUND, Slip.NEAR_SOUND, Slip.SHAPE, Slip.CONTEXT),
    "near-homophone": (Slip.SOUND, Slip.NEAR_SOUND, Slip.SHAPE, Slip.CONTEXT),
    "look-alike": (Slip.SOUND, Slip.NEAR_SOUND, Slip.SHAPE, Slip.CONTEXT),
    "another-character": (Slip.SOUND, Slip.NEAR_SOUND, Slip.SHAPE, Slip.CONTEXT),
    "missing-character": (Slip.MISSING,),
    "doubled-character": (Slip.DOUBLED,),
    "swapped-characters": (Slip.SWAPPED,),
}
RATES: Final = (0.02, 0.05, 0.1, 0.2)


@dataclass(frozen=True)
class Half:
    """What is taught: figures of right readings and of wrong ones; what is tried: for each paper its figures and
    places, for each planted slip its kind and the figures of the readings near it."""

    right: Floats
    wrong: Floats
    clean: list[tuple[Floats, np.ndarray]]
    planted: list[tuple[str, Floats]]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    parser.add_argument(
        "--tables", type=Path, help="where the counts of the halves are kept, or are to be kept"
    )
    options = parser.parse_args(arguments)
    folder = options.tables or options.sources
    texts = [normalise(Document(text, "text/plain")).text for _, text in papers.clean("dev")]
    held = [
        _blocks(list(count_words.news(options.sources)), count_words.HELD_NEWS),
        _blocks(list(count_words.laws(options.sources)), count_words.HELD_LAW),
    ]
    _tables(options.sources, folder, [text for _, text in papers.clean("dev")])
    halves = []
    for half in (0, 1):
        table = counts_from(folder / f"half{half}.npz")
        halves.append(
            _half(table, texts[half::2], [block for blocks in held for block in blocks[half::2]], half)
        )
        print(
            f"half {half}: {len(halves[-1].right)} right readings, {len(halves[-1].wrong)} wrong ones",
            flush=True,
        )
    _try([_fitted([halves[1]]), _fitted([halves[0]])], halves)
    _write(_fitted(halves), halves)
    return 0


def _blocks(lines: list[str], held: tuple[int, int]) -> list[str]:
    """Return the blocks of lines that the counts of the halves leave out."""
    block, of = held
    return ["\n".join(lines[at : at + block]) for at in range(0, len(lines), block * of)]


def _tables(sources: Path, folder: Path, texts: list[str]) -> None:
    if all((folder / f"half{half}.npz").exists() for half in (0, 1)):
        return
    general = count_words.general_tally(sources, with_held=False)
    for half in (0, 1):
        tables = count_words.tables_of(general, texts[1 - half :: 2], counts().letters)
        np.savez(folder / f"half{half}.npz", **tables)  # type: ignore[arg-type]


def _read(table: Counts, text: str) -> tuple[Floats, Readings]:
    line = stream(table, text)
    found = readings(table, line)
    return evidence(table, line, found).astype(np.float32), found


def _half(table: Counts, texts: list[str], general: list[str], half: int) -> Half:
    clean = []
    wrong = []
    for text in texts:
        figures, found = _read(table, text)
        clean.append((figures, found.place))
        wrong.append(figures)
    wrong += [_read(table, text)[0] for text in general]
    right: list[Floats] = []
    planted = []
    chance = random.Random(half)
    for text in texts:
        for name, slip in _planted(chance, text, TIMES):
            figures, rows = _near(table, slip, name, text)
            planted.append((name, figures))
            right.append(figures[rows])
    for text in general:
        for name, slip in _planted(chance, text, 2):
            figures, rows = _near(table, slip, name, text)
            right.append(figures[rows])
    return Half(np.concatenate(right), np.concatenate(wrong), clean, planted)


def _planted(chance: random.Random, text: str, times: int) -> Iterator[tuple[str, Planted]]:
    for planter in plant_typo.PLANTERS:
        for _ in range(times if planter.name in KINDS else 0):
            slip = planter.plant(chance, text)
            if slip is not None:
                yield planter.name, slip


def _near(table: Counts, slip: Planted, name: str, text: str) -> tuple[Floats, list[int]]:
    """Return the figures of the readings near a planted slip, and which of them give the paper back."""
    start = max(0, slip.start - AROUND)
    figures, found = _read(table, slip.text[start : slip.end + AROUND])
    place = found.place - MARGIN + start
    near = np.flatnonzero((place >= slip.start - 1) & (place <= slip.end))
    rows = []
    for at, row in enumerate(near.tolist()):
        if Slip(int(found.slip[row])) in KINDS[name] and _settles(
            table, slip, found, row, int(place[row]), text
        ):
            rows.append(at)
    return figures[near], rows


def _settles(table: Counts, slip: Planted, found: Readings, row: int, place: int, text: str) -> bool:
    kind, letter = Slip(int(found.slip[row])), table.letters[int(found.meant[row]) - 2]
    before, here = slip.text[:place], slip.text[place:]
    if kind == Slip.DOUBLED:
        return before + here[1:] == text
    if kind == Slip.MISSING:
        return before + letter + here == text
    if kind == Slip.SWAPPED:
        return before + here[1] + here[0] + here[2:] == text
    return before + letter + here[1:] == text


def _fitted(halves: list[Half]) -> tuple[Any, Any]:
    """Return a first weighing and the trees."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    right, wrong = (np.concatenate([getattr(half, name) for half in halves]) for name in ("right", "wrong"))
    figures = np.concatenate((right, wrong)).astype(np.float64)
    told = np.r_[np.ones(len(right)), np.zeros(len(wrong))]
    first = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=3000)).fit(figures, told)
    trees = HistGradientBoostingClassifier(
        max_iter=240,
        learning_rate=0.07,
        max_leaf_nodes=12,
        l2_regularization=5,
        min_samples_leaf=15,
        random_state=0,
    ).fit(figures, told)
    return first, trees


def _try(models: list[tuple[Any, Any]], halves: list[Half]) -> None:
    """Print how many slips are found at some rates of false alarms."""
    alarms: list[float] = []
    found: dict[str, list[float]] = {name: [] for name in KINDS}
    for (_, trees), half in zip(models, halves, strict=True):
        for figures, place in half.clean:
            alarms += _apart(_odds(trees, figures), place) if len(figures) else []
        for name, figures in half.planted:
            found[name].append(float(_odds(trees, figures).max()) if len(figures) else -99.0)
    alarms.sort(reverse=True)
    size = sum(len(half.clean) for half in halves)
    for rate in RATES:
        least = alarms[int(rate * size)]
        cells = [f"{name} {np.mean([odds > least for odds in every]):.3f}" for name, every in found.items()]
        print(f"{rate} false alarms a paper, log odds {least:.2f}:", ", ".join(cells))


def _odds(trees: Any, figures: Floats) -> Floats:
    odds: Floats = trees.decision_function(figures) - figures[:, : len(MORE)] @ MORE
    return odds


def _apart(odds: Floats, place: np.ndarray) -> list[float]:
    kept: list[tuple[float, int]] = []
    for row in np.argsort(-odds).tolist():
        if odds[row] < 0:
            break
        if all(abs(int(place[row]) - other) > 3 for _, other in kept):
            kept.append((float(odds[row]), int(place[row])))
    return [one for one, _ in kept]


def _write(model: tuple[Any, Any], halves: list[Half]) -> None:
    first, trees = model
    scaler, line = first[0], first[1]
    weights = line.coef_[0] / scaler.scale_
    screen = np.append(weights, line.intercept_[0] - (weights * scaler.mean_).sum())
    right = np.concatenate([half.right for half in halves]).astype(np.float64)
    sure = right[trees.decision_function(right) > 1]
    least = float(np.quantile(sure @ screen[:-1] + screen[-1], 0.01))
    every = [tree[0].nodes for tree in trees._predictors]
    size = max(map(len, every))
    packed = {
        name: np.zeros((len(every), size), kind)
        for name, kind in (
            ("figure", np.uint8),
            ("most", np.float32),
            ("left", np.uint8),
            ("right", np.uint8),
            ("value", np.float32),
        )
    }
    for row, nodes in enumerate(every):
        at = np.arange(len(nodes))
        leaf = nodes["is_leaf"].astype(bool)
        packed["figure"][row, at] = np.where(leaf, 0, nodes["feature_idx"])
        packed["most"][row, at] = np.where(leaf, 0, nodes["num_threshold"])
        packed["left"][row, at] = np.where(leaf, at, nodes["left"])
        packed["right"][row, at] = np.where(leaf, at, nodes["right"])
        packed["value"][row, at] = nodes["value"]
    depth = max(int(nodes["depth"].max()) for nodes in every)
    np.savez_compressed(
        TARGET,
        **packed,  # type: ignore[arg-type]
        start=np.float64(trees._baseline_prediction.ravel()[0]),
        depth=np.uint8(depth),
        screen=screen,
        least=np.float64(least),
    )


if __name__ == "__main__":
    sys.exit(main())
