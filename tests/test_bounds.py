"""Asked whether someone may have something, what bounds the rule is told with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering.service import Assistant
from assistant.settings import load_settings

NOTICE = """遂川县卫生健康委员会关于做好农村妇女健康检查和先诊疗后付费工作的通知

遂卫发〔2022〕8号

各乡镇卫生院：

现将有关事项通知如下。

一、检查对象

（一）对象条件。本县农村户籍、年龄在35至64周岁的妇女，可免费接受宫颈癌检查。

（二）暂不安排检查的情形。1.三年内已经接受过同类免费检查且结果正常的；2.处于妊娠期的。

二、先诊疗后付费

（一）住院优惠。低保对象、特困人员在县域内定点医疗机构住院，免交住院押金。因打架斗殴、酗酒所致伤病的，不适用本条规定。

（二）村医补助。年满60周岁的离岗村医每月发放300元生活补助，由村医本人领取的，按月发放；由家属代领的，按季发放。

（三）监测预警。由县乡村振兴局牵头，县医疗保障局配合，每月5日前交换一次数据。

（四）检查时间。检查时间为4月1日至10月31日，由乡镇卫生院集中组织。

遂川县卫生健康委员会
2022年3月1日
"""


@pytest.fixture(scope="module")
def suichuan(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus: Path = tmp_path_factory.mktemp("corpus")
    (corpus / "suichuan.txt").write_text(NOTICE, encoding="utf-8")
    settings = {"ASSISTANT_CORPUS": str(corpus), "ASSISTANT_INDEX": str(tmp_path_factory.mktemp("index"))}
    return Assistant.open(load_settings({**settings, "ASSISTANT_OWN": str(tmp_path_factory.mktemp("own"))}))


def said(assistant: Assistant, question: str) -> list[str]:
    return [statement.text for statement in assistant.ask(question).statements]


def test_the_sentence_that_takes_it_back_is_told(suichuan: Assistant) -> None:
    assert said(suichuan, "我是低保户，喝酒跟人打架伤了，住院能免交押金吗？") == [
        "低保对象、特困人员在县域内定点医疗机构住院，免交住院押金。",
        "因打架斗殴、酗酒所致伤病的，不适用本条规定。",
    ]


def test_the_clause_beside_it_that_shuts_out_is_told(suichuan: Assistant) -> None:
    assert said(suichuan, "哪些人可以免费做宫颈癌检查？") == [
        "本县农村户籍、年龄在35至64周岁的妇女，可免费接受宫颈癌检查。",
        "1.三年内已经接受过同类免费检查且结果正常的；2.处于妊娠期的。",
    ]


def test_other_questions_get_no_bounds(suichuan: Assistant) -> None:
    assert len(said(suichuan, "遂川县住院押金怎么收")) == 1


def test_a_short_sentence_is_quoted_whole(suichuan: Assistant) -> None:
    assert said(suichuan, "离岗村医每月补助多少钱？") == [
        "年满60周岁的离岗村医每月发放300元生活补助，由村医本人领取的，按月发放；由家属代领的，按季发放。"
    ]


def test_the_heading_names_the_task_of_the_lead_behind_it(suichuan: Assistant) -> None:
    assert said(suichuan, "监测预警谁牵头？") == ["县乡村振兴局牵头，县医疗保障局配合，每月5日前交换一次数据。"]


def test_the_short_name_of_a_place_held_is_understood(suichuan: Assistant) -> None:
    answer = suichuan.ask("遂川监测预警谁牵头？")
    assert [(citation.notice, citation.clause) for citation in answer.citations] == [("suichuan", "二、（三）")]
    assert answer.text.startswith("遂川县（2022）")


def test_days_of_the_year_are_no_length_of_time(suichuan: Assistant) -> None:
    clause = next(clause for notice in suichuan.notices for clause in notice.clauses if clause.label == "二、（四）")
    assert [(limit.words, limit.kind, limit.iso) for limit in clause.time_limits] == [
        ("4月1日至10月31日", "during", None)
    ]
    assert said(suichuan, "检查从几月几号到几月几号？") == ["检查时间为4月1日至10月31日，由乡镇卫生院集中组织。"]
