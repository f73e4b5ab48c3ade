"""From when and until when a notice holds, what it repeals and what it carries out, with the exact words and places."""

from __future__ import annotations

import pytest
from reading_support import MORE_NOTICES, bare_gazetteer, parse

from assistant.catalogue import CatalogueEntry
from assistant.reading.notice import parse_notice, read_notice
from assistant.reading.passage import squeeze
from assistant.records import Notice, Period, Reference

_LONG = "补助标准为每人每月100元，由街道办事处受理申请，经社区公示无异议后，由区民政部门审核确认，" * 2 + "按月发放。"
_HEAD = f"青州市补助办法\n\n第一条 为了规范补助工作，制定本办法。\n\n第二条 {_LONG}\n\n"
_SIGNED = "青州市民政局\n\n2022年3月9日\n"


def _regulation(*articles: str, signed: str = _SIGNED) -> str:
    numbered = (f"第{mark}条 {words}\n\n" for mark, words in zip("三四五六", articles, strict=False))
    return _HEAD + "".join(numbered) + signed


def _said(period: Period | None) -> tuple[str | None, str] | None:
    return (period.date, period.quote) if period else None


def _checked(notice: Notice) -> Notice:
    """``notice``, whose every quote stands where it says."""
    held = notice.validity
    for item in (*filter(None, (held.effective, held.expires)), *held.repeals, *held.carries_out):
        assert squeeze(notice.source[item.start : item.end]) == item.quote
    return notice


# --- from when ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "date", "quote"),
    [
        ("本办法自2022年4月1日起施行。", "2022-04-01", "自2022年4月1日起施行"),
        ("本办法自２０２２年４月１日起正式实施。", "2022-04-01", "自２０２２年４月１日起正式实施"),
        ("本办法从二〇二二年四月一日起执行。", "2022-04-01", "从二〇二二年四月一日起执行"),
        ("本办法自2022年4月起施行。", "2022-04-01", "自2022年4月起施行"),
        ("本办法自印发之日起施行。", "2022-03-09", "自印发之日起施行"),
        ("本办法自发布之日起生效。", "2022-03-09", "自发布之日起生效"),
        ("本办法自公布之日起30日后施行。", "2022-04-08", "自公布之日起30日后施行"),
        ("本办法自公布之日起三十日后施行。", "2022-04-08", "自公布之日起三十日后施行"),
        ("本办法由市民政局负责解释，自2022年4月1日起施行。", "2022-04-01", "自2022年4月1日起施行"),
        ("施行日期。自2022年4月1日起施行。", "2022-04-01", "自2022年4月1日起施行"),
        ("本办法施行日期为2022年4月1日。", "2022-04-01", "施行日期为2022年4月1日"),
        ("以上政策措施自2022年4月1日起执行。", "2022-04-01", "自2022年4月1日起执行"),
    ],
)
def test_effective(words: str, date: str, quote: str) -> None:
    assert _said(_checked(parse(_regulation(words))).validity.effective) == (date, quote)


@pytest.mark.parametrize(
    "words",
    [
        "调整后的补助标准自2021年7月1日起执行。",
        "本办法第二条自2022年7月1日起施行。",
        "对经济困难的老年人，自2022年7月1日起执行。",
        "许可证自颁发之日起生效，有效期三年。",
        "应当在本办法施行之日起六个月内制定细则。",
        "《青州市救助办法》自2020年1月1日起施行。",
        "养老服务合同自2022年1月1日起执行。",
    ],
)
def test_what_starts_something_else(words: str) -> None:
    text = _regulation(words, _LONG, _LONG, "本办法由市民政局负责解释。")
    assert parse(text).validity.effective is None


def test_an_order_puts_its_regulation_into_force() -> None:
    order = (
        "青州市人民政府令\n\n第28号\n\n"
        "《青州市补助办法》已经市政府常务会议通过，现予公布，自2022年5月1日起施行。\n\n市长　王某\n\n2022年3月9日\n\n"
    )
    notice = _checked(parse(order + _HEAD))
    assert _said(notice.validity.effective) == ("2022-05-01", "自2022年5月1日起施行")


