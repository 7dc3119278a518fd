"""Where criteria sets lie, in the package and in a user's folder, and what their files say."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from duizhao.data import DATA
from duizhao.errors import DuizhaoError, ErrorCode

if TYPE_CHECKING:
    from duizhao.frameworks.parsing import Parsed

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
        from duizhao.frameworks.fault import FrameworkFileError

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
    from duizhao.frameworks.fault import FrameworkError, FrameworkFileError
    from duizhao.frameworks.parsing import parse, read_bytes

    try:
        return parse(read_bytes(path), str(path))
    except FrameworkError:
        raise
    except DuizhaoError as error:
        raise FrameworkFileError(str(path), error) from error


@cache
def shipped_bytes() -> dict[str, bytes]:
    """Return the content of the files of the sets in the package by name (``meeting-2022/1.yaml``)."""
    return {
        f"{folder.name}/{file.name}": file.read_bytes()
        for folder in _shipped_folders()
        for file in _yaml(folder)
    }


@cache
def shipped_files() -> tuple[Parsed, ...]:
    """Return what the sets in the package say; the same objects each time."""
    from duizhao.frameworks.parsing import parse

    root = _shipped_root()
    return tuple(parse(data, str(root.joinpath(*name.split("/")))) for name, data in shipped_bytes().items())


@cache
def shipped_mappings() -> tuple[Parsed, ...]:
    """Return what the mappings in the package say."""
    from duizhao.frameworks.parsing import parse

    folders = (folder / MAPPINGS for folder in _shipped_folders())
    return tuple(
        parse(file.read_bytes(), str(file)) for folder in folders if folder.is_dir() for file in _yaml(folder)
    )


def _shipped_root() -> Path:
    return DATA / "frameworks"


def _shipped_folders() -> list[Path]:
    return [folder for folder in _shipped_root().iterdir() if folder.is_dir()]


def _yaml(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if file.name.endswith(_SUFFIXES)]
