"""The report card: pages of scores beside their baselines, and where each method failed worst."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from detente.errors import RequestError
from detente.evaluation import institutions, power, risk, scenario, states, windows
from detente.evaluation.page import Page, Table, page_of
from detente.evidence.method import Method
from detente.models import track_records
from detente.models.dispute_outcomes.fit import THEIRS
from detente.models.features.outcomes import WORDS
from detente.models.windows.record import TRUST, record
from detente.scenarios.futures_method import method as paired_futures
from detente.scenarios.proof.tables import Record as ScenarioRecord
from detente.span import as_day, last_full_year, view_words, year_end
from detente.store.catalog import Catalog


def page(
    catalog: Catalog, name: str, as_of: int | date, scenarios: ScenarioRecord | None = None
) -> Page:
    """Make a page of the report card as a view could know it.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    name : {"card", "power", "institutions", "risk", "windows", "state", "scenario"}
        Which page; the card sums all up.
    as_of : int or datetime.date
        The view; of a year its 31 December.
    scenarios : Record, optional
        The record of scenarios, where it was computed again.

    Raises
    ------
    RequestError
        Where there is no such page.
    """
    if name not in PAGES:
        raise RequestError(f"no page of the report card is called '{name}'", near=tuple(PAGES))
    day = as_day(as_of)
    if name == "scenario":
        return scenario.page(catalog.as_of(day), day, scenarios)
    return PAGES[name](catalog.as_of(day), day)


def card(catalog: Catalog, day: date) -> Page:
    """Put every method on one page: its score beside its baseline, and where it fails.

    Parameters
    ----------
    catalog : Catalog
        The tables as known at the view.
    day : datetime.date
        The view.
    """
    as_of = last_full_year(day)
    tables = [
        _methods(catalog, as_of),
        power.summary(catalog, as_of),
        _windows(catalog, as_of),
    ]
    return page_of("card", f"Report card, as of {view_words(day)}", tables)


def _methods(catalog: Catalog, as_of: int) -> Table:
    """Every method, one row each."""
    rows = tuple(
        (method.name, method.mark, method.record, method.fails)
        for method in _known_methods(catalog, as_of)
    )
    return Table(
        "Every method: its score beside its baseline, and where it fails worst",
        ("method", "test", "score beside its baseline", "fails"),
        rows=rows,
    )


def _known_methods(catalog: Catalog, as_of: int) -> list[Method]:
    """List the methods that a view could know."""
    methods = [
        track_records.risk(catalog, as_of),
        track_records.risk(catalog, as_of, joint=True),
        track_records.cinc(),
        track_records.ideal_points(catalog, as_of),
        track_records.stance(),
    ]
    if as_of >= THEIRS:
        methods.append(track_records.outcomes())
    return [
        *methods,
        track_records.vdem(),
        track_records.agreement(),
        track_records.level(),
        track_records.threat(),
        track_records.system(),
        track_records.survey(),
        track_records.analogues(),
        track_records.accounting(),
        paired_futures(year_end(as_of)),
    ]


def _windows(catalog: Catalog, as_of: int) -> Table:
    """Every kind of window that could be tested, one row each."""
    rows = []
    for outcome, structure in windows.kinds():
        kept = record(catalog, outcome, structure, as_of)
        if kept.excess is not None:
            kind = f"{WORDS[outcome]}, by {structure}"
            rows.append((kind, windows.interval(kept.excess), TRUST[kept.trust]))
    return Table(
        "Windows of opportunity",
        ("window", "excess over the past [95 %]", "test"),
        rows=tuple(rows),
    )


PAGES: dict[str, Callable[[Catalog, date], Page]] = {
    "card": card,
    "power": power.page,
    "institutions": institutions.page,
    "risk": risk.page,
    "windows": windows.page,
    "state": states.page,
    "scenario": scenario.page,
}
"""Pages by name, in order: first the one that sums up."""
