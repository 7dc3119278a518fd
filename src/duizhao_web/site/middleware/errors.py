"""What the server answers instead of doing what was asked, as a page with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DataError, OperationalError
from django.http import HttpResponse, HttpResponseNotAllowed

from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.site.pages.errors import answer, bad_request, busy, not_allowed
from duizhao_web.site.request import Request


class Errors:
    """Turns an ``AppError`` that a page let through into its answer."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Return the answer; an address that only takes forms says so to whoever opens it."""
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            page = not_allowed(request)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_view(self, request: Request, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Answer a file that is too large to be taken: the form would only say that there is none."""
        size, limit = int(request.META.get("CONTENT_LENGTH") or 0), settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        if request.content_type != "multipart/form-data" or size <= limit:
            return None
        error = AppError(AppErrorCode.TOO_LARGE, size=f"{size / 1e6:.1f}", limit=f"{limit / 1e6:.1f}")
        return answer(request, error)

    def process_exception(self, request: Request, error: Exception) -> HttpResponse | None:
        """Return the page that tells the error; any other error is a fault of the program."""
        if isinstance(error, AppError):
            return answer(request, error)
        if isinstance(error, OperationalError):
            return busy(request, error)
        if isinstance(error, DataError):
            # Sent something that no column takes, such as a character zero.
            return bad_request(request, error)
        return None
