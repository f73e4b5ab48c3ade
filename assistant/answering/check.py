"""The check: nothing is said that the cited text does not say.

A statement passes where its citations exist, come from a notice of its place, quote it exactly and break off no word
that turns the sense, and where all that it says is borne out:

* Chinese words stand in the run cited as they are (:mod:`assistant.answering.verbatim`). A word changed, put in or left
  out makes a stretch that stands nowhere, so numbers, dates, units, groups, places, negations and the force of the
  words need no lists.
* Who leads and who supports, said in the program's own order, are all the units of the duty cited, in their roles.
* English is held against the Chinese beside it (:mod:`assistant.answering.check_english`).
* What else the program says itself (a yes or a no, a count, that no lead is named) agrees with the records cited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering import check_english, phrases
from assistant.answering.cited import Cited, lengths_of_lists
from assistant.answering.knowledge import Knowledge
from assistant.answering.polarity import denies, grants
from assistant.answering.verbatim import one_form
from assistant.reading.about.dates import day_in
from assistant.reading.passage import squeeze
from assistant.records import Citation, Notice, Statement

# --- the program's own words ---------------------------------------------------------------------------------------

_VERDICT = re.compile(r"^(?:(不是|不可以|不能|没有写明|没有|是|可以|能|有)[。，]|(Yes|No|Not stated)[.:,])\s*", re.I)
# What a run of a notice's own front or end is called: the notice's particulars, and the pattern of a label of each.
_LABEL = re.compile(
    r"^(?:(?P<number>文号|document number)|(?P<issuer>发文单位|issuer)|(?P<date>日期|date)"
    r"|(?P<title>标题|计划年度|title|years that it covers)|(?P<front>主送|抄送|addressees|copied to)"
    r"|(?P<basis>依据|based on))[：:]\s*",
    re.I,
)
# That the copy held leaves the clause out, or its end.
_LEFT_OUT = re.compile(
    r"^本库所存文本(?P<label>.+?)(?:“(?P<heading>.+)”只有标题，内容为“略”|其后的内容为“略”)。$"
    r"|^Only the heading of (?P<label_en>.+?) “(?P<heading_en>.+)” is in the copy held;"
    r" its content is left out \(“略”\)\.$"
    r"|^The rest of (?P<rest_en>.+) is left out of the copy held \(“略”\)\.$"
)
# “支持推动……发展”：, the task in front of a duty.
_TASK = re.compile(r"^“(.+?)”[：:]\s*(?=\S)")
_RULE = re.compile(r"(?:文中规定|The text rules )“(.+?)”[。.]")
_COUNT = re.compile(r"\s*(?:\b[Ll]isted (\d+) of (\d+)\b|（列出(\d+)[项个类]，共(\d+)[项个类]）)[.:;：。]?\s*")
_NO_LEAD = re.compile("[；;]?\\s*(?:" + "|".join(re.escape(words) for words in phrases.NO_LEAD.values()) + ")")
# A duty told in the program's order: role, then the pattern of the part that gives its units.
_ROLE_PARTS = (
    ("lead", re.compile(r"^(?:由)?(.+)牵头$|^牵头单位：(.+)$")),
    ("others", re.compile(r"^其他责任单位：(.+)$")),
    ("support", re.compile(r"^(.+)配合$|^配合单位：(.+)$")),
    ("responsible", re.compile(r"^(?:由)?(.+)负责$|^责任单位：(.+)$")),
)
# What tells that a run speaks of another document; quotation marks of titles do not count in one form.
_DOCUMENT = re.compile(r"\[\d{4}\]|意见|通知|方案|办法|规定|条例|规划|文件|精神|法")
_SERIAL = re.compile(r"\d+号")
# Lines “牵头单位：…” and “配合单位：…” of their own are told in one run.
_PARTS = re.compile(r"[；。，]|(?<=[^；。，])(?=配合单位：|(?<!其他)责任单位：)")

# What a no may stand over, beside words that shut someone out: another negation, a limit, another number.

_NEGATES = re.compile(
    r"不(?!需|用|断|同|仅|但|良|含糊)|未|无(?!需|线|障碍)|没有|非(?!常)|仅|只|限|以内|以下|以上|至少|控制在"
    r"|[\d一二三四五六七八九十]"
)


def why_rejected(statement: Statement, citations: Sequence[Citation], knowledge: Knowledge) -> str | None:
    """What in ``statement`` its citations do not bear out, or None where it stands."""
    used = [citation for citation in citations if citation.n in statement.citations]
    if not used or len(used) != len(set(statement.citations)):
        return "没有引文" if not statement.citations else "引文编号不存在"
    for citation in used:
        if not _quotes_exactly(citation, knowledge):
            return f"引文与原文不符：{citation.quote[:20]}"
        if _breaks_off(citation, knowledge):
            return f"引文截断了原句：{citation.quote[:20]}"
        if knowledge.by_id[citation.notice].place != statement.place:
            return f"引文出自别处的文件：{citation.place or citation.notice}"
    cited = Cited(tuple(used), knowledge)
    return _fault(statement.text, cited)


def _quotes_exactly(citation: Citation, knowledge: Knowledge) -> bool:
    notice = knowledge.by_id.get(citation.notice)
    clause = knowledge.clauses.get(citation.clause_id)
    if notice is None or clause is None or clause.text != citation.text:
        return False
    return squeeze(notice.source[citation.start : citation.end]) == citation.quote


# The quote may not begin behind a word that turns it, nor begin or end inside a number.
_TURNS = re.compile(r"(?:不|未|勿|非|无|不得|不能|不予|禁止|严禁)$")
_NUMBER_BEFORE = re.compile(r"[\d０-９.．%％][\s]?$|[一二三四五六七八九十百千万两]$")
_NUMBER_BEHIND = re.compile(r"^[\s]?[\d０-９.．%％‰年月日号个名人所家周天季岁倍项次元万亿成]|^[十百千]")
_EXCEPTS = re.compile(r"^的?(?:除外|以外)")


def _breaks_off(citation: Citation, knowledge: Knowledge) -> bool:
    source, quote = knowledge.by_id[citation.notice].source, citation.quote
    clause = knowledge.clauses[citation.clause_id]
    before = squeeze(source[max(clause.start, citation.start - 8) : citation.start])
    behind = squeeze(source[citation.end : min(clause.end, citation.end + 8)])
    in_number = _NUMBER_BEFORE.search(before) and _NUMBER_BEHIND.search(quote)
    out_number = re.search(r"[\d０-９.．]$|[一二三四五六七八九十百千万两]$", quote) and _NUMBER_BEHIND.search(behind)
    return bool(_TURNS.search(before) or _EXCEPTS.search(behind) or in_number or out_number)


def _fault(text: str, cited: Cited) -> str | None:
    """What in ``text`` is not borne out; the program's own words are held against the records and taken out first."""
    if not any(char.isalnum() for char in text):
        return "没有内容"
    left_out = _LEFT_OUT.match(text)
    if left_out:
        return None if _is_left_out(left_out, cited) else "所引条款并未略去"
    verdict = _VERDICT.match(text)
    if verdict:
        text = text[verdict.end() :]
        reason = _contradiction((verdict[1] or verdict[2]).lower(), text)
        if reason or not text:
            return reason
    return _fault_of_body(text, cited)


