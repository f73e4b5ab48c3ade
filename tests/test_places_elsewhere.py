"""Questions in traditional characters, and about other countries."""

from __future__ import annotations

import pytest

from assistant.answering.said_places import find_said
from assistant.answering.service import Assistant
from assistant.countries import find_country
from assistant.simplified import simplified


def test_traditional_characters_are_read(assistant: Assistant) -> None:
    question = "陝西省家庭醫生簽約由誰牽頭"
    answer = assistant.ask(question)
    assert answer.question == question
    assert [s.text for s in answer.statements] == ["委基层卫生健康处牵头，有关处室、各设区市配合。"]
    asked = assistant.ask("那中衛呢？", history=[question])
    assert {citation.place for citation in asked.citations} == {"中卫市"}
    assert {s.place for s in assistant.ask("家庭医生签约谁牵头", place="陝西").statements} == {"陕西省"}


def test_simplified_text_is_left_alone() -> None:
    for text in ("中卫第10条第3句", "瞭望", "①（八） 〔2021〕55号", "叶落归根"):
        assert simplified(text) == text
    assert simplified("雲南的大病救治") == "云南的大病救治"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("日本的先诊疗后付费对象是谁", "日本"),
        ("在美国怎么签家庭医生", "美国"),
        ("What about family doctors in Japan?", "Japan"),
        ("日本脑炎疫苗谁负责打", None),
        ("进口美国的药报销吗", None),
        ("德国麻疹算重点传染病吗", None),
    ],
)
def test_which_country_is_asked_about(question: str, name: str | None) -> None:
    found = find_country(question)
    assert (found[0].name if found else None) == name


def test_another_country_gets_no_answer_of_ours(assistant: Assistant) -> None:
    answer = assistant.ask("日本的先诊疗后付费对象是谁")
    assert (answer.status, answer.text.splitlines()[0]) == ("not_found", "本库没有日本的文件。")
    assert [(item.notice, item.why) for item in answer.missing] == [("日本", "no_notice")]
    assert assistant.ask("我在日本打工，陕西家庭医生签约谁牵头？").statements[0].place == "陕西省"


def test_a_reimbursement_rate_is_no_other_rate(assistant: Assistant) -> None:
    assert assistant.ask("开封新农合报销比例是多少").status == "not_found"


def test_a_topic_named_in_passing_has_every_lead(assistant: Assistant) -> None:
    assert [s.text for s in assistant.ask("陕西结核病谁牵头？").statements] == [
        "“持续做好脱贫人口家庭医生签约服务”：委基层卫生健康处牵头，有关处室、各设区市配合。",
        "“持续加强重大疾病综合防控”：委疾病预防控制处牵头，医政医管局、基层卫生健康处、职业健康处、各设区市配合。",
    ]


def test_a_short_range_of_clauses(assistant: Assistant) -> None:
    clauses = {citation.clause for citation in assistant.ask("陕西第9-10条写了什么").citations}
    assert clauses == {"二、（九）", "二、（十）"}


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("陕西省和西安市的签约有什么区别", ["陕西省", "西安市"]),
        ("陕西省西安市的签约谁牵头", ["西安市"]),
        ("我是湖南人，嫁到中卫了，住院要押金吗", ["中卫市"]),
        ("我是中卫人，住院要押金吗", ["中卫市"]),
        ("中卫的低保户跑银川看病怎么算", ["中卫市"]),
    ],
)
def test_which_places_are_asked_about(assistant: Assistant, question: str, places: list[str]) -> None:
    assert [place.name for place in find_said(question, assistant.knowledge.gazetteer).places] == places
