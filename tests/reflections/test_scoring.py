"""What answers come to: the promises of the scoring, and the browser's script held to them."""

import json
import random
from collections.abc import Iterable
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from not_none import not_none

from hooks.guide import load_guide
from hooks.reflections.scoring import (
    band,
    bands,
    fewest_answers,
    lead,
    near_totals,
    ranges,
    score,
    shares,
)

ROOT = Path(__file__).resolve().parents[2]
GUIDE = load_guide(ROOT)
SCORED = [
    name
    for name, reflection in GUIDE.reflections.items()
    if reflection.definition.kind == "dimensions"
]

RANDOM_SHEETS = 12_000
"""Random quizzes with a sheet of answers each, scored in Python and in the browser."""

# Names that a careless script would find on an object, or in a form.
IDS = [
    "r1",
    "constructor",
    "__proto__",
    "toString",
    "valueOf",
    "length",
    "name",
    "action",
    "hasOwnProperty",
    "x",
]


@st.composite
def plans(draw, skip=True):
    """A plan with 1 to 5 dimensions, as loose as the engine may ever meet one."""
    low = draw(st.integers(-3, 2))
    high = low + draw(st.integers(1, 6))
    dimensions, number = [], 0
    for n in range(draw(st.integers(1, 5))):
        size = draw(st.integers(1, 9))
        items = [[f"q{number + k}", draw(st.booleans())] for k in range(size)]
        number += size
        cuts = sorted(draw(st.sets(st.integers(1, 99), min_size=1, max_size=4)))
        dimensions.append({"id": f"d{n}", "cuts": cuts, "items": items})
    names = [dimension["id"] for dimension in dimensions]
    rule = None
    if len(names) > 1 and draw(st.booleans()):
        of = draw(st.lists(st.sampled_from(names), min_size=2, unique=True))
        rule = {"of": of, "floor": draw(st.integers(0, 60)), "margin": draw(st.integers(1, 4))}
    rules = []
    if skip and draw(st.booleans()):
        hide = draw(
            st.lists(st.sampled_from([f"q{k}" for k in range(number)]), min_size=1, unique=True)
        )
        rules = [{"when": [["live", ["apart"]]], "hide": hide}]
    return {
        "kind": "dimensions",
        "low": low,
        "high": high,
        "fewest": 3,
        "percent": 75,
        "dimensions": dimensions,
        "lead": rule,
        "skip": rules,
    }


@st.composite
def sheets(draw, skip=True, complete=False):
    """A plan and answers to it."""
    plan = draw(plans(skip))
    value = st.integers(plan["low"], plan["high"])
    answers = {}
    for dimension in plan["dimensions"]:
        for item, _ in dimension["items"]:
            if complete or draw(st.integers(0, 4)):
                answers[item] = draw(value)
    if draw(st.booleans()):
        answers["live"] = draw(st.sampled_from(["apart", "shared"]))
    return plan, answers


def items_of(plan):
    return [
        (item, reverse) for dimension in plan["dimensions"] for item, reverse in dimension["items"]
    ]


many = settings(max_examples=200, deadline=None)


@many
@given(sheets(), st.randoms(use_true_random=False))
def test_order_of_questions_and_answers_does_not_matter(sheet, shuffler):
    plan, answers = sheet
    mixed = json.loads(json.dumps(plan))
    for dimension in mixed["dimensions"]:
        shuffler.shuffle(dimension["items"])
    pairs = list(answers.items())
    shuffler.shuffle(pairs)
    assert score(mixed, dict(pairs)) == score(plan, answers)


@many
@given(sheets(skip=False), st.data())
def test_a_higher_answer_never_lowers_a_bar_and_a_reversed_one_never_raises_it(sheet, data):
    plan, answers = sheet
    raisable = [
        (item, reverse)
        for item, reverse in items_of(plan)
        if answers.get(item, plan["high"]) < plan["high"]
    ]
    if not raisable:
        return
    item, reverse = data.draw(st.sampled_from(raisable))
    before, after = score(plan, answers), score(plan, {**answers, item: answers[item] + 1})
    for one, two in zip(before["bars"], after["bars"], strict=False):
        low, high = (two, one) if reverse else (one, two)
        assert low["points"] <= high["points"]
        assert low["bands"] <= high["bands"]


@many
@given(sheets())
def test_a_mirrored_quiz_with_mirrored_answers_says_the_same(sheet):
    plan, answers = sheet
    mirror = json.loads(json.dumps(plan))
    for dimension in mirror["dimensions"]:
        dimension["items"] = [[item, not reverse] for item, reverse in dimension["items"]]
    flipped = {
        item: value if isinstance(value, str) else plan["low"] + plan["high"] - value
        for item, value in answers.items()
    }
    one, two = score(plan, answers), score(mirror, flipped)
    assert (one["bars"], one["lead"]) == (two["bars"], two["lead"])


