"""``duizhao backup`` and ``duizhao restore`` as processes, on both databases."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import pytest
from processes import HAND_IN, ROWS, RUN, environment

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools"))
from with_postgresql import postgresql  # noqa: E402

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")]

PASSPHRASE = "一句不短的备份口令，够长了"
ON_BOTH = pytest.mark.parametrize(
    "kind",
    [
        pytest.param("sqlite", marks=pytest.mark.xdist_group("keeping")),
        pytest.param(
            "postgresql", marks=[pytest.mark.needs_postgresql, pytest.mark.xdist_group("postgresql")]
        ),
    ],
)


@dataclass(frozen=True)
class Installation:
    """A data directory and the database beside it, "" being the file in it."""

    data: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        own = environment(self.data) | {"DUIZHAO_PASSPHRASE": PASSPHRASE}
        return own | ({"DATABASE_URL": self.database} if self.database else {})

    def run(self, *arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
        return self.python(RUN, *arguments, **changed)

    def python(self, script: str, *arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", script, *arguments],
            env=self.environment | changed,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
            stdin=subprocess.DEVNULL,
        )

    def rows(self) -> list[dict[str, object]]:
        done = self.python(ROWS)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


@dataclass
class Ground:
    """Where installations of one kind of database are made, each a copy of one that was started once."""

    folder: Path
    server: str
    template: Installation
    backup: Path
    """A backup of an installation with some papers."""

    def installation(self, name: str, *, of: str = "template0") -> Installation:
        """Return an installation that is not there yet."""
        if not self.server:
            return Installation(self.folder / name)
        base = f"d{uuid4().hex}"
        return Installation(self.folder / name, made(self.server, base, of))

    def migrated(self, name: str) -> Installation:
        """Return one that was started once."""
        new = self.installation(name, of="template_used")
        shutil.copytree(self.template.data, new.data)
        return new


def made(server: str, name: str, template: str) -> str:
    """Make a database on a server and return its address."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    return server.replace("///postgres?", f"///{name}?")


def first(folder: Path, server: str) -> Ground:
    """Start an installation once, and back up a copy that papers were handed in to."""
    database = made(server, "template_used", "template0") if server else ""
    ground = Ground(folder, server, Installation(folder / "template", database), folder / "backup")
    done = ground.template.python(MIGRATE)
    assert done.returncode == 0, done.stderr
    filled, stop = ground.migrated("filled"), folder / "stop"
    (writer,) = hand_in(filled, stop, 1)
    assert writer.stdout is not None
    for _ in range(20):
        assert writer.stdout.readline()
    stop.touch()
    assert writer.communicate(timeout=60)[1] == ""
    done = filled.run("backup", str(ground.backup))
    assert done.returncode == 0, done.stderr
    return ground


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return first(tmp_path_factory.mktemp("sqlite"), "")


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with postgresql() as server:
        yield first(tmp_path_factory.mktemp("postgresql"), server)


