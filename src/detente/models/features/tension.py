"""Tension between two states: speech, disputes of a second coding, sanctions, allies, leaders.

Each group of features is null where its source has nothing: before it begins, after it ends, and
for states of which it says nothing. Disputes and alliances keep their last value instead, as the
pair's own past does: after the last known dispute the past stays as it was then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.leaders import LAST_OF_ARCHIGOS, leaders
from detente.actors.names import bloc
from detente.actors.states import ccode_on
from detente.calendar import last_year, years
from detente.identity.speech.index import by_year, index
from detente.institutions.sanctions import SOURCES, STAGES, UNITED_STATES, spells
from detente.models.features.dyad_years import LAST_KNOWN
from detente.models.features.dyad_years import NEEDS as OF_PAIRS
from detente.models.features.pairs import (
    SIDES,
    beside_each_side,
    fading,
    least,
    lineage,
    pair_id,
)
from detente.models.features.tension_groups import GROUPS
from detente.sources.gw_codes import with_cow_codes
from detente.span import year_end
from detente.store.memo import LastResult

Floats = NDArray[np.float64]
NEEDS = (*OF_PAIRS, "speeches", "eusanct", "ist", "archigos_years")
"""Tables of the store that pairs with their tension are made from."""
SINCE = 1945
"""First year that is given these features: before the first year fitted on."""
_spoken = LastResult[pl.DataFrame](("speeches",))
LATELY = 3
"""Years over which speech is averaged."""
NOTHING = 0.02
"""Added to fading counts before their logarithm, as for the disputes of each side with anybody."""
UNION, IMPOSED = "EU", "imposed"
UNITED_STATES_CODE = 2


def with_tension(frame: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Add the features of tension to pairs and years.

    Parameters
    ----------
    frame : polars.DataFrame
        As `dyad_years.laid_out` gives it.
    tables : mapping
        Tables of the store, as `NEEDS` names them.

    Returns
    -------
    polars.DataFrame
        The rows from `SINCE` with the features of `tension_groups.GROUPS`: null where a source
        says nothing.
    """
    coded = _second_coding(frame).filter(pl.col("year") >= SINCE)
    yearly = _spoken.of(tables, lambda: by_year(index(tables["speeches"])))
    spoken = _speech(coded, yearly)
    cases = {source: tables[source] for source in SOURCES}
    sanctioned = _sanctions(spoken, spells(cases))
    led = _leaders(sanctioned, tables["archigos_years"])
    return _allies(led)


def _now(codes: pl.Series) -> pl.Series:
    """Give each code that of its newest successor."""
    known = {int(code): lineage(int(code)) for code in codes.unique().drop_nulls()}
    return codes.cast(pl.Int64).replace_strict(known, return_dtype=pl.Int64)


def _lately(name: str, span: int = LATELY) -> pl.Expr:
    """Average a value of the same pair over the last years that have one."""
    window = f"{span}i"
    return pl.col(name).rolling_mean_by("year", window_size=window, min_samples=1).over("pair")


