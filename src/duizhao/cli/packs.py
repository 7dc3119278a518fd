"""Names the packs of checks that could not be used; a run goes on without them."""

from __future__ import annotations

import sys

from duizhao.cli.output import say
from duizhao.i18n import Translator


def say_broken_packs(_: Translator, *, debug: bool) -> None:
    """Name each pack that could not be used and why; with ``debug`` show where."""
    from duizhao.checks.catalogue import broken_packs

    for pack in broken_packs():
        what = {"pack": pack.name, "error": pack.error}
        say(_("校核包 %(pack)s 不能用，其中的校核都没有做：%(error)s") % what)
        if debug:
            print(pack.trace, file=sys.stderr, end="", flush=True)
