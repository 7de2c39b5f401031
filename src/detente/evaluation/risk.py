"""The page on the risk of a dispute: models forecasting years that they had not seen."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from detente.estimators.logit import probability
from detente.estimators.null_power import smallest_apart
from detente.estimators.paired import LEVEL
from detente.evaluation.page import Page, Row, Table, page_of
from detente.models.across import named
from detente.models.dispute_risk.blocks import (
    BLOCKS,
    BOTH,
    FAILED_IN,
    HIGHEST,
    HISTORY_ALONE,
    JUDGED,
    MODELS,
)
from detente.models.dispute_risk.outcomes_after import begun
from detente.models.features.dyad_years import LAST_GML, LAST_KNOWN
from detente.models.features.pairs import CODES
from detente.models.features.tension_groups import WORDS
from detente.phrasing import listed, number
from detente.span import last_full_year, view_words
from detente.store.catalog import Catalog

GROUPS = {
    "relevant": "pairs with a border or a major power",
    "all": "all pairs",
    "quiet": "pairs with a border or a major power, quiet for ten years",
    "blocs": "blocs towards states outside",
}
AFTER = {
    "disputes after": f"disputes of the Correlates of War to {LAST_KNOWN}, pairs with a border or "
    "a major power",
    "conflicts after": "armed conflicts between states that begin (UCDP), all pairs",
    "crises after": "international crises that begin (ICB), all pairs",
}
HEADS = (
    "model",
    "average precision",
    "area under the curve",
    "Brier skill",
    "log-loss skill",
    "calibration slope",
    "events",
)
SKILL = "Skill over the base rate of the years before each decade"
UNSEEN = "each year forecast by models that saw only earlier years"
SEPARATE = "The past alone is fitted on the pairs on which it is scored."
AT_LEAST_ONE = (
    "At least one dispute between any member and the state; of all pairs but the likeliest each "
    "counts as a part of an independent one, learnt from earlier years."
)
POOLED = {
    "relevant": f"Both: the mean of logit and trees in log-odds, then calibrated. {SEPARATE}",
    "all": f"Both: the mean of logit and trees in log-odds, then calibrated. {SEPARATE}",
    "quiet": "No dispute in the ten years before.",
    "blocs": AT_LEAST_ONE,
}
DECADE = 10
"""Years of the decades that are scored one by one."""
NAMED: dict[tuple[int, int, int], float] = {
    (2, 365, 2014): 0.463,
    (2, 365, 2022): 0.512,
    (365, 369, 2013): 0.129,
    (365, 369, 2021): 0.406,
    (750, 770, 2019): 0.338,
    (630, 666, 2021): 0.044,
    (371, 373, 2019): 0.152,
    (710, 713, 2019): 0.470,
    (350, 640, 2019): 0.428,
    (365, 372, 2008): 0.201,
}
"""Pairs that readers look for, by both codes and year, with what version 0.1 gave."""
TIMES = 10_000
"""Gains in log loss are printed in ten-thousandths."""


def page(catalog: Catalog, day: date) -> Page:
    """Score the models of risk on years that they had not seen and that were over at the view.

    Parameters
    ----------
    catalog : Catalog
        The tables as known at the view.
    day : datetime.date
        The view.
    """
    as_of = last_full_year(day)
    scores = catalog.frame("risk_scores")
    tables = [_all_decades(scores, group) for group in GROUPS]
    tables += [_bins(catalog), _gains(catalog), _by_decade(scores), _after(scores)]
    tables += [_named_pairs(catalog), _conflicts(catalog), _misses(catalog, as_of)]
    return page_of("risk", f"Report card: risk of a dispute, as of {view_words(day)}", tables)


def _all_decades(scores: pl.DataFrame, group: str) -> Table:
    """All decades together, one row a model."""
    of_group = scores.filter((pl.col("group") == group) & (pl.col("first") == JUDGED))
    newest = of_group.filter(pl.col("last") == pl.col("last").max())
    last, base_rate = "", ""
    if newest.height:
        events, cases, last = newest.select("events", "cases", "last").row(0)
        chance = number(events / cases, 4)
        base_rate = f"; chance alone would give a precision of {chance}"
    return Table(
        f"{GROUPS[group].capitalize()}, {JUDGED}-{last}",
        HEADS,
        rows=tuple(_scored(newest, MODELS)),
        note=f"{SKILL}{base_rate}; {UNSEEN}. {POOLED[group]}",
    )


def _by_decade(scores: pl.DataFrame) -> Table:
    """Decade by decade, the pair's own past beside all that is known."""
    whole_decade = pl.col("last") - pl.col("first") == DECADE - 1
    decades = scores.filter((pl.col("group") == "relevant") & whole_decade)
    rows = [
        (f"{first}-{first + DECADE - 1}", *scored)
        for (first,), decade in decades.sort("first").group_by("first", maintain_order=True)
        for scored in _scored(decade, (HISTORY_ALONE, BOTH))
    ]
    return Table(
        "Decade by decade, pairs with a border or a major power",
        ("decade", *HEADS),
        rows=tuple(rows),
    )


