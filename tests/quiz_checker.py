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
from collections.abc import Iterator, Sequence
from pathlib import Path

from quiz_paper_rules import answered_elsewhere, crowded, internal, leaning, patterned, repeated, told, told_elsewhere
from quiz_words import (
    BLANK,
    LETTERS,
    Record,
    bare,
    body_of,
    cloze_in,
    figure,
    figures,
    is_closed,
    is_contrary,
    list_in,
    longest_run,
    lost_words,
    ruled_out,
    said_of_another,
    said_unit,
    same_answer,
    same_name,
    squash,
    task_in,
    units_of,
)

from assistant.glossary import Glossary
from assistant.records import Clause, Duty, Notice

_ALL_SHOWN = 2  # of a list, so many at least are offered where it has them
_LONGEST_CHANGE = 16  # characters that a false statement may have in place of the true ones


class Checker:
    """Checks records against the notices held."""

    def __init__(self, notices: Sequence[Notice], glossary: Glossary) -> None:
        self._notices = {notice.id: notice for notice in notices}
        self._clauses = {clause.id: clause for notice in notices for clause in notice.clauses}
        self._glossary = glossary

    def problems(self, record: Record) -> list[str]:
        """What is wrong with one question; empty where it is proven."""
        return [*self._source_problems(record), *self._form_problems(record), *self._fact_problems(record)]

    def paper_problems(self, records: Sequence[Record], *, on_topic: bool = False) -> list[str]:
        """What is wrong with a paper as a whole: facts asked twice, answers told elsewhere, places in a pattern."""
        found = [*repeated(records, on_topic=on_topic), *told(records), *told_elsewhere(records), *patterned(records)]
        texts = {notice.id: notice.source for notice in self._notices.values()}
        if on_topic:
            return found
        return [*found, *answered_elsewhere(records), *leaning(records), *internal(records), *crowded(records, texts)]

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
            body = squash(cloze_in(record["stem"]))
            told = [option for option in right if squash(option) in body]
            if told and not all(squash(option) in body for option in options):
                yield f"the stem says the answer {told[0]}"
        if record["kind"] == "fill_in":
            if record["stem"].count(BLANK) != 1:
                yield "not one blank"
            if squash(record["answer"]) in squash(body_of(record["stem"])):
                yield "the stem says what belongs in the blank"

    def _naming_problems(self, record: Record) -> Iterator[str]:
        """The stem names one notice and no other."""
        notice = self._notices[record["notice"]]
        head = record["stem"][: len(record["stem"]) - len(body_of(record["stem"]))] or record["stem"]
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
        task = task_in(record["stem"])
        names = units_of(record, record["role"], clause)
        yield from self._task_problems(task, record, clause)
        if ("由哪个" in record["stem"] or record["kind"] == "fill_in") and len(names) != 1:
            yield f"not one unit: {names}"
        if record["kind"] == "true_false":
            said = said_unit(record["stem"], task)
            stands = any(same_name(said, name) for name in names)
            if stands != (record["answer"] == "正确"):
                yield f"{said} is{'' if stands else ' not'} among {names}"
            if not stands:
                yield from self._part_problems(said, task, record, clause)
            return
        for answer in (*record["right"], *record["accepted"]):
            place = self._notices[clause.notice].place or ""
            known = (same_name(answer, n) or squash(answer).removeprefix(place) == squash(n)[1:] for n in names)
            # A section may be written with its office in front, as the notice itself does.
            whole = any(
                squash(answer).endswith(squash(n)) and answer in self._notices[clause.notice].source for n in names
            )
            if not any(known) and not whole and not any(self._glossary.same_unit(answer, name) for name in names):
                yield f"{answer} is not among {names}"
        for option in record["options"]:
            if option not in record["right"]:
                yield from self._part_problems(option, task, record, clause)

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
            if duty.quote != record["quote"] and longest_run(squash(task), squash(duty.task)) < 4:
                continue
            for name in duty.units:
                if same_name(option, name) or self._glossary.same_unit(option, name):
                    yield f"{option} may be {name}, which has a part in {other_clause.id}"

    def _is_beside(self, option: str, task: str, record: Record, clause: Clause) -> bool:
        """Whether the quote names one lead and gives ``option`` another role, and nothing else like the task is led by
        it."""
        leads = units_of(record, "lead", clause)
        others = [
            name
            for duty in clause.duties
            if duty.quote == record["quote"]
            for name in (*duty.support, *duty.responsible)
        ]
        if len(leads) != 1 or not any(same_name(option, name) or same_name(name, option) for name in others):
            return False
        like = [d for _, d in self._duties(clause.notice) if longest_run(squash(task), squash(d.task)) >= 4]
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
            names = units_of(pair, record["role"], clause)
            fitting = [option for option in record["options"] if any(same_name(option, name) for name in names)]
            if fitting != [pair["right"]] or len(names) != 1:
                yield f"pair {at}: {fitting} fit {names}"
            yield from self._task_problems(pair["left"], record | pair, clause)
            for option in record["options"]:
                if option not in record["right"]:
                    yield from self._part_problems(option, pair["left"], record | pair, clause)

    # --- everything else ----------------------------------------------------------------------------------------------

    def _cloze_problems(self, record: Record, clause: Clause) -> Iterator[str]:
        """The sentence with the right words in its blank stands in the clause; with any wrong ones nowhere, and where
        the clause says them, it says them of something else: a confusion that the sentence itself proves wrong."""
        if record["role"] == "shut_out":
            yield from _shut_out_problems(record, clause)
            return
        sentence = cloze_in(record["stem"])
        text, whole = squash(clause.text), squash(self._notices[clause.notice].source)
        if record["kind"] == "multiple":
            yield from self._members_problems(record, sentence, clause)
            return
        before, after = (squash(part) for part in sentence.split(BLANK))
        for answer in record["right"]:
            if before + squash(answer) + after not in text:
                yield f"“{answer}” in the blank is not what the clause says"
            for word in lost_words(sentence.replace(BLANK, answer), clause.text):
                yield f"{word} governs the sentence"
        for answer in record["accepted"]:
            if not same_answer(answer, record["answer"]):
                yield f"{answer} is not {record['answer']}"
        for option in record["options"]:
            if option in record["right"]:
                continue
            if before + squash(option) + after in whole:
                yield f"“{option}” in the blank stands in the notice too"
            if ruled_out(option, record["right"][0], sentence):
                yield f"the stem itself rules {option} out"
            if same_answer(option, record["right"][0]):
                yield f"{option} is right too"
            # A condition that tells two areas apart stands in front of the part with the blank.
            unit = after[:2] if figure(option) is not None else ""
            if not said_of_another(option + unit, sentence, clause.text, whole=record["role"] == "area"):
                yield f"{option} stands in the clause for the same"
        values = [figure(option) for option in record["options"]]
        if all(value is not None for value in values) and values != sorted(values, key=lambda value: value or 0):
            yield "the numbers are not in order"

    def _members_problems(self, record: Record, sentence: str, clause: Clause) -> Iterator[str]:
        """What the blank stands for names every right option and no wrong one. It may name more: the question is which
        of those shown it names. A wrong option may stand elsewhere in the clause, and is related to no right one."""
        things = list_in(sentence, clause.text)
        if things is None:
            yield "the sentence does not stand in the clause"
            return
        if record["role"] == "members" and not is_closed(sentence, things):
            yield f"the list is not closed: {things}"
        if len(record["right"]) < min(len(things), len(record["options"]) - 1, _ALL_SHOWN):
            yield f"of {things} only {record['right']} are offered"
        shown = squash(sentence)
        for option in record["options"]:
            if (option in record["right"]) != (squash(option) in things):
                yield f"{option} is{'' if squash(option) in things else ' not'} among {things}"
            if option in record["right"]:
                continue
            if squash(option) in shown:
                yield f"{option} stands in the sentence"
            for thing in things:
                if self._are_related(option, thing):
                    yield f"{option} is not apart from {thing}"

    def _are_related(self, first: str, second: str) -> bool:
        """Whether one name holds the other, or the glossary has them as one term or one a part of the other."""
        if squash(first) in squash(second) or squash(second) in squash(first):
            return True
        one, other = self._glossary.term(first), self._glossary.term(second)
        if one is None or other is None:
            return False
        return one == other or one in self._glossary.broader(other) or other in self._glossary.broader(one)


