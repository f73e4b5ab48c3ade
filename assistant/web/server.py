"""Serves the page on an address of this machine until it is told to stop."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.settings import load_settings
from assistant.web.loading import import_gradio
from assistant.web.serving import ANY_ADDRESS, Serving
from assistant.web.warming import start_warming

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

# How long open connections get to end by themselves.
_GRACE_SECONDS = 1
_WAITING_CONNECTIONS = 512
# Gradio reads it when it is imported and whenever a component is made.
_GRADIO_FOLDER = "GRADIO_TEMP_DIR"


def require_free(host: str, port: int) -> None:
    """Make sure that the page can be served there, before anything slow is begun.

    :raises AssistantError: where the address is none of this machine's, or the port is taken or not allowed.
    """
    _bind(host, port).close()


def _bind(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
        try:
            if os.name == "posix":
                # What a page just closed leaves behind does not count; on Windows this would let two share a port.
                bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(address)
        except BaseException:
            bound.close()
            raise
    except socket.gaierror as error:
        raise AssistantError(f"地址 {host} 不对；本机自用请用 --host 127.0.0.1。") from error
    except PermissionError as error:
        raise AssistantError(f"端口 {port} 不许使用；请换一个，例如 --port 7860。") from error
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise AssistantError(f"{host} 不是本机的地址；本机自用请用 --host 127.0.0.1。") from error
        mend = f"请关闭占用它的程序，或换一个端口，例如 --port {_other(port)}"
        raise AssistantError(f"{host} 的端口 {port} 已被占用或不能用；{mend}。") from error
    return bound


def _other(port: int) -> int:
    return port + 1 if port < 65535 else 7860


def page_url(host: str, port: int) -> str:
    """The address to type into a browser on this machine."""
    name = "127.0.0.1" if host in ANY_ADDRESS else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


@contextlib.contextmanager
def own_folder() -> Iterator[Path]:
    """A folder for the files that visitors bring and fetch: this process's alone, gone with it."""
    usual = os.environ.get(_GRADIO_FOLDER)
    with tempfile.TemporaryDirectory(prefix="policy-assistant-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        os.environ[_GRADIO_FOLDER] = str(folder)
        try:
            yield folder
        finally:
            os.environ.pop(_GRADIO_FOLDER)
            if usual is not None:
                os.environ[_GRADIO_FOLDER] = usual


def serve(
    assistant: Assistant, serving: Serving, folder: Path, on_ready: Callable[[str], None], say: Callable[[str], None]
) -> None:
    """Serve the page until the user interrupts (Ctrl+C) or the system asks to end; ``on_ready`` gets its address.

    :param folder: see :func:`own_folder`.
    :param say: told in one line what an office should know while it runs.
    :raises AssistantError: where it cannot be served.
    """
    import_gradio()
    from assistant.web.application import build_application
    from assistant.web.running import Server, config_for

    def ready() -> None:
        on_ready(page_url(serving.host, serving.port))
        start_warming(assistant, load_settings().index)

    application = build_application(assistant, serving, folder, say)
    bound = _bind(serving.host, serving.port)
    server = Server(config_for(application.asgi, serving, _GRACE_SECONDS, _WAITING_CONNECTIONS), application, ready)
    usual = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[bound])
    finally:
        signal.signal(signal.SIGTERM, usual)
        bound.close()
    if not server.started:
        raise AssistantError("网页没有开起来；设环境变量 ASSISTANT_DEBUG=1 再运行一次，可看到详情。")
