"""What the checker of quizzes asks of a paper as a whole: nothing asked twice, nothing told elsewhere, no pattern."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from quiz_words import BLANK, Record, body_of, cloze_in, days, figure, figures, longest_run, squash

_MOST_SAME_ANSWER, _QUESTIONS_AN_ANSWER = 2, 25
_LONGEST_RUN = 3
_MOST_OF_SENTENCE, _LONG_PAPER = 2, 37


def repeated(records: Sequence[Record], *, on_topic: bool = False) -> Iterator[str]:
    """Facts, stems or sentences asked twice, one answer more than twice on a paper of sixty.

    :param on_topic: on a topic of which there is little, two things of one sentence may be asked.
    """
    keys = [key for record in records for key in record["keys"]]
    yield from (f"asked twice: {key}" for key in sorted({key for key in keys if keys.count(key) > 1}))
    single = [record for record in records if record["kind"] != "matching"]
    for what, marks in (
        ("stem", [squash(record["stem"]) for record in single]),
        ("sentence", [f"{record['clause_id']} {record['start']}" for record in single if not on_topic]),
    ):
        yield from (f"one {what} twice: {mark}" for mark, count in Counter(marks).items() if count > 1)
    if on_topic:
        return
    most = max(_MOST_SAME_ANSWER, len(records) // _QUESTIONS_AN_ANSWER)
    answers = Counter(_answer(record) for record in records if record["kind"] in ("single", "fill_in"))
    yield from (f"{answer} is the answer {count} times" for answer, count in answers.items() if count > most)


def _answer(record: Record) -> str:
    right = record["right"][0]
    return str(days(right) or squash(right))


def told(records: Sequence[Record]) -> Iterator[str]:
    """Stems that say the answer of another question on the same clause."""
    for record in records:
        if record["kind"] not in ("single", "fill_in", "multiple") or record["fact"] == "particular":
            continue
        for other in records:
            if other is record or other["clause_id"] != record["clause_id"] or other["kind"] == "matching":
                continue
            number = figure(record["right"][0])
            if record["fact"] == "target" and number is not None and number in figures(body_of(other["stem"])):
                yield f"question {other['n']} says the number of {record['n']}"
            shown = squash(body_of(other["stem"]))
            cut = squash(cloze_in(record["stem"]).replace(BLANK, "\0")).split("\0")
            whole = [cut[0][-8:] + squash(answer) + "".join(cut[1:])[:4] for answer in record["right"]]
            if len(cut) == 2 and any(words in shown for words in whole):
                yield f"question {other['n']} says the answer of {record['n']}"


def told_elsewhere(records: Sequence[Record]) -> Iterator[str]:
    """Stems, of whatever notice, that say another question's figure before the same words, or, on one policy, stems
    and options that show two things of another question's list."""
    for record in records:
        before, _, after = cloze_in(record["stem"]).partition(BLANK)
        rest = squash(after)[:3]
        is_figure = record["fact"] == "target" and record["kind"] in ("single", "fill_in") and len(rest) == 3
        is_list = record["kind"] == "multiple" and record["fact"] in ("list", "entitlement")
        for other in records:
            if other is record or other["kind"] == "matching":
                continue
            stem = squash(re.sub("《[^《》]*》", "", other["stem"]))  # with the heading that it names
            if is_figure and rest[0] != "%" and squash(record["right"][0]) + rest in stem:
                yield f"question {other['n']} says the number of {record['n']}"
            if is_list and longest_run(squash(before + after), stem) >= 6:
                options = other["options"] if other["fact"] in ("list", "entitlement") else []
                shown = [a for a in record["right"] if squash(a) in stem + squash("".join(options))]
                if len(shown) > 1:
                    yield f"question {other['n']} shows {shown} of {record['n']}"


