"""Adding and removing is all or nothing, and every program follows: failures, kills, several at once."""

from __future__ import annotations

import errno
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from own_fixtures import Write, add_one, corpus_settings, held, skip_index, stored, text_of, writer

from assistant import durable, own_notices
from assistant.answering.service import Assistant
from assistant.errors import AssistantError, CorpusError, SearchIndexError
from assistant.holdings import changes
from assistant.holdings.changes import add_notices, remove_notices
from assistant.library import read_corpus
from assistant.own_notices import Corrections, OwnEntry, load_own
from assistant.records import Notice
from assistant.search import opening
from assistant.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    return corpus_settings(tmp_path, monkeypatch)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path)


@pytest.fixture
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the index does not matter it is not built."""
    skip_index(monkeypatch)


# --- all or nothing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "failure", [SearchIndexError("索引建不成。"), KeyboardInterrupt(), OSError(errno.ENOSPC, "full")]
)
def test_where_the_index_fails_all_is_as_it_was(
    settings: Settings, write: Write, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    with monkeypatch.context() as patch:
        skip_index(patch)
        add_one(settings, write("a.txt", text_of("7", 300)))
    before, names = load_own(settings.own_folder), stored(settings)

    def fail(*args: object, **options: object) -> None:
        raise failure

    monkeypatch.setattr(changes, "update_index", fail)
    for action in (
        lambda: add_notices(settings, [write("b.txt", text_of("7", 400)), write("c.txt", text_of("8"))]),
        lambda: remove_notices(settings, ["a"]),
    ):
        with pytest.raises(KeyboardInterrupt if isinstance(failure, KeyboardInterrupt) else AssistantError) as error:
            action()
        assert isinstance(failure, KeyboardInterrupt) or "通知没有改动" in str(error.value)
        assert (load_own(settings.own_folder), stored(settings)) == (before, names)
        assert sorted(held(settings)) == ["a", "base"]


@pytest.mark.usefixtures("no_index")
@pytest.mark.parametrize("writes", range(4))
def test_full_disk_at_any_write_leaves_all_as_it_was(
    settings: Settings, write: Write, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    left = [writes]

    def full(path: Path, data: bytes) -> None:
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        left[0] -= 1
        durable.write_durably(path, data)

    monkeypatch.setattr(own_notices, "write_durably", full)
    with pytest.raises(CorpusError, match="磁盘已满，通知没有改动"):
        add_notices(settings, [write("a.txt", text_of("7"), "gb18030")])
    monkeypatch.undo()
    assert list(held(settings)) == ["base"]
    skip_index(monkeypatch)
    add_one(settings, write("b.txt", text_of("8")))
    assert len(stored(settings)) == 1


def test_interrupted_write_leaves_the_old_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list"
    durable.write_durably(path, b"old")

    def interrupted(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        durable.write_durably(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("list", b"old")]


def test_busy_file_is_tried_again_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    busy, replaces = [3], Path.replace

    def sometimes(self: Path, target: Path) -> Path:
        busy[0] -= 1
        if busy[0]:
            raise PermissionError
        return replaces(self, target)

    monkeypatch.setattr(durable, "_WINDOWS", True)
    monkeypatch.setattr(Path, "replace", sometimes)
    durable.write_durably(tmp_path / "list", b"new")
    assert (tmp_path / "list").read_bytes() == b"new"


def test_folder_that_cannot_be_written_is_told(settings: Settings, write: Write) -> None:
    settings.own_folder.write_text("a file stands here")
    with pytest.raises(CorpusError, match=r"不能写入.+ASSISTANT_OWN"):
        add_notices(settings, [write("a.txt", text_of())])


def test_list_that_was_switched_before_a_kill_is_indexed_by_the_next_command(
    settings: Settings, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [n.id for n in Assistant.open(settings).notices] == ["base"]
    with monkeypatch.context() as patch:
        skip_index(patch)
        add_one(settings, write("a.txt", text_of()))
    assert [n.id for n in Assistant.open(settings).notices] == ["base", "a"]


# --- several programs --------------------------------------------------------------------------------------------

_OTHER = """
import sys
from pathlib import Path
from assistant.holdings.changes import add_notices, remove_notices
from assistant.search import builder
from assistant.search.check import check_here
from assistant.settings import load_settings
builder.check_elsewhere = check_here  # the process that checks a build takes most of the time
settings = load_settings({"ASSISTANT_CORPUS": sys.argv[2], "ASSISTANT_INDEX": sys.argv[3]})
add_notices(settings, [Path(sys.argv[4])]) if sys.argv[1] == "add" else remove_notices(settings, [sys.argv[4]])
"""


def test_running_program_follows_what_another_one_adds_and_removes(settings: Settings, write: Write) -> None:
    assistant = Assistant.open(settings)
    question = "海原县乡村医生每月岗位补助多少钱"

    def other(action: str, argument: str) -> None:
        folders = (str(settings.corpus), str(settings.index))
        subprocess.run([sys.executable, "-c", _OTHER, action, *folders, argument], check=True, timeout=120)

    assert assistant.ask(question).citations == ()
    other("add", str(write("a.txt", text_of())))
    answer = assistant.ask(question)
    assert [(c.notice, c.place, c.clause) for c in answer.citations] == [("a", "海原县", "二、")]
    assert "300元" in answer.text
    other("remove", "a")
    assert assistant.ask(question).citations == ()


def test_added_and_removed_through_the_assistant(settings: Settings, write: Write) -> None:
    assistant = Assistant.open(settings)
    text = text_of(title="甲乡").replace("海原县卫生健康局\n2023年3月5日\n", "")
    assistant.add([write("a.txt", text)], Corrections(place="中卫市海原县"))
    answer = assistant.ask("先诊疗后付费谁牵头", place="海原县")
    assert [(c.notice, c.title, c.place) for c in answer.citations] == [("a", None, "海原县")]
    assistant.remove(["a"])
    assert [n.id for n in assistant.notices] == ["base"]


def test_last_notice_removed_is_gone_from_running_programs_too(settings: Settings, write: Write) -> None:
    (settings.corpus / "base.txt").unlink()
    add_one(settings, write("a.txt", text_of()))
    assistant = Assistant.open(settings)
    assert assistant.ask("先诊疗后付费谁牵头").status == "answered"
    remove_notices(settings, ["a"])
    assert assistant.ask("先诊疗后付费谁牵头").status == "not_found"
    with pytest.raises(CorpusError, match="用 add 加入自己的通知"):
        Assistant.open(settings)


def test_two_that_add_at_once_both_add(settings: Settings, write: Write) -> None:
    paths = [write(f"{n}.txt", text_of(str(n))) for n in range(1, 5)]
    threads = [threading.Thread(target=add_notices, args=(settings, [path])) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(held(settings)) == ["1", "2", "3", "4", "base"]
    assert sorted(n.id for n in opening.open_index(settings).notices) == ["1", "2", "3", "4", "base"]


def test_questions_go_on_while_notices_come_and_go(settings: Settings, write: Write) -> None:
    assistant = Assistant.open(settings)
    stop, seen = threading.Event(), []

    def ask() -> Iterator[str]:
        while not stop.is_set():
            yield assistant.ask("先诊疗后付费谁牵头").status

    askers = [threading.Thread(target=lambda: seen.extend(ask())) for _ in range(2)]
    for asker in askers:
        asker.start()
    path = write("a.txt", text_of())
    for _ in range(2):
        assistant.add([path])
        assistant.remove(["a"])
    stop.set()
    for asker in askers:
        asker.join()
    assert set(seen) == {"answered"}
    assert [n.id for n in assistant.notices] == ["base"]


def test_older_notices_are_not_put_back_by_who_waited(
    settings: Settings, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the base alone is read for an index, an own notice is listed: the index is built once more."""
    added: list[OwnEntry] = []

    def slow(*args: object) -> tuple[Notice, ...]:
        notices = read_corpus(*args)  # type: ignore[arg-type]
        if not added:
            with monkeypatch.context() as patch:
                skip_index(patch)
                add_notices(settings, [write("a.txt", text_of())])
            added.extend(load_own(settings.own_folder))
        return notices

    monkeypatch.setattr(opening, "read_corpus", slow)
    assert [n.id for n in opening.update_index(settings).notices] == ["base", "a"]
