"""The tab of the notices as HTML: what is held, a notice opened, and that no text becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from own_fixtures import Write, corpus_settings, skip_index, text_of, writer

from assistant.errors import CorpusError
from assistant.holdings.changes import Refused, Removed
from assistant.holdings.plan import Added
from assistant.holdings.preview import Preview
from assistant.own_notices import OwnEntry
from assistant.reading.notice import parse_notice
from assistant.records import Gap, Notice, ReadingWarning
from assistant.settings import Settings
from assistant.web.notices_render import (
    failure_line,
    outcome_lines,
    removed_lines,
    render_held,
    render_opened,
    render_preview,
    render_staged,
    render_told,
    render_working,
)
from assistant.web.work import Step

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
    assert '<b class="pa-kind">Duty</b>lead 县卫生健康局; support 县医保局 ← ' in render_opened(notice, None, "en")
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
    added = Added(file, "replaced", evil, replaced=(), disagreements=(EVIL,), in_english=(EVIL,))
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
            render_told([(False, failure_line("notices.not_removed", CorpusError(EVIL, EVIL), None, lang))]),
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