def test_nothing_is_reckoned_from_an_unknown_day() -> None:
    undated = parse(_regulation("本办法自印发之日起施行，有效期5年。", signed="")).validity
    assert (_said(undated.effective), _said(undated.expires)) == ((None, "自印发之日起施行"), (None, "有效期5年"))
    adopted = _HEAD.replace(
        "\n\n第一条", "\n\n（2022年3月9日青州市第八届人民代表大会常务委员会第二次会议通过）\n\n第一条", 1
    )
    notice = parse(adopted + "第三条 本办法自公布之日起施行。\n")
    assert (notice.date, _said(notice.validity.effective)) == ("2022-03-09", (None, "自公布之日起施行"))


def test_the_catalogue_s_date_is_reckoned_from() -> None:
    text = _regulation("本办法自印发之日起施行，有效期5年。", signed="")
    held = parse_notice("test", text, bare_gazetteer(), CatalogueEntry(date="2022-03-09")).validity
    assert (_said(held.effective), _said(held.expires)) == (
        ("2022-03-09", "自印发之日起施行"),
        ("2027-03-08", "有效期5年"),
    )


# --- until when --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "date", "quote"),
    [
        ("本办法自2022年2月1日起施行，有效期5年。", "2027-01-31", "有效期5年"),
        ("本办法自2022年2月1日起施行，有效期为五年。", "2027-01-31", "有效期为五年"),
        ("本办法自2022年2月1日起施行。有效期两年。", "2024-01-31", "有效期两年"),
        ("本办法有效期6个月，自2022年2月1日起施行。", "2022-07-31", "有效期6个月"),
        ("本办法自2022年2月1日起试行，试行期两年。", "2024-01-31", "试行期两年"),
        ("本办法自2022年2月1日起试行2年。", "2024-01-31", "试行2年"),
        ("本办法自印发之日起施行，有效期至2025年12月31日。", "2025-12-31", "有效期至2025年12月31日"),
        ("本办法自印发之日起施行，有效期截至2025年12月31日止。", "2025-12-31", "有效期截至2025年12月31日止"),
        ("本办法执行期限为2021年—2025年。", "2025-12-31", "执行期限为2021年—2025年"),
        (
            "本办法执行期限为2022年1月1日至2023年12月31日。",
            "2023-12-31",
            "执行期限为2022年1月1日至2023年12月31日",
        ),
        ("本办法自2022年1月1日起施行，至2023年12月31日止。", "2023-12-31", "至2023年12月31日止"),
        ("本办法自2022年1月1日至2023年12月31日有效。", "2023-12-31", "自2022年1月1日至2023年12月31日有效"),
        ("本办法在疫情防控期间有效。", None, "在疫情防控期间有效"),
        ("本办法有效期三年。", None, "有效期三年"),
    ],
)
def test_expires(words: str, date: str | None, quote: str) -> None:
    assert _said(_checked(parse(_regulation(words))).validity.expires) == (date, quote)


@pytest.mark.parametrize(
    "words",
    [
        "许可证有效期三年。",
        "按照本办法取得的许可证有效期为三年。",
        "本办法自2022年2月1日起施行。评定结果有效期三年。",
        "合同有效期至2025年12月31日。",
        "本办法自2022年2月1日起施行。在有效期内的合同可以继续履行。",
        "补助资金执行期限为2022年1月1日至2023年12月31日。",
    ],
)
def test_terms_of_something_else(words: str) -> None:
    assert parse(_regulation(words, _LONG, _LONG, "本办法由市民政局负责解释。")).validity.expires is None


def test_a_stretch_says_both_ends() -> None:
    held = parse(_regulation("本办法执行期限为2022年1月1日至2023年12月31日。")).validity
    assert _said(held.effective) == ("2022-01-01", "执行期限为2022年1月1日至2023年12月31日")


# --- several documents in one file -------------------------------------------------------------------------------


def _covered(*plans: str, covering: str = "") -> str:
    head = "青州市民政局关于印发办法的通知\n\n各单位：\n\n现将有关办法印发给你们，请结合实际认真贯彻执行。"
    return f"{head}{covering}\n\n{_SIGNED}\n" + "\n".join(plans)


def _plan(name: str, last: str) -> str:
    return f"青州市{name}办法\n\n第一条 为了规范{name}，制定本办法。\n\n第二条 {_LONG}\n\n第三条 {last}\n"


