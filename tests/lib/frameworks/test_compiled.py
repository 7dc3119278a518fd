"""The fast form of the sets says the same as their YAML, and is not used where it does not belong to it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from duizhao.frameworks import as_pack, compiled, loading
from duizhao.frameworks.files import shipped_bytes


def test_stored_when_fresh_then_the_sets_are_those_of_the_yaml() -> None:
    assert compiled.stored(shipped_bytes()) is not None
    assert loading.shipped() == loading.from_yaml()


def test_stored_when_a_file_was_edited_then_not_used() -> None:
    files = shipped_bytes()
    name = "meeting-2022/1.yaml"
    assert compiled.stored({**files, name: files[name] + b"# edited\n"}) is None
    assert compiled.stored({**files, "meeting-2030/1.yaml": b""}) is None
    assert compiled.stored({other: data for other, data in files.items() if other != name}) is None


def test_stored_when_checked_out_with_other_line_ends_then_used() -> None:
    files = {name: data.replace(b"\n", b"\r\n") for name, data in shipped_bytes().items()}
    assert compiled.stored(files) is not None


@pytest.mark.parametrize("content", [None, "", "{", "[]x"])
def test_stored_when_the_file_is_missing_or_broken_then_the_yaml_is_read(
    content: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "NAME", "none.json")
    if content is not None:
        monkeypatch.setattr(compiled, "_read", lambda: content.encode())
    loading.shipped.cache_clear()
    try:
        assert compiled.stored(shipped_bytes()) is None
        assert [one.id for one in loading.shipped()] == [one.id for one in loading.from_yaml()]
    finally:
        loading.shipped.cache_clear()


def test_compiled_when_read_back_then_the_packs() -> None:
    packs = [as_pack(one) for one in loading.from_yaml()]
    assert compiled.stored(shipped_bytes()) == packs


def test_catalogue_when_nothing_of_ones_own_then_no_yaml_and_no_schema_is_loaded() -> None:
    program = (
        "import sys; from duizhao.frameworks import catalogue, choose; "
        "choose(['廉洁自律方面'], frameworks=catalogue()); "
        "print(sorted({'yaml', 'jsonschema', 'rich', 'click'} & sys.modules.keys()))"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
