"""What the program itself says around the words of the notices, in both languages. Nothing here states a policy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.knowledge import Knowledge
from assistant.reading.structure.tables import split_row
from assistant.records import Clause, Duty, Entitlement, Gap, Notice, Target, TimeLimit

NO_LEAD = {"zh": "文中未写明牵头单位", "en": "the text names no lead"}
REFUSAL = {
    "zh": "现有文件没有能回答这个问题的条款。",
    "en": "The notices held do not answer this question.",
}
NO_TOPIC = {
    "zh": "没有看出要问的是哪件事；请写明事项，例如：陕西家庭医生签约谁牵头？",
    "en": "I could not tell which topic you mean; please name it, e.g. “Which department leads family doctor contracts "
    "in Shaanxi?”",
}
_FORCE_EN = {"may": "permitted, not required", "encouraged": "encouraged, not required"}
_COMPARED_EN = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than", "=": ""}
_PERIOD_EN = {
    ("every", "R/P1D"): "every day",
    ("every", "R/P1W"): "every week",
    ("every", "R/P1M"): "every month",
    ("every", "R/P3M"): "every quarter",
    ("every", "R/P6M"): "every half year",
    ("every", "R/P1Y"): "every year",
    ("within", "P1W"): "within one week",
    ("within", "P1M"): "within one month",
    ("within", "P3M"): "within three months",
    ("within", "P6M"): "within six months",
    ("within", "P1Y"): "within one year",
}
_ASKED = {
    "lead": {"zh": "牵头或责任单位", "en": "a lead or responsible unit"},
    "support": {"zh": "配合单位", "en": "a supporting unit"},
    "when": {"zh": "时限", "en": "a time limit"},
    "number": {"zh": "具体数字", "en": "a figure"},
    "money": {"zh": "金额或标准", "en": "an amount"},
    "papers": {"zh": "所需证件", "en": "the papers needed"},
    "who": {"zh": "适用对象", "en": "a group of people"},
}
# The second item of a list: its first keeps its number then.
_NEXT_MARK = re.compile(r"[；;。]\s*(?:2[.．、]|[（(][二2][)）]|②)")
_LEADING_MARK = re.compile(
    r"^#{0,6}\s*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、](?!\d)"
    r"|第[一二三四五六七八九十百零〇\d]{1,6}条[\s\u3000])\s*"
)
# More notices than this are counted, not named.
MAX_LISTED = 6
_LAST_STOP = re.compile(r"[。；;，,]$")


def english_of(name: str, knowledge: Knowledge) -> str:
    """“Division of Primary Health (委基层卫生健康处)”; the name alone where the glossary has no English for it."""
    english = knowledge.glossary.english(name)
    return f"{english} ({name})" if english else name


def listed(names: Sequence[str], lang: str, knowledge: Knowledge) -> str:
    """Names in one run, in English with their English names."""
    if lang == "zh":
        return "、".join(names)
    return ", ".join(english_of(name, knowledge) for name in names)


def place_of(notice: Notice) -> str:
    """The place that a notice speaks for, or what else to call it."""
    return notice.place or notice.title or notice.id


def display_label(clause: Clause, lang: str) -> str:
    """A clause's address for a person; paragraphs under no number are called by their place in the text."""
    if lang == "en":
        return clause.label or ("the opening" if clause.part == "front" else "a paragraph without a number")
    return clause.label or ("开头" if clause.part == "front" else "正文（无编号段）")


def duty_text(duty: Duty, ask: str, lang: str, knowledge: Knowledge) -> str:
    """Who does it, with no word beyond the roles that the text gives."""
    return (_duty_zh if lang == "zh" else _duty_en)(duty, ask, knowledge)


