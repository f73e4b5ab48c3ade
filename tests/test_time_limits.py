"""Time limits: words, kind, ISO form, who must act and what must be done, on sentences of other notices' kinds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.facts.time_limits import find_time_limits, says_only_when, with_task
from assistant.records import TimeLimit


def _only(text: str) -> TimeLimit:
    limits = find_time_limits(text)
    assert len(limits) == 1, limits
    return limits[0]


@pytest.mark.parametrize(
    ("text", "words", "kind", "iso"),
    [
        # by a date
        ("各区县2025年底前完成改造。", "2025年底前", "by", "2025-12-31"),
        ("各区县于2024年2月底前完成改造。", "2024年2月底前", "by", "2024-02-29"),
        ("各区县在2022年6月30日前完成改造。", "2022年6月30日前", "by", "2022-06-30"),
        ("各区县应在 2025 年 6 月 30 日前完成改造。", "2025 年 6 月 30 日前", "by", "2025-06-30"),
        ("到2027年，护理床位占比明显提高。", "到2027年", "by", "2027"),
        ("到2027年底全部完成改造。", "到2027年底", "by", "2027-12-31"),
        ("到二〇三五年，全面建成。", "到二〇三五年", "by", "2035"),
        ("各校2025年前完成改造。", "2025年前", "by", None),
        ("各校2025年10月上旬前完成改造。", "2025年10月上旬前", "by", None),
        ("各校5月底前完成改造。", "5月底前", "by", None),
        ("力争年底前投入使用。", "年底前", "by", None),
        ("本办法有效期至2030年8月31日。", "有效期至2030年8月31日", "by", "2030-08-31"),
        ("应当提前5个工作日公示。", "提前5个工作日", "by", None),
        ("许可证有效期届满30日前申请延续。", "许可证有效期届满30日前", "by", None),
        ("完成时限：2023年12月31日", "2023年12月31日", "by", "2023-12-31"),
        ("整治于2022年10月底完成。", "2022年10月底", "by", "2022-10-31"),
        ("名单于30日前报市局。", "30日前", "by", None),
        ("资金次月5日前结算。", "次月5日前", "by", None),
        ("各校5月10日下班前报送。", "5月10日下班前", "by", None),
        ("投诉应当当日答复。", "当日", "by", None),
        ("各县2024年三季度前完成。", "2024年三季度前", "by", None),
        # within a period
        ("自本办法印发之日起30日内，各区制定细则。", "自本办法印发之日起30日内", "within", "P30D"),
        ("应当在收到申请后5个工作日内答复。", "收到申请后5个工作日内", "within", None),
        ("接报后24小时内处置。", "接报后24小时内", "within", "PT24H"),
        ("一周内要上门核实。", "一周内", "within", "P1W"),
        ("一月内要上门核实。", "一月内", "within", "P1M"),
        ("三个月内办结。", "三个月内", "within", "P3M"),
        ("半年内办结。", "半年内", "within", "P6M"),
        ("2-3年内调整到位。", "2-3年内", "within", None),
        ("公示期满5日内发放。", "公示期满5日内", "within", "P5D"),
        # every period
        ("每季度一次上报进展。", "每季度一次", "every", "R/P3M"),
        ("每两年开展一轮检修。", "每两年", "every", "R/P2Y"),
        ("每半年报送进展。", "每半年", "every", "R/P6M"),
        ("每周召开例会。", "每周", "every", "R/P1W"),
        ("一年两次组织演练。", "一年两次", "every", None),
        ("每年3月和9月底前报送总结。", "每年3月和9月底前", "every", None),
        ("每季度第一个月报送报表。", "每季度第一个月", "every", None),
        ("每月10日前报送报表。", "每月10日前", "every", None),
        ("每季度首月10日前报送报表。", "每季度首月10日前", "every", None),
        ("每季度最后一个月25日前报送。", "每季度最后一个月25日前", "every", None),
        ("每年1月底和7月底前报送总结。", "每年1月底和7月底前", "every", None),
        ("每周一至周五8:30—12:00接受咨询。", "每周一至周五8:30—12:00", "every", None),
        ("每半年至少开展一次检查。", "每半年", "every", None),
        ("按月核对台账。", "按月", "every", "R/P1M"),
        # for a period
        ("本办法有效期五年。", "有效期五年", "for", "P5Y"),
        ("连续6个月未营业的，收回牌照。", "连续6个月", "for", "P6M"),
        ("合同期限不少于3年。", "不少于3年", "for", None),
        ("要有1年以上基层工作经历。", "1年以上", "for", None),
        ("缓缴期最长6个月。", "最长6个月", "for", None),
        ("工期为180天。", "工期为180天", "for", "P180D"),
        ("执行期限自发布之日起3个月止。", "自发布之日起3个月止", "for", "P3M"),
        ("连续缴费满6个月的，享受待遇。", "连续缴费满6个月", "for", None),
        ("贷款期限3年以内。", "期限3年以内", "for", None),
        ("聘期三年。", "聘期三年", "for", "P3Y"),
        # during a stretch
        ("完成时限：2023年10月—2024年3月", "2023年10月—2024年3月", "during", "2023-10/2024-03"),
        ("（三）总结阶段（2024年11月至12月）", "2024年11月至12月", "during", "2024-11/2024-12"),
        ("报名时间：2024年9月1日—15日。", "2024年9月1日—15日", "during", "2024-09-01/2024-09-15"),
        ("受理时间为2024年3月1日至4月30日。", "2024年3月1日至4月30日", "during", "2024-03-01/2024-04-30"),
        ("第二阶段：整改落实（10月1日至11月30日）。", "10月1日至11月30日", "during", None),
        ("9:00至17:00受理申请。", "9:00至17:00", "during", None),
        ("2024年一季度完成招标。", "2024年一季度", "during", None),
        ("在5年过渡期内，保持政策稳定。", "5年过渡期内", "during", None),
        ("公示期内可提出异议。", "公示期内", "during", None),
        ("“十五五”时期，新增托位。", "“十五五”时期", "during", None),
        ("2024年，新建改建农村公路。", "2024年", "during", "2024"),
        ("2021年至2025年，实施改造工程。", "2021年至2025年", "during", "2021/2025"),
        (
            "自2023年1月1日至2025年12月31日，免征购置税。",
            "2023年1月1日至2025年12月31日",
            "during",
            "2023-01-01/2025-12-31",
        ),
    ],
)
def test_words_kind_and_iso_form(text: str, words: str, kind: str, iso: str | None) -> None:
    limit = _only(text)
    assert (limit.words, limit.kind, limit.iso) == (words, kind, iso)


@pytest.mark.parametrize(
    "text",
    [
        "某某市人民政府办公室2021年11月3日印发",
        "（某政发〔2021〕31号）",
        "按照《某市养老服务条例（2021-2025年）》执行。",
        "某市城乡对口支援工作方案（2021-2025年）已印发，请执行。",
        "关于印发《2024年工作要点》的通知",
        "2024年全市卫生健康工作要点",
        "2024年工作的总体思路是稳中求进，抓好落实。",
        "年满60周岁的老年人可以申请。",
        "做好0-6岁儿童健康管理和3岁以下婴幼儿照护。",
        "近3年内没有违法记录。",
        "每人每月补助50元，每年每个站点补助2万元。",
        "本条例自2024年7月1日起施行。",
        "完成时限：2026年10月起实施。",
        "截至2022年12月31日，全市共有站点120个。",
        "2018年12月31日前已完成改制的企业继续享受优惠。",
        "对距退休年龄五年以内的人员给予照顾。",
        "每个县设一所医院。",
        "2023年12月31日前出生的儿童可以参保。",
        "出生满6个月的婴儿可以参保。",
        "入职未满一年的职工不享受年休假。",
        "发现问题立即整改，逾期未整改的，予以通报。",
        "师生比为1:15—1:20。",
    ],
)
def test_what_is_no_time_limit(text: str) -> None:
    assert find_time_limits(text) == ()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("各牵头单位要在每年6月底前报送总结。", "各牵头单位"),
        ("镇人民政府（街道办事处）、区民政部门应当在3个工作日内确认资格。", "镇人民政府（街道办事处）、区民政部门"),
        ("乡镇卫生院、村卫生室原则上每季度一次开展随访。", "乡镇卫生院、村卫生室"),
        ("每年2月底前，区财政局应当完成清算。", "区财政局"),
        ("每年4月底前，市民政部门负责对上年度资金进行清算。", "市民政部门"),
        ("2026年6月底前，市教育局、各区政府完成排查。", "市教育局、各区政府"),
        ("信息员必须每周核对数据。", "信息员"),
        ("东河县每年选择两个专科重点建设。", "东河县"),
        ("三级医院继续派驻专家，每批连续工作时间不少于6个月。", "三级医院"),
        # no subject in the half-sentence, or none that is sure
        ("在5年过渡期内，保持政策稳定。", None),
        ("每5年动态调整乡镇卫生院人员编制总量。", None),
        ("对新纳入的对象，一周内要入户核实。", None),
        ("市卫生健康委加强指导。每月通报一次进展。", None),
        ("评估结果由组织评估的单位公示10天。", None),
    ],
)
def test_who_must_act(text: str, who: str | None) -> None:
    assert _only(text).who == who


def test_each_of_several_subjects_keeps_its_own_limit() -> None:
    text = (
        "落实要求（信息员必须逐条核准信息，分管领导必须每周了解核查情况，主要领导必须每月听取汇报；每季度通报一次）。"
    )
    assert [(limit.who, limit.words, limit.what) for limit in find_time_limits(text)] == [
        ("分管领导", "每周", "分管领导必须每周了解核查情况"),
        ("主要领导", "每月", "主要领导必须每月听取汇报"),
        (None, "每季度", "每季度通报一次"),
    ]


def test_what_keeps_whom_it_is_about() -> None:
    text = "（二）入户。对新识别的困难家庭，一周内要入户核实，一月内要逐项落实医疗教育帮扶措施。"
    assert [limit.what for limit in find_time_limits(text)] == [
        "对新识别的困难家庭，一周内要入户核实",
        "对新识别的困难家庭，一周内要入户核实，一月内要逐项落实医疗教育帮扶措施",
    ]


def test_a_date_that_opens_the_sentence_governs_all_of_it() -> None:
    text = "加强建设。到2027年，村级站点覆盖率明显提高；服务能力明显增强。其他工作照旧。"
    assert _only(text).quote == "到2027年，村级站点覆盖率明显提高；服务能力明显增强"


def test_a_date_in_mid_sentence_governs_its_own_part() -> None:
    text = "选派骨干到上级医院进修，到 2027 年乡村医生轮训实现全覆盖。"
    assert _only(text).what == "到 2027 年乡村医生轮训实现全覆盖"


def test_the_quote_holds_words_what_and_who() -> None:
    text = "三、保障。市医院承担培训任务，制定计划，并在通知印发后10日内，将名单报市卫生健康委。"
    limit = _only(text)
    assert limit.quote == text[limit.start : limit.end]
    assert limit.what in limit.quote and limit.words in limit.quote


def test_a_bare_label_takes_the_task_that_it_is_for() -> None:
    line = "完成时限：2023年12月底前"
    assert says_only_when(line)
    limits = with_task(find_time_limits(line), "改造卫生院")
    assert [(limit.what, limit.words, limit.quote) for limit in limits] == [("改造卫生院", "2023年12月底前", line)]


def test_a_sentence_keeps_its_own_task() -> None:
    text = "2023年12月底前，各县完成改造。"
    assert not says_only_when(text)
    assert with_task(find_time_limits(text), "改造卫生院") == find_time_limits(text)


_PIECES = st.sampled_from(
    [
        "每年",
        "2025年",
        "底前",
        "30日内",
        "之日起",
        "自",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "，",
        "。",
        "；",
        "县",
        "应当",
        "3",
        "月",
        "不少于",
        "\n",
        " ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_quotes_are_exact_in_any_text(text: str) -> None:
    for limit in find_time_limits(text):
        assert limit.quote == text[limit.start : limit.end]
        assert limit.words in limit.quote and limit.what in limit.quote
        assert limit.who is None or limit.who in limit.quote


@pytest.mark.parametrize("piece", ["每年", "每年，", "1", "后3日内", "（，每月", "自收到之日起"])
def test_time_grows_with_the_length_of_the_text_only(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begin = time.perf_counter()
    find_time_limits(text)
    assert time.perf_counter() - begin < 20  # about a second; a rule that backtracks takes hours
