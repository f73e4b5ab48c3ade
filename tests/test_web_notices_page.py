"""The notices' tab in a real browser: files looked at, added, asked about, read, removed; errors; hostile text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx_files import p, write_docx
from notices_page_support import add, choose, go, said_after, staged, titles_listed, what_is_told
from own_fixtures import Write, corpus_settings, text_of, writer
from web_fixtures import IN_A_BROWSER, ask, open_tab, opened, renew, serious_faults, served

from assistant.settings import Settings
from assistant.web.tabs import Options

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from assistant.answering.service import Assistant

pytestmark = IN_A_BROWSER
_LEAD = "开封市住院服务谁牵头？"
_EVIL = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    "<svg onload=\"document.title='owned'\"></svg><a href=\"javascript:document.title='owned'\">点</a>"
    "[a](javascript:alert(1)) **粗** {{value}} ${document.title='owned'} $x$"
)
_NAMES = {"zh-CN": ("文件", "问答"), "en-US": ("Notices", "Ask")}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A corpus with one notice, of 开封市, and an index over it."""
    with pytest.MonkeyPatch.context() as patch:
        yield corpus_settings(tmp_path_factory.mktemp("notices"), patch)


@pytest.fixture(scope="module")
def small(settings: Settings) -> Assistant:
    from assistant.answering.service import Assistant

    return Assistant.open(settings)


@pytest.fixture(scope="module")
def url(small: Assistant, settings: Settings) -> Iterator[str]:
    with served(small, Options(settings=settings)) as address:
        yield address


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path / "in")


@pytest.fixture(scope="module")
def shared(browser: Browser, url: str) -> Iterator[Page]:
    with opened(browser, url) as page:
        yield page


@pytest.fixture
def page(shared: Page, small: Assistant, settings: Settings) -> Iterator[Page]:
    """The tab, open; what a test adds is taken out again."""
    page = renew(shared)
    go(page, "文件")
    yield page
    from assistant.own_notices import load_own

    if own := [entry.id for entry in load_own(settings.own_folder)]:
        small.remove(own)


def _newer_docx(folder: Path) -> Path:
    """The next version of the notice of 开封市: the lead is another one."""
    lines = (
        "汴卫〔2022〕3号", "关于印发开封市医疗办法的通知", "一、住院服务",
        "对特困人员，实行先诊疗后付费。（市民政局牵头，市医保局配合）", "开封市卫生健康委员会", "2023年1月5日",
    )  # fmt: skip
    return write_docx(folder / "开封（新版）.docx", *(p(line) for line in lines))


def test_a_new_version_is_seen_added_asked_about_and_removed(page: Page, tmp_path: Path) -> None:
    assert titles_listed(page) == ["《关于印发开封市医疗办法的通知》（汴卫〔2022〕3号）"]
    go(page, "问答")
    ask(page, _LEAD, 1)
    assert page.locator("#pa-turn-1 .pa-place p").all_inner_texts() == [
        "“对特困人员”：市卫生健康委牵头，市医保局配合。〔1〕"
    ]
    go(page, "文件")
    choose(page, _newer_docx(tmp_path))
    staged(page, "开封（新版）.docx")
    said = page.locator(".pa-staged").inner_text()
    assert "加入后替换旧版：《关于印发开封市医疗办法的通知》（2022-06-27；原有语料；移除新版后恢复）。" in said
    fields = [page.get_by_label(label).input_value() for label in ("标题", "文号", "地方（省", "日期（如")]
    assert fields == ["关于印发开封市医疗办法的通知", "汴卫〔2022〕3号", "开封市", "2023-01-05"]
    preview = page.locator(".pa-preview").inner_text()
    assert "职责市民政局牵头；市医保局配合" in preview
    assert "已加入：《关于印发开封市医疗办法的通知》。替换了《关于印发开封市医疗办法的通知》" in add(page)
    assert page.locator(".pa-counts").all_inner_texts()[0].startswith("自加：开封（新版）.docx。替换了 base。")

    go(page, "问答")
    assert page.locator("#pa-turn-1 .pa-place p").all_inner_texts() == [
        "“对特困人员”：市卫生健康委牵头，市医保局配合。〔1〕"
    ]
    ask(page, _LEAD, 2)
    assert page.locator("#pa-turn-2 .pa-place h3").all_inner_texts() == ["开封市（2023）"]
    assert page.locator("#pa-turn-2 .pa-place p").all_inner_texts() == [
        "“对特困人员”：市民政局牵头，市医保局配合。〔1〕"
    ]
    page.locator("#pa-turn-2 .pa-mark").first.click()
    page.locator(".pa-reader mark").wait_for()
    assert page.locator(".pa-reader mark").inner_text() == "（市民政局牵头，市医保局配合）"

    go(page, "文件")
    page.get_by_role("button", name="移除《关于印发开封市医疗办法的通知》").click()
    question = page.get_by_role("alertdialog")
    assert "它替换过的原有通知会恢复：base。" in question.inner_text()
    assert page.evaluate("document.activeElement.textContent") == "不移除"
    question.get_by_role("button", name="不移除").click()
    question.wait_for(state="detached")
    page.get_by_role("button", name="移除《关于印发开封市医疗办法的通知》").click()
    assert said_after(page, "确定移除").split() == [
        "已移除：《关于印发开封市医疗办法的通知》。",
        "已恢复：《关于印发开封市医疗办法的通知》（原有语料里的这份又可用了）。",
    ]
    go(page, "问答")
    ask(page, _LEAD, 3)
    assert page.locator("#pa-turn-3 .pa-place h3").all_inner_texts() == ["开封市（2022）"]
    assert page.locator("#pa-turn-3 .pa-place p").all_inner_texts() == [
        "“对特困人员”：市卫生健康委牵头，市医保局配合。〔1〕"
    ]


