"""The layer that lets nobody in who has not logged in: the log-in page, log-out, and passwords sent by programs."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs

import anyio
from anyio import CapacityLimiter
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.accounts import AccountFile, clean_name
from assistant.web.door_page import log_in_page, log_out_page
from assistant.web.guard import cookie_header
from assistant.web.headers import FORM_POLICY
from assistant.web.lockout import Lockout
from assistant.web.replies import RefusalError
from assistant.web.routes import LOGIN, LOGOUT
from assistant.web.visitors import USER, VISITOR

# Whoever has asked nothing for so long logs in again.
IDLE_SECONDS = 12 * 3600
MOST_SIGN_INS = 10_000
# Passwords checked at a time: each takes 64 MiB.
_CHECKS_AT_A_TIME = 2
_MOST_FORM_BYTES = 16 * 1024
_NEEDED = (
    "请先登录：用浏览器打开网页，或由程序带上用户名和密码（curl -u 名字:密码）。"
    "Log in with a browser, or send name and password."
)
_WRONG = "用户名或密码不对。Wrong name or password."


@dataclass(frozen=True, slots=True)
class _SignIn:
    user: str
    hashed: str
    last: float


class SignIns:
    """Who has logged in, by a word that only their browser (or a digest that only their program) has."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: OrderedDict[str, _SignIn] = OrderedDict()

    def add(self, key: str, user: str, hashed: str) -> None:
        """``user``, whose stored hash is ``hashed``, is known by ``key`` from now on."""
        with self._lock:
            self._known[key] = _SignIn(user, hashed, self._clock())
            self._known.move_to_end(key)
            while len(self._known) > MOST_SIGN_INS:
                self._known.popitem(last=False)

    def user(self, key: str, accounts: AccountFile) -> str | None:
        """Who is known by ``key``: nobody where it is too long ago, or the user has gone or has a new password."""
        with self._lock:
            known = self._known.get(key)
            if known is None:
                return None
            if self._clock() - known.last > IDLE_SECONDS or accounts.users().get(known.user) != known.hashed:
                del self._known[key]
                return None
            self._known[key] = _SignIn(known.user, known.hashed, self._clock())
            self._known.move_to_end(key)
            return known.user

    def remove(self, key: str) -> None:
        """Nobody is known by ``key`` any more."""
        with self._lock:
            self._known.pop(key, None)


