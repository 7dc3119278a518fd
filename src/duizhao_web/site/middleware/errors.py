"""What the server answers instead of doing what was asked, as a page with a sentence."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpResponse

from duizhao_web.apps.kernel.errors import AppError
from duizhao_web.site.pages.errors import answer, busy
from duizhao_web.site.request import Request


class Errors:
    """Turns an ``AppError`` that a page let through into its answer."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Return the answer."""
        return self.get_response(request)

    def process_exception(self, request: Request, error: Exception) -> HttpResponse | None:
        """Return the page that tells the error; any other error is a fault of the program."""
        if isinstance(error, AppError):
            return answer(request, error)
        if isinstance(error, OperationalError):
            return busy(request, error)
        return None
