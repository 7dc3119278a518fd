"""Papers that were there before: they go to the annual meeting of their unit and year, where there is one."""

from __future__ import annotations

from importlib import import_module

import pytest
from city import City
from django.apps import apps
from meetings import a_cycle
from papers import TEAM, a_version

from duizhao_web.apps.cycles.models import CycleKind
from duizhao_web.apps.materials.models import Paper


def test_papers_when_migrated_then_those_of_a_meeting_belong_to_it(city: City) -> None:
    a_version(city)
    a_version(city, "county.coordinator", TEAM)
    a_version(city, "county.chief", year=2024)
    Paper.objects.update(cycle=None)
    cycle = a_cycle(city)
    a_cycle(city, kind=CycleKind.SPECIAL.value, title="专题民主生活会")
    Paper.objects.update(cycle=None)

    import_module("duizhao_web.apps.materials.migrations.0006_papers_of_cycles").link(apps, None)

    assert set(Paper.objects.filter(year=2025).values_list("cycle", flat=True)) == {cycle.pk}
    assert Paper.objects.get(year=2024).cycle is None


@pytest.mark.parametrize("name", ["paper_once_a_person_and_cycle", "paper_once_a_team_and_cycle"])
def test_papers_when_of_a_meeting_then_once(name: str) -> None:
    assert name in {one.name for one in Paper._meta.constraints}
