"""Restoring a backup: unpacked aside, brought up to date, looked at, and only then put in place."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from duizhao.errors import DuizhaoError, ErrorCode, reason_of, words
from duizhao_web.commands.keeping import sqlite
from duizhao_web.commands.keeping.archive import About, Part, Reading
from duizhao_web.commands.keeping.place import Place, prepared
from duizhao_web.commands.keeping.sealed import Unsealing
from duizhao_web.commands.surroundings import ask_for_soundness
from duizhao_web.config import secrets
from duizhao_web.config.env import Environment
from duizhao_web.config.running import StillRunningError

if TYPE_CHECKING:
    from duizhao_web.apps.kernel.audit.chain import Verdict

_SECRET: Final = re.compile(rf"secrets/(?:{'|'.join(secrets.NAMES)})")
_DATABASE: Final = re.compile(
    rf"database/(?:{re.escape(sqlite.NAME)}|tables\.json|sequences\.json|[a-z0-9_]+/\d{{6}})"
)
_FILE: Final = re.compile(r"files/([0-9a-f]{64})")


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, and what the audit log says of itself."""

    made_at: str
    files: int
    events: int
    head: str
    log_faults: int
    kept: Path | None


def restore(
    environment: Environment, source: Path, passphrase: str, *, force: bool, language: str
) -> Restored:
    """Put a backup in place of an empty data directory and database; with ``force``, of any."""
    try:
        with _private(), source.open("rb") as file:
            reading = Reading(Unsealing(file, passphrase))
            _refuse(reading.about, environment, force=force)
            with prepared(environment, force=force) as place:
                return _Restore(environment, reading, place, force=force, language=language).run()
    except StillRunningError as error:
        detail = words(_("%(data)s 上还有服务在运行；请先停止它"), data=environment.data)
        raise DuizhaoError(ErrorCode.USAGE, detail=detail) from error
    except FileNotFoundError as error:
        if error.filename == str(source):
            raise DuizhaoError(ErrorCode.NOT_FOUND) from error
        raise _unwritable(error, environment.data) from error
    except OSError as error:
        raise _unwritable(error, environment.data) from error


