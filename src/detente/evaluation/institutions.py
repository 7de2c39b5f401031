"""The page on institutions: what accession did elsewhere, and what organisations in common say."""

from __future__ import annotations

from datetime import date

from detente.actors.blocs import Bloc, blocs
from detente.evaluation.page import Page, Row, Table, page_of
from detente.findings.institutions.estimates import closest
from detente.models.membership.study import membership
from detente.phrasing import number, signed
from detente.span import last_full_year, view_words
from detente.store.catalog import Catalog


def page(catalog: Catalog, day: date) -> Page:
    """Score the studies of every bloc, and the curve of specifications.

    Parameters
    ----------
    catalog : Catalog
        The tables as known at the view.
    day : datetime.date
        The view.
    """
    as_of = last_full_year(day)
    tables = [_studies(catalog, as_of)]
    # the specifications use different spans: shown once the last of them is known
    if catalog.frame("convergence").height == catalog.whole.frame("convergence").height:
        tables.append(_curve(catalog))
    return page_of("institutions", f"Report card: institutions, as of {view_words(day)}", tables)


def _studies(catalog: Catalog, as_of: int) -> Table:
    """The studies of every bloc that somebody joined."""
    rows = [_study(catalog, bloc, as_of) for bloc in blocs().values() if bloc.members(as_of)]
    return Table(
        "Accession and the distance to a bloc's core",
        (
            "bloc",
            "joiners",
            "effects over all specifications",
            "pre-trend holds",
            "distinguishable from zero",
            "smallest effect found with 80 % power: likest controls",
            "over all specifications",
            "verdict",
        ),
        rows=tuple(row for row in rows if row),
        note="Distance in UN votes, our positions; negative is nearer. Distinguishable from zero: "
        "by interval, permutation and a valid pre-trend. Smallest effect: one whose estimate in "
        "four of five draws is larger than 95 % of random assignments and than half the interval.",
    )


def _study(catalog: Catalog, bloc: Bloc, as_of: int) -> Row:
    """Sum up the studies of one bloc; nothing where nobody joined that can be studied."""
    found = membership(catalog, bloc, as_of)
    studies = found.accession
    if not studies:
        return ()
    effects = [study.found.effect for study in studies]
    valid = sum(study.valid for study in studies)
    established = sum(study.established for study in studies)
    least = [study.found.smallest for study in studies]
    joiners, lowest, highest = studies[0].found.treated, min(effects), max(effects)
    over_all = f"{number(min(least))} to {number(max(least))}"
    effects_over_all = f"{signed(lowest)} to {signed(highest)}"
    return (
        bloc.short,
        str(joiners),
        effects_over_all,
        f"{valid} of {len(studies)}",
        f"{established} of {len(studies)}",
        number(closest(studies).found.smallest),
        over_all,
        found.verdict,
    )


def _curve(catalog: Catalog) -> Table:
    """The specification curve of organisations in common."""
    specifications = catalog.frame("convergence").sort("slope")
    columns = ("span", "outcome", "organisations", "effects", "slope", "error")
    rows = tuple(
        (span, outcome, organisations, effects, f"{slope:+.4f}", f"{error:.4f}")
        for span, outcome, organisations, effects, slope, error in specifications.select(
            columns
        ).iter_rows()
    )
    positive = {slope > 0 for slope in specifications["slope"]}
    sign = "changes with the specification" if len(positive) > 1 else "is the same in all"
    return Table(
        "Organisations in common and the distance in UN votes five years on",
        ("years", "outcome", "organisations", "fixed effects", "slope an organisation", "error"),
        rows=rows,
        note=f"The sign {sign}: no single number is to be quoted.",
    )
