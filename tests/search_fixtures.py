"""Small notices, an embedder that is a function of the text, and models made in a moment: no file is downloaded."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.records import Clause, Notice
from assistant.search import builder
from assistant.search.check import check_here
from assistant.search.embedding import Vectors
from assistant.search.index import ClauseIndex
from assistant.search.opening import ensure_index
from assistant.settings import Settings

DIMENSION = 64


class FakeEmbedder:
    """Counts the characters of a text in 64 buckets: texts that share characters are near each other."""

    def __init__(self, name: str = "fake") -> None:
        self.name = name
        self.digest = f"digest of {name}"
        self.dimension = DIMENSION

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            for character in text:
                if character.isalnum():
                    vectors[row, zlib.crc32(character.encode()) % DIMENSION] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.divide(vectors, lengths, out=vectors, where=lengths > 0)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_documents(texts)


def settings_in(folder: Path, **changes: Any) -> Settings:
    """Settings whose every folder lies under ``folder``; jieba's dictionary is shared by all tests of a run."""
    values: dict[str, Any] = {
        "corpus": folder / "corpus",
        "index": folder / "index",
        "model": str(folder / "model"),
        "model_is_bundled": False,
        "chroma_url": None,
        "chat_model": None,
        "cache": folder.parent / "cache",
    }
    return Settings(**(values | changes))


def quick_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the process of its own that checks a build, which takes most of the time."""
    monkeypatch.setattr(builder, "check_elsewhere", check_here)


def clause_of(notice: str, label: str, text: str, **changes: Any) -> Clause:
    """A clause in the body with one mark a level (“五、（三）” → 五、 and （三））."""
    path = tuple(label.replace("、", "、|").replace("）", "）|").strip("|").split("|")) if label else ()
    values: dict[str, Any] = {
        "id": f"{notice}#{label}/p1",
        "notice": notice,
        "path": path,
        "label": label,
        "heading": None,
        "headings": (),
        "text": text,
        "start": 0,
        "end": len(text),
    }
    return Clause(**(values | changes))


def notice_of(notice: str, clauses: Sequence[Clause]) -> Notice:
    """A notice of nothing but its clauses."""
    return Notice(
        id=notice,
        title=None,
        number=None,
        issuer=None,
        place=None,
        date=None,
        copy_note=None,
        source="".join(clause.text for clause in clauses),
        clauses=tuple(clauses),
    )


EAST = notice_of(
    "east-2021",
    [
        clause_of("east-2021", "一、", "家庭医生签约服务由基层卫生处牵头，疾控处配合。", headings=("健康管理",)),
        clause_of("east-2021", "二、", "农村低保对象、特困人员在县域内住院实行先诊疗后付费。", headings=("医疗救助",)),
        clause_of("east-2021", "三、", "每年6月底前报送半年工作情况。", headings=("监督检查",)),
    ],
)
WEST = notice_of(
    "west-2022",
    [
        clause_of("west-2022", "一、", "乡村医生参加养老保险，由县级财政给予补助。"),
        clause_of("west-2022", "二、", "落实先诊疗后付费，住院患者免交押金。"),
        clause_of("west-2022", "三、（一）", "大病专项救治病种为30种。"),
    ],
)
NOTICES = (EAST, WEST)


def numbered(number: int, clauses: int = 12) -> tuple[Notice, ...]:
    """A notice every clause of which says ``number``."""
    texts = [f"第{number}次通知，事项甲{row}由民政处牵头。" for row in range(clauses)]
    return (notice_of("n", [clause_of("n", f"{row}、", text, id=f"n#{row}") for row, text in enumerate(texts)]),)


def build(settings: Settings, number: int = 1, **options: Any) -> ClauseIndex:
    """The index over ``numbered(number)``, built where it is not there."""
    return ensure_index(settings, numbered(number), f"f{number}", embedder=FakeEmbedder(), **options)


def check_answers(index: ClauseIndex, number: int) -> None:
    """The index is the one over ``numbered(number)`` and answers rightly."""
    hits = index.search(f"第{number}次通知事项甲3由谁牵头", top=100)
    assert sorted(hit.clause_id for hit in hits) == sorted(f"n#{row}" for row in range(12))
    assert all(f"第{number}次" in index.clause(hit.clause_id).text for hit in hits)
    assert all(hit.cosine > 0 and hit.lexical > 0 for hit in hits)


def number_of(index: ClauseIndex) -> int:
    """Which ``numbered`` notice the index says it was built from."""
    return int(index.manifest.fingerprint.removeprefix("f"))


def current(settings: Settings) -> Path:
    """The folder of the build that counts."""
    return settings.index / "builds" / (settings.index / "current").read_text(encoding="utf-8").strip()


def builds(settings: Settings) -> set[Path]:
    """The folders of all builds."""
    return set((settings.index / "builds").iterdir())


def finished_index(folder: Path, clauses: int = 12) -> Path:
    """A finished index over ``numbered(1)``, to be copied."""
    with pytest.MonkeyPatch.context() as patch:
        quick_check(patch)
        ensure_index(settings_in(folder), numbered(1, clauses), "f1", embedder=FakeEmbedder()).close()
    return folder / "index"


def copy_index(finished: Path, folder: Path) -> Settings:
    """Settings with a copy of a finished index."""
    shutil.copytree(finished, folder / "index")
    return settings_in(folder)


def write_static_model(folder: Path, texts: Sequence[str], layout: str = "0_StaticEmbedding", **config: Any) -> Path:
    """A static embedding over the characters of ``texts``, in one of the layouts in which such models are found:
    ``0_StaticEmbedding`` and ``root`` (sentence-transformers), ``model2vec``."""
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer, models, normalizers

    characters = sorted(set(unicodedata.normalize("NFKC", "".join(texts))) - {"\n"})
    tokenizer = Tokenizer(models.Unigram([("<unk>", -10.0), *((c, -5.0) for c in characters)], unk_id=0))
    tokenizer.normalizer = normalizers.NFKC()
    vectors = np.random.default_rng(7).normal(size=(len(characters) + 1, 16)).astype(np.float16)
    module = folder / "0_StaticEmbedding" if layout == "0_StaticEmbedding" else folder
    module.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(module / "tokenizer.json"))
    save_file({"embeddings" if layout == "model2vec" else "embedding.weight": vectors}, module / "model.safetensors")
    kind = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"
    modules = [{"idx": 0, "name": "0", "path": module.relative_to(folder).as_posix().strip("."), "type": kind}]
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    if layout == "model2vec":
        (folder / "config.json").write_text(json.dumps({"model_type": "model2vec", "normalize": False}))
    settings = {"prompts": {"query": "", "document": ""}, "default_prompt_name": None} | config
    (folder / "config_sentence_transformers.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def write_transformer_model(folder: Path) -> Path:
    """A BERT of two layers of 32 over single characters, untrained, as a sentence-transformers folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(7)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted({c for n in NOTICES for c in n.source})]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]")
    base = folder / "base"
    config = BertConfig(
        vocab_size=len(words), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
    )
    BertModel(config).save_pretrained(base)
    fast.save_pretrained(base)
    transformer = Transformer(str(base))
    model = SentenceTransformer(modules=[transformer, Pooling(transformer.get_embedding_dimension())], device="cpu")
    model.save_pretrained(str(folder / "model"))
    return folder / "model"


@contextlib.contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """A real Chroma server on a free port of this machine; its address. Skips the test where the program is absent."""
    program = shutil.which("chroma", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if program is None:
        pytest.skip("the chroma program is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder.mkdir()
    command = [program, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        else:
            pytest.fail("the Chroma server did not start within 20 s")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)
