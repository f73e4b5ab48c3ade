"""``python -m assistant.training.importance --data FOLDER``: how much each common word tells about a topic.

Someone who asks for help tells a story (“我爸是村里的低保户，让三轮车给撞了”), and most of its words say nothing of the
policy that is asked for. Which ones these are can be read off two counts: words that are common in Chinese at large
(jieba's dictionary) and rare in official texts (statutes, regulations, policy documents) belong to stories. A word's
importance is its log ratio, official over general, laid on 0 to 1; words that the dictionary has seldom or not are left
out and count in full, for they may be the very thing that is asked (起付线).
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import jieba

TARGET = Path(__file__).resolve().parents[1] / "data" / "importance.txt"
_FILES = ("law_articles.jsonl.xz", "policy_documents.jsonl.xz")
# Rarer words of the dictionary are left out: their counts tell little, and many are terms of a trade.
_LEAST_COUNT = 100
# The log ratio at which a word tells nothing, and how much more makes it tell all. Family words, pronouns and talk lie
# below -4, words of official texts above 0.
_NOTHING_AT, _SPREAD = -4.0, 4.0
_HEAD = """\
# How much a word tells about a topic, in tenths; words not listed count in full. Common in Chinese (the dictionary of
# jieba 0.42.1, MIT) but rare in official texts: made by python -m assistant.training.importance; see README.md beside.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Count, weigh, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with law_articles.jsonl.xz and others")
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args(arguments)
    jieba.initialize()
    general = {word: count for word, count in jieba.dt.FREQ.items() if count}
    official = Counter(word for text in _texts(options.data) for word in jieba.cut(text, HMM=False))
    options.out.write_text(_HEAD + _as_lines(importance_of(general, official)), encoding="utf-8")
    return 0


def importance_of(general: dict[str, int], official: Counter[str]) -> dict[str, int]:
    """Importance in tenths (0 to 9) of every Chinese word of two and more characters that tells less than all.

    ``general`` and ``official``: how often each word stands in the two kinds of text.
    """
    all_general, all_official = sum(general.values()), sum(official.values())
    found: dict[str, int] = {}
    for word, count in general.items():
        if count < _LEAST_COUNT or len(word) < 2 or not all("\u4e00" <= char <= "\u9fff" for char in word):
            continue
        ratio = math.log((official[word] + 0.5) / all_official) - math.log((count + 2) / all_general)
        tenths = round(10 * max(0.0, (ratio - _NOTHING_AT) / _SPREAD))
        if tenths < 10:
            found[word] = tenths
    return found


def _texts(folder: Path) -> Iterator[str]:
    for name in _FILES:
        with lzma.open(folder / name, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


def _as_lines(importance: dict[str, int]) -> str:
    rows = ((tenths, sorted(word for word, t in importance.items() if t == tenths)) for tenths in range(10))
    return "".join(f"{tenths} {' '.join(words)}\n" for tenths, words in rows if words)


if __name__ == "__main__":
    raise SystemExit(main())
