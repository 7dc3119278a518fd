"""What the room keeps."""

from duizhao_web.apps.rectification.models.asked import Block, Comment, Recheck, RecheckDraw, Request
from duizhao_web.apps.rectification.models.carried import Carried
from duizhao_web.apps.rectification.models.course import Answer, Owned, Round, Step, Wording
from duizhao_web.apps.rectification.models.followed import LeaderAct, Leading, SiteCheck, SupervisionNotice
from duizhao_web.apps.rectification.models.handed import Assignment, AssignmentStep
from duizhao_web.apps.rectification.models.item import Item, Source, StandardPoint
from duizhao_web.apps.rectification.models.mailed import Letter, MailAddress
from duizhao_web.apps.rectification.models.matched import SameMatter
from duizhao_web.apps.rectification.models.plan import Amendment, Plan
from duizhao_web.apps.rectification.models.reminded import Reminder
from duizhao_web.apps.rectification.models.work import Action, Evidence, Progress, Proof

__all__ = [
    "Action",
    "Amendment",
    "Answer",
    "Assignment",
    "AssignmentStep",
    "Block",
    "Carried",
    "Comment",
    "Evidence",
    "Item",
    "LeaderAct",
    "Leading",
    "Letter",
    "MailAddress",
    "Owned",
    "Plan",
    "Progress",
    "Proof",
    "Recheck",
    "RecheckDraw",
    "Reminder",
    "Request",
    "Round",
    "SameMatter",
    "SiteCheck",
    "Source",
    "StandardPoint",
    "Step",
    "SupervisionNotice",
    "Wording",
]
