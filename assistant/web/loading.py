"""Imports Gradio without what it does there for its own developers only."""

from __future__ import annotations

import inspect
import sys
from types import FunctionType, MethodType, ModuleType
from typing import Any


def import_gradio() -> None:
    """Import Gradio.

    It would write a type stub beside each of its components again, and read its sources for that: half of the time that
    the import takes. It leaves this out for classes without a source file, and is told that here. It would also import
    ``mcp`` where that is installed, for tools of its own that this page has no use for.
    """
    if "gradio" in sys.modules:
        return
    source_of = inspect.getfile

    def without_components(item: Any) -> str:
        is_class = not isinstance(item, FunctionType | MethodType | ModuleType)
        if is_class and str(getattr(item, "__module__", "")).startswith("gradio."):
            raise OSError("not looked for")
        return source_of(item)

    inspect.getfile = without_components  # type: ignore[assignment]
    hides_mcp = "mcp" not in sys.modules
    if hides_mcp:
        sys.modules["mcp"] = None  # type: ignore[assignment]
    try:
        import gradio  # noqa: F401
    finally:
        inspect.getfile = source_of
        if hides_mcp:
            del sys.modules["mcp"]
