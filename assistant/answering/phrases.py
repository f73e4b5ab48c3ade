"""What the program itself says around the words of the notices, in both languages. Nothing here states a policy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.knowledge import Knowledge
from assistant.records import Clause, Duty, Entitlement, Gap, Notice

NO_LEAD = {"zh": "文中未写明牵头单位", "en": "the text names no lead"}
REFUSAL = {
    "zh": "现有文件没有能回答这个问题的条款。",
    "en": "The notices held do not answer this question.",
}
NO_TOPIC = {
    "zh": "没有看出要问的是哪件事；请写明事项，例如：陕西家庭医生签约谁牵头？",
    "en": "I could not tell which topic you mean; please name it, e.g. “Which department leads family doctor contracts in Shaanxi?”",
}
_FORCE_EN = {"may": "permitted, not required", "encouraged": "encouraged, not required"}
_ASKED = {
    "lead": {"zh": "牵头或责任单位", "en": "no lead or responsible unit"},
    "support": {"zh": "配合单位", "en": "no supporting unit"},
    "when": {"zh": "时限", "en": "no time limit"},
    "number": {"zh": "具体数字", "en": "no figure"},
    "money": {"zh": "金额或标准", "en": "no amount"},
    "papers": {"zh": "所需证件", "en": "no papers"},
    "who": {"zh": "适用对象", "en": "no group of people"},
}
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


def display_label(clause: Clause) -> str:
    """A clause's address for a person; paragraphs under no number are called by their place in the text."""
    return clause.label or ("开头" if clause.part == "front" else "正文（无编号段）")


def duty_text(duty: Duty, ask: str, lang: str, knowledge: Knowledge) -> str:
    """Who does it, with no word beyond the roles that the text gives."""
    return (_duty_zh if lang == "zh" else _duty_en)(duty, ask, knowledge)


def _duty_zh(duty: Duty, ask: str, knowledge: Knowledge) -> str:
    parts: list[str] = []
    if duty.lead:
        parts.append(f"{'、'.join(duty.lead)}牵头")
    if duty.support:
        names = "、".join(duty.support)
        parts.append(f"其他责任单位：{names}" if duty.basis.kind == "first_listed" else f"{names}配合")
    if duty.responsible:
        what = duty.task if duty.basis.kind == "prose" else ""
        parts.append(f"{'、'.join(duty.responsible)}{_role_word(duty)}{what}")
    if ask == "support":
        parts.reverse()
    if not duty.lead and ask == "lead" and duty.basis.kind != "prose":
        parts.append(NO_LEAD["zh"])
    text = "；".join(parts) + "。"
    return text + (f"文中规定“{duty.basis.quote}”。" if duty.basis.kind == "first_listed" else "")


def _role_word(duty: Duty) -> str:
    for words in ("按照职责分工负责", "按职责分工负责", "分工负责", "等部门负责"):
        if words in duty.quote:
            return words
    return "负责"


def _duty_en(duty: Duty, ask: str, knowledge: Knowledge) -> str:
    parts: list[str] = []
    if duty.lead:
        parts.append(f"{listed(duty.lead, 'en', knowledge)} {'leads' if len(duty.lead) == 1 else 'lead'}")
    if duty.support:
        names = listed(duty.support, "en", knowledge)
        parts.append(f"other units responsible: {names}" if duty.basis.kind == "first_listed" else f"supported by {names}")
    if duty.responsible:
        what = f": “{duty.task}”" if duty.basis.kind == "prose" else ""
        parts.append(f"responsible: {listed(duty.responsible, 'en', knowledge)}{what}")
    if not duty.lead and ask == "lead" and duty.basis.kind != "prose":
        parts.append(NO_LEAD["en"])
    text = "; ".join(parts) + "."
    return text + (f" The text rules “{duty.basis.quote}”." if duty.basis.kind == "first_listed" else "")