# --- statements ---


def _statement_problems(record: Record, clause: Clause, notice: Notice) -> Iterator[str]:
    """A true statement stands in the clause as it is; a false one stands nowhere, and differs from the clause in one
    short place."""
    said, text = squash(body_of(record["stem"])), squash(clause.text)
    if record["answer"] == "正确":
        if said not in text:
            yield "the statement does not stand in the clause"
        for word in lost_words(body_of(record["stem"]), clause.text):
            yield f"{word} governs the statement"
        return
    if said in squash(notice.source):
        yield "the statement stands in the notice"
    if record["fact"] == "rule" and not is_contrary(body_of(record["stem"]), clause.text):
        yield "the statement is not the contrary of what the clause says"
    front = max((n for n in range(len(said) + 1) if said[:n] in text), default=0)
    back = max((n for n in range(len(said) + 1) if said[len(said) - n :] in text), default=0)
    if len(said) - front - back > _LONGEST_CHANGE:
        yield "the statement is not the clause with one thing changed"
    # Of a series the places are changed, not the numbers.
    if record["fact"] == "target" and record["role"] != "series":
        changed = re.sub(r"\D", "", said[max(0, front - 3) : len(said) - back + 3])
        if changed and figures(said) <= figures(text):
            yield "the changed number stands in the clause"


def _shut_out_problems(record: Record, clause: Clause) -> Iterator[str]:
    """The clause says of the right one that it is shut out, and names every other option among those let in."""
    rest = re.sub("^下列哪类对象|？$", "", body_of(record["stem"]))
    text = squash(clause.text)
    entitled = {squash(who) for item in clause.entitlements for who in item.who}
    for option in record["options"]:
        if (squash(option + rest) in text) != (option in record["right"]):
            yield f"“{option}{rest}”"
        if option not in record["right"] and squash(option) not in entitled:
            yield f"{option} is not entitled"


def _sources(record: Record) -> list[Record]:
    found = [record, *record["also"]]
    for pair in record["pairs"]:
        found += [pair, *pair["also"]]
    return found


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
