"""Proves the questions of a quiz wrong or right from the clauses that they cite, by rules of its own.

It knows nothing of how questions are made (it imports nothing of ``assistant.quiz``): it takes the flat records that
``quiz --format json`` writes and the notices as read, and says what is wrong with each question. Run it on files:

    python tests/quiz_checker.py FILE.json …
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from assistant.glossary import Glossary
from assistant.records import Clause, Duty, Notice

Record = dict[str, Any]

BLANK = "________"
LETTERS = "ABCDEF"
_DROPPED = re.compile(r"(?<!\d)\.|\.(?!\d)|[\s，。、；：？！,;:?!“”‘’\"'《》〈〉（）()〔〕\[\]【】—\-·]")
_OWNERS = ("委", "省", "市", "县", "区", "州")
_SUFFIX = re.compile(r"(?:管理局|委员会|办公室|部门|机构|中心|部|委|局|厅|处|科|室|股|办|署|院|会)$")
_FIGURES = re.compile(r"\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
# What a name does not hold: then the quote has another shape than the rules here read.
_NO_NAME = re.compile("单位|[：:*|]|会同|共同|首位|依照|[为在（(〔]")
_LONGEST_CHANGE = 16  # characters that a false statement may have in place of the true ones


def squash(text: str) -> str:
    """``text`` in one width, without marks and spaces."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).lower()


def figure(words: str) -> float | None:
    """What a number is worth, in figures or Chinese."""
    words = unicodedata.normalize("NFKC", words)
    if re.fullmatch(r"\d+(?:\.\d+)?", words):
        return float(words)
    if not re.fullmatch(r"[零一二两三四五六七八九十百千]+", words):
        return None
    total, digit = 0, 0
    for char in words:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
    return float(total + digit)


def figures(text: str) -> set[float]:
    """Every number in ``text``."""
    found = (figure(match[0]) for match in _FIGURES.finditer(unicodedata.normalize("NFKC", text).replace(",", "")))
    return {value for value in found if value is not None}


def bare(name: str) -> str:
    """A unit's name without its owner's word and without what kind of unit it is."""
    words = squash(name)
    if len(words) > 3 and words[0] in _OWNERS and words[1] not in "委场员":
        words = words[1:]
    return _SUFFIX.sub("", words) or words


def same_name(option: str, printed: str) -> bool:
    """Whether an option is a unit as printed, with or without its owner's word in front."""
    one, other = squash(option), squash(printed)
    return one == other or (other.endswith(one) and len(other) - len(one) == 1 and other[0] in _OWNERS)


