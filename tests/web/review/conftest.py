"""The review page by itself: served from memory with the site's own policy, decisions kept in a list."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from duizhao.corrections import ConflictError, Decision, answers, apply
from duizhao.engine import InMemory
from duizhao.engine.checking import check
from duizhao.engine.paper import read_and_extract
from duizhao.record import Document, Examined, Span
from duizhao_web.site import review
from duizhao_web.site.review.frame import Setting, frame

STATIC = Path(review.__file__).parents[1] / "static" / "site"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
KINDS = {".js": "text/javascript", ".css": "text/css"}


@dataclass
class Desk:
    """One paper on a reviewer's desk."""

    text: str
    document: Document
    examined: Examined
    decisions: list[Decision] = field(default_factory=list)
    address: str = ""
    may_decide: bool = True

    def view(self) -> review.View:
        """Return what the page shows now."""
        assert self.examined.material
        problems = self.examined.material.problems
        return review.View(
            self.examined.text,
            apply(self.examined.material, self.document, self.decisions),
            self.examined.diagnostics,
            answers=answers(self.decisions),
            overlaps=(
                review.Overlapped(
                    Span(problems[0].span.start, problems[0].span.start + 24),
                    "另一份材料",
                    "另一份材料里的同一段话。",
                    24,
                    "edited",
                ),
            )
            if problems
            else (),
            returned=(review.Returned("P2", "matter", "上年的题目", "上年的话", ("共有词：调研",)),),
            last_year_known=True,
        )

    def answer(self, path: str, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Return status and answer to a decision."""
        if asked["count"] != len(self.decisions):
            return 409, self._shown("他人刚作了更正，页面已更新；您的这一步没有保存，请对照后重试。")
        before = list(self.decisions)
        try:
            if path == "/undo":
                self.decisions.pop()
                return 200, self._shown("已撤销。") | {"undo": False}
            self.decisions.append(review.asked(asked, self.text, self.view().material))
            return 200, self._shown("已保存。") | {"undo": True}
        except (ValueError, ConflictError) as error:
            self.decisions = before
            message = error.message() if isinstance(error, ConflictError) else str(error)
            return 422, {"message": message}

    def page(self) -> str:
        """Return the whole page."""
        setting = Setting(
            "对照检查材料",
            "个人 · 2024 年度",
            "/decide",
            "/undo",
            len(self.decisions),
            before="/#before",
            behind="/#behind",
            batch="本批余 7 份",
            foot='<button type="button" class="primary">形成审阅意见</button>',
            may_decide=self.may_decide,
        )
        content = frame(setting, review.parts(self.view(), str), str)
        return (
            '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><title>审阅</title>'
            '<link rel="icon" href="data:,"><link rel="stylesheet" href="/site.css">'
            '<link rel="stylesheet" href="/review.css"><script src="/review.js" defer></script></head>'
            f"<body hx-headers='{escape(json.dumps({'X-CSRFToken': 't'}), quote=False)}'>"
            f"<main>{content}</main></body></html>"
        )

    def _shown(self, message: str) -> dict[str, Any]:
        parts = review.parts(self.view(), str)
        return {"parts": parts, "count": len(self.decisions), "message": message, "said": message}


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Say nothing."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture
def a_desk() -> Iterator[Callable[[str], Desk]]:
    """Put a text on a desk and serve it."""
    servers: list[WSGIServer] = []

    def put(text: str) -> Desk:
        document, examined = _examined(text)
        desk = Desk(document.text, document, examined)
        server = make_server("127.0.0.1", 0, _application(desk), _Server, _Quiet)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        desk.address = f"http://127.0.0.1:{server.server_port}/"
        return desk

    yield put
    for server in servers:
        server.shutdown()
        server.server_close()


@cache
def _examined(text: str) -> tuple[Document, Examined]:
    paper = InMemory("paper.txt", text.encode())
    document, _record = read_and_extract(paper)
    (examined,) = check([paper], jobs=1)
    assert isinstance(examined, Examined)
    return document, examined


def _application(desk: Desk) -> Callable[..., list[bytes]]:
    def serve(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        path = environ["PATH_INFO"]
        status, kind = 200, "text/html"
        if environ["REQUEST_METHOD"] == "POST":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0))
            status, answer = desk.answer(path, json.loads(body))
            data, kind = json.dumps(answer).encode(), "application/json"
        elif path == "/":
            data = desk.page().encode()
        else:
            data, kind = (STATIC / path[1:]).read_bytes(), KINDS[Path(path).suffix]
        headers = [("Content-Type", f"{kind}; charset=utf-8"), ("Content-Security-Policy", POLICY)]
        start(f"{status} -", headers)
        return [data]

    return serve
