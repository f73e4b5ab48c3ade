"""The tabs for who does what, for comparing and for quizzes, in a real browser; their files opened."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from web_fixtures import IN_A_BROWSER, open_tab, opened, renew, serious_faults, served

from assistant.web.tabs import Options

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from assistant.answering.service import Assistant

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def url(assistant: Assistant) -> Iterator[str]:
    with served(assistant, Options()) as address:
        yield address


@pytest.fixture(scope="module")
def shared(browser: Browser, url: str) -> Iterator[Page]:
    with opened(browser, url) as page:
        yield page


@pytest.fixture
def page(shared: Page) -> Page:
    return renew(shared)


def _download(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).locator("visible=true").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_who_does_what_follows_the_typing(page: Page, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    open_tab(page, "谁负责")
    caption = page.locator(".pa-table:visible caption")
    caption.get_by_text("任务分工（68 条）").wait_for()
    page.get_by_label("任务或单位（可留空）").fill("规划信息处")
    caption.get_by_text("任务分工：规划信息处（11 条）").wait_for()
    rows = page.locator(".pa-table:visible tbody tr")
    assert rows.count() == 11
    assert rows.nth(0).locator("td").all_inner_texts()[:4] == [
        "陕西省",
        "完善住院先诊疗后付费政策",
        "配合",
        "委医政医管局",
    ]
    file = _download(page, "下载 Excel", tmp_path)
    sheet = load_workbook(file).active
    assert file.name == "任务分工.xlsx"
    assert "完善住院先诊疗后付费政策" in [cell.value for row in sheet.iter_rows() for cell in row]
    page.get_by_label("身份").click()
    page.get_by_role("option", name="牵头").click()
    caption.get_by_text("（4 条）").wait_for()


def test_a_row_opens_the_very_words(page: Page) -> None:
    open_tab(page, "谁负责")
    page.get_by_label("任务或单位（可留空）").fill("家庭医生签约")
    page.locator(".pa-table:visible caption", has_text="家庭医生签约").wait_for()
    page.locator(".pa-table:visible .pa-clause").first.click()
    drawer = page.locator(".pa-drawer .pa-reader")
    drawer.locator("mark").wait_for()
    assert drawer.locator("mark").inner_text() == "（委基层卫生健康处牵头，有关处室、各设区市配合）"
    page.keyboard.press("Escape")
    drawer.wait_for(state="detached")


def test_a_narrow_page_shows_a_row_as_a_list(page: Page) -> None:
    page.set_viewport_size({"width": 820, "height": 1100})
    open_tab(page, "谁负责")
    page.get_by_label("任务或单位（可留空）").fill("家庭医生签约")
    page.locator(".pa-table:visible caption", has_text="家庭医生签约").wait_for()
    table = page.locator(".pa-table:visible")
    assert table.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")
    row = table.locator("tbody tr").first
    said = row.locator("td").filter(visible=True)
    task, lead, support = "持续做好脱贫人口家庭医生签约服务", "委基层卫生健康处", "有关处室、各设区市"
    assert said.all_inner_texts() == ["陕西省", task, lead, support, "一、（一）"]
    assert said.nth(2).evaluate("cell => getComputedStyle(cell, '::before').content") == '"牵头单位"'
    assert page.get_by_role("columnheader", name="牵头单位").count() == 1  # a table all the same
    page.set_viewport_size({"width": 1280, "height": 900})


class _Slow:
    """The real assistant, whose tables come only when they are let go."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.go_on = threading.Event()
        self.go_on.set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def lookup(self, *words: str, **options: Any) -> Any:
        self.go_on.wait(60)
        return self._assistant.lookup(*words, **options)


def test_a_table_that_is_being_renewed_says_so(browser: Browser, assistant: Assistant) -> None:
    slow = _Slow(assistant)
    with served(slow, Options()) as address, opened(browser, address) as page:
        open_tab(page, "谁负责")
        shown = page.locator(".pa-renewed:visible .html-container")
        shown.get_by_text("任务分工（68 条）").wait_for()
        sign = "box => getComputedStyle(box, '::before').content"
        assert shown.evaluate(sign) == "none"
        slow.go_on.clear()
        page.get_by_label("任务或单位（可留空）").fill("规划信息处")
        page.wait_for_function(f"({sign})(document.querySelector('.pa-renewed .pending')) === '\"正在更新……\"'")
        slow.go_on.set()
        shown.get_by_text("任务分工：规划信息处（11 条）").wait_for()
        page.wait_for_function("!document.querySelector('.pa-renewed .pending')")
        assert shown.evaluate(sign) == "none"


def test_deadlines_with_a_calendar(page: Page, tmp_path: Path) -> None:
    from icalendar import Calendar

    open_tab(page, "谁负责")
    page.get_by_label("时限", exact=True).check()
    page.locator(".pa-table:visible caption", has_text="时限").wait_for()
    first = page.locator(".pa-table:visible tbody tr").first.locator("td").all_inner_texts()
    assert "各牵头单位" in first
    calendar = Calendar.from_ical(_download(page, "下载日历", tmp_path).read_bytes())
    rules = [dict(event["RRULE"]) for event in calendar.walk("VEVENT") if "RRULE" in event]
    assert rules == [{"FREQ": ["YEARLY"], "BYMONTH": [6, 11], "BYMONTHDAY": [-1]}]


