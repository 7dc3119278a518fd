"""How a check is tried on a text: the paper of a text, and the marks « » of a bad example.

For the tests of this package, of packs of checks, and for benchmarks.
"""

from __future__ import annotations

import dataclasses

from duizhao.checks.base import Paper, Word
from duizhao.checks.batch import Batch
from duizhao.frameworks import catalogue, pick
from duizhao.linking import link
from duizhao.material import build
from duizhao.outline import outline
from duizhao.readers.docx.media import WORD
from duizhao.record import Document, Paragraph, Source, Span


def paper_of(
    text: str, path: str = "paper.txt", others: tuple[Paper, ...] = (), word: Word | None = None
) -> Paper:
    """Return a text as checks see it, links included; ``others`` are the other papers of its batch.

    With ``word`` it is the text of a Word file that looks so.
    """
    document = Document(text, "text/plain") if word is None else _word_file(text, word)
    sets = catalogue()
    material = build(document, Source(path, "0" * 64, document.media_type, len(text)), sets)
    material = dataclasses.replace(material, links=link(material))
    chosen = material.framework
    framework = pick(sets, f"{chosen.id}@{chosen.version}") if chosen else None
    paper = Paper(path, document, outline(document), material, framework)
    return dataclasses.replace(paper, batch=Batch((paper, *others)))


def _word_file(text: str, word: Word) -> Document:
    paragraphs, start = [], 0
    for line, look in zip(text.split("\n"), word.looks, strict=True):
        paragraphs.append(Paragraph(Span(start, start + len(line)), format=look))
        start += len(line) + 1
    return Document(text, WORD, tuple(paragraphs), page=word.page, numbered=word.numbered)


def marked(source: str) -> tuple[str, list[Span]]:
    """Return a text without its « » and the spans between them."""
    text, spans, start = "", [], None
    for character in source:
        if character == "«":
            start = len(text)
        elif character == "»":
            if start is None:
                raise ValueError("» without «")
            spans.append(Span(start, len(text)))
            start = None
        else:
            text += character
    return text, spans
