"""Title, number, issuer, place and date, from letterheads, titles, signatures and index lines of all shapes."""

from __future__ import annotations

import pytest
from reading_support import parse

from assistant.reading.about.dates import day_in, days_after, last_day_of
from assistant.reading.about.references import Named, find_named, standard_number
from assistant.reading.about.titles import plan_years

# Lines wider than a page: the file is not taken for one that was wrapped.
_LONG = "补助标准为每人每月100元，由街道办事处受理申请，经社区公示无异议后，由区民政部门审核确认，" * 2 + "按月发放。"
_BODY = f"各单位：\n\n一、补助\n\n{_LONG}\n\n二、发放\n\n{_LONG}\n\n"
_SIGNED = "青州市民政局\n\n2022年3月9日\n"


def _notice(head: str, signed: str = _SIGNED) -> str:
    return f"{head}\n\n{_BODY}{signed}"


# --- number ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("青民发〔2022〕9号\n\n关于发放补助的通知", "青民发〔2022〕9号"),
        ("青民发［２０２２］９号\n\n关于发放补助的通知", "青民发〔2022〕9号"),
        ("青民发【2022】9号\n\n关于发放补助的通知", "青民发〔2022〕9号"),
        ("青民发（2022）9号\n\n关于发放补助的通知", "青民发〔2022〕9号"),
        ("青民发[2022] 9 号\n\n关于发放补助的通知", "青民发〔2022〕9号"),
        ("青民发〔2022〕9号　　签发人：王某\n\n关于发放补助的通知", "青民发〔2022〕9号"),
        ("青州市民政局文件 青民发〔2022〕9号\n\n关于发放补助的通知", "青民发〔2022〕9号"),
        ("青州市民政局关于发放补助的通知 青民函〔2022〕9号", "青民函〔2022〕9号"),
        ("青州市民政局关于发放补助的通知（青民函〔2022〕9号）", "青民函〔2022〕9号"),
        ("发文字号：青民发〔2022〕9号 成文日期：2022年3月9日\n\n关于发放补助的通知", "青民发〔2022〕9号"),
        ("| 文　号 | 青民发〔2022〕9号 | 主题词 | 补助 |\n\n关于发放补助的通知", "青民发〔2022〕9号"),
        ("中华人民共和国国务院令\n\n第906号\n\n补助条例", "国务院令第906号"),
        ("青州市人民政府令（第 28 号）\n\n青州市补助办法", "青州市人民政府令第28号"),
        ("青州市民政局公告\n\n2022年第12号\n\n关于发放补助的公告", "青州市民政局公告2022年第12号"),
        ("关于发放补助的公告（2022年第12号）", "2022年第12号"),
        ("青州市民政局关于发放补助的公告\n\n〔2022年第12号〕", "2022年第12号"),
        ("青州市人民代表大会常务委员会第十二号公告\n\n青州市补助条例", "青州市人民代表大会常务委员会第十二号公告"),
    ],
)
def test_number(head: str, number: str) -> None:
    assert parse(_notice(head)).number == number


@pytest.mark.parametrize(
    "head",
    [
        "关于发放补助的通知\n\n根据《救助办法》（鲁民发〔2021〕3号），现就发放补助通知如下：",
        "关于发放补助的通知\n\n按照鲁民发〔2021〕3号要求，现通知如下：",
        "关于转发《关于发放补助的通知》（鲁民发〔2021〕3号）的通知",
        "关于发放补助的通知\n\n附件：救助办法（鲁民发〔2021〕3号）",
        "青州市救助办法\n\n（2010年3月1日青州市人民政府令第8号公布 2022年1月1日青州市人民政府令第28号修订）",
    ],
)
def test_the_number_of_another_document_is_not_taken(head: str) -> None:
    assert parse(_notice(head)).number is None


# --- title -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("青州市民政局\n关于发放困难群众\n补助的通知", "青州市民政局关于发放困难群众补助的通知"),
        ("# 青州市补助办法（试行）", "青州市补助办法（试行）"),
        ("《青州市补助办法》", "青州市补助办法"),
        ("青州市支持企业的若干政策", "青州市支持企业的若干政策"),
        ("关于发放补助的通知_青州市民政局门户网站", "关于发放补助的通知"),
        ("青州市民政局 青州市财政局关于发放补助的通知", "青州市民政局 青州市财政局关于发放补助的通知"),
        ("关于发放补助的通知 青民函〔2022〕9号", "关于发放补助的通知"),
        ("关于加强补助发放工作", "关于加强补助发放工作"),
    ],
)
def test_title(head: str, title: str) -> None:
    assert parse(_notice(head)).title == title


