"""Questions in several parts: each is answered in its order, from its own clause, and nothing is said twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.answering.evidence import Evidence
from assistant.answering.parts import find_parts
from assistant.answering.service import Assistant
from assistant.answering.shorten import shorten
from assistant.answering.understand import understand
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.records import Answer

SENT = (
    "三级医院继续采取“组团式”帮扶方式，以驻点帮扶为主，向县级医院派驻管理人员和学科带头人不少于5人（中医院不少于3人），"
    "每批连续工作时间不少于6个月，远程帮扶为辅，注重提升远程医疗服务利用效率。"
)
SCREENING = "对孕产妇和新生儿开展出生缺陷筛查，孕产妇产前筛查率、新生儿遗传代谢性疾病筛查覆盖率达90%以上。"
WARD = "落实县域医疗机构公共卫生责任，每个县至少有1家综合医院设立传染病区，持续提升应对重大疫情及突发公共卫生事件能力。"

# A notice of our own with long sentences: what is cut, and what may not be.
_ROTA = (
    "村卫生室每周开放不少于六天，节假日安排值班人员，值班电话在村务公开栏公布，并报乡镇卫生院备案，"
    "由乡镇卫生院每月抽查一次值班情况并记录；"
)
_VISITS = "乡镇卫生院每季度派医师到村卫生室坐诊，坐诊医师应当具有执业医师资格，坐诊日期提前三日公布；"
_STUDY = (
    "县级医院每年接收村医进修，进修期间保留原岗位，进修名额优先安排给边远村的村医，进修结束后应当回原村服务满两年。"
)
_KIT = (
    "在财政资金有保障的前提下，村卫生室可以配备救护设备，设备由县卫生健康局统一采购、统一编号、统一登记，"
    "并由专人负责日常维护保养，每年检定一次，保证随时可用，用后当日消毒、补足耗材并填写使用记录；"
)
_FARES = (
    "村医可以领取交通补贴，补贴按月发放，发放情况在村务公开栏公示，接受村民监督，不得以实物抵扣，不得截留挪用，"
    "违者由县卫生健康局追回。"
)
_CLINICS = (
    "镇卫生院每年开展义诊不少于四次，义诊地点选在集市、学校和敬老院，义诊结果录入居民健康档案，"
    "由家庭医生在一个月内逐户回访；村级联络员每次到场协助登记，登记表当日交镇卫生院汇总留存备查，"
    "汇总表每半年报县卫生健康局一份；"
)
_EXCEPT = "但义诊不包括牙科和眼科的手术项目，需要手术的居民由镇卫生院统一联系县级医院安排住院治疗。"
RULES = f"""眉山市村级卫生服务办法
第一条 {_ROTA}{_VISITS}{_STUDY}
第二条 {_KIT}{_FARES}
第三条 {_CLINICS}{_EXCEPT}
眉山市人民政府
2024年5月6日
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("parts")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "村级办法.txt").write_text(RULES, encoding="utf-8")
    return Assistant.open(
        load_settings({"ASSISTANT_CORPUS": str(folder / "corpus"), "ASSISTANT_INDEX": str(folder / "index")})
    )


def said(answer: Answer) -> list[tuple[str | None, str]]:
    return [(statement.place, statement.text) for statement in answer.statements]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("家庭医生签约谁牵头？什么时候报？", ("家庭医生签约谁牵头？", "什么时候报？")),
        ("我爸瘫了。开封有人管吗？要带什么证", ("我爸瘫了。开封有人管吗？", "要带什么证")),
        ("要交押金吗，补贴多少钱？", ("要交押金吗，", "补贴多少钱？")),
        ("Who leads it, and when is it due?", ("Who leads it,", " and when is it due?")),
        ("Who leads it and by when must it report?", ("Who leads it", " and by when must it report?")),
        ("Which people who are poor and who are in hospital get help?", ()),
        ("家庭医生签约谁牵头？", ()),
        ("谁牵头，没错吧？", ()),
        ("是归市里管？还是归县里管？", ()),
        ("我啥都没有，能住院吗？", ()),
        ("When a bank shares the risk, what is the least share?", ()),
        ("请列出谁牵头，谁配合", ()),
        (
            "这事归谁管？派几个人？待多久？钱谁出？啥时候完？",
            ("这事归谁管？", "派几个人？", "待多久？", "钱谁出？啥时候完？"),
        ),
    ],
)
def test_a_question_is_cut_where_it_asks_again(question: str, parts: tuple[str, ...]) -> None:
    assert find_parts(question) == parts
    assert not parts or "".join(parts) == question


def test_who_leads_and_how_long_come_from_one_clause_in_the_order_asked(assistant: Assistant) -> None:
    answer = assistant.ask("陕西三级医院对口帮扶谁牵头，每批待多久？")
    assert answer.status == "answered"
    assert said(answer) == [("陕西省", "委医政医管局牵头，省中医药管理局、各设区市配合。"), ("陕西省", SENT)]
    assert {citation.clause for citation in answer.citations} == {"一、（五）"}


def test_a_number_first_and_then_who_leads(assistant: Assistant) -> None:
    answer = assistant.ask("陕西孕产妇产前筛查率要到多少？哪个处牵头？")
    assert answer.status == "answered"
    units = "委妇幼健康处牵头，老龄健康处、各设区市配合。"
    assert said(answer) == [("陕西省", SCREENING), ("陕西省", "“实施重点人群健康改善行动”：" + units)]
    assert [citation.n for citation in answer.citations] == [1, 2]


