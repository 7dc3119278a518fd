"""What a unit has set for itself: duizhao.toml."""

from duizhao.config.fault import ConfigError
from duizhao.config.loading import CATEGORIES, NAME, SEVERITIES, load, parse
from duizhao.config.settings import Config, Rules, Suppression, Value

__all__ = [
    "CATEGORIES",
    "NAME",
    "SEVERITIES",
    "Config",
    "ConfigError",
    "Rules",
    "Suppression",
    "Value",
    "load",
    "parse",
]
