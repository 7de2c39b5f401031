"""What decides a thing to watch, as data: which rows of which table, by when."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

from detente.actors.counts import TAKEN
from detente.actors.relation_key import RelationKey, short
from detente.advice.watch import ABOVE, BELOW, Watch
from detente.advice.watching.releases import lag
from detente.power.yardsticks import SPENDING, YARDSTICKS
from detente.span import date_words, year_end

Decided = Mapping[str, Any]
WAR, WAR_LEVEL, PRIMARY = 1000, 2, "primary"
"""Deaths in battle in a year of war, UCDP's level of such a year, and the role of a state whose war
it is."""
FACTS = "facts"
"""Stands for our own records where a source is named."""
SOURCES = {
    "same_vote": "un_votes_undl",
    "united_votes": "un_votes_undl",
    "democracy": "vdem",
    "fighting": "ucdp_acd",
}
"""Source whose last year says whether the year that is watched is known."""


def decided(watch: Watch, pair: RelationKey) -> dict[str, Any]:
    """Give what decides whether a threshold is passed, or whether something comes by its day.

    Parameters
    ----------
    watch : Watch
        What is watched.
    pair : RelationKey
        The relation.

    Returns
    -------
    dict
        ``question`` and ``rule`` (in words), ``deadline``, and ``decided_by`` (as data, in the form
        of a ledger).
    """
    if watch.id in SERIES:
        year = watch.due.year - lag(watch.release)
        condition, asked = SERIES[watch.id](watch, pair, year), _limit(watch)
        question = f"{pair.label}: {watch.series}, {asked} in {year}?"
        rule = f"Yes where the value of {year} is {asked}."
        if watch.id == "pledge":
            rule = f"Yes where spending of {year} is {asked} per cent of the newest product known."
        return _said(question, rule, condition, year_end(year))
    deadline = _month_end(watch.due)
    condition = RECORDS[watch.id](watch, pair, _ahead(pair.day, deadline))
    condition["known"] = [FACTS, deadline.isoformat()]
    asked = f"{YES[watch.id]} {date_words(deadline)}"
    question = f"{pair.label}: {watch.series}, {asked}?"
    return _said(question, f"Yes where our own records have it: {asked}.", condition, deadline)


def _limit(watch: Watch) -> str:
    """Write a threshold with its way."""
    way = "at least" if watch.id == "fighting" and watch.way == ABOVE else watch.way
    return f"{way} {watch.threshold.value:,.4g}"


def _said(question: str, rule: str, condition: Decided, deadline: date) -> dict[str, Any]:
    words = {"question": question, "rule": rule, "deadline": deadline.isoformat()}
    return {**words, "decided_by": dict(condition)}


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _ahead(day: date, deadline: date) -> dict[str, str]:
    first = day + timedelta(days=1)
    return {"from": first.isoformat(), "to": deadline.isoformat()}


def _pairs(pair: RelationKey) -> list[list[int]]:
    """Give the pairs of codes across the two sides at the view, the lower code first."""
    sides = (pair.first.members(pair.day), pair.second.members(pair.day))
    found = {tuple(sorted(both)) for both in product(*sides) if both[0] != both[1]}
    return [list(both) for both in sorted(found)]


def _compared(watch: Watch) -> dict[str, Any]:
    return {"way": watch.way, "threshold": round(float(watch.threshold.value), 6)}


def _code(pair: RelationKey, letters: Any) -> int:
    """Give the code of the party that a cell names by its letters."""
    named = [party for party in (pair.first, pair.second) if party.key == letters]
    return int(named[0].members(pair.day)[0])


def _same_vote(watch: Watch, pair: RelationKey, year: int) -> dict[str, Any]:
    where = {"ccode1+ccode2": _pairs(pair), "year": [year]}
    of = {"table": "same_votes", "column": "same", "over": "votes", "where": where, "rows": "any"}
    return {**of, **_compared(watch), "known": [SOURCES[watch.id], str(year)]}


def _united(watch: Watch, pair: RelationKey, year: int) -> dict[str, Any]:
    keys = dict(watch.now.cells[0].keys)
    where = {"bloc": [keys["bloc"]], "ccode": [keys["ccode"]], "year": [year]}
    of = {"table": "united_votes", "column": "same", "over": "votes", "where": where}
    return {**of, **_compared(watch), "known": [SOURCES[watch.id], str(year)]}


def _democracy(watch: Watch, pair: RelationKey, year: int) -> dict[str, Any]:
    code = _code(pair, dict(watch.now.cells[0].keys)["state"])
    # the table holds the median of all states, and each state's distance from it
    columns = {"column": "polyarchy", "plus": "polyarchy_median"}
    of = {"table": "regime", **columns, "where": {"ccode": [code], "year": [year]}}
    return {**of, **_compared(watch), "known": [SOURCES[watch.id], str(year)]}


def _ratio(watch: Watch, pair: RelationKey, year: int) -> dict[str, Any]:
    cell = watch.now.cells[0]
    keys = dict(cell.keys)
    codes = {}
    for party in (pair.first, pair.second):
        for name in (party.label, short(party)):
            codes[name] = [int(party.members(pair.day)[0])]
    table = next(by.table for by in (*YARDSTICKS, *SPENDING) if by.column == cell.column)
    top, bottom = ({"ccode": codes[str(keys[end])], "year": [year]} for end in ("top", "bottom"))
    return {
        "table": table,
        "column": cell.column,
        "where": top,
        "per": bottom,
        **_compared(watch),
    }


def _pledged(watch: Watch, pair: RelationKey, year: int) -> dict[str, Any]:
    """Ask for the spending that is the threshold of the product of the newest year."""
    spent, part, total = watch.now.cells[:3]
    limit = watch.threshold.value / 100 * part.value * total.value
    code = _code(pair, dict(spent.keys)["state"])
    where = {"ccode": [code], "year": [year]}
    return {
        "table": spent.table,
        "column": spent.column,
        "where": where,
        "way": watch.way,
        "threshold": round(limit, 0),
    }


def _fighting(watch: Watch, pair: RelationKey, year: int) -> dict[str, Any]:
    where: dict[str, Any] = {"ccode1+ccode2": _pairs(pair), "year": [year]}
    if watch.threshold.value >= WAR:
        where["intensity_level"] = [WAR_LEVEL]
    if watch.way == ABOVE:
        where["role1+role2"] = [[PRIMARY, PRIMARY]]
    ends = watch.way == BELOW
    return {
        "table": "armed_conflicts",
        "column": "intensity_level",
        "where": where,
        "take": "count",
        "rows": "any",
        "way": "below" if ends else "at least",
        "threshold": 1.0,
        "known": [SOURCES[watch.id], str(year)],
    }


def _counted(table: str, where: dict[str, Any], *, way: str = "at least") -> dict[str, Any]:
    asked = {"table": f"record.{table}", "column": "date", "where": where, "take": "count"}
    return {**asked, "rows": "any", "way": way, "threshold": 1.0}


def _met(watch: Watch, pair: RelationKey, ahead: dict[str, str]) -> dict[str, Any]:
    keys = dict(watch.threshold.cells[0].keys)
    body = [str(keys.get("body", keys.get("of")))]
    both = {"a": [pair.first.key], "b": [pair.second.key]}
    return _counted("meetings", {**both, "body": body, "date": ahead})


def _agreed(watch: Watch, pair: RelationKey, ahead: dict[str, str]) -> dict[str, Any]:
    del watch
    where = {"a": [pair.first.key], "b": [pair.second.key], "date": ahead}
    return _counted("agreements", where)


def _opened(watch: Watch, pair: RelationKey, ahead: dict[str, str]) -> dict[str, Any]:
    keys = dict(watch.threshold.cells[0].keys)
    sides = pair.bloc_and_state
    letters = [sides[1].key] if sides else []
    of = {"bloc": [str(keys["bloc"])], "state": letters, "kind": ["opened"]}
    return _counted("chapters", {**of, "date": ahead})


def _holds(watch: Watch, pair: RelationKey, ahead: dict[str, str]) -> dict[str, Any]:
    del pair
    row = [str(dict(watch.threshold.cells[0].keys)["row"])]
    return _counted("ended_truces", {"row": row, "date": ahead}, way="below")


def _taken(watch: Watch, pair: RelationKey, ahead: dict[str, str]) -> dict[str, Any]:
    del ahead  # what is counted is the year that the watch names, whole
    keys = dict(watch.threshold.cells[0].keys)
    year = int(str(keys["year"]))
    of = {"a": [pair.first.key], "b": [pair.second.key], "of": [str(keys["of"])]}
    span = {"from": date(year, 1, 1).isoformat(), "to": year_end(year).isoformat()}
    return {
        "table": "record.counts",
        "column": "size",
        "where": {**of, "kind": [TAKEN], "date": span},
        "take": "largest",
        "rows": "any",
        **_compared(watch),
    }


SERIES: Mapping[str, Callable[[Watch, RelationKey, int], dict[str, Any]]] = {
    "same_vote": _same_vote,
    "united_votes": _united,
    "democracy": _democracy,
    "budgets": _ratio,
    "product": _ratio,
    "fighting": _fighting,
    "pledge": _pledged,
}
"""Watches of a series: a year decides them."""
RECORDS: Mapping[str, Callable[[Watch, RelationKey, dict[str, str]], dict[str, Any]]] = {
    "meeting": _met,
    "silence": _met,
    "talks": _agreed,
    "chapter": _opened,
    "truce": _holds,
    "land": _taken,
}
"""Watches of what comes by a day: our own records decide them."""
YES = {
    "meeting": "one more by",
    "silence": "one more by",
    "talks": "one more by",
    "chapter": "one more by",
    "truce": "still in force on",
    "land": "less than in the year before, as counted by",
}
"""What counts as yes, by watch; the day follows."""