@pytest.fixture
def ground(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Ground:
    return replace(request.getfixturevalue(f"on_{kind}"), folder=tmp_path)


@pytest.fixture
def files(on_sqlite: Ground, tmp_path: Path) -> Ground:
    """The ground of installations that are files only."""
    return replace(on_sqlite, folder=tmp_path)


MIGRATE = (
    "from duizhao_web.commands.surroundings import start; start('zh');"
    "from duizhao_web.commands.migrating import migrate; migrate()"
)
# An older program: its tables, and what it would find there.
OLDER = (
    "from duizhao_web.commands.surroundings import start; start('zh');"
    "from django.core.management import call_command;"
    "call_command('migrate', 'rectification', '0008', verbosity=0)"
)
BACK_UP = (
    "import sys; from pathlib import Path; from duizhao_web.commands.surroundings import start;"
    "from duizhao_web.commands.keeping.backing_up import back_up;"
    "back_up(start('zh'), Path(sys.argv[1]), sys.argv[2])"
)


def hand_in(
    installation: Installation, stop: Path, writers: int, name: str = "w"
) -> list[subprocess.Popen[str]]:
    return [
        subprocess.Popen(
            [sys.executable, "-c", HAND_IN, f"{name}{n}", str(stop)],
            env=installation.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(writers)
    ]


@ON_BOTH
def test_backup_when_people_write_meanwhile_then_restored_whole(ground: Ground, tmp_path: Path) -> None:
    used, stop = ground.migrated("used"), tmp_path / "stop"
    writers = hand_in(used, stop, 3)
    first = [writer.stdout.readline() for writer in writers if writer.stdout]
    backups = []
    for n in range(2):
        done = used.run("backup", str(tmp_path / f"b{n}"))
        assert done.returncode == 0, done.stderr
        assert f"数据目录：{used.data}" in done.stderr
        backups.append(tmp_path / f"b{n}")
    stop.touch()
    said = [writer.communicate(timeout=60) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0], said
    assert "locked" not in "".join(err for _out, err in said)
    before = {(row["model"], row["pk"]): row for row in used.rows()}
    for backup in backups:
        new = ground.installation(f"new{backup.name}")
        done = new.run("restore", str(backup))
        assert done.returncode == 0, done.stderr
        doctor = new.run("doctor")
        assert doctor.returncode == 0, doctor.stdout
        rows = new.rows()
        assert_prefix(rows, before)
        versions = [row["fields"] for row in rows if row["model"] == "materials.version"]
        assert len(versions) >= len(first)
        for version in versions:
            digest = version["sha256"]  # type: ignore[index]
            assert (new.data / "files" / digest[:2] / digest).is_file()


def assert_prefix(rows: list[dict[str, object]], before: dict[object, dict[str, object]]) -> None:
    """Check that a restored database is what the first one was after its first N events, and no more."""
    events = sorted(
        (row for row in rows if row["model"] == "kernel.auditevent"), key=lambda row: int(str(row["pk"]))
    )
    assert [row["pk"] for row in events] == list(range(1, len(events) + 1))
    assert events[-1]["fields"]["event"] == "accounts.installation.restored"  # type: ignore[index]
    for row in events[:-1]:
        assert row == before["kernel.auditevent", row["pk"]]

    def told(event: str) -> int:
        return sum(row["fields"]["event"] == event for row in events)  # type: ignore[index]

    def there(model: str) -> int:
        return sum(row["model"] == model for row in rows)

    assert there("materials.version") == told("materials.paper.uploaded") > 0
    assert there("units.unit") == told("units.unit.created")
    for row in rows:
        if row["model"] in ("materials.version", "units.unit", "units.person", "accounts.user"):
            assert row == before[row["model"], row["pk"]]


@ON_BOTH
def test_restore_when_the_restored_installation_goes_on_then_numbers_are_new(
    ground: Ground, tmp_path: Path
) -> None:
    stop = tmp_path / "stop"
    new = ground.installation("new")
    assert new.run("restore", str(ground.backup)).returncode == 0
    (writer,) = hand_in(new, stop, 1, "again")
    assert writer.stdout is not None
    assert writer.stdout.readline()
    stop.touch()
    assert writer.communicate(timeout=60)[1] == ""
    assert new.run("audit", "verify").returncode == 0


@ON_BOTH
def test_restore_when_made_by_an_older_version_then_brought_up_to_date(
    ground: Ground, tmp_path: Path
) -> None:
    used = ground.migrated("used")
    assert used.python(OLDER).returncode == 0
    done = used.python(BACK_UP, str(tmp_path / "b"), PASSPHRASE)
    assert done.returncode == 0, done.stderr

    new = ground.installation("new")
    done = new.run("restore", str(tmp_path / "b"))

    assert done.returncode == 0, done.stderr
    assert new.run("doctor").returncode == 0


@ON_BOTH
def test_restore_when_in_use_then_refused_without_force(ground: Ground, tmp_path: Path) -> None:
    other = ground.migrated("other")
    there = other.rows()

    refused = other.run("restore", str(ground.backup))
    assert refused.returncode != 0
    assert "--force" in refused.stderr
    assert other.rows() == there

    (other.data / "mine.txt").write_text("x")
    done = other.run("restore", str(ground.backup), "--force")
    assert done.returncode == 0, done.stderr
    assert other.run("doctor").returncode == 0
    assert [path.read_text() for path in other.data.glob("before-restore-*/mine.txt")] == ["x"]


@ON_BOTH
@pytest.mark.parametrize("fault", ["passphrase", "changed", "cut", "disk", "newer", "unknown_migration"])
def test_restore_when_the_backup_is_no_good_then_a_sentence_and_nothing_done(
    ground: Ground, tmp_path: Path, fault: str
) -> None:
    backup, new = tmp_path / "b", ground.installation("new")
    changed = {}
    if fault in ("newer", "unknown_migration"):
        made_by(backup, "99.0" if fault == "newer" else "0.1.0", "postgresql" if ground.server else "sqlite")
    else:
        shutil.copy(ground.backup, backup)
    whole = bytearray(backup.read_bytes())
    if fault == "passphrase":
        changed["DUIZHAO_PASSPHRASE"] = "不是这一句口令"
    elif fault == "changed":
        whole[len(whole) // 2] ^= 1
    elif fault == "cut":
        del whole[-20:]
    backup.write_bytes(whole)

    script = LIMITED if fault == "disk" else RUN
    done = new.python(script, "restore", str(backup), **changed)

    assert done.returncode != 0
    assert "DuizhaoError" in done.stderr, done.stderr
    assert not new.data.exists()
    if ground.server:
        assert new.run("audit", "verify").returncode != 0, "no table is there"


# No file may grow beyond this, which is how a full disk looks to whoever writes; modules compiled meanwhile
# would be cut short, too, and stay so.
LIMITED = (
    "import resource, signal, sys; sys.dont_write_bytecode = True\n"
    "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n" + RUN
)


def made_by(path: Path, program: str, database: str) -> None:
    """Write a backup as another version of the program would."""
    from duizhao_web.commands.keeping.archive import About, Writing
    from duizhao_web.commands.keeping.sealed import Sealing

    with path.open("wb") as file:
        migrations = (("kernel", "0001_initial"), ("kernel", "9999_of_tomorrow"))
        writing = Writing(Sealing(file, PASSPHRASE), About(program, database, "2030", migrations))
        for name in ("secret_key", "audit_key", "factor_key"):
            writing.add(f"secrets/{name}", b"x" * 60)
        writing.add("database/duizhao.sqlite3", b"")
        writing.finish()


def test_restore_when_a_part_would_lie_elsewhere_then_refused(tmp_path: Path) -> None:
    from duizhao_web.commands.keeping.archive import About, Writing
    from duizhao_web.commands.keeping.sealed import Sealing

    with (tmp_path / "b").open("wb") as file:
        about = About("0.1.0", "sqlite", "2026", (("kernel", "0001_initial"),))
        writing = Writing(Sealing(file, PASSPHRASE), about)
        writing.add("files/../../../escaped", b"x")
        writing.finish()

    done = Installation(tmp_path / "new").run("restore", str(tmp_path / "b"))

    assert "不是备份应有的样子" in done.stderr
    assert not list(tmp_path.rglob("escaped"))
    assert not (tmp_path / "new").exists()


def test_restore_when_of_the_other_kind_of_database_then_said(tmp_path: Path) -> None:
    made_by(tmp_path / "b", "0.1.0", "postgresql")

    done = Installation(tmp_path / "new").run("restore", str(tmp_path / "b"))

    assert "DATABASE_URL" in done.stderr
    assert not (tmp_path / "new").exists()


@ON_BOTH
def test_restore_when_killed_in_the_middle_then_done_again_from_the_start(ground: Ground) -> None:
    new = ground.installation("new")
    for moment in ("secrets", "files", "database", "duizhao.sqlite3"):
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, "restore", str(ground.backup)],
            env=new.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while process.poll() is None and not (new.data / ".restoring" / moment).exists():
            time.sleep(0.005)
        if process.poll() is not None:
            break  # it has not come by there
        process.send_signal(signal.SIGKILL)
        process.wait(20)
        assert {path.name for path in new.data.iterdir()} <= {".restoring", ".running"}

    again = new if not (new.data / "secrets").exists() else ground.installation("another")
    done = again.run("restore", str(ground.backup))
    assert done.returncode == 0, done.stderr
    assert again.run("doctor").returncode == 0
    assert not (again.data / ".restoring").exists()


def test_restore_when_killed_while_changing_places_then_nothing_starts_on_it(files: Ground) -> None:
    used = files.migrated("used")
    (used.data / ".half-restored").touch()

    refused = used.run("doctor")
    assert "duizhao restore" in refused.stderr
    assert used.run("restore", str(files.backup), "--force").returncode == 0
    assert used.run("doctor").returncode == 0


def test_restore_when_a_server_runs_there_then_refused(files: Ground) -> None:
    from duizhao_web.config.running import running

    used = files.migrated("used")
    with running(used.data):
        refused = used.run("restore", str(files.backup), "--force")

    assert "还有服务在运行" in refused.stderr
    assert used.run("doctor").returncode == 0


def test_backup_when_it_cannot_be_written_then_a_sentence_and_the_old_one_stays(
    files: Ground, tmp_path: Path
) -> None:
    used = files.migrated("used")
    target = tmp_path / "b"
    target.write_text("an old one")

    assert "已存在" in used.run("backup", str(target)).stderr
    done = used.python(LIMITED, "backup", str(target), "--force")
    assert "UNWRITABLE" in done.stderr or "unwritable" in done.stderr or "DATABASE_FAILED" in done.stderr, (
        done.stderr
    )
    assert "DuizhaoError" in done.stderr
    assert target.read_text() == "an old one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "used"]
    assert not list(used.data.glob(".backup-*"))

    assert "文件夹不存在" in used.run("backup", str(tmp_path / "nowhere" / "b")).stderr


def test_backup_when_nobody_can_be_asked_then_the_variable_is_named(files: Ground, tmp_path: Path) -> None:
    used = files.migrated("used")

    done = used.run("backup", str(tmp_path / "b"), DUIZHAO_PASSPHRASE="")
    assert "DUIZHAO_PASSPHRASE" in done.stderr
    short = used.run("backup", str(tmp_path / "b"), DUIZHAO_PASSPHRASE="short")
    assert "至少 12" in short.stderr
    assert not (tmp_path / "b").exists()


def test_backup_when_nothing_is_there_then_said_and_nothing_made(tmp_path: Path) -> None:
    done = Installation(tmp_path / "none").run("backup", str(tmp_path / "b"))

    assert "DUIZHAO_DATA" in done.stderr
    assert not (tmp_path / "none").exists()


def test_backup_when_files_are_damaged_then_made_and_named(files: Ground, tmp_path: Path) -> None:
    used, stop = files.migrated("used"), tmp_path / "stop"
    (writer,) = hand_in(used, stop, 1)
    assert writer.stdout is not None
    digests = [writer.stdout.readline().split()[1] for _ in range(3)]
    stop.touch()
    writer.communicate(timeout=60)
    changed, gone, _whole = (used.data / "files" / digest[:2] / digest for digest in digests)
    changed.write_bytes(b"other")
    gone.unlink()

    doctor = used.run("doctor")
    assert doctor.returncode == 1
    assert f"{digests[0]}：内容与摘要不符" in doctor.stdout
    assert f"{digests[1]} 缺失" in doctor.stdout
    done = used.run("backup", str(tmp_path / "b"))
    assert digests[0] in done.stderr
    assert digests[1] in done.stderr
    assert digests[2] not in done.stderr
    assert (tmp_path / "b").exists()


def test_backup_when_opened_by_another_program_then_a_tar_of_plain_files(files: Ground) -> None:
    import io
    import tarfile

    import pyrage

    plain = pyrage.passphrase.decrypt(files.backup.read_bytes(), PASSPHRASE)
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        names = tar.getnames()
    assert names[0] == "about.json"
    assert names[-1] == "end.json"
    assert "database/duizhao.sqlite3" in names
    assert files.backup.stat().st_mode & 0o077 == 0


def test_files_when_encrypted_with_a_key_elsewhere_then_backed_up_and_restored_with_or_without(
    files: Ground, tmp_path: Path
) -> None:
    used, keys = filled(files), tmp_path / "keys"
    with_key = {"DUIZHAO_FILE_KEY_FILE": str(keys)}
    assert "不能放在数据目录里" in used.run("files", "key", str(used.data / "keys")).stderr
    assert used.run("files", "key", str(keys)).returncode == 0
    assert "没有按现在的密钥设置" in used.run("doctor", **with_key).stdout

    done = used.run("files", "encrypt", **with_key)
    assert done.returncode == 0, done.stderr
    plain = [path for path in (used.data / "files").rglob("*") if path.is_file() and not path.suffix]
    assert plain == []
    assert used.run("doctor", **with_key).returncode == 0
    assert "它以密钥" in used.run("doctor").stdout
    assert used.run("files", "key", str(keys), "--rotate").returncode == 0
    assert used.run("files", "encrypt", **with_key).returncode == 0
    assert "删去旧密钥 1 个，留下 1 个" in used.run("files", "forget", **with_key).stdout
    done = used.run("backup", str(tmp_path / "b"), **with_key)
    assert done.returncode == 0, done.stderr

    without, other = files.installation("without"), files.installation("other")
    assert without.run("restore", str(tmp_path / "b")).returncode == 0
    assert without.run("doctor").returncode == 0
    assert other.run("files", "key", str(tmp_path / "other_keys")).returncode == 0
    its_key = {"DUIZHAO_FILE_KEY_FILE": str(tmp_path / "other_keys")}
    assert other.run("restore", str(tmp_path / "b"), **its_key).returncode == 0
    assert other.run("doctor", **its_key).returncode == 0
    assert (
        "E003"
        in files.installation("none")
        .run("restore", str(tmp_path / "b"), DUIZHAO_FILE_KEY_FILE=str(tmp_path / "no_keys"))
        .stderr
    )
    assert not (tmp_path / "none").exists()
    assert used.run("files", "decrypt", **with_key).returncode == 0
    assert used.run("doctor").returncode == 0


def filled(ground: Ground) -> Installation:
    """Return a copy of the installation that papers were handed in to."""
    new = ground.installation("used")
    shutil.copytree(ground.template.data.parent / "filled", new.data)
    return new