def _after(scores: pl.DataFrame) -> Table:
    """Other outcomes than those fitted on, after the last of these."""
    rows: list[Row] = []
    for group, words in AFTER.items():
        of_group = scores.filter(pl.col("group") == group).sort("last")
        for (first, last), period in of_group.group_by("first", "last", maintain_order=True):
            both = _scored(period, (HISTORY_ALONE, BOTH))
            rows += [(f"{words}, {first}-{last}", *scored) for scored in both]
    return Table(
        f"After {LAST_GML}: other outcomes than those that are scored above",
        ("outcome", *HEADS),
        rows=tuple(rows),
        note="The chance of a conflict or a crisis is a logit of the forecast of a dispute, learnt "
        f"to {LAST_GML}; skill over the rate before. Forecasts end with the year after the last of "
        "capabilities; a later year is compared with the last forecast.",
    )


def _scored(scores: pl.DataFrame, models: tuple[str, ...]) -> Iterator[Row]:
    """Write the scores of models, in their order."""
    by_model = {row["model"]: row for row in scores.iter_rows(named=True)}
    for model in models:
        if model in by_model:
            yield _row(model, by_model[model])


def _row(model: str, scores: dict[str, Any]) -> Row:
    slope, events, expected = scores["slope"], scores["events"], scores["expected"]
    columns = ("precision", "roc", "brier", "log_loss")
    return (
        model,
        *(number(scores[column], 3) for column in columns),
        "none" if math.isnan(slope) else number(slope),
        f"{events:,.0f} of {expected:,.0f} expected",
    )


def _bins(catalog: Catalog) -> Table:
    """What was said and what came, bin by bin, at the top, and of the intervals."""
    bins = catalog.frame("risk_bins")
    newest = bins.filter((pl.col("last") == pl.col("last").max()) & (pl.col("model") == BOTH))
    rows = [_bin(row) for row in newest.iter_rows(named=True)]
    return Table(
        "Calibration, pairs with a border or a major power",
        ("forecasts", "years", "cases", "said", "came", "said less came [95 %]"),
        rows=tuple(rows),
        note="Intervals from pairs drawn with replacement. The last two rows: of pairs with at "
        "least one dispute expected in five years, how many counts lie inside the 80 % interval, "
        "with all that it holds and with the drawing of pairs alone.",
    )


def _bin(row: dict[str, Any]) -> Row:
    """Write one bin."""
    low, high = row["gap_low"], row["gap_high"]
    names = {"bin": f"{row['from']:.2f} to {row['to']:.2f}"}
    if row["kind"] == HIGHEST:
        names[HIGHEST] = f"{HIGHEST}, from {row['from']:.2f}"
    gap = ""
    if low is not None:
        gap = f"{row['said'] - row['came']:+.3f} [{low:+.3f}, {high:+.3f}]"
    years, cases = f"{row['first']}-{row['last']}", f"{row['cases']:,}"
    said, came = f"{row['said']:.3f}", f"{row['came']:.3f}"
    return (names.get(row["kind"], row["kind"]), years, cases, said, came, gap)


def _gains(catalog: Catalog) -> Table:
    """What each part of the models adds, with its interval."""
    gains = catalog.frame("risk_gains")
    newest = gains.filter(pl.col("last") == pl.col("last").max())
    rows = [_gain(row) for row in newest.iter_rows(named=True)]
    return Table(
        "What each part adds, pairs with a border or a major power",
        ("added", "years", "log loss x 10,000 [95 %]", "found from", "average precision [95 %]"),
        rows=tuple(rows),
        note="The same models with the part and without it. Each group of tension beside the "
        "models without tension, each structure beside the models with everything else. Intervals "
        "from pairs drawn with replacement; found from: the smallest gain in log loss whose "
        "interval would leave out zero in four of five cases.",
    )


