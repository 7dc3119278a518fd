"""Papers held against one another: which passages stand in two of them, or twice in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.overlap.alignment import Stretch, repeated_stretches
from duizhao.overlap.batch import REGISTERED, Batch, gather, seeds
from duizhao.overlap.candidates import candidates
from duizhao.overlap.clusters import clusters
from duizhao.overlap.commonness import FULL, Commonness, is_beyond_chance
from duizhao.overlap.folding import Folded, fold, fold_codes, wording
from duizhao.overlap.index import Entry, Index
from duizhao.overlap.judgement import ALONE, LEAST, REPEATED, Account, Scale, overlaps
from duizhao.overlap.judgement import repeats as judged_repeats
from duizhao.overlap.sentences import shared_sentences
from duizhao.overlap.shingles import SEED_SIZE, Hashes, run_hashes
from duizhao.overlap.standing import standing
from duizhao.overlap.stored import TOGETHER, Found, Query, look_up
from duizhao.overlap.text import Text
from duizhao.record import Comparison, Discounted, Pair, Passage, Span

SHORT: Final = 100  # of a paper with fewer counting characters only whole sentences are compared
_FROM_SOURCE: Final = 20  # characters of a registered source in a paper that are worth naming
# Why two papers may well share text (Pair.source).
SAME_AUTHOR: Final = "same_author"
TEAM_CHIEF: Final = "team_chief"


@dataclass(frozen=True, slots=True)
class Expected:
    """Two papers that may well share text (a team's and its chief's); ``source`` says why."""

    a: str
    b: str
    source: str


def compare(
    papers: Sequence[Text],
    *,
    sources: Sequence[Text] = (),
    expected: Sequence[Expected] = (),
    phrases: Sequence[str] = (),
    against: Sequence[Index] = (),
) -> Comparison:
    """Return the passages that stand in two of ``papers`` or twice in one, formulas left out.

    ``sources`` are registered: what stands in them is no overlap between papers, and a paper that has text
    of one is named with it. ``phrases`` are standing wordings of one's own beside those in the package.
    ``against`` are indexes whose papers are compared with, too; of these only the places are known.
    Paths must differ.
    """
    work = _Work.of(papers, sources, phrases)
    pairs = [
        *work.twins(),
        *work.short(),
        *work.repeats(),
        *work.overlaps(),
        *work.from_sources(),
        *work.from_indexes(against),
    ]
    named = _Named({frozenset((each.a, each.b)): each.source for each in expected}, papers)
    pairs = sorted((named(pair) for pair in pairs), key=lambda pair: -_weight(pair))
    return Comparison(
        pairs=tuple(pairs),
        discounted=work.discounted(),
        clusters=clusters(pairs),
        identical=work.identical(),
        short=tuple(paper.path for paper in work.brief),
    )


def repeats(text: str) -> Pair | None:
    """Return the passages that stand twice in a text, formulas left out; ``None`` where there are none."""
    pairs = compare([Text(path="", text=text)]).pairs
    return pairs[0] if pairs else None


@dataclass(slots=True)
class _Work:
    """One comparison under way: ``papers`` are in the batch, ``brief`` ones and twins are not."""

    papers: list[Text]
    brief: list[Text]
    groups: list[list[Text]]
    sources: Sequence[Text]
    batch: Batch
    common: Commonness
    pairs: NDArray[np.int32]
    repeating: NDArray[np.int32]
    wordings: int
    reported: NDArray[np.bool_]
    folded: dict[int, Folded] = field(default_factory=dict)

    @staticmethod
    def of(papers: Sequence[Text], sources: Sequence[Text], phrases: Sequence[str]) -> _Work:
        groups = _same_text(papers)
        alone = sorted((group[0] for group in groups), key=lambda paper: paper.unit or "")
        sizes = [fold_codes(paper.text[: SHORT * 8]).size for paper in alone]
        long = [paper for paper, size in zip(alone, sizes, strict=True) if size >= SHORT]
        brief = [paper for paper, size in zip(alone, sizes, strict=True) if size < SHORT]
        batch = gather([paper.text for paper in long])
        common = Commonness.of(batch, _units(long))
        found, seen = seeds(batch, standing(phrases), _registered(sources), common.note)
        common.weigh(batch)
        near = candidates(batch, found, common)
        return _Work(
            papers=long, brief=brief, groups=[group for group in groups if len(group) > 1], sources=sources,
            batch=batch, common=common, pairs=near.pairs, repeating=near.repeating, wordings=seen.size,
            reported=np.zeros(batch.codes.size, dtype=np.bool_),
        )  # fmt: skip

    def overlaps(self) -> Iterator[Pair]:
        """Yield the pairs of papers that share passages."""
        for first, second in self.pairs.tolist():
            a, b = self.batch.of(first), self.batch.of(second)
            expected = float(min(self.common.expected[first], self.common.expected[second]))
            found = overlaps(a, b, self._account(first), expected)
            if found:
                yield self._pair(first, second, found)

    def repeats(self) -> Iterator[Pair]:
        """Yield each paper in which a passage stands twice, as a pair with itself."""
        for paper in self.repeating.tolist():
            found = repeated_stretches(self.batch.of(paper), least=REPEATED)
            found = judged_repeats(found, self._account(paper))
            if found:
                yield self._pair(paper, paper, found)

    def from_sources(self) -> Iterator[Pair]:
        """Yield each paper that has text of a registered source, with that source."""
        for source in self.sources:
            folded = fold(source.text)
            for number, paper in enumerate(self.papers):
                flags = self.batch.flags[self.batch.range(number)]
                if np.count_nonzero(flags & REGISTERED) < _FROM_SOURCE:
                    continue
                free = flags & ~np.uint8(REGISTERED)
                worth = np.where(free == 0, np.uint8(FULL), np.uint8(0))
                account = Account.of(free, worth, np.zeros_like(free), Scale(FULL, FULL))
                found = overlaps(self.batch.of(number), folded.codes, account, 0.0)
                if found:
                    yield self._pair_with(paper, self._folded(number), source, folded, found, free == 0)

    def from_indexes(self, indexes: Sequence[Index]) -> Iterator[Pair]:
        """Yield the pairs of a paper and a stored paper that share passages."""
        if not indexes:
            return
        at_hand = {paper.path for paper in (*self.papers, *self.brief, *self.sources)}
        for query in self._queries():
            for index in indexes:
                yield from self._from_index(query, index, at_hand)

    def _from_index(self, query: Query, index: Index, at_hand: set[str]) -> Iterator[Pair]:
        by_pair: dict[tuple[int, int, int], list[Found]] = {}
        for found in look_up(query, index):
            by_pair.setdefault((found.paper, found.segment, found.place), []).append(found)
        for (paper, segment, place), passages in by_pair.items():
            worth = self._worth(paper, passages)
            own = [each for each, counted in zip(passages, worth, strict=True) if counted >= LEAST]
            if sum(counted for counted in worth if counted >= LEAST) >= ALONE:
                entry = index.segments[segment].entries[place]
                # Last year had files of the same path; a pair of equal paths is a repeat inside one.
                label = f"{index.path}:{entry.path}" if entry.path in at_hand else entry.path
                yield self._stored_pair(paper, entry, label, own)

    def twins(self) -> Iterator[Pair]:
        """Yield the papers whose text is one and the same, each with the first of them."""
        for group in self.groups:
            text = group[0].text
            whole = Span(0, len(text))
            passage = Passage(a=whole, b=whole, length=_length(text), kind="exact", quote=text)
            for other in group[1:]:
                yield Pair(a=group[0].path, b=other.path, share_a=1.0, share_b=1.0, passages=(passage,))

    def short(self) -> Iterator[Pair]:
        """Yield the pairs of which one paper is so short that only whole sentences are compared."""
        texts = [(paper.path, paper.text) for paper in self.brief]
        yield from shared_sentences(texts, [(paper.path, paper.text) for paper in self.papers])

    def identical(self) -> tuple[tuple[str, ...], ...]:
        """Return the papers with one and the same text, by path."""
        return tuple(tuple(paper.path for paper in group) for group in self.groups)

    def discounted(self) -> Discounted:
        """Return how much of the papers was left out; ask after the pairs were asked for."""
        common = (self.common.worth < FULL // 2) & ~self.reported & (self.batch.flags == 0)
        characters = int(np.count_nonzero(self.batch.flags) + np.count_nonzero(common))
        return Discounted(
            characters=characters,
            phrases=self.wordings + self.batch.headings + _different(common, self.batch),
        )

    def _queries(self) -> Iterator[Query]:
        for first in range(0, len(self.papers), TOGETHER):
            some = range(first, min(first + TOGETHER, len(self.papers)))
            hashes = [run_hashes(self.batch.of(paper), SEED_SIZE) for paper in some]
            counting = [np.arange(each.size) for each in hashes]
            texts = [
                fold(self.papers[paper].text).offsets[: each.size]
                for paper, each in zip(some, hashes, strict=True)
            ]
            papers = np.repeat(np.array(some, dtype=np.int32), [each.size for each in hashes])
            yield Query(np.concatenate(hashes), papers, np.concatenate(texts), np.concatenate(counting))

    def _worth(self, paper: int, passages: Sequence[Found]) -> list[float]:
        """Return how many characters count in each passage; text that many copied counts, as in a batch."""
        account = self._account(paper)
        lesser = sum(int(account.lesser[each.end] - account.lesser[each.start]) for each in passages)
        if is_beyond_chance(np.array(lesser), np.array(self.common.expected[paper])):
            account = account.counting_common()
        return [account.worth_of(each.start, each.end) for each in passages]

    def _stored_pair(self, paper: int, entry: Entry, label: str, passages: Sequence[Found]) -> Pair:
        folded, text = self._folded(paper), self.papers[paper].text
        spans = [(each.start, each.end) for each in passages]
        shown = []
        for each in passages:
            a = folded.span(each.start, each.end)
            last = folded.span(each.end - SEED_SIZE, each.end)
            b = Span(each.stored_start, each.stored_last + last.end - last.start)
            quote = text[slice(*a)]
            shown.append(Passage(a, b, _length(quote), "exact" if each.whole else "edited", quote))
        characters = sum(end - start for start, end in spans)
        return Pair(
            a=self.papers[paper].path,
            b=label,
            share_a=self._share(paper, spans),
            share_b=round(min(1.0, characters / max(1, entry.characters)), 4),
            passages=tuple(shown),
            stored=True,
        )

    def _pair(self, first: int, second: int, found: list[Stretch]) -> Pair:
        spans_a = [stretch.a for stretch in found]
        spans_b = [stretch.b for stretch in found]
        if first == second:
            spans_a = spans_b = spans_a + spans_b
        share_a, share_b = self._share(first, spans_a), self._share(second, spans_b)
        passages = _passages(
            self.papers[first].text,
            self._folded(first),
            self.papers[second].text,
            self._folded(second),
            found,
        )
        return Pair(self.papers[first].path, self.papers[second].path, share_a, share_b, passages)

    def _pair_with(
        self,
        paper: Text,
        folded: Folded,
        source: Text,
        of_source: Folded,
        found: list[Stretch],
        own: NDArray[np.bool_],
    ) -> Pair:
        return Pair(
            a=paper.path, b=source.path, source=source.path,
            share_a=_part(own, [stretch.a for stretch in found]),
            share_b=_part(np.ones(of_source.codes.size, dtype=np.bool_), [stretch.b for stretch in found]),
            passages=_passages(paper.text, folded, source.text, of_source, found),
        )  # fmt: skip

    def _share(self, paper: int, spans: list[tuple[int, int]]) -> float:
        here = self.batch.range(paper)
        reported = np.zeros(here.stop - here.start, dtype=np.bool_)
        for start, end in spans:
            reported[start:end] = True
        self.reported[here] |= reported
        free = self.batch.flags[here] == 0
        own = free & ((self.common.worth[here] >= FULL // 2) | reported)
        return _part(own, spans)

    def _account(self, paper: int) -> Account:
        here = self.batch.range(paper)
        scale = Scale(self.common.free_level, self.common.most_level)
        return Account.of(self.batch.flags[here], self.common.worth[here], self.common.levels[here], scale)

    def _folded(self, paper: int) -> Folded:
        if paper not in self.folded:
            if len(self.folded) >= 64:  # pairs come in the order of their first paper
                self.folded.clear()
            self.folded[paper] = fold(self.papers[paper].text)
        return self.folded[paper]


@dataclass(frozen=True, slots=True)
class _Named:
    """Names the pairs that may well share text."""

    expected: dict[frozenset[str], str]
    papers: Sequence[Text]

    def __call__(self, pair: Pair) -> Pair:
        source = self.expected.get(frozenset((pair.a, pair.b)))
        if source is None and pair.a != pair.b and pair.source is None and self._same_author(pair):
            source = SAME_AUTHOR
        if source is None:
            return pair
        return replace(pair, source=source)

    def _same_author(self, pair: Pair) -> bool:
        authors = {paper.path: paper.author for paper in self.papers if paper.author}
        return pair.a in authors and authors[pair.a] == authors.get(pair.b)


def _passages(
    text_a: str, folded_a: Folded, text_b: str, folded_b: Folded, found: list[Stretch]
) -> tuple[Passage, ...]:
    return tuple(_passage(text_a, folded_a.span(*each.a), text_b, folded_b.span(*each.b)) for each in found)


def _passage(text_a: str, a: Span, text_b: str, b: Span) -> Passage:
    quote, other = text_a[slice(*a)], text_b[slice(*b)]
    exact = quote == other or wording(quote) == wording(other)
    return Passage(a=a, b=b, length=_length(quote), kind="exact" if exact else "edited", quote=quote)


def _length(quote: str) -> int:
    return len("".join(quote.split()))


def _part(own: NDArray[np.bool_], spans: list[tuple[int, int]]) -> float:
    inside = np.zeros(own.size, dtype=np.bool_)
    for start, end in spans:
        inside[start:end] = True
    return round(float(np.count_nonzero(inside & own)) / max(1, int(np.count_nonzero(own))), 4)


def _weight(pair: Pair) -> int:
    return sum(passage.length for passage in pair.passages)


def _same_text(papers: Sequence[Text]) -> list[list[Text]]:
    groups: dict[str, list[Text]] = {}
    for paper in papers:
        groups.setdefault(paper.text, []).append(paper)
    return list(groups.values())


def _units(papers: Sequence[Text]) -> NDArray[np.int32]:
    numbers: dict[str, int] = {}
    return np.array(
        [numbers.setdefault(paper.unit or f"\0{at}", len(numbers)) for at, paper in enumerate(papers)],
        dtype=np.int32,
    )


def _registered(sources: Sequence[Text]) -> Hashes:
    if not sources:
        return np.zeros(0, dtype=np.uint32)
    return np.unique(np.concatenate([run_hashes(fold_codes(source.text), SEED_SIZE) for source in sources]))


def _different(marked: NDArray[np.bool_], batch: Batch) -> int:
    """Return how many different wordings are marked, each known by its beginning."""
    begins = np.flatnonzero(marked[1:] & ~marked[:-1]) + 1
    begins = begins[begins + SEED_SIZE <= marked.size]
    begins = begins[marked[begins + SEED_SIZE - 1]]
    hashes = np.zeros(begins.size, dtype=np.uint64)
    for step in range(SEED_SIZE):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + batch.codes[begins + step]
    return int(np.unique(hashes).size)
