"""The program as a whole: help, languages, wrong use, the server's commands, what start-up imports."""

from __future__ import annotations

import gettext
import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from typing import Any

import click
import pytest

from duizhao.cli.group import COMMANDS, SERVER_COMMANDS, program

HAN = re.compile(r"[\u4e00-\u9fff]")


def every_command(language: str) -> dict[str, click.Command]:
    """Return all commands of the library and those below them, by what is typed."""
    group = program(language)
    found: dict[str, click.Command] = {}

    def add(path: str, command: click.Command) -> None:
        found[path] = command
        if isinstance(command, click.Group):
            for name, below in command.commands.items():
                add(f"{path} {name}", below)

    for name in COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        add(name, command)
    return found


def test_help_when_chinese_then_all_commands_and_no_english_sentence(run: Callable[..., Any]) -> None:
    result = run("--help")

    assert result.status == 0
    assert result.err == ""
    for name in (*COMMANDS, *SERVER_COMMANDS):
        assert re.search(rf"^  {name} +\S", result.out, re.M)
    assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", result.out)


def test_help_when_english_then_no_chinese(run: Callable[..., Any]) -> None:
    assert not HAN.search(run("--lang", "en", "--help").out)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_when_english_then_no_chinese(run: Callable[..., Any], name: str) -> None:
    result = run(name, "--lang=en", "-h")

    assert result.status == 0
    assert "Usage: duizhao" in result.out
    assert not HAN.search(result.out)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_when_chinese_then_in_chinese(run: Callable[..., Any], name: str) -> None:
    out = run(name, "--help").out

    assert out.startswith(f"用法：duizhao {name} ")
    assert "显示帮助" in out
    for line in out.splitlines():
        if line.startswith("  -"):
            assert HAN.search(line + out[out.index(line) + len(line) :].split("\n")[1]), line


def test_every_option_when_defined_then_has_help() -> None:
    for path, command in every_command("zh").items():
        assert command.help, path
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{path} {parameter.opts}"


def test_language_when_given_before_or_after_the_command_then_used(run: Callable[..., Any]) -> None:
    assert "No such file" in run("--lang", "en", "text", "gone.txt").err
    assert "No such file" in run("text", "gone.txt", "--lang=en").err
    assert "找不到" in run("text", "gone.txt", "--lang", "zh").err


def test_language_when_not_given_then_that_of_the_locale(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUIZHAO_LANG")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    assert "No such file" in run("text", "gone.txt").err


def test_language_when_unknown_then_wrong_use(run: Callable[..., Any]) -> None:
    result = run("--lang", "fr", "--help")

    assert result.status == 2
    assert "--lang" in result.err


def test_click_words_when_the_run_is_over_then_put_back(run: Callable[..., Any], monkeypatch: Any) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)

    run("--help")

    assert "LANGUAGE" not in os.environ
    assert gettext.textdomain() == "messages"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nonsense"], "没有命令 'nonsense'"),
        (["text"], "缺少参数"),
        (["text", "a.txt", "--nonsense"], "没有选项 '--nonsense'"),
        (["extract", "a.txt", "--format", "xml"], "'xml' 不在可选范围内"),
        (["extract", "a.txt", "--jobs", "0"], "超出范围"),
        (["extract", "a.txt", "--frameworks", "nowhere"], "不存在"),
        (["extract"], "缺少参数"),
    ],
)
def test_use_when_wrong_then_status_2_and_a_sentence(
    run: Callable[..., Any], arguments: list[str], words: str
) -> None:
    result = run(*arguments)

    assert result.status == 2
    assert result.out == ""
    assert words in result.err
    assert result.err.splitlines()[-1].startswith("错误：")
    assert "--help" in result.err
    assert "。。" not in result.err


def test_program_when_called_without_anything_then_help_and_status_2(run: Callable[..., Any]) -> None:
    result = run()

    assert result.status == 2
    assert "命令：" in result.err


