from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from search_fixtures import (
    EAST,
    NOTICES,
    WEST,
    FakeEmbedder,
    clause_of,
    notice_of,
    quick_check,
    settings_in,
    write_static_model,
)

from assistant.errors import SearchIndexError, UsageError
from assistant.records import Notice
from assistant.search import index as index_module
from assistant.search.documents import searched_clauses, searched_text
from assistant.search.fusion import COSINE_WEIGHT, best, fuse, relative_lexical
from assistant.search.index import ClauseIndex
from assistant.search.lexical import LexicalIndex, load_tokenizer
from assistant.search.opening import ensure_index

QUESTION = "谁可以享受先诊疗后付费？"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> ClauseIndex:
    folder = tmp_path_factory.mktemp("index")
    with pytest.MonkeyPatch.context() as patch:
        quick_check(patch)
        return ensure_index(settings_in(folder), NOTICES, "f", embedder=FakeEmbedder())


# --- which clauses are searched ------------------------------------------------------------------------------------


def test_what_is_searched_and_by_which_text() -> None:
    clauses = [
        clause_of("n", "", "关于印发某通知", id="n#/p1", part="front", is_heading=True),
        clause_of("n", "", "为贯彻落实意见，制定本方案。", id="n#/p2", part="front"),
        clause_of("n", "一、", "一、总体要求", heading="总体要求", headings=("总体要求",), is_heading=True),
        clause_of("n", "一、（一）", "（一）目标。到2025年建成。", heading="目标。", headings=("总体要求", "目标。")),
        clause_of("n", "二、", "二、人才队伍建设(略)", headings=("人才队伍建设",), is_heading=True, omitted=True),
        clause_of("n", "三、", "三、加强组织领导", headings=("加强组织领导",), is_heading=True),
        clause_of("n", "附件", "名单如下。", part="annex"),
        clause_of("n", "", "2021年8月16日", id="n#/p3", part="signature"),
        clause_of("n", "", "点击关注公众号", id="n#/p4", part="foreign"),
        clause_of("n", "四、", "  \n"),
    ]
    found = searched_clauses([notice_of("n", clauses)])
    assert [clause.id for clause in found] == ["n#/p2", "n#一、（一）/p1", "n#二、/p1", "n#三、/p1", "n#附件/p1"]
    assert searched_text(found[1]) == "总体要求\n（一）目标。到2025年建成。"
    assert searched_text(found[3]) == "三、加强组织领导"


def test_two_clauses_of_one_id_are_refused() -> None:
    with pytest.raises(SearchIndexError, match="east-2021#一、/p1"):
        searched_clauses([EAST, EAST])


# --- the score -----------------------------------------------------------------------------------------------------


def test_score_is_relative_bm25_and_weighted_cosine(index: ClauseIndex, tmp_path: Path) -> None:
    tokenizer = load_tokenizer(tmp_path.parent / "cache")
    clauses = searched_clauses(NOTICES)
    lexical = LexicalIndex.build([tokenizer.tokenize(searched_text(clause)) for clause in clauses])
    tokens = tokenizer.tokenize(QUESTION)
    embedder = FakeEmbedder()
    cosine = (
        embedder.encode_documents([searched_text(clause) for clause in clauses])
        @ (embedder.encode_queries([QUESTION])[0])
    )
    expected = lexical.scores(tokens) / lexical.idf_sum(tokens) + 0.1 * cosine
    hits = index.search(QUESTION, top=100)
    assert [hit.clause_id for hit in hits] == [clauses[row].id for row in np.argsort(-expected)]
    for hit in hits:
        row = [clause.id for clause in clauses].index(hit.clause_id)
        assert hit.score == pytest.approx(float(expected[row]), abs=1e-5)
        assert hit.score == pytest.approx(hit.lexical + COSINE_WEIGHT * hit.cosine, abs=1e-6)
        assert hit.cosine == pytest.approx(float(cosine[row]), abs=1e-5)
        assert hit.notice == hit.clause_id.partition("#")[0]


