"""A single sign-on provider for tests: OpenID Connect on the loopback, which says yes to whoever is named."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT, SECRET = "meritplan-tests", "a-secret-of-the-provider"


class FakeProvider:
    """Answers discovery, authorization, token and user info; ``person`` is who signs in there next."""

    def __init__(self) -> None:
        self.person = {
            "sub": "u-17",
            "email": "ada@alder.example",
            "email_verified": True,
            "preferred_username": "ada.alder",
        }
        self.challenges: dict[str, str] = {}
        self.refuses = False
        handler = type("Handler", (_Handler,), {"provider": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, asked: dict[str, str]) -> tuple[int, object]:
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/authorize":
            code = f"code-{len(self.challenges)}"
            self.challenges[code] = asked["code_challenge"]
            said = {"error": "access_denied"} if self.refuses else {"code": code}
            return 302, f"{asked['redirect_uri']}?{urlencode({**said, 'state': asked['state']})}"
        if path == "/token":
            proof = base64.urlsafe_b64encode(hashlib.sha256(asked["code_verifier"].encode()).digest()).rstrip(b"=")
            known = (asked["client_id"], asked["client_secret"]) == (CLIENT, SECRET)
            if not known or self.challenges.pop(asked["code"], "") != proof.decode():
                return 400, {"error": "invalid_grant"}
            now = int(time.time())
            claims = {**self.person, "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60}
            token = jwt.encode(claims, "x" * 32, algorithm="HS256")
            return 200, {"access_token": "token", "token_type": "Bearer", "id_token": token, "expires_in": 60}
        if path == "/userinfo":
            return 200, self.person
        return 404, {}


class _Handler(BaseHTTPRequestHandler):
    provider: FakeProvider

    def do_GET(self) -> None:
        self._answer({key: value[0] for key, value in parse_qs(urlsplit(self.path).query).items()})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer({key: value[0] for key, value in parse_qs(body).items()})

    def _answer(self, asked: dict[str, str]) -> None:
        status, said = self.provider.answer(urlsplit(self.path).path, asked)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", str(said))
            self.end_headers()
            return
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *said: object) -> None:
        """Quiet."""
