"""The tab of the notices without a browser: its HTML, what a file would come to, work told as it goes."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from own_fixtures import Write, add_one, corpus_settings, held, skip_index, text_of, writer

from assistant.errors import CorpusError
from assistant.holdings.changes import Refused, Removed
from assistant.holdings.plan import Added
from assistant.holdings.preview import Preview, preview_notice
from assistant.own_notices import Corrections, OwnEntry
from assistant.reading.notice import parse_notice
from assistant.records import Gap, Notice, ReadingWarning
from assistant.settings import Settings
from assistant.web.notices_render import (
    failure_line,
    outcome_lines,
    plain_reason,
    removed_lines,
    render_held,
    render_intro,
    render_opened,
    render_preview,
    render_staged,
    render_told,
    render_working,
)
from assistant.web.notices_tab import NoticesTab
from assistant.web.staging import Opened, Staged, corrections_from
from assistant.web.tabs import Frame, Options
from assistant.web.words import WORDS
from assistant.web.work import Step, Work

EVIL = (
    "<script>document.title='owned'</script><img src=x onerror=alert(2)><svg onload=alert(3)>"
    '<a href="javascript:alert(4)">点</a> [a](javascript:alert(5)) **粗** {{value}} ${document.title=1} $x$ &"\''
)
BASE = Notice("base", "甲市方案", "甲卫〔2021〕1号", None, "甲市", "2021-10-12", None, "", ())
ENTRY = OwnEntry("yi", "f", "f", "", "", "乙县方案.docx", "2026-01-02T03:04:05+08:00", replaces=("base",))


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


# --- what is held ------------------------------------------------------------------------------------------------


def test_the_table_of_what_is_held() -> None:
    own = replace(
        BASE, id="yi", title=None, number=None, place=None, date=None, gaps=(Gap("omitted", "（十一）", "", 0, 0),)
    )
    nothing = "0\u00a0条，0\u00a0段；职责\u00a00，时限\u00a00，待遇\u00a00，指标\u00a00"
    assert render_held((BASE, own), {"yi": ENTRY}, "zh", removes=True) == (
        '<section class="pa-held pa-all"><h2>本库所存通知（2 份）</h2><table><thead><tr><th scope="col">地方</th>'
        '<th scope="col">日期</th><th scope="col">通知</th></tr></thead><tbody>'
        '<tr><th scope="row">—</th><td class="pa-date">未载日期</td>'
        '<td><button type="button" class="pa-title" data-do="select" data-notice="yi" lang="zh-CN">yi</button>'
        '<span class="pa-gap">缺：（十一）为“略”</span>'
        f'<span class="pa-counts">自加：乙县方案.docx。替换了 base。{nothing}</span>'
        '<button type="button" class="pa-small" data-do="delete" data-notice="yi" aria-label="移除yi">移除</button>'
        "</td></tr>"
        '<tr><th scope="row">甲市</th><td class="pa-date">2021-10-12</td>'
        '<td><button type="button" class="pa-title" data-do="select" data-notice="base" lang="zh-CN">'
        f'《甲市方案》（甲卫〔2021〕1号）</button><span class="pa-counts">原有语料。{nothing}</span></td></tr>'
        "</tbody></table></section>"
    )


def test_nothing_is_removed_where_uploads_are_off() -> None:
    assert 'data-do="delete"' not in render_held((replace(BASE, id="yi"),), {"yi": ENTRY}, "zh", removes=False)


def test_nothing_held() -> None:
    assert render_held((), {}, "en", removes=True) == (
        '<section class="pa-held"><h2>Notices held (0)</h2><p>There are no notices yet.</p></section>'
    )


def test_a_notice_opened_shows_its_clauses_facts_and_text(notice: Notice) -> None:
    html = render_opened(notice, None, "zh")
    assert html.startswith(
        '<aside class="pa-reader pa-opened" aria-label="通知全文"><header><h2 tabindex="-1">'
        "《关于印发甲县健康帮扶实施方案的通知》</h2>"
        '<button type="button" class="pa-close" data-do="clear" aria-label="关闭">×</button></header>'
        '<p class="pa-facts">原有语料。</p><p class="pa-facts">海卫发〔2023〕7号　海原县　2023-03-05</p>'
    )
    duty = '<li><b class="pa-kind">职责</b>县卫生健康局牵头；县医保局配合　← 对低保对象</li>'
    assert duty in html
    assert '<b class="pa-kind">Duty</b>县卫生健康局牵头' in render_opened(notice, None, "en")
    assert html.count("海卫发〔2023〕7号") == 3, "known once, in the outline once, in the text once"


def test_each_address_leads_to_its_paragraph(notice: Notice) -> None:
    """The numbers behind the addresses count the paragraphs of the text below, those without words left out."""
    empty = replace(notice.clauses[1], text="")
    html = render_opened(replace(notice, clauses=(notice.clauses[0], empty, *notice.clauses[2:])), None, "zh")
    outline, text = html.split('<div class="pa-text"')
    numbers = [int(number) for number in re.findall(r'data-row="(\d+)"', outline)]
    assert numbers == list(range(len(notice.clauses) - 1))
    assert text.count("<p ") == len(numbers)


def test_removing_is_asked_and_what_comes_back_is_named() -> None:
    html = render_opened(replace(BASE, id="yi"), ENTRY, "zh", asks=("base",))
    assert (
        '<div class="pa-confirm" role="alertdialog" aria-label="移除这份通知？问答里就查不到它了。">'
        "<p>移除这份通知？问答里就查不到它了。它替换过的原有通知会恢复：base。</p>"
        '<button type="button" data-do="apply" data-notice="yi">确定移除</button>'
        '<button type="button" data-do="undo" data-notice="yi">不移除</button></div>'
    ) in html
    assert 'data-do="apply"' not in render_opened(replace(BASE, id="yi"), ENTRY, "zh")


def test_a_long_notice_is_cut_and_that_is_said(notice: Notice) -> None:
    long = replace(notice, clauses=tuple(replace(notice.clauses[-1], text=f"第{n}段") for n in range(1600)))
    html = render_opened(long, None, "zh")
    assert "第1499段" in html
    assert "第1500段" not in html
    assert html.count("<p>……还有 100 段没有列出。</p>") == 2


def test_no_text_becomes_markup(settings: Settings, notice: Notice, write: Write) -> None:
    """Every string that comes from a notice, a file's name, an entry or an error, in both languages."""
    clauses = tuple(
        replace(
            clause,
            text=EVIL,
            label=EVIL,
            heading=EVIL,
            duties=tuple(replace(duty, task=EVIL, lead=(EVIL,), support=(EVIL,)) for duty in clause.duties),
            time_limits=tuple(replace(limit, words=EVIL, what=EVIL, who=EVIL) for limit in clause.time_limits),
            entitlements=tuple(replace(item, who=(EVIL,), what=EVIL) for item in clause.entitlements),
        )
        for clause in notice.clauses
    )
    warnings = (ReadingWarning(EVIL, EVIL, 3, 4), ReadingWarning(EVIL, EVIL, 0, 0))
    known = dict.fromkeys(("id", "title", "number", "issuer", "place", "date", "copy_note"), EVIL)
    evil = replace(notice, **known, clauses=clauses, warnings=warnings, gaps=(Gap("omitted", EVIL, "", 0, 0),))
    entry = replace(ENTRY, name=EVIL, replaces=(EVIL,))
    file = Path("/tmp") / EVIL.replace("/", "")
    refused = Refused(file, f"{file}：{EVIL}")
    added = Added(file, "replaced", evil, replaced=(), disagreements=(EVIL,))
    for lang in ("zh", "en"):
        html = "".join((
            render_held((evil,), {EVIL: entry}, lang, removes=True),
            render_opened(evil, entry, lang, asks=(EVIL,)),
            render_preview(Preview(file, evil, added), lang),
            render_staged(Preview(file, evil, refused), 2, 1, lang),
            render_staged(Preview(file, evil, added), 2, 1, lang),
            render_working(EVIL, Step(EVIL, 1, 2), lang),
            render_told((*outcome_lines(refused, lang), *outcome_lines(added, lang))),
            render_told(removed_lines(Removed(EVIL, EVIL, ()), (EVIL,), lang)),
            render_told([(False, failure_line("notices.not_removed", EVIL, lang))]),
        ))  # fmt: skip
        assert html.count("&lt;script&gt;") > 30
        tags = set(re.findall(r"<\s*/?\s*([a-z0-9]+)", html))
        assert tags <= {
            *(
                "section",
                "table",
                "thead",
                "tbody",
                "tr",
                "th",
                "td",
                "h2",
                "h3",
                "p",
                "span",
                "button",
                "aside",
                "header",
            ),
            *("div", "details", "summary", "ol", "ul", "li", "b", "strong", "progress", "br"),
        }
        for tag in re.findall(r"<[a-z][^>]*>", html):
            assert not re.search(r"\son\w+\s*=\s*[^\"]*$|javascript:", re.sub(r'"[^"]*"', '""', tag)), tag


# --- a file before it is added -----------------------------------------------------------------------------------


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
    said = re.sub(r"<[^>]+>", " ", render_staged(older, 1, 1, "zh"))
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


# --- work that takes its time ------------------------------------------------------------------------------------


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


# --- the tab itself ----------------------------------------------------------------------------------------------


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
    assert '没有加入：<span lang="zh-CN">程序出错（RuntimeError）' in _told(last)
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
