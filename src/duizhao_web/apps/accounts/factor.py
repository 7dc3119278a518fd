"""The second factor: six digits from a secret and the time, each good for one use."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Final

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from duizhao_web.apps.accounts.models import User
from duizhao_web.apps.kernel import clock

_SECONDS: Final = 30
# A telephone's clock may be half a minute off either way.
_STEPS_OFF: Final = (0, -1, 1)
ISSUER: Final = "Duizhao"


def new_secret() -> str:
    """Return a fresh secret in the form telephones read."""
    return pyotp.random_base32()


def address_of(user: User, secret: str) -> str:
    """Return what the QR code says."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=ISSUER)


def sealed(secret: str) -> str:
    """Return the secret as the database keeps it."""
    return _box().encrypt(secret.encode()).decode()


def opened(stored: str) -> str:
    """Return the secret, "" where the key of the data directory is another than it was sealed with."""
    try:
        return _box().decrypt(stored.encode()).decode()
    except InvalidToken:
        return ""


def step_of(secret: str, code: str) -> int | None:
    """Return the time step a code belongs to, None where it is none of now."""
    now = int(clock.now().timestamp()) // _SECONDS
    digits = "".join(code.split())
    for off in _STEPS_OFF:
        expected = pyotp.TOTP(secret).generate_otp(now + off)
        if secret and digits.isascii() and hmac.compare_digest(expected, digits):
            return now + off
    return None


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.FACTOR_KEY.encode()).digest()))