def test_the_one_plan_sent_out_speaks_before_the_covering_notice() -> None:
    plan = _plan("补助", "本办法自2022年5月1日起施行。")
    held = parse(_covered(plan, covering="本通知自印发之日起施行。")).validity
    assert _said(held.effective) == ("2022-05-01", "自2022年5月1日起施行")


def test_the_covering_notice_speaks_for_several_plans() -> None:
    plans = [_plan("补助", "本办法自2022年5月1日起施行。"), _plan("救助", "本办法自2022年6月1日起施行。")]
    assert _said(parse(_covered(*plans, covering="本通知自印发之日起施行。")).validity.effective) == (
        "2022-03-09",
        "自印发之日起施行",
    )
    assert parse(_covered(*plans)).validity.effective is None
    alike = [_plan("补助", "本办法自2022年5月1日起施行。"), _plan("救助", "本办法自2022年5月1日起施行。")]
    assert _said(parse(_covered(*alike)).validity.effective) == ("2022-05-01", "自2022年5月1日起施行")


def test_the_only_document_may_stand_under_annex() -> None:
    cover = (
        "青州市民政局关于印发《青州市补助办法》的通知\n\n各单位：\n\n现将《青州市补助办法》印发给你们，请认真执行。\n\n"
    )
    plan = _plan("补助", "本办法自2022年5月1日起施行，有效期3年。").replace("，制定", "，根据《救助条例》，制定")
    held = _checked(parse(f"{cover}{_SIGNED}\n附件\n\n{plan}")).validity
    assert (_said(held.effective), _said(held.expires)) == (
        ("2022-05-01", "自2022年5月1日起施行"),
        ("2025-04-30", "有效期3年"),
    )
    assert [item.title for item in held.carries_out] == ["救助条例"]


def test_an_annex_does_not_speak_for_the_notice() -> None:
    text = (
        _regulation("本办法自2022年5月1日起施行。")
        + f"\n附件\n\n青州市协议\n\n一、{_LONG}\n\n二、本规定自2023年1月1日起施行。\n"
    )
    assert _said(parse(text).validity.effective) == ("2022-05-01", "自2022年5月1日起施行")


# --- repeals -----------------------------------------------------------------------------------------------------


def _repeals(words: str) -> list[tuple[str | None, str | None, str]]:
    found = _checked(parse(_regulation(words))).validity.repeals
    return [(item.title, item.number, item.quote) for item in found]


def test_repeals() -> None:
    old = ("青州市补助办法", "青民规字〔2019〕5号", "《青州市补助办法》（青民规字〔2019〕5号）")
    assert _repeals("本办法自2022年4月1日起施行，有效期5年。原《青州市补助办法》（青民规字〔2019〕5号）同时废止。") == [
        old
    ]
    assert _repeals("本办法自印发之日起施行，《青州市补助办法》（青民规字〔2019〕5号）同时停止执行。") == [old]
    assert _repeals("2016年3月1日公布的《青州市救助规定》同时废止。") == [
        ("青州市救助规定", None, "《青州市救助规定》")
    ]
    assert _repeals("《甲办法》（青民发〔2015〕1号）、《乙办法》及《关于印发〈丙办法〉的通知》等3个文件同时废止。") == [
        ("甲办法", "青民发〔2015〕1号", "《甲办法》（青民发〔2015〕1号）"),
        ("乙办法", None, "《乙办法》"),
        ("关于印发〈丙办法〉的通知", None, "《关于印发〈丙办法〉的通知》"),
    ]
    assert _repeals("本办法自印发之日起施行，原青民发〔2015〕1号文件同时废止。") == [
        (None, "青民发〔2015〕1号", "青民发〔2015〕1号")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "以往规定与本办法不一致的，以本办法为准。",
        "根据《行政许可法》，原有审批事项同时废止。",
        "各区应当清理与《救助条例》不一致的规定，予以废止。",
        "按照《补助条例》发放的证件，期满同时废止。",
        "有效期届满后自动废止。",
    ],
)
def test_what_repeals_nothing(words: str) -> None:
    assert _repeals(words) == []