def test_fusion_is_pure_arithmetic() -> None:
    scores = np.array([1, 0, 2], dtype=np.float32)
    assert relative_lexical(scores, 4).tolist() == [0.25, 0, 0.5]
    assert relative_lexical(scores, 0).tolist() == [0, 0, 0]
    fused = fuse(np.array([0.5], dtype=np.float32), np.array([-1], dtype=np.float32))
    assert fused.tolist() == pytest.approx([0.4])


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 9])
def test_best_keeps_the_order_of_equals(count: int) -> None:
    scores = np.array([1, 3, 2, 3, 2], dtype=np.float32)
    assert best(scores, count).tolist() == [1, 3, 2, 4, 0][:count]


# --- asking --------------------------------------------------------------------------------------------------------


def test_best_clause_comes_first_and_top_holds(index: ClauseIndex) -> None:
    assert [hit.clause_id for hit in index.search(QUESTION, top=2)] == ["west-2022#二、/p1", "east-2021#二、/p1"]
    assert len(index.search(QUESTION)) == 6


def test_search_stays_within_the_notices_that_apply(index: ClauseIndex) -> None:
    hits = index.search("家庭医生签约谁牵头", notices=["west-2022", "unknown"])
    assert {hit.notice for hit in hits} == {"west-2022"}
    everywhere = {hit.clause_id: hit for hit in index.search("家庭医生签约谁牵头")}
    assert hits == [everywhere[hit.clause_id] for hit in hits]
    assert index.search("家庭医生", notices=[]) == []


def test_every_notice_gives_its_best(index: ClauseIndex) -> None:
    found = index.search_each("家庭医生签约谁牵头", ["west-2022", "unknown", "east-2021"], top_each=2)
    assert list(found) == ["west-2022", "unknown", "east-2021"]
    assert found["unknown"] == []
    assert [len(hits) for hits in found.values()] == [2, 0, 2]
    assert found["east-2021"][0].clause_id == "east-2021#一、/p1"
    for notice in ("west-2022", "east-2021"):
        assert found[notice] == index.search("家庭医生签约谁牵头", notices=[notice], top=2)
    assert list(index.search_each(QUESTION)) == ["east-2021", "west-2022"]


def test_heading_above_a_clause_finds_it(index: ClauseIndex) -> None:
    assert index.search("监督检查", top=1)[0].clause_id == "east-2021#三、/p1"


@pytest.mark.parametrize(
    ("question", "share", "unknown"),
    [
        ("先诊疗后付费", 1.0, ()),
        ("谁可以吗", 1.0, ()),
        ("签约彩票", None, ("彩票",)),
        ("lottery", 0.0, ("lottery",)),
    ],
)
def test_coverage(index: ClauseIndex, question: str, share: float | None, unknown: tuple[str, ...]) -> None:
    coverage = index.coverage(question)
    assert coverage.unknown == unknown
    assert 0 < coverage.share < 1 if share is None else coverage.share == share


def test_question_with_nothing_to_search_by_is_no_error(index: ClauseIndex) -> None:
    assert [(hit.lexical, hit.cosine) for hit in index.search("？！", top=1)] == [(0, 0)]


@pytest.mark.parametrize(("question", "top"), [("", 1), (" \n", 1), ("住院", 0), ("住院", -1)])
def test_wrong_requests(index: ClauseIndex, question: str, top: int) -> None:
    with pytest.raises(UsageError):
        index.search(question, top=top)
    with pytest.raises(UsageError):
        index.search_each(question, top_each=top)


def test_no_notice_at_all(tmp_path: Path) -> None:
    empty = ensure_index(settings_in(tmp_path), (), "f", embedder=FakeEmbedder())
    assert (empty.notices, empty.search("住院"), empty.search_each("住院")) == ((), [], {})
    assert empty.coverage("住院").share == 0


def test_records_come_back_as_they_were(index: ClauseIndex) -> None:
    assert index.notices == NOTICES
    assert index.clause("west-2022#三、（一）/p1") is index.clauses[5]
    with pytest.raises(KeyError):
        index.clause("west-2022#九、/p1")


