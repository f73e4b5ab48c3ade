from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bm25s
import jieba
import numpy as np
import pytest

from assistant.search import words as words_module
from assistant.search.lexical import LexicalIndex, Tokenizer, load_tokenizer
from assistant.search.words import SortedDictionary

DOCUMENTS = [
    ["签约", "服务", "牵头"],
    ["住院", "押金", "押金"],
    [],
    ["签约", "住院"],
]


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    return load_tokenizer(tmp_path_factory.getbasetemp() / "cache")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("住院押金", ["住院", "院押", "押金", "住院", "押金"]),
        ("牵", ["牵"]),
        ("谁牵头", ["牵头", "牵头"]),
        ("谁可以享受什么？", ["享受", "享受"]),
        ("家庭的医生", ["家庭", "医生", "家庭", "医生"]),
        ("ＡＢＣ １２．５％", ["abc", "12.5"]),
        ("2025年6月", ["2025", "年", "6", "月"]),
        ("家庭医生", ["家庭", "庭医", "医生", "家庭", "医生", "家庭医生"]),
        ("医务人员", ["医务", "务人", "人员", "医务", "人员", "医务人员"]),
        ("who leads the 医院", ["leads", "医院", "医院"]),
        ("吗啡可以用吗", ["吗啡", "吗啡", "用"]),
        ("，。？！", []),
        ("", []),
    ],
)
def test_tokens(tokenizer: Tokenizer, text: str, tokens: list[str]) -> None:
    assert tokenizer.tokenize(text) == tokens


@pytest.mark.parametrize("word", ["谁", "什么", "哪些", "多少", "怎么", "可以", "是否", "请问", "如何"])
def test_words_of_asking_give_no_token(tokenizer: Tokenizer, word: str) -> None:
    assert tokenizer.tokenize(word) == []


@pytest.mark.parametrize("word", ["不", "没", "不得", "除外"])
def test_negations_give_tokens(tokenizer: Tokenizer, word: str) -> None:
    assert word in tokenizer.tokenize(word)


def test_content_words_are_words_each_once(tokenizer: Tokenizer) -> None:
    assert tokenizer.content_words("谁负责住院押金？押金怎么退，who pays") == ["负责", "住院", "押金", "退", "pays"]


def test_scores_are_those_of_bm25s() -> None:
    index = LexicalIndex.build(DOCUMENTS)
    reference = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    reference.index(DOCUMENTS, show_progress=False)
    for question in (["签约"], ["签约", "签约", "住院"], ["押金", "没有"], ["服务", "牵头", "住院"]):
        np.testing.assert_allclose(index.scores(question), reference.get_scores(question), rtol=1e-6)
    assert index.scores(["没有"]).tolist() == [0, 0, 0, 0]


def test_idf_is_lucenes_and_highest_for_what_no_document_has() -> None:
    index = LexicalIndex.build(DOCUMENTS)
    assert index.idf("签约") == pytest.approx(np.log(1 + 2.5 / 2.5))
    assert index.idf("押金") == pytest.approx(np.log(1 + 3.5 / 1.5))
    assert index.idf("没有") == pytest.approx(np.log(1 + 4.5 / 0.5))
    assert index.idf_sum(["签约", "签约", "没有"]) == pytest.approx(2 * np.log(2) + np.log(10))


@pytest.mark.parametrize("documents", [DOCUMENTS, [], [[], []], [["一"]]])
def test_saved_index_scores_alike(tmp_path: Path, documents: list[list[str]]) -> None:
    built = LexicalIndex.build(documents)
    built.save(tmp_path / "bm25")
    loaded = LexicalIndex.load(tmp_path / "bm25")
    assert loaded.size == len(documents)
    for question in (["签约", "住院"], ["一"], []):
        assert loaded.scores(question).tolist() == built.scores(question).tolist()
        assert loaded.idf_sum(question) == built.idf_sum(question)


def test_sorted_dictionary_answers_like_a_dict(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = {"医": 0, "医生": 7, "a": 1, "医生们": 3, "𠮷": 2}
    arrays = SortedDictionary.pack(counts)
    asked = [*counts, "", "医生们们", "b", "龘", "\ud800"]
    expected = [counts.get(word) for word in asked]
    few = SortedDictionary(**arrays)
    assert [few.get(word) for word in asked] == expected
    assert [word in few for word in asked] == [word in counts for word in asked]
    assert few["医生"] == 7 and few.get("b", 5) == 5
    with pytest.raises(KeyError):
        few["b"]
    monkeypatch.setattr(words_module, "_LOOKUPS_BEFORE_ALL", 2)
    many = SortedDictionary(**arrays)
    assert [many.get(word) for word in asked * 2] == expected * 2


CUT = """
import json, sys, tempfile
from pathlib import Path
tempfile.tempdir = sys.argv[2]
from assistant.search.words import load_words
words = load_words(Path(sys.argv[1]))
found = words.cut(sys.argv[3])
print(json.dumps([found, sorted(found + [inner for word in found for inner in words.inner_words(word)])]))
"""
TEXT = "中华人民共和国家庭医生签约服务由基层卫生健康处牵头推进健康乡村建设"


def cut_in_a_new_process(cache: Path, temporary: Path) -> list[list[str]]:
    """The words of TEXT, and with those inside them, as found by a process that says nothing else."""
    temporary.mkdir(exist_ok=True)
    # Where setuptools is installed, jieba would import this: slow, and with a warning.
    noisy = temporary.with_name("noisy")
    noisy.mkdir(exist_ok=True)
    (noisy / "pkg_resources.py").write_text("import sys; sys.stderr.write('pkg_resources is deprecated')")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(noisy), *sys.path])}
    command = [sys.executable, "-W", "error::DeprecationWarning", "-c", CUT, str(cache), str(temporary), TEXT]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, env=environment)
    assert done.stderr == ""
    assert list(temporary.iterdir()) == []
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def words_of_jieba(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    cutter = jieba.Tokenizer()
    cutter.FREQ, cutter.total = cutter.gen_pfdict(cutter.get_dict_file())
    cutter.initialized = True
    return [cutter.lcut(TEXT), sorted(cutter.lcut_for_search(TEXT))]


def test_words_are_jiebas_from_the_first_start_and_from_the_cache(
    tmp_path: Path, words_of_jieba: list[list[str]]
) -> None:
    cache = tmp_path / "cache"
    for damage in (False, False, True):
        if damage:
            (stored,) = cache.iterdir()
            stored.write_bytes(stored.read_bytes()[:-1000])
        assert cut_in_a_new_process(cache, tmp_path / "temporary") == words_of_jieba
        assert [path.name for path in cache.iterdir()] == ["jieba-0.42.1.npz"]


def test_cache_that_cannot_be_written_is_no_error(tmp_path: Path, words_of_jieba: list[list[str]]) -> None:
    in_the_way = tmp_path / "cache"
    in_the_way.write_text("a file where the folder should be")
    assert cut_in_a_new_process(in_the_way / "deeper", tmp_path / "temporary") == words_of_jieba


def test_files_are_parsed_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two threads in ``ast.literal_eval`` at once fail now and then under Python 3.11."""
    LexicalIndex.build(DOCUMENTS).save(tmp_path)
    parse = ast.literal_eval
    inside, most = 0, 0

    def slowly(text: str) -> object:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.002)
        inside -= 1
        return parse(text)

    monkeypatch.setattr(ast, "literal_eval", slowly)
    with ThreadPoolExecutor(4) as threads:
        sizes = list(threads.map(lambda _: LexicalIndex.load(tmp_path).size, range(8)))
    assert (sizes, most) == ([len(DOCUMENTS)] * 8, 1)
