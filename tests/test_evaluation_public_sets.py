from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import UsageError
from assistant.evaluation.public_run import run_public_set
from assistant.evaluation.public_sets import PublicSet, PublicSetError, convert, load_public_set, save_public_set
from assistant.evaluation.rankers import TextScorer
from assistant.search.embedding import load_embedder
from assistant.search.lexical import load_tokenizer
from assistant.settings import Settings

SET = PublicSet(
    {"d1": "糖尿病患者每季度随访一次。", "d2": "乡村医生按规定参加养老保险。", "d3": "农村垃圾和污水的处理。"},
    {"q1": "糖尿病多久随访？", "q2": "村医的养老保险", "q3": "垃圾污水"},
    {"q1": frozenset({"d1"}), "q2": frozenset({"d2"}), "q3": frozenset({"d3", "d1"})},
)
SQUAD = {
    "version": "1",
    "data": [
        {
            "title": "t",
            "paragraphs": [
                {
                    "context": "糖尿病患者每季度随访一次。",
                    "qas": [{"id": "A", "question": "多久随访？", "answers": []}],
                },
                {"context": "农村垃圾的处理。", "qas": [{"question": "垃圾？"}, {"question": "怎么处理？"}]},
            ],
        }
    ],
}


def test_a_set_survives_the_disk(tmp_path: Path) -> None:
    save_public_set(SET, tmp_path / "set")
    assert load_public_set(tmp_path / "set") == SET
    with pytest.raises(PublicSetError, match="里已有文件"):
        save_public_set(SET, tmp_path / "set")


def test_squad_is_converted(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text(json.dumps(SQUAD), encoding="utf-8")
    assert convert(tmp_path / "s.json") == PublicSet(
        {"d1": "糖尿病患者每季度随访一次。", "d2": "农村垃圾的处理。"},
        {"A": "多久随访？", "q2": "垃圾？", "q3": "怎么处理？"},
        {"A": frozenset({"d1"}), "q2": frozenset({"d2"}), "q3": frozenset({"d2"})},
    )


def test_pairs_are_converted_and_equal_texts_are_one_document(tmp_path: Path) -> None:
    rows = [{"query": "甲？", "pos": ["一", "二"], "neg": ["三"]}, {"query": "乙？", "pos": ["三"]}]
    (tmp_path / "p.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert convert(tmp_path / "p.jsonl") == PublicSet(
        {"d1": "一", "d2": "二", "d3": "三"},
        {"q1": "甲？", "q2": "乙？"},
        {"q1": frozenset({"d1", "d2"}), "q2": frozenset({"d3"})},
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "没有读到带答案段落的题"),
        ("nonsense", "不是 JSON（expected ident at line 1 column 2）"),
        ("[1]", "不是 JSON 对象"),
        ('{"query": "甲", "pos": []}', "pos 不能空"),
        ('{"query": "甲", "pos": "一"}', "应为文字的列表"),
        ('{"pos": ["一"]}', "没有 query"),
        ('{"data": [{"paragraphs": [{"qas": []}]}]}', "不是 SQuAD 格式"),
        ('{"data": [1]}', "不是 SQuAD 格式（data.0："),
        ('{"data": [{"paragraphs": [{"context": 1, "qas": []}]}]}', "（data.0.paragraphs.0.context："),
        (
            '{\n"data": [{"paragraphs": [{"context": "\\ud83d", "qas": []}]}]}',
            "不是 JSON（unexpected end",
        ),
        ("[" * 100_000, "不是 JSON（recursion limit exceeded at line 1 column 202）"),
        (
            '{"query": "甲", "pos": ["乙"]}\n{"query": "\\ud83d", "pos": ["乙"]}',
            "第 2 行不是 JSON：unexpected",
        ),
        ('{"query": "甲", "pos": ["乙"]}\n' + "[" * 100_000, "第 2 行不是 JSON：recursion limit exceeded"),
    ],
)
def test_what_cannot_be_converted_is_told(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "x").write_text(content, encoding="utf-8")
    with pytest.raises(PublicSetError) as raised:
        convert(tmp_path / "x")
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("corpus.jsonl", None, "没有"),
        ("queries.jsonl", None, "没有"),
        ("qrels/test.tsv", None, "里没有 .tsv 文件"),
        ("corpus.jsonl", "{", "第 1 行不是 JSON"),
        ("corpus.jsonl", '{"_id": "d1", "text": "\\ud83d"}', "corpus.jsonl 第 1 行不是 JSON：unexpected end of hex"),
        ("corpus.jsonl", '{"_id": "d1", "text": ["a"]}', "corpus.jsonl 第 1 行的 text 不是文字。"),
        ("queries.jsonl", "[" * 100_000, "queries.jsonl 第 1 行不是 JSON：recursion limit exceeded"),
        ("queries.jsonl", '{"_id": "q1"}', "没有 text"),
        ("qrels/test.tsv", "h\nq1\td1\tmany\n", "读不出来"),
        ("qrels/test.tsv", "h\th\th\nx\ty\t1\n", "对不上"),
        ("qrels/test.tsv", "h\th\th\nq1\td1\t0\n", "对不上"),
    ],
)
def test_a_damaged_set_is_told(tmp_path: Path, file: str, content: str | None, said: str) -> None:
    folder = tmp_path / "set"
    save_public_set(SET, folder)
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(content, encoding="utf-8")
    with pytest.raises(PublicSetError) as raised:
        load_public_set(folder)
    assert said in str(raised.value)


