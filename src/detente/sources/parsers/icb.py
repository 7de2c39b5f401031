"""International Crisis Behavior: crises, the states in them, and pairs of opponents by year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from detente.actors.crises import DatedCrisis, dated_crises
from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.sources.dates import DAY, MONTH, last_possible_day, precision
from detente.sources.dialects import dialect
from detente.sources.text_tables import read_rows

CRISES, ACTORS, DYADS = "icb1v15.csv", "icb2v15.csv", "icbdy_v15.csv"
NEWER_CRISES = "icb1v16_tail_crises497-512_first17cols_transcribed.csv"
NEWER_DYADS = "icbdy_v16_tail_crises497-512_transcribed.csv"
KEY = {CRISES: "viol", NEWER_CRISES: "crisname", DYADS: "crdynum", NEWER_DYADS: "crdynum"}
"""Of each file, a column that is never empty: the newest edition lists crises without values."""
OLDER, NEWER, BY_HAND = "15", "16", "by hand"
NOT_AN_ACTOR = 9999
"""Of a pair: the state is in it as an opponent, without a crisis of its own."""
NO_ANSWER = 9
UNDOCUMENTED = ("outcom", "outevl")
"""Columns in which the codebook has no 9; of the form of an outcome, 9 is imposed."""
PART_OF_MONTH = {66: 10, 77: 20, 88: 31, 99: 31}
"""Days that outline a date (early, in the middle, late in the month, unknown), to the last that
they can mean; the producer counts durations from the 1st, the 15th and the last of the month.
"""
TRIGGER, TERMINATION = ("yrtrig", "motrig", "datrig"), ("yrterm", "moterm", "daterm")
DYAD_TRIGGER, DYAD_TERMINATION = (
    ("trgyrdy", "trgmody", "trgdady"),
    ("trmyrdy", "trmmody", "trmdady"),
)
CRISIS_CODES = (
    "break",
    "gravcr",
    "crismg",
    "cenviosy",
    "sevviosy",
    "viol",
    "noactr",
    "issues",
    "outesr",
)
ACTOR_CODES = (
    "triggr",
    "gravty",
    "crismg",
    "cenvio",
    "sevvio",
    "viol",
    "outcom",
    "outfor",
    "outevl",
    "outesr",
)
SPELL = ("start", "start_precision", "end", "end_precision")
SIDES = {"icbcode": ("icbcodea", "icbcodeb"), "actor": ("actora", "actorb")}
"""What is said of each state of a pair, in the columns of the file."""
Parts = tuple[str, str, str]
"""Columns with year, month and day of a date."""
Reader = Callable[[pl.DataFrame, str], pl.DataFrame]


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give crises, actors and pairs; a newer edition takes the place of an older one by crisis.

    The producer's codes are those of Gleditsch and Ward; they stay as ``icbcode`` beside the COW
    code of the year. A crisis that the producer lists without dates is dated by hand and says so.
    """
    crises = _newest(paths, _crises, older=CRISES, newer=NEWER_CRISES)
    pairs = _newest(paths, _pairs, older=DYADS, newer=NEWER_DYADS)
    for crisis in dated_crises():
        crises = _crisis_by_hand(crises, crisis)
        pairs = _pairs_by_hand(pairs, crisis)
    return {
        "icb_crises": Matched(crises, ()),
        "icb_actors": _actors(read_rows(paths[ACTORS], never_empty="actor")),
        "icb_dyads": _lower_first(pairs.with_columns(_first_day_of_year())),
    }


def _newest(paths: Mapping[str, Path], read: Reader, *, older: str, newer: str) -> pl.DataFrame:
    """Join two editions: of a crisis that both hold, the rows of the newer one."""
    new = read(read_rows(paths[newer], never_empty=KEY[newer]), NEWER)
    old = read(read_rows(paths[older], never_empty=KEY[older]), OLDER)
    return pl.concat([old.join(new, on="crisno", how="anti"), new])


def _dated(raw: pl.DataFrame, first: Parts, last: Parts) -> pl.DataFrame:
    """Add first and last day, and how exact each is; an outlined day is exact to the month."""
    numbers = raw.with_columns(pl.col(*first, *last).cast(pl.Int64)).with_columns(
        precision(*first).alias("start_precision"), precision(*last).alias("end_precision")
    )
    whole_days = numbers.with_columns(pl.col(first[2], last[2]).replace(PART_OF_MONTH))
    return whole_days.with_columns(
        last_possible_day(*first).alias("start"), last_possible_day(*last).alias("end")
    )


def _codes(raw: pl.DataFrame, names: tuple[str, ...]) -> list[pl.Expr]:
    """Read columns of codes; those that an edition lacks are null."""
    lacking = pl.lit(None, dtype=pl.Int16)
    return [
        pl.col(name).cast(pl.Int16) if name in raw.columns else lacking.alias(name)
        for name in names
    ]


def _crises(raw: pl.DataFrame, edition: str) -> pl.DataFrame:
    """Read crises; one that is listed without a date stays, without values."""
    codes = _codes(raw, CRISIS_CODES)
    number, of_edition = pl.col("crisno").cast(pl.Int64), pl.lit(edition).alias("edition")
    source = pl.lit(f"International Crisis Behavior, version {edition}").alias("source")
    dated = _dated(raw, TRIGGER, TERMINATION)
    return dated.select(number, "crisname", *SPELL, *codes, of_edition, source)


