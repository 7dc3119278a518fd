"""How pages look, by choice; and where somebody comes back to whose login ran out while typing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from city import City
from django.test import Client


def test_page_when_nothing_is_chosen_then_as_the_system_is(city: City) -> None:
    page = Client().get("/sign-in/").content.decode()

    assert 'data-theme="auto" data-contrast="normal" data-density="comfortable" data-keys="on"' in page


def test_page_when_chosen_one_after_the_other_then_all_kept(city: City) -> None:
    client = Client()

    for chosen in ("theme:dark", "density:compact", "keys:off", "theme:light"):
        response = client.post("/display/", {"set": chosen, "next": "/sign-in/"})
        assert response.headers["Location"] == "/sign-in/"

    page = client.get("/sign-in/").content.decode()
    assert 'data-theme="light" data-contrast="normal" data-density="compact" data-keys="off"' in page


@pytest.mark.parametrize("chosen", ["", "theme", "theme:", "theme:pink", "colour:dark", ":::"])
def test_choice_when_there_is_no_such_then_refused(city: City, chosen: str) -> None:
    assert Client().post("/display/", {"set": chosen}).status_code == 404


def test_cookie_when_nonsense_then_ignored(city: City) -> None:
    client = Client()
    client.cookies["duizhao_display"] = '"><script>.dark'

    page = client.get("/sign-in/").content.decode()

    assert 'data-theme="dark"' in page
    assert "><script>." not in page


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/units/3/edit/?a=1", "?next=%2Funits%2F3%2Fedit%2F%3Fa%3D1"),
        ("http://elsewhere/units/3/edit/", ""),
        ("http://testserver/sign-in/", ""),
        ("", ""),
    ],
)
def test_form_when_the_login_ran_out_then_back_to_its_page(city: City, referer: str, back: str) -> None:
    response = Client().post("/views/keep/", {"name": "一"}, headers={"Referer": referer})

    assert response.headers["Location"] == f"/sign-in/{back}"


def test_fragment_when_the_login_ran_out_then_the_whole_page_goes_and_comes_back(
    browser: Callable[[str], Client], city: City
) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/units/1/"}

    response = Client().get("/units/suggest/", headers=headers)

    assert response.headers["HX-Redirect"] == "/sign-in/?next=%2Funits%2F1%2F"