def answered_elsewhere(records: Sequence[Record]) -> Iterator[str]:
    """Answers that another question shows in other words, or has for its own: a way of paying anywhere, a hundred per
    cent twice or where every one has the thing, a wrong option of one list that is right in another."""
    pairs = [(record, other) for record in records for other in records if other is not record]
    for record, other in pairs:
        right, shown = record["right"], squash(re.sub("《[^《》]*》", "", other["stem"]))
        where = f"question {other['n']} answers {record['n']}"
        if {record["kind"], other["kind"]} == {"multiple"} and {record["fact"], other["fact"]} == {"list"}:
            wrong = {squash(option) for option in other["options"]} - {squash(answer) for answer in other["right"]}
            yield from (f"{where}: {answer}" for answer in right if squash(answer) in wrong)
        if record["kind"] not in ("single", "fill_in") or record["fact"] == "duty":
            continue
        before, _, after = cloze_in(record["stem"]).partition(BLANK)
        if right[0].endswith("付费") and right[0].removesuffix("付费") in shown:
            yield f"{where}: {right[0]}"
        if record["role"] == "rank" and squash(right[0]) + squash(after)[:2] in shown and after:
            yield f"{where}: {right[0]}"
        if right[0] == "100" and after.startswith("%"):
            is_of_all = "每个" in other["stem"] and longest_run(squash(before), shown) >= 4
            if is_of_all or other["right"][0] == "100" or "100%" in other["stem"]:
                yield f"{where}: 100%"
        is_blank = other["kind"] in ("single", "fill_in") and other["right"][0] == right[0]
        if is_blank and longest_run(_around_blank(record), _around_blank(other)) >= 4:
            yield f"{where}: {right[0]} of the like thing"


def _around_blank(record: Record) -> str:
    parts = re.split("[，。；：]", cloze_in(record["stem"]))
    return squash(next((part for part in parts if BLANK in part), parts[0]).replace(BLANK, ""))


def leaning(records: Sequence[Record]) -> Iterator[str]:
    """False figures go up as often as down, within one."""
    ways = Counter(way for record in records if (way := _way(record)))
    if abs(ways["up"] - ways["down"]) > 1:
        yield f"false figures: {dict(ways)}"


def _way(record: Record) -> str | None:
    """Whether a false figure is more than the right one, which the key says first."""
    if record["answer"] != "错误" or record["role"] != "number":
        return None
    right = re.match(r"应为“([\d.]+)", record["explanation"])
    said, quoted = figures(body_of(record["stem"])), figures(record["quote"])
    changed = said - quoted
    if right is None or len(changed) != 1:
        return None
    return "up" if changed.pop() > float(right[1]) else "down"


def internal(records: Sequence[Record]) -> Iterator[str]:
    """Sections of an office as answers."""
    for record in records:
        names = record["right"] if record["kind"] != "true_false" else [body_of(record["stem"]).rpartition("由")[2]]
        if record["fact"] == "duty" and any(re.search("[处科股](?:牵头|负责)?。?$", name) for name in names):
            yield f"question {record['n']} asks for a section: {names}"


def crowded(records: Sequence[Record], texts: Mapping[str, str]) -> Iterator[str]:
    """More than two questions (three on a long paper) on one sentence with all its brackets; names to be written.

    :param texts: of each notice, by its id.
    """
    single = [record for record in records if record["kind"] != "matching"]
    begins = Counter((r["clause_id"], texts[r["notice"]].rfind("。", 0, r["start"])) for r in single)
    most = _MOST_OF_SENTENCE + (len(records) >= _LONG_PAPER)
    yield from (f"{count} questions on one sentence of {mark[0]}" for mark, count in begins.items() if count > most)
    names = [r["n"] for r in single if r["kind"] == "fill_in" and (r["fact"] == "duty" or r["role"] == "group")]
    yield from (f"question {number} asks for a name to be written" for number in names)


def patterned(records: Sequence[Record]) -> Iterator[str]:
    """Places of right answers, and true and false, are balanced; the right option is not always the longest."""
    singles = [record for record in records if record["kind"] == "single"]
    if len(singles) >= 10:
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
    runs = [list(run) for _, run in groupby(judged)]
    yield from (f"{len(run)} statements in a row are {run[0]}" for run in runs if len(run) > _LONGEST_RUN)
