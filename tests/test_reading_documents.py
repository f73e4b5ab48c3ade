"""The tree of clauses: documents and annexes of one file, and what does not belong to the notice."""

from __future__ import annotations

import pytest
from reading_support import PROSE, labelled, parse

# --- documents and annexes -----------------------------------------------------------------------------------------


def test_a_plan_named_by_its_covering_notice_begins_without_a_signature() -> None:
    letter = f"关于印发《甲市救助方案》的通知\n一、请遵照执行。{PROSE}\n二、及时报告。{PROSE}\n"
    notice = parse(f"{letter}甲市救助方案\n为了救助，制定本方案。\n一、目标\n{PROSE}\n二、任务\n{PROSE}\n")
    title = "甲市救助方案"
    assert labelled(notice) == [
        "一、/p1",
        "二、/p1",
        *[f"{title}/{label}" for label in ("一、/p1", "一、/p2", "二、/p1", "二、/p2")],
    ]
    assert [clause.part for clause in notice.clauses if clause.text.startswith("为了")] == ["front"]


_LETTER = f"关于开展监测的通知\n\n各县：\n\n现将《甲市监测工作方案》印发给你们。{PROSE}\n\n"
_SIGNED = "甲市民政局\n\n二〇二三年五月八日\n\n"


@pytest.mark.parametrize(
    ("listed", "heads", "names"),
    [
        ("附件：1.监测方案\n\n2.流程图\n\n", ("附件1", "附件2"), ("附件1", "附件2")),
        ("附件：\n\n1.监测方案\n\n2.流程图\n\n", ("附件1：监测方案", "附件2：流程图"), ("附件1", "附件2")),
        ("附件1：监测方案\n\n附件2：流程图\n\n", ("附件1：", "附件2："), ("附件1", "附件2")),
        (f"附件1：监测方案\n\n{PROSE}\n\n{PROSE}\n\n", ("附件1：方案", "附件2：流程图"), ("附件1", "附件2")),
        ("", ("附件一", "附件二"), ("附件一", "附件二")),
        ("", ("附　件 1", "附录2 流程图"), ("附件1", "附录2")),
        ("", ("附表1监测方案", "附表2流程图"), ("附表1", "附表2")),
        ("附件：监测方案\n\n", ("附件", "附件"), ("附件", "附件（2）")),
    ],
)
def test_annexes_and_lists_of_annexes(listed: str, heads: tuple[str, str], names: tuple[str, str]) -> None:
    bodies = [f"{head}\n\n甲市监测工作方案\n\n一、目标\n\n{PROSE}\n\n" for head in heads]
    notice = parse(_LETTER + listed + _SIGNED + "".join(bodies))
    assert [clause.id[5:] for clause in notice.clauses if clause.part == "annex"] == [
        f"{name}/{label}" for name in names for label in ("p1", "p2", "一、/p1", "一、/p2")
    ]
    assert [clause.part for clause in notice.clauses if clause.text in ("甲市民政局", "二〇二三年五月八日")] == [
        "signature"
    ] * 2


def test_supplementary_provisions_are_a_chapter_and_no_annex() -> None:
    text = "第一章 总则\n第一条 为了救助，制定本办法。\n第二章 附则\n第二条 本办法自2023年1月1日起施行。\n"
    assert labelled(parse(text)) == ["第一章/p1", "第一章第一条/p1", "第二章/p1", "第二章第二条/p1"]


def test_a_section_that_ends_like_a_title_begins_no_document() -> None:
    text = f"# 关于监测的通知\n\n## 一、目标\n\n{PROSE}\n\n## 主要工作措施\n\n"
    text += f"（一）建档。{PROSE}\n\n（二）签约。{PROSE}\n"
    assert not any("/（" in label for label in labelled(parse(text)))


# --- what does not belong to the notice ----------------------------------------------------------------------------


def test_advertisement_and_navigation() -> None:
    body = "".join(f"（{n}）落实第{n}项监测任务，{PROSE * 2}\n\n" for n in "一二三四五六七八九")
    words = "".join(chr(0x4E00 + 37 * i) for i in range(400))
    front = f"首页 > 政策 > 正文\n\n蔬菜大米鸡鸭鹅，欢迎选购\n\n关于监测的通知\n\n{PROSE}\n\n"
    parts = [clause.part for clause in parse(f"{front}{body}（十）{words}。\n\n分享到：微信\n").clauses]
    assert parts == ["foreign", "foreign", "front", "front", *["body"] * 10, "foreign"]


_WEB_HEAD = [
    "网站首页 > 政务公开 > 政策文件",
    "字号：大 中 小",
    "来源：甲市民政局 发布时间：2023-05-08 10:00 浏览次数：12",
    "打印本页 关闭窗口",
]
_WEB_TABLE = [
    "索引号：000/2023-1",
    "发文机关：甲市民政局",
    "成文日期：2023年5月8日",
    "文　号：甲民〔2023〕1号",
    "主题词：监测",
]
_WEB_FOOT = [
    *[
        "分享到：微信",
        "【打印本页】【关闭窗口】",
        "上一篇：关于甲的通知",
        "下一篇：关于乙的通知",
        "相关链接",
        "1.关于丙的通知",
    ],
    *["2.关于丁的通知", "主办单位：甲市人民政府", "版权所有：甲市人民政府　甲ICP备05000000号"],
]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_web_page_around_a_notice(gap: str) -> None:
    own = [
        "关于监测的通知",
        "各县民政局：",
        PROSE,
        "一、目标",
        PROSE,
        "二、任务",
        f"1.建档。{PROSE}",
        "甲市民政局",
        "2023年5月8日",
    ]
    notice = parse(gap.join(_WEB_HEAD + _WEB_TABLE + own + _WEB_FOOT))
    assert [clause.text for clause in notice.clauses if clause.part == "foreign"] == _WEB_HEAD + _WEB_FOOT
    assert [clause.text for clause in notice.clauses if clause.part == "front"] == _WEB_TABLE + own[:3]
    assert labelled(notice) == ["一、/p1", "一、/p2", "二、/p1", "二、1/p1"]


def test_the_notice_itself_is_never_foreign() -> None:
    own = [
        "一、渠道",
        f"群众可扫一扫二维码，在首页点击阅读。{PROSE}",
        "二、来源",
        f"资金来源：市财政。{PROSE}",
        "三、打印",
        "1.打印机",
        "2.扫描仪",
    ]
    assert not any(clause.part == "foreign" for clause in parse("\n".join(own)).clauses)


def test_a_short_notice_keeps_its_own_first_lines() -> None:
    notice = parse("敬告居民\n\n近期气温骤降，请注意保暖。\n\n一、减少外出。\n\n二、及时就医。\n")
    assert [clause.part for clause in notice.clauses] == ["front", "front", "body", "body"]
