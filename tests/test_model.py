"""The bundled embedding and the program that trains it.

One file for everything that needs sentence-transformers, which takes seconds to import.
"""

from __future__ import annotations

import json
import lzma
import math
import random
import stat
import sys
from pathlib import Path

import numpy as np
import pytest
from model2vec import StaticModel

from assistant.training.__main__ import main
from assistant.training.contrastive import Schedule, not_wrong, ranking_loss, rate_at
from assistant.training.cooccurrence import count_pairs, positive_information
from assistant.training.data import bare, hold_out, read_training_data
from assistant.training.evaluate import recall, reciprocal_rank
from assistant.training.examples import build_sources, split_sentences
from assistant.training.lexical import LexicalIndex, content_words, mine_negatives, top
from assistant.training.tokenizer import build_tokenizer

_ROOT = Path(__file__).resolve().parent.parent
_MODEL = _ROOT / "index" / "model"
_TEXTS = [
    "谁可以享受先诊疗后付费？",
    "低保户没钱交押金，能先住院吗",
    "各县（区）于2021年12月底前报送，参保率稳定在95%以上。",
    "12345",
    "１２３ＡＢＣ",
    "Which department leads family doctor contracts?",
    "互联网+医疗 PM2.5 COVID-19",
    "「龘」字不常见",
    "鬱鬱蔥蔥",  # every character unknown
    "😀",
    "，。！",
    " \n",
    "",
    "家庭医生签约服务由基层卫生健康处牵头，有关处室配合。" * 60,
]


def _unit(vectors: np.ndarray) -> np.ndarray:
    vectors = np.asarray(vectors, dtype=np.float32)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def _both(folder: Path, texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """The texts' unit vectors by model2vec and by sentence-transformers."""
    from sentence_transformers import SentenceTransformer

    fast = StaticModel.from_pretrained(folder).encode(texts)
    slow = SentenceTransformer(str(folder), device="cpu").encode(texts)
    return _unit(fast), _unit(slow)


# --- the bundled model -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bundled() -> StaticModel:
    return StaticModel.from_pretrained(_MODEL)


def test_both_libraries_give_the_same_vectors() -> None:
    fast, slow = _both(_MODEL, _TEXTS)
    assert fast.shape == (len(_TEXTS), 256)
    assert np.isfinite(fast).all() and np.isfinite(slow).all()
    assert np.abs(fast - slow).max() <= 1e-3
    # What has no known piece has no direction; everything else has one.
    lengths = np.linalg.norm(fast, axis=1).round(3).tolist()
    assert lengths == [0.0 if text in {"鬱鬱蔥蔥", "😀", "，。！", " \n", ""} else 1.0 for text in _TEXTS]


def test_every_character_of_the_notices_is_known(bundled: StaticModel) -> None:
    unknown = {}
    for path in sorted((_ROOT / "corpus" / "notices").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        encoding = bundled.tokenizer.encode(text, add_special_tokens=False)
        assert len(encoding.ids) > 500
        unknown[path.name] = [text[slice(*encoding.offsets[n])] for n, piece in enumerate(encoding.ids) if piece == 0]
    assert unknown
    assert {name: pieces for name, pieces in unknown.items() if pieces} == {}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("２０２１年12月", ["2021", "年", "12", "月"]),
        ("医疗保障局", ["医疗", "保障局"]),
        ("，。 \n！", []),
    ],
)
def test_pieces(bundled: StaticModel, text: str, pieces: list[str]) -> None:
    assert bundled.tokenizer.encode(text, add_special_tokens=False).tokens == pieces


