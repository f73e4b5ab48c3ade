"""How programs reach the endpoints: plain JSON over HTTP, and Gradio's own clients."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import anyio
import gradio as gr
from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from assistant.contract import JsonObject
from assistant.errors import AssistantError, UsageError
from assistant.web.endpoints import Endpoint
from assistant.web.guard import parse_json
from assistant.web.replies import RefusalError
from assistant.web.routes import PLAIN

# Calls worked on at a time; more wait. Answers are reckoned, not waited for: more at a time would only be slower.
AT_A_TIME = 4
_USE = 'curl -d \'{"question": "…"}\' ADDRESS/api/ask'


def declare_endpoints(page: gr.Blocks, endpoints: Sequence[Endpoint]) -> None:
    """Make ``endpoints`` callable by ``gradio_client`` and over ``/gradio_api/call/NAME``."""
    with page:
        for endpoint in endpoints:
            gr.api(
                as_function(endpoint, lambda line: gr.Error(line, duration=None, print_exception=False)),
                api_name=endpoint.name,
                api_description=endpoint.description,
                concurrency_limit=AT_A_TIME,
                concurrency_id="programs",
            )


def as_function(endpoint: Endpoint, failure: Callable[[str], Exception]) -> Callable[..., JsonObject]:
    """``endpoint`` as a function with its signature, for libraries that read one.

    :param failure: makes what is raised of the line that says what was wrong.
    """

    def called(*args: Any, **kwargs: Any) -> JsonObject:
        try:
            return endpoint.call(endpoint.signature.bind_partial(*args, **kwargs).arguments)
        except AssistantError as error:
            raise failure(str(error)) from error

    called.__name__ = called.__qualname__ = endpoint.name
    called.__doc__ = endpoint.description
    called.__signature__ = endpoint.signature  # type: ignore[attr-defined]
    called.__annotations__ = {item.name: item.annotation for item in endpoint.signature.parameters.values()}
    called.__annotations__["return"] = endpoint.signature.return_annotation
    return called


def plain_routes(endpoints: Sequence[Endpoint]) -> list[Route]:
    """``POST /api/NAME`` with the parameters as one JSON object, answered by the object itself; ``GET /api`` lists
    what there is. What is wrong with a request stands in ``{"error": line}``."""
    by_name = {endpoint.name: endpoint for endpoint in endpoints}
    limiter = CapacityLimiter(AT_A_TIME)

    async def call(request: Request) -> JSONResponse:
        endpoint = by_name.get(request.path_params["name"])
        if endpoint is None:
            raise RefusalError(404, f"没有这个接口；有的是 {', '.join(by_name)}。No such endpoint.")
        values = parse_json(await request.body())
        if not isinstance(values, dict):
            raise RefusalError(422, "请求的内容应是一个 JSON 对象。The body must be a JSON object.")
        try:
            return JSONResponse(await anyio.to_thread.run_sync(endpoint.call, values, limiter=limiter))
        except UsageError as error:
            raise RefusalError(422, str(error)) from error
        except AssistantError as error:
            raise RefusalError(503, str(error)) from error

    def show(_: Request) -> JSONResponse:
        listed = [
            {
                "name": endpoint.name,
                "address": f"{PLAIN}/{endpoint.name}",
                "description": endpoint.description,
                "parameters": endpoint.model.model_json_schema(),
            }
            for endpoint in endpoints
        ]
        return JSONResponse({"endpoints": listed, "use": _USE})

    return [Route(f"{PLAIN}/{{name}}", call, methods=["POST"]), Route(PLAIN, show, methods=["GET"])]