def test_what_is_not_there_is_told_in_a_line(page: Page) -> None:
    open_tab(page, "谁负责")
    page.get_by_label("任务或单位（可留空）").fill("航天发射许可")
    page.locator(".pa-none:visible").wait_for()
    assert "\n" not in page.locator(".pa-none:visible").inner_text()


def test_comparing_a_topic(page: Page, tmp_path: Path) -> None:
    open_tab(page, "比较")
    topic = page.get_by_label("事项", exact=True)
    topic.fill("大病专项救治")
    topic.press("Enter")
    table = page.locator(".pa-comparison:visible")
    table.wait_for()
    places = table.locator("thead th").evaluate_all("cells => cells.map(cell => cell.firstChild.textContent)")
    assert places == ["开封市", "陕西省", "中卫市", "云南省", "全国"]
    assert page.locator(".pa-sideways").is_hidden()
    wide = page.viewport_size
    page.set_viewport_size({"width": 820, "height": 900})
    assert page.locator(".pa-sideways:visible").inner_text() == "共 5 列，左右滑动可看其余各地。"
    page.set_viewport_size(wide or {"width": 1280, "height": 800})
    page.get_by_label("地方（不选就比较全部）").click()
    page.get_by_role("option", name="陕西省").click()
    page.wait_for_function("document.querySelectorAll('.pa-comparison thead th').length === 1")
    assert table.locator("thead th").inner_text().startswith("陕西省")
    page.keyboard.press("Escape")
    page.locator(".token-remove:visible").last.click()
    page.wait_for_function("document.querySelectorAll('.pa-comparison thead th').length === 5")
    marked = table.locator("mark.pa-differs").all_inner_texts()
    assert any("37" in words for words in marked)
    assert any("30" in words for words in marked)
    table.locator(".pa-clause").first.click()
    page.locator(".pa-drawer .pa-reader mark").wait_for()
    page.keyboard.press("Escape")
    assert _download(page, "下载 CSV", tmp_path).read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_quiz_answered_on_the_page(page: Page, tmp_path: Path) -> None:
    from docx import Document

    open_tab(page, "出题")
    page.get_by_label("单选").check()
    page.get_by_label("判断").check()
    page.get_by_label("题数").fill("6")
    page.get_by_role("button", name="出题").click()
    page.locator(".pa-quiz").wait_for()
    questions = page.locator(".pa-quiz li[data-kind]")
    assert questions.count() == 6
    for number in range(6):
        item = questions.nth(number)
        answer = json.loads(item.get_attribute("data-answers") or "")[0]
        item.locator(f'input[value="{answer}"]').check()
    first = questions.nth(0)
    wrong = first.locator("input:not(:checked)").first
    wrong.check()
    page.get_by_role("button", name="核对答案").click()
    assert page.locator(".pa-quiz output").inner_text() == "答对 5 题，共 6 题"
    assert first.locator(".pa-mark-of").inner_text() == "答错"
    assert first.locator("details").get_attribute("open") is not None
    assert page.evaluate(
        "document.querySelector('.pa-quiz output').getBoundingClientRect().bottom <= window.innerHeight"
    )
    file = _download(page, "下载试卷（Word）", tmp_path)
    text = "\n".join(paragraph.text for paragraph in Document(str(file)).paragraphs)
    assert "单选题（共" in text
    assert json.loads(_download(page, "下载 JSON", tmp_path).read_bytes())[0]["kind"] in ("single", "true_false")


def test_orders_that_cannot_be_filled(page: Page) -> None:
    open_tab(page, "出题")
    page.get_by_label("事项（可留空）").fill("航天发射许可")
    page.get_by_role("button", name="出题").click()
    page.get_by_text("没有关于“航天发射许可”的题可出").wait_for()
    page.get_by_text("出好的题在这里预览").wait_for()
    assert page.get_by_role("button", name="下载试卷（Word）").count() == 0


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("tab", ["谁负责", "比较", "出题"])
def test_every_tab_fits_and_is_accessible(shared: Page, tab: str, width: int) -> None:
    """With as much in it as a visitor first sees: every duty, a comparison, a quiz."""
    shared.set_viewport_size({"width": width, "height": 800})
    page = renew(shared)
    open_tab(page, tab)
    _FILLED[tab](page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious_faults(page) == []


def _fill_lookup(page: Page) -> None:
    page.locator(".pa-table:visible caption", has_text="任务分工（68 条）").wait_for()


def _fill_comparison(page: Page) -> None:
    topic = page.get_by_label("事项", exact=True)
    topic.fill("家庭医生签约服务")
    topic.press("Enter")
    page.locator(".pa-comparison:visible").wait_for()


def _fill_quiz(page: Page) -> None:
    page.get_by_role("button", name="出题").click()
    page.locator(".pa-quiz").wait_for()


_FILLED = {"谁负责": _fill_lookup, "比较": _fill_comparison, "出题": _fill_quiz}
