"""Every address of the site, and who may open it. A route that is missing here fails the test.

``who`` names those who get the page; everybody else signed in gets ``others`` (404: not told that it
exists), and
nobody signed in is sent to sign in, unless the page is ``public``.
"""

from __future__ import annotations

from typing import NamedTuple

ALL = frozenset(
    {
        "city.chief",
        "city.member",
        "city.coordinator",
        "county.chief",
        "county.member",
        "county.coordinator",
        "county.observer",
        "town.chief",
        "town.coordinator",
        "rival.chief",
        "rival.coordinator",
        "bureau.chief",
        "reviewer",
        "head",
        "system",
        "security",
        "audit",
    }
)


class Address(NamedTuple):
    """An address by its name, how it is asked for, and who may."""

    name: str
    who: frozenset[str]
    method: str = "get"
    arguments: dict[str, str] = {}
    data: dict[str, str] = {}
    answer: int = 200
    others: int = 404
    public: bool = False


ADDRESSES = (
    Address("home", ALL),
    Address("health", ALL, public=True),
    Address("language", ALL, "post", data={"language": "en"}, answer=302, public=True),
    Address("sign-in", ALL, answer=302, public=True),
    Address("second-factor", ALL, answer=302, public=True),
    Address("sign-out", ALL, "post", answer=302),
    Address("set-up", ALL, arguments={"token": "none"}, answer=410, public=True),
    Address("own", ALL),
    Address("password", ALL),
    Address("factor-set", ALL),
    Address("factor-remove", ALL),
    Address("sessions-end", ALL, "post", answer=302),
    Address("audit", frozenset({"audit"})),
    Address("audit-file", frozenset({"audit"}), "post"),
    Address("audit-verify", frozenset({"audit"}), "post"),
)