def _is_left_out(said: re.Match[str], cited: Cited) -> bool:
    """Whether the clause named is cited with the words that say so."""
    label = said["label"] or said["label_en"] or said["rest_en"]
    heading = said["heading"] or said["heading_en"]
    return any(
        clause.label == label and (not heading or (clause.omitted and clause.heading == heading))
        for clause in cited.left_out
    )


def _contradiction(verdict: str, said: str) -> str | None:
    """Why ``verdict`` cannot stand before the words ``said``. Whether it answers the question is not known here."""
    if verdict in ("没有写明", "not stated"):
        return None
    if not said:
        return "只有结论，没有原文"
    if verdict in ("可以", "能", "yes") and denies(said) and not grants(said):
        return f"结论与原文相反：{denies(said)}"
    bare_no = verdict in ("不能", "不可以") or (verdict == "no" and not re.search(r"not required|牵头|lead|负责", said))
    if bare_no and not denies(said) and not _NEGATES.search(said):
        return f"结论与原文相反：{said[:20]}"
    return None


def _fault_of_body(text: str, cited: Cited) -> str | None:
    reason = _fault_of_words(text, cited)
    task = _TASK.match(text)
    if reason and task and cited.has_task(task[1]):
        reason = _fault_of_words(text[task.end() :], cited)
    return reason


