"""Criteria sets as data: which there are, what each asks, and which one a paper was held against."""

from duizhao.frameworks.choosing import Choice, Match, choose
from duizhao.frameworks.fault import Fault, FaultKind, FrameworkError
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
from duizhao.frameworks.loading import catalogue, examine, load, own_folder, pick

__all__ = [
    "Choice",
    "Citation",
    "Criterion",
    "Deadline",
    "DeadlineWord",
    "Effective",
    "Fault",
    "FaultKind",
    "Flag",
    "Framework",
    "FrameworkError",
    "Match",
    "ReportingWord",
    "RequiredSection",
    "Scope",
    "Setting",
    "Text",
    "catalogue",
    "choose",
    "examine",
    "load",
    "own_folder",
    "pick",
]