def test_the_rest_of_the_page_knows_at_once(page: Page, write: Write) -> None:
    """The places, and on a page where nothing was asked yet the notices held."""
    choose(page, write("海原.txt", text_of("7")))
    staged(page, "海原.txt")
    add(page)
    page.get_by_label("我的地方").click()
    page.get_by_role("option", name="海原县").wait_for()
    page.keyboard.press("Escape")
    go(page, "问答")
    page.locator(".pa-held:not(.pa-all) th", has_text="海原县").wait_for()
    page.reload()  # as who comes later
    page.wait_for_function("document.documentElement.dataset.said")
    page.locator(".pa-held:not(.pa-all) th", has_text="海原县").wait_for()
    go(page, "文件")
    page.get_by_role("button", name="移除").wait_for()


def test_several_files_one_after_the_other(page: Page, write: Write) -> None:
    files = (write("甲.txt", text_of("7")), write("空.txt", ""), write("乙.txt", "一、住院服务\n免交押金。\n"))
    choose(page, *files)
    staged(page, "甲.txt")
    assert "第 1 份，共 3 份" in page.locator(".pa-staged h3").inner_text()
    assert page.get_by_role("button", name="3 份全部加入").is_visible()
    add(page)
    staged(page, "乙.txt")
    told = what_is_told(page)
    assert "已加入：《关于印发甲县健康帮扶实施方案的通知》" in told
    assert "没有加入：空.txt：文件是空的；请换一份有正文的文件。" in told
    assert "没有读出标题" in page.locator(".pa-staged").inner_text()
    page.get_by_label("标题").fill("乙县住院办法")
    page.get_by_label("地方（省").fill("没有的县")
    assert "没有找到地名“没有的县”；请写省、市或县的名称，例如：中卫市" in add(page)
    assert page.get_by_label("标题").input_value() == "乙县住院办法", "what was typed is kept"
    page.get_by_label("地方（省").fill("同心")
    page.get_by_label("日期（如").fill("2024年5月6日")
    assert "已加入：《乙县住院办法》" in add(page)
    row = page.locator(".pa-all tbody tr").first.inner_text()
    assert re.match(r"同心县\s+2024-05-06\s+《乙县住院办法》", row)


