"""Imports point down: a room uses only rooms on lower floors, and heavy libraries stay in the rooms that need them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "assistant"
FLOORS = {
    "records": 0, "errors": 0,
    "settings": 1, "catalogue": 1, "glossary": 1, "gazetteer": 1, "segmentation": 1, "syllables": 1,
    "place_mentions": 1, "latin": 1, "thesaurus": 1, "spelling": 1, "tomlfile": 1, "unit_names": 1,
    "durable": 1, "scope": 1, "wrapping": 1, "countries": 1, "simplified": 1, "importance": 1,
    "reading": 2, "own_notices": 2, "library": 2,
    "search": 3, "holdings": 3, "shelf": 3,
    "tables": 3,  # knows nothing of notices; lookup, compare and quiz build on it
    "answering": 4, "contract": 4, "display": 4,
    "lookup": 4, "compare": 4, "quiz": 4,
    "evaluation": 5,
    "cli": 6, "web": 6,
    "training": 6,  # stands alone: nothing imports it
}  # fmt: skip
HOMES = {
    "pypdfium2": {"reading"},
    "lxml": {"reading"},
    "chromadb": {"search"},
    "bm25s": {"search", "training"},
    "jieba": {"search", "training"},
    "model2vec": {"search", "training"},
    "sentence_transformers": {"search", "training"},
    "torch": {"training"},
    "langchain_core": {"search", "answering", "evaluation"},
    "langchain": {"answering"},
    "langchain_chroma": {"search"},
    "langchain_classic": {"evaluation"},
    "langchain_community": {"evaluation"},
    "langchain_text_splitters": {"evaluation"},
    "matplotlib": {"evaluation"},
    "gradio": {"web"},
    "fastapi": {"web"},
    "uvicorn": {"web"},
    "starlette": {"web"},
    "mcp": {"web"},
    "argon2": {"web"},
    "typer": {"cli"},
    "rich": {"cli", "training"},
    "docx": {"quiz", "web"},
    "openpyxl": {"tables", "quiz"},
    "icalendar": {"lookup"},
}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.append(node.module)
    return names


FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.name not in ("__main__.py", "__init__.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    room = room_of(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "assistant" and len(parts) > 1 and parts[1] != room:
            assert FLOORS[parts[1]] <= FLOORS[room], f"{path.name} imports {name} from above"
            assert parts[1] != "training", f"{path.name} imports the training program"
        if parts[0] in HOMES:
            assert room in HOMES[parts[0]], f"{path.name} imports {parts[0]}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_private_names_cross_modules(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("assistant"):
            private = [a.name for a in node.names if a.name.startswith("_") and not a.name.endswith("__")]
            assert not private, f"{path.name} imports {private}"
