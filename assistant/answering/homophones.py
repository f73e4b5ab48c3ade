"""Words typed with characters that sound alike (申青 for 申请, 论椅 for 轮椅), read as the notices write them.

People type by sound, and pick the wrong character. What no dictionary knows and no notice says, and sounds exactly like
one word that the notices do say, is that word. Tones are left out, as on a keyboard. A word that is one in its own
right (权利) is never taken for another (权力), whatever the notices say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.syllables import sounding_like

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LONGEST = 4  # characters; words of the dictionary are seldom longer
# Who types so much that no dictionary knows has not slipped: it is another language, or noise.
_MOST_ODD = 40
# Characters that may be wrong: one in a short word, since two together sound like many other things.
_MOST_WRONG = {2: 1, 3: 1, 4: 2}
# Words of one character that stand by themselves in any sentence: they are no half of a word typed wrongly.
_ALONE = frozenset(
    "的了吗呢吧啊呀嘛么是在有和与及或我你他她它咱俺这那哪谁啥几多少不没都也还就才又再很太更最只要会能可得着过给把被让"
    "对向从到为以于则而且若因故个位名人家户好先完起年月日天号岁元块钱万千百十一二三四五六七八九零两看问说想做办管交报用去来"
)

Cut = Callable[[str], list[str]]
FindAll = Callable[[re.Pattern[str]], set[str]]
Spans = Sequence[tuple[int, int]]


def find_homophones(text: str, cut: Cut, find_all: FindAll, known: Callable[[], Spans]) -> list[tuple[int, int, str]]:
    """(start, end, word) for what is typed in ``text`` in place of a ``word`` of the notices, in order.

    :param cut: a run of Chinese → its words; characters that are in no word of the dictionary stand alone.
    :param find_all: all that the notices say in the shape of a pattern.
    :param known: the spans of ``text`` that are understood as they stand (asked for only where it matters).
    """
    slips: list[tuple[int, int, str]] = []
    odd = [window for run in _RUN.finditer(text) for window in _odd_windows(run, cut)]
    for start, end, typed in odd if len(odd) <= _MOST_ODD else ():
        alike = find_all(_sounding_like(typed))
        words = {word for word in alike if _is_slip(typed, word) and cut(word) == [word]}
        if typed not in alike and len(words) == 1:
            slips.append((start, end, words.pop()))
    taken = list(known()) if slips else []
    found: list[tuple[int, int, str]] = []
    for start, end, word in sorted(slips, key=lambda slip: (slip[0] - slip[1], slip[0])):  # the longest first
        if all(end <= other_start or other_end <= start for other_start, other_end in taken):
            found.append((start, end, word))
            taken.append((start, end))
    return sorted(found)


def replace_homophones(text: str, found: Sequence[tuple[int, int, str]]) -> str:
    """``text`` with the words ``found`` in place of what was typed."""
    for start, end, word in reversed(found):
        text = text[:start] + word + text[end:]
    return text


def _odd_windows(run: re.Match[str], cut: Cut) -> Iterator[tuple[int, int, str]]:
    """Neighbouring pieces that make no word of the dictionary together, one of them a character left alone."""
    pieces = cut(run[0])
    start = run.start()
    for first in range(len(pieces)):
        window = pieces[first : first + 1]
        for piece in pieces[first + 1 : first + _LONGEST]:
            window.append(piece)
            typed = "".join(window)
            left_alone = [piece for piece in window if len(piece) == 1]
            if len(typed) > _LONGEST:
                break
            if left_alone and not _ALONE.intersection(left_alone):
                yield start, start + len(typed), typed
        start += len(pieces[first])


def _sounding_like(typed: str) -> re.Pattern[str]:
    """What sounds like ``typed``, wherever it begins (looked ahead for, so that no two hide each other)."""
    return re.compile(f"(?=({''.join(f'[{sounding_like(char)}]' for char in typed)}))")


def _is_slip(typed: str, word: str) -> bool:
    """Whether ``word`` differs from what was typed in no more characters than may be wrong."""
    return sum(a != b for a, b in zip(typed, word, strict=True)) <= _MOST_WRONG[len(typed)]
