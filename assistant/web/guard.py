"""The layer around Gradio: what a visitor sends is looked at before Gradio sees it, and sessions stay apart.

Gradio answers a body that it does not expect with a traceback, hands files to anyone, and lets any page name any
session. So each body is read here once, whole, and checked; see also :mod:`assistant.web.visitors`.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.replies import RefusalError
from assistant.web.routes import FILE, GRADIO, LOGIN, LOGOUT, UPLOAD
from assistant.web.visitors import NOBODY, VISITOR, Visitors

_SESSION = re.compile(r"[A-Za-z0-9_-]{1,64}")
_COOKIE_VALUE = re.compile(r"[A-Za-z0-9_-]{43}")
_OWN_ASSETS = Path(__file__).resolve().parent
_ASSET_KINDS = (".css", ".js", ".svg", ".png", ".ico", ".woff2")
# Where visitors are told of files.
_TELLING = ("/", "/config", UPLOAD, f"{GRADIO}/queue/data")
_TELLING_BELOW = (f"{GRADIO}/run/", f"{GRADIO}/call/")
_BAD_SESSION = "这个会话属于别的浏览器；请刷新网页。This session is another browser's; reload the page."

# How many values an event takes: by its number, None where there is no such event.
Inputs = Callable[[int], int | None]
# The parameters of the endpoints for programs: by name, whether each has to be given.
Parameters = Mapping[str, Mapping[str, bool]]


class VisitorGuard:
    """An ASGI application around ``app``.

    :param folder: Gradio's folder of files; nothing but what lies in it, and the page's own assets, is handed out.
    :param cookie: the name of the cookie that tells browsers apart where nobody has to log in.
    """

    def __init__(
        self, app: ASGIApp, folder: Path, cookie: str, root_path: str, inputs: Inputs, parameters: Parameters
    ) -> None:
        self._app = app
        self._visitors = Visitors()
        self._folder = folder.resolve()
        self._told = re.compile(b'"(' + re.escape(_as_json(str(folder))) + rb'(?:[^"\\]|\\.)*)"')
        self._cookie = cookie
        self._root_path = root_path
        self._inputs = inputs
        self._parameters = parameters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request.

        :raises RefusalError: where it asks for what is another's, or its body is none that can be used.
        """
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path, headers = scope["path"], Headers(scope=scope)
        visitor, new_cookie = self._visitor(scope, headers)
        self._check_address(scope, visitor)
        if scope["method"] == "POST" and path.rstrip("/") not in (UPLOAD, LOGIN, LOGOUT):
            body = await _read(receive)
            self._check_body(path, parse_json(body), visitor)
            receive = _replay(body, receive)
        await self._app(scope, receive, self._watching(send, path, visitor, new_cookie, scope["scheme"]))

    def _visitor(self, scope: Scope, headers: Headers) -> tuple[str, str | None]:
        """Who asks, and the cookie to give to a browser that opens the page for the first time."""
        signed_in = scope.get(VISITOR)
        if signed_in is not None:
            return signed_in, None
        known = cookie_parser(headers.get("cookie", "")).get(self._cookie, "")
        if _COOKIE_VALUE.fullmatch(known):
            return known, None
        if scope["path"] == "/" and scope["method"] == "GET":
            fresh = secrets.token_urlsafe(32)
            return fresh, fresh
        return NOBODY, None

    def _check_address(self, scope: Scope, visitor: str) -> None:
        path = scope["path"]
        if path.startswith(FILE):
            if not self._may_fetch(path.removeprefix(FILE), visitor):
                raise RefusalError(404, "没有这个文件，或它不属于您。No such file of yours.")
        elif path.startswith(f"{GRADIO}/heartbeat/"):
            self._check_session(path.rsplit("/", 1)[1], visitor)
        for session in parse_qs(scope.get("query_string", b"").decode("latin-1")).get("session_hash", ()):
            self._check_session(session, visitor)

    def _may_fetch(self, name: str, visitor: str) -> bool:
        """Links lead nowhere: what they point to has to lie in the folder itself."""
        file = _real(name)
        if file is None:
            return False
        if file.is_relative_to(_OWN_ASSETS):
            return file.suffix in _ASSET_KINDS
        return file.is_relative_to(self._folder) and self._visitors.may_fetch(visitor, str(file))

    def _check_session(self, session: Any, visitor: str) -> None:
        if not isinstance(session, str) or not _SESSION.fullmatch(session):
            raise RefusalError(422, "session_hash 不对：应是不超过 64 个字母、数字。Bad session_hash.")
        if not self._visitors.claim(session, visitor):
            raise RefusalError(403, _BAD_SESSION)

    def _check_body(self, path: str, body: Any, visitor: str) -> None:
        if not path.startswith(GRADIO):
            return
        if not isinstance(body, dict):
            raise RefusalError(422, "请求的内容应是一个 JSON 对象。The body must be a JSON object.")
        if body.get("session_hash") is not None:
            self._check_session(body["session_hash"], visitor)
        for named in _file_paths(body):
            file = _real(named)
            if file is None or not self._visitors.may_fetch(visitor, str(file)):
                raise RefusalError(403, "请求里的文件不属于您。The request names a file that is not yours.")
        name = path.rstrip("/").rsplit("/", 1)[1]
        if path.startswith(f"{GRADIO}/call/v2/"):
            _check_names(body, self._parameters[name])
        elif path.startswith(f"{GRADIO}/call/"):
            _check_count(body, len(self._parameters[name]), ", ".join(self._parameters[name]))
        elif path.startswith((f"{GRADIO}/queue/join", f"{GRADIO}/run/")):
            self._check_event(body)

    def _check_event(self, body: dict[str, Any]) -> None:
        number = body.get("fn_index")
        wanted = self._inputs(number) if isinstance(number, int) and not isinstance(number, bool) else None
        if wanted is None:
            raise RefusalError(404, "没有这个操作；请刷新网页。No such event; reload the page.")
        _check_count(body, wanted, "data")

    def _watching(self, send: Send, path: str, visitor: str, cookie: str | None, scheme: str) -> Send:
        """``send``, which notes the files that the visitor is told of, and gives a new visitor the cookie."""
        tells = path in _TELLING or path.startswith(_TELLING_BELOW)

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start" and cookie:
                MutableHeaders(scope=message).append("Set-Cookie", self._set_cookie(cookie, scheme))
            elif message["type"] == "http.response.body" and tells:
                for told in self._told.findall(message.get("body", b"")):
                    file = _real(_from_json(told))
                    if file is not None:
                        self._visitors.grant(visitor, str(file))
            await send(message)

        return watch

    def _set_cookie(self, value: str, scheme: str) -> str:
        return cookie_header(self._cookie, value, self._root_path, is_secure=scheme == "https")


