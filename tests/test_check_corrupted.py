"""The check lets no corrupted statement pass: small changes of true ones, by rule and by hand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from check_fixtures import ENGLISH_QUESTIONS, INVENTED_QUESTIONS, QUESTIONS, open_invented, statements
from check_mutations import MUTATIONS, Said, corrupted

from assistant.answering.check import why_rejected
from assistant.records import Statement

if TYPE_CHECKING:
    from assistant.answering.service import Assistant


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over notices that nobody has seen."""
    return open_invented(tmp_path_factory.mktemp("invented"), tmp_path_factory.mktemp("index"))


def _passing(all_said: list[Said]) -> tuple[Counter[str], list[tuple[str, str]]]:
    """(how many corruptions of each kind were tried, those that passed)."""
    tried: Counter[str] = Counter()
    passed: list[tuple[str, str]] = []
    for said in all_said:
        for kind, statement in corrupted(said):
            tried[kind] += 1
            if why_rejected(statement, said.citations, said.knowledge) is None:
                passed.append((kind, statement.text))
    return tried, passed


def test_no_corruption_of_the_five_notices_passes(assistant: Assistant) -> None:
    chinese, _ = statements(assistant, QUESTIONS)
    english, _ = statements(assistant, ENGLISH_QUESTIONS + QUESTIONS[:40], "en")
    tried, passed = _passing(chinese + english)
    assert passed == []
    assert sum(tried.values()) >= 1000
    assert set(tried) == {mutation.__name__ for mutation in MUTATIONS}


def test_no_corruption_of_notices_never_seen_passes(invented: Assistant) -> None:
    chinese, _ = statements(invented, INVENTED_QUESTIONS)
    english, _ = statements(invented, INVENTED_QUESTIONS, "en")
    tried, passed = _passing(chinese + english)
    assert passed == []
    assert sum(tried.values()) >= 500


# --- by hand ---------------------------------------------------------------------------------------------------------

