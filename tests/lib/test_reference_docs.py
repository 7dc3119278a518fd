"""The pages on the record, the command line and the Python interface say what is so."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import click
import pytest

import duizhao
from duizhao.cli.group import COMMANDS, SERVER_COMMANDS, program
from duizhao.errors import ErrorCode

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "zh")


def page(language: str, name: str) -> str:
    return (ROOT / "docs" / language / name).read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", text, re.S)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the paper of the record's page in it, and in which we stand."""
    (tmp_path / "paper.txt").write_text(blocks(page("en", "record.md"), "text")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_record_when_the_pages_paper_is_read_then_the_one_on_the_page() -> None:
    (shown,) = blocks(page("en", "record.md"), "json")

    assert _unscored(duizhao.as_json(duizhao.extract("paper.txt"))) == _unscored(json.loads(shown))


def _unscored(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record whose links say what is linked and not how strongly: that moves with calibration."""
    return {**record, "links": [(link["problem"], link["kind"], link["to"]) for link in record["links"]]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_record_page_when_compared_with_the_schema_then_every_key_is_explained(language: str) -> None:
    path = resources.files("duizhao") / "data" / "schemas" / "material-1.json"
    definitions = json.loads(path.read_text(encoding="utf-8"))["$defs"]
    table = page(language, "record.md")
    keys = {key for definition in definitions.values() for key in definition.get("properties", {})}
    values = {
        value for each in definitions["material"]["properties"].values() for value in each.get("enum", ())
    }

    missing = [key for key in sorted(keys | values) if f"`{key}`" not in table]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("folder")
def test_code_on_the_page_when_run_then_it_holds(language: str) -> None:
    namespace: dict[str, object] = {"__name__": "__main__"}

    for code in blocks(page(language, "api.md"), "python"):
        exec(compile(code, f"docs/{language}/api.md", "exec"), namespace)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_when_public_then_on_the_page_and_the_other_way_round(language: str) -> None:
    rows = [line.split("|")[1] for line in page(language, "api.md").splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)", row)}

    assert named == set(duizhao.__all__)


def commands() -> Iterator[tuple[str, click.Command]]:
    group = program("zh")

    def below(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
        yield path, command
        if isinstance(command, click.Group):
            for name, each in command.commands.items():
                yield from below(f"{path} {name}", each)

    for name in COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        yield from below(name, command)


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_when_they_exist_then_documented_with_every_option(language: str) -> None:
    sections = dict(
        re.findall(r"^## duizhao (.*?)\n\n```text\n(.*?)```", page(language, "reference/cli.md"), re.M | re.S)
    )
    there = dict(commands())

    assert set(sections) == set(there)
    for path, command in there.items():
        options = {name for each in command.params if isinstance(each, click.Option) for name in each.opts}
        assert options <= set(re.findall(r"(?<![\w-])--?[\w-]+", sections[path])), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_options_when_a_page_names_them_then_they_exist(language: str) -> None:
    options = {"--help", "--version", "--debug", "--lang"}
    for _path, command in commands():
        options |= {name for each in command.params for name in each.opts}

    for name in ("cli.md", "api.md", "record.md"):
        assert set(re.findall(r"(?<![\w-])--[a-z][\w-]*", page(language, name))) <= options


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_when_they_name_commands_then_they_exist(language: str) -> None:
    for name in ("cli.md", "api.md", "record.md"):
        used = set(re.findall(r"(?:^\$ |`)duizhao ([a-z]+)", page(language, name), re.M))
        assert used <= {*COMMANDS, *SERVER_COMMANDS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_errors_when_they_exist_then_documented_with_an_anchor(language: str) -> None:
    anchors = re.findall(r'<a id="(\w+)"></a>`(\w+)`', page(language, "reference/errors.md"))

    assert anchors == [(str(code), str(code)) for code in ErrorCode]


@pytest.mark.parametrize("generator", ["gen_cli.py", "gen_checks.py", "gen_messages.py"])
def test_generated_files_when_checked_then_fresh(generator: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / generator), "--check"],
        capture_output=True,
        check=False,
        timeout=120,
    )

    assert done.stderr.decode() == ""
    assert done.returncode == 0