def test_everyday_words_find_their_official_ones(bundled: StaticModel) -> None:
    clauses = [
        "实行县域内住院先诊疗后付费，患者入院时不需缴纳住院押金。",
        "加强村卫生室标准化建设，配备合格乡村医生。",
        "开展爱国卫生运动，推进农村户用厕所改造。",
        "做好高血压、糖尿病等慢性病患者规范管理。",
    ]
    questions = ["看病住院要先交钱吗", "村里的大夫不够怎么办", "厕所要不要改", "血压高谁来管"]
    vectors = _unit(bundled.encode(questions + clauses))
    assert (vectors[:4] @ vectors[4:].T).argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_files_are_small_readable_and_complete() -> None:
    files = {path.relative_to(_MODEL).as_posix(): path for path in _MODEL.rglob("*") if path.is_file()}
    assert set(files) == {
        "0_StaticEmbedding/model.safetensors",
        "0_StaticEmbedding/tokenizer.json",
        "README.md",
        "config_sentence_transformers.json",
        "modules.json",
        "training.json",
    }
    assert sum(path.stat().st_size for path in files.values()) < 20_000_000
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) & 0o444 for path in files.values()} == {0o444}


def test_the_model_card_gives_the_figures_that_were_measured() -> None:
    card = (_MODEL / "README.md").read_text(encoding="utf-8")
    record = json.loads((_MODEL / "training.json").read_text(encoding="utf-8"))
    for row in record["held_out"]:
        figures = (row["recall_at_10"], row["recall_at_100"], row["mrr_at_10"])
        line = f"| {row['group']} ({row['questions']}) | {row['method']} | " + " | ".join(f"{n:.1f}" for n in figures)
        assert line in card


# --- the training program, end to end on made-up data ------------------------------------------------------------

_TOPICS = {
    "住院": ("看病", "住院病人可以先治疗，出院时结算费用"),
    "签约": ("大夫", "家庭医生与居民签订服务协议，按约定上门"),
    "学校": ("上学", "学校应当按时招收新生，不得收取择校费"),
    "道路": ("开车", "驾驶机动车应当按照限速通行，注意让行"),
    "土地": ("种地", "耕地承包期届满，依法延长三十年"),
    "劳动": ("工资", "用人单位应当按月支付劳动报酬"),
}


