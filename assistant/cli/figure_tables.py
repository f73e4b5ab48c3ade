"""Figures of an evaluation as tables on the screen. Shares are in per cent; the 95 % interval stands under each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.cli.console import print_plain, printable, result_console
from assistant.evaluation.figures import METRICS, RETRIEVAL

if TYPE_CHECKING:
    from rich.table import Table

    from assistant.evaluation.running import Outcome

Figure = dict[str, float] | None
_HEADINGS = {
    "all": "全部",
    "split": "部分",
    "kind": "题类",
    "register": "口气",
    "language": "语言",
}
_NAMES = {
    "eligibility": "资格",
    "deadline": "期限",
    "responsibility": "责任",
    "number": "数字",
    "comparison": "比较",
    "followup": "追问",
    "omitted": "存本略去",
    "absent": "文中没有",
    "false_premise": "前提有误",
    "official": "公文语",
    "everyday": "日常话",
    "sloppy": "潦草",
    "zh": "中文",
    "en": "英文",
    "mixed": "夹杂",
    "program": "本程序",
    "tutorial": "教程做法",
    "embedding": "向量",
    "hybrid": "混合检索",
}
# A cell holds “93–98”; narrower terminals get the columns in two tables.
_CELL, _NAME = 9, 26
_LEGEND = (
    "答对：该说的都说、不该说的没说、该引的条款都引；条款全：该引条款引了多少；引用准：引用中该引的占多少；"
    "引文全：该引的文字引出多少；R@k、MRR：检索；拒答准、拒答全：拒答中该拒的、该拒的里拒了的；误拒：该答而拒；"
    "是非：是非题先答是或否；字数、毫秒为中位数。其余为百分数，下行是 95% 区间。各指标定义见 eval/README.md。"
)


def print_groups(found: dict[str, Any]) -> None:
    """All metrics, over all questions and over each group of them."""
    source = found["origin"]
    print_plain(f"{found['n']} 题；{source['date']}；版本 {source['commit'] or '—'}；模型 {source['model']}")
    console = result_console()
    room = max(3, (console.width - _NAME) // _CELL)
    for first in range(0, len(METRICS), room):
        table = _table("", "题数", *(metric.short for metric in METRICS[first : first + room]))
        for group in found["groups"]:
            cells = (_cell(group["figures"][m.name], m.unit) for m in METRICS[first : first + room])
            table.add_row(_group_name(group), str(group["n"]), *cells)
        console.print(table)
    print_plain(_LEGEND)


def print_retrievers(retrievers: Sequence[dict[str, Any]], ours: str) -> None:
    """Retrieval by system; behind each figure how far the first one is ahead of it."""
    if len(retrievers) < 2:
        return
    table = _table("检索", *(short for _, short, _ in RETRIEVAL), *(f"Δ{short}" for _, short, _ in RETRIEVAL))
    for item in retrievers:
        figures = [_cell(item["figures"].get(name), "%") for name, _, _ in RETRIEVAL]
        behind = [_difference(item["behind"].get(name)) for name, _, _ in RETRIEVAL]
        table.add_row(_NAMES.get(item["name"], item["name"]), *figures, *behind)
    result_console().print(table)
    print_plain(f"Δ：{_NAMES.get(ours, ours)}减该行，同题配对；区间不含 0 才算有别。")


def print_wrong(outcomes: Sequence[Outcome]) -> None:
    """Each wrong answer: the question, what was said, what is wrong with it."""
    for outcome in outcomes:
        if outcome.judgement.right:
            continue
        question = outcome.question
        asked = " → ".join([*question.history, question.question])
        print_plain()
        print_plain(
            f"✗ {question.id}（{_NAMES[question.kind]}）{f'［{question.place}］' if question.place else ''}{asked}"
        )
        print_plain(f"  应：{'、'.join(question.status)}；{'、'.join(fact[0] for fact in question.facts) or '—'}")
        print_plain(f"  答：{outcome.status}；{outcome.said.replace(chr(10), ' ／ ') or '—'}")
        print_plain(f"  错：{'；'.join(outcome.judgement.faults)}")


def print_changes(changes: dict[str, Any], now: dict[str, Any], before: dict[str, Any]) -> None:
    """What got better and worse since earlier results, question by question."""
    texts = {item["id"]: item["question"] for item in now["questions"]}
    was = before["origin"]
    print_plain()
    print_plain(f"与 {was['date']}（版本 {was['commit'] or '—'}）相比，同有 {changes['shared']} 题：")
    for title, ids in (("变好", changes["better"]), ("变差", changes["worse"])):
        print_plain(f"{title} {len(ids)} 题")
        for key in ids:
            print_plain(f"  {key} {texts[key]}")
    table = _table("指标", "变化")
    for metric in METRICS:
        if changes["figures"].get(metric.name):
            table.add_row(metric.short, _difference(changes["figures"][metric.name], metric.unit))
    result_console().print(table)


def _group_name(group: dict[str, Any]) -> str:
    name = _NAMES.get(group["name"], group["name"])
    return _HEADINGS["all"] if group["by"] == "all" else f"{_HEADINGS[group['by']]}：{name}"


def _table(*headings: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for number, heading in enumerate(headings):
        table.add_column(printable(heading), justify="left" if number == 0 else "right", no_wrap=True)
    return table


def _cell(figure: Figure, unit: str) -> str:
    if not figure:
        return "—"
    scale, digits = (100, 1) if unit == "%" else (1, 1 if unit == "ms" else 0)
    value, low, high = (scale * figure[key] for key in ("value", "low", "high"))
    ends = 0 if unit == "%" else digits
    return f"{value:.{digits}f}\n{low:.{ends}f}–{high:.{ends}f}"


def _difference(figure: Figure, unit: str = "%") -> str:
    if not figure:
        return "—"
    scale = 100 if unit == "%" else 1
    value, low, high = (scale * figure[key] for key in ("value", "low", "high"))
    return f"{value:+.1f}\n{low:+.1f}…{high:+.1f}"
