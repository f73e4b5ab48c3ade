"""Notices kept as read: the same as read from the files, and read anew when anything does not fit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from reading_support import CORPUS, ROOT

from assistant import library, shelf
from assistant.gazetteer import Gazetteer
from assistant.library import find_corpus, read_corpus, read_files
from assistant.records import Notice
from assistant.settings import Settings, load_settings
from assistant.shelf import held_notices


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("shaanxi-2021.txt", "zhongwei-2021.txt"):
        shutil.copy(CORPUS / "notices" / name, corpus)
    for path in (ROOT / "tests" / "shapes").glob("t0*.docx"):
        shutil.copy(path, corpus)
    return load_settings({"ASSISTANT_CORPUS": str(corpus), "ASSISTANT_INDEX": str(tmp_path / "index")})


def read_again(*_: object) -> tuple[Notice, ...]:
    pytest.fail("the files were read again")


def test_what_is_kept_is_what_was_read(here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    read = read_corpus(find_corpus(here.corpus))
    assert held_notices(here) == read
    monkeypatch.setattr(shelf, "read_corpus", read_again)
    kept = held_notices(here)
    assert kept == read
    assert {type(clause.duties) for notice in kept for clause in notice.clauses} == {tuple}


def test_a_changed_file_is_read_anew(here: Settings) -> None:
    held_notices(here)
    path = here.corpus / "shaanxi-2021.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("规划信息处", "规划财务处"), encoding="utf-8")
    shaanxi = next(notice for notice in held_notices(here) if notice.id == "shaanxi-2021")
    assert "规划财务处" in shaanxi.source
    assert any("规划财务处" in duty.support for clause in shaanxi.clauses for duty in clause.duties)


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "foreign"])
def test_damage_is_noticed(here: Settings, damage: str) -> None:
    before = held_notices(here)
    path = here.index / "notices.json"
    data = path.read_bytes()
    damaged = {
        "cut": data[: len(data) // 2],
        "changed": data.replace("规划信息处".encode(), "规划财务处".encode(), 1),
        "empty": b"",
        "foreign": b"[]",
    }[damage]
    assert damaged != data
    path.write_bytes(damaged)
    assert held_notices(here) == before
    assert path.read_bytes() == data


def test_a_folder_that_cannot_be_written_costs_only_time(here: Settings) -> None:
    here.index.write_text("a file in the way", encoding="utf-8")
    assert {notice.id for notice in held_notices(here)} >= {"shaanxi-2021", "zhongwei-2021"}


def test_only_what_changed_is_read_again(here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {notice.id: notice for notice in held_notices(here)}
    path = here.corpus / "zhongwei-2021.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("市医保局", "市民政局"), encoding="utf-8")
    read: list[str] = []
    monkeypatch.setattr(library, "read_files", lambda *given: _noted(read, *given))
    after = {notice.id: notice for notice in held_notices(here)}
    assert read == ["zhongwei-2021"]
    assert after["shaanxi-2021"] == before["shaanxi-2021"] and after["zhongwei-2021"] != before["zhongwei-2021"]
    assert list(after) == list(before)


def test_what_is_taken_away_is_gone_and_nothing_is_read(here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    held_notices(here)
    (here.corpus / "zhongwei-2021.txt").unlink()
    monkeypatch.setattr(library, "read_files", lambda _folder, files, _gazetteer: iter(read_again() if files else ()))
    assert [notice.id for notice in held_notices(here) if notice.id.endswith("2021")] == ["shaanxi-2021"]


def _noted(read: list[str], folder: Path, files: list[Path], gazetteer: Gazetteer) -> Iterator[Notice]:
    read += [file.stem for file in files]
    return read_files(folder, files, gazetteer)