@many
@given(sheets(), st.integers(-5, 5))
def test_a_scale_that_starts_elsewhere_says_the_same(sheet, shift):
    plan, answers = sheet
    moved = {**plan, "low": plan["low"] + shift, "high": plan["high"] + shift}
    assert score(
        moved,
        {
            item: value if isinstance(value, str) else value + shift
            for item, value in answers.items()
        },
    ) == score(plan, answers)


@many
@given(sheets())
def test_points_lie_between_nothing_and_everything(sheet):
    plan, answers = sheet
    for bar in score(plan, answers)["bars"]:
        assert 0 <= bar["points"] <= bar["possible"]


@many
@given(plans(skip=False), st.booleans())
def test_the_extremes_reach_the_first_and_the_last_band(plan, top):
    answers = {
        item: plan["high"] if top != reverse else plan["low"] for item, reverse in items_of(plan)
    }
    for bar, dimension in zip(score(plan, answers)["bars"], plan["dimensions"], strict=False):
        if bar["bands"]:
            assert bar["bands"][-1 if top else 0] == (len(dimension["cuts"]) if top else 0)


@many
@given(sheets())
def test_enough_answers_give_one_band_with_its_neighbors_and_too_few_give_none(sheet):
    plan, answers = sheet
    for bar, dimension in zip(score(plan, answers)["bars"], plan["dimensions"], strict=False):
        enough = bar["answered"] >= 3 and 100 * bar["answered"] >= 75 * bar["asked"]
        assert bool(bar["bands"]) == enough
        if enough:
            share = Fraction(100 * bar["points"], bar["possible"])
            assert sum(share >= cut for cut in dimension["cuts"]) in bar["bands"]
            assert bar["bands"] == list(range(bar["bands"][0], bar["bands"][-1] + 1))


@many
@given(sheets(skip=False))
def test_an_unanswered_question_is_as_if_it_were_not_there(sheet):
    plan, answers = sheet
    without = json.loads(json.dumps(plan))
    for dimension in without["dimensions"]:
        dimension["items"] = [pair for pair in dimension["items"] if pair[0] in answers]
    for one, two in zip(
        score(plan, answers)["bars"],
        score({**without, "lead": None}, answers)["bars"],
        strict=False,
    ):
        assert (one["points"], one["possible"]) == (two["points"], two["possible"])
        if one["bands"]:
            assert one["bands"] == two["bands"]


@many
@given(sheets(), st.data())
def test_what_was_answered_in_a_hidden_question_never_matters(sheet, data):
    plan, answers = sheet
    hidden = {item for rule in plan["skip"] for item in rule["hide"]}
    answers = {**answers, "live": "apart"}
    other = {
        **answers,
        **{item: data.draw(st.integers(plan["low"], plan["high"])) for item in sorted(hidden)},
    }
    assert score(plan, other) == score(
        plan, {item: value for item, value in answers.items() if item not in hidden}
    )


@many
@given(sheets(), st.text(max_size=5))
def test_answers_to_unscored_questions_never_change_a_bar(sheet, words):
    plan, answers = sheet
    assert score(plan, {**answers, "unscored": words}) == score(plan, answers)


@many
@given(sheets())
def test_what_stands_out_holds_the_top_and_grows_with_the_margin(sheet):
    plan, answers = sheet
    if not plan["lead"]:
        return
    found = []
    for margin in range(1, 9):
        result = score({**plan, "lead": {**plan["lead"], "margin": margin}}, answers)
        if result["lead"]["outcome"] in ("unclear", "quiet"):
            return
        found.append(set(result["lead"]["which"]))
    bars = [bar for bar in result["bars"] if bar["id"] in plan["lead"]["of"]]
    top = max(Fraction(bar["points"], bar["possible"]) for bar in bars)
    assert any(
        bar["id"] in found[0] for bar in bars if Fraction(bar["points"], bar["possible"]) == top
    )
    assert all(small <= large for small, large in zip(found, found[1:], strict=False))


@many
@given(sheets(skip=False))
def test_asking_everything_twice_keeps_the_band(sheet):
    plan, answers = sheet
    double = json.loads(json.dumps(plan))
    for dimension in double["dimensions"]:
        dimension["items"] += [[f"{item}again", reverse] for item, reverse in dimension["items"]]
    twice = {**answers, **{f"{item}again": value for item, value in answers.items()}}
    for one, two, dimension in zip(
        score(plan, answers)["bars"], score(double, twice)["bars"], plan["dimensions"], strict=False
    ):
        assert band(dimension["cuts"], one["points"], one["possible"]) == band(
            dimension["cuts"], two["points"], two["possible"]
        )


