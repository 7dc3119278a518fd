"""Accounts, their sessions and one-time links, and assignments to units that are not one's own."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel.actor import ADMINISTRATORS, Role
from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.kernel.scope import ScopedQuerySet
from duizhao_web.apps.units.models import Confirmable, Person, Staff, Unit


class Administrator(models.TextChoices):
    """The three who run the server, none of whom has the rights of another, or sees a paper."""

    SYSTEM = Role.SYSTEM_ADMIN.value, _("系统管理员")
    SECURITY = Role.SECURITY_ADMIN.value, _("安全管理员")
    AUDIT = Role.AUDIT_ADMIN.value, _("审计管理员")


class UserManager(BaseUserManager["User"]):
    """Accounts by name; names differ in more than upper and lower case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the account of a name."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """An account: a person's, or one of an administrator, which is nobody's in the tree."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=50)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="account")
    administrator = KindField(max_length=16, blank=True, choices=Administrator)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    must_change_password = models.BooleanField(default=False)
    password_set_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    # Encrypted with a key of the data directory; "" without a second factor.
    factor_secret = models.CharField(max_length=255, blank=True)
    factor_since = models.DateTimeField(null=True, blank=True)
    # The last time step whose code was used: no code counts twice.
    factor_step = models.BigIntegerField(default=0)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """An administrator's account belongs to nobody in the tree."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(administrator="") | Q(person__isnull=True), name="user_administrator_or_person"
            ),
            models.CheckConstraint(
                condition=Q(administrator__in=["", *(role.value for role in ADMINISTRATORS)]),
                name="user_administrator_known",
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def state(self) -> str:
        """Return the state the policy knows: waiting for a first password, active, or ended."""
        if self.ended_at:
            return "ended"
        return "active" if self.password_set_at else "waiting"

    @property
    def has_factor(self) -> bool:
        """Return whether a second factor is asked for."""
        return self.factor_since is not None


class Session(AbstractBaseSession):
    """A browser that is signed in, or about to be."""

    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="sessions")
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=200, blank=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return the class that reads and writes these rows."""
        from duizhao_web.apps.accounts.sessions import SessionStore

        return SessionStore


class LinkKind(models.TextChoices):
    """What a one-time link is for."""

    FIRST = "first", _("首次设置密码")
    RESET = "reset", _("重设密码")
    FACTOR = "factor", _("重设密码并解除动态口令")


class SetupLink(Confirmable):
    """A one-time link to an account; only a digest of it is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="links")
    kind = KindField(max_length=8, choices=LinkKind)
    token_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(Confirmable.Meta):
        """Those waiting are looked for."""

        abstract = False
        indexes: ClassVar = [
            models.Index(
                fields=["proposed_at", "id"], condition=Q(confirmed_at__isnull=True), name="link_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"

    @property
    def state(self) -> str:
        """Return the state the policy knows, apart from its expiry."""
        if self.used_at or self.withdrawn_at:
            return "ended"
        return "confirmed" if self.confirmed_at else "proposed"

    def open_at(self, time: datetime) -> bool:
        """Return whether the link still leads somewhere."""
        return self.state != "ended" and time < self.expires_at


class SupervisionGroup(models.Model):
    """A supervision group (督导组); who is in it for which unit is said by its duties."""

    name = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


class NameTried(models.Model):
    """Guesses at a name nobody can sign in with, counted as an account's are: names cannot be told apart.

    Under a keyed digest: people type their password into the wrong field. Beyond a bound the oldest are
    forgotten.
    """

    digest = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest[:8]


class DutyKind(models.TextChoices):
    """In what capacity somebody is assigned to a unit."""

    REVIEWER = Role.REVIEWER.value, _("审阅人")
    LEAD_REVIEWER = Role.LEAD_REVIEWER.value, _("审阅组长")
    GROUP_HEAD = Role.GROUP_HEAD.value, _("督导组组长")
    GROUP_MEMBER = Role.GROUP_MEMBER.value, _("督导组成员")
    GROUP_LIAISON = Role.GROUP_LIAISON.value, _("督导组联络员")


_IN_A_GROUP = (DutyKind.GROUP_HEAD, DutyKind.GROUP_MEMBER, DutyKind.GROUP_LIAISON)


class Duty(Staff, Confirmable):
    """That a person is assigned to a unit until a day, and whose papers there the assignment names."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="duties")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duties")
    kind = KindField(max_length=16, choices=DutyKind)
    group = models.ForeignKey(SupervisionGroup, models.PROTECT, null=True, blank=True, related_name="duties")
    named = models.ManyToManyField(Person, blank=True, related_name="named_in")
    since = models.DateField()
    until = models.DateField()
    recused_on = models.DateField(null=True, blank=True)
    recusal_reason = models.CharField(max_length=200, blank=True)

    objects = ScopedQuerySet["Duty"].as_manager()

    class Meta(Confirmable.Meta):
        """Whoever supervises does so in a group; nobody is assigned twice in one capacity from one day."""

        abstract = False
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            *Confirmable.Meta.constraints,
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="duty_dates_in_order"),
            models.CheckConstraint(condition=Q(kind__in=DutyKind.values), name="duty_kind_known"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in _IN_A_GROUP], group__isnull=False)
                | (~Q(kind__in=[kind.value for kind in _IN_A_GROUP]) & Q(group__isnull=True)),
                name="duty_group_where_supervising",
            ),
            models.UniqueConstraint(fields=["person", "unit", "kind", "since"], name="duty_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id} {self.unit_id}"

    @property
    def state(self) -> str:
        """Return the state the policy knows; an assignment that ran out is told by its date."""
        if self.recused_on:
            return "recused"
        return "confirmed" if self.confirmed_at else "proposed"


class SavedView(models.Model):
    """A list as somebody likes to see it: what it is narrowed to and how it is sorted, under a name."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=20)
    name = models.CharField(max_length=30)
    query = models.CharField(max_length=500)

    class Meta:
        """A name once for each list."""

        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="saved_view_once"),
        ]

    def __str__(self) -> str:
        return self.name