def _write(folder: Path, name: str, rows: list[dict[str, str]]) -> None:
    with lzma.open(folder / f"{name}.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture(scope="module")
def made_up_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few hundred rows: six topics, each asked about in a word that its passages do not use."""
    folder = tmp_path_factory.mktemp("data")
    chooser = random.Random(7)
    places = ["北方", "南方", "山区", "城市", "乡村", "海边", "平原", "边境", "开发区", "老城"]
    pairs, articles, texts = [], [], []
    for topic, (everyday, passage) in _TOPICS.items():
        for number in range(40):
            place, year = chooser.choice(places), 1980 + number
            text = f"{place}{topic}规定，{passage}，自{year}年起施行。未按规定办理的，{topic}机构应当改正。"
            source = "stard_train" if number % 2 else "med_toy_t"
            pairs.append({"source": source, "question": f"{place}{everyday}{year}怎么办？", "passage": text})
            law = f"{place}{topic}条例"
            articles.append(
                {"kind": "DLC", "law": law, "chapter": "总则", "article": "第一条", "text": text + "全文。"}
            )
            texts.append({"text": f"{everyday}就是{topic}，{place}的{everyday}要按{topic}的规定办理。{passage}。"})
    _write(folder, "pairs", pairs)
    _write(folder, "law_articles", articles)
    _write(folder, "texts", texts)
    _write(folder, "policy_documents", [{"name": "通知", "text": "第一段讲住院的事。\n\n第二段讲签约的事。"}])
    return folder


def test_training_runs_from_data_to_a_model_that_both_libraries_load(made_up_data: Path, tmp_path: Path) -> None:
    def run(name: str) -> Path:
        out = tmp_path / name
        options = ["--steps", "30", "--held-out", "20", "--threads", "1", "--cache", str(tmp_path / "cache")]
        assert main(["--data", str(made_up_data), "--out", str(out), *options]) == 0
        return out

    first, second = run("first"), run("second")
    weights = "0_StaticEmbedding/model.safetensors"
    assert (first / weights).read_bytes() == (second / weights).read_bytes()
    fast, slow = _both(first, ["看病要先交钱吗", "2021", "", "龘"])
    assert np.abs(fast - slow).max() <= 1e-3
    record = json.loads((first / "training.json").read_text(encoding="utf-8"))
    assert [(row["group"], row["method"]) for row in record["held_out"]] == [
        (group, method) for method in ("BM25", "embedding", "BM25 + embedding") for group in ("law", "other")
    ]
    if sys.platform != "win32":
        assert stat.S_IMODE((first / weights).stat().st_mode) == 0o644


def test_missing_data_is_one_line_and_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path / "none"), "--out", str(tmp_path / "out"), "--cache", str(tmp_path)]) == 1
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "pairs.jsonl.xz cannot be read" in message and "--data must name" in message
    assert not (tmp_path / "out").exists()


# --- its parts ---------------------------------------------------------------------------------------------------


def test_texts_of_the_evaluation_are_left_out(made_up_data: Path, tmp_path: Path) -> None:
    whole = read_training_data(made_up_data)
    spoiled = whole.texts[3]
    # Printed otherwise (other marks, line breaks), a copy is still a copy; a stock phrase is none.
    (tmp_path / "notice.txt").write_text("标题\n" + "\n".join(spoiled).replace("，", ",") + "第一段", encoding="utf-8")
    kept = read_training_data(made_up_data, [tmp_path])
    assert spoiled not in kept.texts
    assert len(kept.texts) == len(whole.texts) - whole.texts.count(spoiled)
    assert "第一段讲住院的事。" in kept.texts


def test_held_out_questions_and_passages_are_gone_from_training(made_up_data: Path) -> None:
    data = read_training_data(made_up_data)
    kept, held = hold_out(data, 10, 10, seed=1)
    assert {"law", "other"} == {question.group for question in held}
    assert sum(question.group == "law" for question in held) == 10
    assert not {question.question for question in held} & {pair.question for pair in kept.pairs}
    gone = {passage for question in held if question.group == "other" for passage in question.relevant}
    assert len(gone) == 10
    assert not gone & ({pair.passage for pair in kept.pairs} | set(kept.texts))
    assert hold_out(data, 10, 10, seed=1)[1] == held
    assert hold_out(data, 0, 0, seed=1) == (data, ())


def test_examples_pair_questions_titles_and_sentences(made_up_data: Path) -> None:
    data = read_training_data(made_up_data)
    sources, texts = build_sources(data, list, seed=0)
    by_name = {source.name: source for source in sources}
    assert set(by_name) == {"law", "med_toy_t", "title", "cloze"}
    law = by_name["law"]
    pairs = {(texts[q], texts[p]) for q, p in zip(law.questions, law.passages, strict=True)}
    assert pairs == {(pair.question, pair.passage) for pair in data.pairs if pair.source == "stard_train"}
    assert all(
        set(wrong.tolist()).isdisjoint({right}) for wrong, right in zip(law.negatives, law.passages, strict=True)
    )
    assert {texts[row] for row in by_name["title"].questions} == {article.title for article in data.articles}
    whole = {article.text for article in data.articles} | set(data.texts)
    cloze = by_name["cloze"]
    cut = [(texts[q], texts[p]) for q, p in zip(cloze.questions, cloze.passages, strict=True)]
    assert all(len(question) >= 8 for question, _ in cut)
    # Nine in ten passages are shown without the sentence, so are no longer among the texts.
    assert 0.8 < sum(passage not in whole for _, passage in cut) / len(cut) < 1.0


def test_sentences_joined_are_the_text() -> None:
    text = "第一句。第二句；第三句！\n尾巴"
    assert split_sentences(text) == ["第一句。", "第二句；", "第三句！", "\n", "尾巴"]


def test_bare_text_is_equal_for_two_printings() -> None:
    assert bare("（一）ＡＢ，１２ 月\n") == bare("(一)ab12月") == "一ab12月"


def test_tokenizer_keeps_words_apart_from_digits_and_letters() -> None:
    tokenizer = build_tokenizer([["医疗", "保障", "12", "abc"]] * 9 + [["医", "疗", "保", "障"]] * 2)
    tokens = tokenizer.encode("医疗12保障ABC-3，").tokens
    assert tokens == ["医疗", "12", "保障", "abc", "3"]
    assert tokenizer.encode("龘").ids == [0]
    assert build_tokenizer([["医疗"] * 9], size=40).get_vocab_size() <= 40


def test_pairs_are_counted_within_a_text_and_fall_with_distance() -> None:
    counts = count_pairs(np.array([0, 1, 2, 0]), np.array([0, 3, 4]), size=3, window=2).toarray()
    assert counts.tolist() == [[0.0, 1.0, 0.5], [1.0, 0.0, 1.0], [0.5, 1.0, 0.0]]


def test_information_is_positive_where_tokens_meet_more_often_than_chance() -> None:
    from scipy import sparse

    counts = sparse.csr_matrix(np.array([[0.0, 8.0, 1.0], [8.0, 0.0, 1.0], [1.0, 1.0, 0.0]]))
    information = positive_information(counts).toarray()
    assert information[0, 1] == pytest.approx(math.log(8 / (9 * 9**0.75 / (2 * 9**0.75 + 2**0.75))), abs=1e-6)
    assert information[2, 2] == 0.0


def test_lexical_index_ranks_and_scales() -> None:
    index = LexicalIndex([["押金", "住院"], ["医生"], ["道路"], ["住院"]])
    assert top(index.scores(["押金", "住院"]), 2).tolist() == [0, 3]
    known, half = index.relative_scores(["押金"])[0], index.relative_scores(["押金", "起付线"])[0]
    idf, unseen = math.log(1 + 3.5 / 1.5), math.log(1 + 4.5 / 0.5)
    assert half == pytest.approx(known * idf / (idf + unseen), rel=1e-6)
    assert index.scores(["没有"]).tolist() == [0, 0, 0, 0]
    assert content_words(["谁", "可以", "住院"]) == ["住院"]


def test_hard_negatives_skip_the_right_and_the_first() -> None:
    index = LexicalIndex([["a", "a", "a"], ["a", "a", "b"], ["a", "b", "b"], ["c"]])
    steps: list[int] = []
    found = mine_negatives(index, [["a"]], [frozenset({0})], skip=1, count=2, on_step=lambda: steps.append(1))
    assert found.tolist() == [[2, -1]] and steps == [1]


def test_what_must_not_count_as_wrong() -> None:
    # Questions 5, 6, 5 with passages 10, 11, 12; then hard negatives: absent, 11, 10.
    masked = not_wrong(np.array([5, 6, 5]), np.array([10, 11, 12, -1, 11, 10]))
    assert masked.tolist() == [
        [False, False, True, True, False, True],
        [False, False, False, True, True, False],
        [True, False, False, True, False, True],
    ]


def test_loss_is_zero_for_perfect_vectors_and_log_n_for_equal_ones() -> None:
    import torch

    none = torch.zeros((4, 4), dtype=torch.bool)
    perfect, equal = torch.eye(4), torch.ones((4, 4))
    assert float(ranking_loss(perfect, perfect, none, (4,), 100.0)) == pytest.approx(0.0, abs=1e-6)
    assert float(ranking_loss(equal, equal, none, (4, 2), 20.0)) == pytest.approx(math.log(4), abs=1e-5)


def test_rate_rises_then_falls() -> None:
    schedule = Schedule(steps=100, warmup_share=0.1)
    assert [round(rate_at(step, schedule), 2) for step in (0, 9, 10, 55, 99)] == [0.1, 1.0, 1.0, 0.5, 0.01]


def test_metrics() -> None:
    ranked = [4, 2, 9, 7]
    assert recall(ranked, frozenset({2, 7, 8}), 3) == pytest.approx(1 / 3)
    assert reciprocal_rank(ranked, frozenset({9, 7}), 10) == pytest.approx(1 / 3)
    assert reciprocal_rank(ranked, frozenset({7}), 3) == 0.0
