"""Compares what was extracted from a paper with its labels: counts, and misses for a developer to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.reading.labels import Paper, Span
from benchmarks.reading.matching import (
    HALF,
    Item,
    aligned,
    bare,
    norm,
    overlap,
    pairs,
    placer,
    same_item,
    words,
)
from benchmarks.reading.tally import Tally

# Order of the report. Items are counted as F1, the others as accuracy.
ITEMS = (
    "problems+aspect", "problems", "examples", "causes", "roots", "measures", "claims", "last_year",
    "sections", "unanswered", "unexplained",
)  # fmt: skip
CHECKS = (
    "title", "kind", "year", "unit", "name", "post", "chief", "problem title", "problem text",
    "cause title", "measure title", "first measure", "first cause", "text",
)  # fmt: skip


@dataclass(slots=True)
class Score:
    """The counts by item or check, and the misses in words."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def tally(self, name: str) -> Tally:
        """Return the counts of an item or check."""
        return self.tallies.setdefault(name, Tally())

    def add(self, other: Score) -> None:
        """Add the counts of another paper; its misses stay with it."""
        for name, tally in other.tallies.items():
            self.tally(name).add(tally)


def score(paper: Paper, record: dict[str, Any], text: str) -> Score:
    """Return the counts for one paper.

    ``record`` is a line of ``duizhao extract`` (``duizhao.material/1``), ``text`` what ``duizhao text``
    prints of the same file; its blanks may differ from the labelled text's.
    """
    return _Comparison(paper, record, text).score


