"""Writes the model as a sentence-transformers folder that model2vec reads as well.

Both libraries take the mean of a text's token vectors. What could set them apart is settled here: the unknown piece
has a zero vector (model2vec leaves it out of the mean, sentence-transformers does not; the direction is the same),
neither cuts long texts (``max_length`` null), and neither normalises.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

_MODULE_FOLDER = "0_StaticEmbedding"
_MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": _MODULE_FOLDER,
        "type": "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding",
    }
]
# The longest row has this length. Half floats lose digits below 6e-5, which small rows would come near.
_LONGEST_ROW = 64.0
_FILE_MODE = 0o644


def half_precision(vectors: Any) -> Any:
    """``vectors`` as float16, scaled as a whole (cosines stay the same); row 0, the unknown piece, is zero."""
    scaled = vectors.astype(np.float32).copy()
    scaled[0] = 0.0
    longest = float(np.linalg.norm(scaled, axis=1).max())
    return (scaled * (_LONGEST_ROW / max(longest, 1e-9))).astype(np.float16)


def export_model(folder: Path, tokenizer: Any, vectors: Any, record: dict[str, object]) -> None:
    """Write the model to ``folder``: weights (float16), tokenizer, the two configurations, and ``training.json``.

    ``record``: what to keep about the training (recipe, seed, figures). Files beside these, the model card for one,
    are left as they are.
    """
    module = folder / _MODULE_FOLDER
    module.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(module / "tokenizer.json"), pretty=False)
    save_file({"embedding.weight": half_precision(vectors)}, module / "model.safetensors")
    _write_json(folder / "modules.json", _MODULES)
    config = {
        "__version__": {"sentence_transformers": version("sentence-transformers")},
        "model_type": "SentenceTransformer",
        "prompts": {"query": "", "document": ""},
        "default_prompt_name": None,
        "similarity_fn_name": "cosine",
        "max_length": None,
        "normalize": False,
    }
    _write_json(folder / "config_sentence_transformers.json", config)
    _write_json(folder / "training.json", record)
    for path in (*module.iterdir(), folder / "modules.json", folder / "config_sentence_transformers.json"):
        # safetensors writes its file readable by its owner alone.
        path.chmod(_FILE_MODE)


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
