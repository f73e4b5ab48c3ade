"""The embedding: text → unit vectors.

Two libraries can load a model, and the model's kind decides which: a static embedding (a vector a token, averaged) is
read by model2vec, which imports in a fraction of a second; anything else by sentence-transformers, which takes five.
Both give the same vectors for a static model (a test holds them together).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.settings import Settings

Vectors = NDArray[np.float32]

_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[\w.-]+)?", re.ASCII)
# Of larger files (the weights of a large transformer) only the two ends are hashed, so that a start stays fast.
_WHOLE_FILE_BYTES = 64 * 2**20
_END_BYTES = 2**20
_BATCH = 32
# Files of a model's folder that do not change its vectors.
_UNHASHED = frozenset({"README.md", "training.json"})
_MEND = "请检查 ASSISTANT_EMBEDDING_MODEL"


class Embedder(Protocol):
    """Something that turns texts into vectors: rows of length one, or zero where a text has nothing to embed."""

    @property
    def name(self) -> str:
        """The model's name, for people."""

    @property
    def digest(self) -> str:
        """What tells one model's vectors from another's."""

    @property
    def dimension(self) -> int:
        """How long a vector is."""

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """The vectors of clauses, shape (len(texts), dimension)."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """The vectors of questions, shape (len(texts), dimension)."""


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """A model without loading it. ``folder`` is None for a model on the hub, whose digest is its name alone (a new
    revision under an old name is not noticed)."""

    name: str
    digest: str
    folder: Path | None


def identify_model(settings: Settings) -> ModelIdentity:
    """Which model ``settings.model`` names.

    :raises ModelError: where it is neither a folder nor the name of a model on the hub.
    """
    folder = Path(settings.model).expanduser()
    if folder.is_dir():
        digest = _digest(folder)
        if digest is not None:
            return ModelIdentity(folder.resolve().name, digest, folder)
    elif not settings.model_is_bundled and _HUB_NAME.fullmatch(settings.model):
        return ModelIdentity(settings.model, f"hub:{settings.model}", None)
    mend = "请重新安装程序" if settings.model_is_bundled else _MEND
    english = "install the program again" if settings.model_is_bundled else "check ASSISTANT_EMBEDDING_MODEL"
    raise ModelError(
        f"{settings.model}：没有这个嵌入模型；{mend}。", f"There is no embedding model {settings.model}; {english}."
    )


def _digest(folder: Path) -> str | None:
    """A hash over the folder's files and their names; None where there is nothing to load."""
    digest = hashlib.sha256()
    try:
        files = sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())
        files = [(name, path) for name, path in files if not name.startswith(".") and name not in _UNHASHED]
        for name, path in files:
            size = path.stat().st_size
            digest.update(f"{name}\0{size}\0".encode())
            with path.open("rb") as file:
                if size <= _WHOLE_FILE_BYTES:
                    digest.update(file.read())
                else:
                    digest.update(file.read(_END_BYTES))
                    file.seek(-_END_BYTES, os.SEEK_END)
                    digest.update(file.read())
    except OSError as error:
        why = error.strerror or error
        raise ModelError(
            f"{folder}：嵌入模型读不了（{why}）；请检查权限。",
            f"{folder}: the embedding model cannot be read ({why}); check its permissions.",
        ) from error
    return digest.hexdigest() if files else None


_loaded: dict[tuple[str, str], Embedder] = {}
_loading = threading.Lock()


def load_embedder(settings: Settings) -> Embedder:
    """The embedder for ``settings.model``, loaded once a process.

    A local model never reaches for the network: ``HF_HUB_OFFLINE`` is set for the whole process.

    :raises ModelError: where the model is missing or cannot be loaded.
    """
    identity = identify_model(settings)
    if identity.folder is not None:
        os.environ["HF_HUB_OFFLINE"] = "1"
    with _loading:
        key = (settings.model, identity.digest)
        if key not in _loaded:
            _loaded[key] = _load(identity)
        return _loaded[key]


