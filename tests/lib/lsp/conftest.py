"""An editor: starts the server as a program of its own and speaks to it over its two pipes."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

WAIT = 120  # seconds after which a machine is not busy but the server silent

_START = {"line": 0, "character": 0}


class Editor:
    """Sends requests and notices; what the server says by itself is kept until it is asked for."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self.folder = folder
        self._program = subprocess.Popen(
            [sys.executable, "-m", "duizhao", "lsp", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "DUIZHAO_LANG": "zh", **environment},
        )
        self._said: queue.Queue[dict[str, Any]] = queue.Queue()
        self._kept: list[dict[str, Any]] = []
        self._number = 0
        self._versions: dict[str, int] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        stream = self._program.stdout
        assert stream is not None
        while header := stream.readline():
            size = 0
            while header.strip():
                name, _, value = header.partition(b":")
                size = int(value) if name.lower() == b"content-length" else size
                header = stream.readline()
            self._said.put(json.loads(stream.read(size)))

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._program.stdin is not None
        self._program.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._program.stdin.flush()

    def heard(self, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the first message that fits, waiting for it; others are kept."""
        for message in self._kept:
            if fits(message):
                self._kept.remove(message)
                return message
        while True:
            message = self._said.get(timeout=WAIT)
            if fits(message):
                return message
            self._kept.append(message)

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and return its result."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        answer = self.heard(lambda message: message.get("id") == number)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, **params: Any) -> None:
        """Send a notice."""
        self._send({"method": method, "params": params})

    def begin(self, **general: Any) -> dict[str, Any]:
        """Shake hands; return what the server can do."""
        folder = {"uri": self.folder.as_uri(), "name": "papers"}
        answer: dict[str, Any] = self.ask(
            "initialize",
            processId=None,
            rootUri=folder["uri"],
            capabilities={"general": general},
            workspaceFolders=[folder],
        )
        self.tell("initialized")
        capabilities: dict[str, Any] = answer["capabilities"]
        return capabilities

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "plaintext") -> list[dict[str, Any]]:
        """Open a text and return its diagnostics."""
        uri = self.uri(name)
        self._versions[uri] = 1
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return self.diagnostics(name)

    def change(self, name: str, *texts: str) -> list[dict[str, Any]]:
        """Change a text, time after time without a pause, and return the diagnostics of its last state."""
        uri = self.uri(name)
        for text in texts:
            self._versions[uri] += 1
            document = {"uri": uri, "version": self._versions[uri]}
            self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])
        return self.diagnostics(name)

    def diagnostics(self, name: str) -> list[dict[str, Any]]:
        """Return what is published next about the present state of a text."""
        uri = self.uri(name)
        message = self.heard(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == uri
                and message["params"].get("version") == self._versions.get(uri)
            )
        )
        found: list[dict[str, Any]] = message["params"]["diagnostics"]
        return found

    def published(self, name: str) -> int:
        """Return how many messages about a text were published and not yet asked for."""
        return sum(message.get("params", {}).get("uri") == self.uri(name) for message in self._kept)

    def at(self, name: str, line: int, character: int) -> dict[str, Any]:
        return {
            "textDocument": {"uri": self.uri(name)},
            "position": {"line": line, "character": character},
        }

    def close(self, name: str) -> None:
        """Close a text."""
        self._close(self.uri(name))

    def close_all(self) -> None:
        """Close what is still open and wait until nothing more is said of it."""
        for uri in list(self._versions):
            self._close(uri)
        self.ask("textDocument/hover", textDocument={"uri": self.uri("none.txt")}, position=_START)
        self._kept.clear()

    def _close(self, uri: str) -> None:
        del self._versions[uri]
        self.tell("textDocument/didClose", textDocument={"uri": uri})

    def end(self) -> int:
        """Shut the server down and return its exit status."""
        self.ask("shutdown")
        self.tell("exit")
        return self._program.wait(timeout=WAIT)

    def stop(self) -> None:
        """End the program, however it is."""
        self._program.kill()
        self._program.wait(timeout=WAIT)
        for stream in (self._program.stdin, self._program.stdout, self._program.stderr):
            assert stream is not None
            with contextlib.suppress(BrokenPipeError):
                stream.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Editor]]:
    """Start editors of one's own in an empty folder; arguments are those of the server."""
    started: list[Editor] = []

    def make(*arguments: str, **environment: str) -> Editor:
        started.append(Editor(tmp_path, *arguments, **environment))
        return started[-1]

    yield make
    for one in started:
        one.stop()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor that has shaken hands, for all tests that leave it as it was."""
    begun = Editor(tmp_path_factory.mktemp("workspace"))
    begun.begin()
    yield begun
    begun.stop()


@pytest.fixture
def editor(running: Editor, request: pytest.FixtureRequest) -> Iterator[Editor]:
    """The running editor in a folder of this test's own within its workspace."""
    workspace = running.folder
    running.folder = workspace / f"{request.node.name[5:25]}-{len(list(workspace.iterdir()))}"
    running.folder.mkdir()
    yield running
    running.close_all()
    running.folder = workspace
