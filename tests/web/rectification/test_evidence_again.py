"""Evidence is entered once and proves something of another item of the unit, too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from city import City
from django.test import Client
from items import a_document, fresh, refused, working

from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.rectification.knowledge import Knowledge
from duizhao_web.apps.rectification.models import Evidence, Item, Proof
from duizhao_web.apps.rectification.selectors import reusable
from duizhao_web.apps.rectification.services.proving import evidence_use, evidence_withdraw


def two(city: City) -> tuple[Evidence, Item]:
    """Return evidence of one item, and another item of the same unit."""
    first, other = working(city), working(city, title="另一个问题")
    return a_document(city, first, points=[1], who="county.coordinator"), other


def test_evidence_when_used_again_then_one_row_listed_at_both(
    city: City, browser: Callable[[str], Client]
) -> None:
    evidence, other = two(city)
    client = browser("county.member")
    address = f"/items/{other.pk}/do/evidence_use/"
    assert f'value="{evidence.pk}"' in client.get(address).content.decode()

    answer = client.post(
        address, {"evidence": evidence.pk, "points": [1, 2], "version": fresh(other).version}
    )

    assert answer.status_code == 302
    assert Evidence.objects.count() == 1
    assert Knowledge(fresh(other)).all_proven
    for item in (evidence.item, other):
        assert evidence.title in client.get(f"/items/{item.pk}/").content.decode()
    assert "引用自本单位其他事项" in client.get(f"/items/{other.pk}/").content.decode()


def test_uploader_when_the_evidence_is_used_elsewhere_then_never_its_verifier(city: City) -> None:
    evidence, other = two(city)
    uploader = city.people["county.coordinator"].pk
    assert uploader not in Knowledge(other).workers

    evidence_use(actor=city.actor("county.member"), item=other, evidence=evidence, points=[1])

    assert uploader in Knowledge(fresh(other)).workers


def test_evidence_when_withdrawn_where_it_was_entered_then_it_proves_nothing_anywhere(city: City) -> None:
    evidence, other = two(city)
    evidence_use(actor=city.actor("county.member"), item=other, evidence=evidence, points=[1, 2])

    evidence_withdraw(
        actor=city.actor("county.coordinator"),
        evidence=evidence,
        expected_version=fresh(evidence.item).version,
        reason="文号写错",
    )

    assert not Knowledge(fresh(other)).all_proven
    assert reusable(city.actor("county.member"), fresh(other)) == []


@pytest.mark.parametrize("change", [{"unit": "town"}, {"personal": True}])
def test_evidence_when_of_another_unit_or_somebodys_own_then_not_to_be_used(
    city: City, change: dict[str, Any]
) -> None:
    evidence, other = two(city)
    if "unit" in change:
        Item.objects.filter(pk=evidence.item_id).update(unit=city.unit("town"))
    else:
        Item.objects.filter(pk=evidence.item_id).update(
            personal=True, person=city.people["county.member"], plan=None
        )
    evidence.refresh_from_db()

    assert reusable(city.actor("county.member"), other) == []
    with refused(AppErrorCode.FORBIDDEN):
        evidence_use(actor=city.actor("county.member"), item=other, evidence=evidence, points=[1])
    assert Proof.objects.filter(point__item=other).count() == 0


def test_form_when_a_number_is_not_offered_then_refused(city: City, browser: Callable[[str], Client]) -> None:
    _evidence, other = two(city)

    answer = browser("county.member").post(
        f"/items/{other.pk}/do/evidence_use/",
        {"evidence": 10**9, "points": [1], "version": fresh(other).version},
    )

    assert answer.status_code == 422