class Checker:
    """Checks records against the notices held."""

    def __init__(self, notices: Sequence[Notice], glossary: Glossary) -> None:
        self._notices = {notice.id: notice for notice in notices}
        self._clauses = {clause.id: clause for notice in notices for clause in notice.clauses}
        self._glossary = glossary

    def problems(self, record: Record) -> list[str]:
        """What is wrong with one question; empty where it is proven."""
        return [*self._source_problems(record), *self._form_problems(record), *self._fact_problems(record)]

    def paper_problems(self, records: Sequence[Record]) -> list[str]:
        """What is wrong with a paper as a whole: facts asked twice, answers told elsewhere, places in a pattern."""
        return [*_repeated(records), *_told(records), *_patterned(records)]

    # --- sources ------------------------------------------------------------------------------------------------------

    def _source_problems(self, record: Record) -> Iterator[str]:
        for source in _sources(record):
            clause = self._clauses.get(source["clause_id"])
            if clause is None:
                yield f"no clause {source['clause_id']}"
                continue
            notice = self._notices[clause.notice]
            if source["quote"] not in clause.text:
                yield f"the quote does not stand in {clause.id}"
            if squash(notice.source[source["start"] : source["end"]]) != squash(source["quote"]):
                yield f"start and end are not those of the quote in {clause.id}"
            if hashlib.sha256(clause.text.encode()).hexdigest() != source["clause_sha256"]:
                yield f"the hash is not that of {clause.id}"
            if clause.notice != record["notice"]:
                yield "the clause is another notice's"

    def _form_problems(self, record: Record) -> Iterator[str]:
        yield from self._naming_problems(record)
        options, right = record["options"], record["right"]
        if len({squash(option) for option in options}) != len(options):
            yield "two options are the same"
        if record["kind"] in ("single", "multiple"):
            letters = "".join(letter for letter, option in zip(LETTERS, options, strict=False) if option in right)
            if letters != record["answer"] or (record["kind"] == "single") != (len(letters) == 1):
                yield f"the answer {record['answer']} is not where the right options stand ({letters})"
            if not 3 <= len(options) <= 6 or len(letters) == len(options):
                yield "too few or too many options"
            body = squash(_body(record["stem"]))
            told = [option for option in right if squash(option) in body]
            if told and not all(squash(option) in body for option in options):
                yield f"the stem says the answer {told[0]}"
        if record["kind"] == "fill_in":
            if record["stem"].count(BLANK) != 1:
                yield "not one blank"
            if squash(record["answer"]) in squash(_body(record["stem"])):
                yield "the stem says what belongs in the blank"

    def _naming_problems(self, record: Record) -> Iterator[str]:
        """The stem names one notice and no other."""
        notice = self._notices[record["notice"]]
        head = record["stem"][: len(record["stem"]) - len(_body(record["stem"]))] or record["stem"]
        if notice.place and notice.place not in head and not (notice.place == "全国" and ("国" in head)):
            yield "the stem does not name the place"
        marks = [notice.number or "", (notice.date or "")[:4]]
        if any(marks) and not any(mark and mark in head for mark in marks):
            yield "the stem gives neither number nor year"
        for other in self._notices.values():
            if other.id == notice.id:
                continue
            if other.number and other.number in head:
                yield f"the stem names {other.id} too"
            title = re.search("《(?:……)?(.+?)》", head)
            is_alike = other.place == notice.place and marks[1] == (other.date or "")[:4]
            if title and is_alike and squash(title[1]) in squash(other.title or ""):
                yield f"the stem may mean {other.id} too"

    # --- facts --------------------------------------------------------------------------------------------------------

    def _fact_problems(self, record: Record) -> Iterator[str]:
        clause = self._clauses.get(record["clause_id"])
        if clause is None:
            return
        if record["kind"] == "matching":
            yield from self._matching_problems(record)
        elif record["fact"] == "duty":
            yield from self._duty_problems(record, clause)
        elif record["kind"] == "true_false":
            yield from _statement_problems(record, clause, self._notices[clause.notice])
        else:
            yield from self._cloze_problems(record, clause)

    # --- who does what ------------------------------------------------------------------------------------------------

    def _duty_problems(self, record: Record, clause: Clause) -> Iterator[str]:
        task = _task_in(record["stem"])
        names = self._named(record, clause)
        yield from self._task_problems(task, record, clause)
        if ("由哪个" in record["stem"] or record["kind"] == "fill_in") and len(names) != 1:
            yield f"not one unit: {names}"
        if record["kind"] == "true_false":
            said = _said_unit(record["stem"], task)
            stands = any(same_name(said, name) for name in names)
            if stands != (record["answer"] == "正确"):
                yield f"{said} is{'' if stands else ' not'} among {names}"
            if not stands:
                yield from self._part_problems(said, task, record, clause)
            return
        for answer in (*record["right"], *record["accepted"]):
            place = self._notices[clause.notice].place or ""
            known = (same_name(answer, n) or squash(answer).removeprefix(place) == squash(n)[1:] for n in names)
            if not any(known) and not any(self._glossary.same_unit(answer, name) for name in names):
                yield f"{answer} is not among {names}"
        for option in record["options"]:
            if option not in record["right"]:
                yield from self._part_problems(option, task, record, clause)

    def _named(self, record: Record, clause: Clause) -> list[str]:
        """The units that the quote gives the role to, read anew from its words."""
        return _units_of(record, record["role"], clause)

    def _task_problems(self, task: str, record: Record, clause: Clause) -> Iterator[str]:
        """The task stands in the clause; no other duty of the notice is the same task with other units; where it is a
        heading, no other paragraph under it has a lead of its own."""
        if squash(task) not in squash(clause.text):
            yield f"the task “{task}” does not stand in the clause"
        own = [duty for duty in clause.duties if duty.quote == record["quote"]]
        for other_clause, other in self._duties(clause.notice):
            if other in own or not own or set(other.units) == set(own[0].units):
                continue
            if squash(other.task) == squash(task):
                yield f"the task stands in {other_clause.id} with other units"
            is_heading = clause.heading is not None and squash(task) == squash(clause.heading)
            if is_heading and other.lead and other_clause.label == clause.label and other_clause.id != clause.id:
                yield f"the heading stands over {other_clause.id} too"

    def _part_problems(self, option: str, task: str, record: Record, clause: Clause) -> Iterator[str]:
        """A wrong unit is named neither by the words that give the role nor in a duty on what may be the same topic.
        Who does not lead may be named beside the one lead, in another role."""
        if record["role"] == "lead" and self._is_beside(option, task, record, clause):
            return
        is_prose = not record["quote"].startswith(("（", "("))
        if bare(option) in squash(record["quote"] if is_prose else clause.text):
            yield f"{option} is named where the answer stands"
        for other_clause, duty in self._duties(clause.notice):
            if duty.quote != record["quote"] and _longest_run(squash(task), squash(duty.task)) < 4:
                continue
            for name in duty.units:
                if same_name(option, name) or self._glossary.same_unit(option, name):
                    yield f"{option} may be {name}, which has a part in {other_clause.id}"

    def _is_beside(self, option: str, task: str, record: Record, clause: Clause) -> bool:
        """Whether the quote names one lead and gives ``option`` another role, and nothing else like the task is led by
        it."""
        leads = _units_of(record, "lead", clause)
        others = [name for duty in clause.duties if duty.quote == record["quote"] for name in duty.support]
        if len(leads) != 1 or not any(same_name(option, name) or same_name(name, option) for name in others):
            return False
        like = [d for _, d in self._duties(clause.notice) if _longest_run(squash(task), squash(d.task)) >= 4]
        return not any(same_name(option, name) for duty in like for name in duty.lead)

    def _duties(self, notice: str) -> Iterator[tuple[Clause, Duty]]:
        return ((clause, duty) for clause in self._notices[notice].clauses for duty in clause.duties)

    def _matching_problems(self, record: Record) -> Iterator[str]:
        """Each task has exactly the unit that the key gives it, of all units shown."""
        letters = dict(part.split("-") for part in record["answer"].split("；"))
        for at, pair in enumerate(record["pairs"], start=1):
            clause = self._clauses[pair["clause_id"]]
            if record["options"][LETTERS.index(letters[str(at)])] != pair["right"]:
                yield f"the key gives another unit than pair {at}"
            names = _units_of(pair, record["role"], clause)
            fitting = [option for option in record["options"] if any(same_name(option, name) for name in names)]
            if fitting != [pair["right"]] or len(names) != 1:
                yield f"pair {at}: {fitting} fit {names}"
            yield from self._task_problems(pair["left"], record | pair, clause)
            for option in record["options"]:
                if option not in record["right"]:
                    yield from self._part_problems(option, pair["left"], record | pair, clause)

    # --- everything else ----------------------------------------------------------------------------------------------

    def _cloze_problems(self, record: Record, clause: Clause) -> Iterator[str]:
        """The sentence with the right words in its blank stands in the clause; with any wrong ones in no clause."""
        sentence = _cloze_in(record["stem"])
        text, whole = squash(clause.text), squash(self._notices[clause.notice].source)
        if record["kind"] == "multiple":
            yield from self._members_problems(record, sentence, clause)
            return
        before, after = (squash(part) for part in sentence.split(BLANK))
        for answer in record["right"]:
            if before + squash(answer) + after not in text:
                yield f"“{answer}” in the blank is not what the clause says"
        for answer in record["accepted"]:
            often, key = (words.replace("每日", "每天") for words in (answer, record["answer"]))  # the same word
            counts = often == key + "一次" and "次" not in squash(sentence)
            if key[0] == "每" and (often == key or counts):
                continue
            if figures(answer) != figures(record["answer"]) and squash(answer) not in squash(record["answer"]):
                yield f"{answer} is not {record['answer']}"
        for option in record["options"]:
            if option in record["right"]:
                continue
            if before + squash(option) + after in whole:
                yield f"“{option}” in the blank stands in the notice too"
            if record["fact"] == "target" and figure(option) in figures(clause.text):
                yield f"the number {option} stands in the clause"
            said = squash(option) + (after[:2] if figure(option) is not None else "")
            if record["fact"] != "target" and said in text:
                yield f"{said} stands in the clause"
        values = [figure(option) for option in record["options"]]
        if all(value is not None for value in values) and values != sorted(values, key=lambda value: value or 0):
            yield "the numbers are not in order"

    def _members_problems(self, record: Record, sentence: str, clause: Clause) -> Iterator[str]:
        """The run that the blank stands for names every right option and nothing else; wrong ones are no part of it."""
        before, after = (squash(part) for part in sentence.split(BLANK))
        # A blank at the very beginning stands for the beginning of its own sentence only.
        texts = [clause.text] if before else re.split("[。；]", clause.text)
        pattern = re.escape(before) + "(.*?)" + re.escape(after)
        found = next((match for text in texts if (match := re.search(pattern, squash(text)))), None)
        if not found:
            yield "the sentence does not stand in the clause"
            return
        left = found[1]
        for option in sorted(record["right"], key=len, reverse=True):
            if squash(option) not in left:
                yield f"{option} is not in the blank"
            left = left.replace(squash(option), "", 1)
        if re.sub("^[一二三四五六七八九十]{1,2}|[和及与或以]", "", left):
            yield f"the blank also stands for {left}"
        for option in record["options"]:
            if option in record["right"]:
                continue
            if squash(option) in squash(clause.text):
                yield f"{option} stands in the clause"
            for answer in record["right"]:
                if self._are_related(option, answer):
                    yield f"{option} is not apart from {answer}"

    def _are_related(self, first: str, second: str) -> bool:
        """Whether one name holds the other, or the glossary has them as one term or one a part of the other."""
        if squash(first) in squash(second) or squash(second) in squash(first):
            return True
        one, other = self._glossary.term(first), self._glossary.term(second)
        if one is None or other is None:
            return False
        return one == other or one in self._glossary.broader(other) or other in self._glossary.broader(one)


