"""The server an editor speaks to: texts come as they are typed, findings go back a moment after."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from duizhao.checks.base import Check
from duizhao.checks.catalogue import broken_packs
from duizhao.engine.asking import every_check
from duizhao.i18n import translator
from duizhao.lsp import wording
from duizhao.lsp.checking import SUFFIXES, Answer, Checker
from duizhao.lsp.positions import UTF_16, Positions
from duizhao.record import Diagnostic, Fix


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


DELAY: Final = 0.3  # seconds without a keystroke after which a text is checked
_LANGUAGES: Final = {"plaintext": ".txt", "markdown": ".md"}
_FAILED: Final = _("程序内部出错：%(what)s")
_FIX_ALL: Final = f"{types.CodeActionKind.SourceFixAll.value}.duizhao"


def serve(checker: Checker, language: str) -> None:
    """Speak the protocol on standard input and output until the editor ends it."""
    Service(checker, language).server.start_io()


@dataclass(frozen=True, slots=True)
class _Checked:
    """The last answer about a text, with the version of the text it is about."""

    version: int | None
    answer: Answer
    positions: Positions

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return self.answer.examined.diagnostics if self.answer.examined else ()


class Service:
    """The features of the server and what it remembers of each open text."""

    def __init__(self, checker: Checker, language: str) -> None:
        self._checker = checker
        self._translate = translator(language)
        self._open: set[str] = set()
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._checked: dict[str, _Checked] = {}
        self._settings_error = ""
        # One text at a time: checks are work for the processor, and a text that changed waits for its turn.
        self._worker = ThreadPoolExecutor(1)
        self.server = LanguageServer(
            "duizhao", version("duizhao"), text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        for name, feature in (
            (types.INITIALIZED, self._begun),
            (types.TEXT_DOCUMENT_DID_OPEN, self._opened),
            (types.TEXT_DOCUMENT_DID_CHANGE, self._changed),
            (types.TEXT_DOCUMENT_DID_SAVE, self._saved),
            (types.TEXT_DOCUMENT_DID_CLOSE, self._closed),
            (types.TEXT_DOCUMENT_HOVER, self._hover),
            (types.SHUTDOWN, self._ended),
        ):
            self._offer(name, feature)
        kinds = types.CodeActionOptions([types.CodeActionKind.QuickFix, _FIX_ALL])
        self._offer(types.TEXT_DOCUMENT_CODE_ACTION, self._actions, kinds)

    def _offer(self, name: str, feature: Callable[..., object], options: object = None) -> None:
        # The server notes the feature's name on the function, which a method does not let it.
        self.server.feature(name, options)(partial(feature))

    @cached_property
    def _checks(self) -> dict[str, Check]:
        return {check.id: check for check in every_check()}

    # ------------------------------------------------------------------- texts come and go

    def _begun(self, _params: types.InitializedParams) -> None:
        _ = self._translate
        for pack in broken_packs():
            what = {"pack": pack.name, "error": pack.error}
            self._log(_("校核包 %(pack)s 不能用，其中的校核都没有做：%(error)s") % what)

    def _opened(self, params: types.DidOpenTextDocumentParams) -> None:
        self._open.add(params.text_document.uri)
        self._soon(params.text_document.uri, 0)

    def _changed(self, params: types.DidChangeTextDocumentParams) -> None:
        self._soon(params.text_document.uri, DELAY)

    def _saved(self, _params: types.DidSaveTextDocumentParams) -> None:
        # Saved settings hold for every text from now on.
        for uri in self._open:
            self._soon(uri, 0)

    def _closed(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        self._forget(uri)
        self._open.discard(uri)
        self._checked.pop(uri, None)
        self._publish(uri, None, [])

    def _ended(self, *_params: object) -> None:
        for uri in list(self._waiting):
            self._forget(uri)
        self._worker.shutdown(wait=False, cancel_futures=True)

    # ------------------------------------------------------------------- and are checked

    def _soon(self, uri: str, delay: float) -> None:
        """Check a text after a moment; what was under way for an earlier state of it is given up."""
        self._forget(uri)
        if uri in self._open and self._path(uri) is not None:
            self._waiting[uri] = asyncio.ensure_future(self._check(uri, delay))
            self._waiting[uri].add_done_callback(self._say_failed)

    def _forget(self, uri: str) -> None:
        if task := self._waiting.pop(uri, None):
            task.cancel()

    def _say_failed(self, task: asyncio.Task[None]) -> None:
        """Name an error that is no check's: the server lives on, and the next keystroke is a new attempt."""
        error = None if task.cancelled() else task.exception()
        if error is not None:
            what = f"{type(error).__name__}: {error}"
            self._log(self._translate(_FAILED) % {"what": what})

    async def _check(self, uri: str, delay: float) -> None:
        await asyncio.sleep(delay)
        document, path = self._document(uri), self._path(uri)
        if document is None or path is None:
            return
        text, number = document.source, document.version
        work = asyncio.get_running_loop().run_in_executor(
            self._worker, self._checker.check, path, text, self._roots()
        )
        answer = await work
        self._tell(uri, _Checked(number, answer, Positions(answer.text, self._encoding())))

    def _tell(self, uri: str, checked: _Checked) -> None:
        """Publish what was found; name checks that failed and settings that cannot be used."""
        _, answer = self._translate, checked.answer
        self._checked[uri] = checked
        shown = [wording.diagnostic(one, checked.positions, uri, _) for one in checked.diagnostics]
        if answer.error is not None and answer.text.strip():
            shown.append(wording.unread(answer.error, _))
        self._publish(uri, checked.version, shown)
        for failure in answer.examined.failures if answer.examined else ():
            what = {"path": failure.path, "check": failure.check, "error": failure.error}
            self._log(_("校核 %(check)s 未能完成：%(path)s：%(error)s") % what)
        said = answer.settings_error.message(_) if answer.settings_error else ""
        if said and said != self._settings_error:  # once, and not at every keystroke
            self.server.window_show_message(types.ShowMessageParams(types.MessageType.Error, said))
        self._settings_error = said

    # ------------------------------------------------------------------- what is asked about a place

    def _hover(self, params: types.HoverParams) -> types.Hover | None:
        checked = self._current(params.text_document.uri)
        if checked is None:
            return None
        at = checked.positions.offset(params.position.line, params.position.character)
        found = [
            one for one in checked.diagnostics if one.span.start <= at < max(one.span.end, one.span.start + 1)
        ]
        if not found:
            return None
        text = wording.explained(found, self._checks, self._translate)
        shown = wording.area(found[0].span, checked.positions)
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), shown)

    def _actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        uri, _ = params.text_document.uri, self._translate
        checked = self._current(uri)
        if checked is None:
            return []
        start = checked.positions.offset(params.range.start.line, params.range.start.character)
        end = checked.positions.offset(params.range.end.line, params.range.end.character)
        certain = [(one, one.fix) for one in checked.diagnostics if one.fix is not None]
        here = [(one, fix) for one, fix in certain if one.span.start <= end and start <= one.span.end]
        actions = [self._quick(uri, one, fix, checked) for one, fix in here]
        if certain:
            fixes = list(wording.apart([fix for _one, fix in certain]))
            title = _("改正全文有把握的 %(count)s 处") % {"count": len(fixes)}
            change = wording.edit(uri, fixes, checked.positions)
            actions.append(types.CodeAction(title, kind=_FIX_ALL, edit=change))
        only = params.context.only
        return [one for one in actions if only is None or _asked(str(one.kind), only)]

    def _quick(self, uri: str, one: Diagnostic, fix: Fix, checked: _Checked) -> types.CodeAction:
        _ = self._translate
        title = (
            _("改为“%(text)s”") % {"text": fix.text}
            if fix.text
            else _("删去“%(text)s”") % {"text": one.quote}
        )
        return types.CodeAction(
            f"{one.check} {title}",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[wording.diagnostic(one, checked.positions, uri, _)],
            edit=wording.edit(uri, [fix], checked.positions),
            is_preferred=True,
        )

    def _current(self, uri: str) -> _Checked | None:
        """Return the last answer about a text, if the text has not changed since."""
        checked, document = self._checked.get(uri), self._document(uri)
        if checked is None or document is None or document.version != checked.version:
            return None
        return checked

    # ------------------------------------------------------------------- the editor's side

    def _document(self, uri: str) -> Any:
        return self.server.workspace.get_text_document(uri) if uri in self._open else None

    def _path(self, uri: str) -> str | None:
        """Return the name a text goes by; ``None`` for one that is no plain text and no Markdown."""
        document = self._document(uri)
        path = uris.to_fs_path(uri) if uri.startswith("file:") else unquote(urlsplit(uri).path)
        if path and path.lower().endswith(SUFFIXES):
            return str(path)
        suffix = _LANGUAGES.get(document.language_id) if document else None
        return None if suffix is None else f"{path or 'untitled'}{suffix}"

    def _roots(self) -> list[Path]:
        paths = (uris.to_fs_path(folder) for folder in self.server.workspace.folders)
        return [Path(path) for path in paths if path]

    def _encoding(self) -> str:
        asked = self.server.workspace.position_encoding
        return str(getattr(asked, "value", asked) or UTF_16)

    def _publish(self, uri: str, number: int | None, shown: list[types.Diagnostic]) -> None:
        self.server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, version=number, diagnostics=shown)
        )

    def _log(self, message: str) -> None:
        self.server.window_log_message(types.LogMessageParams(types.MessageType.Error, message))


def _asked(kind: str, only: Sequence[Any]) -> bool:
    """Say whether an editor that asks for some kinds of action wants this one: it, or what it is part of."""
    names = [str(getattr(one, "value", one)) for one in only]
    return any(kind == name or kind.startswith(f"{name}.") for name in names)