def _load(identity: ModelIdentity) -> Embedder:
    kind = StaticEmbedder if identity.folder is not None and _is_static(identity.folder) else TransformerEmbedder
    try:
        return kind(identity)
    # The libraries raise whatever their own loaders do: missing files, bad JSON, a network that is not there.
    except Exception as error:
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise ModelError(
            f"{identity.name}：嵌入模型加载不了（{reason[0]}）；{_MEND}，或重新下载该模型。",
            f"{identity.name}: the embedding model cannot be loaded ({reason[0]}); check ASSISTANT_EMBEDDING_MODEL, or"
            " download the model again.",
        ) from error


def _is_static(folder: Path) -> bool:
    """Whether the folder holds a static embedding and nothing that would change its vectors' directions."""
    modules = _read_json(folder / "modules.json")
    if isinstance(modules, list) and modules:
        kinds = [str(module.get("type", "")).rpartition(".")[2] for module in modules if isinstance(module, dict)]
        return kinds[:1] == ["StaticEmbedding"] and set(kinds[1:]) <= {"Normalize"}
    config = _read_json(folder / "config.json")
    return isinstance(config, dict) and config.get("model_type") == "model2vec"


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


class StaticEmbedder:
    """A static embedding, by model2vec."""

    def __init__(self, identity: ModelIdentity) -> None:
        """:raises Exception: whatever the libraries raise for a folder that they cannot read."""
        assert identity.folder is not None
        self.name = identity.name
        self.digest = identity.digest
        self._model = _load_static(identity.folder)
        config = _read_json(identity.folder / "config_sentence_transformers.json")
        prompts = config.get("prompts") if isinstance(config, dict) else None
        # sentence-transformers puts these before every text, and knows no other names for them.
        self._prompts: dict[str, str] = prompts if isinstance(prompts, dict) else {}
        self.dimension = int(self._model.dim)

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """See :class:`Embedder`."""
        return self._encode(texts, self._prompts.get("document") or "")

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """See :class:`Embedder`."""
        return self._encode(texts, self._prompts.get("query") or "")

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return _unit(self._model.encode([prompt + text for text in texts], normalize=False))


def _load_static(folder: Path) -> Any:
    """A model2vec model that takes whole texts (model2vec would cut after 512 tokens, sentence-transformers does not)
    and the mean in full floats (the files may hold half ones).

    The files of sentence-transformers' format are read here: model2vec's own reader imports the hub's client (0.15 s).
    """
    from model2vec import StaticModel

    modules = _read_json(folder / "modules.json")
    path = folder / str(modules[0].get("path", "")) if isinstance(modules, list) else folder
    if (path / "config.json").is_file():
        model = StaticModel.from_pretrained(folder, max_length=None)
        model.embedding = model.embedding.astype(np.float32)
        return model

    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    vectors = load_file(path / "model.safetensors")["embedding.weight"].astype(np.float32)
    model = StaticModel(vectors, Tokenizer.from_file(str(path / "tokenizer.json")), max_length=None)
    # Here the unknown piece counts in the mean; model2vec leaves it out.
    model.unk_token_id = None
    return model


class TransformerEmbedder:
    """Any model that sentence-transformers can load."""

    def __init__(self, identity: ModelIdentity) -> None:
        """:raises Exception: whatever sentence-transformers raises for a model that it cannot load."""
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self.name = identity.name
        self.digest = identity.digest
        self._model: Any = SentenceTransformer(str(identity.folder or identity.name))
        self.dimension = int(self.encode_documents(["0"]).shape[1])

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """See :class:`Embedder`."""
        return self._encode(self._model.encode_document, texts)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """See :class:`Embedder`."""
        return self._encode(self._model.encode_query, texts)

    def _encode(self, encode: Any, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return _unit(encode(list(texts), batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=True))


def _unit(vectors: NDArray[Any]) -> Vectors:
    """``vectors`` scaled to length one; a text with nothing to embed stays zero."""
    full: Vectors = np.nan_to_num(vectors.astype(np.float32))
    lengths = np.linalg.norm(full, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    full /= lengths
    return full
