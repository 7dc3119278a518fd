"""What lists of things about items share: words, a unit with those below, for somebody."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.units.models import Unit
from duizhao_web.site.forms.fields import ActorForm
from duizhao_web.site.listing import ListForm


class OfItemsForm(ActorForm, ListForm):
    """Looks for what items say and whom they name; a subclass has a field ``unit``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("编号、内容、姓名或单位")

    @property
    def found(self) -> dict[str, Any]:
        """Return what is asked for, the unit as such."""
        return super().wanted

    @property
    def wanted(self) -> dict[str, Any]:
        """Return what is asked for as the address says it."""
        found = self.found
        unit = found.get("unit")
        return found | ({"unit": f"{unit.name} #{unit.pk}"} if isinstance(unit, Unit) else {})
