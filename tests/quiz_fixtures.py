"""What the tests of quizzes share: the notices, and papers made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from reading_support import CORPUS, bare_gazetteer, parse

from assistant.gazetteer import Gazetteer, load_gazetteer
from assistant.glossary import Glossary, load_glossary
from assistant.library import find_corpus, read_corpus
from assistant.quiz.flat import quiz_objects
from assistant.quiz.making import make_quiz
from assistant.quiz.records import Quiz
from assistant.records import Notice

# So many questions can be made of the five notices whatever the seed.
LENGTH = 35
# A notice whose every fact is known: two duties under a heading each, a time, a number, a rule for none.
SMALL = """关于做好乡镇卫生院巡诊工作的通知
甲卫发〔2023〕8号

各乡镇卫生院：
现将有关事项通知如下。
一、开展巡诊服务。乡镇卫生院每月到村巡诊一次。村级巡诊覆盖率达到85%以上。（县卫生健康局牵头，县财政局、县民政局配合）
二、落实药品供应。每个村卫生室常用药品不少于60种。（县医疗保障局牵头，县市场监管局配合）
三、做好台账管理。每半年组织一次台账核对。（县人力资源和社会保障局牵头，县教育局配合）
四、强化资金投入。（县发展和改革局牵头，县审计局配合）

甲县卫生健康局
2023年5月6日
"""


@cache
def notices() -> tuple[Notice, ...]:
    """The five notices."""
    return read_corpus(find_corpus(CORPUS))


@cache
def glossary() -> Glossary:
    """The corpus's own."""
    return load_glossary(CORPUS)


@cache
def gazetteer() -> Gazetteer:
    """The places of the program."""
    return load_gazetteer(CORPUS)


@cache
def paper(seed: int, count: int = LENGTH) -> Quiz:
    """A paper over the five notices."""
    return make_quiz(notices(), glossary(), gazetteer(), count=count, seed=seed)


@cache
def full_paper(seed: int) -> Quiz:
    """As :func:`paper`, with a question of the kind that only a paper on one place has: tasks matched with sections."""
    of_place = make_quiz(notices(), glossary(), gazetteer(), place="陕西", kinds=["matching"], count=1, seed=seed)
    general = paper(seed)
    questions = (*general.questions, *of_place.questions)
    return replace(general, questions=tuple(replace(q, n=n) for n, q in enumerate(questions, start=1)))


def records(quiz: Quiz) -> list[dict[str, Any]]:
    """The flat records of a paper."""
    return quiz_objects(quiz)


def small_quiz(text: str = SMALL, **order: Any) -> Quiz:
    """A paper over one small notice and nothing else."""
    return make_quiz((small(text),), Glossary(), bare_gazetteer(), **{"count": 50, **order})


def small(text: str = SMALL) -> Notice:
    """The small notice as read."""
    return parse(text, "jia-2023")


def stems(quiz: Quiz, kinds: Sequence[str] = ()) -> list[str]:
    """The stems of a paper, of some kinds only where named."""
    return [question.stem for question in quiz.questions if not kinds or question.kind in kinds]