def cookie_header(name: str, value: str, root_path: str, *, is_secure: bool, seconds: int | None = None) -> str:
    """A cookie that no script reads and no other site's form sends. ``seconds``: how long it lasts; 0 takes it away,
    None → until the browser is closed."""
    lasting = "" if seconds is None else f"; Max-Age={seconds}"
    return f"{name}={value}; Path={root_path or '/'}; HttpOnly; SameSite=Lax{lasting}{'; Secure' if is_secure else ''}"


def parse_json(body: bytes) -> Any:
    """The JSON in ``body``.

    :raises RefusalError: where it is none, is nested too deep, or holds half a character (a lone surrogate).
    """
    try:
        data = json.loads(body)
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise RefusalError(
            422, "文字里有半个字符（单独的代理码位），不能用。The text holds a lone surrogate."
        ) from error
    except RecursionError as error:
        raise RefusalError(422, "JSON 嵌套太深。The JSON is nested too deep.") from error
    except ValueError as error:
        raise RefusalError(400, "请求的内容不是 UTF-8 的 JSON。The body is no JSON in UTF-8.") from error
    return data


def _file_paths(data: Any) -> Iterator[str]:
    """Every file that ``data`` names to Gradio."""
    if isinstance(data, dict):
        if isinstance(data.get("path"), str):
            yield data["path"]
        for value in data.values():
            yield from _file_paths(value)
    elif isinstance(data, list):
        for value in data:
            yield from _file_paths(value)


def _check_count(body: dict[str, Any], wanted: int, what: str) -> None:
    data = body.get("data")
    if not isinstance(data, list) or len(data) != wanted:
        line = f"data 应是 {wanted} 项的列表（{what}）。data must be a list of {wanted} items."
        raise RefusalError(422, line)


def _check_names(body: dict[str, Any], parameters: Mapping[str, bool]) -> None:
    unknown = [name for name in body if name not in parameters]
    if unknown:
        raise RefusalError(422, f"没有参数 {unknown[0]}；有的是 {', '.join(parameters)}。Unknown parameter.")
    missing = [name for name, is_needed in parameters.items() if is_needed and name not in body]
    if missing:
        raise RefusalError(422, f"少了参数 {missing[0]}。Missing parameter: {missing[0]}.")


async def _read(receive: Receive) -> bytes:
    pieces, more = [], True
    while more:
        message = await receive()
        pieces.append(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)
    return b"".join(pieces)


def _replay(body: bytes, receive: Receive) -> Receive:
    """``body`` once more, then whatever else comes (that the visitor has gone)."""
    is_told = False

    async def again() -> Message:
        nonlocal is_told
        if is_told:
            return await receive()
        is_told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _real(name: str) -> Path | None:
    """The file that ``name`` leads to, however it is written; None where it can be none."""
    try:
        return Path(name).resolve()
    except (OSError, ValueError):
        return None


def _as_json(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False)[1:-1].encode("utf-8")


def _from_json(text: bytes) -> str:
    try:
        return str(json.loads(b'"' + text + b'"'))
    except ValueError:
        return ""
