"""Offline wheelhouses: our wheel with everything it needs, a folder a platform, zipped, with install notes.

``tools/bundle.py [PLATFORM …]`` with ``win_amd64`` and ``here``, both where none is named. What goes in is
what ``uv.lock`` says, so that a bundle is the set of versions that the tests ran with.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools" / ("Scripts" if sys.platform == "win32" else "bin")
NOTES = ROOT / "tools" / "install_notes"
TARGET = ROOT / "dist" / "bundle"
EXTRAS = ("pdf",)
VERSION = metadata.version("duizhao")


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of machine: its name in wheels, the Python versions served, and what markers see there."""

    name: str
    pythons: tuple[str, ...]
    wheel_tags: tuple[str, ...]
    markers: dict[str, str]


WINDOWS = Platform(
    name="win_amd64",
    pythons=("3.11", "3.12", "3.13"),
    wheel_tags=("win_amd64",),
    markers={
        "sys_platform": "win32",
        "os_name": "nt",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    },
)


def here() -> Platform:
    """Return the machine this runs on, with its own Python only; ``wheel_tags`` empty means pip's own."""
    name = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return Platform(name, (".".join(platform.python_version_tuple()[:2]),), (), {})


def main(names: list[str]) -> int:
    known = {"win_amd64": WINDOWS, "here": here()}
    for name in names or known:
        folder = build(known[name], TARGET)
        print(f"{folder.relative_to(ROOT).as_posix()}.zip  {_megabytes(folder)}")
    return 0


def build(target: Platform, parent: Path) -> Path:
    """Write the wheelhouse of ``target``, notes, sums and zip under ``parent``; return its folder."""
    folder = parent / f"duizhao-{VERSION}-{target.name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _run("uv", "build", "--quiet", "--wheel", "--out-dir", str(folder), str(ROOT))
    (folder / ".gitignore").unlink(missing_ok=True)
    for python in target.pythons:
        _download(target, python, folder)
    _write_notes(target, folder)
    _write_checksums(folder)
    shutil.make_archive(str(folder), "zip", parent, folder.name)
    return folder


def requirements(target: Platform, python: str) -> list[str]:
    """Return ``name==version`` for everything the lock asks for on ``target`` under ``python``.

    pip would weigh the markers for the machine it runs on and leave out what only Windows needs.
    """
    extras = [word for extra in EXTRAS for word in ("--extra", extra)]
    exported = _run(
        "uv", "export", "--quiet", "--frozen", "--no-dev", "--no-emit-project", "--no-hashes",
        "--no-annotate", "--no-header", *extras,
    )  # fmt: skip
    environment = {**target.markers, "python_version": python, "python_full_version": f"{python}.0"}
    asked = [Requirement(line) for line in exported.splitlines() if line.strip()]
    return [
        f"{one.name}{one.specifier}"
        for one in asked
        if one.marker is None or one.marker.evaluate(environment)
    ]


def _download(target: Platform, python: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch) / "requirements.txt"
        wanted.write_text("\n".join(requirements(target, python)), encoding="utf-8")
        foreign = [word for tag in target.wheel_tags for word in ("--platform", tag)]
        if foreign:
            foreign += ["--python-version", python, "--implementation", "cp"]
        _run(
            "python", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
            "--only-binary=:all:", *foreign, "--dest", str(folder), "--requirement", str(wanted),
        )  # fmt: skip


def _write_notes(target: Platform, folder: Path) -> None:
    filled = {
        "version": VERSION,
        "platform": target.name,
        "pythons": ", ".join(target.pythons),
        "extras": ",".join(EXTRAS),
    }
    system = "windows" if target.name.startswith("win") else "posix"
    for language in ("zh", "en"):
        text = (NOTES / f"{system}.{language}.txt").read_text(encoding="utf-8") % filled
        # Notepad wants a BOM and its own line ends.
        (folder / f"INSTALL.{language}.txt").write_text(text, encoding="utf-8-sig", newline="\r\n")


def _write_checksums(folder: Path) -> None:
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(folder.iterdir())
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


def _run(program: str, *arguments: str) -> str:
    command = [str(TOOLS / program), *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def _megabytes(folder: Path) -> str:
    return f"{sum(path.stat().st_size for path in folder.iterdir()) / 1_000_000:.0f} MB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
