"""A file that a visitor chose before it is added: what it would come to, what is said of it, what can be corrected."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from own_fixtures import Write, add_one, corpus_settings, held, skip_index, text_of, writer

from assistant.errors import CorpusError
from assistant.holdings.changes import Refused, Removed
from assistant.holdings.plan import Added
from assistant.holdings.preview import Preview, preview_notice
from assistant.own_notices import Corrections
from assistant.reading.notice import parse_notice
from assistant.records import Notice
from assistant.settings import Settings
from assistant.web.notices_render import (
    failure_line,
    outcome_lines,
    plain_reason,
    removed_lines,
    render_staged,
    render_told,
)
from assistant.web.staging import corrections_from


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    skip_index(monkeypatch)
    return corpus_settings(tmp_path, monkeypatch)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path / "in")


@pytest.fixture
def notice(settings: Settings) -> Notice:
    """A small notice of 海原县, as read."""
    from assistant.gazetteer import load_gazetteer

    return parse_notice("yi", text_of("7"), load_gazetteer(settings.corpus))


def _previewed(settings: Settings, file: Path) -> Preview:
    return preview_notice(settings, tuple(held(settings).values()), file)


def test_a_preview_tells_what_adding_comes_to(settings: Settings, write: Write) -> None:
    new = write("a.txt", text_of("7"))
    before = sorted(path for path in settings.corpus.rglob("*"))
    preview = _previewed(settings, new)
    assert isinstance(preview.outcome, Added)
    assert (preview.outcome.outcome, preview.notice.place, preview.notice.number) == (
        "added",
        "海原县",
        "海卫发〔2023〕7号",
    )
    assert sorted(path for path in settings.corpus.rglob("*")) == before, "nothing is written"
    add_one(settings, new)
    for name, text, outcome in (
        ("again.txt", text_of("7"), "held"),
        ("newer.txt", text_of("7", subsidy=400, day="9"), "replaced"),
        ("other.txt", text_of("8", title="关于印发乙方案的通知"), "added"),
        ("base2.txt", (settings.corpus / "base.txt").read_text(encoding="utf-8"), "held"),
    ):
        file = write(name, text)
        found = _previewed(settings, file).outcome
        assert isinstance(found, Added)
        assert found.outcome == outcome == add_one(settings, file).outcome
    assert found.own is False
    older = _previewed(settings, write("older.txt", text_of("7", day="1")))
    assert isinstance(older.outcome, Refused)
    assert older.notice.date == "2023-03-01", "it is shown all the same: its date may have been read wrong"


def test_what_is_said_above_the_fields(settings: Settings, write: Write) -> None:
    preview = _previewed(settings, write("甲.txt", text_of("7")))
    assert render_staged(preview, 1, 1, "zh") == (
        '<section class="pa-staged"><h3 tabindex="-1">甲.txt</h3><p>库里还没有这份，加入后就多一份。</p>'
        '<p class="pa-hint">读错或没有读出的，请改正：</p></section>'
    )
    add_one(settings, write("甲.txt", text_of("7")))
    newer = _previewed(settings, write("乙.txt", text_of("7", subsidy=400, day="9")))
    assert (
        "<strong>加入后替换旧版：《关于印发甲县健康帮扶实施方案的通知》（2023-03-05；旧版不再保留）。</strong>"
    ) in render_staged(newer, 3, 2, "zh")
    assert "乙.txt<span>第 2 份，共 3 份</span>" in render_staged(newer, 3, 2, "zh")
    older = _previewed(settings, write("丙.txt", text_of("7", day="1")))
    said = re.sub(r"<[^>]+>", "", render_staged(older, 1, 1, "zh"))
    assert "不能这样加入：丙.txt：日期是 2023-03-01，已有同一文件较新的版本 甲（2023-03-05），没有加入；" in said
    assert "/" not in said, "no path of this machine is shown"
    bare = _previewed(settings, write("丁.txt", "一、住院服务\n对低保对象，实行先诊疗后付费。\n"))
    assert render_staged(bare, 1, 1, "en").count("<li>No ") == 4


def test_what_cannot_be_read_is_told(settings: Settings, write: Write) -> None:
    with pytest.raises(CorpusError, match="空"):
        _previewed(settings, write("空.txt", ""))


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("/tmp/x/甲.txt：文件是空的；请换一份。", "甲.txt：文件是空的；请换一份。"),
        (
            "请写省、市或县的名称，例如：--place 中卫市；全国的写 --place 全国。",
            "请写省、市或县的名称，例如：中卫市；全国的写 全国。",
        ),
        ("--date “昨天”不是日期；请写成 2021-10-12。", "日期“昨天”不是日期；请写成 2021-10-12。"),
        ("日期读错了的话，请加上 --date。", "日期读错了的话，请加上 日期。"),
        ("--title 有 300 个字，太长了。", "标题有 300 个字，太长了。"),
    ],
)
def test_errors_speak_of_the_page(reason: str, said: str) -> None:
    assert plain_reason(reason, Path("/tmp/x/甲.txt")) == said


def test_errors_are_in_the_language_of_the_page(settings: Settings, write: Write) -> None:
    """The words around the reason and the reason itself; Chinese is told to be Chinese."""
    with pytest.raises(CorpusError) as caught:
        _previewed(settings, write("空.txt", ""))
    file = settings.corpus.parent / "in" / "空.txt"
    assert failure_line("notices.refused", caught.value, file, "en") == (
        "Not added: <span>空.txt: the file is empty; choose one that holds text.</span>"
    )
    assert failure_line("notices.refused", caught.value, file, "zh") == (
        '没有加入：<span lang="zh-CN">空.txt：文件是空的；请换一份有正文的文件。</span>'
    )
    assert failure_line("notices.refused", CorpusError("坏了"), file, "en") == (
        'Not added: <span lang="zh-CN">坏了</span>'
    )
    add_one(settings, write("甲.txt", text_of("7")))
    older = _previewed(settings, write("丙.txt", text_of("7", day="1")))
    said = re.sub(r"<[^>]+>", "", render_staged(older, 1, 1, "en"))
    assert "丙.txt: its date is 2023-03-01, and a newer version is held, 甲 (2023-03-05)" in said
    assert "If the date was read wrong, correct it: the date." in said


def test_a_long_path_that_was_cut_is_not_shown_either() -> None:
    file = Path("/tmp") / ("x" * 150) / "甲.txt"
    assert plain_reason(f"{str(file)[:120]}……：没有这个文件。", file) == "甲.txt：没有这个文件。"


def test_only_what_the_visitor_changed_counts(notice: Notice) -> None:
    read = (notice.title, notice.number, notice.place, notice.date)
    assert corrections_from(notice, read) == Corrections()
    assert corrections_from(notice, ("", None, " ", "2024-01-02 ")) == Corrections(date="2024-01-02")
    assert corrections_from(notice, ("新名", *read[1:])) == Corrections(title="新名")


def test_what_became_of_files(notice: Notice) -> None:
    file = Path("/tmp/甲.txt")
    assert render_told(outcome_lines(Added(file, "added", notice, disagreements=("地方：…",)), "zh")) == (
        '<div class="pa-told" role="status" tabindex="-1"><p class="pa-done">'
        "已加入：《关于印发甲县健康帮扶实施方案的通知》。现在就可以在“问答”里问。</p>"
        '<p class="pa-done">地方：…</p></div>'
    )
    assert render_told(outcome_lines(Refused(file, "/tmp/甲.txt：坏了。"), "en")) == (
        '<div class="pa-told" role="status" tabindex="-1"><p class="pa-error">'
        'Not added: <span lang="zh-CN">甲.txt：坏了。</span></p></div>'
    )
    assert [line for _, line in removed_lines(Removed("yi", None, ("base",)), ("《甲》",), "zh")] == [
        "已移除：yi。",
        "已恢复：《甲》（原有语料里的这份又可用了）。",
    ]
    assert render_told(()) == ""
