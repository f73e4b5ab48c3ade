"""The page, its endpoints for programs and the layers around them, as one ASGI application."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI, Request
from gradio.routes import App
from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp

from assistant.settings import load_settings
from assistant.web.endpoints import endpoints_of
from assistant.web.feedback import FILE_NAME as FEEDBACK_FILE
from assistant.web.guard import VisitorGuard
from assistant.web.loading import one_application
from assistant.web.page import build_page, launch_options
from assistant.web.programs import declare_endpoints, plain_routes
from assistant.web.routes import Routes
from assistant.web.serving import Serving
from assistant.web.shield import Shield
from assistant.web.tabs import Options
from assistant.web.tools import tool_server
from assistant.web.visitors import USER

if TYPE_CHECKING:
    from mcp.server.fastmcp import FastMCP

    from assistant.answering.service import Assistant

# What visitors brought or fetched is thrown away after so long; looked for so often.
_KEEP_FILES_SECONDS = 6 * 3600
_LOOK_SECONDS = 600
# Events that wait at a time over all visitors; who comes later is told that the page is busy.
_MOST_WAITING = 500


@dataclass(frozen=True, slots=True)
class Application:
    """What is served. ``page`` is Gradio's part of it, ``mounted`` the application that Gradio makes of that."""

    asgi: ASGIApp
    page: gr.Blocks
    mounted: App


def build_application(assistant: Assistant, serving: Serving, folder: Path, say: Callable[[str], None]) -> Application:
    """The application that serves ``assistant`` as ``serving`` says.

    :param folder: where visitors' files lie; Gradio has been told of it (see :func:`assistant.web.server.own_folder`).
    :param say: told in one line of a log-in that was tried too often.
    :raises AssistantError: where the file of accounts cannot be used.
    """
    feedback = load_settings().own_folder / FEEDBACK_FILE
    endpoints = endpoints_of(assistant)
    options = Options(uploads=serving.uploads, accounts=serving.accounts is not None, feedback=feedback)
    with one_application():
        page = build_page(assistant, options)
        declare_endpoints(page, endpoints)
        page.queue(max_size=_MOST_WAITING, api_open=False)
    page.delete_cache = (_LOOK_SECONDS, _KEEP_FILES_SECONDS)
    tools = tool_server(endpoints) if serving.mcp else None
    app = _mount(page, serving, tools, plain_routes(endpoints))
    cookie = f"assistant_{serving.port}"  # cookies know hosts but no ports; two pages on one machine are two
    layered: ASGIApp = VisitorGuard(
        app,
        folder,
        f"{cookie}_visitor",
        serving.root_path,
        _inputs_of(page),
        {endpoint.name: endpoint.parameters for endpoint in endpoints},
    )
    if serving.accounts is not None:
        layered = _door(layered, serving.accounts, f"{cookie}_user", serving.root_path, say)
    mounted = next(route.app for route in app.routes if isinstance(route, Mount))
    return Application(Shield(layered, serving, Routes([item.name for item in endpoints])), page, mounted)


def _mount(page: gr.Blocks, serving: Serving, tools: FastMCP | None, routes: Sequence[BaseRoute]) -> FastAPI:
    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with tools.session_manager.run() if tools else contextlib.nullcontext():
            yield

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.router.routes.extend(routes)
    if tools:
        app.router.routes.extend(tools.streamable_http_app().routes)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=serving.host,
        server_port=serving.port,
        root_path=serving.root_path or None,
        auth_dependency=(lambda request: _user(request)) if serving.accounts else None,
        show_error=False,
        run_history=False,
        ssr_mode=False,
        pwa=False,
        enable_monitoring=False,
        mcp_server=False,
        max_file_size=f"{serving.max_upload_mb}mb",
        **launch_options(),
    )
    return app


def _user(request: Request) -> str | None:
    user = request.scope.get(USER)
    return user if isinstance(user, str) else None


def _inputs_of(page: gr.Blocks) -> Callable[[int], int | None]:
    def inputs(number: int) -> int | None:
        event = page.fns.get(number)
        return None if event is None else len(event.inputs)

    return inputs


def _door(app: ASGIApp, path: Path, cookie: str, root_path: str, say: Callable[[str], None]) -> ASGIApp:
    from assistant.web.accounts import AccountFile, read_accounts  # few pages need them, and the start has no time
    from assistant.web.door import Door

    read_accounts(path)

    def on_locked(name: str, address: str, wait: int) -> None:
        say(f"登录试错太多次：用户 {name}，来自 {address}；{wait} 秒内不再受理。")

    return Door(app, AccountFile(path), cookie, root_path, on_locked)
