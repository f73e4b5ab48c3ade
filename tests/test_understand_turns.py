"""Conversations: what each turn leaves out is filled from the turns before it. Places that a question says, denies or
only tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.answering.conversation import said_before
from assistant.answering.understand import understand

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

SIGNING, PAIRING, DEPOSIT, SCREENING = "家庭医生签约服务", "三级医院对口帮扶", "先诊疗后付费", "两癌筛查"
# (earlier turns, question, what is asked, places, concepts that must be there → share, concepts that must not)
TURNS: list[tuple[str, str, str, str, dict[str, float], set[str]]] = [
    # another place
    ("云南三级医院对口帮扶谁负责？", "那开封呢", "lead", "开封市", {PAIRING: 1}, set()),
    ("云南三级医院对口帮扶谁负责？|那开封呢", "中卫的呢？", "lead", "中卫市", {PAIRING: 1}, set()),
    ("陕西大病专项救治归哪个处管？", "换成云南", "lead", "云南省", {"大病专项救治": 1}, set()),
    ("陕西紧密型县域医共体谁牵头", "谢谢，那中卫呢？", "lead", "中卫市", {"紧密型县域医共体": 1}, set()),
    ("云南过渡期几年", "国家的呢", "when", "全国", {"过渡期": 1}, set()),
    ("Who leads family doctor services in Shaanxi?", "What about Zhongwei?", "lead", "中卫市", {SIGNING: 1}, set()),
    ("Who leads family doctor services in Shaanxi?|And Yunnan?", "And in Kaifeng?",
     "lead", "开封市", {SIGNING: 1}, set()),
    # another thing asked
    ("陕西家庭医生签约谁牵头？", "哪些人能享受？", "who", "陕西省", {SIGNING: 1}, set()),
    ("陕西家庭医生签约谁牵头？", "啥时候完成？", "when", "陕西省", {SIGNING: 1}, set()),
    ("家庭医生签约谁牵头？|我问陕西的", "哪些单位配合？", "support", "陕西省", {SIGNING: 1}, set()),
    ("家庭医生签约谁牵头？|我问陕西的|哪些单位配合？", "中卫的呢", "support", "中卫市", {SIGNING: 1}, set()),
    ("陕西紧密型县域医共体谁牵头|好的", "配合的呢", "support", "陕西省", {"紧密型县域医共体": 1}, set()),
    ("中卫远程医疗怎么搞", "具体哪个科在抓", "lead", "中卫市", {"远程医疗": 1}, set()),
    ("中卫爱国卫生运动干些啥", "这些事哪家打头", "lead", "中卫市", {"爱国卫生运动": 1}, set()),
    ("中卫爱国卫生运动干些啥|这些事哪家打头", "一年几回，都啥时候之前？", "when", "中卫市", {"爱国卫生运动": 1}, set()),
    ("中卫互联网医院要上几家", "哪年搞完", "when", "中卫市", {"互联网医院": 1}, set()),
    ("中卫互联网医院要上几家", "谁牵这个头", "lead", "中卫市", {"互联网医院": 1}, set()),
    ("陕西村卫生室要建几个|谁管", "哪年之前建好", "when", "陕西省", {"村卫生室": 1}, set()),
    ("陕西村卫生室要建几个|谁管|哪年之前建好", "中卫呢", "when", "中卫市", {"村卫生室": 1}, set()),
    ("开封谁可以享受先诊疗后付费？", "那要带啥证？", "papers", "开封市", {DEPOSIT: 1}, set()),
    ("Who leads family doctor services in Shaanxi?", "Which offices back it up?",
     "support", "陕西省", {SIGNING: 1}, set()),
    ("Who leads family doctor services in Shaanxi?|What about Zhongwei?", "And the deadline?",
     "when", "中卫市", {SIGNING: 1}, set()),
    ("Is telemedicine required in Kaifeng?", "By when?", "when", "开封市", {"远程医疗": 1}, set()),
    ("陕西医养结合是不是老龄健康处牵头", "那谁配合", "support", "陕西省", {"医养结合": 1}, {"老龄健康处"}),
    # a correction
    ("中卫厕所革命归谁管？", "不是中卫，是开封", "lead", "开封市", {"厕所革命": 1}, set()),
    ("中卫厕所革命归谁管？", "说错了，我问的是云南", "lead", "云南省", {"厕所革命": 1}, set()),
    ("陕西和中卫的家庭医生签约谁牵头？", "不是陕西", "lead", "中卫市", {SIGNING: 1}, set()),
    ("谁可以享受先诊疗后付费", "我说的是中卫 不是陕西", "who", "中卫市", {DEPOSIT: 1}, set()),
    ("两癌筛查覆盖率要到多少", "我说的是陕西", "number", "陕西省", {SCREENING: 1}, set()),
    # a detail in place of one of its kind
    ("开封低保户住院要押金吗？", "那特困人员呢", "what", "开封市", {"特困人员": 1, DEPOSIT: 1}, {"农村低保对象"}),
    ("陕西三级医院对口帮扶要派几个人到县医院？", "那中医院呢？",
     "number", "陕西省", {"中医医院": 1, PAIRING: 1}, {"县级医院"}),
    ("Does Kaifeng bring telemedicine to county hospitals?", "And village clinics?",
     "what", "开封市", {"村卫生室": 1, "远程医疗": 1}, {"县级医院"}),
    ("谁可以享受先诊疗后付费？|要带啥证", "要是住市里的医院呢？", "who", "", {DEPOSIT: 0.5}, set()),
    # a new side of the old topic
    ("开封爱国卫生运动干些啥", "有没有人考核", "what", "开封市", {"督查考核": 1, "爱国卫生运动": 0.5}, set()),
    ("中卫远程医疗怎么搞", "村卫生室也要接上吗", "what", "中卫市", {"村卫生室": 1, "远程医疗": 0.5}, set()),
    ("中卫远程医疗怎么搞|村卫生室也要接上吗", "有没有人考核",
     "what", "中卫市", {"督查考核": 1, "村卫生室": 0.5, "远程医疗": 0.25}, set()),
    # a new topic drops the old one and keeps the place
    ("陕西家庭医生签约谁牵头？", "那大病救治呢？", "lead", "陕西省", {"大病专项救治": 1}, {SIGNING}),
    ("两癌筛查覆盖率要到多少|我说的是陕西", "产前筛查呢", "number", "陕西省", {"产前筛查": 1}, {SCREENING}),
    ("两癌筛查覆盖率要到多少|我说的是陕西|产前筛查呢", "这事归谁管", "lead", "陕西省", {"产前筛查": 1}, {SCREENING}),
    ("开封低保户住院要押金吗？", "健康素养要到多少", "number", "开封市", {"健康素养": 1}, {DEPOSIT}),
    ("开封低保户住院要押金吗？", "高速公路限速多少", "number", "开封市", {"高速公路": 1}, {DEPOSIT}),
    ("陕西家庭医生签约谁牵头？", "今天天气怎么样", "what", "陕西省", {}, {SIGNING}),
    # a question that says its own place and matter needs nothing of those before
    ("陕西家庭医生签约谁牵头？", "中卫市有多少所村卫生室？", "number", "中卫市", {"村卫生室": 1}, {SIGNING}),
    ("陕西家庭医生签约谁牵头？|那中卫呢？", "村医退休后有什么补助？", "what", "中卫市", {"乡村医生待遇": 1}, {SIGNING}),
    ("陕西三级医院对口帮扶谁牵头？", "各地大病救治多少种？", "number", "", {"大病专项救治": 1}, {PAIRING}),
    ("陕西三级医院对口帮扶谁牵头？", "各地大病多少种？", "number", "", {"大病": 1}, {PAIRING}),
    ("陕西三级医院对口帮扶谁牵头？", "云南呢，每批待多久？", "when", "云南省", {PAIRING: 0.5}, set()),
    # a name that several places have
    ("鼓楼区两癌筛查谁负责", "南京的", "lead", "鼓楼区", {SCREENING: 1}, set()),
    ("开封两癌筛查谁负责", "鼓楼区的呢", "lead", "鼓楼区", {SCREENING: 1}, set()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("earlier", "question", "asks", "places", "held", "gone"), TURNS, ids=[f"{turn[0]} > {turn[1]}" for turn in TURNS]
)
def test_a_turn_is_filled_from_those_before(
    assistant: Assistant, earlier: str, question: str, asks: str, places: str, held: dict[str, float], gone: set[str]
) -> None:
    query = understand(question, assistant.knowledge, history=earlier.split("|"))
    shares = {concept.name: concept.share for concept in query.concepts}
    assert " ".join(query.asks) == asks
    assert "、".join(place.name for place in query.places) == places
    assert {name: shares.get(name) for name in held} == held
    assert not gone & shares.keys()


def test_the_name_of_a_shared_place_is_the_one_inside_what_was_said(assistant: Assistant) -> None:
    for turns in (["鼓楼区两癌筛查谁负责", "南京的"], ["南京两癌筛查谁负责", "鼓楼区的呢"]):
        query = understand(turns[1], assistant.knowledge, history=turns[:1])
        assert [place.above[0] for place in query.places] == ["南京市"]
        assert query.ambiguous == ()
    chosen = understand("鼓楼区两癌筛查谁负责", assistant.knowledge, place="南京市")
    assert [place.above[0] for place in chosen.places] == ["南京市"]


def test_the_work_of_another_unit_is_asked_again(assistant: Assistant) -> None:
    query = understand("那规划信息处呢", assistant.knowledge, history=["健康促进处牵头哪些任务"])
    assert (query.asks, query.unit, query.concepts) == (("tasks",), "规划信息处", ())


def test_the_unit_that_a_question_takes_to_lead(assistant: Assistant) -> None:
    query = understand("医养结合不是老龄健康处牵头的吗", assistant.knowledge)
    assert (query.asks, query.unit, query.is_yes_no) == (("lead",), "老龄健康处", True)
    assert [concept.name for concept in query.concepts] == ["医养结合"]


def test_a_yes_or_no_is_asked_again_of_another_place(assistant: Assistant) -> None:
    assert understand("那开封呢", assistant.knowledge, history=["陕西低保户住院要押金吗"]).is_yes_no
    assert not understand("谁牵头", assistant.knowledge, history=["陕西低保户住院要押金吗"]).is_yes_no


def test_the_words_that_say_what_is_asked_are_carried_with_it(assistant: Assistant) -> None:
    query = understand("中卫的呢", assistant.knowledge, history=["云南那个实施方案哪天印的？"])
    assert (query.asks, query.question) == (("notice",), "云南那个实施方案哪天印的？ 中卫的呢")
    assert understand("谁牵头", assistant.knowledge, history=["陕西村卫生室要建几个"]).question == "谁牵头"


def test_a_chosen_place_stays_beneath_those_said(assistant: Assistant) -> None:
    def places(question: str, *history: str) -> list[str]:
        query = understand(question, assistant.knowledge, place="兰考县", history=history)
        return [place.name for place in query.places]

    assert places("家庭医生签约谁牵头") == ["兰考县"]
    assert places("中卫家庭医生签约谁牵头") == ["中卫市"]
    assert places("谁配合", "中卫家庭医生签约谁牵头") == ["中卫市"]
    assert places("不是中卫", "中卫家庭医生签约谁牵头") == ["兰考县"]
    assert places("大病救治呢", "中卫家庭医生签约谁牵头") == ["中卫市"]
    assert places("先诊疗后付费谁可以享受", "中卫家庭医生签约谁牵头") == ["兰考县"]
    assert places("各地大病专项救治多少种", "中卫家庭医生签约谁牵头") == []


def test_all_places_are_asked_about_whatever_was_said_before(assistant: Assistant) -> None:
    for question in ("各地大病专项救治多少种", "How many diseases does it cover in all places?"):
        assert understand(question, assistant.knowledge, history=["中卫大病专项救治多少种"]).places == ()


@pytest.mark.parametrize(
    ("turns", "place", "said"),
    [
        ([], "中卫市", ()),
        ([("甲", None), ("乙", None)], None, ("甲", "乙")),
        ([("甲", None)], "中卫市", ("甲", "中卫市呢？")),
        ([("甲", "开封市"), ("乙", "中卫市")], "中卫市", ("甲", "中卫市呢？", "乙")),
        ([("甲", "开封市"), ("乙", None)], None, ("乙",)),
        ([("甲", "开封市")], None, ()),
    ],
)
def test_a_place_chosen_meanwhile_is_said_in_between(
    turns: list[tuple[str, str | None]], place: str | None, said: tuple[str, ...]
) -> None:
    assert said_before(turns, place) == said


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("陕西、中卫和开封的家庭医生签约分别归谁管", "陕西省、中卫市、开封市"),
        ("陕西和云南的对口帮扶谁负责", "陕西省、云南省"),
        ("中卫市海原县医共体谁牵头", "海原县"),
        ("云南跟国家的目标一样不", "云南省、全国"),
        ("国家那份实施意见怎么说的", "全国"),
        # denied
        ("不看陕西，云南的过渡期几年", "云南省"),
        ("not Shaanxi, what is the deadline in Yunnan?", "云南省"),
        ("是不是陕西的家庭医生签约才要钱", "陕西省"),
        ("家庭医生签约不是陕西牵头的吗", "陕西省"),
        # where someone goes or works, and with whom
        ("海原的病人去银川住院，押金谁管", "海原县"),
        ("我刚到中卫市卫健委，还有跟福建那边协作帮扶的事，哪个科在办？", "中卫市"),
        ("我在中卫上班，想问陕西家庭医生签约谁牵头", "陕西省"),
        ("我在凉山打工，当地住院要押金吗", "凉山彝族自治州"),
    ],
)
def test_the_places_asked_about(assistant: Assistant, question: str, places: str) -> None:
    query = understand(question, assistant.knowledge)
    assert "、".join(place.name for place in query.places) == places


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("家庭医生签约归哪个口子挑头", ["家庭医生签约服务"]),
        ("家庭医生签约这摊子事谁搭手", ["家庭医生签约服务"]),
        ("家庭医生签约得拿个啥本本", ["家庭医生签约服务"]),
        ("省卫健委里头，家庭医生签约是哪个处牵头", ["家庭医生签约服务"]),
        ("Which offices are supposed to back up family doctor services?", ["家庭医生签约服务"]),
    ],
)
def test_words_of_asking_are_no_topic(assistant: Assistant, question: str, names: list[str]) -> None:
    assert [concept.name for concept in understand(question, assistant.knowledge).concepts] == names
