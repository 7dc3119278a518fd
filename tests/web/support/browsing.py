"""A browser on the site as it stands in a test: its own transaction, its own clock, anybody signed in."""

from __future__ import annotations

import contextvars
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from city import City

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    # Playwright keeps a loop running in this thread, which Django would take for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as started:
        found = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield found
        found.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Say nothing."""


class _Server(ThreadingMixIn, WSGIServer):
    """A thread for each connection, since a browser opens some it sends nothing over; one request at a time.

    All threads share the one connection of the test to the database, so whoever uses it holds ``turn``.
    """

    daemon_threads = True
    turn: threading.Lock
    connection: Any
    context: contextvars.Context

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        self.context.copy().run(self._serve, request, client_address)

    def _serve(self, request: Any, client_address: Any) -> None:
        from django.db import connections

        connections["default"] = self.connection
        super().process_request_thread(request, client_address)


def _in_turn(application: Callable[..., Any], turn: threading.Lock) -> Callable[..., Any]:
    """Answer wholly, streams too, before anybody else has a turn."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with turn:
            answered = application(environ, start_response)
            try:
                return list(answered)
            finally:
                answered.close()

    return answer


@pytest.fixture
def served_site(city: City) -> Iterator[_Server]:
    """Serve the site from the test's own transaction and clock; the audit log allows no other way back."""
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    shared = connections["default"]
    shared.inc_thread_sharing()
    turn = threading.Lock()
    application = _in_turn(get_wsgi_application(), turn)
    server = make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_Quiet)
    server.turn, server.connection, server.context = turn, shared, contextvars.copy_context()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
    with turn:
        shared.dec_thread_sharing()


@pytest.fixture
def address(served_site: _Server) -> str:
    return f"http://127.0.0.1:{served_site.server_port}"


@pytest.fixture
def open_page(
    chromium: Browser, served_site: _Server, address: str, city: City
) -> Iterator[Callable[[str, str], Page]]:
    from city import signed_in

    opened = []

    def open_(who: str, path: str, **options: Any) -> Page:
        context = chromium.new_context(
            **{"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN", **options}
        )
        with served_site.turn:
            cookie = signed_in(city, who).cookies["duizhao_session"].value
        context.add_cookies([{"name": "duizhao_session", "value": cookie, "url": address}])
        page = context.new_page()
        page.goto(address + path)
        opened.append(context)
        return page

    yield open_
    for context in opened:
        context.close()
