"""The five notices against what was written down of them by hand (``tests/gold``): nothing missed, nothing added.

Catalogue and glossary are empty here, except where a test says otherwise.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pytest
from reading_support import (
    CORPUS,
    NOTICES,
    Gold,
    entries,
    facts,
    gold,
    never,
    paragraph,
    read,
    score,
    source,
    touching,
)

from assistant.catalogue import CatalogueEntry, load_catalogue
from assistant.library import find_corpus, read_corpus
from assistant.reading.passage import squeeze
from assistant.records import Clause, Entitlement, Notice, Target, TimeLimit

# What a paragraph without a number is, and the part of the notice that it must be read as.
_PART = {
    "front": "front",
    "preamble": "front",
    "foreign": "foreign",
    "signature": "signature",
    "end": "signature",
    "closing": "body",
    "annex pointer": "body",
    "heading without a mark": "body",
}
# Unnumbered lines that the file of addresses mentions but does not list.
_UNLISTED = {"national-2021": ["诚邀您的加入"]}

each_notice = pytest.mark.parametrize("name", NOTICES)


@pytest.fixture
def notice(name: str) -> Notice:
    return read(name)


# --- addresses ---------------------------------------------------------------------------------------------------


def _numbered(notice: Notice) -> list[tuple[str, list[Clause]]]:
    clauses = [clause for clause in notice.clauses if clause.label]
    return [(label, list(group)) for label, group in groupby(clauses, key=lambda clause: clause.label)]


@each_notice
def test_labels_paragraph_counts_and_headings(name: str, notice: Notice) -> None:
    wanted = [
        (entry["label"], entry["paragraphs"], [entry["heading"]] if "heading" in entry else [])
        for entry in gold("addresses")[name]["clauses"]
    ]
    found = [
        (label, len(group), [clause.heading for clause in group if clause.heading])
        for label, group in _numbered(notice)
    ]
    assert found == wanted


@each_notice
def test_paragraphs_begin_where_the_text_begins_them(name: str, notice: Notice) -> None:
    wanted = [opening for entry in gold("addresses")[name]["clauses"] for opening in entry["openings"]]
    found = [clause for _, group in _numbered(notice) for clause in group]
    assert [clause.text[: len(opening)] for clause, opening in zip(found, wanted, strict=True)] == wanted


@each_notice
def test_ids_count_the_paragraphs_of_a_label(name: str, notice: Notice) -> None:
    for label, group in _numbered(notice):
        assert [clause.id for clause in group] == [f"{name}#{label}/p{n}" for n in range(1, len(group) + 1)]


def test_headings_without_a_mark_stand_above_the_right_clauses() -> None:
    wanted = {entry["label"]: tuple(entry["headings_above"]) for entry in gold("addresses")["national-2021"]["clauses"]}
    first = {label: group[0] for label, group in _numbered(read("national-2021"))}
    assert {label: clause.headings[:-1] for label, clause in first.items()} == wanted
    assert all(clause.headings[-1] == clause.heading for clause in first.values())


@pytest.mark.parametrize("name", ["shaanxi-2021", "kaifeng-2022", "zhongwei-2021", "yunnan-2021"])
def test_headings_above_are_those_of_the_marks_above(notice: Notice) -> None:
    own = {label: next((c.heading for c in group if c.heading), None) for label, group in _numbered(notice)}
    for clause in notice.clauses:
        if clause.part == "body" and clause.label:
            above = ["".join(clause.path[:depth]).removesuffix(".") for depth in range(1, len(clause.path) + 1)]
            assert clause.headings == tuple(own[label] for label in above if own[label]), clause.id


@each_notice
def test_paragraphs_without_a_number(name: str, notice: Notice) -> None:
    wanted = [
        (entry["opening"], _PART[entry["role"]], entry.get("after", ""))
        for entry in gold("addresses")[name]["unlabelled"]
    ]
    after, found = "", []
    for clause in notice.clauses:
        after = clause.label or after
        if not clause.label and clause.text not in _UNLISTED.get(name, []):
            found.append((clause.text.strip(), clause.part, after))
    assert len(found) == len(wanted)
    assert [(text[: len(w[0])], *rest) for (text, *rest), w in zip(found, wanted, strict=True)] == wanted


@each_notice
def test_what_only_looks_like_a_heading_begins_no_paragraph(name: str, notice: Notice) -> None:
    for words in gold("addresses")[name]["never_headings"]:
        assert not [clause.id for clause in notice.clauses if clause.text.startswith(words)]
        assert not [clause.id for clause in notice.clauses if words in (clause.heading or "")]
        holders = [clause for clause in notice.clauses if words in clause.text]
        assert holders and not any(clause.is_heading for clause in holders), words


# --- duties ------------------------------------------------------------------------------------------------------


def _units(entry: Gold) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return tuple(entry.get("lead", ())), tuple(entry.get("support", ())), tuple(entry.get("responsible", ()))


@each_notice
def test_every_duty_and_no_other(name: str, notice: Notice) -> None:
    wanted = [(e["label"], e["paragraph"], *_units(e), e["basis"]) for e in entries("duties", name)]
    found = [
        (clause.label, paragraph(clause), duty.lead, duty.support, duty.responsible, duty.basis.kind)
        for clause, duty in facts(notice, "duties")
    ]
    assert found == wanted


@each_notice
def test_duties_quote_the_words_that_they_rest_on(name: str, notice: Notice) -> None:
    for entry, (clause, duty) in zip(entries("duties", name), facts(notice, "duties"), strict=True):
        assert entry["quote"].removesuffix("。") in duty.quote, clause.id
        assert duty.quote in clause.text
        told = entry["task"].startswith(duty.task) or duty.task == clause.heading
        assert entry["task"] in duty.task or (told and entry["basis"] != "prose"), clause.id
        assert duty.task.endswith(entry.get("ends", "")), clause.id
        if entry["basis"] != "first_listed":
            assert duty.basis.quote == duty.quote


def test_the_first_unit_rule_is_quoted_where_it_stands() -> None:
    notice = read("zhongwei-2021")
    stated = next(clause for clause in notice.clauses if clause.label == "二、（一）1")
    bases = {duty.basis for _, duty in facts(notice, "duties") if duty.basis.kind == "first_listed"}
    assert [basis.quote for basis in bases] == ["第1个单位为牵头单位，下同"]
    assert all(stated.start < basis.start < basis.end < stated.end for basis in bases)


@each_notice
def test_what_only_looks_like_a_duty(name: str, notice: Notice) -> None:
    for entry in never("duties", name):
        assert entry["quote"] in "".join(clause.text for clause in notice.clauses)
        assert not list(touching(entry, facts(notice, "duties"))), entry["why"]


# --- time limits, targets, entitlements --------------------------------------------------------------------------


def _says_time(entry: Gold, limit: TimeLimit) -> bool:
    return (
        entry["words"] in limit.words
        and limit.words in limit.quote
        and limit.kind in entry["kind"]
        and (limit.iso or "") in entry["iso"]
        and (limit.who or "") in entry.get("who", [""])
        and entry["what"] in limit.what
    )


def _says_target(entry: Gold, target: Target) -> bool:
    return (
        target.number in entry["number"]
        and target.unit == entry["unit"]
        and target.comparator in entry["comparator"]
        and entry["what"] in target.what
        and entry.get("within", "") in target.what + target.quote
        and target.number in target.quote
    )


def _holds(group: str, groups: tuple[str, ...]) -> bool:
    return any(group in told or told in group for told in groups)


def _with_neighbours(wanted: list[Gold]) -> list[Gold]:
    """Entries with one sentence may be answered by one record that holds them all."""
    groups = {entry["quote"]: [g for e in wanted if e["quote"] == entry["quote"] for g in e["who"]] for entry in wanted}
    return [entry | {"who_also": [*entry.get("who_also", ()), *groups[entry["quote"]]]} for entry in wanted]


def _says_entitlement(entry: Gold, found: Entitlement) -> bool:
    also = (*entry["who"], *entry.get("who_also", ()))
    told = "".join((found.condition or "", *found.who))
    return (
        all(_holds(group, found.who) for group in entry["who"])
        and entry["what"] in found.what
        and found.force in entry["force"]
        and entry.get("area", "") in (found.area or "")
        and ("area" in entry) == (found.area is not None)
        and entry.get("papers", "") == (found.papers or "")
        and all(words in told for words in entry.get("condition", ())[:1])
        and all(_holds(words, found.excluded) for words in entry.get("excluded", ()))
        and ("excluded" in entry or not found.excluded)
        and (entry.get("optional") or not also or all(_holds(group, also) for group in found.who))
    )


_KINDS: dict[str, tuple[str, Any]] = {
    "time_limits": ("words", _says_time),
    "targets": ("number", _says_target),
    "entitlements": ("what", _says_entitlement),
}
each_kind = pytest.mark.parametrize("kind", _KINDS)


@each_notice
@each_kind
def test_required_facts_found_and_none_beyond_the_optional(name: str, notice: Notice, kind: str) -> None:
    wanted = entries(kind, name)
    wanted = _with_neighbours(wanted) if kind == "entitlements" else wanted
    result = score(wanted, facts(notice, kind), _KINDS[kind][1])
    assert not result.missed and not result.extra, str(result)


@each_notice
@each_kind
def test_what_only_looks_like_a_fact(name: str, notice: Notice, kind: str) -> None:
    key = _KINDS[kind][0]
    for entry in never(kind, name):
        assert entry["quote"] in "".join(clause.text for clause in notice.clauses)
        wrong = [
            item.fact for item in touching(entry, facts(notice, kind)) if getattr(item.fact, key) in entry["quote"]
        ]
        assert not wrong, entry["why"]


def test_three_ceilings_stay_with_their_own_kind_of_institution() -> None:
    clause = next(clause for clause in read("kaifeng-2022").clauses if clause.label == "二、二是")
    levels = ("基层定点医疗机构", "二级定点医疗机构", "三级定点医疗机构")
    pairs = [(t.number, [level for level in levels if level in t.what]) for t in clause.targets if t.unit == "%"]
    assert pairs == [("2.5", [levels[0]]), ("5", [levels[1]]), ("10", [levels[2]])]


# --- metadata and gaps -------------------------------------------------------------------------------------------


@each_notice
def test_metadata_from_the_text_alone(name: str, notice: Notice) -> None:
    wanted = gold("metadata")[name]
    assert (notice.title or "") in wanted["title"]
    assert notice.number == wanted.get("number")
    if "issuers" in wanted:
        assert notice.issuer in (*wanted["issuer"], "、".join(wanted["issuers"]))
    else:
        assert notice.issuer in wanted.get("issuer", [None])
    assert notice.place == wanted.get("place")
    assert notice.date == wanted.get("date")
    assert notice.copy_note is None


@each_notice
def test_numbers_of_other_documents_are_not_taken(name: str, notice: Notice) -> None:
    told = (notice.title, notice.number, notice.issuer, notice.date)
    for trap in gold("metadata")[name]["traps"]:
        assert trap in "".join(clause.text for clause in notice.clauses)
        assert not [words for words in told if words and trap in words]


@each_notice
def test_what_a_notice_says_of_its_validity(name: str, notice: Notice) -> None:
    wanted, held = gold("metadata")[name], notice.validity
    assert (held.effective, held.expires, held.repeals) == (None, None, ())
    assert held.plan_years == (tuple(wanted["plan_years"]) if "plan_years" in wanted else None)
    named = [(item.title, item.number, item.quote) for item in held.carries_out]
    assert named == [(e["title"], e["number"] or None, e["quote"]) for e in wanted.get("carries_out", [])]
    assert [squeeze(notice.source[i.start : i.end]) for i in held.carries_out] == [quote for *_, quote in named]


@each_notice
def test_gaps_that_the_text_itself_tells(name: str, notice: Notice) -> None:
    wanted = gold("metadata")[name]["gaps"]
    assert [(gap.kind, gap.label) for gap in notice.gaps] == [(gap["kind"], gap["label"]) for gap in wanted]
    for gap, entry in zip(notice.gaps, wanted, strict=True):
        assert entry["quote"] in gap.quote
    empty = [clause.label for clause in notice.clauses if clause.omitted]
    assert empty == (["（十一）", "（十二）"] if name == "national-2021" else [])


# --- the catalogue -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def catalogued() -> dict[str, Notice]:
    return {notice.id: notice for notice in read_corpus(find_corpus(CORPUS))}


def test_the_catalogue_fills_in_what_the_texts_leave_open(catalogued: dict[str, Notice]) -> None:
    assert {notice.id: notice.place for notice in catalogued.values()} == {
        "kaifeng-2022": "开封市",
        "national-2021": "全国",
        "shaanxi-2021": "陕西省",
        "yunnan-2021": "云南省",
        "zhongwei-2021": "中卫市",
    }
    national = catalogued["national-2021"]
    assert national.title and "健康扶贫成果同乡村振兴有效衔接" in national.title
    assert national.copy_note and "节选" in national.copy_note
    # That the copy is 国卫扶贫发〔2021〕6号 is an inference; 〔2019〕45号, which it names, is another notice.
    assert (national.number, national.issuer, national.date) in [
        (None, None, None),
        ("国卫扶贫发〔2021〕6号", national.issuer, None),
    ]


@each_notice
def test_the_catalogue_adds_and_takes_nothing_away(name: str, notice: Notice, catalogued: dict[str, Notice]) -> None:
    full, entry = catalogued[name], load_catalogue(CORPUS).get(name, CatalogueEntry())
    for key in ("title", "number", "issuer", "place", "date"):
        assert getattr(full, key) == (getattr(notice, key) or getattr(entry, key)), key
    assert full.clauses == notice.clauses
    assert full.gaps[: len(notice.gaps)] == notice.gaps
    assert full.source == source(name)


def test_only_the_catalogue_knows_that_the_yunnan_copy_ends_early(catalogued: dict[str, Notice]) -> None:
    assert read("yunnan-2021").gaps == ()
    full = catalogued["yunnan-2021"]
    last = next(clause for clause in reversed(full.clauses) if clause.label == "二、（五）")
    assert [(gap.kind, gap.label, gap.start, gap.end) for gap in full.gaps] == [
        ("truncated", "二、（五）", last.end, last.end)
    ]
    assert not [warning for warning in full.warnings if "catalogue" in warning.message]
