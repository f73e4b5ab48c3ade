"""The outermost layer of the page: which requests come in at all, and what every response carries.

Only requests for the names that are served, for addresses that exist, from the page itself, of bearable size; every
response with the headers of :mod:`assistant.web.headers`; whatever goes wrong inside is one line and no traceback.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.headers import closed_policy, common_headers, page_policy
from assistant.web.replies import RefusalError, refuse
from assistant.web.routes import UPLOAD, Routes
from assistant.web.serving import Serving

_MIB = 1024 * 1024
# A request without a file: the longest conversation is far below.
MOST_BODY_BYTES = 2 * _MIB
# Beside the file itself an upload brings names and boundaries.
_UPLOAD_FRAME_BYTES = 64 * 1024
# What is too large is read and thrown away up to here, so that the sender is there to hear why.
_MOST_DRAINED_BYTES = 256 * _MIB
_SAFE_METHODS = ("GET", "HEAD")
_FAILED = "程序出错，这次没有办成；请再试一次，或告诉维护人员。Something went wrong; try again or tell the maintainer."


class Shield:
    """An ASGI application around ``app``."""

    def __init__(self, app: ASGIApp, serving: Serving, routes: Routes) -> None:
        self._app = app
        self._serving = serving
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._serve(self._below_root(scope), receive, send)
        else:  # nothing of the page talks over a WebSocket
            await send({"type": "websocket.close", "code": 1008})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        reply = _Reply(scope["path"], send)
        body = _Body(receive, self._most_bytes(scope["path"]))
        refusal: RefusalError | None = None
        try:
            self._check(scope)
            body.check_announced(Headers(scope=scope))
            await self._app(scope, body.receive, reply.send)
        except RefusalError as error:
            refusal = error
        except Exception:
            refusal = body.refusal or RefusalError(500, _FAILED)
        if refusal or not reply.has_begun:
            await body.drain()
            await reply.refuse(refusal or RefusalError(500, _FAILED), scope, receive)

    def _below_root(self, scope: Scope) -> Scope:
        """The request as the page knows it, where a proxy left the path in front that it serves the page under."""
        root, path = self._serving.root_path, scope["path"]
        if root and (path == root or path.startswith(f"{root}/")):
            return {**scope, "path": path.removeprefix(root) or "/"}
        return {**scope}

    def _most_bytes(self, path: str) -> int:
        if path.rstrip("/") == UPLOAD and self._serving.uploads:
            return self._serving.max_upload_mb * _MIB + _UPLOAD_FRAME_BYTES
        return MOST_BODY_BYTES

    def _check(self, scope: Scope) -> None:
        """:raises RefusalError: where the request is none that this page serves."""
        headers = Headers(scope=scope)
        method, path = scope["method"], scope["path"]
        self._check_host(headers)
        self._check_origin(headers, method)
        if not self._routes.has(method, path):
            raise RefusalError(404, "没有这个地址。No such address.")
        if path.rstrip("/") == UPLOAD and not self._serving.uploads:
            raise RefusalError(403, "本页不接受上传文件。Uploads are switched off.")

    def _check_host(self, headers: Headers) -> None:
        for name in _authorities(headers):
            if not self._serving.answers_to(name):
                raise RefusalError(
                    403,
                    "本页不以这个域名提供服务；请用启动时显示的网址，或启动时加 --allow-host 域名。"
                    " Not served under this name; start with --allow-host NAME.",
                )

    def _check_origin(self, headers: Headers, method: str) -> None:
        origin = headers.get("origin")
        is_own = origin is None or urlsplit(origin).netloc.lower() in _authorities(headers)
        if method not in _SAFE_METHODS:
            is_own = is_own and headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
        if not is_own:
            raise RefusalError(
                403,
                "这个请求来自别的网页，未予受理；反向代理须原样转发 Host。"
                " Refused: the request comes from another site; a reverse proxy must pass Host on.",
            )


def _authorities(headers: Headers) -> tuple[str, ...]:
    """The names that the request was made for: to us and, behind a proxy, to the proxy."""
    forwarded = headers.get("x-forwarded-host", "").split(",")[0].strip()
    return tuple(name.lower() for name in (headers.get("host", ""), forwarded) if name) or ("",)


class _Body:
    """What the request brings, up to ``most`` bytes."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._most = most
        self._seen = 0
        self._more = True
        self.refusal: RefusalError | None = None

    def check_announced(self, headers: Headers) -> None:
        """:raises RefusalError: where the request says itself that it is too large."""
        announced = headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > self._most:
            raise self._too_large()

    async def receive(self) -> Message:
        """The next piece.

        :raises RefusalError: where there is more than may be.
        """
        message = await self._receive()
        if message["type"] == "http.request":
            self._seen += len(message.get("body", b""))
            self._more = message.get("more_body", False)
            if self._seen > self._most:
                raise self._too_large()
        else:
            self._more = False
        return message

    async def drain(self) -> None:
        """Read what is still to come, so that the sender can read the answer."""
        while self._more and self._seen < _MOST_DRAINED_BYTES:
            message = await self._receive()
            self._seen += len(message.get("body", b""))
            self._more = message["type"] == "http.request" and message.get("more_body", False)

    def _too_large(self) -> RefusalError:
        most = self._most // _MIB
        self.refusal = RefusalError(413, f"内容太大；一次最多 {most} MB。Too large; at most {most} MB at a time.")
        return self.refusal


class _Reply:
    """The response to one request, with our headers; a page is held back until its policy can be reckoned."""

    def __init__(self, path: str, send: Send) -> None:
        self._path = path
        self._send = send
        self.has_begun = False
        self._is_failure = False
        self._is_refusing = False
        self._held: Message | None = None
        self._html = bytearray()

    async def send(self, message: Message) -> None:
        """Pass ``message`` on; what a framework says of its own failure is left to :meth:`refuse`."""
        if message["type"] == "http.response.start":
            self._is_failure = _is_failure(message) and not self._is_refusing
        if self._is_failure:
            return
        if message["type"] == "http.response.start":
            self._dress(message)
            if _is_html(message):
                self._held = message
                return
            self.has_begun = True
        elif message["type"] == "http.response.body" and self._held is not None:
            self._html += message.get("body", b"")
            if message.get("more_body", False):
                return
            await self._send_page(self._held)
            return
        await self._send(message)

    async def refuse(self, refusal: RefusalError, scope: Scope, receive: Receive) -> None:
        """Answer with ``refusal``, unless an answer has begun already."""
        if not self.has_begun:
            self._held, self._is_refusing = None, True
            await refuse(refusal, scope, receive, self.send)

    def _dress(self, message: Message) -> None:
        message.setdefault("headers", [])
        headers = MutableHeaders(scope=message)
        for name in [name for name in headers if name.startswith("access-control-") or name == "server"]:
            del headers[name]
        for name, value in common_headers(self._path, message["status"]):
            headers[name] = value
        headers.setdefault("Content-Security-Policy", closed_policy())

    async def _send_page(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        if headers["Content-Security-Policy"] == closed_policy():
            headers["Content-Security-Policy"] = page_policy(self._html.decode("utf-8", errors="replace"))
        self.has_begun = True
        await self._send(start)
        await self._send({"type": "http.response.body", "body": bytes(self._html)})


def _is_html(message: Message) -> bool:
    return _content_type(message).startswith("text/html")


def _is_failure(message: Message) -> bool:
    return message["status"] == 500 and not _content_type(message).startswith("application/json")


def _content_type(message: Message) -> str:
    return MutableHeaders(scope=message).get("content-type", "")
