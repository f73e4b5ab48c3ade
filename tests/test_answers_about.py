"""Questions about a notice itself, on invented notices: its number, date, issuer, receivers, headings, basis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.about_basis import mentions_of
from assistant.answering.about_question import particulars_asked
from assistant.answering.chain import Request, Steps
from assistant.answering.knowledge import Knowledge
from assistant.answering.service import Assistant
from assistant.records import Answer
from assistant.settings import load_settings

_TASKS = "由各医疗机构按月开展巡诊服务，做好记录和随访，并将情况报卫生健康部门汇总，逐步扩大服务的范围和人群。"
_HANZHONG = (
    "汉中市卫生健康委员会文件\n\n汉卫基层发〔2023〕18号\n\n关于落实全市巡诊服务行动方案重点任务的通知\n\n"
    "各县区卫生健康局，略阳县人民医院，市直各医疗卫生单位：\n\n"
    "为落实省卫生健康委等6部门《关于印发〈陕西省巡诊服务行动方案〉的通知》（陕卫基层发〔2023〕7号），"
    "结合我市实际，现将重点任务通知如下：\n\n"
    f"一、建立巡诊队伍\n\n{_TASKS}\n\n二、配好巡诊车辆\n\n{_TASKS}\n\n三、加强督导\n\n{_TASKS}\n\n"
    "汉中市卫生健康委员会\n\n2023年6月9日\n\n抄送：市财政局、市医疗保障局。\n"
)
_TAIAN = (
    "关于印发《泰安市2023年巡诊工作要点》的通知\n\n各县市区卫生健康局、医疗保障局：\n\n"
    "市卫生健康委、市财政局、市医疗保障局联合制定了《泰安市2023年巡诊工作要点》，现印发给你们，请认真执行。\n\n"
    "泰安市卫生健康委员会 泰安市财政局\n\n泰安市医疗保障局\n\n2023年2月3日\n\n泰安市2023年巡诊工作要点\n\n"
    f"一、扩大覆盖\n\n{_TASKS}\n\n二、提高质量\n\n{_TASKS}\n"
)
_NATION = (
    f"巡诊服务指导意见\n\n为做好巡诊服务，提出以下意见。\n\n一、总体要求\n\n{_TASKS}\n\n二、主要任务\n\n{_TASKS}\n"
)
_GANZHOU = (
    "赣州市巡诊服务实施方案\n\n根据国家卫生健康委等4部门《关于印发巡诊服务的指导意见的通知》（国卫基层发〔2022〕9号），"
    f"制定本方案。\n\n一、工作目标\n\n{_TASKS}\n\n二、工作任务\n\n{_TASKS}\n\n赣州市卫生健康委员会\n\n2022年11月20日\n"
)
_CATALOGUE = '[[notice]]\nfile = "nation.txt"\nplace = "全国"\n\n[[notice]]\nfile = "ganzhou.txt"\nheld_to = "二、"\n'
_JOINT = "市卫生健康委、市财政局、市医疗保障局联合制定了《泰安市2023年巡诊工作要点》"
_ABOVE = "为落实省卫生健康委等6部门《关于印发〈陕西省巡诊服务行动方案〉的通知》（陕卫基层发〔2023〕7号）"
_RECEIVERS = "各县区卫生健康局，略阳县人民医院，市直各医疗卫生单位"

Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder = tmp_path_factory.mktemp("about")
    (folder / "notices").mkdir()
    texts = {"hanzhong": _HANZHONG, "taian": _TAIAN, "nation": _NATION, "ganzhou": _GANZHOU}
    for name, text in texts.items():
        Path(folder / "notices" / f"{name}.txt").write_text(text, encoding="utf-8")
    Path(folder / "catalogue.toml").write_text(_CATALOGUE, encoding="utf-8")
    settings = load_settings({"ASSISTANT_INDEX": str(folder / "index"), "ASSISTANT_CORPUS": str(folder)})
    return Assistant.open(settings).knowledge


@pytest.fixture
def ask(knowledge: Knowledge) -> Ask:
    def run(*questions: str, place: str | None = None) -> Answer:
        steps = Steps(knowledge, lambda text, notices, top: {})
        return steps.run(Request(questions[-1], place=place, history=questions[:-1]))

    return run


def said(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements]


@pytest.mark.parametrize(
    ("question", "statements"),
    [
        ("汉中那份通知文号多少", ["汉卫基层发〔2023〕18号。"]),
        ("汉中的通知是几号文，哪天印出来的？", ["汉卫基层发〔2023〕18号。", "2023年6月9日。"]),
        ("汉中的通知是哪年的", ["2023年6月9日。"]),
        ("汉卫基层发〔2023〕18号是谁印发的", ["汉中市卫生健康委员会。"]),
        ("泰安那个要点是跟谁一起发的", [f"{_JOINT}。"]),
        ("泰安的要点几个部门联合", [f"{_JOINT}。"]),
        ("泰安那份要点管哪一年的", ["泰安市2023年巡诊工作要点。"]),
        ("汉中的通知主送哪些单位", [f"{_RECEIVERS}。"]),
        ("汉中那份通知抄送了谁", ["市财政局、市医疗保障局。"]),
        ("汉中通知照着哪个文件来的", [f"{_ABOVE}。"]),
        ("汉中的通知照着省里的方案来的，那个上级方案几个部门发的、啥文号？", [f"{_ABOVE}。"]),
        ("汉中通知一共分几个部分", ["一、建立巡诊队伍。", "二、配好巡诊车辆。", "三、加强督导。"]),
        ("What is the document number of the Hanzhong notice?", ["“汉卫基层发〔2023〕18号”"]),
        ("When was the Hanzhong notice issued?", ["9 June 2023: “2023年6月9日”"]),
    ],
)
def test_particulars_are_quoted(ask: Ask, question: str, statements: list[str]) -> None:
    answer = ask(question)
    assert (answer.status, said(answer), answer.dropped) == ("answered", statements, ())


def test_a_receiver_named_in_the_text_gets_a_yes(ask: Ask) -> None:
    assert said(ask("市里那份通知有没有发到我们县？", place="略阳县")) == [f"是。{_RECEIVERS}。"]
    assert said(ask("市里那份通知是不是只发给县区？", place="略阳县")) == [f"{_RECEIVERS}。"]
    assert said(ask("市里那份通知有没有发到我们县？", place="洋县")) == [f"{_RECEIVERS}。"]


def test_side_by_side_in_the_order_of_their_dates(ask: Ask) -> None:
    answer = ask("汉中、泰安、赣州这三份文件按出台先后排一下")
    assert [(s.place, s.text) for s in answer.statements] == [
        ("赣州市", "2022年11月20日。"),
        ("泰安市", "2023年2月3日。"),
        ("汉中市", "2023年6月9日。"),
    ]


def test_what_is_not_stated_is_not_found(ask: Ask) -> None:
    answer = ask("泰安的要点文号是多少？")
    assert (answer.status, answer.citations) == ("not_found", ())
    assert "泰安市（2023）：文中没有查到文号。" in answer.text.splitlines()
    half = ask("泰安的要点文号是多少，哪天印发的？")
    assert (half.status, said(half)) == ("partial", ["2023年2月3日。"])
    assert ask("汉中通知所落实的上级方案是哪天发的，上级方案文号几号").status == "partial"


def test_a_number_that_only_another_notice_gives_is_told_as_its_words(ask: Ask) -> None:
    answer = ask("国家的意见文号是多少？")
    assert answer.status == "answered"
    assert [(s.place, s.text) for s in answer.statements] == [
        ("赣州市", "根据国家卫生健康委等4部门《关于印发巡诊服务的指导意见的通知》（国卫基层发〔2022〕9号）。")
    ]
    assert answer.text.startswith("巡诊服务指导意见：它自己的文本中没有查到，以下是其他文件提到它的原话。")
    assert ask("国家的意见是哪天印发的？").status == "not_found"


def test_a_title_alone_does_not_tell_whose_document_it_is(knowledge: Knowledge) -> None:
    nation = knowledge.by_id["nation"]
    assert [notice.id for notice, _ in mentions_of(nation, knowledge.notices)] == ["ganzhou"]
    assert mentions_of(replace(nation, place="泰安市"), knowledge.notices) == []


def test_a_number_that_no_notice_held_bears(ask: Ask) -> None:
    answer = ask("陕卫基层发〔2023〕7号是几个部门发的？")
    assert (answer.status, [(s.place, s.text) for s in answer.statements]) == ("answered", [("汉中市", f"{_ABOVE}。")])
    assert ask("陕卫基层发〔2023〕7号是哪天印发的？").status == "not_found"
    assert ask("陕卫基层发〔2023〕8号是谁印发的？").status == "not_found"


def test_another_level_is_not_answered_with_ones_own_number(ask: Ask) -> None:
    assert said(ask("省里那个方案的文号是多少", place="汉中市")) == [f"{_ABOVE}。"]
    assert ask("省里那个方案的文号是多少", place="泰安市").status == "not_found"
    county = ask("洋县的通知文号是多少")
    assert (county.status, said(county)) == ("partial", ["汉卫基层发〔2023〕18号。"])
    assert county.text.startswith("本库没有洋县自己的文件")


def test_headings_of_a_copy_that_ends_early_are_not_all(ask: Ask) -> None:
    answer = ask("赣州的方案分几个部分")
    assert (answer.status, said(answer)) == ("partial", ["一、工作目标。", "二、工作任务。"])
    assert "赣州市（2022）：本库所存文本只到二、，其后的标题没有收录。" in answer.text.splitlines()


def test_a_count_that_belongs_to_the_basis_is_shown_there(ask: Ask) -> None:
    answer = ask("汉卫基层发〔2023〕18号是由6部门联合印发的，对吗？")
    assert said(answer) == ["汉中市卫生健康委员会。", f"{_ABOVE}。"]


def test_follow_ups(ask: Ask) -> None:
    assert said(ask("汉中那份通知哪天印发的？", "泰安的呢")) == ["2023年2月3日。"]
    assert said(ask("汉中那份通知哪天印发的？", "谁发的？")) == ["汉中市卫生健康委员会。"]


@pytest.mark.parametrize(
    "question",
    [
        "补贴什么时候下发？",
        "补贴发给谁",
        "名单什么时候公布",
        "方案里的名单由谁公布",
        "各县什么时候出台实施方案",
        "诊疗方案由哪个部门制定？",
        "谁制定具体落实方案",
        "应急方案什么时候制定",
        "方案的主要目标是到哪一年",
        "大病救治执行哪个方案",
        "上级文件对押金怎么要求",
        "按通知要求患者送到哪个医院",
        "家庭医生签约分几块",
        "汉中的通知哪个科负责落实",
        "文件要求什么时候完成",
        "药品目录什么时候印发",
        "Which sections of the commission in the plan handle bedside visits?",
        "When should counties have issued the plan?",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert particulars_asked(question) == ()