def _duty_zh(duty: Duty, ask: str, knowledge: Knowledge) -> str:
    """The text's own words; under a first-unit rule, what the rule makes of the list."""
    if duty.basis.kind == "first_listed":
        others = f"；其他责任单位：{'、'.join(duty.support)}" if duty.support else ""
        rule = "" if ask == "tasks" else f"文中规定“{duty.basis.quote}”。"
        return f"{'、'.join(duty.lead)}牵头{others}。{rule}"
    if duty.basis.kind == "table":
        return _table_duty_zh(duty)
    words = (duty.basis.quote if duty.basis.kind == "stated" else duty.quote).strip()
    if words[0] in "（(" and words[-1] in "）)":
        words = words[1:-1]
    unstated = not duty.lead and ask == "lead" and duty.basis.kind == "stated"
    return words.rstrip("。；") + (f"；{NO_LEAD['zh']}。" if unstated else "。")


def _table_duty_zh(duty: Duty) -> str:
    """A row of a table, under the names that the columns commonly bear."""
    roles = (("牵头单位", duty.lead), ("配合单位", duty.support), ("责任单位", duty.responsible))
    return "；".join(f"{role}：{'、'.join(names)}" for role, names in roles if names) + "。"


def _duty_en(duty: Duty, ask: str, knowledge: Knowledge) -> str:
    parts: list[str] = []
    if duty.lead:
        parts.append(f"{listed(duty.lead, 'en', knowledge)} {'leads' if len(duty.lead) == 1 else 'lead'}")
    if duty.support:
        names = listed(duty.support, "en", knowledge)
        parts.append(
            f"other units responsible: {names}" if duty.basis.kind == "first_listed" else f"supported by {names}"
        )
    if duty.responsible:
        what = f": “{duty.task}”" if duty.basis.kind == "prose" else ""
        parts.append(f"responsible: {listed(duty.responsible, 'en', knowledge)}{what}")
    if not duty.lead and ask == "lead" and duty.basis.kind != "prose":
        parts.append(NO_LEAD["en"])
    text = "; ".join(parts) + "."
    return text + (f" The text rules “{duty.basis.quote}”." if duty.basis.kind == "first_listed" else "")


def with_task(task: str, text: str, lang: str) -> str:
    """A duty with the task that it is about in front."""
    return f"“{task}”：{text}" if lang == "zh" else f"“{task}”: {text}"


def refused(text: str, lang: str) -> str:
    """The words that shut out the very case asked about, with a plain no in front."""
    return f"不能。“{text.rstrip('。')}”。" if lang == "zh" else f"No: {text}"


def quote_text(quote: str, fact: object, lang: str, knowledge: Knowledge) -> str:
    """A quoted run as a statement. In Chinese the words themselves; in English with the groups named in English."""
    plain = _without_markup(quote.strip())
    bare = _LAST_STOP.sub("", plain if _NEXT_MARK.search(plain) else _LEADING_MARK.sub("", plain))
    if lang == "zh":
        return bare + ("" if bare.endswith(("？", "！", "：")) else "。")
    lead = _gist(fact, knowledge)
    return f"{lead[0].upper()}{lead[1:]}: “{bare}”" if lead else f"“{bare}”"


def _without_markup(words: str) -> str:
    """A row of a table as its cells, its serial number left out; words without Markdown's stars."""
    if words.startswith("|") and words.endswith("|"):
        return "；".join(cell for cell in split_row(words) if re.search(r"[^\W\d_]", cell))
    return words.replace("**", "")


def _gist(fact: object, knowledge: Knowledge) -> str:
    """What a fact comes to in English, as far as its fields say it exactly; the quote beside it says the rest."""
    if isinstance(fact, Entitlement):
        groups = ", ".join(english_of(name, knowledge) for name in fact.who)
        return "; ".join(part for part in (groups, _FORCE_EN.get(fact.force, "")) if part)
    if isinstance(fact, Target) and fact.number.replace(".", "").isdecimal() and fact.unit in ("%", "％"):
        return f"{_COMPARED_EN[fact.comparator]} {fact.number}%".strip()
    if isinstance(fact, TimeLimit) and fact.iso:
        return _PERIOD_EN.get((fact.kind, fact.iso), "")
    return ""


def year_of(notice: Notice, lang: str) -> str:
    """“（2021）” behind a place, or nothing where the date is not known."""
    if not notice.year:
        return ""
    return f"（{notice.year}）" if lang == "zh" else f" ({notice.year})"


