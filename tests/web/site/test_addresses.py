"""Every address, for everybody: the table of ``support/addresses.py`` to the letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from addresses import ADDRESSES, ALL, Address
from city import City
from django.urls import get_resolver, reverse

if TYPE_CHECKING:
    from django.test import Client


def asked(browser: Client, address: Address, city: City) -> Any:
    arguments = {name: value(city) if callable(value) else value for name, value in address.arguments.items()}
    response = getattr(browser, address.method)(reverse(address.name, kwargs=arguments), address.data)
    for _piece in getattr(response, "streaming_content", ()):  # a file is read to its end, as by a browser
        pass
    return response


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: f"{address.method}-{address.name}")
def test_address_when_asked_by_everybody_then_only_who_may_gets_it(
    address: Address, city: City, browser: Callable[[str], Client]
) -> None:
    got = {name: asked(browser(name), address, city).status_code for name in sorted(ALL)}

    assert got == {name: address.expected(name) for name in sorted(ALL)}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: f"{address.method}-{address.name}")
def test_address_when_nobody_is_signed_in_then_sent_to_sign_in(
    address: Address, city: City, browser: Callable[[str], Client]
) -> None:
    response = asked(browser(""), address, city)

    if address.public:
        assert not response.headers.get("Location", "").startswith("/sign-in/?next")
    else:
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/sign-in/")


def test_routes_when_listed_then_every_one_is_in_the_table() -> None:
    routes = {pattern.name for pattern in get_resolver().url_patterns}

    assert routes == {address.name for address in ADDRESSES}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: f"{address.method}-{address.name}")
def test_address_when_it_changes_something_then_a_form_of_ours_is_needed(
    address: Address, city: City, browser: Callable[[str], Client]
) -> None:
    if address.method == "get":
        return
    client = browser("audit")
    client.handler.enforce_csrf_checks = True

    assert asked(client, address, city).status_code == 403