@many
@given(sheets())
def test_the_lead_is_unclear_exactly_when_a_compared_bar_has_too_few_answers(sheet):
    plan, answers = sheet
    if plan["lead"]:
        result = score(plan, answers)
        few = any(not bar["bands"] for bar in result["bars"] if bar["id"] in plan["lead"]["of"])
        assert (result["lead"]["outcome"] == "unclear") == few


# The sheet to work it out by hand


@many
@given(st.sets(st.integers(1, 99), min_size=1, max_size=4).map(sorted), st.integers(1, 60))
def test_the_ranges_on_paper_are_the_bands_of_the_engine(cuts, possible):
    for points in range(possible + 1):
        own = [
            number
            for number, (low, high) in enumerate(ranges(cuts, possible))
            if low <= points <= high
        ]
        assert own == [band(cuts, points, possible)]
        assert (points in near_totals(cuts, possible)) == (len(bands(cuts, points, possible)) > 1)


@pytest.mark.parametrize("name", SCORED)
def test_every_total_on_the_printed_sheet_says_what_the_engine_says(name):
    """Every bar, every number of answers that is enough, every total: read off the
    sheet's own words.
    """
    reflection = GUIDE.reflections[name]
    span = reflection.plan["high"]
    seen = set()
    for table in reflection.tables:
        for dimension_name in table["dimensions"]:
            dimension = reflection.definition.dimensions[dimension_name]
            for column, count in enumerate(table["counts"]):
                for points in range(count * span + 1):
                    said = [
                        number
                        for number, (_, cells) in enumerate(table["rows"])
                        if int(cells[column].split(" to ")[0])
                        <= points
                        <= int(cells[column].split(" to ")[1])
                    ]
                    assert said == [band(dimension.cuts, points, count * span)]
                seen.add((dimension_name, count))
    asked = {
        dimension["id"]: len(dimension["items"]) for dimension in reflection.plan["dimensions"]
    }
    assert seen == {
        (i, count)
        for i, size in asked.items()
        for count in range(fewest_answers(reflection.plan, size), size + 1)
    }


