"""What a question asks for: everyday and official ways of asking, in both languages."""

from __future__ import annotations

import pytest

from assistant.answering.asks import asking_clauses, asks_anything, find_asks, is_yes_no

ASKS = [
    # who leads, who supports
    ("医养结合归哪个口子挑头", "lead"),
    ("这摊活儿谁打头", "lead"),
    ("改厕这事哪家主办", "lead"),
    ("哪个部门在抓控烟", "lead"),
    ("村医培训归谁管", "lead"),
    ("谁牵这个头", "lead"),
    ("爱国卫生 谁签头", "lead"),
    ("卫生创建是哪个局的活", "lead"),
    ("责任单位有哪些", "lead"),
    ("控烟谁牵头，谁搭手", "lead support"),
    ("谁给他们打下手", "support"),
    ("还有哪些单位帮衬", "support"),
    ("除了卫健委还有谁一起出力", "support"),
    ("除牵头单位外还有哪些责任单位", "support"),
    ("配合单位都是谁", "support"),
    ("签约服务由哪些单位配合", "support"),
    ("牵头的和配合的分别是哪家", "lead support"),
    ("我们处是主办还是打下手", "lead support"),
    ("请列出牵头单位和配合单位", "lead support"),
    ("医养结合 牵头单位", "lead"),
    ("Which office runs the vaccination drive?", "lead"),
    ("Who's in charge of village toilets?", "lead"),
    ("Which units back it up?", "support"),
    # who qualifies, with which papers
    ("哪些人能报销", "who"),
    ("啥样的人才够格", "who"),
    ("那些人能用", "who"),
    ("有啥前提", "who"),
    ("Who qualifies?", "who"),
    ("住院得拿个啥本本", "papers"),
    ("去签约要带哪些材料", "papers"),
    ("办证需要什么手续", "papers"),
    ("What papers do I need?", "papers"),
    # when, how often, how long
    ("两癌救助责任单位 有哪些", "lead"),
    ("名单推送后入户核实的时限各是多少", "when"),
    ("应在多少日内制定方案", "when"),
    ("我家去年住院花了三万，够不够列进监测户？", "what"),
    ("隔多久摸一次底", "when"),
    ("这事卡在啥时候", "when"),
    ("一年查几回", "when"),
    ("专家得待几年", "when"),
    ("目标到哪年", "when"),
    ("医共体 那年建成", "when"),
    ("几月底前报", "when"),
    ("牵头单位每年几月报总结", "when"),
    ("How often must the list be checked?", "when"),
    ("By what date must counties report?", "when"),
    # how many, how much
    ("基层就诊要占几成", "number"),
    ("要查到多少比例", "number"),
    ("起码得来几个人", "number"),
    ("管到几岁", "number"),
    ("识字率要达到多少", "number"),
    ("How many doctors must be sent?", "number"),
    ("What share of births must be screened?", "number"),
    ("签约一次给多少钱", "money"),
    ("一人补几块钱", "money"),
    # what a unit does, what a notice says of itself, what else
    ("规划信息处牵头哪些任务", "tasks"),
    ("医政处配合什么工作", "tasks"),
    ("通知的文号是多少", "notice"),
    ("方案是哪天印的", "notice"),
    ("这份文件由哪个单位印发，印发日期是哪天", "notice"),
    ("两份文件按出台先后，各是哪天", "notice"),
    ("陕西和云南有啥不同", "what"),
    ("分别是怎么规定的", "what"),
    ("文件点了哪几家医院的名", "what"),
    ("做好哪几项工作", "what"),
    ("哪个部门负责，要做些啥", "lead what"),
    # a story before the question; words that only look like one
    ("我们处牵头了几项活儿，总结啥时候交", "when"),
    ("我妈瘫了好几年，家里没钱，谁能享受照顾", "who"),
    ("多久没管的老问题了，到底哪个单位负责", "lead"),
    ("我们配合了一年，截止到哪天", "when"),
    ("这几年一直在搞签约，今年谁牵头", "lead"),
    ("随便派几个人来算不算数", "who"),
    ("跟几家医院搞了合作，具体开展哪些服务", "what"),
    ("My unit leads this work. When is the report due?", "when"),
    ("What do the supporting units have to do?", "what"),
    # a statement to be borne out
    ("家庭医生签约是不是基层处牵头", "lead"),
    ("签约归人事处牵头，我直接找他们就行吧", "lead"),
    ("得每年3月底前报，对吧", "when"),
    ("两三个月就换一批人，这样合规吗", "when"),
    ("覆盖率是90%吧", "number"),
    ("派人也得5个起步，对吧", "number"),
    ("按年算还是五年一算", "what"),
    ("Can migrants sign up?", "who"),
    ("The rate is 80%, right?", "number"),
    ("Does the plan cover village clinics?", "what"),
]


@pytest.mark.parametrize(("question", "asks"), ASKS, ids=[question for question, _ in ASKS])
def test_what_is_asked(question: str, asks: str) -> None:
    assert " ".join(find_asks(question)) == asks


@pytest.mark.parametrize(
    "question",
    [
        "能先住进去不",
        "要不要交押金",
        "是基层处牵头的吧",
        "有这事没？",
        "城里人算不算",
        "也能先看后给钱？",
        "是妇幼处牵头 没错把",
        "有没有规定要派几名医生",
        "Does it cover clinics?",
        "It is free, right?",
        "And Yunnan, do they get it too?",
    ],
)
def test_a_yes_or_a_no_is_wanted(question: str) -> None:
    assert is_yes_no(question)


@pytest.mark.parametrize(
    "question",
    [
        "谁牵头",
        "哪些人能享受？",
        "那开封呢？",
        "几年一次",
        "我不是农村的，找谁办",
        "哪个科盯着有没有照办",
        "Which unit leads?",
    ],
)
def test_no_yes_or_no_is_wanted(question: str) -> None:
    assert not is_yes_no(question)


def test_only_the_clauses_that_ask_are_read() -> None:
    assert asking_clauses("我们处牵头，听说要报两回，啥时候报？对方说不清。") == ["啥时候报？"]
    assert asking_clauses("一年报两次，对吧？") == ["一年报两次，", "对吧？"]
    assert asking_clauses("医养结合 牵头单位") == ["医养结合", "牵头单位"]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("那开封呢？", False),
        ("我说的是中卫", False),
        ("what about Yunnan?", False),
        ("配合的单位呢？", True),
        ("谁牵头", True),
    ],
)
def test_a_turn_that_asks_nothing_itself(question: str, asks: bool) -> None:
    assert asks_anything(question) is asks
