"""What is given of a clause that a question names by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exact_support import NOTICE, ORDINALS, REGULATION, looked_up
from reading_support import parse

from assistant.answering.draft import Draft
from assistant.answering.exact import ExactRequest, find_exact
from assistant.answering.exact_draft import addressed_clauses, restrict
from assistant.answering.retrieve import Finding
from assistant.records import Notice

if TYPE_CHECKING:
    from assistant.answering.service import Assistant


def _said(draft: Draft) -> list[tuple[str, str]]:
    """(clause, words) of each statement."""
    by_number = {citation.n: citation for citation in draft.citations}
    return [(by_number[statement.citations[0]].clause, statement.text) for statement in draft.statements]


# --- what is given of it -----------------------------------------------------------------------------------------


def test_whole_clause_is_quoted() -> None:
    draft = looked_up("青州二、（一）写了什么", parse(NOTICE))
    assert draft.status == "answered"
    assert _said(draft) == [
        (
            "二、（一）",
            "（一）加强队伍建设。招聘全科医生50名。落实村医补助，每人每月300元。（市人社局牵头，市财政局配合）",
        ),
        ("二、（一）", "每两年轮训一次村医。（市卫生健康委牵头）"),
    ]
    assert [citation.clause_id for citation in draft.citations] == ["test#二、（一）/p1", "test#二、（一）/p2"]
    notice = parse(NOTICE)
    assert [notice.source[c.start : c.end] for c in draft.citations] == [text for _, text in _said(draft)]


def test_english_answer_quotes_the_chinese() -> None:
    draft = looked_up("what does clause (3) of section 2 say", parse(NOTICE))
    assert draft.status == "omitted"
    draft = looked_up("what does section 3(2) say", parse(NOTICE))
    assert _said(draft) == [("三、（二）", "“（二）严格考核。考核结果予以通报。”")]


@pytest.mark.parametrize(
    ("part", "texts"),
    [
        ("第二段", ["每两年轮训一次村医。（市卫生健康委牵头）"]),
        ("最后一段", ["每两年轮训一次村医。（市卫生健康委牵头）"]),
        ("第1段最后一句", ["落实村医补助，每人每月300元。（市人社局牵头，市财政局配合）"]),
        ("第2句", ["招聘全科医生50名。", "落实村医补助，每人每月300元。（市人社局牵头，市财政局配合）"]),
        ("最后一句", ["每两年轮训一次村医。（市卫生健康委牵头）"]),
        ("第4句", ["每两年轮训一次村医。（市卫生健康委牵头）"]),
    ],
)
def test_part_of_a_clause(part: str, texts: list[str]) -> None:
    draft = looked_up(f"青州二、（一）{part}", parse(NOTICE))
    assert draft.status == "answered"
    assert [text for _, text in _said(draft)] == texts


def test_heading_may_count_as_a_sentence() -> None:
    draft = looked_up("青州二、（一）第2句", parse(NOTICE))
    assert draft.notes == ["给出两句：前一句把标题“加强队伍建设”算作第1句，后一句不算标题。"]


def test_part_that_is_not_there() -> None:
    draft = looked_up("青州二、（一）第5段", parse(NOTICE))
    assert (draft.status, draft.statements) == ("not_found", [])
    assert draft.ahead == ["青州市（2022）：本库所存文本二、（一）没有所问的那一段，只数到2段。"]


def test_subparagraph_and_item_of_an_article() -> None:
    regulation = parse(REGULATION)
    assert _said(looked_up("第二条第二款", regulation)) == [("第一章第二条", "法律另有规定的，从其规定。")]
    assert _said(looked_up("第三条第二款", regulation)) == [("第二章第三条（二）", "（二）有五名以上护理员。")]
    assert [label for label, _ in _said(looked_up("第三条", regulation))] == [
        "第二章第三条",
        "第二章第三条（一）",
        "第二章第三条（二）",
    ]


def test_several_clauses_of_one_number_are_all_given() -> None:
    draft = looked_up("青州（一）写了什么", parse(NOTICE))
    assert draft.status == "partial"
    assert [label for label, _ in _said(draft)] == ["二、（一）", "二、（一）", "三、（一）"]
    assert draft.ahead == ["青州市（2022）：这个编号有2处，“二、（一）”“三、（一）”，一并列出。"]


def test_other_clauses_of_the_number_are_named() -> None:
    draft = looked_up("青州第二条写了什么", parse(ORDINALS))
    assert [label for label, _ in _said(draft)] == ["二、", "二、一是", "二、二是", "二、三是"]
    draft = looked_up("青州第三条写了什么", parse(NOTICE))
    assert [label for label, _ in _said(draft)] == ["三、", "三、（一）", "三、（二）"]
    assert draft.notes == ["青州市（2022）：按“三、”理解；编号相同的还有“二、（三）”。"]


def test_left_out_clause_is_told() -> None:
    draft = looked_up("青州二、（三）写了什么", parse(NOTICE))
    assert draft.status == "omitted"
    assert _said(draft) == [("二、（三）", "本库所存文本二、（三）“开展家庭医生签约”只有标题，内容为“略”。")]
    assert [(item.notice, item.why) for item in draft.missing] == [("test", "omitted")]


def test_cut_clause_is_given_as_far_as_it_goes() -> None:
    draft = looked_up("青州二、（二）写了什么", parse(NOTICE))
    assert draft.status == "partial"
    assert _said(draft) == [("二、（二）", "（二）推进远程医疗。乡镇卫生院全部接入远程平台。(略)")]
    assert draft.notes == ["青州市（2022）：本库所存文本二、（二）其后的内容为“略”。"]


@pytest.mark.parametrize("part", ["第一句之后的内容", "最后一句", "最后一段", "第8句"])
def test_part_left_out_of_a_cut_clause(part: str) -> None:
    draft = looked_up(f"青州二、（二）{part}", parse(NOTICE))
    assert draft.status == "omitted"
    assert _said(draft) == [("二、（二）", "乡镇卫生院全部接入远程平台。(略)")]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (
            "青州（九）写了什么",
            "青州市（2022）：没有（九）；该处编号有“二、（一）”至“二、（三）”、“三、（一）”至“三、（二）”。",
        ),
        ("青州二、（九）写了什么", "青州市（2022）：没有二、（九）；该处编号有“二、（一）”至“二、（三）”。"),
        ("青州第六部分写了什么", "青州市（2022）：没有第六部分；该处编号有“一、”至“三、”。"),
    ],
)
def test_clause_that_is_not_there(question: str, line: str) -> None:
    draft = looked_up(question, parse(NOTICE))
    assert (draft.status, draft.statements, draft.ahead) == ("not_found", [], [line])


def test_copy_that_ends_before_the_clause() -> None:
    draft = looked_up("青州（八）写了什么", parse(NOTICE.split("（二）推进")[0] + "（未完待续）\n"))
    assert (draft.status, draft.ahead) == ("omitted", ["青州市：本库所存文本只到二、（一），没有所问的这一条。"])


def test_long_chapter_is_given_by_its_openings() -> None:
    long = NOTICE.replace("考核结果予以通报。", "考核结果予以通报。" * 400)
    draft = looked_up("青州第三部分写了什么", parse(long, "long"))
    assert _said(draft) == [
        ("三、", "三、工作要求"),
        ("三、（一）", "（一）健全台账。"),
        ("三、（二）", "（二）严格考核。"),
    ]
    assert draft.notes == ["青州市（2022）：三、只列出各条开头；要看全文请写明是其中哪一条。"]


def test_places_have_their_own_addresses() -> None:
    other = parse(NOTICE.replace("青州市", "泰安市"), "taian")
    draft = looked_up("青州三、（一）和泰安三、（二）分别写了什么", parse(NOTICE), other)
    assert [(s.place, s.text[:7]) for s in draft.statements] == [
        ("青州市", "（一）健全台账"),
        ("泰安市", "（二）严格考核"),
    ]
    assert draft.status == "answered"


def test_place_without_a_notice() -> None:
    draft = looked_up("四川第（三）条写了什么", parse(NOTICE))
    assert (draft.status, draft.statements, draft.ahead) == ("not_found", [], ["本库没有四川省的文件。"])
    assert [(item.notice, item.why) for item in draft.missing] == [("四川省", "no_notice")]


def test_without_a_place_only_notices_that_have_the_clause_speak() -> None:
    draft = looked_up("三、（二）写了什么", parse(NOTICE), parse(ORDINALS, "ordinals"))
    assert (draft.status, [c.notice for c in draft.citations], draft.ahead) == ("answered", ["test"], [])
    assert [(item.notice, item.why) for item in draft.missing] == [("ordinals", "not_mentioned")]


def test_many_notices_are_counted() -> None:
    notices = [parse(NOTICE, f"n{number}") for number in range(9)]
    draft = looked_up("三、（二）写了什么", *notices)
    assert len(draft.statements) == 6
    assert draft.notes == ["另有3份文件也有这一条；请写明地方或文件名。"]


def test_paragraph_of_an_annex_by_its_words(assistant: Assistant) -> None:
    notice = assistant.knowledge.by_id["zhongwei-2021"]
    draft = looked_up("附件里健康促进科那段", notice)
    assert _said(draft) == [
        ("附件", "张建华 市卫生健康委健康促进科科长"),
        ("附件", "健康促进科负责实施公共卫生妇幼健康服务行动计划，实施重点人群健康改善行动。"),
    ]


# --- something asked of it ---------------------------------------------------------------------------------------


def _restricted(question: str, notice: Notice) -> tuple[ExactRequest, Finding]:
    request = find_exact(question, [notice])
    assert request is not None
    return request, restrict(request, {notice.id: Finding(notice, (), None, None, None)})[notice.id]


def test_findings_are_kept_to_the_clause() -> None:
    notice = parse(NOTICE)
    request, finding = _restricted("青州二、（一）谁牵头", notice)
    assert [clause.id for clause in addressed_clauses(request, notice)] == ["test#二、（一）/p1", "test#二、（一）/p2"]
    assert [match.clause.id for match in finding.matches] == ["test#二、（一）/p1", "test#二、（一）/p2"]
    assert finding.omitted is None


def test_left_out_clause_is_the_finding() -> None:
    _, finding = _restricted("青州二、（三）谁牵头", parse(NOTICE))
    assert (finding.matches, finding.omitted and finding.omitted.label) == ((), "二、（三）")


def test_no_finding_where_no_clause_is() -> None:
    _, finding = _restricted("青州（九）谁牵头", parse(NOTICE))
    assert (finding.matches, finding.omitted, finding.on_topic) == ((), None, None)
