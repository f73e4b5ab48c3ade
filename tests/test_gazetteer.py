"""Places: which one a text names, which words only look like one, and what lies above it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.gazetteer import Gazetteer, load_gazetteer
from assistant.place_mentions import contains
from assistant.records import Place

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(CORPUS)


def found(gazetteer: Gazetteer, text: str) -> list[tuple[str, str]]:
    """(words, names joined by /) of each mention."""
    return [(m.words, "/".join(p.name for p in m.places)) for m in gazetteer.find(text)]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("陕西家庭医生签约谁牵头？", [("陕西", "陕西省")]),
        ("陕西省和山西省", [("陕西省", "陕西省"), ("山西省", "山西省")]),
        ("中卫的低保户没钱交押金能先住院吗", [("中卫", "中卫市")]),
        (
            "宁夏、内蒙古、广西、新疆、西藏",
            [
                ("宁夏", "宁夏回族自治区"),
                ("内蒙古", "内蒙古自治区"),
                ("广西", "广西壮族自治区"),
                ("新疆", "新疆维吾尔自治区"),
                ("西藏", "西藏自治区"),
            ],
        ),
        ("海原有什么专门规定", [("海原", "海原县")]),
        ("沙坡头谁负责", [("沙坡头", "沙坡头区")]),
        ("那开封呢？", [("开封", "开封市")]),
        ("临夏州和顺河区", [("临夏州", "临夏回族自治州"), ("顺河区", "顺河回族区")]),
        ("海南省与海南藏族自治州", [("海南省", "海南省"), ("海南藏族自治州", "海南藏族自治州")]),
        ("杨凌示范区卫生健康委", [("杨凌示范区", "杨陵区")]),
        ("旬阳县", [("旬阳县", "旬阳市")]),
        ("范县谁牵头", [("范县", "范县")]),
    ],
)
def test_names_are_found(gazetteer: Gazetteer, text: str, mentions: list[tuple[str, str]]) -> None:
    assert found(gazetteer, text) == mentions


@pytest.mark.parametrize(
    "text",
    [
        "其中卫生室的要求",
        "初中卫生室",
        "确保定点医疗机构",
        "复合肥料",
        "沿海口岸",
        "第三明确责任",
        "十四平方米",
        "推广安全知识",
        "美丽水乡",
        "创建示范县",
        "提高县级医院能力",
        "市和县级医院",
        "信息县级平台",
        "其中山区",
        "经费县级承担",
        "大连续三年",
        "惠农政策",
        "来宾登记",
        "和平与民主",
        "健康乡村建设",
        "城区和郊区",
        "市中区",
        "克山病",
        "大同小异",
        "药品开封后怎么办",
        "云南白药",
        "久治不愈",
        "易地搬迁安置",
    ],
)
def test_words_that_only_look_like_places(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("西安全科医生", "西安"),
        ("中卫生态环境局", "中卫"),
        ("开封后续怎么办", "开封"),
        ("江西安全生产", "江西"),
        ("上海关于医保", "上海"),
    ],
)
def test_a_name_ends_where_the_next_word_begins(gazetteer: Gazetteer, text: str, words: str) -> None:
    assert [m.words for m in gazetteer.find(text)] == [words]


@pytest.mark.parametrize(
    "text", ["陕西安康", "海原县中卫市", "宁夏中卫市的海原县", "吉林省吉林市", "广西来宾", "Kaifeng, Henan"]
)
def test_the_outer_place_of_an_address_is_only_context(gazetteer: Gazetteer, text: str) -> None:
    mentions = gazetteer.find(text)
    inner = [m for m in mentions if not m.is_context]
    assert len(inner) == 1
    assert inner[0].place is not None
    assert all(contains(m.places[0], inner[0].place) for m in mentions if m.is_context)
    assert len(mentions) > 1


def test_two_places_side_by_side_are_both_asked_for(gazetteer: Gazetteer) -> None:
    assert [(m.words, m.is_context) for m in gazetteer.find("云南和四川比较")] == [("云南", False), ("四川", False)]


def test_a_shared_name_gives_all_its_places(gazetteer: Gazetteer) -> None:
    (mention,) = gazetteer.find("鼓楼区谁负责")
    assert mention.place is None
    assert [place.above[0] for place in mention.places] == ["南京市", "徐州市", "福州市", "开封市"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("江苏南京鼓楼区", "320106"),
        ("开封的鼓楼区", "410204"),
        ("鼓楼区（福州）", "350102"),
        ("北京朝阳", "110105"),
        ("辽宁朝阳", "211300"),
        ("Yulin, Shaanxi", "610800"),
        ("Suzhou in Anhui", "341300"),
    ],
)
def test_a_shared_name_is_narrowed_by_the_places_beside_it(gazetteer: Gazetteer, text: str, code: str) -> None:
    assert code in [m.place.code for m in gazetteer.find(text) if m.place]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Which department leads family doctor contracts in Shaanxi?", [("Shaanxi", "陕西省")]),
        ("Shanxi", [("Shanxi", "山西省")]),
        ("kaifeng hospital deposit", [("kaifeng", "开封市")]),
        ("Haiyuan County", [("Haiyuan County", "海原县")]),
        ("haiyuan xian", [("haiyuan xian", "海原县")]),
        (
            "Inner Mongolia, Tibet, Hohhot and Lhasa",
            [
                ("Inner Mongolia", "内蒙古自治区"),
                ("Tibet", "西藏自治区"),
                ("Hohhot", "呼和浩特市"),
                ("Lhasa", "拉萨市"),
            ],
        ),
        ("Jilin", [("Jilin", "吉林省")]),
        ("Jilin City", [("Jilin City", "吉林市")]),
        ("Xi'an or Xian", [("Xi'an", "西安市"), ("Xian", "西安市")]),
        ("Qi Xian", []),
        ("Suzhou", [("Suzhou", "苏州市/宿州市")]),
        ("what is the guide to boxing, a mile away", []),
    ],
)
def test_english_names(gazetteer: Gazetteer, text: str, mentions: list[tuple[str, str]]) -> None:
    assert found(gazetteer, text) == mentions


@pytest.mark.parametrize(
    "text",
    ["国家意见有什么要求", "全国怎么规定", "中央文件", "national opinions", "nationwide", "in China", "国家层面呢"],
)
def test_words_for_the_whole_country(gazetteer: Gazetteer, text: str) -> None:
    assert [m.places[0] for m in gazetteer.find(text)] == [Place("000000", "全国", "nation", ())]


@pytest.mark.parametrize(
    "text",
    [
        "国家推荐标准",
        "国家卫生健康委",
        "全国防止因病返贫动态监测系统",
        "党中央",
        "健康中国",
        "Healthy China",
        "the national standard",
    ],
)
def test_names_that_begin_with_the_country(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text) == []


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("海原", ["640522"]),
        ("海原县", ["640522"]),
        ("中卫市海原县", ["640522"]),
        ("宁夏 中卫 海原", ["640522"]),
        ("江苏南京鼓楼区", ["320106"]),
        ("南京鼓楼", ["320106"]),
        ("鼓楼区", ["320106", "320302", "350102", "410204"]),
        ("吉林", ["220000"]),
        ("吉林省吉林市", ["220200"]),
        ("西安", ["610100"]),
        ("来宾", ["451300"]),
        ("和县", ["340523"]),
        ("朝阳", ["110105", "211300"]),
        ("内蒙", ["150000"]),
        ("全国", ["000000"]),
        ("china", ["000000"]),
        ("Kaifeng", ["410200"]),
        ("kaifeng, henan", ["410200"]),
        ("Haiyuan County", ["640522"]),
        ("inner mongolia", ["150000"]),
        ("某地", []),
        ("", []),
        ("Atlantis", []),
        ("开封市卫生健康委", []),
    ],
)
def test_resolve_never_guesses(gazetteer: Gazetteer, name: str, codes: list[str]) -> None:
    assert [place.code for place in gazetteer.resolve(name)] == codes


def test_a_place_knows_what_lies_above_it(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("海原县") == (Place("640522", "海原县", "county", ("中卫市", "宁夏回族自治区", "全国")),)
    assert gazetteer.resolve("开封") == (Place("410200", "开封市", "city", ("河南省", "全国")),)
    assert gazetteer.resolve("重庆市") == (Place("500000", "重庆市", "province", ("全国",)),)
    assert gazetteer.resolve("万州区")[0].above == ("重庆市", "全国")
    assert gazetteer.resolve("济源市")[0].above == ("河南省", "全国")


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("开封市", "Kaifeng"),
        ("中卫市", "Zhongwei"),
        ("陕西省", "Shaanxi"),
        ("山西省", "Shanxi"),
        ("云南省", "Yunnan"),
        ("全国", "National"),
        ("漯河市", "Luohe"),
        ("内蒙古自治区", "Inner Mongolia"),
        ("海原县", "Haiyuan"),
        ("鼓楼区", None),
        ("某地", None),
    ],
)
def test_english_for_a_place(gazetteer: Gazetteer, name: str, english: str | None) -> None:
    assert gazetteer.english(name) == english


def test_positions_count_in_the_text(gazetteer: Gazetteer) -> None:
    text = "请问，宁夏的海原县呢？ Shaanxi?"
    assert [text[m.start : m.end] for m in gazetteer.find(text)] == ["宁夏", "海原县", "Shaanxi"]


def test_a_bare_folder_has_places_and_its_own_file_replaces_them(tmp_path: Path) -> None:
    assert load_gazetteer(tmp_path).resolve("开封")[0].name == "开封市"
    (tmp_path / "places.csv").write_text(
        "code,name,short,free,english,also\n990000,新省,新,n,Xin,\n990100,甲乙市,甲乙,b,Jiayi,\n", encoding="utf-8"
    )
    own = load_gazetteer(tmp_path)
    assert [(m.words, m.places[0].above) for m in own.find("甲乙谁牵头")] == [("甲乙", ("新省", "全国"))]
    assert own.resolve("开封") == ()


@pytest.mark.parametrize(
    "line", ["990100,甲乙市,甲乙,b,Jiayi", "99,甲乙市,甲乙,b,Jiayi,", "990100,,甲乙,b,Jiayi,", "990100,甲乙市,甲乙,x,,"]
)
def test_a_broken_places_file_gives_one_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "places.csv").write_text(f"# places\n{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_gazetteer(tmp_path)
    assert "places.csv，第 2 行" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_question_is_searched_in_a_millisecond(gazetteer: Gazetteer) -> None:
    question = "中卫市海原县的农村低保对象没钱交押金能不能先住院后付费呢"
    gazetteer.find(question)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        gazetteer.find(question)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.001


def test_short_names_at_home_count_in_running_text(gazetteer: Gazetteer) -> None:
    at_home = load_gazetteer(CORPUS, at_home=["隆化县", "赣州市", "平安区", None])
    for text in ("隆化几天内要进门核查", "How often are households visited in Longhua?"):
        assert [name for _, name in found(at_home, text)] == ["隆化县"]
        assert "隆化县" not in [name for _, name in found(gazetteer, text)]
    assert found(at_home, "嫁到兴国村里") == [("兴国", "兴国县")]  # a county of a city that is held
    assert found(at_home, "祝全家平安") == []  # an ordinary word all the same
