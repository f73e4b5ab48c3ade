"""One line as a response: JSON for programs, plain text for a person who typed an address."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send


class RefusalError(Exception):
    """A request that is not served: the status and one line that says why and what to do."""

    def __init__(self, status: int, line: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(line)
        self.status = status
        self.line = line
        self.headers = headers


def line_response(scope: Scope, status: int, line: str, headers: Mapping[str, str] | None = None) -> Response:
    """``line`` as the body: ``{"error": line}``, or text where a browser asks for a page."""
    if "text/html" in Headers(scope=scope).get("accept", ""):
        return PlainTextResponse(line, status_code=status, headers=headers)
    return JSONResponse({"error": line}, status_code=status, headers=headers)


async def refuse(refusal: RefusalError, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request with what speaks against it."""
    await line_response(scope, refusal.status, refusal.line, refusal.headers)(scope, receive, send)