class _Comparison:
    """One paper under comparison."""

    def __init__(self, paper: Paper, record: dict[str, Any], text: str) -> None:
        self.paper, self.record, self.text = paper, record, text
        self.gold = paper.gold
        self.score = Score()
        self.place_gold = placer(paper.text)
        self.place = aligned(paper.text, text)
        self.matched: dict[str, dict[str, Item]] = {}
        self._text()
        self._document()
        self._sections()
        self._problems()
        self._examples()
        self._items("causes", "cause title")
        self._roots()
        self._items("measures", "measure title")
        self._claims()
        self._last_year()
        self._links()

    # ------------------------------------------------------------------ counting

    def _scored(self, name: str) -> bool:
        return name not in self.paper.unscored

    def _check(self, name: str, right: bool, miss: str) -> None:
        self.score.tally(name).add(Tally(int(right), 1, 1))
        if not right:
            self.score.misses.append(f"{name}: {miss}")

    def _count(
        self,
        name: str,
        gold: Sequence[Item],
        answered: Sequence[Item],
        found: Sequence[tuple[int, int]],
        right: Callable[[Item, Item], str] = lambda _one, _other: "",
    ) -> None:
        """Count pairs; ``right`` returns what is wrong with one, "" where nothing is.

        A labelled item with ``optional`` is neither missed nor wrong.
        """
        tally = self.score.tally(name)
        tally.expected += sum(not one.get("optional") for one in gold)
        tally.answered += len(answered)
        for at, to in found:
            if gold[at].get("optional"):
                tally.answered -= 1
            elif wrong := right(gold[at], answered[to]):
                self._miss(name, "≠", answered[to], f"{wrong}; expected {_quote(gold[at])}")
            else:
                tally.right += 1
        got, extra = {at for at, _ in found}, {to for _, to in found}
        for at, one in enumerate(gold):
            if at not in got and not one.get("optional"):
                self._miss(name, "-", one)
        for to, other in enumerate(answered):
            if to not in extra:
                self._miss(name, "+", other)

    def _miss(self, name: str, sign: str, item: Item, why: str = "") -> None:
        self.score.misses.append(f"{name} {sign} {_quote(item)}{'  ' + why if why else ''}")

    def _placed(self, items: Sequence[Item], *, gold: bool) -> list[Item]:
        place = self.place_gold if gold else self.place
        return [{**item, "place": place(item["span"])} for item in items]

    def _both(self, key: str) -> tuple[list[Item], list[Item]]:
        return self._placed(self.gold[key], gold=True), self._placed(self.record.get(key) or [], gold=False)

    def _without_optional(self, answered: list[Item], spans: Sequence[Span], taken: set[int]) -> list[Item]:
        """Leave out what lies in a span that may be answered or not, unless it was matched."""
        places = [self.place_gold(span) for span in spans]
        return [
            item
            for at, item in enumerate(answered)
            if at in taken
            or not any(
                overlap(item["place"], place) >= HALF or _inside(item["place"], place) for place in places
            )
        ]

    # ------------------------------------------------------------------ the whole paper

    def _text(self) -> None:
        same = self.text == self.paper.text or bare(self.text) == bare(self.paper.text)
        self._check("text", same, "the printed text differs from the labelled one")

    def _document(self) -> None:
        record, accepted = self.record, self.paper.accepted
        if self._scored("title"):
            title = record.get("title")
            self._check(
                "title", norm(title) == norm(self.gold["title"]), f"{title!r} ≠ {self.gold['title']!r}"
            )
        for name in ("kind", "year"):
            if self._scored(name):
                answer = record.get(name)
                right = str(answer) in accepted[name] or (answer is None and not accepted[name])
                self._check(name, right, f"{answer!r} ≠ {accepted[name]}")
        if self._scored("unit"):
            self._one_of("unit", record.get("unit"))
        author = record.get("author") or {}
        if self._scored("name"):
            self._one_of("name", author.get("name"))
        if self._scored("post"):
            self._one_of("post", author.get("post"))
        chief = (self.gold["author"] or {}).get("chief")
        if self._scored("chief") and chief is not None:
            self._check("chief", author.get("chief") == chief, f"{author.get('chief')!r} ≠ {chief!r}")

    def _one_of(self, name: str, answer: str | None) -> None:
        accepted = self.paper.accepted[name]
        right = norm(answer) in {norm(one) for one in accepted} if accepted else not answer
        self._check(name, right, f"{answer!r} ≠ {accepted or None}")

    def _sections(self) -> None:
        if not self._scored("sections"):
            return
        gold, answered = self._both("sections")
        found = pairs(gold, answered, same_item)

        def wrong(one: Item, other: Item) -> str:
            roles = one.get("accepted") or [one["role"]]
            return "" if other["role"] in roles else f"role {other['role']} ≠ {'|'.join(roles)}"

        self._count("sections", gold, answered, found, wrong)

    # ------------------------------------------------------------------ items

    def _problems(self) -> None:
        if not self._scored("problems"):
            return
        gold, answered = self._both("problems")
        found = pairs(gold, answered, same_item)
        self._remember("problems", gold, answered, found)
        tally = Tally(len(found), len(answered), len(gold))
        self.score.tally("problems").add(tally)
        self._count("problems+aspect", gold, answered, found, _aspect_differs)
        self._titles("problem title", gold, answered, found)
        for at, to in found:
            one, other = gold[at], answered[to]
            right = words(one) == words(other) or norm(one["text"]) == norm(other.get("text"))
            self._check("problem text", right, f"{_quote(other)} ≠ {_quote(one)}")

    def _items(self, key: str, titles: str) -> None:
        if not self._scored(key):
            return
        gold, answered = self._both(key)
        found = pairs(gold, answered, same_item)
        self._remember(key, gold, answered, found)
        self._count(key, gold, answered, found)
        self._titles(titles, gold, answered, found)

    def _remember(
        self, key: str, gold: list[Item], answered: list[Item], found: list[tuple[int, int]]
    ) -> None:
        self.matched[key] = {gold[at]["id"]: answered[to] for at, to in found}

    def _titles(
        self, name: str, gold: list[Item], answered: list[Item], found: list[tuple[int, int]]
    ) -> None:
        if not self._scored("titles"):
            return
        for at, to in found:
            accepted = gold[at]["title_accepted"]
            title = answered[to].get("title")
            right = norm(title) in {norm(one) for one in accepted}
            self._check(name, right, f"{title!r} ≠ {accepted} in {_quote(gold[at])}")

    def _examples(self) -> None:
        if not self._scored("examples"):
            return
        gold, answered = (
            self._placed([one for problem in problems for one in problem["examples"]], gold=of_gold)
            for problems, of_gold in (
                (self.gold["problems"], True),
                (self.record.get("problems") or [], False),
            )
        )
        found = pairs(gold, answered, same_item)
        kept = self._without_optional(answered, self.paper.optional["examples"], {to for _, to in found})
        found = [(at, kept.index(answered[to])) for at, to in found]
        self._count("examples", gold, kept, found, _marker_differs)

    def _roots(self) -> None:
        if not self._scored("roots"):
            return
        gold, answered = (
            self._placed([cause["root"] for cause in causes if cause.get("root")], gold=of_gold)
            for causes, of_gold in ((self.gold["causes"], True), (self.record.get("causes") or [], False))
        )
        self._count("roots", gold, answered, pairs(gold, answered, same_item))

    # ------------------------------------------------------------------ statements

    def _claims(self) -> None:
        if not self._scored("claims"):
            return
        gold, answered = self._both("claims")
        found = pairs(gold, answered, lambda one, other: same_item(one, other, least=HALF))
        kept = self._without_optional(answered, self.paper.optional["claims"], {to for _, to in found})
        found = [(at, kept.index(answered[to])) for at, to in found]
        self._count("claims", gold, kept, found, _claim_differs)

    def _last_year(self) -> None:
        if not self._scored("last_year"):
            return
        gold, answered = self._both("last_year")
        found = pairs(gold, answered, lambda one, other: same_item(one, other, least=HALF))
        kept = self._without_optional(answered, self.paper.optional["last_year"], {to for _, to in found})
        found = [(at, kept.index(answered[to])) for at, to in found]
        self._count("last_year", gold, kept, found, _numbers_differ)

    # ------------------------------------------------------------------ links

    def _links(self) -> None:
        if not self._scored("links"):
            return
        for kind, key in (("measure", "measures"), ("cause", "causes")):
            if kind in self.paper.linked:
                self._links_of(kind, key)

    def _links_of(self, kind: str, key: str) -> None:
        names = {answer["id"]: one for one, answer in self.matched[key].items()}
        without = {"measure": "unanswered", "cause": "unexplained"}[kind]
        for problem in self.gold["problems"]:
            aims = {
                link["to"]
                for link in self.gold["links"]
                if link["problem"] == problem["id"] and link["kind"] == kind
            }
            answer = self.matched["problems"].get(problem["id"])
            first = _first(self.record, answer, kind)
            reached = names.get(first or "")
            none = answer is not None and first is None
            self.score.tally(without).add(Tally(int(none and not aims), int(none), int(not aims)))
            if answer is not None and none is bool(aims):
                self._miss(without, "+" if none else "-", problem, f"{kind} {first} ≠ {sorted(aims)}")
            if aims:
                says = f"{problem['id']} → {reached or first} ≠ {sorted(aims)} {_quote(problem)}"
                self._check(f"first {kind}", reached in aims, says)


