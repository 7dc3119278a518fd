"""What the year's pages offer as files: taken away by whoever it is offered to, and opened in LibreOffice."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from desk import Desk
from year_meeting import CHIEF, FOLLOWING, GIVER, MEMBER, RESEARCH, STUDY

LISTS: Final = ("problems", "tasks", "duties", "ledger", "personal_list", "effects")
FIGURES: Final = (
    *("overview_figures", "overview_units", "overview_months"),
    *("overview_calls", "overview_again", "overview_years"),
)
_SHEET: Final = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
# What each is turned into; of a csv file LibreOffice asks a person for the characters, here it is told.
_TO_TEXT: Final = {
    ".docx": ["--convert-to", "txt:Text (encoded):UTF8"],
    ".xlsx": ["--convert-to", _SHEET],
    ".csv": ["--infilter=CSV:44,34,76,1", "--convert-to", _SHEET],
}


def taken(desk: Desk) -> None:
    """Take every list and report the pages offer: lists in every form for reading, figures as xlsx."""
    desk.comes(CHIEF)
    desk.section("清单台账")
    desk.look("year-exports")
    offered(desk, "xlsx", "csv", "docx")
    reports = desk.main.locator("li form.buttons").first
    desk.take("progress", reports.get_by_role("button", name="整改落实情况报告", exact=True))
    desk.take("progress-pdf", reports.get_by_role("button", name="整改落实情况报告 PDF", exact=True))
    desk.take("last-year-again", reports.get_by_role("button", name="上年度整改落实情况", exact=True))
    desk.comes(GIVER)
    desk.section("总览")
    desk.main.locator("#year-on-year").wait_for()
    offered(desk, "xlsx")


def offered(desk: Desk, *forms: str) -> None:
    """Open each menu of files on the page, and take what it has in these forms."""
    for menu in desk.main.locator("details.exports").all():
        desk.touch(menu.locator("summary"))
        for button in menu.get_by_role("button").all():
            _exports, name, form = str(button.get_attribute("formaction")).partition("?")[0].split("/")[1:4]
            if form in forms:
                desk.take(f"{name}-{form}", button)
        desk.touch(menu.locator("summary"))


def opened(files: dict[str, Path], folder: Path) -> dict[str, str]:
    """Return what LibreOffice reads in each file, by what it was called."""
    found: dict[str, str] = {}
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for suffix, to in _TO_TEXT.items():
        some = {key: path for key, path in files.items() if path.suffix == suffix}
        out = folder / f"from{suffix}"
        command = ["soffice", profile, "--headless", *to, "--outdir", str(out)]
        subprocess.run([*command, *map(str, some.values())], check=True, capture_output=True, timeout=180)
        made = to[-1].partition(":")[0]
        found |= {key: (out / f"{path.stem}.{made}").read_text("utf-8-sig") for key, path in some.items()}
    return found


def judged(files: dict[str, Path], folder: Path) -> None:
    """Say of each file that it opens and holds what it is about."""
    missing = {f"{name}-{form}" for name in LISTS for form in ("xlsx", "csv", "docx")} - set(files)
    missing |= {f"{name}-xlsx" for name in FIGURES} - set(files)
    assert not missing
    texts = opened(files, folder)
    for key, text in texts.items():
        words = _WORDS.get(key) or _WORDS.get(key.rpartition("-")[0], ())
        assert text.strip(), key
        assert not [one for one in words if one not in text], (key, text[:2_000])
    assert files["progress-pdf"].read_bytes().startswith(b"%PDF-")
    with ZipFile(files["review"]) as parts:
        assert "未见事例" in parts.read("word/comments.xml").decode()


_WORDS: Final = {
    "problems": (STUDY, RESEARCH, FOLLOWING),
    "tasks": (RESEARCH, "已完成"),
    "duties": (RESEARCH, MEMBER, CHIEF),
    "ledger": (RESEARCH, "已销号", "甲县"),
    "personal_list": ("原著读得不够多", MEMBER),
    "effects": (RESEARCH, "三组连续浇了两茬水"),
    "overview_again": ("抓落实有始无终", RESEARCH),
    "overview_years": ("2025", "2026"),
    "review": (),
    "closure": ("销号确认单", RESEARCH, "现场看过", "退回 1 次，延期 1 次"),
    "closure-again": ("销号确认单", "管护协议"),
    "supervision": ("市督〔2026〕5号", "三个月没有报告"),
    "progress": (STUDY, FOLLOWING, "抓落实有始无终", "应整改 6 项"),
    "last-year": (RESEARCH, STUDY),
    "last-year-again": (RESEARCH, STUDY),
}