BOTH = "谁可以先诊疗后付费？"
LEAD = "乡村医生补助谁牵头？"
LINES = "开展排查谁牵头？"
TABLE = "建立救助对象台账谁牵头？"
SIGNED = "鼓励有条件的乡镇将慢性病患者、老年人、孕产妇全部纳入家庭医生签约服务，签约后一周内完成首次随访"
SIGNING = "家庭医生签约哪些人？"
REPORT = "落实情况什么时候报送？"
SHARE = "倾斜救助比例是多少？"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # a yes over words that shut the case out, a no over words that grant it, and either with nothing behind it
        ("未取得资格证书的人员享受补助吗？", "可以。未取得资格证书的人员不享受该项补助。"),
        ("可以挪用补助资金吗？", "可以。任何单位不得截留、挪用补助资金。"),
        ("特困人员孤儿资助参保", "不能。特困人员、孤儿给予全额资助参保。"),
        ("年满60周岁的乡村医生有什么待遇？", "可以。"),
        (LEAD, "不是。"),
        ("被吊销证书的人能享受生活补助吗？", "可以。因违法违规被吊销证书的人员不得享受生活补助。"),
        ("被吊销证书的人能享受生活补助吗？", "Yes. “因违法违规被吊销证书的人员不得享受生活补助”"),
        (LEAD, "没有写明。县卫生健康局牵头。"),
        # what limits a sentence left out
        (BOTH, "救助对象在县域内定点医疗机构住院的，实行先诊疗后付费，无需缴纳住院押金。"),
        (BOTH, "实行先诊疗后付费，无需缴纳住院押金。"),
        (BOTH, "因打架斗殴、自伤自残住院的，实行先诊疗后付费。"),
        (
            BOTH,
            "救助对象在县域内定点医疗机构住院的，无需缴纳住院押金，实行先诊疗后付费，"
            "但因打架斗殴、自伤自残住院的除外。",
        ),
        ("谁可以申请倾斜救助？", "可给予倾斜救助，比例不低于60%，年度限额不超过3万元。"),  # for whom
        # units and roles
        (LEAD, "县卫生健康局牵头；其他责任单位：县财政局、各乡镇人民政府。"),
        (LEAD, "县财政局牵头；其他责任单位：县卫生健康局。"),
        (LEAD, "县财政局、县卫生健康局牵头。"),
        (LEAD, "县财政局牵头，县卫生健康局、各乡镇人民政府配合。"),
        (LEAD, "文中未写明牵头单位。"),
        (LEAD, "“推进签约服务”：县财政局负责。"),
        (LEAD, "县财政局 does not lead."),
        (LEAD, "县财政局 leads; supported by 县卫生健康局, 各乡镇人民政府."),
        (LEAD, "Led by 县卫生健康局."),
        (LEAD, "The county finance bureau leads."),
        (LINES, "牵头单位：市医疗保障局配合单位：市卫生健康局、市民政局、各乡镇人民政府。"),
        (LINES, "牵头单位：市卫生健康局配合单位：市医疗保障局、市民政局。"),
        (TABLE, "牵头单位：市残联；配合单位：市乡村振兴局、市民政局。"),
        (TABLE, "牵头单位：市民政局；配合单位：市残联。"),
        (TABLE, "Led by 市民政局, supported by 市乡村振兴局."),
        # lists, counts, names
        (SIGNING, "鼓励有条件的乡镇将慢性病患者、老年人全部纳入家庭医生签约服务。"),
        (SIGNING, "鼓励乡镇将慢性病患者、老年人、孕产妇全部纳入家庭医生签约服务。"),
        (SIGNING, f"Listed 2 of 9: “{SIGNED}”"),
        (SIGNING, f"Listed 2 of 3: “{SIGNED}”"),
        (SIGNING, f"not within one week: “{SIGNED}”"),
        (SIGNING, f"required: “{SIGNED}”"),
        (SIGNING, f"within one month: “{SIGNED}”"),
        (SIGNING, "Patients must be visited within one week."),
        (SIGNING, f"orphans: “{SIGNED}”"),
        # numbers, dates, places, bounds
        (REPORT, "各乡镇要于每年5月和11月底前将落实情况报送县卫生健康局。"),
        (REPORT, "各乡镇要于每年10月底前将落实情况报送县卫生健康局。"),
        (REPORT, "榆中县：各乡镇要于每年5月和10月底前将落实情况报送县卫生健康局。"),
        (REPORT, "临洮县（2024）：各乡镇要于每年5月和10月底前将落实情况报送县卫生健康局。"),
        (
            REPORT,
            "《临洮县乡村医生队伍建设实施方案》（临政办发〔2023〕14号）规定："
            "各乡镇要于每年5月和10月底前将落实情况报送县卫生健康局。",
        ),
        (REPORT, "in June and October: “各乡镇要于每年5月和10月底前将落实情况报送县卫生健康局”"),
        (SHARE, "at most 60%: “对个人负担仍然较重的救助对象，可给予倾斜救助，比例不低于60%，年度限额不超过3万元”"),
        (SHARE, "at least 3%: “对个人负担仍然较重的救助对象，可给予倾斜救助，比例不低于60%，年度限额不超过3万元”"),
        (SHARE, "required: “对个人负担仍然较重的救助对象，可给予倾斜救助，比例不低于60%，年度限额不超过3万元”"),
        (SHARE, "年度限额不超过3元。"),
        # particulars of the notice
        ("黔西的文号是多少？", "文号：黔健乡办〔2024〕9号。"),
        ("黔西的文号是多少？", "发文单位：黔健乡办〔2024〕6号。"),
        ("临洮的通知哪天印发？", "Date: 19 April 2023 (“2023年4月18日”)"),
        ("临洮的通知哪天印发？", "Date: 18 May 2023 (“2023年4月18日”)"),
    ],
)  # fmt: skip
def test_corruptions_by_hand_do_not_pass(invented: Assistant, question: str, text: str) -> None:
    answer = invented.ask(question, lang="zh")
    first = answer.statements[0]
    cited = tuple(citation.n for citation in answer.citations if citation.place == first.place)
    statement = Statement(text, first.place, cited)
    assert why_rejected(statement, answer.citations, invented.knowledge) is not None
