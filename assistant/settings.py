"""What a user may set, read once from the environment, and where things lie.

Few on purpose. Every variable starts with ``ASSISTANT_``; an empty value counts as not set.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent
# Where corpus/ and index/model/ lie inside an installed wheel (see pyproject.toml, force-include).
_BUNDLED = _PACKAGE / "_data"
_APP_NAME = "policy-assistant"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which models serve.

    ``corpus``: folder of notices (``notices/*`` with a catalogue and a glossary, or bare files).
    ``index``: folder that the program builds its index in. ``model``: the embedding, a folder or a hub name;
    ``model_is_bundled`` tells whether it is the one that comes with the program.
    ``chroma_url``: a Chroma server (``http://host:port``) instead of the embedded one. ``chat_model``: a name for
    LangChain's ``init_chat_model`` (``provider:model``), None → answers are composed offline.
    ``cache``: a folder of the program's own for other libraries' caches (jieba). ``own``: the folder of the user's own
    notices; None → ``own`` in the corpus folder (see :attr:`own_folder`).
    """

    corpus: Path
    index: Path
    model: str
    model_is_bundled: bool
    chroma_url: str | None
    chat_model: str | None
    cache: Path
    own: Path | None = None

    @property
    def own_folder(self) -> Path:
        """The folder of the user's own notices; it need not exist."""
        return self.own or self.corpus / "own"


def _checkout() -> Path | None:
    """The root of the checkout that this package runs from, or None when it was installed from a wheel."""
    root = _PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "corpus").is_dir() else None


def bundled_corpus() -> Path:
    """The corpus that comes with the program."""
    root = _checkout()
    return root / "corpus" if root else _BUNDLED / "corpus"


def evaluation_folder() -> Path:
    """The folder of the evaluation set: ``eval/`` of the checkout, or the one inside an installed wheel."""
    root = _checkout()
    return root / "eval" if root else _BUNDLED / "eval"


def results_folder() -> Path:
    """Where results of evaluations are kept: ``eval/results/`` of the checkout, or the user's data folder."""
    root = _checkout()
    data = Path(platformdirs.user_data_dir(_APP_NAME, appauthor=False))
    return root / "eval" / "results" if root else data / "evaluation"


def load_settings(env: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``env`` (default: the process's environment).

    In a checkout the corpus is ``corpus/``, the model ``index/model/`` and the index goes to ``index/built/``. An
    installed wheel carries corpus and model; its index goes to the user's data folder. The user's own notices lie in
    ``own/`` of the corpus folder, or of the user's data folder where the corpus is the one inside the wheel;
    ``ASSISTANT_OWN`` names another folder (say, where the corpus is shared and cannot be written).
    """
    env = os.environ if env is None else env
    root = _checkout()
    data = Path(platformdirs.user_data_dir(_APP_NAME, appauthor=False))
    bundled_model = (root / "index" / "model") if root else (_BUNDLED / "model")
    model = env.get("ASSISTANT_EMBEDDING_MODEL") or ""
    corpus = env.get("ASSISTANT_CORPUS") or ""
    index = env.get("ASSISTANT_INDEX") or ""
    own = env.get("ASSISTANT_OWN") or ""
    return Settings(
        corpus=Path(corpus).expanduser() if corpus else ((root / "corpus") if root else (_BUNDLED / "corpus")),
        index=Path(index).expanduser() if index else ((root / "index" / "built") if root else (data / "index")),
        model=model or str(bundled_model),
        model_is_bundled=not model,
        chroma_url=env.get("ASSISTANT_CHROMA_URL") or None,
        chat_model=env.get("ASSISTANT_CHAT_MODEL") or None,
        cache=Path(platformdirs.user_cache_dir(_APP_NAME, appauthor=False)),
        own=Path(own).expanduser() if own else (None if corpus or root else data / "own"),
    )
