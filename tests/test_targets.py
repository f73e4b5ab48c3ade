"""Targets: what, comparator, number and unit, on sentences of other notices' kinds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.facts.targets import find_targets


def _figures(text: str) -> list[tuple[str, str, str]]:
    return [(target.comparator, target.number, target.unit) for target in find_targets(text)]


@pytest.mark.parametrize(
    ("text", "what", "comparator", "number", "unit"),
    [
        # shares
        ("其中，规模养殖场设施配套率达到95%以上。", "规模养殖场设施配套率", ">=", "95", "%"),
        ("全市生活垃圾无害化处理率达100%。", "全市生活垃圾无害化处理率", ">=", "100", "%"),
        ("力争教育支出占比不低于4%。", "教育支出占比", ">=", "4", "%"),
        ("卫生厕所普及率超过 90%。", "卫生厕所普及率", ">", "90", "%"),
        ("药品支出占比控制在30%以内。", "药品支出占比", "<=", "30", "%"),
        ("个人自付费用不得超过住院总费用的2.5%。", "个人自付费用不得超过住院总费用", "<=", "2.5", "%"),
        ("工作经费不得高于项目总投资的百分之二。", "工作经费不得高于项目总投资", "<=", "二", "百分之"),
        ("贷款利率下调0.5个百分点。", "贷款利率下调", "=", "0.5", "个百分点"),
        ("居民收入增长6%左右。", "居民收入增长", "=", "6", "%"),
        ("救助比例由60%提高到70%。", "救助比例由60%", "=", "70", "%"),
        ("按照减免租金的10%给予补助。", "按照减免租金的10%给予补助", "=", "10", "%"),
        ("对单户金额500万元以下的小店收取的费率不超过1%。", "对单户金额500万元以下的小店收取的费率", "<=", "1", "%"),
        # counts
        ("每个街道至少建成1个养老服务中心。", "每个街道至少建成养老服务中心", ">=", "1", "个"),
        ("各乡镇卫生院至少配备2名中医医师。", "各乡镇卫生院至少配备中医医师", ">=", "2", "名"),
        ("每个镇设置一所卫生院。", "每个镇设置卫生院", "=", "一", "所"),
        ("每县至少有1-2家医院达到推荐标准。", "每县医院达到推荐标准", ">=", "1-2", "家"),
        ("向基层医院派驻专家不少于5人。", "向基层医院派驻专家", ">=", "5", "人"),
        ("每年为受援医院培训至少3名骨干医师。", "每年为受援医院培训骨干医师", ">=", "3", "名"),
        ("建成1,200个村级站点。", "建成村级站点", "=", "1,200", "个"),
        ("打造１０个以上示范基地。", "打造示范基地", ">=", "１０", "个"),
        ("完成高标准农田建设20万亩。", "完成高标准农田建设", "=", "20", "万亩"),
        ("食品处理区面积不小于30㎡。", "食品处理区面积", ">=", "30", "㎡"),
        ("设施农业面积达到二十万亩。", "设施农业面积", ">=", "二十", "万亩"),
        # money
        ("补助标准：每人每年50元。", "补助标准：每人每年", "=", "50", "元"),
        ("按照100元/人的标准给予补助。", "按照100元/人的标准给予补助", "=", "100", "元/人"),
        ("对入规企业奖励十万元。", "对入规企业奖励", "=", "十", "万元"),
        ("每吸纳1人就业补贴1000元。", "每吸纳1人就业补贴", "=", "1000", "元"),
        ("特困老人每人每月补贴400元。", "特困老人每人每月补贴", "=", "400", "元"),
        ("对示范社给予不超过10万元的一次性奖补。", "对示范社给予不超过10万元的一次性奖补", "<=", "10", "万元"),
        ("一个年度内的补贴上限为10000元。", "一个年度内的补贴上限", "<=", "10000", "元"),
        ("经费标准不低于 60 元/人。", "经费标准", ">=", "60", "元/人"),
    ],
)
def test_one_figure(text: str, what: str, comparator: str, number: str, unit: str) -> None:
    targets = find_targets(text)
    assert len(targets) == 1, targets
    assert (targets[0].what, targets[0].comparator, targets[0].number, targets[0].unit) == (
        what,
        comparator,
        number,
        unit,
    )


@pytest.mark.parametrize(
    "text",
    [
        "一、坚持三个协同，健全两项机制",
        "落实“12345”工作模式和“三个一”标准，打造“15分钟生活圈”。",
        "根据《某省50条措施》（某政发〔2021〕31号）执行。",
        "省卫生健康委等10部门、13个部委局联合印发。",
        "做好0-6岁儿童和65岁以上老年人健康管理，年满60周岁的可以申请。",
        "2024年3月15日前报送，每批工作时间不少于6个月，每5年调整一次。",
        "重点做好高血压、糖尿病等四种慢病患者的管理。",
        "支持二级以上医院、50万以上人口大县先行。",
        "第1个单位为牵头单位，拨打12345热线或0731—58225116。",
        "每5000名户籍老年人为一档。",
        "单体建筑面积3000平方米以上的，应当配建充电设施。",
        "逐步达到二级甲等水平。",
        "完成1+10重点任务，推广5G应用。",
        "出台10条措施，坚持1个目标、2个导向。",
        "按照三至十万人口的标准设置。",
        "家庭年人均纯收入低于6000元的农户可以申请。",
        "家庭成员因病支出超过家庭年收入50%的。",
    ],
)
def test_what_is_no_target(text: str) -> None:
    assert find_targets(text) == ()


def test_numbers_shared_out_one_by_one_keep_their_own_item() -> None:
    text = "低保家庭每次在镇级医院、县级医院、市级医院住院的自付部分（目录外），分别不得超过总费用的3%、6%、9%。"
    assert [(t.what, t.comparator, t.number) for t in find_targets(text)] == [
        ("低保家庭每次在镇级医院住院的自付部分（目录外）", "<=", "3"),
        ("低保家庭每次在县级医院住院的自付部分（目录外）", "<=", "6"),
        ("低保家庭每次在市级医院住院的自付部分（目录外）", "<=", "9"),
    ]


def test_items_without_a_common_ending_are_shared_out_too() -> None:
    text = "站点评估为优秀、良好、合格等级的，每年分别给予4万元、3万元、2万元奖励。"
    assert [(t.what, t.number) for t in find_targets(text)] == [
        ("站点评估为优秀等级的，每年", "4"),
        ("站点评估为良好等级的，每年", "3"),
        ("站点评估为合格等级的，每年", "2"),
    ]


def test_people_are_paired_with_their_own_numbers() -> None:
    text = "低保对象、特困人员、易返贫致贫人口分别按70%、100%、60%比例救助。"
    assert [(t.what, t.number) for t in find_targets(text)] == [
        ("低保对象", "70"),
        ("特困人员", "100"),
        ("易返贫致贫人口", "60"),
    ]


def test_a_sum_for_a_case_is_told_with_the_case() -> None:
    found = find_targets("对首次认定的，给予20万元奖励；复审通过的，给予10万元奖励。")
    assert [t.what for t in found] == ["对首次认定的，给予奖励", "复审通过的，给予奖励"]


def test_an_item_of_a_list_is_told_by_its_own_words() -> None:
    found = find_targets("参保率达到98%以上，签约率达到95%；对特困人员按100%、低保对象按70%给予救助。")
    assert [t.what for t in found] == ["参保率", "签约率", "对特困人员按", "低保对象按70%给予救助"]


@pytest.mark.parametrize(
    "text",
    [
        "孤儿与低保对象、特困人员分别按70%、100%救助。",  # three groups, two numbers
        "甲类、乙类医院分别不超过10%、20%、30%。",  # two items, three numbers
        "镇级医院、县级医院、市级医院、省级医院的自付部分分别不超过3%、6%、9%。",  # four items, three numbers
    ],
)
def test_a_pairing_that_is_not_certain_is_not_made(text: str) -> None:
    assert find_targets(text) == ()


def test_a_list_shares_the_words_in_front_of_it() -> None:
    text = "每个县建好1所综合医院、2所中医院和3所妇幼保健院，逐步达标。"
    assert [(t.what, t.number) for t in find_targets(text)] == [
        ("每个县建好综合医院", "1"),
        ("每个县建好中医院", "2"),
        ("每个县建好妇幼保健院", "3"),
    ]


def test_figures_in_a_short_bracket_have_their_own_subject() -> None:
    text = "以驻点帮扶为主，向县医院派驻骨干不少于5人（中医院不少于3人）。"
    assert [(t.what, t.comparator, t.number) for t in find_targets(text)] == [
        ("向县医院派驻骨干", ">=", "5"),
        ("中医院", ">=", "3"),
    ]


def test_a_pronoun_brings_the_phrase_before() -> None:
    text = "做好低保家庭救治跟踪，其救治率要达到95%以上。"
    assert find_targets(text)[0].what == "做好低保家庭救治跟踪，其救治率"


def test_every_figure_of_a_sentence_is_found() -> None:
    text = "力争县域内就诊率达到 90%以上，基层就诊率达到 60%以上；全市40所卫生院、453所卫生室及69个安置点全部达标。"
    assert _figures(text) == [
        (">=", "90", "%"),
        (">=", "60", "%"),
        ("=", "40", "所"),
        ("=", "453", "所"),
        ("=", "69", "个"),
    ]


def test_comparing_words_hold_for_the_next_number_only() -> None:
    assert _figures("向县医院派驻骨干不少于5人、专家3名。") == [(">=", "5", "人"), ("=", "3", "名")]


def test_the_quote_is_the_half_sentence_with_its_date() -> None:
    text = "（二）目标。建好网络；到2027年，普及率达到88%。"
    target = find_targets(text)[0]
    assert target.quote == "到2027年，普及率达到88%" == text[target.start : target.end]


_PIECES = st.sampled_from(
    [
        "5%",
        "3所",
        "每县",
        "不得超过",
        "分别",
        "、",
        "，",
        "。",
        "（",
        "）",
        "甲医院",
        "的",
        "至少",
        "率",
        "100万元",
        "以上",
        "其",
        " ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_quotes_are_exact_in_any_text(text: str) -> None:
    for target in find_targets(text):
        assert target.quote == text[target.start : target.end]
        assert target.number in target.quote and target.unit in target.quote and target.what


@pytest.mark.parametrize("piece", ["5%、", "5%", "1", "分别不得超过5%、", "（5%", "每县1所，"])
def test_time_grows_with_the_length_of_the_text_only(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begin = time.perf_counter()
    find_targets(text)
    assert time.perf_counter() - begin < 20  # about a second; a rule that backtracks takes hours