def test_who_leads_is_the_unit_of_the_clause_that_answered_the_part_before(assistant: Assistant) -> None:
    answer = assistant.ask("陕西传染病区每个县要几家医院设？哪个处牵头？")
    assert answer.status == "answered"
    units = "委规划信息处牵头，疾病预防控制处、医政医管局、妇幼健康处、综合监督局、各设区市配合。"
    assert said(answer) == [("陕西省", WARD), ("陕西省", "“补齐公共卫生服务体系短板”：" + units)]


def test_a_part_that_goes_on_about_the_same_is_answered_from_the_same_clause(assistant: Assistant) -> None:
    answer = assistant.ask("中卫海原县确定几个对口帮扶专科，市中医医院每年派几个人？")
    assert answer.status == "answered"
    assert [citation.clause for citation in answer.citations] == ["二、（二）11"] * len(answer.citations)
    assert "至少确定 4 个对口帮扶专科" in answer.statements[0].text
    assert "市中医医院每年选派 5 名高级职称医务人员" in answer.statements[1].text


def test_parts_about_two_places_are_each_answered_for_their_own(assistant: Assistant) -> None:
    answer = assistant.ask("陕西爱国卫生运动由谁牵头？开封市公有产权村卫生室比例要达到多少？")
    assert answer.status == "answered"
    assert said(answer) == [
        ("陕西省", "委健康促进处牵头，各设区市配合。"),
        ("开封市", "推进公有产权村卫生室建设，公有产权村卫生室比例达到100%。"),
    ]
    assert answer.missing == ()
    assert "没有查到" not in answer.text


def test_who_is_to_act_is_the_subject_of_the_sentence_told(assistant: Assistant) -> None:
    answer = assistant.ask("云南帮扶协议谁来指导签？县医院自己得做些啥？")
    assert answer.status == "answered"
    duty = "县级医院要主动对接三级医院,结合自身发展实际,科学制定学科建设为主的帮扶规划。"
    assert ("云南省", duty) in said(answer)


def test_what_settles_both_parts_is_said_once(assistant: Assistant) -> None:
    answer = assistant.ask("陕西城里医生评副高要下乡多久？评正高呢？")
    assert answer.status == "answered"
    assert len(answer.statements) == 1
    assert "1年以上" in answer.statements[0].text
    assert "半年以上" in answer.statements[0].text


def test_a_part_without_an_answer_is_named_and_the_rest_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("开封先诊疗后付费要交押金吗，补贴多少钱一个月？")
    assert answer.status == "partial"
    assert all(place == "开封市" for place, _ in said(answer))
    assert "免交住院押金" in answer.statements[0].text
    assert "没有查到：“补贴多少钱一个月”。" in answer.text.splitlines()


@pytest.mark.parametrize("question", ["开封的购房补贴多少钱？什么时候发？", "陕西的离婚冷静期几天？谁牵头？"])
def test_parts_that_nothing_answers_stay_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status in ("not_found", "omitted")
    assert not answer.statements


def test_the_lead_of_a_clause_that_is_left_out_is_not_said_to_be_unnamed(assistant: Assistant) -> None:
    answer = assistant.ask("国家意见里三级医院对口帮扶谁牵头？")
    assert answer.status == "omitted"
    assert "没有写明谁牵头" not in answer.text


# --- long sentences ------------------------------------------------------------------------------------------------


def cut(rules: Assistant, question: str, label: str) -> str:
    """What is left of the sentence of clause ``label`` where ``question`` is asked."""
    knowledge = rules.knowledge
    (notice,) = knowledge.notices
    clause = next(clause for clause in notice.clauses if clause.label == label)
    begin = notice.source.index(clause.text.split(" ", 1)[1])
    end = begin + len(clause.text.split(" ", 1)[1])
    item = Evidence(clause, notice.source[begin:end], begin, end)
    left = shorten(item, understand(question, knowledge), notice, knowledge)
    assert notice.source[left.start : left.end] == left.quote
    return left.quote


@pytest.mark.parametrize(
    ("question", "label", "left"),
    [
        ("村卫生室的值班电话公布在哪里？", "第一条", _ROTA),
        ("坐诊医师是什么人？", "第一条", _VISITS),
        ("值班和坐诊怎么安排？", "第一条", _ROTA + _VISITS),
        ("救护设备由谁采购？", "第二条", _KIT + _FARES),
        ("交通补贴怎么发？", "第二条", _KIT + _FARES),
        ("义诊结果怎么录入？", "第三条", _CLINICS + _EXCEPT),
        ("停车场收费吗？", "第一条", _ROTA + _VISITS + _STUDY),
    ],
)
def test_a_long_sentence_is_cut_to_what_was_asked_with_its_conditions_and_exclusions(
    rules: Assistant, question: str, label: str, left: str
) -> None:
    assert cut(rules, question, label) == left


def test_an_answer_quotes_no_more_of_a_long_sentence_than_was_asked(rules: Assistant) -> None:
    answer = rules.ask("村卫生室每周开放几天？")
    assert answer.status == "answered"
    assert [statement.text for statement in answer.statements] == [_ROTA.removesuffix("；") + "。"]
