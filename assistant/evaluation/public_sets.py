"""Other people's question sets: documents, questions, gold passages. With them the retrievers can be tried elsewhere.

The form is BEIR's (Thakur et al. 2021), which most public sets can be had in: a folder with ``corpus.jsonl``
(``{"_id", "title", "text"}``), ``queries.jsonl`` (``{"_id", "text"}``) and ``qrels/*.tsv`` (question id, document id,
score; a heading line). Two other common forms are converted to it:

- SQuAD's JSON (also CMRC 2018, DRCD, WebQA): ``{"data": [{"title", "paragraphs": [{"context", "qas": [{"id",
  "question"}]}]}]}``. Each context is a document; it is the gold of its questions.
- JSON lines of pairs, as embedding models are trained on: ``{"query", "pos": [text, …], "neg": [text, …]}``. Equal
  texts are one document.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import StrictInt, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic_core import from_json  # unlike json, it refuses half a surrogate pair and what is nested without end

from assistant.errors import AssistantError, UsageError
from assistant.evaluation.faults import first_fault


class PublicSetError(AssistantError):
    """A set cannot be read, converted or written."""


@dataclass(frozen=True, slots=True)
class PublicSet:
    """``documents`` and ``questions`` by id; ``gold``: question id → the ids of the documents that answer it."""

    documents: Mapping[str, str]
    questions: Mapping[str, str]
    gold: Mapping[str, frozenset[str]]


def load_public_set(folder: Path) -> PublicSet:
    """The set in ``folder``, in BEIR's form. Of several ``qrels`` files ``test.tsv`` is taken, else the first by name.

    :raises UsageError: where it is no folder.
    :raises PublicSetError: where a file is missing or damaged, or no question has gold.
    """
    _require_folder(folder)
    documents = {
        _text(row, "_id", where): f"{_title(row, 'title', where)}\n{_title(row, 'text', where)}".strip()
        for row, where in _rows(folder / "corpus.jsonl")
    }
    queries = {_text(row, "_id", where): _text(row, "text", where) for row, where in _rows(folder / "queries.jsonl")}
    gold = _read_gold(_qrels_of(folder))
    asked = {key: text for key, text in queries.items() if gold.get(key, frozenset()) & documents.keys()}
    if not asked:
        raise PublicSetError(
            f"{folder}：qrels 里的题号、文档号与 queries.jsonl、corpus.jsonl 对不上；请检查各文件的 id。"
        )
    return PublicSet(documents, asked, {key: gold[key] & documents.keys() for key in asked})


def save_public_set(found: PublicSet, folder: Path) -> None:
    """Write ``found`` to ``folder`` in BEIR's form.

    :raises UsageError: where it is no folder. :raises PublicSetError: where that fails, or the folder holds something.
    """
    _require_folder(folder)
    if folder.exists() and any(folder.iterdir()):
        raise PublicSetError(f"{folder} 里已有文件；请给一个新的文件夹。")
    pairs = sorted((key, item) for key, items in found.gold.items() for item in items)
    lines = ["query-id\tcorpus-id\tscore", *(f"{key}\t{item}\t1" for key, item in pairs)]
    try:
        (folder / "qrels").mkdir(parents=True, exist_ok=True)
        _write_rows(folder / "corpus.jsonl", ({"_id": k, "title": "", "text": t} for k, t in found.documents.items()))
        _write_rows(folder / "queries.jsonl", ({"_id": k, "text": t} for k, t in found.questions.items()))
        (folder / "qrels" / "test.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise PublicSetError(f"写不进 {folder}（{error.strerror or error}）；请检查权限。") from error


def convert(file: Path) -> PublicSet:
    """The set in ``file``: SQuAD's JSON, or JSON lines of pairs; told apart by what it holds.

    :raises PublicSetError: where it is neither.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise PublicSetError(f"{file}：没有这个文件；请检查文件名。") from error
    except (OSError, UnicodeDecodeError) as error:
        raise PublicSetError(f"{file} 读不出来（{error}）；请用 UTF-8 的 JSON 或 JSON Lines 文件。") from error
    found = _from_lines_or_whole(text, file)
    if not found.questions:
        raise PublicSetError(f"{file}：没有读到带答案段落的题；{_FORMS}。")
    return found


_FORMS = "应为 SQuAD 格式的 JSON，或每行一个 query、pos、neg 的 JSON Lines"


def _from_lines_or_whole(text: str, file: Path) -> PublicSet:
    try:
        whole = from_json(text)
    except ValueError as error:
        first = text.lstrip().partition("\n")[0]
        if first and not _is_json(first):
            raise PublicSetError(f"{file} 不是 JSON（{error}）；{_FORMS}。") from error
        whole = None
    if isinstance(whole, dict) and isinstance(whole.get("data"), list):
        return _from_squad(whole, file)
    return _from_pairs(file)


