"""A small OpenID Connect provider on this machine, as honest or dishonest as a test wants it."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KID = "duizhao", "a shared secret", "k1"


class Provider:
    """Signs tokens for whoever ``claims`` says; ``spoil`` changes a token before it is signed."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {}
        self.told: dict[str, Any] | None = None
        self.spoil: Callable[[dict[str, Any]], str | None] = lambda _token: None
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/realm"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Answer no more."""
        self.server.shutdown()
        self.server.server_close()

    def approve(self, address: str) -> dict[str, str]:
        """Do what somebody does at the provider: sign in, and be sent back with a code."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code{len(self.codes)}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def token(self, asked: dict[str, str]) -> str:
        """Return the signed token for a request."""
        now = int(time.time())
        token = {"iss": self.issuer, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 60}
        token |= {"nonce": asked.get("nonce", "")} | self.claims
        spoiled = self.spoil(token)
        return spoiled or jwt.encode(token, self.key, "RS256", {"kid": KID})

    def answer(self, path: str, given: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Return what an address of the provider answers."""
        self.asked.append(path)
        if path == "/realm/.well-known/openid-configuration":
            return 200, {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/keys",
            }
        if path == "/realm/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return 200, {"keys": [key | {"kid": KID, "alg": "RS256", "use": "sig"}]}
        if path == "/realm/userinfo":
            return 200, self.told or {"sub": "1"}
        asked = self.codes.pop(given.get("code", ""), None)
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or given.get("client_secret") != SECRET or asked["code_challenge"] != proof:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": self.token(asked)}


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(*provider.answer(self.path, {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            given = {name: values[0] for name, values in parse_qs(body).items()}
            self._send(*provider.answer(self.path, given))

        def _send(self, status: int, answer: dict[str, Any]) -> None:
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