def test_a_list_of_what_is_repealed() -> None:
    text = (
        f"关于废止部分文件的通知\n\n一、说明\n\n{_LONG}\n\n二、下列文件自2022年4月1日起废止：\n\n"
        "1.《甲办法》（青民发〔2015〕1号）\n\n2.《乙办法》（青民发〔2016〕2号）\n\n" + _SIGNED
    )
    found = _checked(parse(text)).validity.repeals
    assert [(item.title, item.number) for item in found] == [
        ("甲办法", "青民发〔2015〕1号"),
        ("乙办法", "青民发〔2016〕2号"),
    ]


# --- what it carries out -----------------------------------------------------------------------------------------


def _carried_out(preamble: str) -> list[tuple[str | None, str | None]]:
    text = (
        f"青州市补助实施方案\n\n{preamble}\n\n一、补助\n\n{_LONG}\n\n二、根据《别的办法》发放\n\n{_LONG}\n\n{_SIGNED}"
    )
    return [(item.title, item.number) for item in _checked(parse(text)).validity.carries_out]


def test_carries_out() -> None:
    notice = ("关于印发补助方案的通知", "鲁民发〔2021〕33号")
    named = "《关于印发补助方案的通知》（鲁民发〔2021〕33号）"
    assert _carried_out(f"根据省民政厅{named}精神，结合我市实际，制定本方案。") == [notice]
    assert _carried_out(f"为贯彻落实{named}，扎实做好补助工作。现将有关事项通知如下：") == [notice]
    assert _carried_out(f"按照{named}和《补助条例》等规定，特制定本方案。") == [notice, ("补助条例", None)]
    assert _carried_out("根据鲁民发〔2021〕33号文件要求，制定本方案。") == [(None, "鲁民发〔2021〕33号")]
    assert _carried_out("现将《青州市补助实施方案》印发给你们，请按照《青州市补助实施方案》执行。") == []
    assert _carried_out("近年来，各地认真落实《补助条例》，取得明显成效，现提出以下意见。") == []
    assert _carried_out("《补助办法》已经市政府同意，现印发给你们。") == []
    assert _carried_out(f"根据{named}（以下简称《通知》），为落实《通知》要求，制定本方案。") == [notice]


def test_the_first_article_names_what_a_regulation_follows() -> None:
    text = "青州市补助条例\n\n第一条 为了规范补助，根据《中华人民共和国救助法》，制定本条例。\n\n"
    held = parse(f"{text}第二条 按照《别的条例》发放。{_LONG}\n\n第三条 {_LONG}\n").validity
    assert held.carries_out == (Reference("中华人民共和国救助法", None, "《中华人民共和国救助法》", 22, 34),)


def test_places_count_the_file_s_own_characters() -> None:
    wrapped = _regulation("本办法由青州市民政局会同青州市财政局负责解释，自2022年4月1日\n起施行，有效期5年。")
    notice = _checked(parse(wrapped))
    assert _said(notice.validity.effective) == ("2022-04-01", "自2022年4月1日起施行")
    assert notice.validity.effective is not None
    assert notice.source[notice.validity.effective.start : notice.validity.effective.end] == "自2022年4月1日\n起施行"


# --- official texts kept outside the repository ------------------------------------------------------------------

_OFFICIAL = [
    ("gz_居家社区养老_穗府办规2022-13", "2022-09-06", "2027-09-05"),
    ("law_汕头基层医疗卫生服务条例_2022", "2023-02-01", None),
    ("law_北京市乡村振兴促进条例_2024", "2024-07-01", None),
    ("govcn_文化转制两个规定_国办发2018-124", "2019-01-01", "2023-12-31"),
    ("govcn_体育竞赛表演_国办发2018-121", None, None),
    ("sh_公共卫生应急科技攻关_沪科合2025-20", None, None),
]


@pytest.mark.parametrize(("name", "effective", "expires"), _OFFICIAL)
def test_official_texts(name: str, effective: str | None, expires: str | None) -> None:
    path = MORE_NOTICES / f"{name}.txt"
    if not path.is_file():
        pytest.skip("the official texts are not here")
    held = _checked(read_notice(path, bare_gazetteer())).validity
    assert (held.effective.date if held.effective else None, held.expires.date if held.expires else None) == (
        effective,
        expires,
    )
