from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from search_fixtures import NOTICES, settings_in, write_static_model, write_transformer_model

from assistant.errors import ModelError
from assistant.search.embedding import StaticEmbedder, TransformerEmbedder, identify_model, load_embedder
from assistant.settings import load_settings

TEXTS = [clause.text for notice in NOTICES for clause in notice.clauses]
# A text with nothing to embed, unknown characters among known ones, and more than the 512 tokens at which one of the
# libraries would cut.
ODD = ["", "先诊疗QQ后付费", TEXTS[0] * 40 + TEXTS[4]]


def reference_vectors(folder: Path, texts: list[str], kind: str) -> np.ndarray:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu").float()
    vectors = np.nan_to_num((model.encode_query if kind == "query" else model.encode_document)(texts))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)


@pytest.mark.parametrize("layout", ["0_StaticEmbedding", "root", "model2vec"])
def test_static_model_gives_the_vectors_of_sentence_transformers(tmp_path: Path, layout: str) -> None:
    folder = write_static_model(tmp_path / "model", TEXTS, layout)
    embedder = load_embedder(settings_in(tmp_path))
    assert isinstance(embedder, StaticEmbedder)
    assert (embedder.name, embedder.dimension) == ("model", 16)
    # model2vec's own format leaves the unknown piece out of the mean, by its rules.
    texts = TEXTS + (ODD if layout != "model2vec" else ODD[::2])
    vectors = embedder.encode_documents(texts)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, reference_vectors(folder, texts, "document"), atol=1e-3)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [float(bool(text)) for text in texts], atol=1e-5)
    assert embedder.encode_queries([]).shape == (0, 16)


def test_bundled_model_gives_the_vectors_of_sentence_transformers() -> None:
    settings = load_settings({})
    folder = Path(settings.model)
    if not (folder / "modules.json").is_file():
        pytest.skip("the bundled model is not there")
    embedder = load_embedder(settings)
    assert isinstance(embedder, StaticEmbedder)
    for kind, encode in (("query", embedder.encode_queries), ("document", embedder.encode_documents)):
        np.testing.assert_allclose(encode(TEXTS + ODD), reference_vectors(folder, TEXTS + ODD, kind), atol=1e-3)


def test_prompts_of_the_model_are_put_before_the_text(tmp_path: Path) -> None:
    folder = write_static_model(tmp_path / "model", TEXTS, prompts={"query": "医保", "document": "服务"})
    embedder = load_embedder(settings_in(tmp_path))
    np.testing.assert_allclose(
        embedder.encode_queries(["住院"]), reference_vectors(folder, ["住院"], "query"), atol=1e-3
    )
    documents = reference_vectors(folder, ["住院"], "document")
    np.testing.assert_allclose(embedder.encode_documents(["住院"]), documents, atol=1e-3)
    assert not np.allclose(embedder.encode_queries(["住院"]), documents, atol=1e-2)


def test_any_other_model_is_run_by_sentence_transformers(tmp_path: Path) -> None:
    folder = write_transformer_model(tmp_path)
    settings = load_settings({"ASSISTANT_EMBEDDING_MODEL": str(folder)})
    embedder = load_embedder(settings)
    assert isinstance(embedder, TransformerEmbedder)
    assert (embedder.name, embedder.dimension) == ("model", 32)
    np.testing.assert_allclose(embedder.encode_queries(TEXTS), reference_vectors(folder, TEXTS, "query"), atol=1e-5)
    assert load_embedder(settings) is embedder
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_static_model_needs_neither_torch_nor_the_hubs_client(tmp_path: Path) -> None:
    write_static_model(tmp_path / "model", TEXTS)
    script = """
import json, sys
from assistant.settings import load_settings
from assistant.search.embedding import load_embedder
load_embedder(load_settings({"ASSISTANT_EMBEDDING_MODEL": sys.argv[1]})).encode_queries(["x"])
print(json.dumps([name for name in ("torch", "sentence_transformers", "huggingface_hub") if name in sys.modules]))
"""
    command = [sys.executable, "-c", script, str(tmp_path / "model")]
    assert json.loads(subprocess.run(command, capture_output=True, check=True).stdout) == []


def test_identity_follows_the_content_and_nothing_else(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    folder = write_static_model(tmp_path / "model", TEXTS)
    first = identify_model(settings)
    (folder / "README.md").write_text("a card")
    (folder / ".hidden").write_text("x")
    moved = tmp_path / "elsewhere" / "model"
    moved.parent.mkdir()
    folder.rename(moved)
    assert identify_model(replace(settings, model=str(moved))).digest == first.digest
    weights = moved / "0_StaticEmbedding" / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    assert identify_model(replace(settings, model=str(moved))).digest != first.digest


def test_large_files_are_told_apart_by_size_and_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.search.embedding._WHOLE_FILE_BYTES", 10)
    monkeypatch.setattr("assistant.search.embedding._END_BYTES", 2)
    (tmp_path / "model").mkdir()
    digests = []
    for content in (b"ab__________cd", b"xb__________cd", b"ab__________cx", b"ab___________cd", b"ab____++____cd"):
        (tmp_path / "model" / "weights").write_bytes(content)
        digests.append(identify_model(settings_in(tmp_path)).digest)
    assert len(set(digests)) == 4
    assert digests[0] == digests[4]


def test_model_on_the_hub_is_known_by_its_name(tmp_path: Path) -> None:
    identity = identify_model(settings_in(tmp_path, model="BAAI/bge-m3"))
    assert (identity.name, identity.digest, identity.folder) == ("BAAI/bge-m3", "hub:BAAI/bge-m3", None)


@pytest.mark.parametrize(
    ("changes", "mend"),
    [
        ({"model": "{tmp}/nothing"}, "ASSISTANT_EMBEDDING_MODEL"),
        ({"model": "{tmp}/nothing", "model_is_bundled": True}, "重新安装"),
        ({"model": "{tmp}/empty"}, "ASSISTANT_EMBEDDING_MODEL"),
        ({"model": "{tmp}/garbage"}, "ASSISTANT_EMBEDDING_MODEL"),
        ({"model": "{tmp}/garbage-static"}, "ASSISTANT_EMBEDDING_MODEL"),
        ({"model": "不是 名字"}, "ASSISTANT_EMBEDDING_MODEL"),
    ],
)
def test_missing_or_damaged_model_is_one_line_with_the_mend(
    tmp_path: Path, changes: dict[str, object], mend: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "garbage").mkdir()
    (tmp_path / "garbage" / "config.json").write_text("{}")
    damaged = write_static_model(tmp_path / "garbage-static", TEXTS) / "0_StaticEmbedding" / "model.safetensors"
    damaged.write_bytes(damaged.read_bytes()[:100])
    changes["model"] = str(changes["model"]).replace("{tmp}", str(tmp_path))
    with pytest.raises(ModelError) as caught:
        load_embedder(settings_in(tmp_path, **changes))
    assert mend in str(caught.value)
    assert "\n" not in str(caught.value)
