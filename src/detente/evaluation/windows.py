"""The page on windows of opportunity: did outcomes come where a structure raised the forecast?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.estimators.quintile_excess import DRAWS, Excess
from detente.evaluation.page import Page, Row, Table, page_of
from detente.models.dispute_risk.blocks import STRUCTURES
from detente.models.features.outcomes import KNOWN, WORDS
from detente.models.windows.record import TRUST, Decade, Record, record
from detente.phrasing import number, signed
from detente.span import last_full_year, view_words
from detente.store.catalog import Catalog

TESTS = len(KNOWN) * len(STRUCTURES)
"""Kinds of window that are tested; a chance is multiplied by it."""
LEAST = 2 / DRAWS
"""Smallest chance that the draws can show."""


def page(catalog: Catalog, day: date) -> Page:
    """Score every kind of window on those whose five years were over at the view.

    Parameters
    ----------
    catalog : Catalog
        The tables as known at the view.
    day : datetime.date
        The view.
    """
    as_of = last_full_year(day)
    records = [record(catalog, *kind, as_of) for kind in kinds()]
    title = f"Report card: windows of opportunity, as of {view_words(day)}"
    return page_of("windows", title, [_tests(records), _hit_rates(records)])


def kinds() -> Iterator[tuple[str, str]]:
    """Give every outcome with every structure."""
    for outcome in KNOWN:
        for structure in STRUCTURES:
            yield outcome, structure


def interval(excess: Excess) -> str:
    """Write an excess with its interval.

    Parameters
    ----------
    excess : Excess
        Of a kind of window.
    """
    return f"{signed(excess.value)} [{signed(excess.low)}, {signed(excess.high)}]"


def came(excess: Excess) -> str:
    """Write which part of the printed gains came, with its interval.

    Parameters
    ----------
    excess : Excess
        Of a kind of window.
    """
    low, high = (number(end) for end in (excess.realised_low, excess.realised_high))
    return f"{number(excess.realised)} [{low}, {high}]"


def _tests(records: list[Record]) -> Table:
    """Which kinds of window have passed their test."""
    return Table(
        "Whether events came where a structure raised the forecast",
        (
            "window",
            "by",
            "test",
            "excess [95 %, pairs drawn]",
            "[95 %, states drawn]",
            f"p, times {TESTS} tests",
            "Brier, log-loss skill over the past",
            "part of the printed gains that came [95 %, states drawn]",
            "cases, pairs",
        ),
        rows=tuple(_test(each, each.excess) for each in records if each.excess is not None),
        note="Excess: event rate over the forecast of the past, top less bottom fifth of the "
        "pairs of a year. A kind of window has passed its test where both intervals lie above "
        "zero. Windows rank pairs; the skill shows how little they change a probability. Gains "
        "are shrunk to the part of earlier ones that had come; 1: those printed came in full.",
    )


def _test(kept: Record, excess: Excess) -> Row:
    by_state = f"[{signed(excess.low_by_state)}, {signed(excess.high_by_state)}]"
    size = f"{excess.cases:,}, {excess.units:,}"
    return (
        WORDS[kept.outcome],
        kept.structure,
        TRUST[kept.trust],
        interval(excess),
        by_state,
        _corrected(excess.chance),
        f"{excess.brier:+.3f}, {excess.log_loss:+.3f}",
        came(excess),
        size,
    )


def _corrected(chance: float) -> str:
    """Write a chance times the number of tests, with the least that the draws can show."""
    corrected = min(max(chance, LEAST) * TESTS, 1)
    return f"{'at most ' if chance < LEAST else ''}{corrected:.3f}"


def _hit_rates(records: list[Record]) -> Table:
    """How many open windows came true, by decade."""
    return Table(
        "Open windows that came true, beside pairs whose past gave the same forecast",
        ("window", "by", "decade", "open", "hit rate", "base rate", "alike, not open"),
        rows=tuple(_hit_rate(each, decade) for each in records for decade in each.decades),
    )


def _hit_rate(kept: Record, decade: Decade) -> Row:
    return (
        WORDS[kept.outcome],
        kept.structure,
        f"{decade.first}s",
        f"{decade.open:,}",
        f"{decade.hits / decade.open:.0%}",
        f"{decade.base:.0%}",
        f"{decade.alike:.0%}",
    )
