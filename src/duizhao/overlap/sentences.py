"""Which whole sentences of a very short paper stand in another paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from duizhao.overlap.folding import fold_codes
from duizhao.overlap.shingles import run_hashes
from duizhao.overlap.standing import HEAD, covered, standing
from duizhao.record import Pair, Passage, Span
from duizhao.text.regex import regex

SENTENCE: Final = 8  # counting characters; a shorter one is a title or a formula
_SENTENCE: Final = regex(r"[^。！？；\n]+[。！？；]?")

Place = tuple[str, Span]


def shared_sentences(brief: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> Iterator[Pair]:
    """Yield the pairs of a short paper and another one, short or not, that share whole sentences.

    Papers are ``(path, text)``. Sentences that are standing wordings do not count.
    """
    if not brief:
        return
    texts = dict((*brief, *others))
    known: dict[bytes, list[Place]] = defaultdict(list)
    shared: dict[tuple[str, str], list[tuple[Span, Span]]] = defaultdict(list)
    for path, text in brief:
        for key, span in _sentences(text):
            for other, place in known[key]:
                if other != path:
                    shared[other, path].append((place, span))
            known[key].append((path, span))
    for path, text in others:
        for key, span in _sentences(text):
            for other, place in known.get(key, ()):
                shared[other, path].append((place, span))
    for (a, b), places in shared.items():
        yield _pair(a, texts[a], b, texts[b], places)


def _sentences(text: str) -> Iterator[tuple[bytes, Span]]:
    for found in _SENTENCE.finditer(text):
        codes = fold_codes(found.group())
        if codes.size >= SENTENCE and not covered(codes, standing(), run_hashes(codes, HEAD))[0].all():
            start = found.start() + len(found.group()) - len(found.group().lstrip())
            yield codes.tobytes(), Span(start, found.end())


def _pair(a: str, text_a: str, b: str, text_b: str, places: list[tuple[Span, Span]]) -> Pair:
    passages = tuple(
        Passage(a=first, b=second, length=len("".join(text_a[slice(*first)].split())), kind="exact",
                quote=text_a[slice(*first)])
        for first, second in places
    )  # fmt: skip
    share_a = sum(end - start for start, end in {place for place, _ in places}) / max(1, len(text_a.strip()))
    share_b = sum(end - start for start, end in {place for _, place in places}) / max(1, len(text_b.strip()))
    return Pair(a, b, round(min(1.0, share_a), 4), round(min(1.0, share_b), 4), passages)