def test_a_file_is_no_set(tmp_path: Path) -> None:
    file = tmp_path / "set"
    file.write_text("")
    said = f"{file} 是一个文件；请给一个文件夹（其中有 corpus.jsonl、queries.jsonl、qrels/test.tsv）。"
    for action in (load_public_set, lambda folder: save_public_set(SET, folder)):
        with pytest.raises(UsageError) as raised:
            action(file)
        assert str(raised.value) == said


def test_questions_without_gold_are_left_out(tmp_path: Path) -> None:
    save_public_set(SET, tmp_path / "set")
    (tmp_path / "set" / "qrels" / "test.tsv").write_text("a\tb\tc\nq1\td1\t2\nq2\td2\t0\nq3\tdx\t1\n")
    found = load_public_set(tmp_path / "set")
    assert (found.questions, found.gold) == ({"q1": "糖尿病多久随访？"}, {"q1": frozenset({"d1"})})


def test_a_set_is_run(settings: Settings) -> None:
    told: list[tuple[int, int]] = []
    found = run_public_set(
        SET, load_tokenizer(settings.cache), load_embedder(settings), lambda done, all_: told.append((done, all_))
    )
    assert [item.name for item in found] == ["hybrid", "bm25", "embedding"]
    bm25 = found[1].figures
    assert bm25["recall@1"] is not None and (bm25["recall@1"].value, bm25["recall@1"].n) == (1.0, 3)
    assert bm25["mrr@10"] is not None and bm25["mrr@10"].value == 1.0
    assert found[0].behind == {} and found[1].behind["mrr@10"] is not None
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_texts_are_scored_as_the_search_scores_clauses(assistant: object, settings: Settings) -> None:
    """The hybrid on a public set is the program's: the same question gets the same scores over the same clauses."""
    from assistant.answering.service import Assistant
    from assistant.search.documents import searched_text

    assert isinstance(assistant, Assistant)

    def compare(index: object) -> None:
        from assistant.search.index import ClauseIndex

        assert isinstance(index, ClauseIndex)
        scorer = TextScorer([searched_text(clause) for clause in index.clauses], index.tokenizer, index.embedder)
        hits = index.search("陕西谁牵头家庭医生签约", top=len(index.clauses))
        by_id = {hit.clause_id: hit for hit in hits}
        fused = scorer.fused("陕西谁牵头家庭医生签约")
        expected = [by_id[clause.id].score for clause in index.clauses]
        np.testing.assert_allclose(fused, expected, atol=2e-3)

    assistant.use_index(compare)
