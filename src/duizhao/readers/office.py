"""What rtf and odt files say, and old ones nobody else reads: LibreOffice makes docx of them; and PDF."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers.archive import SIGNATURE as ZIP
from duizhao.readers.archive import Archive
from duizhao.readers.reader import Limits
from duizhao.record import Document

if TYPE_CHECKING:
    from pathlib import Path

name: Final = "office"
suffixes: Final = (".rtf", ".odt", ".ott")

PROGRAM: Final = "LibreOffice"
_RTF: Final = b"{\\rtf"
# The type of a zip package stands at a fixed place where its first entry is named "mimetype".
_ODT: Final = b"mimetypeapplication/vnd.oasis.opendocument.text"
_ODT_AT: Final = 30
_RTF_TYPE: Final = "application/rtf"
_ODT_TYPE: Final = "application/vnd.oasis.opendocument.text"
media_types: Final = (_RTF_TYPE, _ODT_TYPE)

_SECONDS: Final = 90.0
_DOCX: Final = "docx:MS Word 2007 XML"
_PDF: Final = "pdf:writer_pdf_Export"
_BRACE: Final = re.compile(rb"\\[\\{}]|[{}]")
# No macros, no links fetched, no log of recent files; nothing is asked.
_SETTINGS: Final = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Common/History", "PickListSize", "0"),
)


def score(head: bytes, filename: str) -> int | None:
    """Trust the signatures; a name alone counts little."""
    if head.startswith(_RTF) or (head.startswith(ZIP) and head[_ODT_AT:].startswith(_ODT)):
        return 95
    return 10 if filename.lower().endswith(suffixes) else None


def read(data: bytes, filename: str, limits: Limits) -> Document:
    """Return the document; raise ``ReadError``: MISSING_PROGRAM where LibreOffice is not installed."""
    if data.startswith(_RTF):
        _refuse_deep(data, limits)
        return converted(data, "paper.rtf", limits, _RTF_TYPE)
    if data.startswith(ZIP):
        _refuse_locked(Archive(data, limits))
        return converted(data, "paper.odt", limits, _ODT_TYPE)
    raise ReadError(ErrorCode.DAMAGED, detail=filename.rpartition(".")[2].lower())


def converted(data: bytes, filename: str, limits: Limits, media_type: str) -> Document:
    """Return what LibreOffice makes of a file, as a document of type ``media_type``."""
    from duizhao.readers import docx

    made = to_docx(data, filename)
    if len(made) > limits.file_size:
        raise ReadError(ErrorCode.PROGRAM_FAILED, program=PROGRAM, detail="docx")
    return dataclasses.replace(docx.read(made, "paper.docx", limits), media_type=media_type)


def to_docx(data: bytes, filename: str) -> bytes:
    """Return the file as docx; its name says by its ending which format to expect."""
    return _made_into(_DOCX, data, filename)


def to_pdf(data: bytes, filename: str) -> bytes:
    """Return a document of our own as PDF, with the fonts that are on this machine."""
    return _made_into(_PDF, data, filename)


def is_there() -> bool:
    """Return whether LibreOffice is on this machine."""
    from duizhao.readers import program

    return program.find("soffice") is not None


def _made_into(form: str, data: bytes, filename: str) -> bytes:
    """Return the file in another format.

    Every call has a folder and a profile of its own, so that several processes can convert at once and
    nothing is left behind.
    """
    import tempfile
    from pathlib import Path

    from duizhao.readers import program

    soffice = program.find("soffice")
    if soffice is None:
        raise ReadError(ErrorCode.MISSING_PROGRAM, program=PROGRAM)
    with tempfile.TemporaryDirectory(prefix="duizhao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"paper{Path(filename).suffix.lower()}"
        source.write_bytes(data)
        profile = folder / "profile"
        _write_settings(profile)
        options = (
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--nologo",
            "--nofirststartwizard",
        )
        command: list[str | Path] = [soffice, f"-env:UserInstallation={profile.as_uri()}", *options]
        command += ["--convert-to", form, "--outdir", folder / "out", source]
        status, _, complaint = program.run(command, called=PROGRAM, seconds=_SECONDS)
        return _result(folder / "out" / f"paper.{form.partition(':')[0]}", status, complaint)


def _result(made: Path, status: int, complaint: str) -> bytes:
    if not made.is_file():
        lines = complaint.splitlines() or [f"exit status {status}"]
        raise ReadError(ErrorCode.PROGRAM_FAILED, program=PROGRAM, detail=lines[-1][:120])
    return made.read_bytes()


def _write_settings(profile: Path) -> None:
    from xml.sax.saxutils import quoteattr

    items = "".join(
        f'<item oor:path={quoteattr(path)}><prop oor:name={quoteattr(key)} oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, key, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )


def _refuse_deep(data: bytes, limits: Limits) -> None:
    """Groups within groups cost a converter its stack."""
    depth = 0
    for brace in _BRACE.finditer(data):
        if brace[0] == b"{":
            depth += 1
            if depth > limits.depth:
                raise ReadError(ErrorCode.TOO_DEEP, limit=limits.depth)
        elif brace[0] == b"}":
            depth -= 1


def _refuse_locked(package: Archive) -> None:
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise ReadError(ErrorCode.ENCRYPTED)