def _is_json(text: str) -> bool:
    try:
        from_json(text)
    except ValueError:
        return False
    return True


@checked_dataclass
class _Asked:
    question: str
    id: str | StrictInt | None = None


@checked_dataclass
class _Paragraph:
    context: str
    qas: list[_Asked]


@checked_dataclass
class _Article:
    paragraphs: list[_Paragraph]


@checked_dataclass
class _Squad:
    data: list[_Article]


_SQUAD = TypeAdapter(_Squad)


def _from_squad(whole: dict[str, Any], file: Path) -> PublicSet:
    try:
        articles = _SQUAD.validate_python(whole).data
    except ValidationError as error:
        field, reason = first_fault(error)
        raise PublicSetError(
            f"{file}：不是 SQuAD 格式（{field}：{reason}）；应为 data → paragraphs → context、qas。"
        ) from error
    documents, questions, gold = dict[str, str](), dict[str, str](), dict[str, frozenset[str]]()
    for paragraph in (paragraph for article in articles for paragraph in article.paragraphs):
        key = f"d{len(documents) + 1}"
        documents[key] = paragraph.context
        for asked in paragraph.qas:
            question = str(asked.id or f"q{len(questions) + 1}")
            questions[question], gold[question] = asked.question, frozenset([key])
    return PublicSet(documents, questions, gold)


def _from_pairs(file: Path) -> PublicSet:
    ids = dict[str, str]()
    questions, gold = dict[str, str](), dict[str, frozenset[str]]()
    for row, where in _rows(file):
        positive, negative = row.get("pos"), row.get("neg", [])
        if not _are_texts(positive) or not _are_texts(negative) or not positive:
            raise PublicSetError(f"{where}：pos 和 neg 应为文字的列表，pos 不能空。")
        for text in (*positive, *negative):
            ids.setdefault(text, f"d{len(ids) + 1}")
        key = f"q{len(questions) + 1}"
        questions[key] = _text(row, "query", where)
        gold[key] = frozenset(ids[text] for text in positive)
    return PublicSet({key: text for text, key in ids.items()}, questions, gold)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _rows(file: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The objects in a file of JSON lines, each with where it stands."""
    try:
        with file.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                where = f"{file.name} 第 {number} 行"
                if line.strip():
                    yield _object(line, where), where
    except FileNotFoundError as error:
        raise PublicSetError(f"没有 {file}；文件夹里应有 corpus.jsonl、queries.jsonl 和 qrels/test.tsv。") from error
    except (OSError, UnicodeDecodeError) as error:
        raise PublicSetError(f"{file} 读不出来（{error}）；请用 UTF-8 编码。") from error


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        row = from_json(line)
    except ValueError as error:
        raise PublicSetError(f"{where}不是 JSON：{error}。") from error
    if not isinstance(row, dict):
        raise PublicSetError(f"{where}不是 JSON 对象。")
    return row


def _text(row: dict[str, Any], name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str | int) or not str(value).strip():
        raise PublicSetError(f"{where}没有 {name}。")
    return str(value)


def _title(row: dict[str, Any], name: str, where: str) -> str:
    """A text that may be missing or empty."""
    value = row.get(name) or ""
    if not isinstance(value, str):
        raise PublicSetError(f"{where}的 {name} 不是文字。")
    return value


def _require_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} 是一个文件；请给一个文件夹（其中有 corpus.jsonl、queries.jsonl、qrels/test.tsv）。")


def _write_rows(file: Path, rows: Iterator[dict[str, str]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    file.write_text(text, encoding="utf-8")


def _qrels_of(folder: Path) -> Path:
    files = sorted((folder / "qrels").glob("*.tsv"), key=lambda file: (file.name != "test.tsv", file.name))
    if not files:
        raise PublicSetError(
            f"{folder}/qrels 里没有 .tsv 文件；应有 qrels/test.tsv（题号、文档号、分数，制表符隔开）。"
        )
    return files[0]


def _read_gold(file: Path) -> dict[str, frozenset[str]]:
    gold = dict[str, set[str]]()
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.reader(lines, delimiter="\t")
            next(rows, None)
            for row in rows:
                if len(row) >= 3 and float(row[2]) > 0:
                    gold.setdefault(row[0], set()).add(row[1])
    except (OSError, ValueError, csv.Error) as error:
        raise PublicSetError(
            f"{file} 读不出来（{error}）；应为题号、文档号、分数三列，制表符隔开，首行为表头。"
        ) from error
    return {key: frozenset(items) for key, items in gold.items()}