def _fault_of_words(text: str, cited: Cited) -> str | None:
    for rule in _RULE.findall(text):
        if cited.missing(rule):
            return f"原文没有：{rule}"
    for match in _COUNT.finditer(text):
        shown, total = (int(number) for number in match.groups() if number)
        if total not in cited.counts or shown not in (total, *lengths_of_lists(text)):
            return f"数目不符：{match[0].strip()}"
    if _NO_LEAD.search(text) and (not cited.duties or any(duty.lead for duty in cited.duties)):
        return "原文写明了牵头单位"
    said = _COUNT.sub("", _NO_LEAD.sub("", _RULE.sub("", text)))
    said = _without_heading(said, cited.notices)
    label = _LABEL.match(said)
    if label:
        if not _is_called(label, cited):
            return f"所引原文不是：{label[0].strip()}"
        said = said[label.end() :]
    if check_english.is_english(said, cited):
        return check_english.fault(said, cited)
    missing = cited.missing(said)
    roles = _roles(said) if missing else None
    if missing is None or (roles and cited.bears_roles(roles)):
        return None
    return f"与原文不符：{missing[:40]}"


def _is_called(label: re.Match[str], cited: Cited) -> bool:
    """Whether the runs cited are what ``label`` calls them, as far as the notice's own particulars tell."""
    words = one_form("".join(cited.texts))
    for notice in cited.notices:
        if label["number"] and _SERIAL.findall(one_form(notice.number or "")) != _SERIAL.findall(words):
            return False
        if label["issuer"] and not any(one_form(name) in words for name in (notice.issuer or "").split("、") if name):
            return False
        if label["date"] and day_in("".join(cited.texts)) not in (None, notice.date):
            return False
        if label["title"] and words not in one_form(notice.title or ""):
            return False
    if label["basis"]:
        return _DOCUMENT.search(words) is not None
    return not label["front"] or all(clause.part in ("front", "signature") for clause in cited.clauses)


def _without_heading(text: str, notices: Sequence[Notice]) -> str:
    """``text`` without “陕西省（2021）：” or “《…》（…号）规定，” before it, where the notice cited is called so."""
    for notice in notices:
        place = f"(?:{re.escape(notice.place)})?" if notice.place else ""
        year = f"(?:（{notice.year}）)?" if notice.year else ""
        titles = [notice.title, *re.findall("《([^《》]+)》", notice.title)] if notice.title else []
        title = f"(?:《(?:{'|'.join(map(re.escape, titles))})》)?" if titles else ""
        number = f"(?:（{re.escape(notice.number)}）)?" if notice.number else ""
        match = re.match(rf"(?:根据|按照)?{place}{year}{title}{number}(?:规定)?[：:，,]\s*", text)
        if match:
            return text[match.end() :]
    return text


def _roles(text: str) -> list[tuple[str, str]] | None:
    """(role, units in one form) of each part of a duty told in the program's order; None where it is none."""
    found: list[tuple[str, str]] = []
    for part in filter(None, _PARTS.split(text.strip())):
        for role, pattern in _ROLE_PARTS:
            match = pattern.match(part)
            if match:
                found.append((role, one_form(next(filter(None, match.groups())))))
                break
        else:
            return None
    return found
