"""Where criteria sets lie, in the package and in a user's folder, and what their files say."""

from __future__ import annotations

import os
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.frameworks.fault import FrameworkError, FrameworkFileError
from duizhao.frameworks.parsing import Parsed, parse, read_bytes

FOLDER_VARIABLE: Final = "DUIZHAO_FRAMEWORKS"
# In a folder of that name lie the mappings from one version to another.
MAPPINGS: Final = "mappings"
_SUFFIXES: Final = (".yaml", ".yml")


def own_folder() -> Path | None:
    """Return where the user's own criteria sets are looked for without being told, if anywhere.

    A folder named in the environment must exist.
    """
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    folder = usual_folder()
    return folder if folder.is_dir() else None


def usual_folder() -> Path:
    """Return where the user's own criteria sets are looked for when nothing else is said."""
    import platformdirs

    return Path(platformdirs.user_data_dir("duizhao", appauthor=False)) / "frameworks"


def own_files(folder: Path, *, mappings: bool = False) -> list[Path]:
    """Return the files of a user's folder, subfolders too, by path: the sets, or the mappings between them.

    Raises ``DuizhaoError`` where there is no such folder.
    """
    if not folder.is_dir():
        raise FrameworkFileError(str(folder), DuizhaoError(ErrorCode.NOT_FOUND))
    found = (path for suffix in _SUFFIXES for path in folder.rglob(f"*{suffix}"))
    return sorted(
        path
        for path in found
        if path.is_file()
        and not path.name.startswith((".", "~$"))
        and (MAPPINGS in path.relative_to(folder).parts[:-1]) is mappings
    )


def read(path: Path) -> Parsed:
    """Return what a file of the user's folder says; an error names it, since nobody named it on the line."""
    try:
        return parse(read_bytes(path), str(path))
    except FrameworkError:
        raise
    except DuizhaoError as error:
        raise FrameworkFileError(str(path), error) from error


@cache
def shipped_files() -> tuple[Parsed, ...]:
    """Return what the sets in the package say; the same objects each time."""
    return tuple(
        parse(file.read_bytes(), str(file))
        for folder in (resources.files("duizhao") / "data" / "frameworks").iterdir()
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.endswith(_SUFFIXES)
    )


@cache
def shipped_mappings() -> tuple[Parsed, ...]:
    """Return what the mappings in the package say."""
    return tuple(
        parse(file.read_bytes(), str(file))
        for folder in (resources.files("duizhao") / "data" / "frameworks").iterdir()
        if (folder / MAPPINGS).is_dir()
        for file in (folder / MAPPINGS).iterdir()
        if file.name.endswith(_SUFFIXES)
    )
