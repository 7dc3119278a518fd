"""``duizhao files``: the keys that stored files are encrypted with, and the files themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from duizhao.errors import DuizhaoError, ErrorCode, reason_of
from duizhao.i18n import Translator

if TYPE_CHECKING:
    from duizhao_web.config.env import Environment

# Of many that fail alike.
_SHOWN: Final = 10


def command(_: Translator) -> click.Command:
    """Build the group in the language of ``_``."""

    @click.group("files", help=_("加密存放的文件：制作密钥，加密，更换密钥"))
    def files() -> None:
        pass

    _key(files, _)
    _encrypt(files, _)
    _forget(files, _)
    return files


def _key(files: click.Group, _: Translator) -> None:
    @files.command("key", help=_("制作密钥文件，放在数据目录之外；已有的用 --rotate 添一个新密钥"))
    @click.argument("file", metavar=_("文件"), type=click.Path(dir_okay=False, path_type=Path))
    @click.option("--rotate", is_flag=True, help=_("在已有的密钥文件里添一个新密钥，以后用它加密"))
    def key(file: Path, rotate: bool) -> None:
        from duizhao_web.commands.surroundings import say_where, surroundings

        data = surroundings().data
        from duizhao_web.apps.kernel import file_keys

        say_where(data, _("数据目录：%(data)s"))
        path = file.absolute()
        if path.resolve().is_relative_to(data.resolve()):
            raise DuizhaoError(ErrorCode.USAGE, detail=_("密钥文件不能放在数据目录里；请另选地方"))
        if path.exists() and not rotate:
            detail = _("%(file)s 已存在；添加新密钥请加 --rotate") % {"file": path}
            raise DuizhaoError(ErrorCode.USAGE, detail=detail)
        made = file_keys.make()
        _write(path, (made, *(_read(_, path) if rotate else ())))
        click.echo(
            _("新密钥 %(key)s 在 %(file)s；请另存一份，丢失则文件再也打不开") % {"key": made.id, "file": path}
        )
        click.echo(
            _("接着：设 DUIZHAO_FILE_KEY_FILE=%(file)s，重启服务，运行 duizhao files encrypt")
            % {"file": path}
        )


def _encrypt(files: click.Group, _: Translator) -> None:
    @files.command("encrypt", help=_("用最新的密钥加密全部文件，用旧密钥加密的也改用它；服务不必停止"))
    @click.pass_obj
    @click.pass_context
    def encrypt(ctx: click.Context, state: Any) -> None:
        ctx.exit(_keep_all_anew(_, state.language, encrypted=True))

    @files.command("decrypt", help=_("解密全部文件；此后去掉 DUIZHAO_FILE_KEY_FILE，重启服务"))
    @click.pass_obj
    @click.pass_context
    def decrypt(ctx: click.Context, state: Any) -> None:
        ctx.exit(_keep_all_anew(_, state.language, encrypted=False))


def _keep_all_anew(_: Translator, language: str, *, encrypted: bool) -> int:
    from duizhao_web.commands.surroundings import ask_for_soundness, say_where, start

    environment = start(language)
    from duizhao_web.commands.migrating import ask_for_current

    say_where(environment.data, _("数据目录：%(data)s"))
    ask_for_soundness()
    ask_for_current()
    key = _read(_, _key_file(_, environment))[0].id if encrypted else ""
    outcomes = list(_kept_anew(key))
    failed = [f"{digest}: {error}" for digest, error in outcomes if error]
    done = len(outcomes) - len(failed)
    if done:
        _note(done, key)
    for line in failed[:_SHOWN]:
        click.echo(f"✗ {line}", err=True)
    if failed:
        click.echo(
            _("✗ 共有 %(count)s 个文件没有处理；详见 duizhao doctor") % {"count": len(failed)}, err=True
        )
    said = _("已用密钥 %(key)s 加密 %(count)s 个文件") if encrypted else _("已解密 %(count)s 个文件")
    click.echo(said % {"key": key, "count": done})
    return 2 if failed else 0


def _forget(files: click.Group, _: Translator) -> None:
    @files.command("forget", help=_("从密钥文件里删去已没有文件使用的旧密钥"))
    @click.pass_obj
    def forget(state: Any) -> None:
        from duizhao_web.commands.surroundings import say_where, start

        environment = start(state.language)
        say_where(environment.data, _("数据目录：%(data)s"))
        from duizhao_web.apps.kernel import files as stored

        path = _key_file(_, environment)
        keys = _read(_, path)
        used = {one.key for one in stored.kept()}
        left = (keys[0], *(key for key in keys[1:] if key.id in used))
        _write(path, left)
        click.echo(
            _("删去旧密钥 %(gone)s 个，留下 %(left)s 个") % {"gone": len(keys) - len(left), "left": len(left)}
        )


def _key_file(_: Translator, environment: Environment) -> Path:
    if environment.file_key_file is None:
        raise DuizhaoError(ErrorCode.USAGE, detail=_("没有设 DUIZHAO_FILE_KEY_FILE"))
    return environment.file_key_file


def _kept_anew(wanted: str) -> Iterator[tuple[str, str]]:
    """Keep every file that is kept another way as wanted; yield its digest, and why it could not be done."""
    from duizhao_web.apps.kernel import files as stored
    from duizhao_web.apps.kernel.errors import AppError

    for one in stored.kept():
        if one.key == wanted:
            continue
        try:
            stored.keep_anew(one.digest, encrypted=bool(wanted))
        except AppError as error:
            yield one.digest, error.message
        except OSError as error:
            raise DuizhaoError(ErrorCode.UNWRITABLE, detail=reason_of(error, error.filename)) from error
        else:
            yield one.digest, ""


def _note(count: int, key: str) -> None:
    from duizhao_web.apps.accounts.services.keeping import installation_files_kept
    from duizhao_web.apps.kernel.actor import SYSTEM

    installation_files_kept(actor=SYSTEM, count=count, key=key)


def _read(_: Translator, path: Path) -> tuple[Any, ...]:
    from duizhao_web.apps.kernel import file_keys

    words = {
        "missing": _("文件不存在"),
        "unreadable": _("读不出来"),
        "malformed": _("不是 duizhao files key 做的密钥文件，或者已损坏"),
        "empty": _("里面没有密钥"),
    }
    try:
        return file_keys.read(path)
    except file_keys.KeyFileError as error:
        detail = f"{path}: {words[str(error)]}"
        raise DuizhaoError(ErrorCode.CONFIG_INVALID, detail=detail) from error


def _write(path: Path, keys: tuple[Any, ...]) -> None:
    from duizhao_web.apps.kernel import file_keys

    try:
        file_keys.write(path, keys)
    except OSError as error:
        raise DuizhaoError(ErrorCode.UNWRITABLE, detail=reason_of(error, path)) from error
