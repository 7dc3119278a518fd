"""Nothing is done here: what is shown is asked of the rules of the rooms below."""

from __future__ import annotations

from typing import Final

from duizhao_web.apps.kernel.policy import Rule

RULES: Final[tuple[Rule, ...]] = ()
