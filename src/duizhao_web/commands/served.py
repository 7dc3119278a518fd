"""What granian's own process runs: the server, ended with ``duizhao serve``."""

from __future__ import annotations

import os

from duizhao_web.config.arenas import keep_few_arenas
from duizhao_web.config.orphans import end_with_parent
from duizhao_web.config.wsgi import application

keep_few_arenas()
if os.name != "nt":  # there granian's process has no pipe of ours to watch
    end_with_parent()

__all__ = ["application"]