def place_in(notice: Notice, lang: str, knowledge: Knowledge) -> str:
    """“陕西省” or “Shaanxi (陕西省)”."""
    place = place_of(notice)
    english = knowledge.gazetteer.english(place) if notice.place and lang == "en" else None
    return f"{english} ({place})" if english else place


def heading_of(notice: Notice, lang: str, knowledge: Knowledge) -> str:
    """“陕西省（2021）” or “Shaanxi (陕西省) (2021)”."""
    place = place_in(notice, lang, knowledge)
    note = f"（{notice.copy_note}）" if notice.copy_note and not notice.year and lang == "zh" else ""
    if notice.place and (notice.place, notice.year) in knowledge.crowded:
        which = notice.number or notice.title or notice.id
        return f"{place}（{which}）" if lang == "zh" else f"{place} ({which})"
    return place + (year_of(notice, lang) or note)


def gap_line(notice: Notice, gap: Gap, lang: str, knowledge: Knowledge) -> str:
    """One line that the copy held ends before this topic, or leaves the clause out."""
    place = heading_of(notice, lang, knowledge)
    label = f"第{gap.label}条" if gap.label.startswith("（") else gap.label
    if lang == "en":
        return f"{place}: the copy held ends after {gap.label}; nothing was found on this in it."
    return f"{place}：本库所存文本只到{label}，其中没有查到此项。"


def omitted_text(clause: Clause, lang: str) -> str:
    """What is said of a clause whose content the copy leaves out."""
    if lang == "en":
        heading = f"{clause.label} “{clause.heading}”"
        return f"Only the heading of {heading} is in the copy held; its content is left out (“略”)."
    return f"本库所存文本{clause.label}“{clause.heading}”只有标题，内容为“略”。"


def silent_line(places: Sequence[str], lang: str) -> str:
    """One line that names the notices in which nothing was found. It tells of the search, not of the notice."""
    places = list(dict.fromkeys(places))
    if len(places) > MAX_LISTED:
        count = len(places)
        return (
            f"其余{count}份文件没有查到相关条款。" if lang == "zh" else f"Nothing found on it in {count} more notices."
        )
    if lang == "zh":
        return f"没有查到相关条款：{'、'.join(places)}。"
    return f"No clause found on it: {', '.join(places)}."


def unsettled_line(notice: Notice, clause: Clause, ask: str, lang: str, knowledge: Knowledge) -> str:
    """The topic is there; what was asked about it is not."""
    what = _ASKED.get(ask)
    place, label = heading_of(notice, lang, knowledge), display_label(clause, lang)
    if what is None:
        what = {"zh": "所问的内容", "en": "what was asked"}
    if lang == "zh":
        return f"{place}：{label}谈到此事，程序没有从中认出{what['zh']}，请看原文。"
    return f"{place}: {label} deals with it; {what['en']} was not recognised there: please read it."


def other_people_line(asked: Sequence[str], others: Sequence[str], lang: str) -> str:
    """What is quoted holds for other people than those asked about."""
    if lang == "en":
        return f"Note: the words quoted name {', '.join(others)}, not {', '.join(asked)}."
    return f"注意：所引条款写明的是{'、'.join(others)}，没有写{'、'.join(asked)}。"


def above_line(asked: str, notice: Notice, lang: str, knowledge: Knowledge) -> str:
    """The place asked for has no notice of its own; that of the city or province it lies in answers."""
    if lang == "en":
        english = knowledge.gazetteer.english(asked) or asked
        return f"No notice of {english} itself is held; this is what holds for {heading_of(notice, lang, knowledge)}."
    return f"本库没有{asked}自己的文件，以下是{place_of(notice)}的规定。"


def nearest_line(notice: Notice, clause: Clause, lang: str, knowledge: Knowledge) -> str:
    """For a refusal: where to look. It does not claim that the clause is silent."""
    heading = f"“{clause.heading}”" if clause.heading else ""
    place, label = heading_of(notice, lang, knowledge), display_label(clause, lang)
    if lang == "en":
        return f"The nearest clause found: {place}, {label}{' ' * bool(heading)}{heading}."
    return f"最接近的条款：{place}{label}{heading}，可自行查看。"


