"""Tables of the page of hazards, computed from the starter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from detente.estimators.futures.world import COVARIATES, RUNGS
from detente.models.hazards.disputes import dispute_response, response_gain
from detente.models.hazards.ladder import ladder_hazards
from detente.models.hazards.pacts import pact_hazards
from detente.models.hazards.plain import Rate, plain_rates
from detente.models.hazards.position_walks import (
    independent_bands,
    position_bands,
    position_walk,
)
from detente.models.hazards.prior import Prior
from detente.models.hazards.record import (
    STEP_NAMES,
    disputes_method,
    gain_words,
    ladder_method,
    walks_method,
)
from detente.models.hazards.regime_walks import regime_bands, regime_walk
from detente.models.hazards.rounds import ladder_rounds
from detente.models.hazards.share_walks import MEASURES, share_bands, share_walk
from detente.store.catalog import Catalog, default_catalog

VIEW = 2024
"""View of all tables."""


def tables() -> list[str]:
    """Write all tables of the page."""
    catalog = default_catalog()
    parts = [make(catalog) for make in PARTS]
    return [line for part in parts for line in ("", *part)]


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> list[str]:
    lines = [f"## {title}", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return lines + [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]


def _counted(rate: Rate) -> str:
    return f"{rate.events:,} in {rate.years:,}"


def _yearly(rate: Rate) -> str:
    low, high = rate.interval
    return f"{rate.value:.4f} [{low:.4f}, {high:.4f}]"


def _rates(catalog: Catalog) -> list[str]:
    """Rates beside those that were published first, and why they differ."""
    head = ("what", "first count", "now", "why they differ")
    return _table("Plain rates", head, [*_ladder_rates(), *_bloc_rates(), *_pact_rates(catalog)])


Row = tuple[str, str, str, str]


def _ladder_rates() -> list[Row]:
    found = plain_rates(VIEW)
    gone = sum(not one.survived for one in found.solo)
    since = "spans of candidacies are dated to the day since"
    ever = "whoever had a lower rung at any time before counts, also a later candidate"
    ended = f"{gone} of them are states that ended; the hazard below leaves these out"
    candidate = _with_wait(found.from_candidate)
    lower, exits = _with_wait(found.from_lower), _with_rate(found.exits)
    return [
        ("candidate to member", "54 in 460, .117; median wait 4.9 years", candidate, since),
        ("lower rung to member", "73 in 11,860, .006; 9.2 years", lower, ever),
        ("exit of a single state", "23 in 17,876, .0013", exits, ended),
    ]


def _with_rate(rate: Rate) -> str:
    return f"{_counted(rate)}, {_yearly(rate)}"


def _with_wait(rate: Rate) -> str:
    return f"{_with_rate(rate)}; {rate.wait:.1f} years"


def _bloc_rates() -> list[Row]:
    found = plain_rates(VIEW)
    on_day, in_year = found.on_day / found.accessions, found.in_year / found.accessions
    mass = ", ".join(f"{name} {year}" for name, year in found.mass)
    together = f"{on_day:.0%} on one day, {in_year:.0%} in one year"
    after = f"{found.accessions} after the founding year"
    nato, union = _counted(found.members["NATO"]), _counted(found.members["EU"])
    return [
        ("endings of a bloc", "5", str(len(found.mass)), mass),
        ("exits from NATO", "0 in 1,431", nato, "years differ"),
        ("exits from the EU", "1 in 1,019", union, "years differ"),
        ("accessions in rounds", "48 %", together, after),
        ("dissolution of a bloc", "", _counted(found.dissolved), "not simulated"),
    ]


def _pact_rates(catalog: Catalog) -> list[Row]:
    pacts = pact_hazards(catalog, VIEW)
    both = (
        "first: spells, each counted both ways over pairs counted once; now spells that touch are "
        "one pact, and codes of one state one state"
    )
    spells = "first: ends of spells, also where another begins"
    many = "a party gained five partners in the year; first with both directions counted"
    return [
        ("new pair with a pact of defence", ".0058", _with_rate(pacts.new), both),
        ("end of a pact", ".010", _with_rate(pacts.end), spells),
        ("new pairs in rounds", "96 %", f"{pacts.in_rounds:.0%}", many),
    ]


def _steps(catalog: Catalog) -> list[str]:
    """Coefficients of the conditioned hazards."""
    found = ladder_hazards(catalog, VIEW)
    rows = []
    for kind, hazard in found.full.items():
        numbers = zip(hazard.coef, hazard.error, strict=True)
        cells = [f"{value:.2f} ({error:.2f})" if error else "" for value, error in numbers]
        counted = f"{hazard.events:,} in {hazard.cases:,}"
        rows.append((STEP_NAMES[kind], counted, *cells))
    head = ("step", "came", *COVARIATES)
    lines = _table("Hazards and conditions", head, rows)
    years, resumed = found.resume
    return [
        *lines,
        "",
        "Log-odds, with their errors in brackets. Only states in a region with a fifth of the",
        "members, or with a land border to a member, are at risk of coming nearer. Years count",
        "half after twenty. A suspension ends in",
        f"{resumed} of {years} years.",
    ]


def _gains(catalog: Catalog) -> list[str]:
    """What pace and conditions gained at past origins, nulls included."""
    hazards = ladder_hazards(catalog, VIEW)
    rows = []
    for kind, one in hazards.gains.items():
        if one is None:
            continue
        saved = [gain_words(part) for part in (one.pace, one.conditions, one.both)]
        counts = f"{one.pace.expected:.0f} and {one.pace.events}"
        used = "yes" if hazards.conditioned(kind) else "no"
        rows.append((STEP_NAMES[kind], *saved, counts, used))
    head = (
        "step",
        "the bloc's own pace over the plain rate",
        "conditions beside that pace",
        "both",
        "expected and came",
        "conditions used",
    )
    lines = _table("Back-test of hazards", head, rows)
    return [
        *lines,
        "",
        "Log loss saved in the five years after each origin. The interval of 80 % rests on blocs",
        "and years. The penalty and the half-life were chosen by looking at these scores, which",
        "flatters them a little. Conditions are used only where they gained; where they did not, a",
        "state's democracy or distance moves no chance.",
    ]


def _rounds(catalog: Catalog) -> list[str]:
    found = ladder_rounds(catalog, VIEW)
    rows = [
        ("accessions of candidates with another in the same year", f"{found.in_rounds:.0%}"),
        ("what rounds expect", f"{found.expected:.0%}"),
        ("what steps that do not depend on each other would give", f"{found.alone:.0%}"),
    ]
    return _table("Rounds", ("what", "part"), rows)


def _shares(catalog: Catalog) -> list[str]:
    rows = []
    for measure in MEASURES:
        walk = share_walk(catalog, measure, VIEW)
        part = f"{walk.part:.2f} ({walk.part_error:.2f})"
        sizes = [f"{value:.3f}" for value in walk.by_class]
        rows.append((measure, part, f"{walk.damp:.2f}", *sizes, f"{walk.common:.1%}"))
    head = (
        "measure",
        "part of the drift of twenty years",
        "damping",
        "8 largest",
        "to 25",
        "to 75",
        "others",
        "shared by a region",
    )
    lines = _table("Walks of shares", head, rows)
    return [*lines, "", "Size: yearly deviation of the logarithm by rank."]


def _bands(catalog: Catalog) -> list[str]:
    found = {f"share, {name}": share_bands(catalog, name, VIEW) for name in MEASURES}
    found["gap to the cores of NATO and the EU"] = position_bands(catalog, VIEW)
    found["the same, independent draws of state and core"] = independent_bands(catalog, VIEW)
    found["regime"] = regime_bands(catalog, VIEW)
    rows = []
    for name, bands in found.items():
        cells = [f"{one.inside:.0%} of {one.cases:,}" if one.cases else "" for one in bands]
        rows.append((name, *cells))
    head = ("what", "5 years", "10 years", "20 years")
    return _table("Back-test of bands", head, rows)


def _regimes(catalog: Catalog) -> list[str]:
    walk = regime_walk(catalog, VIEW)
    rows = [
        ("years that move the logit by half a unit or more", _counted(walk.breaks)),
        ("their chance in a year", _yearly(walk.breaks)),
        ("root mean square of such a break", f"{walk.break_sd:.2f}"),
        ("median of the yearly deviation of small steps", f"{_middle(walk.sd):.2f}"),
    ]
    return _table("Walks of regimes", ("what", "number"), rows)


def _middle(values: Any) -> float:
    ordered = sorted(float(value) for value in values)
    return ordered[len(ordered) // 2]


def _interval(prior: Prior) -> tuple[str, str]:
    estimate = f"{prior.estimate:.3f} ({prior.error:.3f})"
    return estimate, f"{prior.low:.3f} to {prior.high:.3f}"


def _priors(catalog: Catalog) -> list[str]:
    rows = [
        (f"pull of a core, {RUNGS[rung]}", "part of the gap a year", *_interval(prior))
        for rung, prior in position_walk(catalog, VIEW).pull.items()
    ]
    rows += [
        (f"regime, {name.replace('_', ' ')}", "logit a year", *_interval(prior))
        for name, prior in regime_walk(catalog, VIEW).effect.items()
    ]
    rows += [
        (f"disputes, {name.replace('_', ' ')}", "log-odds", *_interval(prior))
        for name, prior in dispute_response(catalog, VIEW).priors.items()
    ]
    head = ("effect", "unit", "estimate and error", "80 % interval of the prior")
    return _table("Priors", head, rows)


def _responses(catalog: Catalog) -> list[str]:
    found, gain = dispute_response(catalog, VIEW), response_gain(catalog, VIEW)
    rows = [
        (name.replace("_", " "), f"{value:.2f}", f"{error:.2f}")
        for name, (value, error) in found.responses.items()
    ]
    lines = _table("Responses of disputes", ("term", "response", "error"), rows)
    saved = gain_words(gain) if gain else "untested"
    return [
        *lines,
        "",
        f"Beside years of peace, habit, geography and size the responses save {saved} of log loss",
        "at past origins. A joint alliance shows no response: published effects differ in sign.",
    ]


def _cards(catalog: Catalog) -> list[str]:
    cards = [make(catalog, VIEW) for make in (ladder_method, walks_method, disputes_method)]
    rows = [(card.name, card.mark, card.record, card.fails) for card in cards]
    return _table("Method cards", ("method", "mark", "record", "fails"), rows)


PARTS = (
    _rates,
    _steps,
    _gains,
    _rounds,
    _shares,
    _bands,
    _regimes,
    _priors,
    _responses,
    _cards,
)
"""What makes each table, in the order of the page."""