# --- reading words ---------------------------------------------------------------------------------------------------


def units_in(quote: str, role: str, rules: Sequence[str]) -> list[str]:
    """The units that a tail or a sentence gives ``role`` to; empty where its words are of another shape."""
    tail = re.fullmatch(r"[（(](.+?)[）)]?", quote)
    if not tail:
        prose = re.match(r"(.{2,30}?)(牵头负责|牵头|负责|承担)", quote)
        fits = prose and (role == "lead") == ("牵头" in prose[2])
        return _names(prose[1].split("，")[-1]) if prose and fits and "，" not in prose[1] else []
    words = tail[1].split("，第")[0] if rules else tail[1]
    if "牵头" not in words and "负责" not in words and "配合" not in words:
        names = _names(words)
        is_rule = any("第1个" in rule or "第一" in rule or "首位" in rule for rule in rules)
        return ({"lead": names[:1], "support": names[1:]}.get(role, []) if is_rule else []) if names else []
    led, _, rest = words.partition("牵头") if "牵头" in words else ("", "", words)
    if role == "lead":
        return _names(led)
    verb = "配合" if role == "support" else "负责"
    if verb not in rest:
        return []
    return _names(re.sub(r"按照?(?:各自)?(?:职责)?(?:分工)?$", "", rest.split(verb)[0]))


