"""The record as JSON: to the letter, valid by its schema, and the schema complete."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from jsonschema import Draft202012Validator

from duizhao import record
from duizhao.errors import ErrorCode
from duizhao.record import Failure, Link, Material
from duizhao.reports.jsonl import JsonLines, as_json, encoded

GOLDEN = Path(__file__).parent / "golden"


@cache
def schema() -> dict[str, Any]:
    path = resources.files("duizhao") / "data" / "schemas" / "material-1.json"
    parsed: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(parsed)
    return parsed


def faults(value: object) -> list[str]:
    return [error.message for error in Draft202012Validator(schema()).iter_errors(value)]


def test_record_when_written_then_to_the_letter(
    material: Material, golden: Callable[[Path, str], None]
) -> None:
    golden(GOLDEN / "record.jsonl", JsonLines("zh")(material).data.decode())


def test_record_when_nothing_was_found_then_nulls_and_empty_lists(bare: Material) -> None:
    written = as_json(bare)

    assert [written[key] for key in ("title", "year", "date", "unit", "author", "framework")] == [None] * 6
    assert [written[key] for key in ("sections", "problems", "links")] == [[], [], []]
    assert faults(written) == []


def test_failure_when_written_then_path_code_and_message(failure: Failure) -> None:
    line = JsonLines("zh")(failure)

    assert json.loads(line.data) == {
        "source": {"path": "b/坏.docx"},
        "error": {
            "code": "damaged",
            "message": "文件已损坏或不完整（<zip>）；请用 WPS 或 Word 打开另存后重试",
        },
    }
    assert line.failure is failure


def test_failure_when_english_then_message_is(failure: Failure) -> None:
    message = json.loads(JsonLines("en")(failure).data)["error"]["message"]

    assert message.isascii()
    assert "<zip>" in message


def test_outputs_when_validated_then_nothing_is_wrong(material: Material, failure: Failure) -> None:
    assert faults(as_json(material)) == []
    assert faults(as_json(failure)) == []


def test_output_when_a_key_is_missing_or_added_then_invalid(material: Material) -> None:
    written = as_json(material)

    for key in written:
        assert faults({name: value for name, value in written.items() if name != key})
    assert faults(written | {"more": 1})


def test_links_when_written_then_best_first_in_the_order_of_problems(material: Material) -> None:
    shuffled = replace(
        material,
        links=(
            Link("P2", "measure", "M1", 0.2),
            Link("P1", "measure", "M1", 0.3),
            Link("P1", "measure", "M2", 0.7),
        ),
    )

    links: Any = as_json(shuffled)["links"]

    assert [(link["problem"], link["to"]) for link in links] == [("P1", "M2"), ("P1", "M1"), ("P2", "M1")]


def test_score_when_tiny_then_still_above_zero(material: Material) -> None:
    written = as_json(replace(material, links=(Link("P1", "measure", "M1", 1e-9),)))

    assert faults(written) == []


@pytest.mark.parametrize("mark", ["\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_line_when_text_holds_a_line_end_then_one_line_all_the_same(mark: str) -> None:
    data = encoded({"text": f"前{mark}后"})

    assert len(data.decode().splitlines()) == 1
    assert json.loads(data) == {"text": f"前{mark}后"}


def test_text_when_not_encodable_then_written_all_the_same() -> None:
    assert encoded("\ud800") == b'"?"'


TYPES = {
    "source": record.Source,
    "author": record.Author,
    "framework": record.FrameworkRef,
    "section": record.Section,
    "problem": record.Problem,
    "aspect": record.AspectRef,
    "example": record.Example,
    "cause": record.Cause,
    "root": record.Root,
    "measure": record.Measure,
    "claim": record.Claim,
    "last_year": record.LastYear,
    "link": record.Link,
    "material": record.Material,
}
# Said of a record beside its JSON.
BESIDE = {("problem", "line"), ("material", "schema")}


@pytest.mark.parametrize("name", TYPES)
def test_schema_when_compared_with_the_record_then_the_same_fields(name: str) -> None:
    definition = schema()["$defs"][name]
    fields = {field.name for field in dataclasses.fields(TYPES[name])}

    different = {(name, field) for field in fields ^ set(definition["properties"])}

    assert different <= BESIDE
    assert set(definition["required"]) == set(definition["properties"])
    assert definition["additionalProperties"] is False


def test_schema_when_compared_with_the_record_then_every_type_is_in_it() -> None:
    assert set(schema()["$defs"]) == {*TYPES, "failure", "path", "code", "span"}


@pytest.mark.parametrize(
    ("definition", "field"), [("material", "kind"), ("section", "role"), ("link", "kind"), ("claim", "scope")]
)
def test_schema_when_compared_with_the_record_then_the_same_words(definition: str, field: str) -> None:
    words = schema()["$defs"][definition]["properties"][field]["enum"]

    assert tuple(words) == get_args(get_type_hints(TYPES[definition])[field])


def test_schema_when_compared_with_the_errors_then_the_same_codes() -> None:
    assert schema()["$defs"]["code"]["enum"] == [str(code) for code in ErrorCode]