@pytest.mark.parametrize("arguments", [(), ("ledger",), ("index",), ("frameworks",)])
def test_help_when_nothing_is_asked_then_is_no_error(
    arguments: tuple[str, ...], run: Callable[..., Any]
) -> None:
    result = run(*arguments)

    assert (result.status, result.out) == (2, "")
    assert result.err == run(*arguments, "--help").out
    assert result.err.count("用法") == 1
    assert "错误" not in result.err


def test_usage_when_a_name_may_be_left_out_then_is_shown_as_typed(run: Callable[..., Any]) -> None:
    assert run("ledger", "a.txt").err.startswith(
        "用法：duizhao ledger [选项] 文件...\n用法说明：duizhao ledger --help\n"
    )
    assert run("ledger", "make", "a.txt").err.startswith("用法：duizhao ledger make [选项] 文件...\n")
    assert run("ledger", "merge", "a.csv").err.startswith("用法：duizhao ledger merge [选项] 台账...\n")


@pytest.mark.skipif(os.name == "nt", reason="its own numbers for what went wrong")
def test_system_words_when_a_file_cannot_be_used_then_none_is_english(
    run: Callable[..., Any], paper: Path, tmp_path: Path
) -> None:
    missing, long = tmp_path / "没有" / "结果.csv", tmp_path / ("长" * 90 + ".txt")
    said = {
        run("extract", paper, "-o", missing).err: f"文件写不进去：{missing}：所在的文件夹不存在",
        run("ledger", paper, "-o", missing).err: f"文件写不进去：{missing}：所在的文件夹不存在",
        run("index", "add", missing, paper).err: f"文件写不进去：{missing}：所在的文件夹不存在",
        run("text", tmp_path).err: f"{tmp_path}：文件读不出来：这是文件夹，不是文件",
        run("extract", long).err: f"{long}：文件读不出来：文件名或路径过长",
        run("extract", paper, "-o", long).err: f"文件写不进去：{long}：文件名或路径过长",
        run("text", paper / "a.txt").err: "文件读不出来：路径中有一段是文件，不是文件夹",
        run("ledger", "merge", long, "-o", "-").err: f"{long}：文件读不出来：文件名或路径过长",
        run("frameworks", "validate", long).err: f"{long}：文件读不出来：文件名或路径过长",
    }
    for line, words in said.items():
        assert words in line
        assert not re.search("[A-Z][a-z]+ [a-z]+", line.replace(str(tmp_path), ""))


def test_version_when_asked_then_printed(run: Callable[..., Any]) -> None:
    result = run("--version")

    assert result.status == 0
    assert re.fullmatch(r"duizhao \d+\.\d+\.\d+\n", result.out)


@pytest.mark.parametrize("name", SERVER_COMMANDS)
def test_server_command_when_not_installed_then_says_what_to_install(
    run: Callable[..., Any], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_kinds: EntryPoints(()))

    result = run(name, "--port", "8000", "start", "--help")

    assert (result.status, result.out) == (2, "")
    assert 'pip install "duizhao[web]"' in result.err


def serve(_: Callable[[str], str]) -> click.Command:
    """Stand in for a command of the server."""

    @click.command("serve", help=_("启动服务"))
    @click.option("--port", type=int)
    def command(port: int) -> int:
        click.echo(f"at {port}")
        return 1

    return command


def test_server_command_when_installed_then_run(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = EntryPoint("serve", f"{__name__}:serve", "duizhao.commands")
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])
    monkeypatch.setattr(
        "importlib.metadata.entry_points",
        lambda group, name: EntryPoints([entry] if (group, name) == ("duizhao.commands", "serve") else []),
    )

    result = run("serve", "--port", "81", "--lang", "en")

    assert (result.status, result.out) == (1, "at 81\n")


