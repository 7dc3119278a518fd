"""Criteria sets as data: which there are, what each asks, and which one a paper was held against.

What only checking and editing of sets needs is imported when it is first asked for: every run of the program
reads the sets, few runs check any.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from duizhao.frameworks.choosing import Choice, Match, choose
from duizhao.frameworks.framework import (
    Citation,
    Criterion,
    Deadline,
    DeadlineWord,
    Effective,
    Flag,
    Framework,
    ReportingWord,
    RequiredSection,
    Scope,
    Setting,
    Text,
)
from duizhao.frameworks.loading import catalogue, pick, shipped

if TYPE_CHECKING:
    from duizhao.frameworks.encoding import as_pack
    from duizhao.frameworks.examining import Examined, examine, load
    from duizhao.frameworks.fault import Fault, FaultKind, FrameworkError, FrameworkFileError
    from duizhao.frameworks.files import own_folder, usual_folder
    from duizhao.frameworks.mapping import Mapping, mappings

__all__ = [
    "Choice",
    "Citation",
    "Criterion",
    "Deadline",
    "DeadlineWord",
    "Effective",
    "Examined",
    "Fault",
    "FaultKind",
    "Flag",
    "Framework",
    "FrameworkError",
    "FrameworkFileError",
    "Mapping",
    "Match",
    "ReportingWord",
    "RequiredSection",
    "Scope",
    "Setting",
    "Text",
    "as_pack",
    "catalogue",
    "choose",
    "examine",
    "load",
    "mappings",
    "own_folder",
    "pick",
    "shipped",
    "usual_folder",
]

_LATER: Final = {
    "as_pack": "encoding",
    "Examined": "examining",
    "examine": "examining",
    "load": "examining",
    "Fault": "fault",
    "FaultKind": "fault",
    "FrameworkError": "fault",
    "FrameworkFileError": "fault",
    "own_folder": "files",
    "usual_folder": "files",
    "Mapping": "mapping",
    "mappings": "mapping",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