def test_a_plan_goes_by_its_own_title() -> None:
    covering = (
        "青州市民政局关于印发《青州市补助办法》的通知\n\n各单位：\n\n现将《青州市补助办法》印发给你们，请执行。\n\n"
    )
    notice = parse(f"{covering}{_SIGNED}\n青州市补助办法\n\n第一条 为了规范补助。\n\n第二条 补助按月发放。\n")
    assert notice.title == "青州市补助办法"


def test_several_plans_go_by_the_title_of_the_covering_notice() -> None:
    covering = "青州市民政局关于印发补助和救助两个办法的通知\n\n各单位：\n\n现将两个办法印发给你们，请认真执行。\n\n"
    plans = [f"青州市{name}办法\n\n第一条 为了规范{name}。\n\n第二条 {name}按月发放。\n\n" for name in ("补助", "救助")]
    assert parse(covering + _SIGNED + "\n" + "".join(plans)).title == "青州市民政局关于印发补助和救助两个办法的通知"


def test_a_line_of_the_preamble_is_no_title() -> None:
    text = "关于发放补助的通知\n\n各单位：\n\n请结合实际制定方案\n\n一、补助\n\n按月发放。\n"
    assert parse(text).title == "关于发放补助的通知"


# --- issuer, date, place -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "signed", "issuer"),
    [
        ("青州市民政局文件\n\n关于发放补助的通知", "青州市民政局办公室 2022年3月9日印发\n", "青州市民政局"),
        ("关于发放补助的通知", "青州市民政局　青州市财政局\n\n2022年3月9日\n", "青州市民政局、青州市财政局"),
        ("青州市民政局 青州市财政局\n\n关于发放补助的通知", "", "青州市民政局、青州市财政局"),
        ("青州市民政局\n\n青州市财政局\n\n文件\n\n关于发放补助的通知", "", "青州市民政局、青州市财政局"),
        ("青州市民政局、青州市财政局关于发放补助的通知", "", "青州市民政局、青州市财政局"),
        ("中共中央 国务院关于发放补助的意见", "", "中共中央、国务院"),
        ("发文机关：青州市民政局\n\n关于发放补助的通知", "", "青州市民政局"),
        ("中华人民共和国国务院令\n\n第906号\n\n补助条例", "总理　王某\n\n2022年3月9日\n", "国务院"),
        (
            "青州市补助条例\n\n（2022年3月9日青州市第八届人民代表大会常务委员会第二次会议通过）",
            "",
            "青州市人民代表大会常务委员会",
        ),
    ],
)
def test_issuer(head: str, signed: str, issuer: str) -> None:
    assert parse(_notice(head, signed)).issuer == issuer


@pytest.mark.parametrize(
    ("head", "signed", "date"),
    [
        ("关于发放补助的通知", "青州市民政局\n\n二〇二二年三月九日\n", "2022-03-09"),
        ("关于发放补助的通知", "青州市民政局\n\n二○二二年十二月二十一日\n", "2022-12-21"),
        ("成文日期：2022-03-09 发布日期：2022-03-12\n\n关于发放补助的通知", "", "2022-03-09"),
        ("发布日期：2022年3月12日\n\n关于发放补助的通知", "", "2022-03-12"),
        ("发布日期：2022年3月12日\n\n关于发放补助的通知", _SIGNED, "2022-03-09"),
        ("关于发放补助的意见\n\n（2022年3月9日）", "", "2022-03-09"),
        ("关于发放补助的通知", "青州市民政局\n\n2022年3月9日\n\n青州市民政局办公室 2022年3月11日印发\n", "2022-03-09"),
        ("关于发放补助的通知", "青州市民政局办公室 2022年3月11日印发\n", "2022-03-11"),
        (
            "青州市补助条例\n\n（2015年1月8日通过 根据2018年5月6日《关于修改条例的决定》修正 2018年7月1日批准）",
            "",
            "2018-05-06",
        ),
        ("青州市补助条例\n\n2022年3月9日 青州市人民代表大会常务委员会第二次会议通过", "", "2022-03-09"),
        ("关于发放补助的通知", "更新时间：2026-01-26 11:25:32\n", None),
    ],
)
def test_date(head: str, signed: str, date: str | None) -> None:
    assert parse(_notice(head, signed)).date == date


