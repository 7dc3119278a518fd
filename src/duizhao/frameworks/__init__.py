"""Criteria sets as data: which there are, what each asks, and which one a paper was held against."""

from duizhao.frameworks.choosing import Choice, Match, choose
from duizhao.frameworks.encoding import as_pack
from duizhao.frameworks.examining import Examined, examine, load
from duizhao.frameworks.fault import Fault, FaultKind, FrameworkError, FrameworkFileError
from duizhao.frameworks.files import own_folder, usual_folder
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
from duizhao.frameworks.loading import catalogue, pick
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
    "usual_folder",
]
