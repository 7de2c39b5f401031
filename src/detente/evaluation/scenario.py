"""The page on scenarios: past accessions, placebos, chances, free runs, effects and priors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from detente.citations import references
from detente.estimators.futures.world import CANDIDATE
from detente.evaluation.page import Page, Row, Table, page_of
from detente.phrasing import listed, number, signed, signed_decimal
from detente.scenarios.proof.degeneracy import LONGEST, ON
from detente.scenarios.proof.observed import DISPUTES
from detente.scenarios.proof.published import UNTESTABLE, Effect, effects
from detente.scenarios.proof.scores import (
    ALL,
    EVENT_BAND,
    MOST_RATIO,
    PLACEBO_BAND,
    Tested,
    back_test,
    chances,
    membership_effect,
    permuted,
    placebos,
)
from detente.scenarios.proof.tables import Record, packaged
from detente.scenarios.proof.words import (
    interval_words,
    membership_words,
    placebo_words,
    prior_words,
    tested_words,
)
from detente.span import view_words
from detente.store.catalog import Catalog

MEASURE_WORDS = {
    "gap": "distance to the core in votes",
    "democracy": "electoral democracy",
    "share": "share of material capability",
    DISPUTES: "disputes begun or met",
}
"""What a reader calls a measure."""
KIND_WORDS = {ALL: "every event", "accession": "accession", "association": "association"}
KIND_WORDS["exit"] = "exit"
SPINOFF_WORDS = {
    "domestic": "domestic politics",
    "neighbourhood": "neighbourhood",
    "prominence": "prominence",
    "conflict_zones": "conflict zones",
}
"""What a reader calls a spin-off."""
STRONGEST = 2
"""Priors named for each series of a scenario."""
LEAST_SWING = 0.05
"""Part of the band by which a prior must move a series to be named."""


def page(catalog: Catalog, day: date, record: Record | None = None) -> Page:
    """Score simulated futures at origins in the past.

    Parameters
    ----------
    catalog : Catalog
        The tables as known at the view; the record holds its own.
    day : datetime.date
        The view.
    record : Record, optional
        The record, as it comes with the package by default.
    """
    known = (record or packaged()).as_of(day)
    tables = [
        _events(known),
        _effect(known),
        _placebos(known),
        _permuted(known),
        _chances(known),
        _outlook(known),
        _free_runs(known),
        _published(known),
        _priors(known),
    ]
    return page_of("scenario", f"Report card: scenarios, as of {view_words(day)}", tables)


def _events(record: Record) -> Table:
    """Every event, forecast from the year before."""
    heads = (
        *("bloc", "event", "outcome", "years", "events in rounds", "outcomes in the 80 % band"),
        *("error over no change from five years", "error over a random walk", "bar"),
    )
    rows = []
    for one in back_test(record):
        ratios = [interval_words(one.ratio[name]) for name in ("smoothed", "walk")]
        counts = f"{one.inside.cases} in {one.inside.groups}"
        inside = interval_words(one.inside)
        rows.append((*_names(one), counts, inside, *ratios, tested_words(one)))
    low, high = EVENT_BAND
    return Table(
        "Back-test: accessions, associations and exits since 1973",
        heads,
        rows=tuple(rows),
        note=f"Each from the end of the year before, on what was known. Error: CRPS; intervals of "
        f"95 % resample whole years. The bar: {number(low)} to {number(high)} of outcomes in the "
        f"band, and at most {number(MOST_RATIO)} of the error of either forecast of no change.",
    )


def _names(one: Tested) -> Row:
    """Name a test in words."""
    return one.bloc, KIND_WORDS[one.kind], MEASURE_WORDS[one.measure], str(one.horizon)


def _effect(record: Record) -> Table:
    """The effect of membership and of the priors."""
    rows = []
    for one in back_test(record):
        ratios = [interval_words(one.ratio[name], 3) for name in ("stayed", "plain", "muted")]
        rows.append((*_names(one), *ratios, prior_words(one)))
    return Table(
        "What the event and the priors add",
        (
            "bloc",
            "event",
            "outcome",
            "years",
            "error over the rung kept",
            "error over the future without the event",
            "error over the event without any effect of a rung",
            "priors",
        ),
        rows=tuple(rows),
        note=membership_words(membership_effect(record)),
    )


def _placebos(record: Record) -> Table:
    rows = []
    for one in placebos(record):
        cases = f"{one.inside.cases} of {one.inside.groups} states"
        names = (MEASURE_WORDS[one.measure], str(one.horizon), cases)
        rows.append((*names, interval_words(one.inside), placebo_words(one)))
    low, high = PLACEBO_BAND
    return Table(
        "Placebo",
        ("outcome", "years", "cases", "outcomes in the 80 % band", "bar"),
        rows=tuple(rows),
        note="States that did not join, drawn to match joiners of every bloc on rung, region and "
        "decade; none joined in its year or the five that followed. Counts of disputes are placed "
        "between their levels. The "
        f"bar: {number(low)} to {number(high)}. Intervals of 95 % resample states.",
    )


def _permuted(record: Record) -> Table:
    rows = []
    for one in permuted(record):
        effect, rank = signed_decimal(one.effect, 4), f"{one.rank} of {one.of}"
        words = MEASURE_WORDS[one.measure]
        rows.append((words, str(one.horizon), str(one.joiners), effect, rank))
    return Table(
        "Accession with permuted labels",
        ("outcome", "years", "joiners", "effect", "rank of its size"),
        rows=tuple(rows),
        note="What came less the future without an event, of joiners less their like; labels are "
        "permuted 400 times within rung, region and decade. Rank 20 of 401 is a chance of .05.",
    )


def _chances(record: Record) -> Table:
    heads = (
        *("bloc", "of", "years", "came", "expected", "expected by the plain rate"),
        *("Brier over the plain rate", "log loss over the plain rate"),
    )
    rows = []
    for one in chances(record):
        names = (one.bloc, "candidates" if one.candidates else "lower rungs", str(one.horizon))
        counts = (str(one.came), f"{one.expected:.0f}", f"{one.by_rate:.0f}")
        rows.append((*names, *counts, interval_words(one.brier), interval_words(one.log)))
    return Table(
        "Chances of accession at past views",
        heads,
        rows=tuple(rows),
        note="From the end of every year since 1972, states near the bloc. Above 1 the plain rate "
        "of the rung is better. Intervals of 95 % resample spans of five years.",
    )


def _outlook(record: Record) -> Table:
    """Chances of accession to the EU from two views, beside a published forecast."""
    candidates = record.outlook.filter(pl.col("bloc") == "EU", pl.col("rung") >= CANDIDATE)
    rows = []
    for (view, letters), own in candidates.group_by(["view", "letters"], maintain_order=True):
        cells = [f"{chance:.0%}" for chance in own.sort("horizon")["chance"]]
        rows.append((str(view), str(letters), *cells))
    horizons = sorted(candidates["horizon"].unique())
    heads = ("view", "state", *(f"in {ahead} years" for ahead in horizons))
    return Table(
        "Open chances of accession",
        heads,
        rows=tuple(rows),
        note=f"{CANDIDATES} {PUBLISHED_FORECAST} {_macedonia(candidates)}".strip(),
    )


CANDIDATES = "Chances of candidates to be members of the EU. Beside the view of 2016:"
PUBLISHED_FORECAST = (
    "Böhmelt and Freyburg (2018, from the abstract) expect Macedonia to meet the criteria by "
    "2023, Serbia and Turkey in the middle of the 2030s, Albania and Bosnia not before 2050. They "
    "forecast readiness, not entry."
)


def _macedonia(candidates: pl.DataFrame) -> str:
    """Score the one published forecast whose day is over; empty for a view that does not know."""
    is_it = pl.col("letters") == "MKD", pl.col("view") + pl.col("horizon") == MACEDONIA
    known = candidates.filter(*is_it).drop_nulls("came")
    if known.is_empty():
        return ""
    ours, came = float(known["chance"][0]), int(known["came"][0])
    was = "a member" if came else "not a member"
    return (
        f"Only Macedonia {MACEDONIA} is over: it was {was} at the end of that year. Read as a "
        f"certain forecast of entry theirs scores {number((1 - came) ** 2)} (Brier), our chance of "
        f"{ours:.0%} scores {number((ours - came) ** 2)}; `detente ledger` judges readiness by the "
        "chapters that were closed."
    )


MACEDONIA = 2023
"""Year of the published forecast that is over."""


def _free_runs(record: Record) -> Table:
    rows = tuple(_free_run(row) for row in record.free_runs.iter_rows(named=True))
    return Table(
        "Free runs and the record",
        ("from", "to", "what", "mean", "80 % band", "record", "observed", "bar"),
        rows=rows,
        note=f"To the last observed year and {ON} years on, at most {LONGEST} years. Record: least "
        "and most from 1950 (pacts), 1946 (disputes); for the members of a bloc its own smallest "
        "and largest, a quarter wider. Blocs that history ended are simulated on.",
    )


def _free_run(row: dict[str, Any]) -> Row:
    """Write one number of a free run beside the record."""
    mean, least, most = row["mean"], row["least"], row["most"]
    way = "too many" if mean > most else "too few"
    bar = "inside" if least <= mean <= most else f"missed: {way}"
    what, scale = FREE_WORDS.get(row["what"], (f"members of {row['what']}", 1.0))
    ran, held = (f"{_one(row[a], scale)} to {_one(row[b], scale)}" for a, b in FREE_ENDS)
    came = "" if row["observed"] is None else _one(row["observed"], scale)
    return (str(row["start"]), str(row["year"]), what, _one(mean, scale), ran, held, came, bar)


def _one(value: float, scale: float) -> str:
    """Write a number with one decimal."""
    return f"{scale * value:.1f}"


FREE_ENDS = (("low", "high"), ("least", "most"))
FREE_WORDS = {
    "density": ("allied pairs in a hundred", 100.0),
    "disputes": ("disputes in a year of a thousand pairs", 1000.0),
}
"""What a reader calls a number of a free run, and by what it is multiplied."""


def _published(record: Record) -> Table:
    said = {one.id: one for one in effects()}
    rows = [_effect_row(said[row["id"]], row) for row in record.published.iter_rows(named=True)]
    return Table(
        "Published effects",
        ("effect", "published by", "here [95 %]", "unit", "verdict"),
        rows=tuple(rows),
        note="Reproduced: our interval lies on the published side of zero, or holds zero where "
        "nothing was published. Read from abstracts.",
    )


def _effect_row(one: Effect, row: dict[str, Any]) -> Row:
    """Write a published effect beside ours."""
    found = ""
    if row["verdict"] != UNTESTABLE:
        found = f"{signed(row['value'])} [{signed(row['low'])}, {signed(row['high'])}]"
    verdict = row["verdict"] + (f": {one.why}" if one.why else "")
    by = listed([_author(key) for key in one.by]) if one.by else ""
    return (one.said, by, found, one.unit, verdict)


def _author(key: str) -> str:
    """Name a reference by authors and year; a name stays."""
    known = references().get(key)
    if known is None:
        return key
    names = [who.partition(",")[0] for who in known.field("author").split(" and ")]
    return f"{listed(names)} ({known.field('year')})"


def _priors(record: Record) -> Table:
    """The priors that move each series of a worked scenario most."""
    table = record.sensitivity.with_columns(
        swing=(pl.col("at_high") - pl.col("at_low")).abs()
    ).sort("scenario", "spinoff", "swing", descending=[False, False, True])
    rows = []
    for _, own in table.group_by(["scenario", "spinoff"], maintain_order=True):
        rows += list(_strongest(own.head(STRONGEST)))
    return Table(
        "Priors of scenarios: what each adds",
        ("scenario", "series", "difference [80 %]", "prior", "at its lower end", "at its upper"),
        rows=tuple(rows),
        note="Worked scenarios: of each spin-off the clearest series, in the last year; a star "
        "marks a band on one side of zero. Left out: what moves less than a twentieth of the "
        "band. A scenario without a row is moved by no prior, or has no difference at all.",
    )


def _strongest(own: pl.DataFrame) -> Iterator[Row]:
    for row in own.iter_rows(named=True):
        if row["swing"] <= LEAST_SWING * (row["high"] - row["low"]):
            continue
        ends = f"[{_small(row['low'])}, {_small(row['high'])}]"
        prior = f"{row['prior']} {signed(row['prior_low'])} to {signed(row['prior_high'])}"
        moved = [
            f"{_small(row[f'at_{end}'])}{'*' if row[f'beyond_at_{end}'] else ''}"
            for end in ("low", "high")
        ]
        series = f"{SPINOFF_WORDS[row['spinoff']]}: {row['label']} ({row['unit']})"
        yield (row["scenario"], series, f"{_small(row['mean'])} {ends}", prior, *moved)


def _small(value: float) -> str:
    """Write a difference with three decimals, where two show nothing."""
    return f"{value:+.3f}" if abs(value) < 1 else f"{value:+.1f}"
