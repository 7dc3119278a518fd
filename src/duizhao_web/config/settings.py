"""Django's settings, from the environment and the data directory; importing them changes neither."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from duizhao_web.config import env, oidc, secrets

ENVIRONMENT = env.read()
DATA = ENVIRONMENT.data
URL = ENVIRONMENT.url
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = secrets.read(DATA, "secret_key")
AUDIT_KEY = secrets.read(DATA, "audit_key").encode()
FACTOR_KEY = secrets.read(DATA, "factor_key")
# Read when a file is stored or fetched: a key added there needs no restart.
FILE_KEY_FILE = ENVIRONMENT.file_key_file

DEBUG = False
ALLOWED_HOSTS = sorted({ENVIRONMENT.host, "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [URL]

INSTALLED_APPS = [
    "duizhao_web.apps.kernel.apps.Kernel",
    "duizhao_web.apps.units.apps.Units",
    "duizhao_web.apps.accounts.apps.Accounts",
    "duizhao_web.apps.cycles.apps.Cycles",
    "duizhao_web.apps.materials.apps.Materials",
    "duizhao_web.apps.rectification.apps.Rectification",
    "duizhao_web.apps.reporting.apps.Reporting",
    "duizhao_web.apps.insight.apps.Insight",
    "duizhao_web.apps.exchange.apps.Exchange",
    "duizhao_web.site.apps.Site",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "treebeard",
]
MIDDLEWARE = [
    "duizhao_web.site.middleware.security.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "duizhao_web.site.middleware.acting.Acting",
    "duizhao_web.site.middleware.errors.Errors",
]
OIDC_READY = ENVIRONMENT.oidc is not None and oidc.is_installed()
if ENVIRONMENT.oidc is not None and OIDC_READY:
    INSTALLED_APPS += oidc.APPS
    MIDDLEWARE.insert(MIDDLEWARE.index("django_htmx.middleware.HtmxMiddleware"), oidc.MIDDLEWARE)
    globals().update(oidc.settings_of(ENVIRONMENT.oidc))
ROOT_URLCONF = "duizhao_web.config.urls"
WSGI_APPLICATION = "duizhao_web.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "site" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "duizhao_web.site.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "duizhao_web.site.tags"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

DATABASES = {"default": dict(ENVIRONMENT.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Whom letters are handed to; nobody, unless an administrator opens the channel.
MAIL = ENVIRONMENT.mail
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SESSION_ENGINE = "duizhao_web.apps.accounts.sessions"
SESSION_COOKIE_NAME = "duizhao_session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.secure
CSRF_COOKIE_NAME = "duizhao_form"
CSRF_FAILURE_VIEW = "duizhao_web.site.pages.errors.csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ENVIRONMENT.secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.secure else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if ENVIRONMENT.secure else None
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", "English")]
LANGUAGE_COOKIE_NAME = "duizhao_language"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "site" / "static"]
WHITENOISE_USE_FINDERS = True
# A page names each file with a digest of its content, so that a browser may keep it.
WHITENOISE_MAX_AGE = 365 * 24 * 60 * 60
FORM_RENDERER = "duizhao_web.site.forms.writing.FormRenderer"

# What a form may carry; papers come with limits of their own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # It calls being told to end a warning.
        "django_tasks_db": {"level": "ERROR"},
    },
}
