"""``web``: serves the page, and keeps the file of those who may open it."""

from __future__ import annotations

import getpass
import os
import re
import sys
import threading
import time
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.console import Waiting, flush_results, print_plain, tell
from assistant.cli.opening import keep_running, open_assistant
from assistant.errors import AssistantError, UsageError
from assistant.web.serving import HOST, MOST_UPLOAD_MB, PORT, Serving

_MOST_UPLOAD_MB = 2048
_HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_ROOT_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")
# Who has asked to end gets so long to wait for what is still being worked on.
_END_SECONDS = 0.5

Host = Annotated[str, typer.Option(metavar="地址", help="在哪个地址上等候 Address to listen on")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="端口 Port")]
AllowHost = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="域名", help="反向代理的域名，可多次 Name that a reverse proxy serves it by"),
]
RootPath = Annotated[
    str, typer.Option(metavar="路径", help="反向代理上的子路径，如 /policy Path that the proxy serves it under")
]
Auth = Annotated[
    Path | None, typer.Option(metavar="文件", help="用户文件：须登录才能使用 File of users; a log-in is asked")
]
AddUser = Annotated[
    str | None,
    typer.Option(metavar="名字", help="在 --auth 文件里添加用户或改密码，然后结束 Add a user or change a password"),
]
NoUploads = Annotated[bool, typer.Option("--no-uploads", help="不许从网页添加文件 Take no files from visitors")]
MaxUpload = Annotated[
    int, typer.Option(min=1, max=_MOST_UPLOAD_MB, metavar="MB", help="一次上传最多多少 MB Most MB of one upload")
]
Mcp = Annotated[bool, typer.Option("--mcp", help="同时提供 MCP 工具（/mcp）Also serve the tools for language models")]


def web(
    host: Host = HOST,
    port: Port = PORT,
    allow_host: AllowHost = None,
    root_path: RootPath = "",
    auth: Auth = None,
    add_user: AddUser = None,
    no_uploads: NoUploads = False,
    max_upload_mb: MaxUpload = MOST_UPLOAD_MB,
    mcp: Mcp = False,
) -> None:
    """打开网页版。Serve the web page."""
    if add_user is not None:
        _add_user(add_user, auth)
        return
    serving = Serving(
        host,
        port,
        tuple(_host_name(name) for name in allow_host or ()),
        _root(root_path),
        auth,
        not no_uploads,
        max_upload_mb,
        mcp,
    )
    _check(serving)
    _serve(serving)


def _check(serving: Serving) -> None:
    """Find out what cannot work before anything slow is begun, and tell what the user should know."""
    from assistant.web.server import require_free

    require_free(serving.host, serving.port)
    if serving.mcp:
        from assistant.web.tools import require_mcp

        require_mcp()
    if serving.accounts is not None:
        from assistant.web.accounts import is_readable_by_others, read_accounts

        if not read_accounts(serving.accounts):
            raise AssistantError(f"{serving.accounts}：里面没有用户；请先用 --add-user 名字 添加。")
        if is_readable_by_others(serving.accounts):
            tell(f"注意：{serving.accounts} 本机其他用户也能读；请运行 chmod 600。Others can read this file.")
        if not serving.is_local:
            tell("注意：密码未加密就经过网络；请放在带 TLS 的反向代理后面。Passwords cross the network in the clear.")
    elif not serving.is_local:
        tell(
            "注意：同一网络里的人都能打开这个网页；用 --auth 文件 可要求登录。"
            "Anyone on this network can open the page; --auth FILE asks for a log-in."
        )


def _serve(serving: Serving) -> None:
    from assistant.web.loading import import_gradio
    from assistant.web.server import own_folder, serve

    with own_folder() as folder:
        loading = threading.Thread(target=import_gradio, daemon=True)  # while the index is opened
        loading.start()
        assistant = open_assistant(once=True)
        with Waiting() as waiting:
            loading.join()
            serve(assistant, serving, folder, lambda url: _announce(url, waiting), tell)
    tell("已停止。Stopped.")
    _end_soon()


def _announce(url: str, waiting: Waiting) -> None:
    keep_running()
    waiting.stop()
    print_plain(url)
    sys.stdout.flush()
    tell("请用浏览器打开上面的网址；按 Ctrl+C 停止。Open it in a browser; Ctrl+C stops it.")


def _end_soon() -> None:
    """Do not wait for answers that nobody waits for any more: Python would, for every thread at work."""
    until = time.monotonic() + _END_SECONDS
    while _busy_threads() and time.monotonic() < until:
        time.sleep(0.02)
    if _busy_threads():
        flush_results()
        os._exit(0)


def _busy_threads() -> bool:
    return any(not thread.daemon and thread is not threading.main_thread() for thread in threading.enumerate())


def _host_name(given: str) -> str:
    name = given.strip().lower()
    if not _HOST_NAME.fullmatch(name):
        raise UsageError(
            f"--allow-host “{given}”不是域名；请只写域名，不写 https:// 和端口，例如：zhengce.example.cn。"
        )
    return name


def _root(given: str) -> str:
    path = given.rstrip("/")
    if path and not _ROOT_PATH.fullmatch(path):
        raise UsageError(f"--root-path “{given}”不对；请以 / 开头，例如：/policy。")
    return path


def _add_user(name: str, path: Path | None) -> None:
    from assistant.web.accounts import check_name, check_password, read_accounts, store_account

    if path is None:
        raise UsageError("--add-user 要和 --auth 文件 一起用，例如：web --add-user zhangsan --auth users.txt。")
    name = check_name(name)
    if path.exists():
        read_accounts(path)  # what is wrong with the file is said before a password is asked for
    password = _ask_password("密码 Password: ")
    check_password(password)
    if _ask_password("再输一遍 Again: ") != password:
        raise AssistantError("两次输入的密码不一样；没有改动，请重来。")
    was_there = store_account(path, name, password)
    tell(f"{name} 的密码已改。Password changed." if was_there else f"已添加用户 {name}。User added.")


def _ask_password(prompt: str) -> str:
    """What is typed, which the screen does not show."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise AssistantError("密码要在终端里输入，不能从管道或文件读；请直接运行这个命令。")
    try:
        return getpass.getpass(prompt, stream=sys.stderr)
    except EOFError as error:
        raise AssistantError("没有输入密码；没有改动。") from error
