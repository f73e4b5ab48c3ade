"""What the tables say around the facts, in both languages: what is missing, what is near, how old the notices are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.lookup.held import Held
from assistant.lookup.wording import Topic, bare
from assistant.records import Notice, Place

if TYPE_CHECKING:
    from assistant.lookup.selection import Selected

_MAX_SUGGESTED = 5
_ROLE_NAMES = {
    "lead": {"zh": "牵头", "en": "lead"},
    "support": {"zh": "配合", "en": "support"},
    "responsible": {"zh": "负责", "en": "responsible"},
}
_ALIKE = 0.4


class NothingFoundError(AssistantError):
    """No fact held is what was asked for; the message says so and names what is near."""


def _listed(names: Iterable[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(names)


def no_notice_line(place: Place, lang: str) -> str:
    """No notice of the place asked for is held."""
    return f"本库没有{place.name}的文件。" if lang == "zh" else f"No notice of {place.name} is held."


def above_line(place: Place, notices: Sequence[Notice], lang: str, *, silent: bool) -> str:
    """What is told is of a level above the place: it has no notice of its own, or that one is ``silent``."""
    names = _listed(dict.fromkeys(notice.place or notice.id for notice in notices), lang)
    if lang == "zh":
        own = f"{place.name}的文件没有查到" if silent else f"本库没有{place.name}自己的文件"
        return f"{own}，以下是{names}的。"
    if silent:
        return f"Nothing was found in the notices of {place.name}; this is from {names}."
    return f"No notice of {place.name} itself is held; this is from {names}."


def missing_line(topics: Sequence[Topic], lang: str) -> str:
    """Words that none of the rows says."""
    said = _listed((f"“{topic.said}”" for topic in topics), lang)
    return f"以下条文没有说到{said}。" if lang == "zh" else f"The clauses below do not say {said}."


def related_line(topic: Topic, names: Sequence[str], lang: str) -> str:
    """Nothing is about the topic itself; what is shown is about the policies that it belongs to."""
    said = _listed((f"“{name}”" for name in names), lang)
    if lang == "zh":
        return f"没有哪项任务专讲“{topic.said}”；以下是它所属的{said}的任务。"
    return f"No task is about “{topic.said}” itself; these are about {said}, to which it belongs."


def passing_line(count: int, lang: str) -> str:
    """Rows left out."""
    if lang == "zh":
        return f"另有 {count} 条只是顺带提到，未列；加 --all 列出。"
    return f"{count} more only mention it in passing; --all lists them."


def dates_line(notices: Sequence[Notice], today: date, lang: str) -> str:
    """When the notices were issued; that they still hold is never claimed."""
    years = sorted({notice.year for notice in notices if notice.year})
    span = "" if not years else years[0] if len(years) == 1 else f"{years[0]}—{years[-1]}"
    if lang == "en":
        issued = f"Issued in {span.replace('—', '–')}; " if span else ""
        return f"{issued}as of {today.isoformat()}; ask the issuing body whether it is still in force."
    issued = f"文件印发于{span}年，" if span else ""
    return f"{issued}制表日期 {today.isoformat()}；是否仍有效请向印发机关核实。"


def notice_line(notice: Notice, today: date, lang: str) -> str:
    """“陕西省：《…》（陕卫促进发〔2021〕55号），2021-11-03”, and that it is over where it says so itself."""
    title = f"《{notice.title}》" if notice.title else notice.id
    number = f"（{notice.number}）" if notice.number else ""
    day = f"，{notice.date}" if notice.date else ""
    line = f"{notice.place or '—'}：{title}{number}{day}"
    over = _over(notice, today, lang)
    return f"{line}；{over}" if over else line


def _over(notice: Notice, today: date, lang: str) -> str:
    expires, years = notice.validity.expires, notice.validity.plan_years
    if expires and expires.date:
        if expires.date < today.isoformat():
            return f"有效期至{expires.date}，已过" if lang == "zh" else f"valid until {expires.date}: over"
    elif years and years[1] < today.year:
        return f"计划年度{years[1]}已过" if lang == "zh" else f"a plan for {years[1]}: over"
    return ""


# --- nothing found -----------------------------------------------------------------------------------------------


def nothing_found(
    held: Held, selected: Selected, what: str, beside: int = 0, unread: Sequence[str] = ()
) -> NothingFoundError:
    """What to say where nothing is found. ``what``: ``duties`` or ``deadlines``; ``beside``: how many stand in
    paragraphs that name the topic, and are about something else; ``unread``: what reading could not place."""
    lang = selected.request.lang
    lines = [no_notice_line(place, lang) for place in selected.uncovered]
    if selected.units:
        lines.append(_unit_line(held, selected))
    elif selected.topics or not selected.levels:
        lines.append(_topic_line(held, selected, what))
    else:
        lines.append(_silent_line(selected, what))
    lines += unread
    lines += [passing_line(beside, lang)] if beside else []
    return NothingFoundError(("" if lang == "zh" else " ").join(lines))


def _unit_line(held: Held, selected: Selected) -> str:
    lang = selected.request.lang
    unit = selected.units[0]
    within = [(notice, name) for notice, name in held.unit_names if any(notice in level for level in selected.levels)]
    if selected.role and (own := _other_roles(held, selected)):
        return own
    near = held.units.nearest(unit, within) or held.units.nearest(unit, held.unit_names)
    asked = _listed((unit.words for unit in selected.units), lang)
    also = _listed((topic.said for topic in selected.topics), lang)
    if lang == "en":
        line = f"No notice held assigns anything{f' on “{also}”' if also else ''} to “{asked}”"
        return line + (f"; near: {_listed(near, lang)}." if near else ".")
    line = f"没有找到“{asked}”{f'与“{also}”有关' if also else ''}的任务或时限"
    return line + (f"；相近的单位：{_listed(near, lang)}。" if near else "；请核对单位名称。")


def _other_roles(held: Held, selected: Selected) -> str:
    """That the unit has tasks in another role than the one asked for; empty where it has none."""
    lang, unit = selected.request.lang, selected.units[0]
    duties = [
        (notice, duty)
        for level in selected.levels
        for notice in level
        for clause in notice.clauses
        for duty in clause.duties
    ]
    counts = dict.fromkeys(_ROLE_NAMES, 0)
    for notice, duty in duties:
        for role in counts:
            counts[role] += any(held.units.is_same(unit, name, notice) for name in getattr(duty, role))
    told = [f"{_ROLE_NAMES[role][lang]} {count}" for role, count in counts.items() if count]
    if not told or selected.topics:
        return ""
    wanted = _ROLE_NAMES.get(selected.role or "", {}).get(lang, selected.role)
    if lang == "en":
        return f"“{unit.words}” has no task as {wanted}; it has: {_listed(told, lang)} (ask for no role to see them)."
    return f"“{unit.words}”没有{wanted}的任务；它的任务有：{_listed(told, lang)}（不限身份即可列出）。"


def _silent_line(selected: Selected, what: str) -> str:
    """Nothing but a place was asked for, and its notices assign nothing, or set no time."""
    lang = selected.request.lang
    names = _listed(dict.fromkeys(n.place or n.id for level in selected.levels for n in level), lang)
    role = selected.role
    if lang == "en":
        kind = "no tasks to named units" if what == "duties" else "no time limit"
        return (
            f"The notices of {names} {'assign' if what == 'duties' else 'set'} {kind}{f' as {role}' if role else ''}."
        )
    if what == "duties":
        said = {"lead": "没有写明哪项任务由谁牵头", "support": "没有写明哪项任务由谁配合"}.get(
            role or "", "没有写明哪项任务由哪个单位负责"
        )
        return f"{names}的文件{said}。"
    return f"{names}的文件没有写明时限。"


def _topic_line(held: Held, selected: Selected, what: str) -> str:
    lang = selected.request.lang
    said = selected.request.words.strip()
    near = _near_tasks(held, selected)
    if lang == "en":
        kind = "task" if what == "duties" else "time limit"
        line = f"No {kind} on “{said}” was found" if said else f"No {kind} was found"
        return line + (f"; near: {_listed(near, lang)}." if near else ".")
    kind = "任务分工" if what == "duties" else "时限"
    line = f"没有找到“{said}”的{kind}" if said else f"没有找到{kind}"
    return line + (f"；相近的：{_listed(near, lang)}。" if near else "；请换个说法，或只写一两个词。")


def _near_tasks(held: Held, selected: Selected) -> list[str]:
    """Tasks whose names share words with what was asked for, the likest first."""
    said = bare("".join(spelling for topic in selected.topics for spelling in topic.spellings[:1])) or bare(
        selected.request.words
    )
    ranked: dict[str, float] = {}
    for _, clause in held.clauses():
        if not clause.heading or not (clause.duties or clause.time_limits):
            continue
        run = SequenceMatcher(None, said, bare(clause.heading), autojunk=False).find_longest_match().size
        if run >= 2:
            ranked[clause.heading] = run / max(len(said), 1)
    best = sorted((task for task in ranked if ranked[task] >= _ALIKE), key=lambda task: -ranked[task])
    return best[:_MAX_SUGGESTED]
