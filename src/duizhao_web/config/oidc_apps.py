"""Apps of Django's that django-allauth imports: code that fills no table."""

from __future__ import annotations

from django.contrib.auth.apps import AuthConfig
from django.contrib.contenttypes.apps import ContentTypesConfig


class WithoutContentTypes(ContentTypesConfig):
    """Django's list of models, for importing only."""

    def ready(self) -> None:
        """Fill no table after migrations."""


class WithoutPermissions(AuthConfig):
    """Django's groups and permissions, for importing only."""

    def ready(self) -> None:
        """Fill no table after migrations."""
