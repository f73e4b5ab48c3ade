"""Serves the page on an address of this machine."""

from __future__ import annotations

import errno
import os
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

_ANY_ADDRESS = ("0.0.0.0", "::", "")


def require_free(host: str, port: int) -> None:
    """Make sure that the page can be served there, before anything slow is begun.

    :raises AssistantError: where the address is none of this machine's, or the port is taken or not allowed.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":
                # What a page just closed leaves behind does not count; on Windows this would let two share a port.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror as error:
        raise AssistantError(f"地址 {host} 不对；本机自用请用 --host 127.0.0.1。") from error
    except PermissionError as error:
        raise AssistantError(f"端口 {port} 不许使用；请换一个，例如 --port 7860。") from error
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise AssistantError(f"{host} 不是本机的地址；本机自用请用 --host 127.0.0.1。") from error
        mend = f"请关闭占用它的程序，或换一个端口，例如 --port {_other(port)}"
        raise AssistantError(f"{host} 的端口 {port} 已被占用或不能用；{mend}。") from error


def _other(port: int) -> int:
    return port + 1 if port < 65535 else 7860


def page_url(host: str, port: int) -> str:
    """The address to type into a browser on this machine."""
    name = "127.0.0.1" if host in _ANY_ADDRESS else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def serve(assistant: Assistant, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve the page until the user interrupts (Ctrl+C); ``on_ready`` gets its address.

    :raises AssistantError: where it cannot be served.
    """
    _bypass_proxies(host)
    from assistant.web.page import build_page, launch_options

    page = build_page(assistant)
    try:
        page.launch(
            server_name=host,
            server_port=port,
            share=False,
            quiet=True,
            prevent_thread_lock=True,
            ssr_mode=False,
            enable_monitoring=False,
            **launch_options(),
        )
    except (OSError, ValueError) as error:
        raise AssistantError(f"网页没有开起来（{error}）；请换一个地址或端口再试。") from error
    try:
        on_ready(page_url(host, port))
        while True:
            time.sleep(3600)  # Windows interrupts a sleep, but not a wait for an event
    except KeyboardInterrupt:
        return
    finally:
        page.close(verbose=False)


def _bypass_proxies(host: str) -> None:
    """Gradio looks once whether its own page answers: not by way of the office's proxy."""
    for name in ("NO_PROXY", "no_proxy"):
        known = os.environ.get(name, "")
        os.environ[name] = ",".join(item for item in (known, "127.0.0.1", "localhost", host) if item)