@pytest.mark.parametrize(
    ("head", "signed", "place"),
    [
        ("关于发放补助的通知", "海原县卫生健康局\n\n2022年3月9日\n", "海原县"),
        ("关于发放补助的通知", "怀化市鹤城区人民政府\n\n2022年3月9日\n", "鹤城区"),
        ("关于发放补助的通知", "教育部\n\n2022年3月9日\n", "全国"),
        ("中共中央 国务院关于发放补助的意见", "", "全国"),
        ("关于印发云南省补助方案的通知", "", "云南省"),
        ("2022年开封市补助工作要点", "", "开封市"),
        ("关于支持武汉市发放补助的通知", "", None),
        ("www.guangdong.gov.cn\n\n关于发放补助的通知", "", None),
        ("关于发放补助的通知", "市委宣传部\n\n2022年3月9日\n", None),
    ],
)
def test_place(head: str, signed: str, place: str | None) -> None:
    assert parse(_notice(head, signed)).place == place


# --- years of a plan ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("2022年补助工作要点", (2022, 2022)),
        ("关于印发《2022年补助工作要点》的通知", (2022, 2022)),
        ("青州市2023年度补助计划", (2023, 2023)),
        ("补助行动实施方案（2019－2021年）", (2019, 2021)),
        ("关于印发补助行动方案（2019—2021年）的通知", (2019, 2021)),
        ("2021年至2025年补助规划", (2021, 2025)),
        ("二〇二二年补助工作安排", (2022, 2022)),
        ("青州市“十四五”卫生健康发展规划", (2021, 2025)),
        ("国民经济和社会发展第十三个五年规划纲要", (2016, 2020)),
        ("关于2021年度考核结果的通报", None),
        ("青州市2020年补助条例", None),
        ("补助工作方案（2020年修订）", None),
        ("关于贯彻落实《“十四五”农业规划》的实施意见", None),
        ("关于贯彻落实《2022年补助工作要点》的实施方案", None),
        ("青州市补助办法", None),
        (None, None),
    ],
)
def test_plan_years(title: str | None, years: tuple[int, int] | None) -> None:
    assert plan_years(title) == years


# --- documents named, dates --------------------------------------------------------------------------------------


def test_documents_named() -> None:
    text = "按照《关于印发〈办法〉的通知》（鲁民发[2021]3号，以下简称《通知》）、《补助条例》和青民发〔2020〕5号文件"
    assert find_named(text) == [
        Named("关于印发〈办法〉的通知", "鲁民发〔2021〕3号", 2, 37),
        Named("补助条例", None, 38, 44),
        Named(None, "青民发〔2020〕5号", 45, 56),
    ]


def test_numbers_in_one_form() -> None:
    assert standard_number("青民发【２０２２】 ９号") == "青民发〔2022〕9号"
    assert standard_number("国务院令（第906号）") == "国务院令第906号"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2022 年 3 月 9 日", "2022-03-09"),
        ("二Ｏ二二年三月九日", "2022-03-09"),
        ("2022年2月30日", None),
        ("2022-03-09", None),
    ],
)
def test_dates(words: str, day: str | None) -> None:
    assert day_in(words) == day


def test_reckoning() -> None:
    assert last_day_of("2022-02-01", years=5) == "2027-01-31"
    assert last_day_of("2024-02-29", years=1) == "2025-02-28"
    assert last_day_of("2022-08-31", months=6) == "2023-02-28"
    assert last_day_of("2022-01-01", months=24) == "2023-12-31"
    assert days_after("2020-12-19", 30) == "2021-01-18"


def test_what_stands_in_brackets_below_a_title_belongs_to_it() -> None:
    notice = parse("某省农村养老服务提升行动计划\n（2023—2025年）\n为做好工作，制定本计划。\n一、目标。做好工作。\n")
    assert notice.title == "某省农村养老服务提升行动计划（2023—2025年）"
    assert notice.validity.plan_years == (2023, 2025)


def test_number_and_date_on_one_line_below_the_title() -> None:
    notice = parse(
        "某县防止返贫工作方案\n（某农领〔2021〕8号　2021年7月28日）\n为做好工作，制定本方案。\n一、目标。做好工作。\n"
    )
    assert (notice.number, notice.date) == ("某农领〔2021〕8号", "2021-07-28")
