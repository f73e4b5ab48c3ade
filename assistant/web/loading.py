"""Imports Gradio, and builds pages with it, without what it does there that this page has no use for."""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.util
import inspect
import sys
import threading
from collections.abc import Iterator
from types import FunctionType, MethodType, ModuleType, SimpleNamespace
from typing import Any

import jinja2

# Imported by Gradio for components that this page does not have: they are loaded when something of them is wanted.
_SELDOM_WANTED = ("pandas",)
# Imported by Gradio to be there under its own name: its commands, pages made of other pages on its makers' site. They
# bring much with them, a third of the time that the import takes.
_NOT_WANTED = ("gradio.cli", "gradio.external", "gradio.workflow")
_loading = threading.RLock()


def import_gradio() -> None:
    """Import Gradio.

    It would write a type stub beside each of its components again, and read its sources for that: half of the time that
    the import takes. It leaves this out for classes without a source file, and is told that here. It would also import
    ``mcp`` where that is installed, for tools of its own that this page has no use for, and :data:`_NOT_WANTED`.
    """
    if "gradio" in sys.modules:
        return
    source_of = inspect.getfile

    def without_components(item: Any) -> str:
        is_class = not isinstance(item, FunctionType | MethodType | ModuleType)
        if is_class and str(getattr(item, "__module__", "")).startswith("gradio."):
            raise OSError("not looked for")
        return source_of(item)

    for name in _SELDOM_WANTED:
        _import_lazily(name)
    inspect.getfile = without_components  # type: ignore[assignment]
    # The description of each event of each component is a template, most of them the same: compiled once.
    template = jinja2.Template
    jinja2.Template = functools.cache(template)  # type: ignore[assignment, misc]
    hides_mcp = "mcp" not in sys.modules
    if hides_mcp:
        sys.modules["mcp"] = None  # type: ignore[assignment]
    sys.modules.update((name, _LeftOut(name)) for name in _NOT_WANTED)
    try:
        import gradio  # noqa: F401
    finally:
        inspect.getfile = source_of
        jinja2.Template = template  # type: ignore[misc]
        for name in (*_NOT_WANTED, *["mcp"] * hides_mcp):
            del sys.modules[name]


class _LeftOut(ModuleType):
    """Stands for a module that is imported for its names alone: each of them is None."""

    def __getattr__(self, attribute: str) -> None:
        if attribute.startswith("__"):
            raise AttributeError(attribute)


class _Unloaded(ModuleType):
    """Stands for a module until something of it is used, and passes that on. (What Python has for this loads a module
    as soon as it is imported a second time.)"""

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__") and attribute != "__path__":
            raise AttributeError(attribute)  # who looks through all modules does not want this one
        with _loading:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            return getattr(importlib.import_module(self.__name__), attribute)


def _import_lazily(name: str) -> None:
    """Have the module ``name`` loaded not when it is imported but when something of it is used."""
    if name not in sys.modules and importlib.util.find_spec(name) is not None:
        sys.modules[name] = _Unloaded(name)


@contextlib.contextmanager
def one_application() -> Iterator[None]:
    """Within it, pages are built without an application of their own.

    Gradio makes one, of some eighty routes, whenever a page is left or gets its queue, and throws it away for the next;
    the one that is served is made when the page is mounted.
    """
    from gradio import blocks

    usual = blocks.App
    blocks.App = SimpleNamespace(create_app=lambda *_, **__: None)
    try:
        yield
    finally:
        blocks.App = usual