def _gain(row: dict[str, Any]) -> Row:
    """Write what one part adds."""
    loss, low, high = (TIMES * row[f"log_loss{end}"] for end in ("", "_low", "_high"))
    precision = [row[f"precision{end}"] for end in ("", "_low", "_high")]
    years, gain = f"{row['first']}-{row['last']}", f"{loss:+.1f} [{low:+.1f}, {high:+.1f}]"
    least = f"{smallest_apart(low, high, level=LEVEL):.1f}"
    ranked = "{:+.3f} [{:+.3f}, {:+.3f}]".format(*precision)
    return (WORDS.get(row["added"], row["added"]), years, gain, least, ranked)


def _named_pairs(catalog: Catalog) -> Table:
    """Pairs that readers look for, beside what the version before gave."""
    risk = catalog.frame("risk").with_columns(odds=pl.sum_horizontal("base", *BLOCKS))
    rows: list[Row] = []
    for (first, second, year), before in NAMED.items():
        both = (pl.col("ccode1") == first) & (pl.col("ccode2") == second)
        found = risk.filter(both & (pl.col("year") == year))
        if found.height:
            now, history = (
                float(probability(found[name].to_numpy())[0]) for name in ("odds", "history")
            )
            sides = listed([named(first, year), named(second, year)])
            rows.append((sides, str(year), f"{before:.2f}", f"{now:.2f}", f"{history:.2f}"))
    return Table(
        "Named pairs",
        ("pair", "year", "version 0.1", "now", "by history alone"),
        rows=tuple(rows),
        note="Chance of a dispute that begins in the year. After the last known dispute the past "
        "stays as it was then.",
    )


def _conflicts(catalog: Catalog) -> Table:
    """Armed conflicts between states that began after the last dispute of the first source."""
    odds = {"now": pl.sum_horizontal("base", *BLOCKS), "alone": pl.col("history")}
    chances = {name: 1 / (1 + (-log_odds).exp()) for name, log_odds in odds.items()}
    risk = catalog.frame("risk").with_columns(**chances)
    conflicts = catalog.frame("armed_conflicts")
    between_states = pl.col("type_of_conflict").cast(pl.String) == "interstate"
    began = begun(conflicts.filter(between_states)).filter(pl.col("year") > LAST_GML)
    unfinished = conflicts.filter("incomplete")["year"].unique().implode()
    states = {"ccode1": pl.col("pair") // CODES, "ccode2": pl.col("pair") % CODES}
    marked = began.with_columns(
        **states,
        incomplete=pl.col("year").is_in(unfinished),
        last=pl.lit(risk["year"].max(), dtype=pl.Int64),
    )
    by_pair = risk.select("ccode1", "ccode2", *chances, forecast="year").cast(
        {"ccode1": pl.Int64, "ccode2": pl.Int64, "forecast": pl.Int64}
    )
    asked = marked.with_columns(forecast=pl.min_horizontal("year", "last").cast(pl.Int64))
    joined = asked.join(by_pair, on=["ccode1", "ccode2", "forecast"], how="left")
    rows = [_conflict(row) for row in joined.sort("year", "pair").iter_rows(named=True)]
    return Table(
        f"Armed conflicts between states that began after {LAST_GML} (UCDP)",
        ("pair", "year", "chance of a dispute given", "by history alone", "scored"),
        rows=tuple(rows),
        note="A year without a forecast has the last one. A year whose edition is incomplete is "
        "shown and not scored.",
    )


def _conflict(row: dict[str, Any]) -> Row:
    """Write one conflict with the chance that had been given."""
    sides = listed([named(row[code], row["year"]) for code in ("ccode1", "ccode2")])
    chances = [
        "below .2 %" if row[name] is None else f"{row[name]:.1%}" for name in ("now", "alone")
    ]
    return (sides, str(row["year"]), *chances, "incomplete" if row["incomplete"] else "yes")


def _misses(catalog: Catalog, as_of: int) -> Table:
    """Where it failed worst."""
    rows = [_miss(row) for row in catalog.frame("risk_misses").iter_rows(named=True)]
    known_failure = (
        f"With disputes to {LAST_GML} alone the chance of the United States and Russia was low in "
        "the very year of the crisis; the second source shows what had begun since."
    )
    return Table(
        "Where it failed worst: disputes thought least likely that came, most likely that stayed "
        "away, and one known failure",
        ("pair", "year", "dispute", "chance given", "by history alone"),
        rows=tuple(rows),
        note=known_failure if as_of >= FAILED_IN else "",
    )


def _miss(row: dict[str, Any]) -> Row:
    sides = [named(row[code], row["year"]) for code in ("ccode1", "ccode2")]
    history = row["history"]
    return (
        listed(sides),
        str(row["year"]),
        row["kind"],
        f"{row['risk']:.1%}",
        "" if history is None else f"{history:.1%}",
    )
