"""The page as it is really served, on a free port, for tests that ask it over HTTP."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

import httpx

from assistant.web.loading import import_gradio
from assistant.web.server import own_folder, page_url
from assistant.web.serving import Serving

BROWSER = {"accept": "text/html"}
_PATIENCE_SECONDS = 30


@contextlib.contextmanager
def served(assistant: Any, said: list[str] | None = None, **options: Any) -> Iterator[str]:
    """The address of the page over ``assistant``, served until the block ends. ``said`` gets what an office is told."""
    import_gradio()
    from assistant.web.application import build_application
    from assistant.web.running import Server, config_for

    with socket.socket() as bound, own_folder() as folder:
        bound.bind(("127.0.0.1", 0))
        serving = Serving(port=bound.getsockname()[1], **options)
        application = build_application(assistant, serving, folder, (said if said is not None else []).append)
        ready = threading.Event()
        server = Server(config_for(application.asgi, serving, 1, 64), application, ready.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            assert ready.wait(_PATIENCE_SECONDS)
            yield page_url("127.0.0.1", serving.port)
        finally:
            server.should_exit = True
            thread.join(_PATIENCE_SECONDS)
            assert not thread.is_alive()


def client(url: str, **options: Any) -> httpx.Client:
    """A browser's or a program's own connection, with cookies of its own."""
    return httpx.Client(base_url=url, timeout=_PATIENCE_SECONDS, **options)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