def _second_coding(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the pair's disputes as the second source codes them, over all its years."""
    known = pl.col("year") <= LAST_KNOWN
    onset, ongoing = (
        pl.when(known).then(pl.col(f"{name}_cow").fill_null(0).cast(pl.Float64))
        for name in ("cowmidonset", "cowmidongoing")
    )
    frame = frame.sort("pair", "year").with_columns(cow_onset=onset, cow_ongoing=ongoing)
    last = pl.when(pl.col("cow_ongoing") > 0).then(pl.col("year")).forward_fill().over("pair")
    since = (pl.col("year") - last).cast(pl.Float64)
    counts = {
        f"cow_{name}": fading(pl.col("cow_onset"), half_life)
        for name, half_life in {"two": 2, "five": 5, "fifteen": 15}.items()
    }
    fresh = pl.when(known).then((-since / 3).exp().fill_null(0))
    added = frame.with_columns(**counts, cow_fresh=fresh)
    names = GROUPS["second coding"]
    return added.with_columns(pl.col(names).forward_fill().over("pair")).drop("cow_onset")


def _speech(frame: pl.DataFrame, yearly: pl.DataFrame) -> pl.DataFrame:
    """Add what either says of the other in the General Debate, over the last three years."""
    of_states = yearly.filter(pl.col("target").str.contains(r"^\d+$")).with_columns(
        pl.col("year").cast(pl.Int64), target=pl.col("target").cast(pl.Int64)
    )
    named = of_states.with_columns(
        speaker=_now(of_states["ccode1"]), target=_now(of_states["target"])
    ).filter(pl.col("speaker") != pl.col("target"))
    names = ("mentions", "hostile", "friendly")
    said = named.group_by("speaker", "target", "year").agg(pl.col(names).cast(pl.Float64).sum())
    speakers = said.select("year", "speaker").unique().with_columns(speaks=pl.lit(value=True))
    for side, other in zip(SIDES, reversed(SIDES), strict=True):
        keys = {"speaker": f"now{side}", "target": f"now{other}"}
        columns = {name: f"{name}{side}" for name in names}
        on_both, on_one = [*keys.values(), "year"], [keys["speaker"], "year"]
        frame = frame.join(
            said.rename({**keys, **columns}), on=on_both, how="left", maintain_order="left"
        )
        who = speakers.rename({"speaker": keys["speaker"]})
        frame = frame.join(who, on=on_one, how="left", maintain_order="left")
        # a state that spoke and did not name the other said nothing of it; one that did not
        # speak is not known
        known = [pl.when("speaks").then(pl.col(name).fill_null(0)) for name in columns.values()]
        frame = frame.with_columns(known).drop("speaks")
    return _of_speech(frame, names)


def _of_speech(frame: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """Add the features of speech from what was said in each year."""
    each = [f"{name}{side}" for name in names for side in SIDES]
    averaged = frame.with_columns(_lately(name).alias(f"late_{name}") for name in each)
    either = {name: pl.max_horizontal(*(f"late_{name}{side}" for side in SIDES)) for name in names}
    sums = {name: pl.sum_horizontal(*(f"late_{name}{side}" for side in SIDES)) for name in names}
    balance = (sums["hostile"] - sums["friendly"]) / (sums["mentions"] + 1)
    newly = pl.max_horizontal("hostile1", "hostile2").log1p() - either["hostile"].log1p()
    # the sum over nobody is zero, not null
    tone = pl.when(either["mentions"].is_not_null()).then(balance)
    features = {"tone": tone, "hostile_new": newly}
    for name in ("mentions", "hostile"):
        features[f"{name}_high"] = either[name].log1p()
        features[f"{name}_low"] = least(f"late_{name}").log1p()
    return averaged.with_columns(**features).drop(*each, *(f"late_{name}" for name in each))


def _sanctions(frame: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Add sanctions between both sides, where one is a sender, and of how many sides a target.

    They are known as long as both sources are: a sanction in force at the end of the one that ends
    first may have gone on.
    """
    first, last = years("eusanct")[0], min(last_year(source) for source in SOURCES)
    held = _in_force(cases, first, last)
    senders = _senders(first, last)
    targets = held.filter(pl.col("stage") == IMPOSED)
    targeted = targets.select("year", now=_now(targets["ccode2"])).unique()
    sending = senders.select("year", now=_now(senders["ccode1"])).unique()
    flags = _between(held, senders)
    marked = frame.join(flags, on=["pair", "year"], how="left", maintain_order="left")
    marked = beside_each_side(marked, sending.with_columns(sends=pl.lit(1.0)), "now")
    marked = beside_each_side(marked, targeted.with_columns(target=pl.lit(1.0)), "now")
    known = pl.col("year").is_between(first, last)
    by_a_sender = pl.any_horizontal(pl.col("sends1", "sends2").is_not_null())
    sides = pl.col("target1").fill_null(0) + pl.col("target2").fill_null(0)
    features = {"sanctioned": pl.when(known).then(sides)}
    for stage in STAGES:
        flag = pl.col(stage).fill_null(value=False).cast(pl.Float64)
        features[f"sanction_{stage}"] = pl.when(known & by_a_sender).then(flag)
    return marked.with_columns(**features).drop(*STAGES, "sends1", "sends2", "target1", "target2")


def _senders(first: int, last: int) -> pl.DataFrame:
    """Give the states that send sanctions in each year, by the sender that they belong to."""
    rows = [(UNITED_STATES, UNITED_STATES_CODE, year) for year in range(first, last + 1)]
    union = bloc(UNION)
    for year in range(first, last + 1):
        rows += [(UNION, code, year) for code in union.members(year)]
    schema = {"sender": pl.String, "ccode1": pl.Int64, "year": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _in_force(cases: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """Spread spells of sanctions over the years in which they held."""
    began, ended = pl.col("start").dt.year(), pl.col("end").dt.year()
    text = pl.col("sender", "stage").cast(pl.String)
    target = pl.col("ccode2").cast(pl.Int64)
    spread = cases.select(text, target, year=pl.int_ranges(began, ended + 1)).explode("year")
    whole = spread.with_columns(pl.col("year").cast(pl.Int64))
    return whole.filter(pl.col("year").is_between(first, last))


def _between(held: pl.DataFrame, senders: pl.DataFrame) -> pl.DataFrame:
    """Flag the pairs of a sender and its target, by stage."""
    sent = held.join(senders, on=["sender", "year"])
    sent = sent.with_columns(one=_now(sent["ccode1"]), other=_now(sent["ccode2"]))
    between = sent.filter(pl.col("one") != pl.col("other"))
    by_pair = between.group_by("year", pair=pair_id("one", "other"))
    return by_pair.agg((pl.col("stage") == stage).any().alias(stage) for stage in STAGES)


def _leaders(frame: pl.DataFrame, archigos: pl.DataFrame) -> pl.DataFrame:
    """Add whether the leader of either side changed in the year, and in the last five."""
    last = LAST_OF_ARCHIGOS.year
    coded = with_cow_codes(archigos, ccode="gwcode").drop_nulls("ccode")
    early = coded.filter(pl.col("year") <= last).with_columns(pl.col("year").cast(pl.Int64))
    changed, irregular = (
        pl.col(name).cast(pl.Float64) for name in ("leadertransition", "irregular")
    )
    now = _now(early["ccode"])
    known = early.select("year", now=now, changed=changed, irregular=irregular)
    greatest = pl.col("changed", "irregular").max()
    yearly = pl.concat([known, _later_leaders(last + 1)]).group_by("now", "year").agg(greatest)
    joined = beside_each_side(frame, yearly, "now")
    both = {
        "leader_new": pl.col("changed1") + pl.col("changed2"),
        "leader_irregular": pl.col("irregular1") + pl.col("irregular2"),
    }
    added = joined.with_columns(**both).sort("pair", "year")
    sides = [f"{name}{side}" for name in ("changed", "irregular") for side in SIDES]
    known_now = pl.col("leader_new").is_not_null()
    lately = pl.when(known_now).then(_lately("leader_new", 5))
    return added.with_columns(leader_lately=lately).drop(sides)


def _later_leaders(first: int) -> pl.DataFrame:
    """Give changes of leader after the source's last year, for the states that the table holds."""
    end = last_year("cow_nmc")
    entered = {(one.state, one.span.start.year) for one in leaders() if not one.acting}
    rows = []
    for letters in sorted({one.state for one in leaders()}):
        for year in range(first, end + 1):
            code = ccode_on(letters, year_end(year))
            if code is not None:
                rows.append((year, lineage(code), float((letters, year) in entered), None))
    schema = {"year": pl.Int64, "now": pl.Int64, "changed": pl.Float64, "irregular": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _allies(frame: pl.DataFrame) -> pl.DataFrame:
    """Add how often either side lately had disputes with the allies of the other."""
    codes = pl.concat([frame["now1"], frame["now2"]]).unique().sort()
    places = {name: codes.search_sorted(frame[name]).to_numpy() for name in ("now1", "now2")}
    values = {name: frame[name].fill_null(0).to_numpy() for name in ("atop_defense", "two", "five")}
    year = frame["year"].to_numpy()
    short, long = np.zeros((2, frame.height)), np.zeros((2, frame.height))
    for of_year in np.unique(year):
        rows = np.flatnonzero(year == of_year)
        first, second = (places[name][rows] for name in ("now1", "now2"))
        laid = _laid_out(codes.len(), first, second)
        allied = laid(values["atop_defense"][rows].astype(float))
        for counts, name in ((short, "two"), (long, "five")):
            # entry (i, j): the disputes of i with everybody, each as often as j has that ally
            through = laid(values[name][rows]) @ allied
            counts[:, rows] = through[first, second], through[second, first]
    high = np.log(short.max(axis=0) + NOTHING)
    low = np.log(short.min(axis=0) + NOTHING)
    far_back = np.log(long.max(axis=0) + NOTHING)
    return frame.with_columns(
        pl.Series("ally_high", high), pl.Series("ally_low", low), pl.Series("ally_long", far_back)
    )


def _laid_out(
    size: int, first: NDArray[np.int64], second: NDArray[np.int64]
) -> Callable[[Floats], Floats]:
    """Give a function that lays values of pairs out as a matrix with a row for each state."""

    def matrix(values: Floats) -> Floats:
        laid = np.zeros((size, size))
        laid[first, second] = laid[second, first] = values
        return laid

    return matrix
