"""COUNT: the yardstick on which a membership would show most, and what it would give back."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from detente.analysis.relation import Relation
from detente.estimators.surprise import unusual
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.power.yardsticks import yardstick
from detente.rules.composed import Basis, FirstPage, composed
from detente.rules.line import Line, Reasons
from detente.rules.membership.offer import offered
from detente.rules.rule import Rule
from detente.scenarios.accounting import Difference, Scenario

ID = "shares"
ASKED = ("applicant", "candidate")
"""Rungs of a state that asks for membership: page 1 may weigh it."""
SHOWS = 0.01
"""Part of the world under which a change does not show."""
PREFIX = "prominence.share_"
WHAT = {
    "cinc": "material capability",
    "gdp": "product",
    "gdp_long": "product",
    "pop": "people",
    "spending": "military spending",
    "milper": "soldiers",
    "warheads": "nuclear warheads",
}
"""What each yardstick counts, as a sentence says it."""
LITTLE, HALF, MOST = 0.25, 0.75, 1.0
"""Parts of a loss up to which little, about half, and most of it is given back."""
BACK = 20
"""Years before the view from which a loss is counted."""


def say(relation: Relation) -> Iterator[Line]:
    """Name the yardstick that would move most; say where none would."""
    scenario = offered(relation)
    if scenario is None:
        return
    counted = [one for one in scenario.differences if one.id.startswith(PREFIX)]
    largest = max(counted, key=lambda one: abs(one.difference), default=None)
    if largest is None:
        return
    if abs(largest.difference) < SHOWS:
        yield _unseen(scenario, largest)
    else:
        yield _seen(relation, scenario, largest, counted)


def _name(one: Difference) -> str:
    return one.id.removeprefix(PREFIX)


def _figure(one: Difference, when: str) -> Figure:
    value = one.before if when == "before" else one.after
    cells = one.evidence[:1] if when == "before" else one.evidence
    id = figure_id("membership", one.id, when)
    return Figure(id, value, unit="share", cells=cells, way="per_cent")


def _unseen(scenario: Scenario, largest: Difference) -> Line:
    names = {"state": scenario.state.label, "bloc": scenario.bloc.label}
    body = Sentence(
        "By count it would hardly show: on no yardstick would the share of {bloc} move by a point "
        "with {state}.",
        names,
    )
    return composed(
        ID,
        "plain.unseen",
        (body,),
        Basis(
            about="what membership changes by count",
            cells=largest.evidence,
            newest=_newest(largest),
        ),
        reasons=Reasons(unexpected=0.2),
    )


def _year(one: Difference) -> Figure:
    """Give the year of the figures."""
    return dated(figure_id("membership", one.id, "year"), _newest(one) or 0, *one.evidence)


def _newest(one: Difference) -> int | None:
    return one.evidence[0].year


def _seen(
    relation: Relation, scenario: Scenario, largest: Difference, counted: list[Difference]
) -> Line:
    names = {"state": scenario.state.label, "bloc": scenario.bloc.label}
    name = _name(largest)
    rises = largest.difference > 0
    shown: dict[str, str | Figure] = {
        "before": _figure(largest, "before"),
        "after": _figure(largest, "after"),
        "what": WHAT[name],
        "verb": "rise" if rises else "fall",
    }
    lead = Sentence(
        "In {year} figures {bloc}'s share of the {what} of all states with data would {verb} from "
        "{before:per_cent} to {after:per_cent}, the most of any yardstick.",
        {"bloc": names["bloc"], "year": _year(largest), **shown},
    )
    body = [lead, *_others(largest, counted), *_given_back(relation, scenario, largest)]
    key = Sentence(
        "With {state} {bloc} would have {after:per_cent} of the {what} of all states with data, "
        "not {before:per_cent}.",
        {**names, **{part: shown[part] for part in ("after", "what", "before")}},
    )
    page = FirstPage(
        Sentence("{state} counts for {bloc} most by its {what}.", {**names, "what": WHAT[name]}),
        key=(key,),
        gist=Sentence(
            "It would bring {bloc} above all {what}.", {"bloc": names["bloc"], "what": WHAT[name]}
        ),
    )
    # who has not asked is weighed in the section alone
    asked = relation.state.rung in ASKED
    return composed(
        ID,
        f"unusual.{name}.{'gains' if rises else 'loses'}",
        tuple(body),
        Basis(about="what membership changes by count", newest=_newest(largest)),
        reasons=Reasons(unusual=_rank(relation, scenario, largest)),
        page=page if asked else None,
    )


def _others(largest: Difference, counted: list[Difference]) -> Iterator[Sentence]:
    """Say how little product would move, where the most is something else."""
    product = next((one for one in counted if _name(one) in ("gdp", "gdp_long")), None)
    if product is not None and product is not largest and abs(product.difference) >= SHOWS / 2:
        yield Sentence(
            "Its share of product would be {after:per_cent}, against {before:per_cent}.",
            {"after": _figure(product, "after"), "before": _figure(product, "before")},
        )


def _given_back(relation: Relation, scenario: Scenario, largest: Difference) -> Iterator[Sentence]:
    """Say how much of the bloc's loss since twenty years before would be given back."""
    name = _name(largest)
    by_actor = {series.of: series for series in relation.power.fixed[name]}
    series = by_actor.get(scenario.bloc.short)
    now = largest.evidence[0]
    if series is None or scenario.kind == "exit":
        return
    since = max(relation.pair.as_now_since, relation.pair.as_of - BACK)
    years = [year for year in series.years if since <= year < (now.year or 0)]
    then = series.at(years[0]) if years else None
    if then is None or then.value - largest.before < SHOWS:
        return
    part = largest.difference / (then.value - largest.before)
    words = (
        "little" if part < LITTLE else "about half" if part < HALF else "most"
        if part < MOST else "all"
    )  # fmt: skip
    yield Sentence(
        "That would give back {words} of what its members have lost since {since}.",
        {
            "words": words,
            "since": dated(
                figure_id("membership", ID, "since"), then.year or 0, then, *largest.evidence
            ),
        },
    )


def _rank(relation: Relation, scenario: Scenario, largest: Difference) -> float:
    """Say how unusual the state's own share is among all states."""
    by = yardstick(_name(largest))
    extra = largest.evidence[1]
    table = relation.catalog.frame(by.table).filter(pl.col("year") == extra.year)
    known = table[by.column].cast(pl.Float64)
    # the list of warheads names their holders only: whoever is not on it has none
    values = (known.fill_null(0.0) if by.id == "warheads" else known.drop_nulls()).to_numpy()
    return unusual(extra.value, values)


RULE = Rule(
    id=ID,
    section="membership",
    place=40,
    paragraph="by count",
    say=say,
    condition="a membership that fits or is asked for; on page 1 where a share of the world moves "
    "by a point or more",
    topics=(),
)