def test_all_files_at_once_and_leaving_one_out(page: Page, write: Write) -> None:
    choose(page, write("甲.txt", text_of("7")), write("乙.txt", text_of("8", title="关于印发乙方案的通知")))
    staged(page, "甲.txt")
    page.get_by_role("button", name="不加这份").click()
    staged(page, "乙.txt")
    choose(page, write("丙.txt", text_of("9", title="关于印发丙方案的通知")))
    staged(page, "乙.txt")
    page.get_by_role("button", name="2 份全部加入").click()
    assert what_is_told(page).count("已加入") == 2
    titles = titles_listed(page)
    assert [("甲县" in title, "乙方案" in title, "丙方案" in title) for title in titles[:2]].count((True,) * 3) == 0
    assert sorted(title[:9] for title in titles[:2]) == ["《关于印发丙方案的", "《关于印发乙方案的"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        (
            "旧.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "是旧格式的 Office 文件（.doc、.wps 等）；请用 Word",
        ),
        ("图.pdf", b"\x89PNG\r\n\x1a\n" + bytes(600), "是图片，里面的文字读不出来"),
        ("坏.docx", b"PK\x03\x04" + bytes(600), ""),
        ("大.txt", b"\xe5\xad\x97" * 3_500_000, "MB"),
    ],
)
def test_files_that_cannot_be_added_get_one_line(
    page: Page, tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    choose(page, file)
    told = what_is_told(page)
    assert told.startswith(f"没有加入：{name}：")
    assert reason in told
    assert "\n" not in told
    assert "/" not in told.replace("MB", ""), "no path of this machine is shown"
    assert page.locator(".pa-staged").count() == 0
    assert len(titles_listed(page)) == 1


def test_an_older_version_is_refused_until_its_date_is_mended(page: Page, write: Write) -> None:
    choose(page, write("新.txt", text_of("7", day="9")))
    staged(page, "新.txt")
    add(page)
    choose(page, write("旧.txt", text_of("7", subsidy=200, day="1")))
    staged(page, "旧.txt")
    assert "不能这样加入：旧.txt：日期是 2023-03-01" in page.locator(".pa-staged").inner_text()
    assert "没有加入：旧.txt：日期是 2023-03-01" in add(page)
    page.get_by_label("日期（如").fill("2023-03-10")
    told = add(page)
    assert "已加入" in told
    assert "日期：文中读出的是“2023-03-01”，按您写的“2023-03-10”记下" in told
    assert len(titles_listed(page)) == 2


def test_text_is_only_text(page: Page, tmp_path: Path) -> None:
    """In a notice that is looked at, added, listed, opened, asked to be removed; and in a file's name."""
    title = page.title()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    file = tmp_path / "a<img src=x onerror=alert(1)>{{b}}${c}.txt"
    head = "海卫发〔2023〕7号\n\n关于印发甲县健康帮扶实施方案的通知\n\n"
    file.write_text(
        f"{head}一、{_EVIL}\n对低保对象，{_EVIL}。（{_EVIL}牵头）\n\n海原县卫生健康局\n2023年3月5日\n", "utf-8"
    )
    choose(page, file)
    page.locator(".pa-staged").wait_for()
    assert _EVIL in page.locator(".pa-preview .pa-text").inner_text()
    page.get_by_label("标题").fill(_EVIL[:190])
    assert "已加入" in add(page)
    assert _EVIL[:190] in titles_listed(page)[0]
    page.locator(".pa-title").first.click()
    page.locator(".pa-opened .pa-text").wait_for()
    assert _EVIL in page.locator(".pa-opened .pa-text").inner_text()
    page.locator("button[data-do=delete]").click()
    page.get_by_role("alertdialog").wait_for()
    page.wait_for_timeout(300)
    assert page.title() == title
    assert page.locator(".pa-notices img, .pa-side img, .pa-notices svg, .pa-opened svg, .pa-opened a").count() == 0
    assert not [address for address in fetched if address.endswith("/x")]


def test_files_can_be_dropped(page: Page) -> None:
    data = text_of("7")
    dropped = page.evaluate_handle(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], "拖来.txt", { type: "text/plain" }));
          return data;
        }""",
        data,
    )
    place = page.locator(".pa-intro")
    place.dispatch_event("dragover", {"dataTransfer": dropped})
    assert page.locator(".pa-dropping").count() == 1
    place.dispatch_event("drop", {"dataTransfer": dropped})
    staged(page, "拖来.txt")
    assert page.locator(".pa-dropping").count() == 0
    assert "已加入：《关于印发甲县健康帮扶实施方案的通知》" in add(page)


def test_what_another_visitor_added_is_told_and_shown(
    browser: Browser, small: Assistant, settings: Settings, page: Page, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.web.page.LOOK_SECONDS", 1.0)
    with served(small, Options(settings=settings)) as address, opened(browser, address) as other:
        go(other, "文件")
        assert len(titles_listed(other)) == 1
        other.wait_for_timeout(2_500)  # it has looked what is held
        choose(page, write("海原.txt", text_of("7")))
        staged(page, "海原.txt")
        add(page)
        other.get_by_text("别人刚刚加入或移除了通知").wait_for()
        other.locator(".pa-title", has_text="甲县健康帮扶").wait_for()


def test_by_keyboard_alone(page: Page) -> None:
    page.locator(".pa-title").first.focus()
    page.keyboard.press("Enter")
    page.locator(".pa-opened").wait_for()
    page.wait_for_function("document.activeElement.tagName === 'H2'")
    page.keyboard.press("Escape")
    page.locator(".pa-opened").wait_for(state="detached")
    page.wait_for_function("document.activeElement.classList.contains('pa-title')")
    with page.expect_file_chooser():
        page.get_by_role("button", name="选择文件").focus()
        page.keyboard.press("Enter")


def test_an_address_in_the_outline_leads_to_its_paragraph(page: Page) -> None:
    page.locator(".pa-title").first.click()
    page.locator(".pa-outline summary").click()
    address = page.locator(".pa-row", has_text="一、")
    address.last.click()
    assert page.locator(".pa-shown-row").inner_text().startswith("对特困人员，实行先诊疗后付费。")


@pytest.mark.parametrize(("locale", "width"), [("en-US", 375), ("zh-CN", 375), ("zh-CN", 1280)])
def test_every_width_and_language_is_fit_to_use(
    browser: Browser, url: str, locale: str, width: int, write: Write
) -> None:
    """axe-core finds no serious fault, and nothing is wider than the window: list, notice opened, file looked at."""
    with opened(browser, url, locale=locale, viewport={"width": width, "height": 800}) as page:
        go(page, _NAMES[locale][0])
        page.locator(".pa-title").first.click()
        page.locator(".pa-opened").wait_for()
        _check_fit(page)
        page.keyboard.press("Escape")
        page.locator(".pa-opened").wait_for(state="detached")
        choose(page, write("甲.txt", text_of()))
        page.locator(".pa-staged").wait_for()
        _check_fit(page)
        if locale == "en-US":
            assert "It is not held yet" in page.locator(".pa-staged").inner_text()
            assert "No number was found" in page.locator(".pa-staged").inner_text()


def _check_fit(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    assert serious_faults(page) == []


def test_two_visitors_add_at_once(browser: Browser, url: str, page: Page, write: Write) -> None:
    with opened(browser, url) as other:
        go(other, "文件")
        for visitor, name, number, title in ((page, "甲.txt", "7", "甲"), (other, "乙.txt", "8", "乙")):
            choose(visitor, write(name, text_of(number, title=f"关于印发{title}方案的通知")))
            staged(visitor, name)
        for visitor in (page, other):
            visitor.get_by_role("button", name="加入", exact=True).click()
        assert "已加入：《关于印发甲方案的通知》" in what_is_told(page)
        assert "已加入：《关于印发乙方案的通知》" in what_is_told(other)
        assert len(titles_listed(other)) == 3


def test_the_language_can_be_changed_with_a_file_in_hand(page: Page, write: Write) -> None:
    choose(page, write("甲.txt", text_of("7")))
    staged(page, "甲.txt")
    page.get_by_label("标题").fill("改过的标题")
    page.get_by_label("English").check()
    page.get_by_role("button", name="Leave it out").wait_for()
    assert "It is not held yet" in page.locator(".pa-staged").inner_text()
    assert page.get_by_label("Title").input_value() == "改过的标题"


def test_uploads_can_be_switched_off(browser: Browser, small: Assistant, settings: Settings) -> None:
    with served(small, Options(settings=settings, uploads=False)) as address, opened(browser, address) as page:
        open_tab(page, "文件")
        assert len(titles_listed(page)) == 1
        assert page.locator(".pa-notices input[type=file]").count() == 0
        assert page.get_by_role("button", name="加入").count() == 0
        page.locator(".pa-title").click()
        page.locator(".pa-opened .pa-text").wait_for()
