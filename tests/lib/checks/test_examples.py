"""Every check's own examples: a bad one raises exactly what is marked, a good one nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest

from duizhao.checks.base import Check, Example, Paper
from duizhao.checks.catalogue import catalogue, shipped
from duizhao.checks.examine import defaults, examine
from duizhao.checks.trying import marked, paper_of
from duizhao.i18n import translator
from duizhao.record import Diagnostic

BAD = [(check, example) for check in catalogue() for example in check.bad]
SHIPPED = [(check, example) for check in shipped() for example in check.bad]
GOOD = [(check, example) for check in catalogue() for example in check.good]


def _said(check: Check, example: Example) -> tuple[Paper, Sequence[Diagnostic]]:
    others = tuple(paper_of(other, f"other{i}.txt") for i, other in enumerate(example.siblings, 1))
    paper = paper_of(marked(example.text)[0], others=others, word=example.word)
    found, failures = examine(paper, defaults([check], {check.id: dict(example.options)}))
    assert not failures, failures[0].trace
    return paper, found


@pytest.mark.parametrize(("check", "example"), BAD, ids=lambda value: getattr(value, "id", ""))
def test_bad_example_raises_what_is_marked(check: Check, example: Example) -> None:
    _, found = _said(check, example)
    spans = marked(example.text)[1]
    assert spans, "a bad example marks what it raises"
    assert sorted(one.span for one in found) == sorted(spans)
    assert all("%(" not in one.message() for one in found)


@pytest.mark.parametrize(("check", "example"), GOOD, ids=lambda value: getattr(value, "id", ""))
def test_good_example_raises_nothing(check: Check, example: Example) -> None:
    _, found = _said(check, example)
    assert list(found) == []


@pytest.mark.parametrize(("check", "example"), SHIPPED, ids=lambda value: getattr(value, "id", ""))
def test_message_when_in_english_then_chinese_words_are_the_papers(check: Check, example: Example) -> None:
    english = translator("en")
    paper, found = _said(check, example)
    known = "\n".join([paper.text, *_criteria(paper), *_settings(check)])
    for one in found:
        allowed = known + english(one.template)  # a translation may quote words to look for
        allowed += "\n".join(_official(one))
        filled = re.findall("[\u4e00-\u9fff]+", one.message(english))
        assert [words for words in filled if words not in allowed] == []


def _official(one: Diagnostic) -> Iterator[str]:
    """Yield the names and words in a diagnostic that are in every language what they are."""
    for name, value in one.params:
        if name in {"right", "successor", "issuer", "reading", "wording"}:
            yield from [value] if isinstance(value, str) else value


def _settings(check: Check) -> Iterator[str]:
    """Yield the words a check is set to by default, such as the names of fonts."""
    for option in check.options:
        yield from map(str, option.default if isinstance(option.default, tuple) else (option.default,))


def _criteria(paper: Paper) -> Iterator[str]:
    """Yield the titles in the criteria set of a paper, names like those in the paper."""
    if paper.framework is not None:
        yield paper.framework.title.zh
        yield from (one.title.zh for one in paper.framework.criteria)
