"""Packs of checks that others bring: found, asked, set and explained like ours; a broken one is named."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PACK = ROOT / "examples" / "check-pack" / "src" / "duizhao_example_pack"
CHECK = (PACK / "exa001_former_platform_name.py").read_text(encoding="utf-8")
PAPER = "工作报告\n群众通过澜溪一键帮反映问题三十件。\n"


class Place:
    """A folder with a paper, and beside it a folder of packages for the program to find."""

    def __init__(self, folder: Path) -> None:
        self.papers, self.packages = folder / "papers", folder / "packages"
        self.papers.mkdir()
        self.packages.mkdir()
        (self.papers / "报告.txt").write_text(PAPER, encoding="utf-8")

    def install(self, name: str, entry: str, **modules: str) -> None:
        """Put a package there as an installer does: its modules, and what says which entry it has."""
        package, facts = self.packages / name, self.packages / f"{name}-1.dist-info"
        package.mkdir()
        facts.mkdir()
        for module, source in {"__init__": "", **modules}.items():
            (package / f"{module}.py").write_text(source, encoding="utf-8")
        (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        (facts / "entry_points.txt").write_text(f"[duizhao.checks]\n{name} = {entry}\n")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``duizhao ARGUMENTS`` in the folder of papers."""
        paths = (str(self.packages), os.environ.get("PYTHONPATH", ""))
        return subprocess.run(
            [sys.executable, "-m", "duizhao", *arguments],
            cwd=self.papers,
            env={**os.environ, "DUIZHAO_LANG": "zh", "PYTHONPATH": os.pathsep.join(filter(None, paths))},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def checks(self, *arguments: str) -> list[str]:
        """Return which checks of packs said something of the paper."""
        result = self.run("check", "报告.txt", "-f", "json", *arguments)
        assert result.returncode == 0, result.stderr
        found = [one["check"] for one in json.loads(result.stdout)["diagnostics"]]
        return [check for check in found if check.startswith(("EXA", "OWN"))]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def own(text: str = CHECK) -> str:
    """Return the example's check under another id, so that both may be installed."""
    return text.replace('"EXA001"', '"OWN001"')


def test_pack_when_its_entry_is_a_package_then_its_check_is_asked_set_and_explained(place: Place) -> None:
    place.install("unit_pack", "unit_pack", own001_former_platform_name=own())

    assert place.checks("--select", "OWN001") == ["OWN001"]
    assert place.checks("--ignore", "OWN001") in ([], ["EXA001"])
    (place.papers / "duizhao.toml").write_text('[checks.OWN001]\nformer = "别的平台"\n', encoding="utf-8")
    assert place.checks("--select", "OWN001") == []
    assert "平台用了旧名称" in place.run("explain").stdout
    assert "former" in place.run("explain", "OWN001").stdout
    page = place.run("explain", "OWN001", "-f", "markdown").stdout
    assert "### OWN001 平台用了旧名称" in page
    assert "«澜溪一键帮»" in page


def test_pack_when_its_entry_is_a_function_then_its_checks_are_asked(place: Place) -> None:
    source = "def checks():\n    from unit_pack.rule import check\n    return [check]\n"
    place.install("unit_pack", "unit_pack.rules:checks", rules=source, rule=own())

    assert "OWN001" in place.checks("--select", "wording")


BROKEN = {
    "module_missing": ("import a_module_nobody_has\n", "ModuleNotFoundError"),
    "ends_the_program": ("import sys\nsys.exit(3)\n", "SystemExit"),
    "id_taken": (CHECK.replace('"EXA001"', '"NUM001"'), "NUM001 twice"),
    "id_without_form": (CHECK.replace('"EXA001"', '"former"'), "no id like"),
    "part_missing": (re.sub(r'why="[^"]*"', 'why=""', own()), "part is missing"),
    "no_check": ("check = 1\n", "no Check"),
}


def test_packs_when_broken_then_each_is_named_and_the_run_goes_on(place: Place) -> None:
    rules = "def checks():\n    from {name}.rule import check\n    return [check]\n"
    for name, (source, _) in BROKEN.items():
        place.install(name, f"{name}.rules:checks", rules=rules.format(name=name), rule=source)
    place.install("unit_pack", "unit_pack", own001_former_platform_name=own())
    (place.papers / "duizhao.toml").write_text("[checks.BRO001]\nleast = 1\n", encoding="utf-8")

    result = place.run("check", "报告.txt", "-f", "json")

    assert result.returncode == 0
    named = dict(re.findall(r"^校核包 (\w+) 不能用，其中的校核都没有做：(.*)$", result.stderr, re.M))
    assert list(named) == sorted(BROKEN)
    for name, (_, said) in BROKEN.items():
        assert said in named[name]
    assert "Traceback" not in result.stderr
    assert "OWN001" in [one["check"] for one in json.loads(result.stdout)["diagnostics"]]
    shown = place.run("--debug", "explain")
    assert "OWN001" in shown.stdout
    assert shown.stderr.count("Traceback") >= len(BROKEN)


def test_settings_when_no_pack_is_broken_then_an_unknown_check_is_refused(place: Place) -> None:
    (place.papers / "duizhao.toml").write_text("[checks.BRO001]\nleast = 1\n", encoding="utf-8")

    assert place.run("check", "报告.txt").returncode == 2


@pytest.mark.needs_pack
def test_example_pack_when_installed_then_found(place: Place) -> None:
    assert place.checks("--select", "EXA001") == ["EXA001"]
    assert "EXA001" in place.run("explain").stdout


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_on_own_checks_when_compared_then_shows_the_example_pack(language: str) -> None:
    page = (ROOT / "docs" / language / "own-checks.md").read_text(encoding="utf-8")

    (shown,) = re.findall(r"```python\n(.*?)```", page, re.S)
    (settings,) = re.findall(r"```toml\n(.*?)```", page, re.S)
    assert shown == CHECK
    assert settings in (ROOT / "examples" / "check-pack" / "pyproject.toml").read_text(encoding="utf-8")
