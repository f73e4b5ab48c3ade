"""The endpoints as tools for language models (Model Context Protocol, streamable HTTP). Needs the extra ``mcp``."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import anyio
from anyio import CapacityLimiter

from assistant.contract import JsonObject
from assistant.errors import AssistantError
from assistant.web.endpoints import Endpoint
from assistant.web.programs import AT_A_TIME, as_function
from assistant.web.routes import MCP

if TYPE_CHECKING:
    from mcp.server.fastmcp import FastMCP

_INSTRUCTIONS = (
    "Answers about Chinese official notices (health assistance, rural revitalisation, and what the office has added),"
    " only from their clauses. Quote the citations; where a notice is silent, say so and do not guess."
)


def require_mcp() -> None:
    """Make sure that the extra is there, before anything slow is begun.

    :raises AssistantError: where it is not.
    """
    if find_spec("mcp") is None:
        raise AssistantError(
            '--mcp 需要先安装：python -m pip install "policy-assistant[mcp]"（在源码目录里是 ".[mcp]"）。'
        )


def tool_server(endpoints: Sequence[Endpoint]) -> FastMCP:
    """The MCP server of ``endpoints``. It keeps no sessions: every call stands alone."""
    from mcp.server.fastmcp import FastMCP
    from mcp.server.transport_security import TransportSecuritySettings
    from mcp.types import ToolAnnotations

    server = FastMCP(
        "policy-assistant",
        instructions=_INSTRUCTIONS,
        log_level="CRITICAL",
        stateless_http=True,
        json_response=True,
        streamable_http_path=MCP,
        # The shield has looked at host and origin already, and knows the names that are served.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    limiter = CapacityLimiter(AT_A_TIME)
    for endpoint in endpoints:
        server.add_tool(
            _in_thread(as_function(endpoint, ValueError), limiter),
            name=endpoint.name,
            description=endpoint.description,
            annotations=ToolAnnotations(readOnlyHint=True, idempotentHint=True, openWorldHint=False),
        )
    return server


def _in_thread(function: Callable[..., JsonObject], limiter: CapacityLimiter) -> Callable[..., Any]:
    """``function``, which takes its time, so that others are served meanwhile."""

    @functools.wraps(function)
    async def called(**values: Any) -> JsonObject:
        return await anyio.to_thread.run_sync(functools.partial(function, **values), limiter=limiter)

    return called
