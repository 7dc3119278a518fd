"""The server is an extra: with it everything under tests/web runs, without it the commands say what to
install.
"""

from __future__ import annotations

import importlib
import sys
import tomllib
from pathlib import Path

import pytest

from duizhao.errors import DuizhaoError, ErrorCode

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
COMMANDS = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["entry-points"]["duizhao.commands"]
ARGUMENTS = {
    "serve": [],
    "demo": [],
    "audit": ["verify"],
    "backup": ["kept.age"],
    "restore": [__file__],
    "files": ["encrypt"],
    "doctor": [],
    "user": ["list"],
}


@pytest.mark.needs_extra("web")
def test_extra_when_installed_then_the_rooms_of_tests_web_are_collected() -> None:
    import django

    assert django.VERSION[:2] == (5, 2)


@pytest.mark.parametrize("name", COMMANDS)
def test_command_when_the_extra_is_missing_then_says_what_to_install(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, _, function = COMMANDS[name].partition(":")
    monkeypatch.setattr("duizhao_web.commands.surroundings.find_spec", lambda _name: None)
    command = getattr(importlib.import_module(module), function)(str)

    with pytest.raises(DuizhaoError) as caught:
        command.main(ARGUMENTS[name], standalone_mode=False, obj=State())

    assert caught.value.code == ErrorCode.MISSING_EXTRA
    assert caught.value.params == {"extra": "web"}


def test_commands_when_imported_then_django_is_not() -> None:
    script = (
        f"import sys; [__import__(m) for m in {[value.partition(':')[0] for value in COMMANDS.values()]}]"
    )
    import subprocess

    done = subprocess.run(
        [sys.executable, "-c", script + "; print([m for m in sys.modules if m.startswith('django')])"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "[]\n"


class State:
    """What the command line passes on."""

    language = "en"
    debug = False
