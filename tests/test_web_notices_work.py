"""The tab of the notices at work: told as it goes, one visitor after the other, usable after a failure."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from own_fixtures import Write, corpus_settings, held, skip_index, text_of, writer

from assistant.errors import CorpusError
from assistant.holdings.changes import Refused
from assistant.holdings.preview import Preview, preview_notice
from assistant.records import Notice
from assistant.settings import Settings
from assistant.web.notices_render import (
    render_intro,
    render_working,
)
from assistant.web.notices_tab import NoticesTab
from assistant.web.staging import Opened, Staged
from assistant.web.tabs import Frame, Options
from assistant.web.words import WORDS
from assistant.web.work import Step, Work

BASE = Notice("base", "甲市方案", "甲卫〔2021〕1号", None, "甲市", "2021-10-12", None, "", ())


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    skip_index(monkeypatch)
    return corpus_settings(tmp_path, monkeypatch)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path / "in")


def _previewed(settings: Settings, file: Path) -> Preview:
    return preview_notice(settings, tuple(held(settings).values()), file)


def test_work_is_told_as_it_goes() -> None:
    told, go_on = threading.Event(), threading.Event()

    def action(say: Any, progress: Any) -> str:
        say("等")
        progress(3, 10)
        told.set()
        assert go_on.wait(10)
        return "成"

    work = Work(action)
    assert told.wait(10)
    steps = work.steps()
    assert next(steps) == Step("等", 3, 10)
    go_on.set()
    assert list(steps) == []
    assert work.result() == "成"


def test_what_fails_is_raised_to_who_waits() -> None:
    def action(say: Any, progress: Any) -> None:
        raise CorpusError("坏了")

    with pytest.raises(CorpusError, match="坏了"):
        Work(action).result()


def test_work_going_on_as_html() -> None:
    assert render_working("正在加入……", Step(), "zh") == (
        '<div class="pa-told pa-pending" data-stopped="连接中断；请刷新页面，看看办成没有。">'
        '<p role="status">正在加入……</p></div>'
    )
    bar = '<progress max="20" value="5" aria-label="正在建立索引……"></progress>'
    assert bar in render_working("正在加入……", Step("正在建立索引……", 5, 20), "zh")


def _tab(assistant: Any, **options: Any) -> NoticesTab:
    import gradio as gr

    with gr.Blocks():
        frame = Frame(
            assistant, Options(**options), gr.Radio(), gr.Dropdown(), gr.HTML(), gr.DownloadButton(), gr.State(0)
        )
        return NoticesTab(frame)


def _told(outputs: list[Any]) -> str:
    return str(outputs[1]["value"])


@pytest.fixture
def shown(settings: Settings, write: Write) -> Staged:
    """A file that is looked at."""
    file = write("a.txt", text_of("7"))
    return Staged((str(file),), _previewed(settings, file), 1)


@pytest.mark.parametrize(("lang", "line"), [("zh", "正在更新，请稍候……"), ("en", "Updating, one moment…")])
def test_the_index_is_not_spoken_of(settings: Settings, shown: Staged, lang: str, line: str) -> None:
    seen = threading.Event()

    def add(files: Any, given: Any, *, say: Any, on_progress: Any) -> tuple[Any, ...]:
        say("通知的文件有变动，索引已过时，正在建立索引……")
        assert seen.wait(10)
        return (Refused(files[0], "不收"),)

    tab = _tab(SimpleNamespace(notices=(), knowledge=object(), add=add), settings=settings)
    told = []
    for step in tab._add(shown, None, 0, lang, "", "", "", ""):
        told.append(_told(step))
        if line in told[-1]:
            seen.set()
    assert seen.is_set()
    assert not [words for words in told if "索引" in words]


def test_who_comes_second_is_told_to_wait(settings: Settings, shown: Staged) -> None:
    def add(files: Any, given: Any, **options: Any) -> tuple[Any, ...]:
        return (Refused(files[0], "不收"),)

    tab = _tab(SimpleNamespace(notices=(), knowledge=object(), add=add), settings=settings)
    tab._changing.acquire()
    first = threading.Timer(1, tab._changing.release)
    first.start()
    steps = list(tab._add(shown, None, 0, "zh", "", "", "", ""))
    assert "正在加入" in _told(steps[0])
    assert "有人正在增删通知" in _told(steps[1])
    assert "不收" in _told(steps[-1])
    assert steps[-1][-1] == 0, "nothing changed, the rest of the page stays as it is"


def test_a_failure_leaves_the_page_usable(settings: Settings, shown: Staged) -> None:
    def add(*args: Any, **options: Any) -> None:
        raise RuntimeError("secret detail")

    tab = _tab(SimpleNamespace(notices=(), knowledge=object(), add=add), settings=settings)
    *_, last = tab._add(shown, None, 0, "zh", "", "", "", "")
    assert "没有加入：程序出错（RuntimeError）" in _told(last)
    assert "secret" not in str(last)
    assert last[0] is shown
    assert [button["interactive"] for button in last[8:11]] == [True, True, True]


def test_only_what_was_asked_is_removed(settings: Settings) -> None:
    def remove(*args: Any, **options: Any) -> None:
        raise AssertionError("nothing may be removed")

    tab = _tab(SimpleNamespace(notices=(), remove=remove), settings=settings)
    assert list(tab._remove(Staged(), None, 0, "zh")) == []
    assert list(tab._remove(Staged(), Opened("base"), 0, "zh")) == []
    (gone,) = tab._remove(Staged(), Opened("base", asks=True), 0, "zh")
    assert "这份通知已经不在库中。" in _told(gone)


def test_too_many_files_are_cut_and_that_is_said(settings: Settings, write: Write) -> None:
    files = [str(write(f"{n}.txt", text_of(str(n)))) for n in range(52)]
    tab = _tab(SimpleNamespace(notices=()), settings=settings)
    *_, last = tab._choose(Staged(), None, 0, "zh", files)
    assert "一次最多 50 份；后面的 2 份没有收" in _told(last)
    assert last[0].files == tuple(files[:50])
    assert "第 1 份，共 50 份" in last[3]


def test_without_uploads_there_is_nothing_to_change_anything_with(settings: Settings) -> None:
    tab = _tab(SimpleNamespace(notices=(BASE,)), settings=settings, uploads=False)
    assert [type(item).__name__ for item in tab.labelled] == ["HTML"]
    assert len(tab.label("zh")) == 1
    assert not hasattr(tab, "choose")


def test_both_languages_take_the_same_values() -> None:
    for key, (chinese, english) in WORDS.items():
        assert sorted(re.findall(r"\{\d\}", chinese)) == sorted(re.findall(r"\{\d\}", english)), key
    assert "10 MB" in render_intro("en")


def test_ones_own_work_is_not_told_as_another_visitors(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look that comes between the index and the end of the visitor's own work believes nothing yet."""
    import gradio as gr

    from assistant.web.page import _Page

    told: list[str] = []
    monkeypatch.setattr(gr, "Info", lambda line, **_: told.append(line))
    page: Any = SimpleNamespace(_assistant=SimpleNamespace(notices=(BASE,)))
    seen, _ = _Page._look(page, None, 0, "zh")
    page._assistant.notices = (BASE, replace(BASE, id="yi"))
    doubted, _ = _Page._look(page, seen, 0, "zh")
    own, changed = _Page._look(page, doubted, 1, "zh")  # the own work has come to its end meanwhile
    assert told == []
    assert _Page._look(page, own, 1, "zh")[0] == own
    assert told == []
    shown, changed = _Page._look(page, doubted, 0, "zh")  # it was somebody else
    assert told == ["别人刚刚加入或移除了通知，页面已按现有的通知更新。"]
    assert changed == shown.changed == 1