HEAVY = (
    "numpy",
    "rich",
    "lxml",
    "yaml",
    "openpyxl",
    "xlsxwriter",
    "docx",
    "jsonschema",
    "multiprocessing",
    "rjieba",
)
STARTED = f"""
import sys
from duizhao.cli import main
main(sys.argv[1:])
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "imported"),
    [(["--help"], []), (["--version"], []), (["text", "PAPER"], []), (["completion", "bash"], [])],
)
def test_start_up_when_not_needed_then_nothing_heavy_is_imported(
    paper: os.PathLike[str], arguments: list[str], imported: list[str]
) -> None:
    given = [str(paper) if argument == "PAPER" else argument for argument in arguments]

    done = subprocess.run(
        [sys.executable, "-c", STARTED, *given], capture_output=True, check=True, timeout=60
    )

    assert done.stderr.decode().strip().splitlines()[-1] == str(imported)


def test_module_when_run_then_the_same_program(paper: os.PathLike[str], paper_text: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "duizhao", "text", str(paper)], capture_output=True, check=False, timeout=60
    )

    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, paper_text, b"")


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
@pytest.mark.parametrize("command", [["text"], ["extract"], ["extract", "--format", "table"]])
def test_output_when_its_reader_is_gone_then_quiet(paper: os.PathLike[str], command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run(
        [sys.executable, "-m", "duizhao", *command, str(paper)],
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is full")  # noqa: PTH110
@pytest.mark.parametrize("output", [[], ["-o", "/dev/full"]])
def test_output_when_the_disk_is_full_then_says_so(paper: os.PathLike[str], output: list[str]) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "duizhao", "--lang", "zh", "extract", str(paper), *output],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )

    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("错误：文件写不进去：")


def broken(_: Callable[[str], str]) -> click.Command:
    """Stand in for a command with a fault of its own."""

    @click.command("serve")
    def command() -> None:
        raise KeyError("odd")

    return command


def test_fault_when_not_foreseen_then_one_line_and_status_2(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = EntryPoint("serve", f"{__name__}:broken", "duizhao.commands")
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_kinds: EntryPoints([entry]))

    result = run("serve")

    assert (result.status, result.out) == (2, "")
    assert result.err == "程序内部出错：KeyError: 'odd'。加上 --debug 可以看到调用栈\n"
    with pytest.raises(KeyError):
        run("--debug", "serve")


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize("arguments", ["--help", "--version", "check --help", "explain", "completion bash"])
def test_output_when_it_goes_nowhere_then_said_or_silent(arguments: str) -> None:
    program = f"{sys.executable} -m duizhao {arguments}"
    done = [
        subprocess.run(["sh", "-c", line], capture_output=True, check=False, text=True)
        for line in (
            f"DUIZHAO_LANG=zh {program} >/dev/full",
            f"({program}; echo $? >&2) | true",
            f"{program} >&-",
            f"{program} 2>&- >/dev/null",
        )
    ]
    assert (done[0].returncode, done[0].stderr) == (2, "错误：文件写不进去：磁盘已满\n")
    assert done[1].stderr in {"141\n", "0\n"}  # 0 where it had been written before the reader was gone
    assert [(each.returncode, each.stderr) for each in done[2:]] == [(0, "")] * 2


@pytest.mark.skipif(os.name == "nt", reason="a device that is full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_error_when_it_can_be_told_to_nobody_then_the_status_stays(unbuffered: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m duizhao check gone 2>/dev/full"],
        env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2


def test_program_when_interrupted_before_it_is_up_then_status_130(monkeypatch: pytest.MonkeyPatch) -> None:
    from duizhao import __main__, cli

    def interrupted(_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", interrupted)
    assert __main__.main([]) == 130


def test_choice_when_missing_then_one_line_in_the_persons_language(run: Callable[..., Any]) -> None:
    chinese, english = run("completion").err, run("completion", "--lang", "en").err
    assert chinese.splitlines()[-1] == "错误：缺少参数 'SHELL'。可选：bash, zsh, fish, powershell"
    assert (
        english.splitlines()[-1]
        == "Error: Missing argument 'SHELL'. Choose from: bash, zsh, fish, powershell"
    )
    assert run("check", "a", "--config", "没有", "--lang", "en").err.endswith("File '没有' does not exist.\n")
