"""What the answers of a reflection come to: whole numbers, no luck, no type.

``docs/assets/quiz.js`` does the same in the browser, from the same plan; the
tests hold the two together. There is no division and no fraction anywhere, so
the two cannot drift apart by rounding.

A *plan* is what the page's script gets too, plain lists and words::

    {"kind": "dimensions", "low": 0, "high": 4, "fewest": 3, "percent": 75,
     "dimensions": [{"id": "reach", "cuts": [34, 67], "items": [["r1", false], ...]}],
     "lead": {"of": ["reach", "step"], "floor": 34, "margin": 2} or null,
     "skip": [{"when": [["live", ["apart"]]], "hide": ["s2"]}]}

    {"kind": "checklist", "settled": "0", "items": ["k1", ...], "skip": [...]}

*Answers* map a question's id to its answer: a number in a scored question, the
answer's id in any other. A question that is missing was not answered.
"""

from __future__ import annotations

from collections import Counter
from itertools import product


def score(plan: dict, answers: dict) -> dict:
    """What a sheet of answers comes to.

    Returns:
        For dimensions: ``bars``, one for each dimension with ``points``,
        ``possible``, ``answered``, ``asked`` and ``bands`` (none when there
        are too few answers, two when one point would cross a line); ``lead``
        with its ``outcome`` (one, even, mixed, quiet, unclear) and ``which``
        dimensions; and ``same``, whether every answer is the same although
        some questions are counted the other way round.

        For a checklist: ``take``, the points to ask about, and ``outcome``
        (some, clear, blank).
    """
    hidden = hidden_items(plan, answers)
    if plan["kind"] == "checklist":
        return _score_list(plan, answers, hidden)
    bars = [_score_bar(plan, dimension, answers, hidden) for dimension in plan["dimensions"]]
    items = [
        (i, reverse)
        for dimension in plan["dimensions"]
        for i, reverse in dimension["items"]
        if i not in hidden
    ]
    given = [answers.get(i) for i, _ in items]
    same = (
        any(reverse for _, reverse in items)
        and given[0] is not None
        and all(value == given[0] for value in given)
    )
    return {"bars": bars, "lead": lead(plan, bars) if plan["lead"] else None, "same": same}


def hidden_items(plan: dict, answers: dict) -> set[str]:
    """The questions that these answers take out; what was answered there counts for nothing."""
    return {
        i
        for rule in plan["skip"]
        if all(answers.get(asked) in values for asked, values in rule["when"])
        for i in rule["hide"]
    }


def _score_bar(plan, dimension, answers, hidden):
    span = plan["high"] - plan["low"]
    asked = [(i, reverse) for i, reverse in dimension["items"] if i not in hidden]
    keyed = [
        plan["high"] - answers[i] if reverse else answers[i] - plan["low"]
        for i, reverse in asked
        if answers.get(i) is not None
    ]
    points, possible = sum(keyed), len(keyed) * span
    enough = len(keyed) >= fewest_answers(plan, len(asked))
    return {
        "id": dimension["id"],
        "points": points,
        "possible": possible,
        "answered": len(keyed),
        "asked": len(asked),
        "bands": bands(dimension["cuts"], points, possible) if enough else [],
    }


