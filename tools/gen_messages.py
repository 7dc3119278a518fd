"""Bring the message catalogues up to date with the source, or say what is stale (``--check``).

``en/duizhao.po`` holds the English of every ``_("…")`` in ``src/duizhao`` and in the commands of the server,
``en/django.po`` that of the server's other modules and its templates; ``zh/click.po`` holds the Chinese of
click's own sentences. Translations are kept, new messages are added empty for a person to fill in, and the
``.mo`` files beside them are compiled. ``--check`` writes nothing and exits 1 when a message is missing or
fuzzy, when its placeholders differ, or when a file would change.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "src" / "duizhao" / "data" / "locale"
# A fixed date: the file changes when its messages do and not otherwise.
DATE = datetime(2026, 1, 1, tzinfo=UTC)
# Rooms that no command shows yet: their messages are translated when one does.
NOT_SHOWN: tuple[str, ...] = ()
WEB = ROOT / "src" / "duizhao_web"
# The commands of the server speak as the other commands do, from the same catalogue.
COMMANDS = "commands"
TRANSLATE = re.compile(r"""\{%\s*translate\s+(["'])(.*?)\1.*?%\}""")
BLOCK = re.compile(r"\{%\s*blocktranslate\b.*?%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
# A module of the server that says some words at once and others later calls both by their names.
MARKS = frozenset({"_", "gettext", "gettext_lazy"})
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*(?:![rsa])?\}")


class Part(NamedTuple):
    """A catalogue and the Python files its messages come from."""

    path: Path
    language: str
    sources: Path
    prefix: str
    messages: Callable[[Path], Iterable[tuple[str, str | tuple[str, ...]]]]
    keep_obsolete: bool


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 when something is stale")
    check = parser.parse_args().check
    problems = [problem for part in parts() for problem in update(part, write=not check)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems and check else 0


def parts() -> tuple[Part, ...]:
    """Return the catalogues of the two packages."""
    click = find_spec("click")
    assert click is not None
    assert click.origin is not None
    return (
        Part(LOCALE / "en/LC_MESSAGES/duizhao.po", "en", ROOT / "src/duizhao", "duizhao", library, False),
        Part(WEB / "locale/en/LC_MESSAGES/django.po", "en", WEB, "duizhao_web", server, False),
        # Another version of click says some things differently: what is translated once stays.
        Part(LOCALE / "zh/LC_MESSAGES/click.po", "zh", Path(click.origin).parent, "click", clicks, True),
    )


def update(part: Part, *, write: bool) -> list[str]:
    """Merge the messages of the source into the catalogue; return what is wrong with it, a line each."""
    catalogue = merged(part)
    po, mo = as_po(catalogue), as_mo(catalogue)
    targets = ((part.path, po), (part.path.with_suffix(".mo"), mo))
    if write:
        for path, data in targets:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        stale = []
    else:
        stale = [
            f"{path.relative_to(ROOT)}: stale, run tools/gen_messages.py"
            for path, data in targets
            if not path.exists() or path.read_bytes() != data
        ]
    return stale + [f"{part.path.relative_to(ROOT)}: {fault}" for fault in faults(catalogue)]


def merged(part: Part) -> Catalog:
    """Return the catalogue with the messages of the source and, where asked, those of its other versions."""
    if part.path.exists():
        with part.path.open("rb") as file:
            old = read_po(file, locale=part.language)
    else:
        old = Catalog(part.language)
    new = Catalog(
        locale=part.language,
        project="duizhao",
        version="1",
        copyright_holder="The Duizhao authors",
        header_comment=f"# {part.prefix}: {part.language}",
        creation_date=DATE,
        revision_date=DATE,
        last_translator="The Duizhao authors",
        language_team=part.language,
        msgid_bugs_address="",
        fuzzy=False,
    )
    for name, message in extracted(part):
        kept = old.get(message if isinstance(message, str) else message[0])
        new.add(message, kept.string if kept else None, locations=[(name, None)])
    if part.keep_obsolete:
        for message in old:
            if message.id and message.string and message.id not in new:
                new.add(message.id, message.string)
    return new


def extracted(part: Part) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield file name and message of each marked message, in a fixed order."""
    rows = {(f"{part.prefix}/{name}", message) for name, message in part.messages(part.sources) if message}
    yield from sorted(rows, key=str)


def library(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the messages of the library, and those of the server's commands."""
    yield from ours(folder)
    for name, message in ours(WEB / COMMANDS):
        yield f"{COMMANDS}/{name}", message


def server(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the messages of the server: of its modules, then of its templates."""
    yield from ((name, text) for name, text in ours(folder, MARKS) if not name.startswith(f"{COMMANDS}/"))
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        text = path.read_text(encoding="utf-8")
        # Django looks a percent sign up doubled, in both tags.
        yield from ((name, message.replace("%", "%%")) for _quote, message in TRANSLATE.findall(text))
        yield from ((name, in_template(block)) for block in BLOCK.findall(text))


def in_template(block: str) -> str:
    """Return the message that Django looks up for the inside of a blocktranslate."""
    return VARIABLE.sub(r"%(\1)s", block.replace("%", "%%"))


def ours(folder: Path, marks: frozenset[str] = frozenset({"_"})) -> Iterator[tuple[str, str]]:
    """Yield the messages of our own source; unlike Babel, inside f-strings too, whatever the Python."""
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        if name.startswith(NOT_SHOWN):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in marks:
                match node.args:
                    case [ast.Constant(str(message))]:
                        yield name, message
                    case [ast.JoinedStr()]:
                        raise SystemExit(f"{name}:{node.lineno}: an f-string cannot be translated")


def clicks(folder: Path) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield the messages of click."""
    for name, _line, message, _notes, _context in extract_from_dir(
        str(folder), method_map=[("**.py", "python")]
    ):
        yield name, message


def faults(catalogue: Catalog) -> Iterator[str]:
    """Yield what is wrong with the translations themselves."""
    for message in catalogue:
        if not message.id:
            continue
        if message.fuzzy:
            yield f"fuzzy: {message.id!r}"
        sources, targets = texts(message.id), texts(message.string)
        if not all(targets) or not targets:
            yield f"missing: {message.id!r}"
        elif any(placeholders(target) != placeholders(sources[-1]) for target in targets):
            yield f"placeholders differ: {message.id!r} -> {message.string!r}"


def texts(value: str | Iterable[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def as_po(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=False)
    return buffer.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


__all__ = ["Message", "faults", "merged", "parts", "update"]

if __name__ == "__main__":
    sys.exit(main())
