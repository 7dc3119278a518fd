"""What ``duizhao doctor`` looks at on the disk and in the queue: each yields a line, well or not."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final, NamedTuple

from duizhao.i18n import Translator

# Of many that are not well in the same way.
_SHOWN: Final = 10
_GIB: Final = 1024**3
# A clock that is put right by the network moves by less.
_CLOCK_MAY_STRAY: Final = timedelta(minutes=5)
_TASK_MAY_WAIT: Final = timedelta(hours=1)
_TASKS_SINCE: Final = timedelta(days=7)


class Finding(NamedTuple):
    """One line: whether it is well, what was looked at, and the cure where it is not."""

    well: bool
    line: str


def database(_: Translator) -> Iterator[Finding]:
    """Yield whether the database is whole, and guards its log."""
    from django.db import connection

    found = _sqlite_faults() if connection.vendor == "sqlite" else _postgresql_faults()
    if found:
        yield Finding(False, _("数据库损坏：%(what)s；请恢复最近的备份") % {"what": "；".join(found[:5])})
    else:
        yield Finding(True, _("数据库完整"))
    gone = _missing_triggers()
    if gone:
        yield Finding(
            False,
            _("数据库里防止改动的保护（触发器 %(names)s）不在了；请查明原因，恢复最近的备份")
            % {"names": "、".join(gone)},
        )


def files(_: Translator) -> Iterator[Finding]:
    """Yield whether every stored file is there and is what it was."""
    from duizhao_web.apps.kernel import files as stored

    kept = list(stored.kept())
    changed = [(one.digest, why) for one in kept if (why := _why_not_whole(_, one.digest))]
    missing = list(stored.missing())
    for digest, why in changed[:_SHOWN]:
        yield Finding(False, _("文件 %(digest)s：%(why)s；请从备份恢复") % {"digest": digest, "why": why})
    for digest in missing[:_SHOWN]:
        yield Finding(False, _("文件 %(digest)s 缺失；请从备份恢复") % {"digest": digest})
    if len(changed) > _SHOWN or len(missing) > _SHOWN:
        numbers = {"changed": len(changed), "missing": len(missing)}
        yield Finding(False, _("共有 %(changed)s 个文件打不开，%(missing)s 个缺失") % numbers)
    if not (changed or missing):
        yield Finding(True, _("存放的文件齐全，内容与摘要相符，共 %(count)s 个") % {"count": len(kept)})
    yield _encryption(_, Counter(one.key for one in kept))


def _why_not_whole(_: Translator, digest: str) -> str:
    from duizhao_web.apps.kernel import files as stored
    from duizhao_web.apps.kernel.errors import AppError

    try:
        data = stored.load(digest)
    except AppError as error:
        return str(error.params["detail"])
    return "" if hashlib.sha256(data).hexdigest() == digest else _("内容与摘要不符")


def _encryption(_: Translator, by_key: Counter[str]) -> Finding:
    """Return what is encrypted, and what should be and is not."""
    from django.conf import settings

    from duizhao_web.apps.kernel import file_keys

    try:
        path = settings.FILE_KEY_FILE
        wanted = "" if path is None else file_keys.read(path)[0].id
    except file_keys.KeyFileError:
        return Finding(False, _("文件的密钥读不出来；见上面的 duizhao_web.E003"))
    other = sum(by_key.values()) - by_key[wanted]
    if other:
        line = _("%(count)s 个文件没有按现在的密钥设置存放；请运行 duizhao files encrypt")
        return Finding(False, line % {"count": other})
    if wanted:
        return Finding(True, _("文件都以密钥 %(key)s 加密；数据库不加密") % {"key": wanted})
    return Finding(True, _("文件不加密（没有设 DUIZHAO_FILE_KEY_FILE）；数据库不加密"))


def permissions(_: Translator, data: Path) -> Iterator[Finding]:
    """Yield what other users of the machine can read; Windows answers that by the folder's owner."""
    if os.name == "nt":
        return
    kept = (data, *(data / name for name in ("files", "logs", "duizhao.sqlite3")))
    open_ = [path for path in kept if path.exists() and path.stat().st_mode & 0o077]
    for path in open_:
        yield Finding(False, _("%(path)s 可被这台机器上的其他用户读取；请运行 chmod go-rwx") % {"path": path})
    if not open_:
        yield Finding(True, _("数据目录只有本用户能读"))


