"""A file as it comes in: under which name it is known, how large it may be, what its refusal says."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from duizhao.errors import DuizhaoError
from duizhao.i18n import translator
from duizhao.readers.reader import MEGABYTE
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.language import library_language

M = TypeVar("M", bound=Model)
_LONGEST = 255


def plain_name(name: str) -> str:
    """Return a file's name without the folders a browser or a stranger put before it."""
    return PurePosixPath(PureWindowsPath(name).name).name[:_LONGEST]


def refuse_larger(data: bytes, largest: int) -> None:
    """Raise where a file is larger than such a file ever is."""
    if len(data) > largest:
        raise refused(_("超过 %(size)s MB") % {"size": largest // MEGABYTE})


def waiting(rows: QuerySet[M], pk: int) -> M:
    """Return what waits under a number; where it is not among the rows it does not exist."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def nothing_taken(place: str, error: AppError) -> AppError:
    """Return the answer where one row was refused while many were taken in, and so none was."""
    detail = _("%(place)s：%(why)s（全部内容均未导入）") % {"place": place, "why": error.message}
    return AppError(AppErrorCode.DECISION_REFUSED, detail=detail)


def refused(detail: str) -> AppError:
    """Return the answer to a file that is not taken, with the reason."""
    return AppError(AppErrorCode.FILE_REFUSED, detail=detail)


def said(error: DuizhaoError) -> str:
    """Return what the library says of a file, in the language of the moment."""
    return error.message(translator(library_language()))