def fewest_answers(plan: dict, asked: int) -> int:
    """How many answers a bar of ``asked`` questions needs before it says anything."""
    return max(plan["fewest"], -(-plan["percent"] * asked // 100))


def band(cuts: list[int], points: int, possible: int) -> int:
    """The band of a total: how many of the lines it has reached."""
    return sum(100 * points >= cut * possible for cut in cuts)


def bands(cuts: list[int], points: int, possible: int) -> list[int]:
    """The bands whose texts to read: one, or both beside a line that one point would cross."""
    return list(range(band(cuts, points - 1, possible), band(cuts, points + 1, possible) + 1))


def lead(plan: dict, bars: list[dict]) -> dict:
    """Whether one of the compared bars stands out.

    Bars are compared by their share of the points that were possible. Two
    bars are close when, scaled up to all questions answered, they are at most
    ``margin`` points apart.
    """
    rule = plan["lead"]
    of = [bar for bar in bars if bar["id"] in rule["of"]]
    if not all(bar["bands"] for bar in of):
        return {"outcome": "unclear", "which": []}
    top = of[0]
    for bar in of[1:]:
        if bar["points"] * top["possible"] > top["points"] * bar["possible"]:
            top = bar
    if 100 * top["points"] < rule["floor"] * top["possible"]:
        return {"outcome": "quiet", "which": []}
    full = full_points(plan)
    close = [
        bar["id"]
        for bar in of
        if (top["points"] * bar["possible"] - bar["points"] * top["possible"]) * full
        <= rule["margin"] * top["possible"] * bar["possible"]
    ]
    outcome = "one" if len(close) == 1 else "even" if len(close) == len(of) else "mixed"
    return {"outcome": outcome, "which": close}


def full_points(plan: dict) -> int:
    """The most points of the shortest compared bar when every question is answered."""
    sizes = [
        len(dimension["items"])
        for dimension in plan["dimensions"]
        if dimension["id"] in plan["lead"]["of"]
    ]
    return min(sizes) * (plan["high"] - plan["low"])


def _score_list(plan, answers, hidden):
    asked = [i for i in plan["items"] if i not in hidden]
    take = [i for i in asked if answers.get(i) not in (None, plan["settled"])]
    clear = all(answers.get(i) == plan["settled"] for i in asked)
    return {"take": take, "outcome": "some" if take else "clear" if clear else "blank"}


def ranges(cuts: list[int], possible: int) -> list[tuple[int, int]]:
    """The totals of each band, as they stand on the hand sheet."""
    starts = [0, *(-(-cut * possible // 100) for cut in cuts), possible + 1]
    return [(low, high - 1) for low, high in zip(starts, starts[1:], strict=False)]


def near_totals(cuts: list[int], possible: int) -> list[int]:
    """The totals that one point would carry across a line."""
    return [points for points in range(possible + 1) if len(bands(cuts, points, possible)) > 1]


def shares(plan: dict) -> dict[str, dict[str, float]]:
    """How often each outcome comes up over all sheets with every question answered.

    It says what the arithmetic can reach and how evenly, not how people
    answer.

    Returns:
        For each dimension the share of each band (``reach``: ``{"1": ...}``),
        and under ``lead`` the share of each outcome.
    """
    span = plan["high"] - plan["low"]
    spread = {}
    for dimension in plan["dimensions"]:
        ways = Counter({0: 1})
        for _ in dimension["items"]:
            ways = _add_question(ways, span)
        spread[dimension["id"]] = ways
    found = {}
    for dimension in plan["dimensions"]:
        possible = len(dimension["items"]) * span
        count: Counter[str] = Counter()
        for points, some in spread[dimension["id"]].items():
            count[str(band(dimension["cuts"], points, possible) + 1)] += some
        found[dimension["id"]] = _as_shares(count)
    if plan["lead"]:
        of = [
            dimension for dimension in plan["dimensions"] if dimension["id"] in plan["lead"]["of"]
        ]
        leads: Counter[str] = Counter()
        for totals in product(*(spread[dimension["id"]].items() for dimension in of)):
            bars = [
                {
                    "id": dimension["id"],
                    "points": points,
                    "possible": len(dimension["items"]) * span,
                    "bands": [0],
                }
                for dimension, (points, _) in zip(of, totals, strict=False)
            ]
            result = lead(plan, bars)
            together = 1
            for _, some in totals:
                together *= some
            leads[result["which"][0] if result["outcome"] == "one" else result["outcome"]] += (
                together
            )
        found["lead"] = _as_shares(leads)
    return found


def _add_question(ways: Counter[int], span: int) -> Counter[int]:
    more: Counter[int] = Counter()
    for points, some in ways.items():
        for value in range(span + 1):
            more[points + value] += some
    return more


def _as_shares(count: Counter[str]) -> dict[str, float]:
    total = sum(count.values())
    return {name: some / total for name, some in sorted(count.items())}
