"""Which addresses are served at all. Gradio brings many that this page has no use for: some fetch other sites on a
visitor's behalf, some show other visitors' sessions, some write files. What is not named here is not there."""

from __future__ import annotations

import re
from collections.abc import Collection

GRADIO = "/gradio_api"
LOGIN, LOGOUT, MCP = "/login", "/logout", "/mcp"
PLAIN = "/api"
UPLOAD = f"{GRADIO}/upload"
FILE = f"{GRADIO}/file="
_READING = (
    "/",
    r"/(config|theme\.css|manifest\.json|robots\.txt|favicon\.ico)/?",
    "/(assets|static|svelte)/.+",
    f"({LOGIN}|{LOGOUT}|{MCP}|{PLAIN})/?",
    rf"{GRADIO}/(info|openapi\.json|theme\.css|app_id|user|login_check|upload_progress|queue/data|queue/status)/?",
    f"{GRADIO}/heartbeat/[^/]+",
    f"{FILE}.+",
)
_WRITING = (
    f"({LOGIN}|{LOGOUT}|{MCP})/?",
    f"{PLAIN}/[^/]+",
    f"{GRADIO}/(queue/join|cancel|reset|upload|component_server)/?",
    f"{GRADIO}/run/[^/]+/?",
)


class Routes:
    """The addresses of a page whose endpoints for programs are called ``endpoints``."""

    def __init__(self, endpoints: Collection[str]) -> None:
        names = "|".join(re.escape(name) for name in endpoints) or "(?!)"
        call = f"{GRADIO}/call/(v2/)?({names})"
        self._reading = re.compile("|".join((*_READING, f"{call}/[^/]+")))
        self._writing = re.compile("|".join((*_WRITING, f"{call}/?")))

    def has(self, method: str, path: str) -> bool:
        """Whether ``method`` of ``path`` (decoded, below the root path) is served."""
        if method in ("GET", "HEAD"):
            return bool(self._reading.fullmatch(path))
        if method == "POST":
            return bool(self._writing.fullmatch(path))
        return method == "DELETE" and path.rstrip("/") == MCP