def space(_: Translator, data: Path) -> Iterator[Finding]:
    """Yield whether there is room to go on: for a while, and for a copy of the database."""
    free = shutil.disk_usage(data).free
    path = data / "duizhao.sqlite3"
    needed = _GIB + (path.stat().st_size if path.exists() else 0)
    numbers = {"free": f"{free / _GIB:.1f}", "needed": f"{needed / _GIB:.1f}"}
    yield Finding(
        free >= needed,
        _("磁盘可用 %(free)s GB") % numbers
        if free >= needed
        else _("磁盘只剩 %(free)s GB，至少应有 %(needed)s GB；请清理或扩容") % numbers,
    )


def tasks(_: Translator) -> Iterator[Finding]:
    """Yield whether the background process does what it is asked."""
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    from duizhao_web.apps.kernel import clock

    now = clock.now()
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    late = waiting.filter(enqueued_at__lt=now - _TASK_MAY_WAIT).count()
    failed = DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__gte=now - _TASKS_SINCE
    ).count()
    if late:
        yield Finding(False, _("%(count)s 项后台任务等了一小时以上；请核对服务是否在运行") % {"count": late})
    if failed:
        yield Finding(False, _("最近七天有 %(count)s 项后台任务失败；详见服务的输出") % {"count": failed})
    if not (late or failed):
        yield Finding(True, _("后台任务正常，等待 %(count)s 项") % {"count": waiting.count()})


def left_behind(_: Translator) -> Iterator[Finding]:
    """Yield which units that were merged away have left what nobody has taken over yet."""
    from duizhao_web.apps.rectification.merged import units_left

    left = units_left()
    for one in left[:_SHOWN]:
        counted = one.items + one.cycles + one.plans + one.assignments + one.notices
        words = _(
            "已并入“%(into)s”的“%(unit)s”还有 %(count)s 件（事项、会议、方案、交办）没有人接；"
            "请“%(into)s”的主要负责人或者联络员在工作台接收"
        )
        into = one.unit.merged_into.name if one.unit.merged_into else ""
        yield Finding(False, words % {"unit": one.unit.name, "into": into, "count": counted})
    if not left:
        yield Finding(True, _("并入其他单位的单位没有留下没人接的事项"))


def clock_set_back(_: Translator) -> Iterator[Finding]:
    """Yield whether the machine's clock is behind what the log has seen already."""
    from duizhao_web.apps.kernel import clock
    from duizhao_web.apps.kernel.models import AuditEvent

    last = AuditEvent.objects.order_by("-at").first()
    back = last is not None and last.at > clock.now() + _CLOCK_MAY_STRAY
    if back and last is not None:
        yield Finding(
            False,
            _("系统时间早于操作日志第 %(number)s 条（%(at)s）；请校准系统时间")
            % {"number": last.number, "at": f"{last.at:%Y-%m-%d %H:%M} UTC"},
        )
    else:
        yield Finding(True, _("系统时间不早于操作日志"))


def _sqlite_faults() -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(10)")
        found = [line for (line,) in cursor.fetchall() if line != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        return found + [f"{table} {row} → {parent}" for table, row, parent, _number in cursor.fetchall()]


def _postgresql_faults() -> list[str]:
    """Return indexes and constraints that the server itself marks as not to be relied on."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid")
        found = [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT conname::text FROM pg_constraint WHERE NOT convalidated")
        return found + [name for (name,) in cursor.fetchall()]


def _missing_triggers() -> list[str]:
    """Return the triggers that rooms rely on and the database has no more, or has switched off."""
    from django.apps import apps
    from django.db import connection

    from duizhao_web.apps.kernel.room import Room

    there = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(there)
        names = {name for (name,) in cursor.fetchall()}
    rooms = [room for room in apps.get_app_configs() if isinstance(room, Room)]
    return [name for room in rooms for name in room.triggers.get(connection.vendor, ()) if name not in names]
