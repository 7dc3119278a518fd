"""Signing in by an identity provider: a real one on loopback, speaking HTTP, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from processes import RUN, environment

from duizhao_web.config import env

SUPPORT = Path(__file__).resolve().parent.parent / "support"
slow = [pytest.mark.slow, pytest.mark.needs_extra("oidc")]


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of everybody who was sent there."""
    folder = tmp_path_factory.mktemp("identity")
    own = environment(folder / "data")
    own["PYTHONPATH"] = os.pathsep.join([str(SUPPORT), own.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, str(SUPPORT / "signing_in_elsewhere.py"), str(folder / "data")],
        env=own,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


class TestProvider:
    """Against the provider."""

    pytestmark = slow

    @pytest.mark.parametrize("name", ["zhang", " Zhang "])
    def test_sign_in_when_the_claim_names_an_account_then_in_and_back(self, came: Any, name: str) -> None:
        assert came[name]["signed_in"]
        assert came[name]["location"] == "/own/"
        assert came[name]["events"] == ["accounts.identity.signed_in"]
        assert came[name]["accounts"] == 6, "none was made"

    @pytest.mark.parametrize(
        ("name", "event"),
        [
            ("nobody", "unknown"),
            ("waiting", "refused"),
            ("ended", "refused"),
            ("keeper", "refused"),
            ("name_is_a_list", "unknown"),
            ("name_is_empty", "unknown"),
            ("address_not_verified", "unknown"),
        ],
    )
    def test_sign_in_when_no_account_may_then_a_sentence_and_written_down(
        self, came: Any, name: str, event: str
    ) -> None:
        assert came[name]["status"] == 403
        assert "没有可以登录的账号" in came[name]["text"]
        assert came[name]["events"] == [f"accounts.identity.{event}"]
        assert not came[name]["signed_in"]
        assert came[name]["accounts"] == 6

    def test_sign_in_when_the_account_is_locked_then_locked_here_too(self, came: Any) -> None:
        assert came["locked"]["status"] == 429
        assert not came["locked"]["signed_in"]

    def test_sign_in_when_administrators_are_let_in_then_in(self, came: Any) -> None:
        assert came["keeper_allowed"]["signed_in"]

    def test_sign_in_when_a_second_factor_is_set_then_asked_for(self, came: Any) -> None:
        assert came["factor"]["location"] == "/sign-in/code/"
        assert came["factor"]["events"] == []
        assert not came["factor"]["signed_in"]
        assert came["factor_given"] == {"location": "/own/", "event": "accounts.identity.signed_in"}

    @pytest.mark.parametrize(
        "fault",
        [
            "unsigned",
            "another_key",
            "public_key",
            "no_token",
            "another_nonce",
            "no_nonce",
            "another_client",
            "another_issuer",
            "expired",
            "another_state",
            "no_code",
            "another_code",
            "told_of_another",
        ],
    )
    def test_sign_in_when_what_comes_back_cannot_be_relied_on_then_refused(
        self, came: Any, fault: str
    ) -> None:
        assert came[fault]["status"] == 422
        assert "请从登录页重新开始" in came[fault]["text"]
        assert not came[fault]["signed_in"]

    def test_sign_in_when_the_claim_stands_beside_the_token_then_taken_for_the_same_account(
        self, came: Any
    ) -> None:
        assert came["told_apart"]["signed_in"]
        assert came["address_verified"]["signed_in"]

    def test_sign_in_when_the_provider_is_gone_then_a_sentence(self, came: Any) -> None:
        assert came["gone"]["status"] == 503
        assert "暂时连不上" in came["gone"]["text"]

    def test_provider_when_a_page_is_shown_then_not_asked(self, came: Any) -> None:
        assert came["asked_before"] == [], "nothing leaves the machine before somebody chooses to go there"
        assert "用市统一身份认证登录" in came["page"]
        assert "/sign-in/oidc/?next=%2Fown%2F" in came["page"]

    def test_pages_when_a_provider_is_named_then_as_closed_as_before(self, came: Any) -> None:
        assert "script-src 'self'" in came["zhang"]["policy"]
        assert "form-action 'self'" in came["zhang"]["policy"]

    def test_database_when_a_provider_is_named_then_no_table_of_others(self, came: Any) -> None:
        assert not [name for name in came["tables"] if name.startswith(("auth_", "account_", "social"))]


OIDC = {
    "DUIZHAO_OIDC_ISSUER": "https://sso.example.cn/realm",
    "DUIZHAO_OIDC_CLIENT_ID": "duizhao",
    "DUIZHAO_OIDC_CLIENT_SECRET_FILE": "/etc/duizhao/client_secret",
}


def test_environment_when_no_provider_is_named_then_none() -> None:
    assert env.read({}).oidc is None


def test_environment_when_a_provider_is_named_then_by_names_of_accounts_and_without_administrators() -> None:
    oidc = env.read(OIDC).oidc

    assert oidc is not None
    assert (oidc.claim, oidc.administrators, oidc.scopes) == ("preferred_username", False, ("profile",))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DUIZHAO_OIDC_ISSUER", "http://sso.example.cn"),
        ("DUIZHAO_OIDC_ISSUER", "sso.example.cn"),
        ("DUIZHAO_OIDC_ISSUER", "ftp://127.0.0.1"),
        ("DUIZHAO_OIDC_CLIENT_ID", ""),
        ("DUIZHAO_OIDC_CLIENT_SECRET_FILE", ""),
        ("DUIZHAO_OIDC_CLIENT_SECRET_FILE", "client_secret"),
        ("DUIZHAO_OIDC_ADMINISTRATORS", "maybe"),
    ],
)
def test_environment_when_the_provider_makes_no_sense_then_said_by_name(name: str, value: str) -> None:
    with pytest.raises(env.EnvironmentMalformedError, match=name):
        env.read(OIDC | {name: value})


@pytest.mark.slow
def test_doctor_when_the_shared_secret_is_missing_then_said(tmp_path: Path) -> None:
    own = environment(tmp_path / "data") | OIDC
    own["DUIZHAO_OIDC_CLIENT_SECRET_FILE"] = str(tmp_path / "none")
    done = subprocess.run(
        [sys.executable, "-c", RUN, "doctor"],
        env=own,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 1
    assert "duizhao_web.E007" in done.stdout or "duizhao_web.E006" in done.stdout