def _units_of(source: Record, role: str, clause: Clause) -> list[str]:
    """The units that the quote of ``source`` gives ``role`` to; of quotes in other shapes (lines, tables, tails that
    state their own rule) those of the duty as read."""
    names = units_in(source["quote"], role, [also["quote"] for also in source["also"]])
    if names and not any(_NO_NAME.search(name) for name in names):
        return names
    return [name for duty in clause.duties if duty.quote == source["quote"] for name in getattr(duty, role)]


def _names(words: str) -> list[str]:
    """Names one by one; “等有关处室” stands for more than names."""
    parts = re.split(r"[、，,；;]|(?<=[局委处厅])和", words.strip("，,；; "))
    return [re.sub("等.*$", "", part) for part in parts if part]


def _body(stem: str) -> str:
    """The stem without “根据《…》（…），”; the whole where it does not begin so."""
    found = re.match(r"根据[^《，]*(?:《[^《》]*》|文件)(?:（[^（）]*）)?(?:的附件)?(?:关于“[^”]*”的要求)?，", stem)
    return stem[found.end() :] if found else stem


def _task_in(stem: str) -> str:
    """The task that a stem quotes: from its first “ to the ” that closes it."""
    body = _body(stem)
    begin = body.index("“")
    return body[begin + 1 : body.index("”", begin)]


def _said_unit(stem: str, task: str) -> str:
    """The unit that a statement gives the task to."""
    after = _body(stem).partition(f"“{task}”")[2]
    found = re.fullmatch(r"(?:由(.+?)(?:牵头|负责)|的.+?包括(.+?))。", after)
    assert found, stem
    return found[1] or found[2]


def _cloze_in(stem: str) -> str:
    """The sentence with the blank, out of “…”，横线处… or as it stands."""
    body = re.sub(r"（填(?:频次|时限)）$", "", _body(stem))
    found = re.match(r"“(.+)”，横线处", body)
    return found[1] if found else body