def _actors(raw: pl.DataFrame) -> Matched:
    """Read the states in a crisis, each with its own dates and outcome."""
    dated = _dated(raw, TRIGGER, TERMINATION).with_columns(
        pl.col("yrtrig").alias("year"), pl.col("cracid").cast(pl.Int64).alias("icbcode")
    )
    codes = [pl.col("cracno", "crisno").cast(pl.Int64), *_codes(raw, ACTOR_CODES)]
    given = dated.select("cracid", "icbcode", "actor", "year", *SPELL, *codes)
    known = given.with_columns(pl.col(UNDOCUMENTED).replace(NO_ANSWER, None))
    return _in_cow_codes(known, {"cracid": "ccode"}, table="icb_actors")


def _in_cow_codes(frame: pl.DataFrame, codes: Mapping[str, str], *, table: str) -> Matched:
    """Match the producer's numbers; rows outside the years of membership stay, and are counted."""
    return match_states(
        frame, codes, dialect=dialect("icb"), table=table, keep_outside=True, keep_all=True
    )


def _pairs(raw: pl.DataFrame, edition: str) -> pl.DataFrame:
    """Read the pairs of opponents by year, with the producer's codes."""
    whole = ("crdynum", "crisno", "icbcodea", "icbcodeb", "year")
    named = raw.rename({"statea": "icbcodea", "stateb": "icbcodeb"})
    dated = _dated(named, DYAD_TRIGGER, DYAD_TERMINATION).with_columns(
        pl.col(whole).cast(pl.Int64), _is_actor("a"), _is_actor("b")
    )
    ongoing, of_edition = pl.col("ongoing").cast(pl.Int8), pl.lit(edition).alias("edition")
    return dated.select(*whole, "actora", "actorb", *SPELL, ongoing, of_edition)


def _lower_first(pairs: pl.DataFrame) -> Matched:
    """Put the lower COW code first, and what is said of its state with it."""
    copied = pairs.with_columns(
        pl.col("icbcodea").alias("statea"), pl.col("icbcodeb").alias("stateb")
    )
    matched = _in_cow_codes(copied, {"statea": "ccode1", "stateb": "ccode2"}, table="icb_dyads")
    turned = pl.col("ccode1") > pl.col("ccode2")
    sides = {"ccode": ("ccode1", "ccode2"), **SIDES}
    ordered = [
        pl.when(turned).then(other).otherwise(own).alias(f"{name}{number}")
        for name, (first, second) in sides.items()
        for number, own, other in ((1, first, second), (2, second, first))
    ]
    of_both = [name for pair in SIDES.values() for name in pair]
    return matched.with_frame(matched.frame.with_columns(ordered).drop(of_both))


def _is_actor(side: str) -> pl.Expr:
    """Tell whether the state is an actor of the crisis, not only the opponent of one."""
    number = pl.col(f"actnum{side}").cast(pl.Int64)
    return (number != NOT_AN_ACTOR).alias(f"actor{side}")


def _crisis_by_hand(crises: pl.DataFrame, crisis: DatedCrisis) -> pl.DataFrame:
    """Date a crisis by hand, where its source lists it without a date; it has no end yet."""
    undated = _is_undated(crisis)
    given = {
        "start": pl.lit(crisis.start),
        "start_precision": pl.lit(DAY),
        "edition": pl.lit(BY_HAND),
        "source": pl.lit(crisis.source),
    }
    return crises.with_columns(
        pl.when(undated).then(value).otherwise(name).alias(name) for name, value in given.items()
    )


def _pairs_by_hand(pairs: pl.DataFrame, crisis: DatedCrisis) -> pl.DataFrame:
    """Date the pairs of such a crisis, and give them a row for each year that it was open."""
    undated = _is_undated(crisis)
    years = pl.DataFrame({"year": crisis.years}, schema={"year": pl.Int64})
    parties = pairs.filter(undated).drop("year").unique("crdynum", maintain_order=True)
    goes_on = (pl.col("year") > crisis.start.year).cast(pl.Int8)
    dated = parties.join(years, how="cross").with_columns(
        pl.lit(crisis.start).alias("start"), pl.lit(DAY).alias("start_precision")
    )
    dated = dated.with_columns(goes_on.alias("ongoing"), pl.lit(BY_HAND).alias("edition"))
    return pl.concat([pairs.filter(~undated), dated.select(pairs.columns)])


def _is_undated(crisis: DatedCrisis) -> pl.Expr:
    """Tell whether a row is of the crisis and its source gives no month of it."""
    month_is_known = pl.col("start_precision").is_in([DAY, MONTH])
    return (pl.col("crisno") == crisis.crisno) & ~month_is_known.fill_null(False)


def _first_day_of_year() -> pl.Expr:
    """Give the first day in the year of the row on which the crisis was open."""
    new_year = pl.date(pl.col("year"), 1, 1)
    return pl.max_horizontal("start", new_year).alias("first_day")