def quote_text(quote: str, fact: object, lang: str, knowledge: Knowledge) -> str:
    """A quoted run as a statement. In Chinese the words themselves; in English with the groups named in English."""
    bare = _LAST_STOP.sub("", quote.strip())
    if lang == "zh":
        return bare + ("" if bare.endswith(("？", "！", "：")) else "。")
    groups = ", ".join(english_of(name, knowledge) for name in fact.who) if isinstance(fact, Entitlement) else ""
    force = _FORCE_EN.get(fact.force, "") if isinstance(fact, Entitlement) else ""
    lead = "; ".join(part for part in (groups, force) if part)
    return f"{lead}: “{bare}”" if lead else f"“{bare}”"


def year_of(notice: Notice, lang: str) -> str:
    """“（2021）” behind a place, or nothing where the date is not known."""
    if not notice.year:
        return ""
    return f"（{notice.year}）" if lang == "zh" else f" ({notice.year})"


def heading_of(notice: Notice, lang: str, knowledge: Knowledge) -> str:
    """“陕西省（2021）” or “Shaanxi (陕西省) (2021)”."""
    place = place_of(notice)
    note = f"（{notice.copy_note}）" if notice.copy_note and not notice.year and lang == "zh" else ""
    if lang == "en":
        english = knowledge.gazetteer.english(place) if notice.place else None
        place = f"{english} ({place})" if english else place
    return place + (year_of(notice, lang) or note)


def gap_line(notice: Notice, gap: Gap, lang: str, knowledge: Knowledge) -> str:
    """One line that the copy held ends before this topic, or leaves the clause out."""
    place = heading_of(notice, lang, knowledge)
    label = f"第{gap.label}条" if gap.label.startswith("（") else gap.label
    if lang == "en":
        return f"{place}: the copy held ends after {gap.label}; it does not reach this topic."
    return f"{place}：本库所存文本只到{label}，未见此项。"


def omitted_text(clause: Clause, lang: str) -> str:
    """What is said of a clause whose content the copy leaves out."""
    if lang == "en":
        return f"Only the heading of {clause.label} “{clause.heading}” is in the copy held; its content is left out (“略”)."
    return f"本库所存文本{clause.label}“{clause.heading}”只有标题，内容为“略”。"


def silent_line(places: Sequence[str], lang: str) -> str:
    """One line that names the notices which say nothing on the topic."""
    return f"未提到此事：{'、'.join(places)}。" if lang == "zh" else f"Not mentioned by: {', '.join(places)}."


def unsettled_line(notice: Notice, clause: Clause, ask: str, lang: str, knowledge: Knowledge) -> str:
    """The topic is there; what was asked about it is not."""
    what = _ASKED.get(ask)
    place = heading_of(notice, lang, knowledge)
    if what is None:
        return f"{place}：未写明。" if lang == "zh" else f"{place}: not stated."
    if lang == "zh":
        return f"{place}：{display_label(clause)}谈到此事，但未写明{what['zh']}。"
    return f"{place}: {display_label(clause)} deals with it but states {what['en']}."


def no_notice_line(place: str, lang: str, knowledge: Knowledge) -> str:
    """No notice of the place asked for is held."""
    if lang == "en":
        return f"No notice of {knowledge.gazetteer.english(place) or place} ({place}) is held."
    return f"本库没有{place}的文件。"


def dates_line(notices: Sequence[Notice], lang: str) -> str:
    """When the notices used were issued; that they still hold is never claimed."""
    years = sorted({notice.year for notice in notices if notice.year})
    if not years:
        return "" if not notices else (
            "所引文本未载印发日期，是否仍有效请向印发机关核实。" if lang == "zh" else "The text cited bears no date; ask the issuing body whether it is still in force."
        )
    span = years[0] if len(years) == 1 else f"{years[0]}—{years[-1]}"
    if lang == "en":
        return f"Issued in {span.replace('—', '–')}; ask the issuing body whether it is still in force."
    return f"文件印发于{span}年，是否仍有效请向印发机关核实。"


def help_line(notices: Sequence[Notice], lang: str) -> str:
    """What is held, and who would know."""
    held = list(dict.fromkeys(place_of(notice) for notice in notices))
    if lang == "en":
        return f"Notices held: {', '.join(held)}. Please ask the issuing body or the local health authority."
    return f"本库现有：{'、'.join(held)}的文件。可向印发机关或当地主管部门核实。"