class _Restore:
    """One restore under way."""

    def __init__(
        self, environment: Environment, reading: Reading, place: Place, *, force: bool, language: str
    ) -> None:
        self._environment = environment
        self._reading = reading
        self._place = place
        self._force = force
        self._language = language
        self._files = 0
        self._started = False

    def run(self) -> Restored:
        from django.db import DatabaseError

        try:
            for part in self._reading.parts():
                self._take(part)
            return self._into_place()
        except DatabaseError as error:
            raise DuizhaoError(ErrorCode.DATABASE_FAILED, detail=str(error).strip()) from error

    def _take(self, part: Part) -> None:
        """Write a part where it belongs. Secrets come first: files are kept as those settings say."""
        path = self._place.staging / part.name
        if _SECRET.fullmatch(part.name) and not self._started:
            _write(path, part)
            return
        in_database, found = _DATABASE.fullmatch(part.name), _FILE.fullmatch(part.name)
        if in_database is None and found is None:
            raise DuizhaoError(ErrorCode.BACKUP_INVALID, detail=words(_("其中的内容不是备份应有的样子")))
        self._start()
        if found is not None:
            self._keep(found[1], part.content.read())
        else:
            _write(self._place.staging / sqlite.NAME if part.name == sqlite.PART else path, part)

    def _keep(self, digest: str, data: bytes) -> None:
        from duizhao_web.apps.kernel import files
        from duizhao_web.apps.kernel.errors import AppError

        try:
            kept_as = files.store(data)
        except AppError as error:
            raise DuizhaoError(ErrorCode.UNWRITABLE, detail=error.message) from error
        if kept_as != digest:
            raise DuizhaoError(ErrorCode.BACKUP_INVALID, detail=words(_("其中的内容不是备份应有的样子")))
        self._files += 1

    def _start(self) -> None:
        """Start Django on what is being unpacked: nothing of what is in place is opened."""
        if self._started:
            return
        self._started = True
        os.environ["DUIZHAO_DATA"] = str(self._place.staging)
        if self._on_sqlite:
            os.environ.pop("DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "duizhao_web.config.settings"
        import django

        django.setup()
        from django.utils import translation

        translation.activate("en" if self._language == "en" else "zh-hans")
        ask_for_soundness()
        _refuse_newer_migrations(self._reading.about)

    @property
    def _on_sqlite(self) -> bool:
        return self._reading.about.database == "sqlite"

    def _into_place(self) -> Restored:
        from django.db import connections

        if not self._on_sqlite:
            return self._into_postgresql()
        verdict = self._looked_at()
        connections.close_all()  # the last one to close takes the log beside the database along
        self._place.put()
        return self._done(verdict)

    def _into_postgresql(self) -> Restored:
        """Tables, rows and what newer migrations do to them: one transaction, ended when all is in place."""
        from django.db import connection, transaction

        from duizhao_web.commands.keeping import postgresql

        put = False
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    if self._force:
                        postgresql.drop(cursor, _our_tables())
                    _migrate_to(self._reading.about.migrations)
                    postgresql.load(cursor, self._place.staging / "database")
                shutil.rmtree(self._place.staging / "database")
                verdict = self._looked_at()
                self._place.put()
                put = True
        except BaseException:
            if put:
                self._place.take_back()
            raise
        return self._done(verdict)

    def _looked_at(self) -> Verdict:
        """Run the migrations that are newer than the backup, note the restore, read the log through."""
        from duizhao_web.apps.accounts.services.keeping import installation_restored
        from duizhao_web.apps.kernel.actor import SYSTEM
        from duizhao_web.apps.kernel.audit import chain
        from duizhao_web.commands.migrating import migrate

        migrate()
        installation_restored(actor=SYSTEM, made_at=self._reading.about.made_at)
        return chain.verify()

    def _done(self, verdict: Verdict) -> Restored:
        return Restored(
            made_at=self._reading.about.made_at,
            files=self._files,
            events=verdict.events,
            head=verdict.head,
            log_faults=len(verdict.faults),
            kept=self._place.kept,
        )


def _refuse(about: About, environment: Environment, *, force: bool) -> None:
    """Refuse what is of another kind, of a newer program, or would go over tables that are there."""
    here = "sqlite" if environment.database["ENGINE"].endswith("sqlite3") else "postgresql"
    if about.database != here:
        detail = words(
            _("它是 %(there)s 的备份，而 DATABASE_URL 所指的是 %(here)s"), there=about.database, here=here
        )
        raise DuizhaoError(ErrorCode.BACKUP_INVALID, detail=detail)
    if _numbers(about.program) > _numbers(version("duizhao")):
        raise _newer(about)
    if here == "postgresql" and not force and _holds_tables(environment):
        detail = words(_("DATABASE_URL 所指的数据库里已有内容；确要替换，请加 --force（原有内容随即删除）"))
        raise DuizhaoError(ErrorCode.USAGE, detail=detail)


def _holds_tables(environment: Environment) -> bool:
    from duizhao_web.commands.keeping import postgresql

    with postgresql.connect(environment.database) as connection, connection.cursor() as cursor:
        return bool(postgresql.tables(cursor))


def _refuse_newer_migrations(about: About) -> None:
    from django.db.migrations.loader import MigrationLoader

    known = MigrationLoader(None).disk_migrations
    if any(one not in known for one in about.migrations):
        raise _newer(about)


def _newer(about: About) -> DuizhaoError:
    detail = words(_("它由更新的版本制作（%(schema)s）；请先升级 Duizhao"), schema=about.program)
    return DuizhaoError(ErrorCode.BACKUP_INVALID, detail=detail)


def _migrate_to(applied: tuple[tuple[str, str], ...]) -> None:
    """Make the tables as they were when the backup was made."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    done = set(applied)
    # The last ones only: what another one of them needs is made with it.
    executor.migrate([one for one in applied if not {child.key for child in nodes[one].children} & done])


def _our_tables() -> set[str]:
    """Return the names under which tables of ours stand, those of the search included."""
    from django.apps import apps
    from django.db import connection

    from duizhao_web.apps.kernel.room import Room

    names = set(connection.introspection.django_table_names()) | {"django_migrations"}
    rooms = tuple(f"{config.label}_" for config in apps.get_app_configs() if isinstance(config, Room))
    return names | {name for name in connection.introspection.table_names() if name.startswith(rooms)}


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text)[:3])


def _write(path: Path, part: Part) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("xb") as file:
        shutil.copyfileobj(part.content, file)
        file.flush()
        os.fsync(file.fileno())


def _unwritable(error: OSError, where: Path) -> DuizhaoError:
    return DuizhaoError(ErrorCode.UNWRITABLE, detail=reason_of(error, error.filename or where))


@contextmanager
def _private() -> Iterator[None]:
    """Let whatever is made be this user's alone."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
