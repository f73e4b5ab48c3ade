"""English questions: what they ask, what their words mean in Chinese, and what is answered."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from reading_support import MORE_NOTICES

from assistant.answering.asks import find_asks, is_yes_no
from assistant.answering.question_words import is_frame_en
from assistant.answering.service import Assistant
from assistant.glossary import Glossary
from assistant.settings import load_settings
from assistant.thesaurus import Thesaurus

PATENT, ZONE, EXPERTS = "govcn_专利代理条例_国令706", "govcn_综合保税区_国发2019-3", "sh_科技专家库管理办法"


# --- what is asked ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("When a bank and a fund back a loan together, what is the least share of the risk?", ("number",)),
        ("When is the next report due, and what should it contain?", ("when", "what")),
        ("How do the two cities differ on when debts must be cleared?", ("when",)),
        ("If a drug costs more than the others, within how many years must it be cheaper?", ("when",)),
        ("In how many working days must they decide?", ("when",)),
        ("How soon must the money be paid back?", ("when",)),
        ("How big an area of farmland is planned?", ("number",)),
        ("How old must an applicant be?", ("number",)),
        ("What's the fine for running without a licence?", ("money",)),
        ("What is the parking fee?", ("money",)),
        ("I heard they pay 20,000 yuan a year. Is that right?", ("money",)),
        ("Who signs off on the list?", ("lead",)),
        ("Who oversees the canteens?", ("lead",)),
        ("Whose job is it to check the canteens?", ("lead",)),
        ("Can you tell me who approves the application?", ("lead",)),
        ("Who pays for the repair?", ("money",)),
    ],
)
def test_what_an_english_question_asks(question: str, asks: tuple[str, ...]) -> None:
    assert find_asks(question) == asks


def test_am_i_allowed_wants_a_yes_or_a_no() -> None:
    assert is_yes_no("Am I allowed to run two stations?")
    assert not is_yes_no("What am I allowed to do?")


# --- what its words mean ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def words() -> Glossary:
    english = {
        "evaluate": ("评估",), "day care": ("日托",), "old people's home": ("养老机构",), "write": ("书写",),
        "care": ("护理",), "lawful": ("合法",), "sell": ("销售",),
    }  # fmt: skip
    return Glossary(thesaurus=Thesaurus(english=english))


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("Evaluation", [("Evaluation", ("评估",))]),  # evaluat-ion: the root of a word that is not listed
        ("lawfully sold", [("lawfully", ("合法",)), ("sold", ("销售",))]),
        ("written", [("written", ("书写",))]),
        ("day-care", [("day-care", ("日托",))]),
        ("the day. Care", [("Care", ("护理",))]),  # no phrase runs over the end of a sentence
        ("old people’s homes", [("old people’s homes", ("养老机构",))]),
    ],
)
def test_words_by_any_form(words: Glossary, text: str, chinese: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(text[start:end], found) for start, end, found in words.find_words(text)] == chinese


def test_frame_words_in_any_writing() -> None:
    assert is_frame_en("Somebody's") and is_frame_en("Who’s")
    assert not is_frame_en("wheelchair")


# --- over the five notices -------------------------------------------------------------------------------------


class Case(NamedTuple):
    """A question, the address that its first citation must have, and words that the answer must have."""

    question: str
    clause: str
    words: str


FIVE = [
    Case("Which division leads family doctor contracts in Shaanxi?", "一、（一）", "Division of Primary Health"),
    Case("Who supports the division in charge of family doctor contracts in Shaanxi?", "一、（一）", "有关处室"),
    Case("By when must Shaanxi's lead units report on their progress each year?", "五、（三）", "每年6月和11月底前"),
    Case("Does the deposit waiver in Kaifeng also cover hospitals outside the county?", "四、三是", "市域内定点"),
    Case("What papers does a dibao household in Kaifeng show to skip the deposit?", "四、三是", "低保证"),
    Case("Are patients hurt by a third party covered by treat-first-pay-later in Shaanxi?", "一、（二）", "第三方责任"),
    Case("How many key doctors does Haiyuan county hospital send for training each year?", "二、（二）11", "6 名"),
    Case(
        "How high should the usage rate of the electronic health code be in Zhongwei?", "二、（二）12", "At least 50%"
    ),
    Case("Which bureau leads medical insurance benefits in Zhongwei?", "二、（一）4", "市医保局) leads"),
    Case("Who is in charge of the toilet revolution in Zhongwei?", "二、（三）16", "市卫生健康委) leads"),
    Case("What does the national opinion say about paying the deposit on admission?", "（四）", "不需缴纳住院押金"),
    Case("What does the Kaifeng plan do for severe mental illness?", "四、二是", "每季度开展一次随访"),
    Case("Which diseases count as key infectious diseases in Shaanxi?", "三、（十一）", "布鲁氏菌病"),
    Case("What coverage rate should newborn screening reach in Shaanxi?", "三、（十二）", "90%以上"),
    Case("Does Zhongwei screen newborns for deafness genes?", "二、（三）14", "耳聋基因"),
    Case("How far down should telemedicine reach in Kaifeng?", "五、四是", "村卫生室延伸"),
    Case("Which division takes care of maternal and child health in Shaanxi?", "三、（十二）", "委妇幼健康处) leads"),
]
UNANSWERED = (
    "What is the parking fee at county hospitals in Kaifeng?",
    "Is the swimming pool of a hospital open to farmers in Zhongwei?",
    "Who leads organ transplants in Shaanxi?",
    "Who handles complaints about toilets on trains in Shaanxi?",
)


@pytest.mark.parametrize("case", FIVE, ids=lambda case: case.question)
def test_answers_over_the_five_notices(assistant: Assistant, case: Case) -> None:
    answer = assistant.ask(case.question)
    assert (answer.status, answer.lang, answer.citations[0].clause) == ("answered", "en", case.clause)
    assert case.words in answer.text


@pytest.mark.parametrize("question", UNANSWERED)
def test_what_no_notice_says_is_not_answered(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.statements) == ("not_found", ())


def test_a_gist_begins_like_a_sentence(assistant: Assistant) -> None:
    answer = assistant.ask("What percentage of visits should use the electronic health code in Zhongwei?")
    assert answer.statements[0].text.startswith("At least 50%: “")


# --- over notices on other subjects ----------------------------------------------------------------------------

OTHERS = [
    (PATENT, Case("In how many days must the patent office decide on an agency's licence?", "第二章第九条", "20日")),
    (PATENT, Case("Who can sit the national patent agent qualification exam?", "第二章第十条", "专科以上学历")),
    (PATENT, Case("How long must a patent agent intern before practising?", "第二章第十一条", "实习满１年")),
    (PATENT, Case("Can a patent agency apply for a patent in its own name?", "第三章第十八条", "不得以自己的名义")),
    (PATENT, Case("Does a patent agency need a written contract?", "第三章第十四条", "书面委托合同")),
    (PATENT, Case("Which department is responsible for patent agency management nationwide?", "第一章第五条", "全国")),
    (PATENT, Case("What legal form must a patent agency have?", "第二章第七条", "合伙企业")),
    (EXPERTS, Case("How often must experts in the Shanghai pool confirm their data?", "第二章第十一条", "每年")),
    (EXPERTS, Case("What basic conditions must experts meet to enter the Shanghai pool?", "第二章第五条", "犯罪")),
    (EXPERTS, Case("Who is in charge of Shanghai's expert database?", "第一章第三条", "上海市科学技术委员会")),
    (EXPERTS, Case("What happens to a Shanghai expert whose data stays frozen?", "第二章第十一条", "冻结")),
    (ZONE, Case("Who leads the VAT taxpayer pilot in bonded zones?", "四、（一）1", "税务总局")),
    (ZONE, Case("Who is responsible for cross-border e-commerce in bonded zones?", "四、（五）18", "商务部")),
    (ZONE, Case("Which bodies handle futures delivery in the bonded zone?", "四、（五）20", "证监会")),
    (ZONE, Case("Must bonded zone firms register imported medical devices for research?", "四、（二）9", "可不办理")),
    (ZONE, Case("Can companies in the bonded zone use spare capacity?", "四、（一）3", "剩余产能")),
    (ZONE, Case("Who is responsible for bonded storage of imported cars?", "四、（三）12", "海关总署")),
]  # fmt: skip


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Three notices on other subjects, without a catalogue or a glossary of their own."""
    if not MORE_NOTICES.is_dir():
        pytest.skip("the other notices are not there")
    corpus: Path = tmp_path_factory.mktemp("others")
    for name in (PATENT, ZONE, EXPERTS):
        shutil.copy(MORE_NOTICES / f"{name}.txt", corpus)
    folders = {"INDEX": tmp_path_factory.mktemp("index"), "OWN": tmp_path_factory.mktemp("own"), "CORPUS": corpus}
    return Assistant.open(load_settings({f"ASSISTANT_{name}": str(folder) for name, folder in folders.items()}))


@pytest.mark.parametrize(("notice", "case"), OTHERS, ids=lambda value: getattr(value, "question", None))
def test_answers_over_other_notices(others: Assistant, notice: str, case: Case) -> None:
    answer = others.ask(case.question)
    assert answer.status == "answered"
    assert (notice, case.clause) in {(c.notice, c.clause) for c in answer.citations}
    assert case.words in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "How much does it cost to register a trademark?",
        "What is the monthly pension of a retired patent agent?",
        "How many experts does the Shanghai pool hold?",
        "Who leads family doctor contracts in Shanghai?",
    ],
)
def test_what_other_notices_do_not_say_is_not_answered(others: Assistant, question: str) -> None:
    assert others.ask(question).statements == ()