# --------------------------------------------------------------------------- differences


def _aspect_differs(one: Item, other: Item) -> str:
    expected, answer = one.get("aspect"), other.get("aspect")
    if expected is None or answer is None:
        return (
            ""
            if expected is answer
            else f"aspect {answer and answer['title']!r} ≠ {expected and expected['title']!r}"
        )
    same = expected["no"] == answer["no"] and norm(expected["title"]) == norm(answer["title"])
    return (
        "" if same else f"aspect {answer['no']} {answer['title']!r} ≠ {expected['no']} {expected['title']!r}"
    )


def _marker_differs(one: Item, other: Item) -> str:
    expected, answer = norm(one["marker"]), norm(other.get("marker"))
    return "" if expected == answer else f"marker {answer!r} ≠ {expected!r}"


def _claim_differs(one: Item, other: Item) -> str:
    for name in ("scope", "responsibility"):
        if norm(one[name]) != norm(other.get(name)):
            return f"{name} {other.get(name)!r} ≠ {one[name]!r}"
    items = list(other.get("items") or [])
    return "" if one["items"] == items else f"items {items} ≠ {one['items']}"


def _numbers_differ(one: Item, other: Item) -> str:
    for name in ("found", "done", "open"):
        answer = other.get(name)
        if answer != one[name] and not (answer is None and name in one["null_accepted"]):
            return f"{name} {answer!r} ≠ {one[name]!r}"
    return ""


def _first(record: dict[str, Any], problem: Item | None, kind: str) -> str | None:
    """Return the id of the cause or measure ranked first for an extracted problem."""
    if problem is None:
        return None
    links = [
        link
        for link in record.get("links") or []
        if link["problem"] == problem["id"] and link["kind"] == kind
    ]
    return max(links, key=lambda link: link["score"])["to"] if links else None


def _inside(place: Span, other: Span) -> bool:
    return other[0] <= place[0] and place[1] <= other[1]


def _quote(item: Item) -> str:
    said = words(item)
    head = item.get("id") or item.get("role") or item.get("marker") or ""
    text = said if len(said) <= 40 else f"{said[:24]}…{said[-12:]}"
    return f"{head}「{text}」" if text else f"{head}{list(item.get('span', ()))}"
