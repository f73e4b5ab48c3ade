"""Entitlements: who may have what, under which circumstances, on sentences of other notices' kinds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.facts.entitlements import find_entitlements
from assistant.records import Entitlement


def _only(text: str) -> Entitlement:
    found = find_entitlements(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        # 对…
        ("对低收入独居老人、失独家庭成员免收首月床位费。", ("低收入独居老人", "失独家庭成员"), "免收首月床位费"),
        ("对于重度残疾人，实行“先诊疗、后付费”。", ("重度残疾人",), "实行“先诊疗、后付费”"),
        ("继续对孤儿和特困学生给予生活补助。", ("孤儿", "特困学生"), "给予生活补助"),
        (
            "对承租公有店铺的小微企业，2月房租免收，3月房租减半。",
            ("承租公有店铺的小微企业",),
            "2月房租免收，3月房租减半",
        ),
        ("对受灾情影响，一时缺粮的农户，可给予口粮救助。", ("受灾情影响，一时缺粮的农户",), "可给予口粮救助"),
        ("对农村妇女开展乳腺癌检查，检查覆盖率达到80%。", ("农村妇女",), "开展乳腺癌检查"),
        ("对符合条件的就业困难人员进行就业援助。", ("符合条件的就业困难人员",), "进行就业援助"),
        ("对家庭经济困难学生，优先安排勤工助学岗位。", ("家庭经济困难学生",), "优先安排勤工助学岗位"),
        # subject first
        ("孤儿、残疾学生和特困供养学生享受学费全免政策。", ("孤儿", "残疾学生", "特困供养学生"), "享受学费全免政策"),
        ("确保失地农民享受养老保险补贴。", ("失地农民",), "享受养老保险补贴"),
        ("继续实行年满60周岁的民办教师按规定享受教龄补助。", ("年满60周岁的民办教师",), "按规定享受教龄补助"),
        ("新患病人员全部纳入救助范围。", ("新患病人员",), "全部纳入救助范围"),
        ("落实家庭医生签约服务，确保低保对象应签尽签。", ("低保对象",), "落实家庭医生签约服务，确保低保对象应签尽签"),
        ("在校学生凭学生证免费乘坐公交。", ("在校学生",), "免费乘坐公交"),
        ("第一类资助对象每人每月400元。", ("第一类资助对象",), "每人每月400元"),
        (
            "特困老人、孤残儿童住院费用自付部分不得超过总费用的5%。",
            ("特困老人", "孤残儿童"),
            "住院费用自付部分不得超过总费用的5%",
        ),
        ("有劳动能力的贫困人口优先聘用为护林员。", ("有劳动能力的贫困人口",), "优先聘用为护林员"),
        ("甲协会成员企业参加培训的职工可享受误工补贴。", ("甲协会成员企业参加培训的职工",), "可享受误工补贴"),
        ("低保对象住院费用按70%给予救助。", ("低保对象",), "住院费用按70%给予救助"),
        ("孤儿门诊诊查费由医疗救助基金全额支付。", ("孤儿",), "门诊诊查费由医疗救助基金全额支付"),
        ("脱贫人口大病保险报销比例提高10个百分点。", ("脱贫人口",), "大病保险报销比例提高10个百分点"),
        ("特困人员、孤儿救助比例为100%。", ("特困人员", "孤儿"), "救助比例为100%"),
        ("低保对象住院可先诊疗后付费。", ("低保对象",), "可先诊疗后付费"),
        ("困境儿童，参照孤儿保障标准执行。", ("困境儿童",), "参照孤儿保障标准执行"),
        ("重点优抚对象享受优先就诊。", ("重点优抚对象",), "享受优先就诊"),
        ("对孤儿不设起付线，全面取消封顶线。", ("孤儿",), "不设起付线，全面取消封顶线"),
        ("对家庭农场检验检测费减半收取。", ("家庭农场",), "检验检测费减半收取"),
        ("对符合条件的村医每人一次性补助2000元。", ("符合条件的村医",), "每人一次性补助2000元"),
        (
            "对独生子女家庭，参加居民医保的个人缴费部分由财政全额资助。",
            ("独生子女家庭",),
            "参加居民医保的个人缴费部分由财政全额资助",
        ),
        ("对独生子女死亡家庭给予每人每月500元的扶助金。", ("独生子女死亡家庭",), "给予每人每月500元的扶助金"),
        ("未脱贫户、边缘户和低保户新生儿免费参加筛查。", ("未脱贫户", "边缘户", "低保户新生儿"), "免费参加筛查"),
        # 将…
        ("将特困老人、“两类户”全部纳入签约服务范围。", ("特困老人", "“两类户”"), "全部纳入签约服务范围"),
        ("可将住院免押金政策对象调整为特困老人、孤儿和重残人员。", ("特困老人", "孤儿", "重残人员"), "住院免押金政策"),
        ("将助餐服务扩大到所有独居老人。", ("所有独居老人",), "助餐服务"),
        # verb first
        ("完善参保资助政策，全额资助特困老人。", ("特困老人",), "全额资助特困老人"),
        ("免除在园孤残儿童保育教育费。", ("在园孤残儿童",), "免除在园孤残儿童保育教育费"),
        ("支持和引导灵活就业人员按规定参加养老保险。", ("灵活就业人员",), "按规定参加养老保险"),
        ("鼓励返乡毕业生申请创业担保贷款。", (), ""),  # 申请 without 可以 says how, not what
        # 为…, 免费…
        ("为搬迁地区和边远地区的农户新生儿筛查听力。", ("搬迁地区和边远地区的农户新生儿",), "筛查听力"),
        ("为计划怀孕夫妇免费提供孕前优生健康检查。", ("计划怀孕夫妇",), "免费提供孕前优生健康检查"),
        ("开展城镇适龄妇女“两癌”免费筛查。", ("城镇适龄妇女",), "城镇适龄妇女“两癌”免费筛查"),
        ("免费开展妇女宫颈癌筛查和新生儿疾病筛查。", ("妇女", "新生儿"), "免费开展妇女宫颈癌筛查和新生儿疾病筛查"),
    ],
)
def test_who_gets_what(text: str, who: tuple[str, ...], what: str) -> None:
    found = find_entitlements(text)
    assert [(entitlement.who, entitlement.what) for entitlement in found] == ([(who, what)] if who else [])


@pytest.mark.parametrize(
    "text",
    [
        # orders to offices, duties, watching people
        "各单位要加强对低收入人口的动态监测。",
        "民政部门负责农村低保对象、特困人员等农村低收入人口认定。",
        "民政部门应当为孤儿建立档案。",
        "加强严重精神障碍患者服务管理和救治保障。",
        "对脱贫人口大病、重病救治情况进行监测。",
        "对困境儿童逐户走访登记，建立台账。",
        "及时将失业人员纳入信息管理系统。",
        "将返乡人员纳入考核范围。",
        "为群众提供更加规范的服务。",
        # what is asked of people, penalties, taking back, definitions
        "城市医生晋升职称前，要有1年以上基层工作经历。",
        "对直接负责的主管人员和其他直接责任人员依法给予处分。",
        "对违规领取补贴的个人给予警告。",
        "服务对象骗取补贴的，追缴资助经费。",
        "本办法所称资助对象是指享受低保待遇的家庭。",
        "老年人申请补贴的，应按照有关规定接受评估。",
        # institutions and places get something
        "对乡镇卫生院在编制方面给予政策支持。",
        "对脱贫县给予适当倾斜。",
        "运营机构为特困老人提供送餐服务可享受送餐补贴的办法另行制定。",
        "企业给予员工交通补贴。",
        # nobody gets anything, or not any more
        "对已享受优待的企业，不再给予补贴。",
        "对低保对象及时核算救助款。",
        "对弄虚作假的农户，取消其享受的救助待遇。",
        "鼓励医院开设精神心理科。",
        "家庭医生应当每年为居民提供一次免费体检。",
        "申请人应当妥善保管提交的材料。",
        "工作人员应当对申请人提交的材料进行审核。",
        "服务机构应当提供场地证明、资质证书。",
        "有下列情形之一的，由民政部门责令改正：",
        "下列人员应当参加培训：（一）护士；（二）医生。",
        "未取得许可证的，不予注册。",
        "本细则不适用于军事设施。",
        "转制前人员经费由财政负担的退休人员的补贴尚未解决的，由财政部门拨付解决。",
        # whose gift it is cannot be told
        "职校毕业生在落户方面与普通高校毕业生享受同等待遇。",
        "遭受水灾，口粮短缺的农户，可享受口粮救助。",
        # several companies, or their people: not to be told
        "甲公司、乙企业、丙中心的技术骨干可享受住房补贴。",
    ],
)
def test_what_is_no_entitlement(text: str) -> None:
    assert find_entitlements(text) == ()


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("对基层专业技术人员，业绩突出、表现优秀的，可放宽学历要求。", "业绩突出、表现优秀的"),
        ("有条件的地方可将免押金政策扩大到所有住院患者。", "有条件的地方"),
        (
            "在防范风险的前提下，有条件的地方可将免押金政策扩大到所有住院患者。",
            "在防范风险的前提下，有条件的地方",
        ),
        ("鼓励有条件的街道将助餐服务扩大到独居老人。", "有条件的街道"),
        ("继续实行民办教师退出岗位时按规定享受教龄补助。", "退出岗位时"),
        ("支持符合条件的农村劳动力按规定参加养老保险。", "符合条件"),
        ("参保职工生育的，按规定享受生育津贴。", "生育的"),
        ("农业企业吸纳脱贫人口就业满6个月的，给予一次性补贴。", "吸纳脱贫人口就业满6个月的"),
        ("因公致残的环卫工人，经鉴定为一至四级伤残的，可享受护理补助。", "经鉴定为一至四级伤残的"),
        ("按照群众自愿原则，将救治对象扩大到所有慢病患者。", "按照群众自愿原则"),
        (
            "符合下列条件之一的退役军人可以申请创业补贴：（一）首次创业的；（二）带动三人就业的。",
            "（一）首次创业的；（二）带动三人就业的",
        ),
        ("脱贫户子女就读中职学校的，免除学费。", "就读中职学校的"),
        ("有下列情形之一的家庭，可以申请临时救助：", "有下列情形之一"),
        ("享受生活补贴的残疾人可同时享受护理补贴。", None),  # 同时 is no time
        ("孤儿享受生活补助。", None),
    ],
)
def test_condition(text: str, condition: str | None) -> None:
    assert _only(text).condition == condition


def test_not_belonging_to_others_is_a_condition_and_no_group() -> None:
    found = _only("过渡期内不属于低保对象和特困人员的脱贫人口，逐步转为按规定享受医保待遇。")
    assert found.who == ("脱贫人口",)
    assert found.condition == "过渡期内不属于低保对象和特困人员"


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("特困老人在县域内住院享受免押金政策。", "县域内"),
        ("对特困老人，在市域内定点医疗机构住院，免交押金。", "市域内定点医疗机构"),
        ("可将县域内公立医疗机构住院免押金政策对象调整为特困老人。", "县域内公立医疗机构"),
        ("特困老人每次在一级医院、二级医院住院的费用，自付不得超过5%。", "一级医院、二级医院"),
        ("对辖区内符合条件的独居老人免费体检。", "辖区内"),
        ("特困老人享受免押金政策。", None),
    ],
)
def test_area(text: str, area: str | None) -> None:
    assert _only(text).area == area


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("对于特困老人，凭社区认定的材料、供养证在县域内住院，免交押金。", "社区认定的材料、供养证"),
        ("失业人员可凭身份证、失业登记证明到街道申领失业补助金。", "身份证、失业登记证明"),
        ("残疾儿童可以持医院病历或诊断结果申请辅助器具。", "医院病历或诊断结果"),
        ("持居住证人员享受就业补贴。", None),
        ("孤儿享受生活补助。", None),
    ],
)
def test_papers(text: str, papers: str | None) -> None:
    assert _only(text).papers == papers


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        (
            "可将免押金政策对象调整为特困老人和孤儿（其中涉及第三方责任的患者不享受免押金政策）。",
            ("涉及第三方责任的患者不享受免押金政策",),
        ),
        ("将低保家庭成员纳入门诊保障范围（已享受职工医保的人员除外）。", ("已享受职工医保的人员除外",)),
        ("企业职工享受培训补贴。公务人员不得享受培训补贴。", ("公务人员不得享受培训补贴",)),
        ("老年人可免费享受体检，但已享受单位体检的除外。", ("已享受单位体检的除外",)),
        ("孤儿享受生活补助，法律另有规定的除外。", ()),
        ("孤儿享受生活补助。", ()),
    ],
)
def test_excluded(text: str, excluded: tuple[str, ...]) -> None:
    found = _only(text)
    assert found.excluded == excluded
    assert all(words in found.quote for words in excluded)


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("对孤儿应当给予生活补助。", "must"),
        ("孤儿享受生活补助。", "must"),
        ("对孤儿可给予生活补助。", "may"),
        ("老年人可以按规定享受就餐补贴。", "may"),
        ("允许灵活就业人员享受培训补贴。", "may"),
        ("鼓励各区将助餐服务扩大到独居老人。", "encouraged"),
        ("支持灵活就业人员按规定参加养老保险。", "encouraged"),
        ("对孤儿，生活可能困难的，给予生活补助。", "must"),  # 可能 is no permission
    ],
)
def test_force(text: str, force: str) -> None:
    assert _only(text).force == force


def test_a_further_case_is_for_the_people_of_the_sentence_before() -> None:
    text = "对特困老人、孤儿，在县域内住院，实行住院免押金政策。经基层转诊的，在市域内医院住院，实行住院免押金政策。"
    first, second = find_entitlements(text)
    assert (second.who, second.condition, second.area) == (("特困老人", "孤儿"), "经基层转诊的", "市域内医院")
    assert second.papers is None
    assert second.start == first.start and second.quote == text.removesuffix("。")


def test_a_case_of_something_else_is_not_joined_to_the_sentence_before() -> None:
    found = find_entitlements("对特困老人，实行住院免押金政策。参加驾驶考试合格的，给予补贴。")
    assert [entitlement.what for entitlement in found] == ["实行住院免押金政策"]


@pytest.mark.parametrize("more", ["患者入院时不需缴纳押金", "患者免交押金"])
def test_people_named_again_by_one_word_are_no_group_of_their_own(more: str) -> None:
    found = _only(f"可将免押金政策对象调整为特困老人和孤儿，{more}。")
    assert found.who == ("特困老人", "孤儿")
    assert found.quote.endswith(more)


def test_a_bracket_behind_a_name_is_no_part_of_it() -> None:
    found = _only("可将免押金政策对象调整为特困老人和孤儿（其中酗酒受伤的患者不享受）。")
    assert found.who == ("特困老人", "孤儿")


def test_what_is_said_of_other_people_is_another_gift() -> None:
    text = "对已登记人员开展免费体检，核准情况，新患病人员全部纳入救助范围。"
    assert [(e.who, e.what) for e in find_entitlements(text)] == [
        (("已登记人员",), "开展免费体检，核准情况"),
        (("新患病人员",), "全部纳入救助范围"),
    ]


def test_two_gifts_in_one_sentence_are_two_records() -> None:
    text = "完善参保资助政策，继续全额资助特困老人，定额资助低保对象。"
    assert [(e.who, e.what) for e in find_entitlements(text)] == [
        (("特困老人",), "全额资助特困老人"),
        (("低保对象",), "定额资助低保对象"),
    ]


def test_the_quote_is_the_phrases_it_rests_on() -> None:
    text = "（二）推进改革，对基层人员，表现优秀的，可放宽学历要求，同等条件下优先聘用。完善制度。"
    found = _only(text)
    assert found.quote == "对基层人员，表现优秀的，可放宽学历要求，同等条件下优先聘用"
    assert found.quote == text[found.start : found.end]


_PIECES = st.sampled_from(
    [
        "对",
        "特困人员",
        "、",
        "和",
        "患者",
        "，",
        "。",
        "；",
        "享受",
        "补贴",
        "纳入",
        "救助范围",
        "可",
        "的",
        "（",
        "）",
        "不享受",
        "凭",
        "证",
        "将",
        "扩大到",
        "企业",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_quotes_are_exact_in_any_text(text: str) -> None:
    for found in find_entitlements(text):
        assert found.quote == text[found.start : found.end]
        assert found.what
        assert found.who or found.condition or found.papers or found.excluded or "标准" in found.what
        assert all(name in found.quote for name in found.who)
        for words in (found.what, found.condition, found.area, found.papers, *found.excluded):
            assert words is None or words in found.quote


@pytest.mark.parametrize(
    "piece", ["特困人员、", "对人员", "人员享受补贴。", "将人员纳入救助范围，", "（", "享受", "凭证"]
)
def test_time_grows_with_the_length_of_the_text_only(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begin = time.perf_counter()
    find_entitlements(text)
    assert time.perf_counter() - begin < 20  # about a second; a rule that backtracks takes hours
