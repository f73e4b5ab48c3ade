"""``web``: serves the page."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from assistant.cli.console import Waiting, print_plain, tell
from assistant.cli.opening import keep_running, open_assistant

HOST = "127.0.0.1"
PORT = 7860
_OWN_ADDRESSES = ("127.0.0.1", "localhost", "::1")


def web(
    host: Annotated[str, typer.Option(metavar="地址", help="在哪个地址上等候 Address to listen on")] = HOST,
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口 Port")] = PORT,
) -> None:
    """打开网页版。Serve the web page."""
    from assistant.web.server import require_free, serve

    require_free(host, port)
    if host not in _OWN_ADDRESSES:
        tell("注意：同一网络里的人都能打开这个网页。Anyone on this network can open the page.")
    assistant = open_assistant()
    keep_running()
    with Waiting() as waiting:
        serve(assistant, host, port, lambda url: _announce(url, waiting))
    tell("已停止。Stopped.")


def _announce(url: str, waiting: Waiting) -> None:
    waiting.stop()
    print_plain(url)
    sys.stdout.flush()
    tell("请用浏览器打开上面的网址；按 Ctrl+C 停止。Open it in a browser; Ctrl+C stops it.")