class Door:
    """An ASGI application around ``app``; only users of ``accounts`` get through.

    :param on_locked: told once each time that a known name or an address has to wait: the name (or ``…``), the address,
        the seconds.
    """

    def __init__(
        self,
        app: ASGIApp,
        accounts: AccountFile,
        cookie: str,
        root_path: str,
        on_locked: Callable[[str, str, int], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._accounts = accounts
        self._cookie = cookie
        self._root_path = root_path
        self._on_locked = on_locked
        self._sign_ins = SignIns(clock)
        self._lockout = Lockout(clock)
        self._checks = CapacityLimiter(_CHECKS_AT_A_TIME)
        # Makes the digests of programs' passwords useless to whoever reads the memory of an earlier run.
        self._salt = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request.

        :raises RefusalError: where a program has not logged in, or has to wait.
        """
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"].rstrip("/")
        if path == LOGIN:
            await (await self._log_in(scope, receive))(scope, receive, send)
        elif path == LOGOUT:
            await self._log_out(scope)(scope, receive, send)
        else:
            visitor, user = await self._who(scope)
            if user is None:
                await self._send_to_log_in(scope)(scope, receive, send)
                return
            await self._app({**scope, VISITOR: visitor, USER: user}, receive, send)

    async def _who(self, scope: Scope) -> tuple[str, str | None]:
        headers = Headers(scope=scope)
        token = cookie_parser(headers.get("cookie", "")).get(self._cookie, "")
        user = self._sign_ins.user(token, self._accounts) if token else None
        if user is not None:
            return token, user
        given = _basic(headers.get("authorization", ""))
        if given is None:
            return "", None
        user = await self._known_program(*given, _address(scope))
        return f"program:{user}", user

    async def _known_program(self, name: str, password: str, address: str) -> str | None:
        """Who sends this password with each request; it is checked once, then known by a digest."""
        key = hmac.new(self._salt, f"{name}\0{password}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
        user = self._sign_ins.user(key, self._accounts)
        if user is not None:
            return user
        hashed = await self._check(name, password, address)
        if hashed is None:
            raise RefusalError(401, _WRONG)
        self._sign_ins.add(key, clean_name(name), hashed)
        return clean_name(name)

    async def _check(self, name: str, password: str, address: str) -> str | None:
        """The stored hash of ``name`` if the password is right.

        :raises RefusalError: where there were too many tries.
        """
        name = clean_name(name)
        wait = self._lockout.begin(name, address)
        if wait:
            self._on_locked(name if name in self._accounts.users() else "…", address, wait)
            line = f"试错太多次；请过 {_duration(wait)}再试。Too many failed tries; wait {wait} seconds."
            raise RefusalError(429, line, {"Retry-After": str(wait)})
        hashed = await anyio.to_thread.run_sync(self._accounts.check, name, password, limiter=self._checks)
        if hashed is not None:
            self._lockout.succeeded(name, address)
        return hashed

    async def _log_in(self, scope: Scope, receive: Receive) -> Response:
        if scope["method"] != "POST":
            return HTMLResponse(log_in_page(), headers=_page_headers())
        is_browser = _is_browser(scope)
        try:
            name, password = await _read_form(receive)
            hashed = await self._check(name, password, _address(scope))
            if hashed is None:
                raise RefusalError(401, _WRONG)
        except RefusalError as refusal:
            if not is_browser:
                raise
            headers = {**_page_headers(), **(refusal.headers or {})}
            return HTMLResponse(log_in_page(refusal.line), status_code=refusal.status, headers=headers)
        token = secrets.token_urlsafe(32)
        self._sign_ins.add(token, clean_name(name), hashed)
        # Relative, so that it holds below the path of a proxy too.
        response = RedirectResponse("./", status_code=303) if is_browser else JSONResponse({"success": True})
        response.headers["Set-Cookie"] = self._set_cookie(token, scope)
        return response

    def _log_out(self, scope: Scope) -> Response:
        if scope["method"] != "POST":
            return HTMLResponse(log_out_page(), headers=_page_headers())
        self._sign_ins.remove(cookie_parser(Headers(scope=scope).get("cookie", "")).get(self._cookie, ""))
        response = RedirectResponse("login", status_code=303)
        response.headers["Set-Cookie"] = self._set_cookie("", scope, seconds=0)
        return response

    def _send_to_log_in(self, scope: Scope) -> Response:
        if scope["path"] == "/" and scope["method"] in ("GET", "HEAD") and _is_browser(scope):
            return RedirectResponse("login", status_code=303)
        raise RefusalError(401, _NEEDED)

    def _set_cookie(self, token: str, scope: Scope, seconds: int | None = None) -> str:
        is_secure = scope["scheme"] == "https"
        return cookie_header(self._cookie, token, self._root_path, is_secure=is_secure, seconds=seconds)


def _is_browser(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "")


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""


def _basic(header: str) -> tuple[str, str] | None:
    """Name and password of an Authorization header, None where it holds none.

    :raises RefusalError: where it cannot be read.
    """
    kind, _, encoded = header.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(encoded.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError) as error:
        raise RefusalError(401, _WRONG) from error
    return (name, password) if colon else None


async def _read_form(receive: Receive) -> tuple[str, str]:
    """Name and password of the log-in page's form.

    :raises RefusalError: where it holds none.
    """
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message["type"] == "http.request" and message.get("more_body", False)
        if len(body) > _MOST_FORM_BYTES:
            raise RefusalError(413, "内容太大。Too large.")
    try:
        form = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=10)
        return form["username"][0], form["password"][0]
    except (ValueError, KeyError) as error:
        raise RefusalError(400, "请填写用户名和密码。Give a name and a password.") from error


def _page_headers() -> dict[str, str]:
    return {"Content-Security-Policy": FORM_POLICY}


def _duration(seconds: int) -> str:
    return f"{seconds} 秒" if seconds <= 90 else f"{-(-seconds // 60)} 分钟"
