"""Entries of what a paper publishes of a relation: shares, the risk of a dispute, windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from detente.actors.composition import fixed
from detente.actors.names import Actor
from detente.actors.relation_key import short
from detente.analysis.guards.form import Subject
from detente.analysis.guards.shelf import silenced
from detente.analysis.relation import Relation
from detente.estimators.forecast import Rule, plain
from detente.evaluation.ledger.condition import ANY, Condition
from detente.evaluation.ledger.entry import LEVELS, Entry, Stated
from detente.models.across import named
from detente.models.dispute_risk.read import SOURCES as RISK_SOURCES
from detente.models.dispute_risk.read import PairRisk
from detente.models.features.dyad_years import LAST_GML
from detente.models.features.outcomes import AHEAD, WORDS
from detente.models.shares.forecast import Forecast, forecast
from detente.models.shares.read import FORECASTS
from detente.models.shares.selection import RECENT, SINCE
from detente.models.windows.read import SOURCES as WINDOW_SOURCES
from detente.phrasing import cap, listed
from detente.power.yardsticks import Yardstick, yardstick
from detente.series.across import rows_across
from detente.span import year_end

AFTER = (1, 5, 10)
"""Years after the view for which a share is registered."""
WAIT, LONG_WAIT = 3, 10
"""Years that data may take to come: yearly series, and the hand-coded disputes."""
PASSED = "earned"
"""The standing of a kind of window that has passed its test."""
DISPUTES = (("gml_mid", "gmlmidonset"), ("cow_mid", "cowmidonset"))
"""Tables that decide whether a dispute began, as the models know them: to the last year of the
first, and afterwards."""
NO_CHANGE = "no change, with the errors of such forecasts since 1956"
OWN_PAST = "the pair's own past alone"


@dataclass(frozen=True, slots=True)
class Making:
    """What all entries of one registration share.

    Attributes
    ----------
    made_on : datetime.date
        Day on which they are written.
    software : str
        The edition of this library.
    """

    made_on: date
    software: str


def published(relation: Relation, making: Making) -> tuple[Entry, ...]:
    """Give an entry for every forecast that a paper on a relation may publish.

    What a guard keeps out of the paper is not registered.

    Parameters
    ----------
    relation : detente.analysis.relation.Relation
        The relation and its view.
    making : Making
        Day and edition.
    """
    made: list[Entry] = []
    if _may(relation, "power.forecast", "capability", "forecast"):
        made += shares(relation, making)
    if _may(relation, "synthesis.risk", "risk", "forecast"):
        made += risk(relation, making)
    if _may(relation, "windows", "window"):
        made += windows(relation, making)
    return tuple(made)


def _may(relation: Relation, name: str, *topics: str) -> bool:
    return silenced(Subject(name, frozenset(topics)), relation.situation) is None


def _common(relation: Relation, making: Making, sources: Iterable[str]) -> dict[str, Any]:
    """Give the fields that every entry of a relation has."""
    pair = relation.pair
    known = {name: str(relation.tables.source(name)["version"]) for name in sorted(sources)}
    return {
        "first": pair.first.key,
        "second": pair.second.key,
        "view": pair.day,
        "made_on": max(making.made_on, pair.day),
        "software": making.software,
        "editions": {name: version for name, version in known.items() if version},
    }


def _until(year: int, wait: int) -> dict[str, Any]:
    """Give the last day that a question is about, and the one after which it is void."""
    return {"deadline": year_end(year), "void_after": year_end(year + wait)}


def shares(relation: Relation, making: Making) -> Iterator[Entry]:
    """Give the forecasts of shares of both parties, beside those of no change.

    Parameters
    ----------
    relation : detente.analysis.relation.Relation
        The relation and its view.
    making : Making
        Day and edition.
    """
    for party in (relation.pair.first, relation.pair.second):
        for name in FORECASTS:
            fan = relation.shares.fans.get((name, short(party)))
            if fan is not None:
                yield from _of_fan(relation, making, party, fan)


@dataclass(frozen=True, slots=True)
class _Share:
    """The forecast of one share, beside that of no change.

    Attributes
    ----------
    party : State or Bloc
        Whose.
    by : Yardstick
        On which yardstick.
    codes : list of int
        States that it is summed over.
    fan, flat : Forecast
        The forecast, and that of no change.
    """

    party: Actor
    by: Yardstick
    codes: list[int]
    fan: Forecast
    flat: Forecast

    def words(self, year: int) -> dict[str, Any]:
        """Ask in words, and say how the answer is read."""
        question = f"What share of the system has {self.party.label} in {year} ({self.by.label})?"
        states = f"{len(self.codes)} states, the members of the view"
        summed = states if len(self.codes) > 1 else "the state"
        note = f"carried forward from {self.fan.origin}"
        return {
            "question": question,
            "rule": f"The share of {summed}; {self.by.rule}.",
            "note": note,
        }


def _of_fan(relation: Relation, making: Making, party: Actor, fan: Forecast) -> Iterator[Entry]:
    by, pair = yardstick(fan.yardstick), relation.pair
    horizon = relation.shares.horizon
    walk = plain(Rule("none", 0.0), horizon, RECENT - SINCE)
    flat = forecast(relation.catalog, party, by, pair.day, horizon=horizon, by_blend=walk)
    if flat is None:
        return
    share = _Share(party, by, codes=_members(relation, party, by, fan.origin), fan=fan, flat=flat)
    common = _common(relation, making, by.sources)
    for year in (pair.day.year + ahead for ahead in AFTER):
        if year in fan.years and year in flat.years:
            yield _of_year(share, year, common)


def _of_year(share: _Share, year: int, common: dict[str, Any]) -> Entry:
    by = share.by
    stated: dict[str, Any] = {
        "forecast": _quantiles(share.fan, year),
        "baseline": _quantiles(share.flat, year),
    }
    id = f"share.{by.id}.{share.party.key}.{common['view'].isoformat()}.{year}"
    return Entry(
        id=id,
        kind="share",
        decided_by=_share_of(by, share.codes, year),
        method="share_forecast",
        baseline_is=NO_CHANGE,
        **share.words(year),
        **_until(year, WAIT),
        **stated,
        **common,
    )


def _share_of(by: Yardstick, codes: list[int], year: int) -> Condition:
    return Condition(table=by.table, column=by.column, where={"ccode": codes, "year": [year]})


def _members(relation: Relation, party: Actor, by: Yardstick, origin: int) -> list[int]:
    """Give the codes that are summed over: members of the view with a value at the origin."""
    codes = fixed(party, relation.pair.day).filter(pl.col("year") == origin)["ccode"]
    frame = relation.catalog.frame(by.table)
    asked = pl.col("ccode").is_in(codes.implode()) & (pl.col("year") == origin)
    held = frame.filter(asked & pl.col(by.column).is_not_null())
    return sorted(int(code) for code in held["ccode"])


def _quantiles(fan: Forecast, year: int) -> Stated:
    place = fan.years.index(year)
    bands = (fan.low80, fan.low50, fan.median, fan.high50, fan.high80)
    return Stated(None, LEVELS, values=tuple(band[place] for band in bands))


def risk(relation: Relation, making: Making) -> Iterator[Entry]:
    """Give the chance of at least one dispute in the year that the models are about.

    Parameters
    ----------
    relation : detente.analysis.relation.Relation
        The relation and its view.
    making : Making
        Day and edition.
    """
    found = relation.risk
    if found is None:
        return
    pair, year = relation.pair, found.year
    is_joint = len(found.pairs) > 1
    across = f", in any of {len(found.pairs)} pairs of states" if is_joint else ""
    words: dict[str, Any] = {
        "question": f"Does a militarized dispute begin between {pair.words} in {year}?",
        "rule": f"Yes where the data on disputes have one that begins in the year{across}.",
        "note": "joint chance of several pairs, taken as independent" if is_joint else "",
    }
    common = _common(relation, making, RISK_SOURCES)
    common |= {"forecast": Stated(found.risk), "baseline": Stated(found.history)}
    common["decided_by"] = _dispute(found.pairs, year)
    common["method"] = "risk_bloc" if is_joint else "risk"
    yield Entry(
        id=".".join(("risk", pair.first.key, pair.second.key, pair.day.isoformat(), str(year))),
        kind="risk",
        baseline_is=OWN_PAST,
        **words,
        **_until(year, LONG_WAIT),
        **common,
    )


def _dispute(pairs: Iterable[PairRisk], year: int) -> Condition:
    table, onset = DISPUTES[year > LAST_GML]
    codes = [list(one.codes) for one in pairs]
    return Condition(
        table=table,
        column=onset,
        where={"ccode1+ccode2": codes, "year": [year], onset: [1]},
        take="count",
        rows=ANY,
        way="at least",
        threshold=1.0,
        known=(table, str(year)),
    )


def windows(relation: Relation, making: Making) -> Iterator[Entry]:
    """Give what windows of the kinds that passed their test say of each pair of states.

    Parameters
    ----------
    relation : detente.analysis.relation.Relation
        The relation and its view.
    making : Making
        Day and edition.
    """
    found = relation.windows
    passed = [one for one in found.now if found.records[one.outcome, one.structure].trust == PASSED]
    if not passed:
        return
    year = found.year
    rows = rows_across(relation.catalog, "windows", relation.pair, first=year, last=year)
    kinds = {(one.outcome, one.structure) for one in passed}
    for row in rows.sort("outcome", "structure", "ccode1", "ccode2").iter_rows(named=True):
        if (row["outcome"], row["structure"]) in kinds:
            yield _window(relation, making, row)


def _window(relation: Relation, making: Making, row: dict[str, Any]) -> Entry:
    pair, year = relation.pair, int(row["year"])
    names = ("outcome", "structure", "ccode1", "ccode2")
    where = {name: [row[name]] for name in names}
    condition = Condition(
        table="windows",
        column="came",
        where={**where, "year": [year]},
        way="at least",
        threshold=1.0,
    )
    parts = [str(row[name]) for name in names]
    common = _common(relation, making, WINDOW_SOURCES) | _window_chances(row)
    name = ".".join(("window", *parts, str(year), pair.day.isoformat()))
    return Entry(
        id=name,
        kind="window",
        decided_by=condition,
        method="windows",
        baseline_is=OWN_PAST,
        **_window_words(row, pair.as_of),
        **_until(year + AHEAD, LONG_WAIT),
        **common,
    )


def _window_words(row: dict[str, Any], as_of: int) -> dict[str, Any]:
    states = listed([named(int(row[name]), as_of) for name in ("ccode1", "ccode2")])
    first, last = row["year"] + 1, row["year"] + AHEAD
    question = f"{cap(WORDS[row['outcome']])}: {states}, {first} to {last}?"
    rule = "Yes where the table of windows says, after its five years, that the outcome came."
    return {"question": question, "rule": rule, "note": f"by {row['structure']}"}


def _window_chances(row: dict[str, Any]) -> dict[str, Any]:
    past = float(row["history"])
    chance = min(1.0, max(0.0, past + float(row["gain"])))
    return {"forecast": Stated(chance), "baseline": Stated(past)}
