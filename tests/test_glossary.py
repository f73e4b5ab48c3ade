"""The glossary: that it holds what the notices name, and that it never takes one thing for another."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.glossary import Glossary, load_glossary
from assistant.spelling import fold, has_han, spelling_key

CORPUS = Path(__file__).resolve().parents[1] / "corpus"

# Read from the notices by hand, line by line.
DEPARTMENTS = {
    "kaifeng-2022": """
        开封市卫生健康委员会 各县区卫生健康委 委乡村振兴工作领导小组成员科室 市直驻汴各医疗卫生单位 市委、市政府
        省卫生健康委 乡村振兴局 医保 发改 民政 卫生健康部门 医保经办机构 委内各科室 各有关单位 各级各单位 各县区
    """,
    "national-2021": """
        党中央、国务院 民政 扶贫(乡村振兴)等部门 医保经办机构
    """,
    "shaanxi-2021": """
        陕西省卫生健康委员会 委机关各处室 省中医药管理局 委直属有关单位 各设区市 杨凌示范区卫生健康委
        府谷县卫生健康局 省卫生健康委 委医政医管局 妇幼健康处 基层卫生健康处 委基层卫生健康处 有关处室
        规划信息处 委规划信息处 委健康促进处 老龄健康处 疾病预防控制处 综合监督局 委人事处 科教宣传处 委体改处
        省卫生健康信息中心 职业健康处 委办公室 省中医药管理局等有关处室 健康促进处等有关处室 委疾病预防控制处
        委妇幼健康处 委科教宣传处 卫生健康部门 机构编制部门 发展改革部门 财政部门 民政部门 医疗保障部门
        人力资源社会保障部门 农业农村部门 乡村振兴部门 中医药管理部门 各级卫生健康行政部门 各设区市卫生健康委
        委乡村振兴领导小组办公室 陕西省卫生健康委办公室 各处室
    """,
    "yunnan-2021": """
        省卫生健康委 省发展改革委 省民政厅 省财政厅 省人力资源社会保障厅 省自然资源厅 省生态环境厅
        省住房城乡建设厅 省农业农村厅 省乡村振兴局 省医保局 各州(市)卫生健康委 民政局 财政局 人力资源社会保障局
        自然资源局 生态环境局 住房城乡建设局 农业农村局 医保局 国家卫生健康委等13个部委局 云南省发展和改革委员会
        云南省人力资源和社会保障厅 云南省住房和城乡建设厅 云南省医疗保障局 各级卫生健康行政部门 省委、省政府
    """,
    "zhongwei-2021": """
        自治区卫生健康委 市农村工作领导小组 自治区党委、政府 市卫生健康委 各县〔区〕 市医保局 财政局 民政局
        医保局 乡村振兴局 市医改领导小组成员单位 发展改革委 人社局 编办 云计算和大数据局 市委宣传部 教育局
        旅游和文体广电局 总工会 团市委 妇联 科协 农业农村局 住房城乡建设局 生态环境局 各县（区）相关部门
        卫生健康部门 医保部门 人力资源社会保障部门 规划信息与财务科 市卫生健康委规划信息与财务科
        市卫生健康委办公室 疾病防控与基层卫生科（卫生应急科） 医政医改科 健康促进科 市爱卫办 基层党委和政府
    """,
}
GROUPS = {
    "kaifeng-2022": """
        三类户 脱贫户 特困人员 低保对象 监测对象 重点人群 患者 脱贫人口 住院患者 乡村医生 妇女 新生儿 信息员
        分管领导 主要领导 派驻人员 群众 居民 重度失能失智脱贫人口
    """,
    "national-2021": """
        农村低收入人口 脱贫人口 农村低保对象 特困人员 易返贫致贫人口 边缘易致贫人口 失能半失能老年人 0—3岁婴幼儿
        妇女 儿童 儿童青少年 医务人员 中医医师 乡村医生 儿童保健人员 新生儿科医师 危重孕产妇 危重新生儿
    """,
    "shaanxi-2021": """
        农村低保对象 特困人员 易返贫致贫人口 涉及第三方责任的患者 脱贫人口 边缘易致贫人口 农村低收入人口
        失能半失能老年人 管理人员和学科带头人 骨干医师 全科医生 助理全科医生 乡村医生 孕产妇 新生儿 农村妇女
        0-6岁儿童 老年人 农村居民 社会力量
    """,
    "yunnan-2021": """
        农村低收入人口 合格医务人员 农村群众 管理人员和学科带头人
    """,
    "zhongwei-2021": """
        已脱贫人口 脱贫人口 农村低保对象 特困人员 易返贫致贫人口 低保对象 返贫致贫人口 农村特困人员 脱贫不稳定户
        边缘易致贫人口 脱贫不稳定人口 农村低收入人口 失能半失能老年人 儿童青少年 中医医师 乡村医生
        卫生专业技术人员 高级职称医务人员 老年人群 适龄妇女 孕产妇 0-6岁儿童 3岁以下婴幼儿 基层干部群众 监测对象
        驻村第一书记和驻村工作队
    """,
}


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load_glossary(CORPUS)


@pytest.fixture(scope="module")
def notices() -> dict[str, str]:
    files = sorted((CORPUS / "notices").glob("*.txt"))
    return {path.stem: fold(path.read_text(encoding="utf-8")).text for path in files}


def found(glossary: Glossary, text: str) -> list[tuple[str, str]]:
    """(words, official name) of each mention."""
    return [(m.words, m.term.official) for m in glossary.find(text)]


def test_it_holds_the_field(glossary: Glossary) -> None:
    kinds = [term.kind for term in glossary.terms]
    assert kinds.count("policy") > 110
    assert kinds.count("department") > 80
    assert kinds.count("group") > 30
    assert kinds.count("disease") > 25


@pytest.mark.parametrize("notice", DEPARTMENTS)
def test_every_department_named_in_the_notices_is_known_and_has_english(glossary: Glossary, notice: str) -> None:
    unknown = [
        name
        for name in DEPARTMENTS[notice].split()
        if name != "医保" and (glossary.department(name) is None or not glossary.english(name))
    ]
    assert unknown == []


@pytest.mark.parametrize("notice", GROUPS)
def test_every_group_named_in_the_notices_is_known_and_has_english(
    glossary: Glossary, notices: dict[str, str], notice: str
) -> None:
    for name in GROUPS[notice].split():
        assert fold(name).text in notices[notice], f"{name} is not printed in {notice}"
        term = glossary.term(name)
        assert term is not None, name
        assert term.kind == "group", name
        assert glossary.english(name) == term.english[0]


def test_every_printed_spelling_occurs_in_a_notice(glossary: Glossary, notices: dict[str, str]) -> None:
    missing = [
        (term.official, spelling)
        for term in glossary.terms
        for spelling in term.printed
        if not any(fold(spelling).text in text for text in notices.values())
    ]
    assert missing == []


def test_every_policy_term_can_be_found_in_a_notice(glossary: Glossary, notices: dict[str, str]) -> None:
    unfindable = [
        term.official
        for term in glossary.terms
        if term.kind != "department"
        and not any(fold(spelling).text in text for spelling in glossary.expand(term) for text in notices.values())
    ]
    assert unfindable == []


def test_each_spelling_belongs_to_one_term_and_is_listed_once(glossary: Glossary) -> None:
    owners: dict[str, str] = {}
    for term in glossary.terms:
        for spelling in term.spellings:
            key = spelling_key(spelling)
            assert key, f"empty spelling of {term.official}"
            assert owners.setdefault(key, term.official) == term.official
        keys = [spelling_key(spelling) for spelling in term.spellings]
        assert len(keys) == len(set(keys)), term.official


def test_every_term_has_english_and_says_it_in_latin_letters(glossary: Glossary) -> None:
    for term in glossary.terms:
        assert term.english, term.official
        assert not any(has_han(words) for words in term.english), term.official
        assert all(has_han(words) for words in (term.official, *term.printed)), term.official


@pytest.mark.parametrize(
    ("question", "mentions"),
    [
        ("谁可以享受先诊疗、后付费？", [("先诊疗、后付费", "先诊疗后付费")]),
        ("谁可以享受“先诊疗后付费”政策", [("先诊疗后付费”政策", "先诊疗后付费")]),
        ("低保户没钱交押金能先住院吗", [("低保户", "农村低保对象"), ("没钱交押金", "先诊疗后付费")]),
        ("五保户", [("五保户", "特困人员")]),
        ("村医退休有什么补助", [("村医退休", "乡村医生待遇")]),
        ("家医签约谁牵头", [("家医签约", "家庭医生签约服务")]),
        ("30 种大病患者怎么救治", [("30 种大病", "大病专项救治"), ("患者", "患者")]),
        ("互联网 + 医疗健康", [("互联网 + 医疗健康", "互联网+医疗健康")]),
        ("0—3岁婴幼儿", [("0—3岁婴幼儿", "婴幼儿")]),
        ("各县（区）的任务", [("各县（区）", "各县区")]),
        ("婆姨们能免费查两癌吗", [("婆姨", "妇女"), ("查两癌", "两癌筛查")]),
        ("厕所改造谁负责", [("厕所改造", "厕所革命")]),
        ("怎么督查", [("督查", "督查考核")]),
        ("我没带够钱能住院吗", [("没带够钱能住院", "先诊疗后付费")]),
        ("村里没有人说得清", []),
    ],
)
def test_what_people_say_is_understood(glossary: Glossary, question: str, mentions: list[tuple[str, str]]) -> None:
    assert found(glossary, question) == mentions


@pytest.mark.parametrize(
    ("question", "official"),
    [
        ("who qualifies for treat-first-pay-later", "先诊疗后付费"),
        ("Is there a hospital deposit?", "先诊疗后付费"),
        ("Which department leads family doctor contracts?", "家庭医生签约服务"),
        ("Tell me about FAMILY-DOCTOR CONTRACT services", "家庭医生签约服务"),
        ("cervical cancer screening target", "两癌筛查"),
        ("How are village doctors paid?", "乡村医生待遇"),
        ("Can I be treated before I have to pay?", "先诊疗后付费"),
        ("Can somebody be admitted to hospital without paying first?", "先诊疗后付费"),
        ("Where does the money come from?", "资金保障"),
        ("women screened for breast cancer", "两癌筛查"),
        ("tele-medicine", "远程医疗"),
        ("when is the half-yearly report due", "报送落实情况"),
        ("the reporting deadline", "报送落实情况"),
        ("is telemedicine available in villages", "远程医疗"),
        ("health-care security bureau", "医疗保障部门"),
        ("people with low incomes", "农村低收入人口"),
        ("low-income households", "农村低收入人口"),
        ("severe mental disorders", "严重精神障碍"),
        ("toilets", "厕所革命"),
        ("the staffing of clinics", "基层医疗卫生人才队伍建设"),
        ("community health centres", "社区卫生服务中心"),
        ("pay for it later today", None),
    ],
)
def test_english_is_understood(glossary: Glossary, question: str, official: str | None) -> None:
    officials = [mention.term.official for mention in glossary.find(question)]
    assert officials[-1:] == ([official] if official else [])


def test_one_english_word_is_not_taken_for_another_of_its_stem(glossary: Glossary) -> None:
    assert found(glossary, "publicity") == [("publicity", "宣传引导")]
    assert found(glossary, "the public wants to staff a screen") == []


def test_a_name_with_a_gap_gives_way_to_what_stands_in_it(glossary: Glossary) -> None:
    assert found(glossary, "must a tertiary hospital send doctors to the county hospital") == [
        ("tertiary hospital", "三级综合医院"),
        ("send", "三级医院对口帮扶"),
        ("county hospital", "县级医院"),
    ]


def test_plain_english_words_have_chinese_to_search_by(glossary: Glossary) -> None:
    text = "When do they retire? Vaccinations and medical students"
    assert [(text[start:end], chinese) for start, end, chinese in glossary.find_words(text)] == [
        ("retire", ("退休", "退出", "离岗", "年满60周岁")),
        ("Vaccinations", ("接种", "疫苗")),
        ("medical students", ("医学生",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "市、县人民政府",
        "提高乡村医疗水平",
        "惠民政策",
        "公共卫生应急科技攻关",
        "编制规划",
        "城市政府",
        "严重精干",
        "国家医保",
        "城乡医院",
    ],
)
def test_words_that_hold_a_spelling_by_chance(glossary: Glossary, text: str) -> None:
    assert not {official for _, official in found(glossary, text)} & {
        "民政部门",
        "乡村医生",
        "疾病防控与基层卫生科",
        "人员编制",
        "市委、市政府",
        "严重精神障碍",
        "家庭医生签约服务",
    }


def test_a_number_is_not_cut(glossary: Glossary) -> None:
    assert found(glossary, "130种大病") == [("大病", "大病")]


def test_positions_count_in_the_text_as_given(glossary: Glossary) -> None:
    text = "请问：先诊疗、\n后付费 和 Family  doctors？"
    assert [(text[m.start : m.end], m.words) for m in glossary.find(text)] == [
        ("先诊疗、\n后付费", "先诊疗、\n后付费"),
        ("Family  doctors", "Family  doctors"),
    ]


def test_a_notice_may_say_it_in_any_printed_spelling(glossary: Glossary) -> None:
    term = glossary.term("押金")
    assert term is not None
    assert glossary.expand(term) == ("先诊疗后付费", "住院先诊疗后付费", "先诊疗后付费政策", "住院先诊疗后付费政策")
    assert [related.official for related in glossary.related(term)] == ["一站式结算"]


def test_without_a_glossary_everything_still_answers(tmp_path: Path) -> None:
    empty = load_glossary(tmp_path)
    assert empty.find("先诊疗后付费") == []
    assert empty.english("市医保局") is None
    assert empty.department("市医保局") is None
    assert empty.same_unit("市医保局", "医保局")
    assert not empty.same_unit("省医保局", "市医保局")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[[term]]\nofficial = 甲\n", "第 2 行", "TOML 写法有误"),
        ('[[term]]\nkind = "policy"\n', "第 1 行", "没有正式名称"),
        ('[[term]]\nofficial = "甲"\nkind = "law"\n', "第 1 行", "kind"),
        ('[[term]]\nofficial = "甲"\nkind = "policy"\nlevel = "city"\n', "第 1 行", "不认识的项 “level”"),
        ('[[term]]\nofficial = "甲"\nkind = "policy"\nenglish = "a"\n', "第 1 行", "english 应是一列词"),
        ('[[term]]\nofficial = "甲"\nkind = "policy"\neveryday = ["乙", ""]\n', "第 1 行", "everyday 应是一列词"),
        ('[[term]]\nofficial = "甲"\nkind = "policy"\neveryday = ["、"]\n', "第 1 行", "没有词"),
        ('[[term]]\nofficial = "甲"\nkind = "policy"\nrelated = ["丙"]\n', "第 1 行", "“丙” 不是"),
        ('[[department]]\nofficial = "甲局"\nlevel = "town"\n', "第 1 行", "level"),
        ('[[department]]\nofficial = "甲局"\nforms = ["甲"]\n', "第 1 行", "forms"),
        (
            '[[term]]\nofficial = "甲乙"\nkind = "work"\n[[term]]\nofficial = "丙"\nkind = "work"\nprinted=["甲、乙"]',
            "第 4 行",
            "在 “甲乙” 下已有",
        ),
        ('[[term]]\nofficial = "甲"\nkind = "work"\nprinted = ["乙…丙"]\n', "第 1 行", "不能含 …"),
        ('[[term]]\nofficial = "甲"\nkind = "work"\neveryday = ["…"]\n', "第 1 行", "“…” 里没有词"),
        ('[[term]]\nofficial = "甲"\nkind = "work"\nenglish = ["a", "b…"]\n', "第 1 行", "“b…” 里没有词"),
        ('[[term]]\nofficial = "甲"\nkind = "work"\nnot_in = ["，"]\n', "第 1 行", "“，” 里没有词"),
        ('[[term]]\nofficial = "。"\nkind = "work"\n', "第 1 行", "“。” 里没有词"),
        ('[words]\n"…" = ["退休"]\n', "[words]", "“…” 里没有词"),
        ("[terms]\n", "glossary.toml", "不认识 “terms”"),
        ('[words]\nretire = "退休"\n', "[words]", "retire 应是一列词"),
        ('[[words]]\nretire = ["退休"]\n', "glossary.toml", "单括号"),
    ],
)
def test_a_broken_glossary_gives_one_line_with_place_and_mend(tmp_path: Path, text: str, line: str, said: str) -> None:
    (tmp_path / "glossary.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_glossary(tmp_path)
    message = str(caught.value)
    assert "glossary.toml" in message
    assert line in message
    assert said in message
    assert "\n" not in message


def test_a_question_is_searched_in_a_millisecond(glossary: Glossary) -> None:
    question = "中卫市海原县的农村低保对象没钱交押金能不能先住院后付费呢"
    glossary.find(question)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        glossary.find(question)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.001