@pytest.mark.parametrize("name", [name for name in SCORED if GUIDE.reflections[name].plan["lead"]])
def test_the_rule_on_paper_for_what_stands_out_is_the_engine_s(name):
    """The sheet's steps, done with fractions as a person would, over all totals and
    gaps of three bars.
    """
    reflection = GUIDE.reflections[name]
    plan, rule = reflection.plan, not_none(reflection.definition.lead)
    span, full = plan["high"], len(plan["dimensions"][0]["items"])
    counts = range(fewest_answers(plan, full), full + 1)
    states = [(points, count) for count in counts for points in range(count * span + 1)]
    bars_of = {i: None for i in rule.of}
    rng = random.Random(7)
    chosen: Iterable[tuple[tuple[int, int], ...]] = product(states, repeat=len(rule.of))
    if len(states) ** len(rule.of) > 100_000:
        chosen = (tuple(rng.choice(states) for _ in rule.of) for _ in range(20_000))
    for combination in chosen:
        bars = [
            {"id": i, "points": points, "possible": count * span, "bands": [0]}
            for i, (points, count) in zip(bars_of, combination, strict=False)
        ]
        below = all(points < -(-rule.floor * count * span // 100) for points, count in combination)
        totals = [Fraction(points * full, count) for points, count in combination]
        close = [
            i
            for i, total in zip(bars_of, totals, strict=False)
            if max(totals) - total <= rule.margin_steps
        ]
        outcome = (
            "quiet"
            if below
            else "one"
            if len(close) == 1
            else "even"
            if len(close) == len(totals)
            else "mixed"
        )
        assert lead(plan, bars) == {"outcome": outcome, "which": [] if below else close}


@pytest.mark.parametrize("name", [name for name in SCORED if GUIDE.reflections[name].plan["lead"]])
def test_the_exact_margin_is_the_rounded_one_for_the_guide_s_own_reflections(name):
    """A margin in whole percent, rounded up, would say the same for every pair of totals."""
    plan = GUIDE.reflections[name].plan
    span, full = plan["high"], len(plan["dimensions"][0]["items"])
    whole = -(-100 * plan["lead"]["margin"] // (full * span))
    states = [
        (points, count * span) for count in (full - 1, full) for points in range(count * span + 1)
    ]
    for (p, q), (r, s) in product(states, repeat=2):
        if p * s >= r * q:
            assert ((p * s - r * q) * full * span <= plan["lead"]["margin"] * q * s) == (
                100 * (p * s - r * q) <= whole * q * s
            )


@pytest.mark.parametrize("name", SCORED)
def test_every_outcome_can_be_reached_and_none_swallows_the_rest(name, record_property):
    reflection = GUIDE.reflections[name]
    found = shares(reflection.plan)
    record_property("shares", found)
    reached = {f"{part}.{outcome}" for part, spread in found.items() for outcome in spread}
    assert reached | {"lead.unclear"} >= set(reflection.outcomes.values())
    assert reached <= set(reflection.outcomes.values())
    if "lead" in found:
        assert (
            max(
                share
                for outcome, share in found["lead"].items()
                if outcome not in ("mixed", "even")
            )
            < 0.6
        )


def test_a_checklist_lists_what_is_not_settled_and_never_counts():
    plan = GUIDE.reflections["before-ketamine"].plan
    settled = {item: "0" for item in plan["items"]}
    assert score(plan, settled) == {"take": [], "outcome": "clear"}
    assert score(plan, {}) == {"take": [], "outcome": "blank"}
    assert score(plan, {**settled, "k4": "1", "k16": "2"}) == {
        "take": ["k4", "k16"],
        "outcome": "some",
    }
    assert score(plan, {**settled, "k16": "2", "solo": "alone"}) == {"take": [], "outcome": "clear"}


# The script in the browser


def random_sheet(rng):
    """A random plan, wilder than any that would pass the checks, and answers to it."""
    if rng.random() < 0.1:
        items = rng.sample(IDS, rng.randint(1, len(IDS)))
        skip = (
            [{"when": [["live", ["apart"]]], "hide": rng.sample(items, rng.randint(1, len(items)))}]
            if rng.random() < 0.5
            else []
        )
        plan = {"kind": "checklist", "settled": "0", "items": items, "skip": skip}
        answers = {item: rng.choice("012") for item in items if rng.random() < 0.8}
    else:
        low = rng.randint(-4, 3)
        high = low + rng.randint(1, 6)
        ids = rng.sample(IDS, len(IDS)) + [f"q{n}" for n in range(40)]
        dimensions = []
        for n in range(rng.randint(1, 5)):
            items = [[ids.pop(0), rng.random() < 0.3] for _ in range(rng.randint(1, 9))]
            dimensions.append(
                {
                    "id": ["a", "constructor", "__proto__", "b", "c"][n],
                    "cuts": sorted(rng.sample(range(1, 100), rng.randint(1, 4))),
                    "items": items,
                }
            )
        names = [dimension["id"] for dimension in dimensions]
        rule = (
            {
                "of": rng.sample(names, rng.randint(2, len(names))),
                "floor": rng.randint(0, 60),
                "margin": rng.randint(1, 4),
            }
            if len(names) > 1 and rng.random() < 0.8
            else None
        )
        every = [item for dimension in dimensions for item, _ in dimension["items"]]
        skip = (
            [{"when": [["live", ["apart"]]], "hide": rng.sample(every, rng.randint(1, len(every)))}]
            if rng.random() < 0.4
            else []
        )
        plan = {
            "kind": "dimensions",
            "low": low,
            "high": high,
            "fewest": rng.randint(1, 4),
            "percent": rng.choice([50, 75, 100]),
            "dimensions": dimensions,
            "lead": rule,
            "skip": skip,
        }
        flat = rng.random() < 0.1
        value = rng.randint(low, high)
        answers = {
            item: value if flat else rng.randint(low, high)
            for item in every
            if flat or rng.random() < 0.9
        }
    if rng.random() < 0.7:
        answers["live"] = rng.choice(["apart", "shared"])
    return plan, answers


def test_the_script_and_the_checks_agree_on_thousands_of_random_sheets(
    site, browser, record_property
):
    rng = random.Random(20261122)
    cases = [random_sheet(rng) for _ in range(RANDOM_SHEETS)]
    page = browser.new_page()
    page.goto(site.address + "reflect/argument/")
    different, outcomes = [], set()
    for start in range(0, len(cases), 1000):
        batch = cases[start : start + 1000]
        results = page.evaluate(
            """async (text) => {
                 const { score } = await import("/assets/quiz.js");
                 return JSON.stringify(JSON.parse(text).map(([plan, answers]) => score(plan,
                     new Map(answers))));
               }""",
            json.dumps([[plan, list(answers.items())] for plan, answers in batch]),
        )
        for (plan, answers), result in zip(batch, json.loads(results), strict=False):
            own = score(plan, answers)
            if own != result:
                different.append((plan, answers, own, result))
            outcomes.add((own.get("lead") or {}).get("outcome") or own.get("outcome"))
    page.close()
    record_property("sheets", len(cases))
    assert different == []
    assert outcomes >= {"one", "even", "mixed", "quiet", "unclear", "some", "clear", "blank"}
