"""What is marked as different: values of the same thing that are not the same, and nothing else."""

from __future__ import annotations

import pytest
from compare_support import compared, made, marks

from assistant.compare.compare import compare_places
from assistant.compare.comparison import Comparison, Entry
from assistant.compare.differences import number_summary
from assistant.compare.groups import differing_people
from assistant.compare.measures import counterparts, read_measures
from assistant.compare.quotes import Quote
from assistant.compare.wording import marks_of
from assistant.glossary import Glossary

HEAD = "关于{}工作的通知\n\n各县区：\n\n一、{}\n"


def two(topic: str, first: str, second: str) -> Comparison:
    """Two places compared that say one sentence each."""
    texts = (HEAD.format(name, topic) + words + "。\n" for name, words in (("甲", first), ("乙", second)))
    return compare_places(topic, made(*texts), Glossary())


def marked(comparison: Comparison, aspect: str = "gets") -> list[tuple[str, ...]]:
    return [entry.differs for row in comparison.rows for entry in row.cell(aspect).entries]


@pytest.mark.parametrize(
    ("first", "second", "differing"),
    [
        ("救治37种大病患者", "救治30种大病患者", True),
        ("已纳入大病专项救治范围的30个病种", "37种大病患者由定点医院救治", True),
        ("救治30种大病患者", "现有 30 种大病定点医院不变", False),
        ("四种慢病患者", "10种重点传染病防控成果", False),
        # Staff sent to a hospital, and staff sent away to learn.
        ("向县级医院派驻管理人员和学科带头人不少于5人", "县医院每年选派6名管理和业务骨干到对口医院进修学习", False),
        ("2020年2月免收房租", "2020年第一季度房租免收", True),
        ("3—4月房租减半", "2020年第一季度房租免收", False),
        ("规范管理率达到90%以上", "规范管理率达到80%", True),
        ("规范管理率达到90%以上", "县域内就诊率达到80%", False),
        ("每季度对脱贫人口大病救治情况进行监测", "每月对脱贫人口大病救治情况进行监测", True),
        ("每季度开展一次随访", "每月听取情况汇报", False),
        ("推行“七统一”管理", "落实“五统一”管理", True),
        ("落实“四必须”要求", "落实“五统一”管理", False),
        # The years of a document's title measure nothing.
        ("按照《工作方案（2021-2025年）》开展帮扶", "到2023年开展帮扶", False),
    ],
)
def test_numbers_are_compared_where_they_measure_the_same(first: str, second: str, differing: bool) -> None:
    there = read_measures(second)
    found = [(m, counterparts(m, there)) for m in read_measures(first)]
    assert any(near and all(n.value != m.value for n in near) for m, near in found) == differing


@pytest.mark.parametrize(
    ("text", "others", "differing"),
    [
        ("高血压、肺结核等四种慢病患者", ["高血压、结核病等四种慢病患者"], ["肺结核"]),
        ("高血压、糖尿病等四种慢病患者", ["高血压、糖尿病等慢性病患者"], ["四种"]),
        ("高血压、严重精神障碍等四种慢病患者", ["高血压、严重精神障碍等四种主要慢病患者"], []),
        ("农村妇女", ["妇女"], ["农村妇女"]),
        ("城乡适龄妇女", ["农村妇女"], ["城乡适龄妇女"]),
        ("妇女", ["妇女"], []),
        ("脱贫户、特困人员、低保对象", ["农村低保对象、特困人员"], ["脱贫户", "低保对象"]),
        ("承租国有用房的中小微企业", ["承租国有用房的中小企业"], ["承租国有用房的中小微企业"]),
        ("随访中发现的慢病患者", ["签约居民", "慢病患者"], []),  # who of them is meant is another matter
        ("新生儿", ["妇女"], []),
    ],
)
def test_groups_are_compared_where_they_are_the_same_people(text: str, others: list[str], differing: list[str]) -> None:
    assert list(differing_people(text, [others])) == differing


def test_the_difference_is_marked_and_not_what_all_say() -> None:
    family = compared("家庭医生签约服务")
    for aspect in ("who", "gets"):
        assert "肺结核" in marks(family, "陕西省", aspect)
        for place in ("开封市", "中卫市", "全国"):
            assert "结核病" in marks(family, place, aspect)
        for place in ("开封市", "陕西省", "中卫市", "全国"):
            assert not any("精神障碍" in words for words in marks(family, place, aspect))
    assert "90%" not in marks(family, "开封市", "gets") and marks(family, "开封市", "targets") == []


def test_wordings_of_one_group_and_numbered_names() -> None:
    screening = compared("两癌筛查")
    assert [marks(screening, place, "who") for place in ("开封市", "陕西省", "中卫市")] == [
        ["妇女"],
        ["农村妇女"],
        ["城乡适龄妇女"],
    ]
    assert marks(screening, "开封市", "gets") == ["妇女"]
    assert marks(screening, "陕西省", "gets") == []
    # 免费 is what all say who speak of the cost.
    assert "免费" not in marks(screening, "中卫市", "gets")
    union = compared("县域医共体")
    assert marks(union, "开封市", "gets") == ["“七统一”"] and "“五统一”" in marks(union, "中卫市", "gets")


@pytest.mark.parametrize("topic", ["对口帮扶", "人才引进", "远程医疗", "结核病", "乡镇卫生院"])
def test_numbers_of_different_things_are_not_summed_up(topic: str) -> None:
    assert number_summary(compared(topic)) == []


def test_the_same_words_are_marked_in_every_cell_that_quotes_them() -> None:
    rent = two("房租", "2020年2月免收房租", "2020年第一季度房租免收")
    assert marked(rent) == [("2020年2月",), ("2020年第一季度",)]
    assert marked(rent, "time_limits") == marked(rent)


def test_force_is_compared_in_sentences_on_the_same() -> None:
    assert marked(two("助餐", "鼓励餐饮企业设立老年助餐点", "餐饮企业设立老年助餐点")) == [("鼓励",), ()]
    assert marked(two("助餐", "鼓励餐饮企业设立老年助餐点", "鼓励餐饮企业设立老年助餐点")) == [(), ()]
    assert marked(two("助餐", "鼓励餐饮企业设立老年助餐点", "助餐收费明码标价")) == [(), ()]
    assert marked(two("助餐", "加大助餐支持力度，方便老人", "加大助餐投入力度，方便老人")) == [(), ()]


def test_a_word_inside_a_name_is_not_the_word() -> None:
    quote = Quote("n#一、/p1", "一、", "按照“四必须”要求，各单位必须落实", 0, 17)
    assert marks_of(Entry((quote,), differs=("必须",)), quote.text) == [(13, 15)]