def _statement_problems(record: Record, clause: Clause, notice: Notice) -> Iterator[str]:
    """A true statement stands in the clause as it is; a false one stands nowhere, and differs from the clause in one
    short place."""
    said, text = squash(_body(record["stem"])), squash(clause.text)
    if record["answer"] == "正确":
        if said not in text:
            yield "the statement does not stand in the clause"
        return
    if said in squash(notice.source):
        yield "the statement stands in the notice"
    front = max((n for n in range(len(said) + 1) if said[:n] in text), default=0)
    back = max((n for n in range(len(said) + 1) if said[len(said) - n :] in text), default=0)
    if len(said) - front - back > _LONGEST_CHANGE:
        yield "the statement is not the clause with one thing changed"
    if record["fact"] == "target":
        changed = re.sub(r"\D", "", said[max(0, front - 3) : len(said) - back + 3])
        if changed and figures(said) <= figures(text):
            yield "the changed number stands in the clause"


def _longest_run(first: str, second: str) -> int:
    return SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size


def _sources(record: Record) -> list[Record]:
    found = [record, *record["also"]]
    for pair in record["pairs"]:
        found += [pair, *pair["also"]]
    return found


# --- the paper -------------------------------------------------------------------------------------------------------


def _repeated(records: Sequence[Record]) -> Iterator[str]:
    keys = [key for record in records for key in record["keys"]]
    stems = [squash(record["stem"]) for record in records if record["kind"] != "matching"]
    yield from (f"asked twice: {key}" for key in sorted({key for key in keys if keys.count(key) > 1}))
    yield from (f"one stem twice: {stem}" for stem in sorted({stem for stem in stems if stems.count(stem) > 1}))


def _told(records: Sequence[Record]) -> Iterator[str]:
    """Stems that say the answer of another question on the same clause."""
    for record in records:
        if record["kind"] not in ("single", "fill_in", "multiple") or record["fact"] == "particular":
            continue
        for other in records:
            if other is record or other["clause_id"] != record["clause_id"] or other["kind"] == "matching":
                continue
            if record["fact"] == "target" and figure(record["right"][0]) in figures(_body(other["stem"])):
                yield f"question {other['n']} says the number of {record['n']}"
            shown = squash(_body(other["stem"]))
            cut = squash(_cloze_in(record["stem"]).replace(BLANK, "\0")).split("\0")
            whole = [cut[0][-8:] + squash(answer) + "".join(cut[1:])[:4] for answer in record["right"]]
            if len(cut) == 2 and any(words in shown for words in whole):
                yield f"question {other['n']} says the answer of {record['n']}"


def _patterned(records: Sequence[Record]) -> Iterator[str]:
    """Places of right answers, and true and false, are balanced; the right option is not always the longest."""
    singles = [record for record in records if record["kind"] == "single"]
    if len(singles) >= 12:
        counts = [sum(record["answer"] == letter for record in singles) for letter in "ABCD"]
        if max(counts) > len(singles) // 2 or counts[0] == 0:
            yield f"places of right answers: {counts}"
        longest = sum(
            all(len(record["right"][0]) > len(o) for o in record["options"] if o not in record["right"])
            for record in singles
        )
        if longest > len(singles) // 2:
            yield f"the right option is the longest in {longest} of {len(singles)}"
    judged = [record["answer"] for record in records if record["kind"] == "true_false"]
    if len(judged) >= 8 and not len(judged) / 3 <= judged.count("正确") <= 2 * len(judged) / 3:
        yield f"{judged.count('正确')} of {len(judged)} statements are true"


def main(files: Sequence[str]) -> int:
    """Check quiz files over the notices that the settings name; 1 where something is wrong."""
    from assistant.glossary import usual_glossary
    from assistant.library import find_corpus, read_corpus
    from assistant.settings import bundled_corpus, load_settings

    settings = load_settings()
    notices = read_corpus(find_corpus(settings.corpus, settings.own_folder))
    checker = Checker(notices, usual_glossary(settings.corpus, bundled_corpus()))
    total, wrong = 0, 0
    for file in files:
        records = json.loads(Path(file).read_text(encoding="utf-8"))
        total += len(records)
        for record in records:
            found = checker.problems(record)
            wrong += bool(found)
            for problem in found:
                shown = f"    {record['stem']}\n    {record['options']} {record['answer']}\n"
                sys.stdout.write(f"{file} {record['n']}: {problem}\n{shown}")
        for problem in checker.paper_problems(records):
            wrong += 1
            sys.stdout.write(f"{file}: {problem}\n")
    sys.stdout.write(f"{total} questions, {wrong} problems\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
