"""The HTTP server itself: how it is set up, what it does when it has started and before it ends."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn
from gradio.server_messages import UnexpectedErrorMessage
from starlette.types import ASGIApp

from assistant.web.application import Application
from assistant.web.serving import Serving

_STOPPED = "网页已停止服务；请稍后刷新再试。The page has been stopped; reload it later."


def config_for(asgi: ASGIApp, serving: Serving, grace_seconds: int, waiting: int) -> uvicorn.Config:
    """The server's settings: nothing is logged of who asked what; a proxy's word on who asks counts only where there is
    one, and only from this machine (or the addresses in ``FORWARDED_ALLOW_IPS``)."""
    return uvicorn.Config(
        asgi,
        host=serving.host,
        port=serving.port,
        lifespan="on",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=serving.is_proxied,
        backlog=waiting,
        timeout_graceful_shutdown=grace_seconds,
    )


class Server(uvicorn.Server):
    """Serves ``application``; ``on_ready`` is called as soon as it does."""

    def __init__(self, config: uvicorn.Config, application: Application, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._application = application
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve."""
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell every page that waits for an answer that none will come, then end."""
        queue = self._application.page._queue
        queue.close()
        for messages in list(queue.pending_messages_per_session.values()):
            messages.put_nowait(UnexpectedErrorMessage(message=_STOPPED, success=False))
        self._application.mounted.stop_event.set()
        await super().shutdown(sockets)
