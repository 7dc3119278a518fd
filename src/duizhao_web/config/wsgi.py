"""The server as a WSGI application, for the process that answers requests."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duizhao_web.config.settings")
application = get_wsgi_application()