# --- large corpora -------------------------------------------------------------------------------------------------


def many_notices(count: int) -> tuple[Notice, ...]:
    texts = [clause.text for notice in NOTICES for clause in notice.clauses]
    return tuple(
        notice_of(
            f"n{i}", [clause_of(f"n{i}", "一、", f"第{i}号。{texts[i % 6]}"), clause_of(f"n{i}", "二、", f"附则{i}")]
        )
        for i in range(count)
    )


def test_candidates_of_a_large_corpus_hold_the_best(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_check(monkeypatch)
    index = ensure_index(settings_in(tmp_path), many_notices(200), "f", embedder=FakeEmbedder())
    some = [f"n{i}" for i in range(0, 200, 2)]
    asked = [("第7号先诊疗后付费", None), ("大病专项救治", some), ("家庭医生签约", ["n6", "n12"])]
    exact = [index.search(question, notices=notices, top=5) for question, notices in asked]
    each = index.search_each("大病专项救治", some, top_each=2)
    monkeypatch.setattr(index_module, "_EXACT_CLAUSES", 10)
    monkeypatch.setattr(index_module, "_EXACT_FETCHED", 10)
    monkeypatch.setattr(index_module, "_NEAREST", 60)
    monkeypatch.setattr(index_module, "_LEXICAL", 30)
    for (question, notices), expected in zip(asked, exact, strict=True):
        found = index.search(question, notices=notices, top=5)
        assert [hit.clause_id for hit in found] == [hit.clause_id for hit in expected]
        for hit, same in zip(found, expected, strict=True):
            assert (hit.lexical, hit.cosine) == pytest.approx((same.lexical, same.cosine), abs=1e-5)
    candidates = index.search_each("大病专项救治", some, top_each=1)
    assert list(candidates) == some
    assert all(len(hits) == 1 for hits in candidates.values())
    for notice in some:
        same = {hit.clause_id: hit for hit in each[notice]}[candidates[notice][0].clause_id]
        assert candidates[notice][0].cosine == pytest.approx(same.cosine, abs=1e-5)
        if each[notice][0].lexical > 0:
            assert candidates[notice][0].clause_id == each[notice][0].clause_id


# --- the views for LangChain ---------------------------------------------------------------------------------------


def test_retriever_returns_documents(index: ClauseIndex) -> None:
    from assistant.search.vectorstore import as_retriever

    documents = as_retriever(index, top=2).invoke(QUESTION)
    assert [document.id for document in documents] == ["west-2022#二、/p1", "east-2021#二、/p1"]
    assert documents[0].page_content == WEST.clauses[1].text
    metadata = documents[0].metadata
    assert (metadata["notice"], metadata["label"], metadata["start"], metadata["end"]) == ("west-2022", "二、", 0, 18)
    assert metadata["score"] == index.search(QUESTION, top=1)[0].score
    within = as_retriever(index, notices=("west-2022",)).invoke(QUESTION)
    assert [document.metadata["notice"] for document in within] == ["west-2022"] * 3


def test_vector_store_of_langchain_reads_the_same_collection(index: ClauseIndex) -> None:
    from assistant.search.vectorstore import as_vectorstore

    store = as_vectorstore(index)
    ((document, score),) = store.similarity_search_with_relevance_scores("住院患者免交押金", k=1)
    assert (document.id, document.page_content) == ("west-2022#二、/p1", WEST.clauses[1].text)
    cosine = next(hit.cosine for hit in index.search("住院患者免交押金") if hit.clause_id == document.id)
    assert score == pytest.approx(cosine, abs=1e-5)
    (found,) = store.similarity_search("先诊疗", k=1, filter={"notice": "east-2021"})
    assert found.metadata["notice"] == "east-2021"


def test_settings_are_all_that_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_check(monkeypatch)
    write_static_model(tmp_path / "model", [notice.source for notice in NOTICES])
    index = ensure_index(settings_in(tmp_path), NOTICES, "f")
    assert index.manifest.model == "model"
    assert index.search("大病专项救治病种", top=1)[0].clause_id == "west-2022#三、（一）/p1"
