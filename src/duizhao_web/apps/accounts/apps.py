"""Accounts as an app."""

from __future__ import annotations

from duizhao_web.apps.kernel.room import Room


class Accounts(Room):
    """Signing in, administrators, assignments, visibility."""

    name = "duizhao_web.apps.accounts"
    label = "accounts"
