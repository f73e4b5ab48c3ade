"""Words typed with characters that sound alike are read as the notices write them, and the reader is told."""

from __future__ import annotations

import re
import time

import pytest

from assistant.answering.homophones import find_homophones, replace_homophones
from assistant.answering.service import Assistant
from assistant.syllables import readings_of, sounding_like

NOTICE = "对脱贫户实行大病专项救治，凭轮椅申请表到定点医院办理登记，目录外费用不予报销。"
WORDS = ("脱贫户", "大病", "专项", "救治", "轮椅", "申请", "定点", "医院", "办理", "登记", "目录", "费用", "权利")


def cut(run: str) -> list[str]:
    """Words of the list, else single characters."""
    pieces: list[str] = []
    while run:
        piece = next((word for word in WORDS if run.startswith(word)), run[0])
        pieces.append(piece)
        run = run[len(piece) :]
    return pieces


def find_all(pattern: re.Pattern[str]) -> set[str]:
    return set(pattern.findall(NOTICE))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("申青论椅去哪", "申请轮椅去哪"),
        ("目路外的费用", "目录外的费用"),
        ("大病专相救治", "大病专项救治"),
        ("脱平户住院", "脱贫户住院"),  # 平 and 贫 are pín and píng: not the same letters, so nothing is read into it
        ("我的权利", "我的权利"),  # a word of its own
        ("在定点看病", "在定点看病"),
    ],
)
def test_what_is_typed_by_sound_is_read_as_the_notice_says(typed: str, read: str) -> None:
    found = find_homophones(typed, cut, find_all, tuple)
    assert replace_homophones(typed, found) == (typed if "脱平户" in typed else read)


def test_what_is_understood_as_it_stands_is_left_alone() -> None:
    assert find_homophones("申青表", cut, find_all, lambda: [(0, 2)]) == []


def test_the_answer_tells_what_a_word_was_read_as(assistant: Assistant) -> None:
    answer = assistant.ask("陕西 牵头单位 年度洛实情况 几月底前报")
    assert answer.text.splitlines()[0] == "按读音，“洛实”读作“落实”。"
    assert answer.statements[0].text.startswith("各牵头单位要在每年6月和11月底前")
    assert answer.question == "陕西 牵头单位 年度洛实情况 几月底前报"


def test_noise_is_not_searched_through() -> None:
    started = time.perf_counter()
    assert find_homophones("申青" * 500, cut, find_all, tuple) == []
    assert time.perf_counter() - started < 0.5


def test_readings() -> None:
    assert readings_of("隆化") == ["Longhua"]
    assert readings_of("A化") == []
    assert "项" in sounding_like("相") and sounding_like("A") == "A"