def cut_line(notice: Notice, clause: Clause, lang: str, knowledge: Knowledge) -> str:
    """Part of a clause that is cited is left out of the copy."""
    if lang == "en":
        return f"{heading_of(notice, lang, knowledge)}: the rest of {clause.label} is left out of the copy held (“略”)."
    return f"{heading_of(notice, lang, knowledge)}：本库所存文本{clause.label}其后的内容为“略”。"


def other_roles_line(unit: str, lang: str) -> str:
    """The unit is named, but not in the role asked for."""
    if lang == "en":
        return f"Not found in the role asked for; what {unit} does have part in:"
    return f"没有查到{unit}以所问的身份承担的任务；它参与的有："


def no_lead_line(lang: str) -> str:
    """Of all the units told none is said to lead."""
    return (
        "以上条款写的是谁负责，没有写明谁牵头。"
        if lang == "zh"
        else "These clauses say who is responsible; none names a lead."
    )


def same_name_line(names: str, lang: str) -> str:
    """Several places have the name that was said."""
    if lang == "en":
        return f"Several places have this name: {names}; please say which one."
    return f"同名的地方有：{names}；请写明是哪一个。"


def read_as_line(typed: str, word: str, lang: str) -> str:
    """A word typed with characters that sound alike, and what it was read as."""
    return (
        f"“{typed}” was read as “{word}”, which sounds alike." if lang == "en" else f"按读音，“{typed}”读作“{word}”。"
    )


def undecided_line(lang: str) -> str:
    """Neither yes nor no can be read off the words quoted."""
    if lang == "en":
        return "Neither yes nor no is decided here; judge by the words quoted:"
    return "是与否，程序不代为判断，请对照下面的条款："


def premise_line(numbers: Sequence[str], lang: str) -> str:
    """Numbers of the question that the clauses quoted do not say."""
    said = "、".join(f"“{number}”" for number in numbers)
    if lang == "en":
        return f"The text quoted does not say {said}; it says:"
    return f"所引原文没有{said}的说法，原文如下："


def no_notice_line(place: str, lang: str, knowledge: Knowledge) -> str:
    """No notice of the place asked for is held."""
    if lang == "en":
        english = knowledge.gazetteer.english(place)
        return f"No notice of {f'{english} ({place})' if english else place} is held."
    return f"本库没有{place}的文件。"


def dates_line(notices: Sequence[Notice], lang: str) -> str:
    """When the notices used were issued; that they still hold is never claimed."""
    years = sorted({notice.year for notice in notices if notice.year})
    if not years:
        return (
            ""
            if not notices
            else (
                "所引文本未载印发日期，是否仍有效请向印发机关核实。"
                if lang == "zh"
                else "The text cited bears no date; ask the issuing body whether it is still in force."
            )
        )
    span = years[0] if len(years) == 1 else f"{years[0]}—{years[-1]}"
    if lang == "en":
        return f"Issued in {span.replace('—', '–')}; ask the issuing body whether it is still in force."
    return f"文件印发于{span}年，是否仍有效请向印发机关核实。"


def help_line(notices: Sequence[Notice], lang: str, knowledge: Knowledge) -> str:
    """What is held, and who would know."""
    held = list(dict.fromkeys(place_of(notice) for notice in notices))
    if len(held) > MAX_LISTED:
        return (
            f"Notices of {len(held)} places are held. Please ask the issuing body or the local authority in charge."
            if lang == "en"
            else f"本库现有{len(held)}个地方的文件。可向印发机关或当地主管部门核实。"
        )
    if lang == "en":
        held = [knowledge.gazetteer.english(place) or place for place in held]
        return f"Notices held: {', '.join(held)}. Please ask the issuing body or the local authority in charge."
    return f"本库现有：{'、'.join(held)}的文件。可向印发机关或当地主管部门核实。"
