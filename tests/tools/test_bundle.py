"""The wheelhouses install without a network, and the installed program works outside the checkout."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("bundle")]

ROOT = Path(__file__).resolve().parents[2]
PAPER = """\
青川县某局班子成员2024年度民主生活会个人对照检查材料

一、存在的主要问题
（一）带头严守政治纪律方面
一是学习不够深入。满足于参加集体学习，联系实际思考少。
二、原因分析
（一）理论武装抓得不紧。根本原因是思想上有所放松。
三、整改措施
（一）加强理论学习。每月安排两次集中学习，联系工作写出心得。
"""


@pytest.fixture(scope="module")
def bundle() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bundle", ROOT / "tools" / "bundle.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def here(bundle: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = bundle.build(bundle.here(), tmp_path_factory.mktemp("here"))
    return folder


@pytest.fixture(scope="module")
def program(here: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``duizhao`` of a fresh environment, installed from the wheelhouse alone, as the notes say."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
    _run(
        str(scripts / "python"), "-m", "pip", "install", "--isolated", "--no-index",
        "--find-links", str(here), "duizhao[pdf]",
    )  # fmt: skip
    return scripts / "duizhao"


def test_installed_program_when_asked_for_its_version_then_names_it(
    program: Path, bundle: ModuleType
) -> None:
    assert bundle.VERSION in _run(str(program), "--version")


def test_installed_program_when_away_from_the_checkout_then_reads_a_paper(
    program: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "材料.txt"
    paper.write_text(PAPER, encoding="utf-8")
    record = json.loads(_run(str(program), "extract", "--format", "jsonl", str(paper), cwd=tmp_path))
    assert [problem["title"] for problem in record["problems"]] == ["学习不够深入"]
    assert record["framework"] is not None  # the packs are in the wheel


def test_folder_when_built_then_sums_cover_every_file_and_the_zip_holds_them(here: Path) -> None:
    sums = dict(reversed(line.split("  ")) for line in (here / "SHA256SUMS").read_text("utf-8").splitlines())
    files = {path.name for path in here.iterdir()} - {"SHA256SUMS"}
    assert set(sums) == files
    assert all(hashlib.sha256((here / name).read_bytes()).hexdigest() == sums[name] for name in files)
    with zipfile.ZipFile(here.with_name(here.name + ".zip")) as packed:
        assert {Path(name).name for name in packed.namelist() if not name.endswith("/")} == {
            *sums,
            "SHA256SUMS",
        }


def test_notes_when_built_then_name_the_files_that_are_there(here: Path) -> None:
    for language in ("zh", "en"):
        notes = (here / f"INSTALL.{language}.txt").read_text(encoding="utf-8-sig")
        assert "--no-index --find-links ." in notes
        assert "%(" not in notes


def test_windows_folder_when_built_here_then_installs_for_every_python_named(
    bundle: ModuleType, tmp_path: Path
) -> None:
    folder = bundle.build(bundle.WINDOWS, tmp_path)
    for python in bundle.WINDOWS.pythons:
        target = tmp_path / python
        # uv weighs markers and wheel tags for the platform named, which pip does not.
        _run(
            str(bundle.TOOLS / "uv"), "pip", "install", "--quiet", "--no-config", "--no-index",
            "--find-links", str(folder), "--python-platform", "x86_64-pc-windows-msvc",
            "--python-version", python, "--target", str(target), "--only-binary", ":all:", "duizhao[pdf]",
        )  # fmt: skip
        assert list(target.glob("rjieba/*.pyd"))
        assert (target / "duizhao").is_dir()


def _run(*command: str, cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
