"""Extracts the labelled papers as a user would, from files of one format, and scores them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.reading import as_docx, labels
from benchmarks.reading.labels import Paper
from benchmarks.reading.score import Score, score

from duizhao.engine import read_document

FORMATS = ("txt", "docx")


def scores(papers: Sequence[Paper], file_format: str) -> Iterator[tuple[Paper, Score]]:
    """Yield each paper with its score; the papers are written to files of ``file_format`` first."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [_write(paper, at, file_format, Path(folder)) for at, paper in enumerate(papers)]
        for paper, path, record in zip(papers, paths, _extract(paths), strict=True):
            text = "" if "error" in record else read_document(path).text
            yield paper, score(paper, record, text)


def total(parts: Sequence[Score]) -> Score:
    """Return the counts of several papers together (micro average)."""
    whole = Score()
    for part in parts:
        whole.add(part)
    return whole


def sets(source: str) -> dict[str, list[Paper]]:
    """Return the papers of a source by split: the transcribed ones, or those a generator writes."""
    if source == "generated":
        from benchmarks.reading import generator

        return {split: list(generator.papers(split)) for split in labels.SPLITS}
    return {split: list(labels.papers(source, split)) for split in labels.SPLITS}


def _write(paper: Paper, at: int, file_format: str, folder: Path) -> Path:
    path = folder / f"{at:04d}.{file_format}"
    if file_format == "docx":
        path.write_bytes(as_docx.docx(paper.text, name=paper.name))
    else:
        path.write_text(paper.text, encoding="utf-8", newline="\n")
    return path


def _extract(paths: Sequence[Path]) -> list[dict[str, Any]]:
    lines = _duizhao("extract", "--format", "jsonl", *map(str, paths)).splitlines()
    return [json.loads(line) for line in lines]


def _duizhao(*arguments: str) -> str:
    """Return what the command prints; a paper it cannot read is a line of its output, not a failure here."""
    command = [sys.executable, "-m", "duizhao", *arguments]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in (0, 2):
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode("utf-8")
