"""Has anything become worse than what was committed? The rule that the tests hold the program to. Pure."""

from __future__ import annotations

from assistant.evaluation.figures import METRICS, Metric
from assistant.evaluation.results import JsonObject, compare


def regressions(now: JsonObject, committed: JsonObject) -> list[str]:
    """One line for each metric that fell by more than chance allows; none where all is well.

    Both runs are compared on the questions that both asked. A metric fell where the 95 % interval of its paired change
    lies wholly on the wrong side of zero: a change that draws of other questions would as well have turned round is let
    pass. Length and time are not held: they are measured, but no fault.
    """
    changes = compare(now, committed).changes
    found = []
    for metric in METRICS:
        change = changes.get(metric.name)
        if change and _is_worse(metric, change.low, change.high):
            found.append(
                f"{metric.name}: {100 * change.value:+.1f} points "
                f"({100 * change.low:+.1f} to {100 * change.high:+.1f}, n={change.n})"
            )
    return found


def _is_worse(metric: Metric, low: float, high: float) -> bool:
    if metric.higher_is_better is None:
        return False
    return high < 0 if metric.higher_is_better else low > 0
