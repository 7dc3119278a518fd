"""What happens to units, posts and people, as the audit log tells it."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel.audit.event import Event
from duizhao_web.apps.units.models import ChangeKind, PostKind

UNIT_CREATED: Final = Event("units.unit.created", _("设立单位“%(unit)s”，上级：%(superior)s"))
UNIT_EDITED: Final = Event("units.unit.edited", _("修改单位“%(before)s”，现为“%(unit)s”，编码 %(code)s"))
UNIT_MOVED: Final = Event("units.unit.moved", _("单位“%(unit)s”由“%(before)s”改归“%(superior)s”：%(reason)s"))
UNIT_MERGED: Final = Event("units.unit.merged", _("单位“%(unit)s”并入“%(into)s”：%(reason)s"))
UNIT_CLOSED: Final = Event("units.unit.closed", _("撤销单位“%(unit)s”：%(reason)s"))
SUPERIOR_ADDED: Final = Event("units.superior.added", _("单位“%(unit)s”同时受“%(superior)s”领导"))
SUPERIOR_ENDED: Final = Event("units.superior.ended", _("单位“%(unit)s”不再受“%(superior)s”双重领导"))
CHANGE_PROPOSED: Final = Event(
    "units.change.proposed",
    _("提出%(kind)s：单位“%(unit)s”，对方“%(superior)s”，自 %(on)s 起，待确认：%(reason)s"),
    ChangeKind,
)
CHANGE_WITHDRAWN: Final = Event(
    "units.change.withdrawn", _("撤回%(kind)s：单位“%(unit)s”，对方“%(superior)s”"), ChangeKind
)
CHANGE_CONFIRMED: Final = Event(
    "units.change.confirmed", _("确认%(kind)s：单位“%(unit)s”，对方“%(superior)s”"), ChangeKind
)
CHANGE_REFUSED: Final = Event(
    "units.change.refused",
    _("不予确认%(kind)s：单位“%(unit)s”，对方“%(superior)s”，理由：%(reason)s"),
    ChangeKind,
)
TEAM_CREATED: Final = Event("units.team.created", _("单位“%(unit)s”设立班子“%(team)s”"))
TEAM_CLOSED: Final = Event("units.team.closed", _("单位“%(unit)s”的班子“%(team)s”终止"))
TEAM_ORDERED: Final = Event("units.team.ordered", _("调整班子“%(team)s”的排序：%(titles)s"))
POST_CREATED: Final = Event("units.post.created", _("单位“%(unit)s”设立职务“%(post)s”（%(kind)s）"), PostKind)
POST_EDITED: Final = Event("units.post.edited", _("单位“%(unit)s”的职务“%(before)s”改为“%(post)s”"))
POST_CLOSED: Final = Event("units.post.closed", _("单位“%(unit)s”的职务“%(post)s”撤销"))
PERSON_CREATED: Final = Event("units.person.created", _("登记人员 %(person)s（%(unit)s）"))
PERSON_EDITED: Final = Event("units.person.edited", _("修改人员 %(before)s，现为 %(person)s（%(unit)s）"))
TENURE_PROPOSED: Final = Event(
    "units.tenure.proposed", _("%(person)s 自 %(since)s 起任“%(unit)s”%(post)s，待确认")
)
TENURE_CONFIRMED: Final = Event("units.tenure.confirmed", _("确认 %(person)s 任“%(unit)s”%(post)s，权限生效"))
TENURE_REFUSED: Final = Event(
    "units.tenure.refused", _("不予确认 %(person)s 任“%(unit)s”%(post)s：%(reason)s")
)
TENURE_ENDED: Final = Event("units.tenure.ended", _("%(person)s 至 %(until)s 止不再任“%(unit)s”%(post)s"))
IMPORTED: Final = Event(
    "units.imported", _("导入名册：单位 %(units)s 个、人员 %(people)s 人、任职 %(tenures)s 项")
)

EVENTS: Final = (
    UNIT_CREATED,
    UNIT_EDITED,
    UNIT_MOVED,
    UNIT_MERGED,
    UNIT_CLOSED,
    SUPERIOR_ADDED,
    SUPERIOR_ENDED,
    CHANGE_PROPOSED,
    CHANGE_WITHDRAWN,
    CHANGE_CONFIRMED,
    CHANGE_REFUSED,
    TEAM_CREATED,
    TEAM_CLOSED,
    TEAM_ORDERED,
    POST_CREATED,
    POST_EDITED,
    POST_CLOSED,
    PERSON_CREATED,
    PERSON_EDITED,
    TENURE_PROPOSED,
    TENURE_CONFIRMED,
    TENURE_REFUSED,
    TENURE_ENDED,
    IMPORTED,
)
